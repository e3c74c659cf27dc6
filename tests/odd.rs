//! Two articles in odd relations to each other, a row each: what is shared, how, and how much of either it is.

use retold::findings::{Comparison, DisguiseKind, Grade};
use retold::pipeline::compare_files;
use retold::{Reading, Recipe};
use std::fs;

const ONE: &str = "The old harbour crane was taken down on Monday after ninety years of service on the northern quay.";
const TWO: &str = "Its steel will be melted in spring, and the driver's cabin goes to the museum of the town.";
const THREE: &str =
    "Some forty people came to watch, among them three men who had worked the crane for half their lives.";

fn compare(a: &str, b: &str) -> Comparison {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let [a, b] = [("a.txt", a), ("b.txt", b)].map(|(name, text)| {
        let path = folder.path().join(name);
        fs::write(&path, text).expect("a file can be written");
        path
    });
    let mut compared = compare_files(&a, &b, &Recipe::default(), &Reading::default()).expect("both can be read");
    compared.comparisons.remove(0)
}

/// What a row says: the grades of the passages, how many stand in a further place, and the words of A and of B that are shared, of all.
type Told = (Vec<Grade>, usize, (u32, u32), (u32, u32));

fn told(comparison: &Comparison) -> Told {
    let grades = comparison.passages.iter().filter(|passage| !passage.again).map(|passage| passage.grade);
    let again = comparison.passages.iter().filter(|passage| passage.again).count();
    let share = |coverage: retold::findings::Coverage| (coverage.words, coverage.of);
    (grades.collect(), again, share(comparison.a_coverage), share(comparison.b_coverage))
}

fn paragraphs(parts: &[&str]) -> String {
    parts.join("\n\n")
}

#[test]
fn paragraphs_that_moved_were_split_merged_or_repeated_are_found_where_they_are() {
    use Grade::{Edited, Verbatim};
    let all = paragraphs(&[ONE, TWO, THREE]);
    let (before, behind) = ONE.split_at(ONE.find("after").expect("it is there"));
    let rows: [(&str, String, String, Told); 12] = [
        ("itself", all.clone(), all.clone(), (vec![Verbatim], 0, (56, 56), (56, 56))),
        ("one in the other", TWO.into(), all.clone(), (vec![Verbatim], 0, (19, 19), (19, 56))),
        ("the other in one", all.clone(), THREE.into(), (vec![Verbatim], 0, (19, 56), (19, 19))),
        ("moved", all.clone(), paragraphs(&[THREE, ONE, TWO]), (vec![Verbatim; 2], 0, (56, 56), (56, 56))),
        ("split", all.clone(), paragraphs(&[before, behind, TWO, THREE]), (vec![Verbatim], 0, (56, 56), (56, 56))),
        ("merged", all.clone(), [ONE, TWO, THREE].join(" "), (vec![Verbatim], 0, (56, 56), (56, 56))),
        ("repeated in B", all.clone(), paragraphs(&[ONE, TWO, THREE, ONE]), (vec![Verbatim], 1, (56, 56), (74, 74))),
        ("repeated in A", paragraphs(&[ONE, ONE]), all.clone(), (vec![Verbatim], 1, (36, 36), (18, 56))),
        (
            "edited",
            ONE.into(),
            ONE.replace("old harbour", "rusty").replace("Monday", "Sunday"),
            (vec![Edited], 0, (14, 18), (14, 17)),
        ),
        ("three words", "Old crane falls".into(), "OLD CRANE FALLS!".into(), (vec![Verbatim], 0, (3, 3), (3, 3))),
        ("three others", "Old crane falls".into(), "New bridge opens".into(), (vec![], 0, (0, 3), (0, 3))),
        ("nothing shared", ONE.into(), THREE.into(), (vec![], 0, (0, 18), (0, 19))),
    ];
    for (name, a, b, wanted) in rows {
        let found = compare(&a, &b);
        assert_eq!(told(&found), wanted, "{name}");
        let (grades, again, of_a, of_b) = told(&compare(&b, &a));
        assert_eq!(
            (grades.len(), again, of_b, of_a),
            (wanted.0.len(), wanted.1, wanted.2, wanted.3),
            "{name}, from the other side"
        );
    }
}

#[test]
fn scripts_without_spaces_and_from_right_to_left_go_the_same_way() {
    let rows = [
        (
            "Chinese",
            "港口的老起重机在服役九十年后于星期一被拆除，钢材将在春天熔化。",
            "港口的那台老起重机在服役九十年后于星期一被拆除，钢材将在春天熔化。",
        ),
        (
            "Japanese",
            "港の古いクレーンは九十年の務めを終えて月曜日に取り外された。",
            "港の古い大型クレーンは九十年の務めを終えて月曜日に取り外された。",
        ),
        (
            "Thai",
            "เครนเก่าของท่าเรือถูกรื้อถอนเมื่อวันจันทร์หลังใช้งานมาเก้าสิบปี",
            "เครนเก่าของท่าเรือใหญ่ถูกรื้อถอนเมื่อวันจันทร์หลังใช้งานมาเก้าสิบปี",
        ),
        (
            "Arabic",
            "أُنزلت رافعة الميناء القديمة يوم الاثنين بعد تسعين عاما من الخدمة على الرصيف الشمالي للمدينة",
            "أنزلت رافعة الميناء القديمة يوم الاثنين الماضي بعد تسعين عاما من الخدمة على الرصيف الشمالي للمدينة",
        ),
        (
            "Hebrew",
            "מנוף הנמל הישן פורק ביום שני לאחר תשעים שנות שירות על הרציף הצפוני של העיר",
            "מנוף הנמל הישן פורק ביום שני שעבר לאחר תשעים שנות שירות על הרציף הצפוני של העיר",
        ),
    ];
    for (name, a, b) in rows {
        let found = compare(a, b);
        assert_eq!(told(&found).0.len(), 1, "{name}");
        assert_eq!(found.a_coverage.words, found.a_coverage.of, "{name}: {:?}", found.a_coverage);
        assert_eq!(told(&compare(a, a)).0, [Grade::Verbatim], "{name}, itself");
    }
}

#[test]
fn evasions_are_folded_and_told() {
    let evasive = ONE
        .replace('a', "\u{430}")
        .replace("service", "ser\u{200b}vice")
        .replace("old", "o\u{ad}ld")
        .replace("ninety", "ｎｉｎｅｔｙ");
    let evasive = format!("{evasive} “{}”", TWO.replace('\'', "’"));
    let found = compare(&format!("{ONE} \"{TWO}\""), &evasive);
    assert_eq!(told(&found).0, [Grade::Verbatim]);
    assert_eq!(found.a_coverage.words, found.a_coverage.of);
    let closeup = found.closeup.expect("two articles are looked at closely");
    assert!(closeup.disguises[0].is_empty());
    let kinds: Vec<(DisguiseKind, u32)> = closeup.disguises[1].iter().map(|it| (it.kind, it.count)).collect();
    use DisguiseKind::{CurlyQuote, FullWidth, Invisible, LookAlike, SoftHyphen};
    assert_eq!(kinds, [(LookAlike, 8), (Invisible, 1), (SoftHyphen, 1), (FullWidth, 6), (CurlyQuote, 3)]);
}

#[test]
fn speech_that_both_quote_is_counted_apart() {
    let said = "we will not rest until every last boat of this fleet is safe in the harbour again";
    let found = compare(
        &format!("The master said: “{said}.” Then he left the room."),
        &format!("At night he told us “{said}”, and wept."),
    );
    assert_eq!(told(&found).0, [Grade::Quotation]);
    assert_eq!((found.a_coverage.words, found.a_coverage.quoted), (17, 17));
}

/// A million words, another order of common ones in each text.
fn long(words: usize, seed: usize) -> String {
    let common = [
        "the", "boat", "went", "out", "to", "sea", "and", "came", "back", "with", "fish", "for", "market", "at",
        "noon", "again",
    ];
    let mut state = seed;
    let mut next = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        state >> 33
    };
    let mut text = String::with_capacity(words * 6);
    for at in 0..words {
        let word = next();
        match word % 4 {
            0 => text.push_str(common[word / 4 % common.len()]),
            _ => text.push_str(&format!("w{}", word % 50_000)),
        }
        text.push_str(if at % 400 == 399 { ".\n\n" } else { " " });
    }
    text
}

fn counted(text: &str) -> u32 {
    retold::text::Words::cut(text).len() as u32
}

#[test]
fn long_texts_and_endless_words_are_compared_in_bounded_time() {
    let (words, repetitions) = (1_000_000, 100_000);
    let (a, b) = (long(words, 1), long(words, 2));
    let found = compare(&format!("{a}\n\n{ONE}\n\n{TWO}"), &format!("{TWO} {ONE}\n\n{b}"));
    assert_eq!(found.a_coverage.words, counted(ONE) + counted(TWO));
    let (more, less) = ("sea ".repeat(repetitions), "sea ".repeat(repetitions - 1000));
    let found = compare(&more, &less);
    assert!(found.b_coverage.words as usize == repetitions - 1000, "{:?}", found.b_coverage);
}
