//! A scan as a page: clusters, timelines, the heat map, passages, what was read; keyboard, schemes, paper, phone, hostile input, weight.

use crate::Test;
use crate::axe::assert_accessible;
use crate::chrome::{Browser, Tab};
use crate::corpus_page::{Scanned, scan, scan_records};
use serde_json::{Value, json};
use std::path::Path;

pub(crate) const TESTS: &[Test] = &[
    ("a_corpus_page_says_what_was_found_and_names_its_inputs", a_page_says_what_was_found),
    ("clusters_are_searched_filtered_and_sorted", clusters_are_searched_filtered_and_sorted),
    ("a_cluster_opens_to_a_timeline_and_its_members_in_time", a_cluster_opens_to_a_timeline),
    ("who_had_it_first_is_said_only_where_dates_say_it", who_had_it_first),
    ("the_heat_map_is_directed_and_leads_to_the_articles", the_heat_map_is_directed),
    ("the_heat_map_and_the_lists_are_worked_with_keys", worked_with_keys),
    ("passages_open_to_all_their_carriers", passages_open_to_their_carriers),
    ("house_text_what_was_skipped_and_why_are_told", house_text_and_skipped),
    ("what_is_not_on_the_page_is_counted_and_its_file_named", what_is_left_out_is_counted),
    ("hostile_articles_of_a_corpus_stay_text", hostile_articles_stay_text),
    ("headlines_from_right_to_left_are_shown_so", headlines_from_right_to_left),
    ("a_corpus_page_fits_a_phone", a_page_fits_a_phone),
    ("a_corpus_page_is_accessible_in_each_scheme_and_on_a_phone", a_page_is_accessible),
    ("paper_shows_what_is_open_in_ink", paper_shows_what_is_open),
    ("ten_thousand_articles_open_in_under_two_seconds", ten_thousand_articles),
];

fn corpus() -> Scanned {
    scan(&[Path::new("corpus")], &[])
}

/// The texts of what a selector finds, as they are seen.
fn texts(tab: &mut Tab, selector: &str) -> Vec<String> {
    let found = tab.run(&format!(
        "[...document.querySelectorAll({selector:?})].filter(it => it.checkVisibility()).map(it => it.innerText.replaceAll('\\u00a0', ' ').trim())"
    ));
    found.as_array().expect("a list").iter().map(|it| it.as_str().unwrap_or_default().to_owned()).collect()
}

fn type_into(tab: &mut Tab, selector: &str, text: &str) {
    tab.run(&format!("{{ const it = document.querySelector({selector:?}); it.focus(); it.select(); }}"));
    tab.ask("Input.insertText", json!({"text": text}));
    tab.run("new Promise(done => setTimeout(done, 150))");
}

const STORIES: &str = "#clusters-list .listing > tbody > tr:not(.detail) .open";

fn a_page_says_what_was_found(browser: &mut Browser) {
    let made = corpus();
    let mut tab = browser.open(&made.page);
    let heading = tab.text("document.querySelector('h1').textContent");
    assert!(
        heading.starts_with("12 clusters of near-duplicates hold 32 articles. 77 pairs share passages."),
        "{heading}"
    );
    assert!(texts(&mut tab, "main > p")[0].starts_with("78 articles of 14 outlets, 22,532 words."));
    assert_eq!(texts(&mut tab, STORIES).len(), 12);
    let promise = texts(&mut tab, "#promise").concat();
    for said in [
        "at least 0.5 stand in both",
        "with probability 0.99",
        "every run of at least 12 words",
        "--exact does that",
        "no verdict",
    ] {
        assert!(promise.contains(said), "{said}: {promise}");
    }
    tab.run("document.querySelector('#made details').open = true; new Promise(done => setTimeout(done, 50))");
    let told = texts(&mut tab, "#made").concat();
    let run: Value = serde_json::from_str(&made.file("run.json")).expect("it is JSON");
    let inputs = run["inputs"].as_array().expect("a list");
    assert!(inputs.len() > 40 && inputs.iter().all(|it| told.contains(it["sha256"].as_str().unwrap_or("none"))));
    assert!(
        told.contains(env!("CARGO_PKG_VERSION"))
            && told.contains("least jaccard 0.5")
            && told.contains("keep earliest")
    );
    assert!(texts(&mut tab, ".licence summary")[0].contains("uPlot"));
    assert!(tab.text("document.querySelector('.licence pre').textContent").contains("Copyright (c) 2022 Leon Sorokin"));
    tab.assert_quiet();
}

fn clusters_are_searched_filtered_and_sorted(browser: &mut Browser) {
    let made = corpus();
    let mut tab = browser.open(&made.page);
    type_into(&mut tab, "#clusters-search", "VILLARREMA nueve");
    assert_eq!(texts(&mut tab, STORIES), ["El puente de hierro de Villarrema cerrará nueve meses por obras"]);
    assert_eq!(texts(&mut tab, "#clusters-list .status"), ["1 of 12 clusters"]);
    // Accents are folded, and members are looked through, not the representative alone.
    type_into(&mut tab, "#clusters-search", "cerrara");
    assert_eq!(texts(&mut tab, STORIES).len(), 1);
    type_into(&mut tab, "#clusters-search", "northfold-courier");
    assert_eq!(texts(&mut tab, STORIES).len(), 2);
    type_into(&mut tab, "#clusters-search", "nowhere to be found");
    assert_eq!(texts(&mut tab, STORIES).len(), 0);
    tab.run("{ const it = document.querySelector('#clusters-search'); it.value = ''; it.dispatchEvent(new Event('input')); } new Promise(done => setTimeout(done, 150))");
    tab.run("{ const it = document.querySelector('#clusters-outlet'); it.value = [...it.options].find(o => o.text.startsWith('harbour-times')).value; it.dispatchEvent(new Event('change')); }");
    assert_eq!(texts(&mut tab, STORIES).len(), 2);
    tab.run("{ const it = document.querySelector('#clusters-outlet'); it.value = ''; it.dispatchEvent(new Event('change')); }");
    let head = "#clusters-list thead th:last-child";
    let lowest = |tab: &mut Tab| -> Vec<f64> {
        texts(tab, "#clusters-list .listing > tbody > tr > td:last-child")
            .iter()
            .map(|it| it.parse().expect("a number"))
            .collect()
    };
    tab.click(&format!("{head} button"));
    let up = lowest(&mut tab);
    assert!(up.len() == 12 && up.is_sorted(), "{up:?}");
    assert_eq!(tab.text(&format!("document.querySelector({head:?}).ariaSort")), "ascending");
    tab.click(&format!("{head} button"));
    assert!(lowest(&mut tab).iter().rev().is_sorted());
    assert_eq!(tab.text(&format!("document.querySelector({head:?}).ariaSort")), "descending");
    tab.assert_quiet();
}

fn a_cluster_opens_to_a_timeline(browser: &mut Browser) {
    let made = corpus();
    let mut tab = browser.open(&made.page);
    tab.click(STORIES);
    tab.settle();
    assert_eq!(tab.text(&format!("document.querySelector({STORIES:?}).ariaExpanded")), "true");
    let days = texts(&mut tab, ".detail .members .when");
    assert_eq!(days, ["2031-03-07", "2031-03-08", "undated", "undated", "undated"]);
    assert_eq!(texts(&mut tab, ".detail .members tbody tr:first-child .tag"), ["first dated", "represents"]);
    let inked = tab.number(
        "(() => { const it = document.querySelector('.timeline canvas'); const { data } = it.getContext('2d').getImageData(0, 0, it.width, it.height); \
         let seen = 0; for (let at = 3; at < data.length; at += 4) seen += data[at] > 0; return seen })()",
    );
    assert!(inked > 500.0, "{inked} pixels are drawn");
    assert!(
        tab.text("document.querySelector('.timeline').ariaLabel").starts_with("Timeline of 2 articles of 2 outlets")
    );
    assert!(texts(&mut tab, ".detail figcaption")[0].contains("3 articles without a date are not drawn."));
    tab.run("document.querySelector('#scheme').click()");
    assert_eq!(tab.number("document.querySelectorAll('.timeline canvas').length"), 1.0);
    tab.click(STORIES);
    assert_eq!(tab.number("document.querySelectorAll('.detail').length"), 0.0);
    tab.assert_quiet();
}

/// A story that outlets print on these dates.
fn printed(dates: &[Option<&str>]) -> Vec<Value> {
    let story: String = (0..40).map(|word| format!("word{word} ")).collect();
    let record = |(number, date): (usize, &Option<&str>)| json!({"id": format!("article-{number}"), "title": "One story", "source": format!("outlet-{number}"), "date": date, "text": format!("{story} {number}")});
    dates.iter().enumerate().map(record).collect()
}

fn who_had_it_first(browser: &mut Browser) {
    let cases: [(&[Option<&str>], &[&str]); 5] = [
        (&[Some("2031-03-05"), Some("2031-03-04")], &["first"]),
        (&[Some("2031-03-04T10:00:00Z"), Some("2031-03-04T11:30:00+02:00")], &["first"]),
        (&[Some("2031-03-04"), Some("2031-03-04T11:30:00Z")], &["among the first", "among the first"]),
        (&[Some("2031-03-04"), None], &[]),
        (&[None, None], &[]),
    ];
    for (dates, tags) in cases {
        let made = scan_records(&printed(dates), &[]);
        let mut tab = browser.open(&made.page);
        tab.click(STORIES);
        assert_eq!(texts(&mut tab, ".members .day .tag"), *tags, "{dates:?}");
        if tags == ["first"] {
            assert_eq!(texts(&mut tab, ".members tbody tr:first-child td:nth-child(2)"), ["outlet-1"]);
        }
        tab.assert_quiet();
    }
}

/// The button of a cell of the heat map, by the names of row and column.
fn cell(tab: &mut Tab, row: &str, column: &str) -> Value {
    tab.run(&format!(
        "(() => {{ const said = it => it.firstChild.textContent; const it = [...document.querySelectorAll('.matrix button')].find(it => said(it).startsWith({:?}) && said(it).endsWith({:?})); \
         return it ? [it.lastChild.textContent, said(it).replaceAll('\\u00a0', ' '), '.matrix button[data-row=\"' + it.dataset.row + '\"][data-column=\"' + it.dataset.column + '\"]'] : null }})()",
        format!("{row}: "),
        format!(": {column}")
    ))
}

fn the_heat_map_is_directed(browser: &mut Browser) {
    let made = corpus();
    let mut tab = browser.open(&made.page);
    tab.run("{ const it = document.querySelector('#matrix-measure'); it.value = '0'; it.dispatchEvent(new Event('change')); }");
    let there = cell(&mut tab, "The Daily Lantern", "Kestrel Wire");
    assert_eq!(
        there[1],
        "The Daily Lantern: 863 of 1,920 words (45 %) stood in the column’s outlet earlier: Kestrel Wire"
    );
    assert_eq!(there[0], "45");
    assert_eq!(cell(&mut tab, "Kestrel Wire", "The Daily Lantern")[0], "·");
    assert!(cell(&mut tab, "al-manara", "Kestrel Wire").is_null());
    tab.click(there[2].as_str().unwrap_or_default());
    let behind = texts(&mut tab, "#behind").concat();
    assert!(
        behind.contains("863 words with Kestrel Wire (45 % of its words): 863 stood there earlier, 0 later"),
        "{behind}"
    );
    assert!(behind.contains("daily-lantern/tarrow-flood.reprint") && behind.contains("kestrel-wire/tarrow-flood.wire"));
    assert_eq!(tab.text("document.activeElement.id"), "behind");
    let first = texts(&mut tab, "#behind tbody tr:first-child td");
    assert!(first[0].contains("daily-lantern/") && first[1].contains("kestrel-wire/"), "{first:?}");
    tab.assert_quiet();
}

fn worked_with_keys(browser: &mut Browser) {
    let made = corpus();
    let mut tab = browser.open(&made.page);
    tab.run("document.querySelector('#clusters-list thead button').focus()");
    tab.press("Enter");
    assert_eq!(tab.text("document.querySelector('#clusters-list thead th').ariaSort"), "ascending");
    tab.run(&format!("document.querySelector({STORIES:?}).focus()"));
    tab.press("Enter");
    assert_eq!(tab.number("document.querySelectorAll('.detail').length"), 1.0);
    tab.press(" ");
    assert_eq!(tab.number("document.querySelectorAll('.detail').length"), 0.0);
    tab.run("document.querySelector('.matrix button').focus()");
    let place = "document.activeElement.dataset.row + ' ' + document.activeElement.dataset.column";
    let from = tab.text(place);
    let arrow = |tab: &mut Tab, key: &str| {
        tab.run(&format!("document.activeElement.dispatchEvent(new KeyboardEvent('keydown', {{key: {key:?}, bubbles: true, cancelable: true}}))"));
    };
    arrow(&mut tab, "ArrowRight");
    let right = tab.text(place);
    assert!(right != from && right.split(' ').next() == from.split(' ').next(), "{from} {right}");
    arrow(&mut tab, "ArrowLeft");
    assert_eq!(tab.text(place), from);
    arrow(&mut tab, "ArrowDown");
    assert_eq!(tab.text(place).split(' ').nth(1), from.split(' ').nth(1));
    tab.press("Enter");
    assert_eq!(tab.text("document.activeElement.id"), "behind");
    tab.assert_quiet();
}

fn passages_open_to_their_carriers(browser: &mut Browser) {
    let made = corpus();
    let mut tab = browser.open(&made.page);
    let rows = "#passages-list .listing > tbody > tr:not(.detail) .open";
    let all = texts(&mut tab, rows).len();
    assert_eq!(all, made.file("groups.jsonl").lines().count());
    tab.run("{ const it = document.querySelector('#passages-outlets'); it.value = '2'; it.dispatchEvent(new Event('change')); }");
    let several = texts(&mut tab, rows).len();
    assert!(
        several < all
            && several == made.file("groups.jsonl").lines().filter(|it| !it.contains("\"outlets\":1,")).count()
    );
    type_into(&mut tab, "#passages-search", "雁ケ崎沖");
    assert_eq!(texts(&mut tab, rows).len(), 1);
    type_into(&mut tab, "#passages-search", "three village schools");
    tab.click(rows);
    assert!(texts(&mut tab, "#passages-list blockquote")[0].starts_with("Northfold town council voted by 17 to 14"));
    let outlets = texts(&mut tab, "#passages-list .members tbody td:nth-child(2)");
    assert!(outlets.len() >= 5 && outlets[0] == "Kestrel Wire" && outlets[1] == "The Daily Lantern", "{outlets:?}");
    tab.assert_quiet();
}

fn house_text_and_skipped(browser: &mut Browser) {
    let house = "Readers who like this can sign up for the morning letter of the house and get it for a year";
    let record = |number: u32| {
        let own: String = (0..40).map(|word| format!("word{number}x{word} ")).collect();
        json!({"id": format!("n{number}"), "source": "Harbour Post", "text": format!("{own}\n\n{house}")})
    };
    let mut records: Vec<Value> = (1..=9).map(record).collect();
    records.push(json!({"id": "short", "text": "word"}));
    records.push(json!({"id": "n1", "text": "the same id again but other words"}));
    let made = scan_records(&records, &[]);
    let mut tab = browser.open(&made.page);
    let told = texts(&mut tab, "#house .listing tbody td");
    assert_eq!(told[..3], ["Harbour Post", "9", "20"]);
    assert_eq!(told[3], house);
    let reading = texts(&mut tab, "#reading-list").concat();
    assert!(
        reading.contains("2 inputs could not be used: 1 duplicate-id (an id that another article has), 1 too-short"),
        "{reading}"
    );
    let rows = texts(&mut tab, "#reading-list tbody td");
    assert!(rows.len() == 4 && rows[0].ends_with("docs.jsonl:10") && rows[1].contains("has 1 word"), "{rows:?}");
    tab.assert_quiet();
}

fn what_is_left_out_is_counted(browser: &mut Browser) {
    let made = scan_records(&printed(&vec![Some("2031-03-04"); 620]), &[]);
    let mut tab = browser.open(&made.page);
    tab.click(STORIES);
    assert_eq!(
        texts(&mut tab, ".detail .note-line"),
        [
            "The 501 earliest of 620 articles are listed; all of them stand in clusters.jsonl (or .parquet) beside this page."
        ]
    );
    assert_eq!(tab.number("document.querySelectorAll('.detail .members tbody tr').length"), 501.0);
    assert!(texts(&mut tab, "#matrix .note-line")[0].starts_with("The 40 outlets that share most words, of 620;"));
    assert_eq!(tab.number("document.querySelectorAll('#outlets-list .listing tbody tr').length"), 50.0);
    tab.click("#outlets-list .more");
    assert_eq!(tab.number("document.querySelectorAll('#outlets-list .listing tbody tr').length"), 100.0);
    tab.assert_quiet();
}

fn hostile_articles_stay_text(browser: &mut Browser) {
    let markup = "</script><script>window.broken = 1</script><img src=x onerror=\"window.broken = 2\"><a href=\"javascript:window.broken=3\">x</a> \u{202e}desrever";
    let text = format!(
        "The council voted on Thursday night to keep all three of the village schools open. {markup} {}",
        "w".repeat(1 << 20)
    );
    let record = |id: &str| json!({"id": format!("{id}{markup}"), "title": format!("{id} {markup}"), "source": format!("{id} {markup}"), "date": markup, "text": text});
    let broken = json!({"id": markup, "words": markup});
    let made = scan_records(&[record("a"), record("b"), broken], &[]);
    let mut tab = browser.open(&made.page);
    tab.run("document.querySelectorAll('button.open').forEach(it => it.click()); document.querySelector('.matrix button').click(); document.querySelectorAll('details').forEach(it => { it.open = true; })");
    tab.settle();
    assert_eq!(tab.run("window.broken === undefined"), json!(true));
    assert_eq!(
        tab.number(
            "document.querySelectorAll('img, iframe, link, base, form, object, [onerror], [href^=javascript]').length"
        ),
        0.0
    );
    assert_eq!(tab.number("document.scripts.length"), 2.0);
    assert!(texts(&mut tab, STORIES)[0].contains("</script><script>window.broken = 1</script>"));
    assert_eq!(tab.run("document.body.innerText.includes('\\u202e')"), json!(false));
    assert!(tab.number("document.querySelectorAll('.steering').length") > 3.0);
    assert_eq!(tab.run("document.documentElement.scrollWidth <= innerWidth"), json!(true));
    tab.assert_quiet();
}

fn headlines_from_right_to_left(browser: &mut Browser) {
    let made = corpus();
    let mut tab = browser.open(&made.page);
    type_into(&mut tab, "#clusters-search", "العبارات");
    assert_eq!(texts(&mut tab, STORIES).len(), 1);
    assert_eq!(
        tab.text(&format!("getComputedStyle(document.querySelector({STORIES:?} + ' .given')).direction")),
        "rtl"
    );
    assert_eq!(tab.text(&format!("getComputedStyle(document.querySelector({STORIES:?})).direction")), "ltr");
    tab.assert_quiet();
}

fn a_page_fits_a_phone(browser: &mut Browser) {
    let made = corpus();
    let mut tab = browser.open(&made.page);
    tab.resize(360, 740);
    tab.run("document.querySelectorAll('#clusters-list .open')[0].click(); document.querySelector('#passages-list .open').click(); document.querySelector('.matrix button').click()");
    tab.settle();
    assert_eq!(tab.run("document.documentElement.scrollWidth <= innerWidth"), json!(true));
    assert!(texts(&mut tab, "#clusters-list .thin")[0].starts_with("5 articles · 5 outlets · 2031-03-07"));
    assert!(tab.number("document.querySelector('.timeline canvas').getBoundingClientRect().width") <= 360.0);
    tab.assert_quiet();
}

fn a_page_is_accessible(browser: &mut Browser) {
    let made = corpus();
    for (scheme, width) in [("light", 1280), ("dark", 1280), ("light", 360)] {
        let mut tab = browser.open(&made.page);
        tab.resize(width, 900);
        tab.emulate("", scheme);
        tab.run("document.querySelector('#clusters-list .open').click(); document.querySelector('#passages-list .open').click(); document.querySelector('.matrix button').click()");
        tab.settle();
        tab.assert_quiet();
        assert_accessible(&mut tab, &format!("{scheme}, {width} pixels"));
    }
}

fn paper_shows_what_is_open(browser: &mut Browser) {
    let made = corpus();
    let mut tab = browser.open(&made.page);
    tab.emulate("", "dark");
    tab.click(STORIES);
    tab.run("dispatchEvent(new Event('beforeprint'))");
    tab.emulate("print", "dark");
    assert_eq!(texts(&mut tab, ".toolbar, #tools, .contents, .more").len(), 0);
    assert_eq!(texts(&mut tab, ".detail .members tbody tr").len(), 5);
    assert_eq!(tab.text("getComputedStyle(document.body).backgroundColor"), "rgb(255, 255, 255)");
    let dark = tab.number(
        "(() => { const it = document.querySelector('.timeline canvas'); const { data } = it.getContext('2d').getImageData(0, 0, it.width, it.height); \
         let seen = 0; for (let at = 0; at < data.length; at += 4) seen += data[at + 3] > 200 && data[at] + data[at + 1] + data[at + 2] < 240; return seen })()",
    );
    assert!(dark > 100.0, "the names of outlets are dark on paper: {dark}");
    assert!(texts(&mut tab, "#made .digest").len() > 40);
    tab.assert_quiet();
}

/// 10,000 articles, 2,000 clusters of two to five, each with a headline and a date.
fn ten_thousand() -> Vec<Value> {
    let mut records = Vec::new();
    let mut story = 0;
    while records.len() < 10_000 {
        let copies = if story < 2_000 { 2 + story % 4 } else { 1 };
        let text: String = (0..30).map(|word| format!("w{}x{word} ", story * 31 % 9_973)).collect();
        for copy in 0..copies.min(10_000 - records.len()) {
            records.push(json!({
                "id": format!("archive/2031/outlet-{:02}/story-{story:05}-{copy}", (story * 7 + copy * 13) % 60),
                "title": format!("A headline of ordinary length about event number {story} as told by paper {copy}"),
                "source": format!("The Outlet {:02}", (story * 7 + copy * 13) % 60),
                "date": format!("2031-03-{:02}T{:02}:15:00Z", 1 + story % 28, copy * 3 % 24), "text": text,
            }));
        }
        story += 1;
    }
    records
}

fn ten_thousand_articles(browser: &mut Browser) {
    let made = scan_records(&ten_thousand(), &["--no-reworded"]);
    let clusters = made.file("clusters.jsonl").lines().count();
    assert!(clusters >= 2_000, "{clusters} clusters");
    let opened = |browser: &mut Browser| {
        let mut tab = browser.open(&made.page);
        assert_eq!(
            texts(&mut tab, "#clusters-list .status"),
            [format!("{},{:03} clusters", clusters / 1000, clusters % 1000)]
        );
        let sorted = "(() => { const begun = performance.now(); document.querySelector('#clusters-list thead th:last-child button').click(); return performance.now() - begun })()";
        assert!(tab.number(sorted) < 1000.0);
        type_into(&mut tab, "#clusters-search", "number 1234");
        assert_eq!(texts(&mut tab, STORIES).len(), 1);
        tab.assert_quiet();
        let time = tab.number("performance.getEntriesByType('navigation')[0].loadEventEnd");
        // The clock tells how busy the machine is too; what the page itself takes is the time of its thread.
        tab.ask("Performance.enable", json!({"timeDomain": "threadTicks"}));
        tab.run("window.isOld = true");
        tab.ask("Page.reload", json!({}));
        let is_drawn =
            "!window.isOld && document.readyState === 'complete' && document.querySelector('#made dl') !== null";
        while tab.run(is_drawn) != json!(true) {
            std::thread::sleep(std::time::Duration::from_millis(20));
        }
        tab.settle();
        let metrics = tab.ask("Performance.getMetrics", json!({}));
        let metrics = metrics["metrics"].as_array().expect("a list").clone();
        let worked = metrics.iter().find(|it| it["name"] == "TaskDuration").and_then(|it| it["value"].as_f64());
        browser.close_tabs();
        (time, 1000.0 * worked.expect("the browser tells"))
    };
    let times = [opened(browser), opened(browser), opened(browser)];
    let bytes = std::fs::metadata(&made.page).expect("it is there").len();
    println!(
        "  10,000 articles, {clusters} clusters: {bytes} bytes, opened in ms on the clock and of its thread {times:.0?}"
    );
    assert!(times.iter().all(|(_, worked)| (20.0..2000.0).contains(worked)), "{times:?} ms");
    assert!(bytes < 4 << 20, "{bytes} bytes");
}
