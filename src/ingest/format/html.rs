//! Web pages: the article without what stands around it.

use super::super::Cause;
use super::super::contain::contained;
use super::super::record::Parts;
use dom_smoothie::{Config, Readability, ReadabilityError, TextMode};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

/// Elements of the longest page that is looked through; a long live report has some ten thousand.
const MOST_ELEMENTS: usize = 200_000;
/// Elements inside each other; hand-written pages have some dozens, and the extractor walks them by recursion.
const DEEPEST: usize = 500;
/// Elements times the depth of the deepest: what the parser and the extractor take time for, at worst some 0.4 s a million. A long live report
/// has half a million.
const MOST_WORK: usize = 10_000_000;
/// Attributes of one element: the parser compares each with all others, which takes half a second for so many. A script with a `<` and so many
/// spaces before the next is taken for one, too.
const MOST_ATTRIBUTES: usize = 10_000;
/// Bytes in which a page says its character set, by the HTML Standard.
const DECLARATION_BYTES: usize = 1024;

/// The charset that a page declares in its head.
pub(super) fn declared(page: &[u8]) -> Option<&'static Encoding> {
    let head = page[..page.len().min(DECLARATION_BYTES)].to_ascii_lowercase();
    let mut metas = memchr::memmem::find_iter(&head, b"charset");
    metas.find_map(|at| label(&head[at + b"charset".len()..])).map(|encoding| {
        // Who could read that sentence reads no UTF-16.
        if [UTF_16LE, UTF_16BE].contains(&encoding) { UTF_8 } else { encoding }
    })
}

/// The charset named behind `=`, as in `charset="utf-8"` and `text/html; charset=utf-8`.
pub(super) fn label(rest: &[u8]) -> Option<&'static Encoding> {
    let rest = rest.trim_ascii_start().strip_prefix(b"=")?.trim_ascii_start();
    let rest = rest.strip_prefix(b"\"").or(rest.strip_prefix(b"'")).unwrap_or(rest);
    let end =
        rest.iter().position(|byte| !byte.is_ascii_alphanumeric() && !b"-_:.".contains(byte)).unwrap_or(rest.len());
    Encoding::for_label(&rest[..end])
}

/// What a page holds. `address` is where it was found, if that is known.
pub(super) fn parts(page: String, address: Option<&str>) -> Result<Parts, Cause> {
    contained(|| extract(page, address)).unwrap_or_else(|words| Err(Cause::Malformed("web page".into(), words)))
}

fn extract(page: String, address: Option<&str>) -> Result<Parts, Cause> {
    let broken = |words: String| Cause::Malformed("web page".into(), words);
    let (tags, depth) = tags(page.as_bytes());
    // What is asked of the bytes bounds the time of the parser, what is asked of its tree the stack of the extractor.
    if tags > MOST_ELEMENTS {
        return Err(broken(format!("more than {MOST_ELEMENTS} elements")));
    }
    let too_deep = || broken(format!("more than {DEEPEST} elements inside each other"));
    if depth > DEEPEST {
        return Err(too_deep());
    }
    if attributes(page.as_bytes()) > MOST_ATTRIBUTES {
        return Err(broken(format!("more than {MOST_ATTRIBUTES} attributes of one element")));
    }
    if tags.saturating_mul(depth) > MOST_WORK {
        return Err(broken(format!("{tags} elements, {depth} of them inside each other: more than is looked through")));
    }
    let config = Config { text_mode: TextMode::Formatted, max_elements_to_parse: MOST_ELEMENTS, ..Config::default() };
    let address = address.filter(|address| address.starts_with("http"));
    let no_article = |error: ReadabilityError| Cause::NoArticle(error.to_string());
    let mut page = Readability::new(page, address, Some(config)).map_err(no_article)?;
    if is_deep(&page) {
        return Err(too_deep());
    }
    let article = page.parse().map_err(no_article)?;
    let given = |words: Option<String>| words.filter(|words| !words.trim().is_empty());
    Ok(Parts {
        text: Some(article.text_content.to_string()),
        title: given(Some(article.title)),
        source: given(article.site_name),
        date: given(article.published_time),
        url: given(article.url).or_else(|| address.map(str::to_owned)),
        ..Parts::default()
    })
}

/// Whether a page's tree is deeper than any that is walked.
fn is_deep(page: &Readability) -> bool {
    let mut level = vec![page.doc.root()];
    for _ in 0..=DEEPEST {
        level = level.iter().flat_map(|node| node.children()).collect();
        if level.is_empty() {
            return false;
        }
    }
    true
}

/// How many elements begin, and how deep they stand in each other at most, if all end tags are there that must be.
fn tags(page: &[u8]) -> (usize, usize) {
    let (mut count, mut depth, mut deepest) = (0, 0_usize, 0);
    for at in memchr::memchr_iter(b'<', page) {
        let rest = &page[at + 1..];
        match rest.first() {
            Some(b'/') if !ends_itself(&rest[1..]) => depth = depth.saturating_sub(1),
            Some(first) if first.is_ascii_alphabetic() => {
                count += 1;
                depth += usize::from(!ends_itself(rest));
            }
            _ => {}
        }
        deepest = deepest.max(depth);
    }
    (count, deepest)
}

/// The most attributes that an element can have: what is parted by spaces or slashes between the brackets of a tag, other than in quotes, or, where marks of
/// quotation or brackets are put to mislead, a part of all that is.
fn attributes(page: &[u8]) -> usize {
    // Long quoted values have spaces, too, but not so many as all that.
    const IN_QUOTES: usize = 10;
    let (mut most, mut open, mut bare, mut all) = (0, false, 0, 0);
    let mut quote = None;
    for &byte in page {
        match byte {
            b'<' | b'>' => {
                most = most.max(bare).max(all / IN_QUOTES);
                (open, bare, all, quote) = (byte == b'<', 0, 0, None);
            }
            b'"' | b'\'' if open => {
                quote = if quote == Some(byte) { None } else { quote.or(Some(byte)) };
                // One value may follow another at once.
                bare += usize::from(quote.is_none());
            }
            b' ' | b'\t' | b'\n' | b'\r' | b'\x0c' | b'/' if open => {
                all += 1;
                bare += usize::from(quote.is_none());
            }
            _ => {}
        }
    }
    most.max(bare).max(all / IN_QUOTES)
}

/// Whether an element has no end tag, or one that may be left out before its like.
fn ends_itself(tag: &[u8]) -> bool {
    const NAMES: [&str; 22] = [
        "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr", "param",
        "p", "li", "dt", "dd", "tr", "td", "th", "option",
    ];
    const SHAPES: [&str; 10] = ["path", "rect", "circle", "use", "g", "line", "polygon", "polyline", "ellipse", "stop"];
    let end = tag.iter().position(|byte| !byte.is_ascii_alphanumeric()).unwrap_or(tag.len());
    let is = |name: &&str| name.as_bytes().eq_ignore_ascii_case(&tag[..end]);
    let closed = || memchr::memchr(b'>', tag).is_some_and(|end| end > 0 && tag[end - 1] == b'/');
    NAMES.iter().any(&is) || (SHAPES.iter().any(is) && closed())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_declared_charset_is_found() {
        let name = |page: &str| declared(page.as_bytes()).map(Encoding::name);
        assert_eq!(name("<meta charset='Shift_JIS'>"), Some("Shift_JIS"));
        let old = "<META HTTP-EQUIV=Content-Type CONTENT=\"text/html; CHARSET = iso-8859-1\">";
        assert_eq!(name(old), Some("windows-1252"));
        assert_eq!(name("<meta charset=utf-16>"), Some("UTF-8"));
        assert_eq!(name("<p>the charset is unknown</p><meta charset=none>"), None);
    }

    #[test]
    fn what_would_break_the_extractor_is_refused() {
        let page = "<html><body><p>a<p>b<br/><img src=x></p><svg><path d=x /></svg><div><a>x</a></div></body></html>";
        assert_eq!(tags(page.as_bytes()), (10, 4));
        for tag in ["<div>", "<b/>", "<svg><path>", "<p><div>"] {
            let refused = parts(tag.repeat(100_000), None).map(|_| ());
            assert!(matches!(refused, Err(Cause::Malformed(..))), "{tag}");
        }
        let wide = "<div>".repeat(450) + &"<p>".repeat(50_000);
        assert!(matches!(parts(wide, None), Err(Cause::Malformed(..))));
        assert!(matches!(parts("<p>".repeat(300_000), None), Err(Cause::Malformed(..))));
        let many: String = (0..110_000).map(|number| format!(" a{number}=1")).collect();
        for page in
            [format!("<p{many}>x</p>"), format!("<p{}>x</p>", many.replace(' ', "/")), format!("<p a=\"{many}>x")]
        {
            assert!(matches!(parts(page, None), Err(Cause::Malformed(..))));
        }
        assert_eq!(attributes(b"<p><img alt=\"a b c d\" src='x'><a href=x title=y z>"), 4);
        // Self-closed shapes nest outside a drawing.
        assert!(matches!(parts("<path/>".repeat(5_000), None), Err(Cause::Malformed(..))));
    }
}
