//! What holds for any input. `cargo +nightly fuzz run words` looks for one for which it does not; the suite asks the same of random input.

use retold::ingest::{Limits, Reading, parse_bytes};
use retold::overlap::{self, Alignment, Rewording};
use retold::text::{Words, fold, paragraphs};

/// Reading ends; documents are in bounds, what is told of the rest is one line.
pub fn read(name: &str, bytes: &[u8]) {
    let limits = Limits { document_bytes: 1 << 16, unpacked_bytes: 1 << 22, ..Limits::default() };
    let parsed = parse_bytes(name, bytes, &Reading { limits, ..Reading::default() });
    for document in &parsed.documents {
        assert!(!document.id.is_empty() && document.text.len() <= limits.document_bytes);
    }
    for skipped in &parsed.skipped {
        assert!(!skipped.to_string().contains(char::is_control));
    }
}

/// Words and paragraphs stand in order, on character boundaries, in the text; each word in one paragraph.
pub fn words(text: &str) {
    let words = Words::cut(text);
    let mut end = 0;
    for span in &words.spans {
        assert!(span.start >= end && !span.is_empty() && span.end as usize <= text.len());
        assert!(text.is_char_boundary(span.start as usize) && text.is_char_boundary(span.end as usize));
        // What is a word has a folded form.
        let mut folded = String::new();
        fold(span.of(text), &mut folded);
        assert!(folded.len() <= 64 * span.of(text).len());
        end = span.end;
    }
    let mut next = 0;
    for paragraph in &words.paragraphs {
        assert_eq!(paragraph.words.start, next);
        next = paragraph.words.end;
    }
    assert_eq!(next as usize, words.len());
    assert_eq!((words.stems.len(), words.starts.len(), words.quoted.len()), (words.len(), words.len(), words.len()));
    let mut end = 0;
    for span in paragraphs(text) {
        assert!(span.start as usize >= end && text[end..span.start as usize].trim().is_empty());
        end = span.end as usize;
    }
    assert!(text[end..].trim().is_empty());
}

/// Passages lie in both texts, and those of A in order.
pub fn passages(a: &str, b: &str) {
    let (a, b) = (Words::cut(a), Words::cut(b));
    let rewording = Some(Rewording::default());
    let alignment = Alignment { seed_words: 3, least_words: 4, rewording };
    let found = overlap::passages(&a, &b, alignment);
    let mut start = 0;
    for passage in &found {
        assert!(passage.a.start < passage.a.end && passage.a.end as usize <= a.len());
        assert!(passage.b.start < passage.b.end && passage.b.end as usize <= b.len());
        assert!(passage.a.start >= start);
        start = passage.a.start;
    }
}

/// Lets a panic that the reading side contains be none to the fuzzer, whose own hook ends the process at any.
pub fn init() {
    let told = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        if !retold::ingest::panic_is_contained() {
            told(panic);
        }
    }));
}
