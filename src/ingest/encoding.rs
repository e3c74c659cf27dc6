//! From bytes to characters: UTF-8 where they are that, what is declared, else what Firefox would guess.
//!
//! A guess can be wrong, so it is counted and named. What has more well-formed characters of several bytes than broken ones is UTF-8
//! with errors: hardly any text in another set is by chance.

use super::stream::Stream;
use super::{Cause, Reading};
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{CoderResult, Decoder, Encoding, UTF_8, UTF_16BE, UTF_16LE};
use std::borrow::Cow;
use std::io::{self, BufRead, Read};

/// How bytes that are no UTF-8 are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Charset {
    /// Named by the input or the user.
    Known(&'static Encoding),
    /// Guessed.
    Guessed(&'static Encoding),
    /// UTF-8, with characters that are broken.
    Broken,
}

impl Charset {
    /// The name to be told, where somebody should look at the guess.
    pub(super) fn told(self) -> Option<&'static str> {
        match self {
            Self::Known(_) => None,
            Self::Guessed(encoding) => Some(encoding.name()),
            Self::Broken => Some("UTF-8 with errors"),
        }
    }

    fn decode(self, bytes: &[u8]) -> String {
        match self {
            Self::Known(encoding) | Self::Guessed(encoding) => {
                encoding.decode_without_bom_handling(bytes).0.into_owned()
            }
            Self::Broken => String::from_utf8_lossy(bytes).into_owned(),
        }
    }
}

/// The charset of pieces of one text, none of which need be whole; of those that are UTF-8 nothing is asked.
pub(super) fn charset<'a>(pieces: impl IntoIterator<Item = &'a [u8]>, reading: &Reading) -> Charset {
    if let Some(encoding) = reading.encoding {
        return Charset::Known(encoding);
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    let (mut whole, mut broken) = (0_usize, 0_usize);
    for piece in pieces.into_iter().filter(|piece| simdutf8::basic::from_utf8(piece).is_err()) {
        detector.feed(piece, false);
        for chunk in piece.utf8_chunks() {
            whole += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
            broken += usize::from(!chunk.invalid().is_empty());
        }
    }
    detector.feed(b"", true);
    if whole > broken { Charset::Broken } else { Charset::Guessed(detector.guess(None, Utf8Detection::Deny)) }
}

/// The characters of `bytes`, which are of this charset if they are no UTF-8, and whether it was asked for.
pub(super) fn decode(
    bytes: &[u8],
    charset: impl FnOnce() -> Charset,
) -> Result<(Cow<'_, str>, Option<Charset>), Cause> {
    let (text, charset) = match simdutf8::basic::from_utf8(bytes) {
        Ok(text) => (Cow::Borrowed(text), None),
        Err(_) => {
            let charset = charset();
            (Cow::Owned(charset.decode(bytes)), Some(charset))
        }
    };
    match memchr::memchr(0, bytes) {
        Some(at) => Err(Cause::Binary(at)),
        None => Ok((text, charset)),
    }
}

/// The characters of a whole text: its byte order mark, what it declares, UTF-8 and a guess are asked in this order.
pub(super) fn decode_whole(
    bytes: Vec<u8>,
    declared: Option<&'static Encoding>,
    reading: &Reading,
) -> Result<(String, Option<Charset>), Cause> {
    if is_utf32(&bytes) {
        return Err(Cause::Unreadable(UTF_32.to_owned()));
    }
    let marked = Encoding::for_bom(&bytes);
    if let Some((encoding, mark)) = marked.filter(|(encoding, _)| *encoding != UTF_8) {
        return Ok((encoding.decode_without_bom_handling(&bytes[mark..]).0.into_owned(), None));
    }
    if let Some(encoding) = declared.filter(|encoding| *encoding != UTF_8) {
        let (text, broken) = encoding.decode_without_bom_handling(&bytes);
        if !broken || std::str::from_utf8(&bytes).is_err() {
            return Ok((text.into_owned(), None));
        }
    }
    if let Some(at) = memchr::memchr(0, &bytes) {
        return Err(Cause::Binary(at));
    }
    match String::from_utf8(bytes) {
        Ok(text) => Ok((text, None)),
        Err(error) => {
            let bytes = error.as_bytes();
            let charset = charset([bytes], reading);
            Ok((charset.decode(bytes), Some(charset)))
        }
    }
}

const UTF_32: &str = "it is UTF-32: convert it (iconv -f UTF-32 -t UTF-8)";

/// Whether bytes bear the mark of UTF-32, which in one order begins as that of UTF-16 does.
fn is_utf32(bytes: &[u8]) -> bool {
    matches!(bytes, [0xff, 0xfe, 0, 0, ..] | [0, 0, 0xfe, 0xff, ..])
}

impl<'a> Stream<'a> {
    /// The stream, as UTF-8 if it is UTF-16, by its mark or because the user says so.
    pub(super) fn without_utf16(self, reading: &Reading) -> io::Result<Self> {
        let (head, stream) = self.head(4)?;
        if is_utf32(&head) {
            return Err(io::Error::other(UTF_32));
        }
        let marked = Encoding::for_bom(&head).map(|(encoding, _)| encoding);
        let utf16 = |encoding: &&'static Encoding| [UTF_16LE, UTF_16BE].contains(encoding);
        let Some(encoding) = marked.or(reading.encoding).filter(utf16) else { return Ok(stream) };
        let Self { reader, budget } = stream;
        let decoded =
            Transcoded { reader, decoder: encoding.new_decoder_with_bom_removal(), over: Vec::new(), done: false };
        Ok(Self::new(decoded, &budget))
    }
}

/// A reader of UTF-8 over one of something else.
struct Transcoded<'a> {
    reader: Box<dyn BufRead + 'a>,
    decoder: Decoder,
    /// Decoded and not yet given.
    over: Vec<u8>,
    done: bool,
}

impl Read for Transcoded<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.over.is_empty() && !self.done {
            let bytes = self.reader.fill_buf()?;
            let last = bytes.is_empty();
            // Two bytes become at most three; a few more end what was begun.
            self.over.resize(bytes.len() * 3 + 16, 0);
            let (result, read, written, _) = self.decoder.decode_to_utf8(bytes, &mut self.over, last);
            self.over.truncate(written);
            self.reader.consume(read);
            self.done = last && result == CoderResult::InputEmpty;
        }
        let count = self.over.len().min(buffer.len());
        buffer[..count].copy_from_slice(&self.over[..count]);
        self.over.drain(..count);
        Ok(count)
    }
}
