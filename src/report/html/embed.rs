use serde::Serialize;
use serde_json::Serializer;
use serde_json::ser::{CharEscape, Formatter};
use std::fmt;
use std::io;

/// Findings as JSON that can stand inside a `<script>` element: nothing in it can end the element, open another or turn the direction of
/// writing around, for `<`, `>`, `&`, separators of lines and marks of direction are written as escapes. Shown, it writes itself piece by piece.
///
/// JSON has these characters in strings alone, so they read back as they were.
pub(super) struct Embedded<T>(pub(super) T);

impl<T: Serialize> fmt::Display for Embedded<T> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut to = Serializer::with_formatter(Utf8(out), Harmless);
        self.0.serialize(&mut to).map_err(|_| fmt::Error)
    }
}

/// Bytes into a text.
struct Utf8<'a, 'b>(&'a mut fmt::Formatter<'b>);

impl io::Write for Utf8<'_, '_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let text = std::str::from_utf8(bytes).map_err(io::Error::other)?;
        self.0.write_str(text).map_err(io::Error::other)?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

struct Harmless;

impl Formatter for Harmless {
    fn write_string_fragment<W: ?Sized + io::Write>(&mut self, writer: &mut W, fragment: &str) -> io::Result<()> {
        let mut rest = fragment;
        while let Some(at) = rest.find(steers) {
            let (before, from) = rest.split_at(at);
            writer.write_all(before.as_bytes())?;
            let mut characters = from.chars();
            let steering = characters.next().map_or(0, u32::from);
            write!(writer, "\\u{steering:04x}")?;
            rest = characters.as_str();
        }
        writer.write_all(rest.as_bytes())
    }

    fn write_char_escape<W: ?Sized + io::Write>(&mut self, writer: &mut W, escape: CharEscape) -> io::Result<()> {
        match escape {
            CharEscape::Quote => writer.write_all(b"\\\""),
            CharEscape::ReverseSolidus => writer.write_all(b"\\\\"),
            CharEscape::Solidus => writer.write_all(b"/"),
            CharEscape::Backspace => writer.write_all(b"\\b"),
            CharEscape::FormFeed => writer.write_all(b"\\f"),
            CharEscape::LineFeed => writer.write_all(b"\\n"),
            CharEscape::CarriageReturn => writer.write_all(b"\\r"),
            CharEscape::Tab => writer.write_all(b"\\t"),
            CharEscape::AsciiControl(byte) => write!(writer, "\\u{byte:04x}"),
        }
    }
}

/// Whether a character has a say in how HTML, JavaScript or a reader of the source takes what stands around it. All of them are below U+10000.
fn steers(c: char) -> bool {
    matches!(c, '<' | '>' | '&' | '\u{7f}'..='\u{9f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn nothing_ends_the_element_and_all_reads_back() {
        let hostile = "</script><!--<script>&lt;\u{2028}\u{202e}\u{85}\0\"\\ ünd 日本 🗞";
        let shown = Embedded([hostile]).to_string();
        assert!(!shown.contains(steers), "{shown}");
        assert_eq!(serde_json::from_str::<[String; 1]>(&shown).expect("it is JSON"), [hostile]);
    }

    proptest! {
        #[test]
        fn any_text_reads_back(text in "\\PC*|.*|[<>&\\x00-\\x1f\u{2020}-\u{2070}]*") {
            let shown = Embedded(&text).to_string();
            prop_assert!(!shown.contains(steers));
            prop_assert_eq!(serde_json::from_str::<String>(&shown).expect("it is JSON"), text);
        }
    }
}
