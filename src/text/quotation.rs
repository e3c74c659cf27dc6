//! Quoted speech: which parts of a paragraph stand between quotation marks.
//!
//! Two outlets that report a speech share its words without one having copied the other, so a shared passage that is
//! quoted on both sides is graded apart. Marks differ by country; a mark that opens in one closes in another („ “ against
//! “ ”), so the mark that opened decides what closes. A quotation that runs over several paragraphs is opened anew in each
//! and closed only in the last, as newspapers do.

use super::Span;

/// What closes a quotation opened by `c`, if `c` can open one. `before` and `after` are its neighbours.
fn closers(c: char, before: Option<char>, after: Option<char>) -> Option<&'static [char]> {
    let starts_a_word = !before.is_some_and(char::is_alphanumeric) && after.is_some_and(|c| !c.is_whitespace());
    match c {
        '"' if starts_a_word => Some(&['"']),
        '“' => Some(&['”']),
        '„' | '‟' => Some(&['“', '”']),
        '”' if starts_a_word => Some(&['”']),
        '«' => Some(&['»']),
        '»' if starts_a_word => Some(&['«']),
        '「' => Some(&['」']),
        '『' => Some(&['』']),
        '‘' if starts_a_word => Some(&['’']),
        '‚' if starts_a_word => Some(&['‘', '’']),
        _ => None,
    }
}

/// The quoted spans of one paragraph of `text`, without their marks, in order.
///
/// ```
/// use retold::text::{Span, quoted};
/// let text = "He said: “We open on Monday.” Then he left.";
/// assert_eq!(quoted(text, Span::new(0, text.len()))[0].of(text), "We open on Monday.");
/// ```
pub fn quoted(text: &str, paragraph: Span) -> Vec<Span> {
    let mut found = Vec::new();
    let mut open: Option<(usize, char, &[char])> = None;
    let body = paragraph.of(text);
    let offset = paragraph.start as usize;
    for (at, c) in marks(body) {
        let before = body[..at].chars().next_back();
        let after = body[at + c.len_utf8()..].chars().next();
        match open {
            Some((start, _, marks)) if marks.contains(&c) && !is_apostrophe(c, before, after) => {
                found.push(Span::new(offset + start, offset + at));
                open = None;
            }
            None => open = closers(c, before, after).map(|marks| (at + c.len_utf8(), c, marks)),
            Some(_) => {}
        }
    }
    // Left open: the speech goes on in the next paragraph, if it began this one or its mark can only open.
    if let Some((start, mark, _)) = open
        && (start == mark.len_utf8() || matches!(mark, '“' | '„' | '«' | '「' | '『'))
    {
        found.push(Span::new(offset + start, paragraph.end as usize));
    }
    found
}

/// The characters that begin as a quotation mark does, and where each stands.
fn marks(text: &str) -> impl Iterator<Item = (usize, char)> + '_ {
    const CHUNK: usize = 64;
    // 0xe2 and 0xe3 are one but for their last bit.
    let begins = |byte: u8| u8::from(byte == b'"') | u8::from(byte == 0xc2) | u8::from(byte & 0xfe == 0xe2);
    // Asked of all bytes of a chunk, so that it is asked of many at once.
    let any = move |chunk: &[u8]| chunk.iter().fold(0, |any, &byte| any | begins(byte)) != 0;
    let chunks = text.as_bytes().chunks(CHUNK).enumerate().filter(move |(_, chunk)| any(chunk));
    let places = chunks.flat_map(move |(number, chunk)| {
        let bytes = chunk.iter().enumerate().filter(move |(_, byte)| begins(**byte) != 0);
        bytes.map(move |(at, _)| number * CHUNK + at)
    });
    places.filter_map(|at| text[at..].chars().next().map(|c| (at, c)))
}

fn is_apostrophe(c: char, before: Option<char>, after: Option<char>) -> bool {
    c == '’' && before.is_some_and(char::is_alphanumeric) && after.is_some_and(char::is_alphanumeric)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_country_has_its_marks() {
        for (text, wanted) in [
            ("\"We open,\" she said, \"on Monday.\"", vec!["We open,", "on Monday."]),
            ("„Wir öffnen“, sagte sie.", vec!["Wir öffnen"]),
            ("»Wir öffnen«, sagte sie.", vec!["Wir öffnen"]),
            ("«Abrimos», dijo.", vec!["Abrimos"]),
            ("「開きます」と述べた。", vec!["開きます"]),
            ("‘We don’t open,’ she said.", vec!["We don’t open,"]),
            ("The players’ union didn’t sign.", vec![]),
            ("“It goes on in the next paragraph.", vec!["It goes on in the next paragraph."]),
            ("\"It goes on too.", vec!["It goes on too."]),
            ("A 3\" pipe and a 4\" pipe.", vec![]),
        ] {
            let found: Vec<&str> =
                quoted(text, Span::new(0, text.len())).into_iter().map(|span| span.of(text)).collect();
            assert_eq!(found, wanted, "{text}");
        }
    }
}
