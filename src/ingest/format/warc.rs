//! Web archives (ISO 28500): pages as they were delivered (WARC) or their texts (WET).
//!
//! A record is a head, a line a field, and as many bytes as `Content-Length` says. A `response` holds an HTTP answer, whose page is read as
//! a page is; a `resource` a page or a text; a `conversion` a text. What was not delivered (another status than 200) and what is
//! neither page nor text is passed over; requests and notes of the crawler are none of our business.

use super::super::batch::{Parsed, Piece, Sink, Stop, Unit};
use super::super::encoding::decode_whole;
use super::super::kept::Keeper;
use super::super::record::Parts;
use super::super::stream::Stream;
use super::super::{Cause, Limits};
use super::html;
use crate::text::Document;
use std::io::{self, BufRead, Read};

/// Bytes of the longest head; crawlers write about 500.
const HEAD_BYTES: usize = 1 << 16;
/// Bytes of the longest page beside its text.
const PAGE_BYTES: usize = 8 << 20;
/// Fields of the longest HTTP head.
const HTTP_FIELDS: usize = 256;

/// A page or a text.
#[derive(Debug)]
struct Record {
    number: u64,
    /// The address, and what makes the record unique.
    address: Option<String>,
    id: Option<String>,
    content_type: String,
    is_http: bool,
    body: Vec<u8>,
}

/// The fields of a record's head, names in small letters.
struct Head {
    fields: Vec<(String, String)>,
}

/// Reads a stream of records.
pub(in super::super) fn warc(mut stream: Stream, sink: &mut Sink) -> Result<(), Stop> {
    let most = sink.unit.reading.limits.document_bytes.saturating_add(PAGE_BYTES);
    let mut number = 0;
    let failed = |stream: &Stream, error: &io::Error| Stop::Failed(stream.budget.cause(error));
    loop {
        number += 1;
        let head = match read_head(&mut *stream.reader, &mut Vec::new()) {
            Ok(Some(Ok(head))) => head,
            Ok(Some(Err(cause))) => return sink.skip(Some(number), cause),
            Ok(None) => return Ok(()),
            Err(error) => return Err(failed(&stream, &error)),
        };
        let Some(length) = head.length() else {
            return sink.skip(Some(number), broken("a record without its length"));
        };
        let wanted = head.is_wanted();
        let mut body = Vec::new();
        let held = if wanted { length.min(most as u64) } else { 0 };
        let read = stream.reader.by_ref().take(held).read_to_end(&mut body);
        let rest = read.and_then(|_| io::copy(&mut stream.reader.by_ref().take(length - held), &mut io::sink()));
        let rest = rest.map_err(|error| failed(&stream, &error))?;
        if (body.len() as u64) < held || rest < length - held {
            return sink.skip(Some(number), broken("ends inside a record"));
        }
        if wanted && rest > 0 {
            sink.skip(Some(number), Cause::TooLong(length as usize, most))?;
        } else if wanted {
            sink.take(head.record(number, body))?;
        }
    }
}

fn broken(words: &str) -> Cause {
    Cause::Malformed("web archive".into(), words.to_owned())
}

/// Reads a head, appending its bytes to `raw`; nothing at the end of the stream.
fn read_head(reader: &mut dyn BufRead, raw: &mut Vec<u8>) -> io::Result<Option<Result<Head, Cause>>> {
    let mut fields: Vec<(String, String)> = Vec::new();
    let mut begun = false;
    loop {
        let start = raw.len();
        let count = reader.take(HEAD_BYTES as u64).read_until(b'\n', raw)?;
        if count == 0 {
            return Ok(begun.then(|| Err(broken("ends inside a record"))));
        }
        let line = String::from_utf8_lossy(&raw[start..]).trim_end().to_owned();
        if raw.len() > HEAD_BYTES + start.min(HEAD_BYTES) || fields.len() > HTTP_FIELDS {
            return Ok(Some(Err(broken("a head without end"))));
        }
        match (begun, line.split_once(':')) {
            (false, _) if line.is_empty() => {
                if start > 64 {
                    raw.truncate(start);
                }
            }
            (false, _) if line.starts_with("WARC/") => begun = true,
            (false, _) => return Ok(Some(Err(broken("no record where one should begin")))),
            (true, _) if line.is_empty() => return Ok(Some(Ok(Head { fields }))),
            // A line that goes on.
            (true, _) if line.starts_with([' ', '\t']) => {
                if let Some((_, value)) = fields.last_mut() {
                    value.push(' ');
                    value.push_str(line.trim());
                }
            }
            (true, Some((name, value))) => fields.push((name.trim().to_ascii_lowercase(), value.trim().to_owned())),
            (true, None) => return Ok(Some(Err(broken("a line of a head without a colon")))),
        }
    }
}

impl Head {
    fn field(&self, name: &str) -> Option<&str> {
        self.fields.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    fn length(&self) -> Option<u64> {
        self.field("content-length")?.parse().ok()
    }

    fn is_wanted(&self) -> bool {
        match self.field("warc-type") {
            Some("response") => self.field("content-type").is_none_or(|kind| kind.starts_with("application/http")),
            Some("conversion" | "resource") => true,
            _ => false,
        }
    }

    fn record(&self, number: u64, body: Vec<u8>) -> Record {
        let unbracketed = |words: &str| words.trim_start_matches('<').trim_end_matches('>').to_owned();
        let id = self.field("warc-record-id").map(|id| unbracketed(id).trim_start_matches("urn:uuid:").to_owned());
        Record {
            number,
            address: self.field("warc-target-uri").map(unbracketed),
            id,
            content_type: self.field("content-type").unwrap_or_default().to_ascii_lowercase(),
            is_http: self.field("warc-type") == Some("response"),
            body,
        }
    }
}

impl Piece for Record {
    fn parse(mut self: Box<Self>, unit: &Unit, parsed: &mut Parsed) {
        let number = Some(self.number);
        if self.is_http {
            match delivered(&self.body, unit.reading.limits) {
                Ok(Some((content_type, body))) => (self.content_type, self.body) = (content_type, body),
                Ok(None) => return parsed.passed_over += 1,
                Err(cause) => return parsed.skip(unit, number, cause),
            }
        }
        let page = ["text/html", "application/xhtml"].iter().any(|kind| self.content_type.starts_with(kind));
        if !page && !self.content_type.starts_with("text/plain") {
            return parsed.passed_over += 1;
        }
        let found = self.document(page, unit, parsed);
        parsed.take(unit, number, found);
    }
}

impl Record {
    fn document(self, page: bool, unit: &Unit, parsed: &mut Parsed) -> Result<Document, Cause> {
        let Self { number, address, id, content_type, body, .. } = self;
        let named = content_type.find("charset").and_then(|at| html::label(&content_type.as_bytes()[at + 7..]));
        let declared = named.or_else(|| page.then(|| html::declared(&body)).flatten());
        let (text, charset) = decode_whole(body, declared, &unit.reading)?;
        let mut parts =
            if page { html::parts(text, address.as_deref())? } else { Parts { text: Some(text), ..Parts::default() } };
        parts.id = match (&address, id) {
            (Some(address), Some(id)) => Some(format!("{address} {id}")),
            (None, id) => id,
            (Some(_), None) => None,
        };
        parts.url = address.or(parts.url);
        let document = parts.document(unit, Some(number))?;
        parsed.tell(unit, charset);
        Ok(document)
    }
}

/// The content type and the body of an HTTP answer; nothing if the page was not delivered.
fn delivered(answer: &[u8], limits: Limits) -> Result<Option<(String, Vec<u8>)>, Cause> {
    let mut fields = [httparse::EMPTY_HEADER; HTTP_FIELDS];
    let mut head = httparse::Response::new(&mut fields);
    let length = match httparse::ParserConfig::default()
        .allow_spaces_after_header_name_in_responses(true)
        .ignore_invalid_headers_in_responses(true)
        .parse_response(&mut head, answer)
    {
        Ok(httparse::Status::Complete(length)) => length,
        Ok(httparse::Status::Partial) => return Err(broken("an HTTP head without end")),
        Err(error) => return Err(broken(&format!("an HTTP head that is none: {error}"))),
    };
    if head.code != Some(200) {
        return Ok(None);
    }
    let field = |name: &str| {
        let found = head.headers.iter().find(|field| field.name.eq_ignore_ascii_case(name));
        found.map(|field| String::from_utf8_lossy(field.value).trim().to_ascii_lowercase())
    };
    let content_type = field("content-type").unwrap_or_else(|| "text/html".to_owned());
    if !content_type.starts_with("text/") && !content_type.starts_with("application/xhtml") {
        return Ok(None);
    }
    let mut body = answer[length..].to_vec();
    if field("transfer-encoding").is_some_and(|coding| coding.contains("chunked")) {
        // Many crawlers take the chunks apart and leave the field.
        body = unchunked(&body).unwrap_or(body);
    }
    let most = limits.document_bytes.saturating_add(PAGE_BYTES);
    match field("content-encoding").as_deref().map(str::trim) {
        Some("gzip" | "x-gzip") if body.starts_with(b"\x1f\x8b") => {
            body = unpacked(flate2::read::MultiGzDecoder::new(&body[..]), most)?;
        }
        Some("deflate") => body = unpacked(flate2::read::ZlibDecoder::new(&body[..]), most).unwrap_or(body),
        Some("zstd") if body.starts_with(b"\x28\xb5\x2f\xfd") => {
            body = unpacked(zstd::Decoder::new(&body[..]).map_err(Cause::from)?, most)?;
        }
        Some("br") if std::str::from_utf8(&body).is_err() => {
            return Err(broken("a page packed with brotli, which is not read"));
        }
        _ => {}
    }
    Ok(Some((content_type, body)))
}

fn unpacked(reader: impl Read, most: usize) -> Result<Vec<u8>, Cause> {
    let mut bytes = Vec::new();
    reader.take(most as u64 + 1).read_to_end(&mut bytes)?;
    if bytes.len() > most { Err(Cause::TooLong(bytes.len(), most)) } else { Ok(bytes) }
}

/// A body whose chunks are joined; nothing if it is in no chunks.
fn unchunked(mut body: &[u8]) -> Option<Vec<u8>> {
    let mut joined = Vec::with_capacity(body.len());
    loop {
        let Ok(httparse::Status::Complete((start, length))) = httparse::parse_chunk_size(body) else { return None };
        if length == 0 {
            return Some(joined);
        }
        let end = start.checked_add(usize::try_from(length).ok()?)?;
        joined.extend_from_slice(body.get(start..end)?);
        body = body.get(end + 2..).unwrap_or_default();
        if body.is_empty() {
            return Some(joined);
        }
    }
}

/// What stays of a web archive when records are left out; each is packed by itself where the archive is packed.
pub(in super::super) fn keep_records(mut stream: Stream, left_out: &[u64], keeper: &mut Keeper) -> io::Result<()> {
    let mut left_out = left_out.iter().copied().peekable();
    for number in 1.. {
        let mut raw = Vec::new();
        let head = match read_head(&mut *stream.reader, &mut raw)? {
            Some(Ok(head)) => head,
            // What ended the first reading is kept as it is.
            Some(Err(_)) => {
                keeper.record(&raw)?;
                return copy(&mut *stream.reader, u64::MAX, keeper);
            }
            None => return keeper.frame(&raw),
        };
        if left_out.next_if_eq(&number).is_some() {
            io::copy(&mut stream.reader.by_ref().take(head.length().unwrap_or(0)), &mut io::sink())?;
            continue;
        }
        keeper.cut()?;
        // The lines between two records go to the one before.
        let start = raw.iter().position(|byte| !byte.is_ascii_whitespace()).unwrap_or(0);
        keeper.record(&raw[start..])?;
        copy(&mut *stream.reader, head.length().unwrap_or(u64::MAX), keeper)?;
        keeper.record(b"\r\n\r\n")?;
    }
    Ok(())
}

fn copy(reader: &mut dyn BufRead, mut left: u64, keeper: &mut Keeper) -> io::Result<()> {
    while left > 0 {
        let buffer = reader.fill_buf()?;
        let count = buffer.len().min(usize::try_from(left).unwrap_or(usize::MAX));
        if count == 0 {
            break;
        }
        keeper.record(&buffer[..count])?;
        reader.consume(count);
        left -= count as u64;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chunks_are_joined() {
        assert_eq!(unchunked(b"4\r\nWiki\r\n6;x=y\r\npedia \r\n0\r\n\r\n"), Some(b"Wikipedia ".to_vec()));
        assert_eq!(unchunked(b"<html>"), None);
        assert_eq!(unchunked(b"ff\r\nshort"), None);
    }
}
