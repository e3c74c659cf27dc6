//! The HTML file of a comparison, as a file: what stands in it, and where it is put. `tests/browser` looks at it in a browser.

use assert_cmd::Command;
use serde_json::Value;
use std::fs;
use std::path::Path;

const EDITED: &str = "corpus/harbour-times/northfold-school-budget.edited.txt";
const REPRINT: &str = "corpus/saltmarsh-gazette/northfold-school-budget.reprint.txt";

fn compare(args: &[&str]) -> Command {
    let mut command = Command::cargo_bin("retold").expect("the program is built");
    command.current_dir(env!("CARGO_MANIFEST_DIR")).arg("compare").args(args);
    command
}

fn page(place: &Path, args: &[&str]) -> String {
    let place_given = place.to_string_lossy();
    let output = compare(&[args, &["--html", &place_given]].concat()).output().expect("the program runs");
    assert!(place.exists(), "{}", String::from_utf8_lossy(&output.stderr));
    fs::read_to_string(place).expect("the page can be read")
}

/// The findings that a page carries.
fn data(page: &str) -> Value {
    let (_, from) = page.split_once("<script type=\"application/json\" id=\"data\">").expect("the page has data");
    let (data, _) = from.split_once("</script>").expect("the data ends");
    serde_json::from_str(data).expect("the data is JSON")
}

#[test]
fn pieces_add_up_to_the_texts_and_marks_to_the_counts() {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    for (a, b) in [
        (EDITED, REPRINT),
        ("corpus/minato-shinpo/ashinuma-sen.wire.txt", "corpus/aogiri-tsushin/ashinuma-sen.spun.txt"),
        ("corpus/northfold-courier/northfold-school-budget.moved.txt", REPRINT),
        (
            "corpus/northfold-courier/sorrel-ferry+gannet-bank-wind.joined.txt",
            "corpus/harbour-times/sorrel-ferry.reprint.txt",
        ),
    ] {
        let data = data(&page(&folder.path().join("page.html"), &[a, b]));
        for (side, path) in [a, b].iter().enumerate() {
            let side = &data["sides"][side];
            let (mut text, mut equal, mut words) = (String::new(), 0, 0);
            for paragraph in side["text"].as_array().expect("it has paragraphs") {
                words += paragraph[1].as_u64().unwrap_or_default();
                for piece in paragraph[2].as_array().expect("it has pieces") {
                    text += piece.as_str().or(piece[0].as_str()).expect("a piece is text");
                    let fates = piece[3]
                        .as_array()
                        .map(|numbers| numbers.chunks(3).map(|unit| unit[1].as_u64()).collect::<Vec<_>>());
                    if fates.is_some_and(|fates| fates.iter().any(|fate| matches!(fate, Some(0 | 4)))) {
                        equal += piece[1].as_u64().unwrap_or_default();
                    }
                }
            }
            let squeezed = |text: &str| text.split_whitespace().collect::<String>();
            let given = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).expect("it can be read");
            assert_eq!(squeezed(&text), squeezed(&given), "{path}");
            assert_eq!(Some(equal), side["coverage"]["words"].as_u64(), "{path}");
            assert_eq!(Some(words), side["words"].as_u64(), "{path}");
        }
    }
}

#[test]
fn the_same_comparison_is_the_same_file() {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let [one, two] = ["one.html", "two.html"].map(|name| page(&folder.path().join(name), &[EDITED, REPRINT]));
    assert_eq!(one, two);
    assert_eq!(one.matches("<script").count(), 2);
    assert!(one.contains("default-src &#39;none&#39;; style-src &#39;sha256-"));
}

#[test]
fn a_member_of_a_corpus_is_told_with_its_file() {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let args = [REPRINT, "kestrel-wire/northfold-school-budget.wire", "--docs", "corpus/kestrel-wire"];
    let data = data(&page(&folder.path().join("page.html"), &args));
    let file = &data["sides"][1]["file"];
    assert!(file[0].as_str().is_some_and(|path| path.starts_with("corpus/kestrel-wire/")), "{file}");
    assert_eq!(file[2].as_str().map(str::len), Some(64));
    assert_eq!(data["beside"]["boilerplate_told"], true);
}

#[test]
fn a_page_takes_no_article_away_and_no_folder() {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let at = |name: &str| folder.path().join(name).to_string_lossy().into_owned();
    fs::copy(EDITED, at("a.txt")).expect("it can be copied");
    let before = fs::read(at("a.txt")).expect("it can be read");
    for (place, said) in [(at("a.txt"), "is one of the articles' files"), (at(""), "is a folder")] {
        let out = compare(&[&at("a.txt"), REPRINT, "--html", &place]).assert().code(2).get_output().clone();
        assert!(String::from_utf8_lossy(&out.stderr).contains(said), "{out:?}");
    }
    assert_eq!(fs::read(at("a.txt")).expect("it can be read"), before);
    let names: Vec<_> =
        fs::read_dir(folder.path()).expect("it can be listed").flatten().map(|it| it.file_name()).collect();
    assert_eq!(names, ["a.txt"]);
    let out = compare(&["--pairs", "x.tsv", "--html", &at("b.html")]).assert().code(2).get_output().clone();
    assert!(String::from_utf8_lossy(&out.stderr).contains("cannot be used with"), "{out:?}");
}
