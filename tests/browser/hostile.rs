//! Articles that would take the page over, and cannot.

use crate::Test;
use crate::chrome::{Browser, Tab};
use crate::comparison_page::{Made, compare};
use serde_json::json;
use std::fs;

pub(crate) const TESTS: &[Test] = &[
    ("markup_in_ids_titles_and_texts_stays_text", markup_stays_text),
    ("the_policy_refuses_what_gets_in_all_the_same", the_policy_refuses),
    ("characters_that_steer_are_shown_by_number", characters_that_steer_are_shown),
    ("a_word_of_a_megabyte_neither_breaks_the_page_nor_widens_it", a_word_of_a_megabyte),
    ("rows_of_a_long_table_are_drawn_on_demand", rows_come_on_demand),
];

const MARKUP: [&str; 9] = [
    "<script>window.broken = 1</script>",
    "</script><script>window.broken = 2</script>",
    "<!--<script>",
    "</title></style></textarea><img src=x onerror=\"window.broken = 3\">",
    "<svg onload='window.broken = 4'><a href=\"javascript:window.broken=5\">click</a></svg>",
    "<iframe srcdoc='<script>parent.broken = 6</script>'></iframe>",
    "\" onmouseover=\"window.broken = 7\" x=\"",
    "' autofocus onfocus='window.broken = 8'",
    "{{ page }} {% raw %} &lt;b&gt; &amp; ${window.broken = 9} \\u003cscript\\u003e \u{2028}\u{2029}",
];
const SHARED: &str = "The council voted on Thursday night to keep all three of the village schools open for at least two more years after a long debate.";

/// Two articles as records, compared.
fn compared(a: serde_json::Value, b: serde_json::Value) -> Made {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let docs = folder.path().join("docs.jsonl");
    let id = |article: &serde_json::Value| article["id"].as_str().expect("it has an id").to_owned();
    fs::write(&docs, format!("{a}\n{b}\n")).expect("the file can be written");
    compare(id(&a).as_ref(), id(&b).as_ref(), &["--docs", &docs.to_string_lossy()])
}

fn hostile() -> Made {
    let text =
        format!("{}\n\n{SHARED}\n\n{}", MARKUP.join(" "), MARKUP.map(|line| format!("{line} {SHARED}")).join("\n\n"));
    let article = |letter: &str, text: String| json!({"id": format!("{letter}{}", MARKUP[..8].join("")), "title": MARKUP.join(" "), "source": MARKUP[3], "date": MARKUP[6], "text": text});
    compared(
        article("a", text.clone()),
        article("b", text.replace("Thursday", "<b onclick=window.broken=10>Friday</b>")),
    )
}

fn assert_whole(tab: &mut Tab) {
    assert_eq!(tab.run("window.broken === undefined"), json!(true));
    assert_eq!(tab.number("document.querySelectorAll('img, iframe, b[onclick], svg a, [onload], [onerror], [autofocus], link, base, form, object').length"), 0.0);
    assert_eq!(tab.number("document.scripts.length"), 2.0);
    assert_eq!(
        tab.number(
            "[...document.querySelectorAll('[href]')].filter(it => !it.getAttribute('href').startsWith('#')).length"
        ),
        0.0
    );
    tab.assert_quiet();
}

fn markup_stays_text(browser: &mut Browser) {
    let made = hostile();
    let mut tab = browser.open(&made.page);
    for line in [MARKUP[0], MARKUP[3], MARKUP[4], MARKUP[6]] {
        assert_eq!(
            tab.run(&format!("document.querySelector('#pane-a').textContent.includes({line:?})")),
            json!(true),
            "{line}"
        );
    }
    assert_eq!(tab.run("document.title.includes('<script>')"), json!(true));
    // All that moves is moved: whatever was hung on it would run.
    tab.click("#a-p2 .shared");
    tab.click("#pairs summary");
    tab.run("navigator.clipboard.writeText = async () => {}; 1");
    tab.click("#copy");
    tab.run("document.querySelectorAll('*').forEach(it => ['mouseover', 'focus', 'load', 'error'].forEach(kind => it.dispatchEvent(new Event(kind)))); 1");
    assert_whole(&mut tab);
}

fn the_policy_refuses(browser: &mut Browser) {
    let made = hostile();
    let mut tab = browser.open(&made.page);
    assert_whole(&mut tab);
    let refused = |tab: &mut Tab, attempt: &str| {
        tab.run(&format!("(async () => {{ try {{ {attempt}; return 'done' }} catch {{ return 'refused' }} }})()"))
    };
    assert_eq!(refused(&mut tab, "document.body.innerHTML = '<i>x</i>'"), json!("refused"));
    assert_eq!(refused(&mut tab, "await fetch('https://example.invalid/')"), json!("refused"));
    assert_eq!(refused(&mut tab, "document.body.setAttribute('onclick', 'window.broken = 11')"), json!("refused"));
    assert_eq!(refused(&mut tab, "eval('window.broken = 12')"), json!("refused"));
    let image = "new Promise(done => { const it = document.createElement('img'); it.onload = () => done('loaded'); it.onerror = () => done('refused'); \
                 it.src = 'data:image/gif;base64,R0lGODlhAQABAAAAACwAAAAAAQABAAA='; document.body.append(it); })";
    assert_eq!(tab.run(image), json!("refused"));
    assert_eq!(tab.run("window.broken === undefined"), json!(true));
}

fn characters_that_steer_are_shown(browser: &mut Browser) {
    let text =
        format!("{SHARED}\n\nThe file was called report\u{202e}fdp.exe and rang the bell\u{7} twice\u{2066} that day.");
    let article = |id: &str| json!({"id": format!("{id}\u{202e}gpj"), "source": "the\u{202e}yauQ", "title": "ti\u{202e}elt", "text": text});
    let made = compared(article("a"), article("b"));
    let mut tab = browser.open(&made.page);
    let shown = tab.text("document.querySelector('#a-p2').textContent");
    assert!(shown.contains("reportU+202Efdp.exe") && shown.contains("bellU+0007 twiceU+2066 that"), "{shown}");
    let raw = "/[\\u0000-\\u0008\\u202a-\\u202e\\u2066-\\u2069]/.test(document.body.innerText + document.title)";
    assert_eq!(tab.run(raw), json!(false));
    tab.run("navigator.clipboard.writeText = async (text) => { window.copied = text; }; 1");
    tab.click("#copy");
    assert!(tab.text("window.copied").contains("report[U+202E]fdp.exe"));
    let source = fs::read_to_string(&made.page).expect("the page can be read");
    assert!(!source.contains(['\u{202e}', '\u{2066}', '\u{7}']), "nor does the source turn around");
    tab.assert_quiet();
}

fn a_word_of_a_megabyte(browser: &mut Browser) {
    let long = "Lang".repeat(1 << 18);
    let text = format!("{SHARED}\n\n{long}");
    let made = compared(
        json!({"id": "a", "source": "Quay", "title": "short", "text": text}),
        json!({"id": "b", "source": "Pier", "title": &long[..1 << 16], "text": SHARED}),
    );
    let mut tab = browser.open(&made.page);
    for (width, height) in [(1280, 900), (390, 844)] {
        tab.resize(width, height);
        tab.settle();
        assert!(tab.number("document.documentElement.scrollWidth") <= f64::from(width));
    }
    tab.click("#a-u0");
    assert_eq!(tab.text("document.activeElement.id"), "b-u0");
    tab.assert_quiet();
}

fn rows_come_on_demand(browser: &mut Browser) {
    let paragraph = |number: usize| {
        format!(
            "Paragraph {number} of the minutes says that item {} was adopted by all {} members present.",
            number * 7,
            number + 40
        )
    };
    let text: Vec<String> = (1..=300).map(paragraph).collect();
    let made = compared(
        json!({"id": "a", "source": "Quay", "text": text.join("\n\n")}),
        json!({"id": "b", "source": "Pier", "text": text.join("\n\n").replace("adopted by", "carried by")}),
    );
    let mut tab = browser.open(&made.page);
    let rows = "document.querySelectorAll('#pairs tbody tr:not(.unseen)').length";
    assert!(tab.number(rows) < 300.0, "rows come on demand");
    for _ in 0..3 {
        tab.run("document.querySelector('#pairs tbody tr:last-child').scrollIntoView()");
        tab.run("new Promise(done => setTimeout(done, 100))");
    }
    assert_eq!(tab.number(rows), 300.0);
    tab.assert_quiet();
}
