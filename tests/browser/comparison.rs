//! Two articles side by side: filters, ways between partners, scrolling, keyboard, schemes, paper, phone.

use crate::Test;
use crate::axe::assert_accessible;
use crate::chrome::{Browser, Tab};
use crate::comparison_page::{Made, compare, compare_articles, compare_texts};
use serde_json::json;

pub(crate) const TESTS: &[Test] = &[
    ("the_answer_stands_first_and_the_marks_add_up_to_it", the_answer_stands_first),
    ("a_click_and_enter_go_to_the_partner_and_back", a_click_and_enter_go_to_the_partner_and_back),
    ("the_panes_scroll_in_step_until_that_is_switched_off", the_panes_scroll_in_step),
    ("filters_hide_grades_and_quoted_speech_everywhere", filters_hide_grades_and_quoted_speech),
    ("boilerplate_can_be_hidden_where_a_corpus_tells_it", boilerplate_can_be_hidden),
    ("the_table_and_the_map_lead_to_the_paragraphs", the_table_and_the_map_lead_to_the_paragraphs),
    ("differing_words_are_told_apart_by_more_than_colour", differing_words_are_told_apart),
    ("all_of_it_can_be_copied_as_text", all_of_it_can_be_copied),
    ("everything_is_reached_with_the_tab_key", everything_is_reached_with_the_tab_key),
    ("the_scheme_follows_the_system_and_the_switch", the_scheme_follows_the_system_and_the_switch),
    ("paper_shows_both_articles_whole", paper_shows_both_articles_whole),
    ("a_phone_shows_both_articles_without_sideways_scrolling", a_phone_shows_both_articles),
    ("text_from_right_to_left_is_shown_so", text_from_right_to_left_is_shown_so),
    ("pages_are_accessible_in_each_scheme_and_on_a_phone", pages_are_accessible),
    ("articles_that_share_nothing_have_a_page_too", articles_that_share_nothing),
];

const EDITED: &str = "harbour-times/northfold-school-budget.edited.txt";
const REPRINT: &str = "saltmarsh-gazette/northfold-school-budget.reprint.txt";

fn edited() -> Made {
    compare_articles(EDITED, REPRINT, &[])
}

/// How many elements a selector finds that can be seen.
fn seen(tab: &mut Tab, selector: &str) -> usize {
    tab.number(&format!("[...document.querySelectorAll({selector:?})].filter(it => it.checkVisibility()).length"))
        as usize
}

fn the_answer_stands_first(browser: &mut Browser) {
    let made = edited();
    let mut tab = browser.open(&made.page);
    let sentence = tab.text("document.querySelector('h1').textContent");
    assert_eq!(
        sentence,
        "B repeats 92 % of A's words; 10 of 11 paragraphs; longest run 38 words. A holds 90 % of B's words; 10 of 12 paragraphs."
    );
    let tally = tab.text("document.querySelector('#tally').textContent.replaceAll('\\u00a0', ' ')");
    assert_eq!(tally, "Marked: 292 of A’s 318 words (92 %), 292 of B’s 324 words (90 %).");
    assert_eq!(seen(&mut tab, "#pane-a .paragraph"), 11);
    assert_eq!(seen(&mut tab, "#pane-b .paragraph"), 12);
    let made = tab.text("document.querySelector('#made').innerText");
    assert!(made.contains(env!("CARGO_PKG_VERSION")) && made.contains("shingle words 5"), "{made}");
    for article in [EDITED, REPRINT] {
        let bytes = std::fs::read(format!("{}/corpus/{article}", env!("CARGO_MANIFEST_DIR"))).expect("it can be read");
        let digest = <sha2::Sha256 as sha2::Digest>::digest(bytes);
        let wanted: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
        assert!(made.contains(&wanted), "{article}: {wanted}");
    }
    tab.assert_quiet();
}

fn a_click_and_enter_go_to_the_partner_and_back(browser: &mut Browser) {
    let made = edited();
    let mut tab = browser.open(&made.page);
    tab.click("#a-p3 .shared");
    let focused = "document.activeElement.id + ' ' + document.activeElement.closest('.pane').id";
    assert_eq!(tab.text(focused), "b-u1 pane-b");
    assert_eq!(tab.number("document.querySelectorAll('#b-p3 .here').length > 2 ? 1 : 0"), 1.0);
    assert!(tab.text("document.querySelector('#announcer').textContent").starts_with("B paragraph 3, E2, edited"));
    tab.press("Enter");
    assert_eq!(tab.text(focused), "a-u1 pane-a");
    // The last paragraph lies below the fold of its pane; its partner comes into view.
    tab.run("document.querySelector('#a-u9').focus()");
    tab.press("Enter");
    assert_eq!(tab.text(focused), "b-u9 pane-b");
    let inside = "(() => { const [x, y] = [document.activeElement, document.querySelector('#pane-b')].map(it => it.getBoundingClientRect()); \
                  return x.top >= y.top && x.bottom <= y.bottom && x.bottom <= innerHeight })()";
    assert_eq!(tab.run(inside), json!(true));
    tab.assert_quiet();
}

fn the_panes_scroll_in_step(browser: &mut Browser) {
    let made = edited();
    let mut tab = browser.open(&made.page);
    tab.run("document.querySelector('#reading').scrollIntoView()");
    let at = tab.run("(() => { const box = document.querySelector('#pane-a').getBoundingClientRect(); return [box.x + 100, box.y + 100] })()");
    let wheel = json!({"type": "mouseWheel", "x": at[0], "y": at[1], "deltaX": 0, "deltaY": 260});
    let tops = "[...document.querySelectorAll('.pane')].map(pane => Math.round(pane.scrollTop))";
    tab.ask("Input.dispatchMouseEvent", wheel.clone());
    tab.settle();
    tab.run("new Promise(done => setTimeout(done, 250))");
    let first = tab.run(tops);
    assert!(first[0].as_f64() > Some(100.0) && first[1].as_f64() > Some(60.0), "{first}");
    tab.click("#in-step");
    tab.run("document.querySelector('#reading').scrollIntoView()");
    let before = tab.run(tops);
    tab.ask("Input.dispatchMouseEvent", wheel);
    tab.run("new Promise(done => setTimeout(done, 250))");
    let after = tab.run(tops);
    assert_eq!(after[1], before[1], "B stays");
    assert!(after[0].as_f64() > before[0].as_f64(), "{before} {after}");
    tab.assert_quiet();
}

fn filters_hide_grades_and_quoted_speech(browser: &mut Browser) {
    let made = edited();
    let mut tab = browser.open(&made.page);
    let (all, rows) = (seen(&mut tab, ".pane .shared"), seen(&mut tab, "#pairs tbody tr"));
    assert_eq!((rows, seen(&mut tab, "#map .band")), (10, 10));
    tab.click("#show-edited");
    assert_eq!(seen(&mut tab, ".pane .grade-1"), 0);
    assert_eq!((seen(&mut tab, "#pairs tbody tr"), seen(&mut tab, "#map .band")), (1, 1));
    let equal = tab.text("document.querySelector('#pairs tbody td:nth-child(4)').textContent");
    let tally = tab.text("document.querySelector('#tally').textContent");
    assert!(tally.starts_with(&format!("Marked: {equal} of A’s 318 words")), "{tally}");
    tab.click("#show-edited");
    assert_eq!(seen(&mut tab, ".pane .shared"), all);
    tab.click("#show-quoted");
    assert_eq!(tab.text("document.querySelector('#tally').textContent.slice(0, 22)"), "Marked: 241 of A’s 318");
    assert_eq!(tab.run("document.querySelector('#show-reworded').disabled"), json!(true));
    tab.assert_quiet();
}

fn boilerplate_can_be_hidden(browser: &mut Browser) {
    let made = house_text();
    let mut tab = browser.open(&made.page);
    assert_eq!(tab.run("document.querySelector('#show-boilerplate').disabled"), json!(false));
    let tally = "Number(document.querySelector('#tally').textContent.match(/\\d+/)[0])";
    let (before, house) = (tab.number(tally), tab.number("DATA.sides[0].coverage.boilerplate"));
    assert!(house > 10.0);
    tab.click("#show-boilerplate");
    assert_eq!(tab.number(tally), before - house);
    tab.assert_quiet();
}

/// Two articles of an outlet that prints the same sign-up under ten of them.
fn house_text() -> Made {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let subjects =
        ["ferry", "bridge", "school", "harbour", "library", "market", "museum", "orchard", "station", "theatre"];
    let verbs = ["closes", "opens", "moves", "burns", "floods", "sells", "grows", "shrinks", "wins", "waits"];
    let house = "Readers who want the morning letter with the most important stories of the coast can sign up for it at the desk of this newspaper free of charge.";
    let shared = "A storm tore the roof off the old customs house on Tuesday night and scattered slates across the whole of the fish market below it.";
    let article = |number: usize| {
        let own: Vec<String> =
            (0..30).map(|word| format!("{}{}{word}", subjects[number], verbs[(number + word) % 10])).collect();
        let story = if number < 2 { shared } else { "" };
        json!({"id": subjects[number], "source": "The Quay", "text": format!("{}.\n\n{story}\n\n{house}", own.join(" "))}).to_string()
    };
    let docs = folder.path().join("docs.jsonl");
    std::fs::write(&docs, (0..10).map(article).collect::<Vec<_>>().join("\n")).expect("the file can be written");
    let docs = docs.to_string_lossy().into_owned();
    compare("ferry".as_ref(), "bridge".as_ref(), &["--docs", &docs])
}

fn the_table_and_the_map_lead_to_the_paragraphs(browser: &mut Browser) {
    let made = edited();
    let mut tab = browser.open(&made.page);
    let in_view = |tab: &mut Tab, place: &str| {
        tab.run(&format!(
            "(() => {{ const it = document.querySelector({place:?}); const [x, y] = [it, it.closest('.pane')].map(it => it.getBoundingClientRect()); \
             return x.top >= y.top && x.top < y.bottom && y.top < innerHeight }})()"
        ))
    };
    tab.click("#pairs tbody tr:nth-child(9) td:nth-child(2) a");
    assert_eq!([in_view(&mut tab, "#a-p10"), in_view(&mut tab, "#b-p10")], [json!(true), json!(true)]);
    tab.click("#pairs tbody tr:nth-child(2) summary");
    let merged = tab.text("document.querySelector('#pairs tbody tr:nth-child(2) .merged').textContent");
    assert!(merged.starts_with("The decision, [-reached-]{+taken+} after a debate"), "{merged}");
    tab.run("document.querySelectorAll('#map .band')[0].dispatchEvent(new MouseEvent('click', {bubbles: true}))");
    assert_eq!(in_view(&mut tab, "#a-p2"), json!(true));
    assert_eq!(tab.number("document.querySelectorAll('#map .bar').length"), 23.0);
    tab.assert_quiet();
}

fn differing_words_are_told_apart(browser: &mut Browser) {
    let made = edited();
    let mut tab = browser.open(&made.page);
    let words = |tab: &mut Tab, selector: &str| tab.text(&format!("document.querySelector({selector:?}).textContent"));
    assert_eq!(words(&mut tab, "#a-p2 del.changed"), "throwing out");
    assert_eq!(words(&mut tab, "#b-p2 ins.changed"), "rejecting");
    assert_eq!(words(&mut tab, "#b-p2 ins.added"), "by");
    let line = |tab: &mut Tab, selector: &str| {
        tab.text(&format!("getComputedStyle(document.querySelector({selector:?})).textDecorationStyle"))
    };
    let styles = [".pane .grade-0.shared", ".pane .grade-1.shared", ".filter .grade-2", ".filter .grade-3"];
    assert_eq!(styles.map(|selector| line(&mut tab, selector)), ["solid", "dashed", "wavy", "dotted"]);
    assert_eq!(words(&mut tab, "#a-u6"), "V7");
    tab.assert_quiet();
}

fn all_of_it_can_be_copied(browser: &mut Browser) {
    let made = edited();
    let mut tab = browser.open(&made.page);
    tab.run("navigator.clipboard.writeText = async (text) => { window.copied = text; }; 1");
    tab.click("#copy");
    let copied = tab.text("window.copied");
    for part in [
        "B repeats 92 % of A's words",
        "\nA ¶2 = B ¶2  edited, 33 words of A's 36, B's 36\n  Northfold town council voted {+by+} 17 to 14",
        "[-throwing out-]{+rejecting+} a plan",
        "\nA  SHA-256 ",
        "Only in A: ",
    ] {
        assert!(copied.contains(part), "{part}: {copied}");
    }
    assert_eq!(tab.text("document.querySelector('#copy').textContent"), "Copied");
    tab.assert_quiet();
}

fn everything_is_reached_with_the_tab_key(browser: &mut Browser) {
    let made = edited();
    let mut tab = browser.open(&made.page);
    let mut reached = Vec::new();
    for _ in 0..60 {
        tab.press("Tab");
        reached.push(
            tab.text("document.activeElement.id || document.activeElement.className || document.activeElement.tagName"),
        );
    }
    let mut at = 0;
    for wanted in [
        "skip",
        "copy",
        "scheme",
        "show-verbatim",
        "show-edited",
        "show-quoted",
        "in-step",
        "pane-a",
        "a-u0",
        "a-u9",
        "pane-b",
        "b-u0",
        "frame",
        "SUMMARY",
    ] {
        let found = reached[at..].iter().position(|it| it == wanted);
        at += found.unwrap_or_else(|| panic!("{wanted} comes not behind {}: {reached:?}", reached[at]));
    }
    tab.run("document.querySelector('#show-edited').focus()");
    tab.press(" ");
    assert_eq!(seen(&mut tab, ".pane .grade-1"), 0);
    let outline = tab.text("getComputedStyle(document.activeElement).outlineStyle");
    assert_eq!(outline, "solid");
    tab.assert_quiet();
}

fn the_scheme_follows_the_system_and_the_switch(browser: &mut Browser) {
    let made = edited();
    let mut tab = browser.open(&made.page);
    let paper = "getComputedStyle(document.body).backgroundColor";
    tab.emulate("screen", "light");
    let light = tab.text(paper);
    tab.emulate("screen", "dark");
    let dark = tab.text(paper);
    assert_ne!(light, dark);
    tab.click("#scheme");
    assert_eq!(tab.text(paper), light);
    tab.emulate("screen", "light");
    tab.click("#scheme");
    assert_eq!(tab.text(paper), dark);
    tab.emulate("print", "dark");
    assert_eq!(tab.text(paper), "rgb(255, 255, 255)");
    tab.assert_quiet();
}

fn paper_shows_both_articles_whole(browser: &mut Browser) {
    let made = edited();
    let mut tab = browser.open(&made.page);
    tab.emulate("print", "light");
    let cut =
        "[...document.querySelectorAll('.pane')].filter(pane => pane.scrollHeight > pane.clientHeight + 1).length";
    assert_eq!(tab.number(cut), 0.0);
    assert_eq!(seen(&mut tab, "#filters, #tools button"), 0);
    assert_eq!(seen(&mut tab, "h1, #pairs table, #made dl"), 3);
    let pdf = tab.ask("Page.printToPDF", json!({"preferCSSPageSize": true, "printBackground": true}));
    assert!(pdf["data"].as_str().is_some_and(|data| data.starts_with("JVBERi") && data.len() > 20_000));
    tab.assert_quiet();
}

fn a_phone_shows_both_articles(browser: &mut Browser) {
    let made = edited();
    let mut tab = browser.open(&made.page);
    tab.resize(390, 844);
    tab.settle();
    assert_eq!(tab.number("document.documentElement.scrollWidth"), 390.0);
    tab.run("document.querySelector('#reading').scrollIntoView()");
    let both = "[...document.querySelectorAll('.pane')].filter(pane => { const box = pane.getBoundingClientRect(); return box.top >= 0 && box.bottom <= innerHeight }).length";
    assert_eq!(tab.number(both), 2.0);
    tab.click("#a-u0");
    assert_eq!(tab.text("document.activeElement.id"), "b-u0");
    tab.assert_quiet();
}

fn text_from_right_to_left_is_shown_so(browser: &mut Browser) {
    let (reprint, wire) =
        ("corpus/al-manara/abbarat-umm-al-sadaf.reprint.txt", "wakalat-al-nawras/abbarat-umm-al-sadaf.wire");
    let made = compare(reprint.as_ref(), wire.as_ref(), &["--docs", "corpus/wakalat-al-nawras"]);
    let mut tab = browser.open(&made.page);
    assert_eq!(tab.text("getComputedStyle(document.querySelector('#a-p2 p')).direction"), "rtl");
    assert_eq!(tab.text("getComputedStyle(document.querySelector('h1')).direction"), "ltr");
    let (number, text) = ("#a-p2 .paragraph-number", "#a-p2 p");
    let left =
        |tab: &mut Tab, of: &str| tab.number(&format!("document.querySelector({of:?}).getBoundingClientRect().left"));
    assert!(left(&mut tab, number) > left(&mut tab, text), "the number stands at the right");
    tab.assert_quiet();
}

fn pages_are_accessible(browser: &mut Browser) {
    let made = compare_articles(EDITED, "harbour-times/sorrel-ferry.reprint.txt", &[]);
    let mut tab = browser.open(&made.page);
    assert_accessible(&mut tab, "articles with little in common");
    let made = edited();
    let mut tab = browser.open(&made.page);
    for scheme in ["light", "dark"] {
        tab.emulate("screen", scheme);
        assert_accessible(&mut tab, scheme);
    }
    tab.click("#a-u0");
    tab.click("#pairs summary");
    tab.resize(390, 844);
    tab.settle();
    assert_accessible(&mut tab, "a phone, a passage chosen, a pair opened");
}

fn articles_that_share_nothing(browser: &mut Browser) {
    let made = compare_texts("The ferry stops in March.", "A bridge was opened on Saturday by the mayor.");
    let mut tab = browser.open(&made.page);
    assert_eq!(tab.text("document.querySelector('h1').textContent"), "A and B share no passage.");
    assert_eq!(seen(&mut tab, ".pane .shared"), 0);
    assert!(tab.text("document.querySelector('#pairs').textContent").starts_with("No paragraph"));
    tab.assert_quiet();
}
