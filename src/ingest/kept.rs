//! What stays of a file when articles are left out.

use super::kind::{Format, Kind, Packing};
use super::stream::{Stream, Tapped};
use super::{Cause, Digest, InputFile, Reading, Skipped, format};
use std::fs::File;
use std::io::{self, Write};

impl InputFile {
    /// Whether articles can be left out of the file and the rest written in its format.
    ///
    /// # Errors
    /// For archives, whose members are files of their own; for packed Parquet; for records in UTF-16; for what is packed twice.
    pub fn can_lose_articles(&self, reading: &Reading) -> Result<(), Skipped> {
        if self.kind.format.is_one_article() {
            return Ok(());
        }
        // A file that cannot be read is told by whoever reads it.
        let Ok((kind, head)) = self.known_kind(reading) else { return Ok(()) };
        let utf16 = head.starts_with(b"\xff\xfe") || head.starts_with(b"\xfe\xff");
        let why = match kind.format {
            Format::Tar | Format::Zip => "articles cannot be taken out of an archive: unpack it and name the folder",
            Format::Parquet if kind.packing.is_some() => "a packed Parquet file is not written again: unpack it",
            Format::Guess => "a file packed twice is not written again: unpack it",
            format if utf16 && format.is_text() && !format.is_one_article() => {
                "records in UTF-16 are not written again: convert the file (iconv -t UTF-8)"
            }
            _ => return Ok(()),
        };
        Err(self.skipped(None, Cause::NotWritten(why.into())))
    }

    /// Writes to `out` what stays of the file when articles are left out, and says whether anything does. `left_out` names them as their
    /// [`Origin`](crate::text::Origin) does, ascending; `None` is the one article that is the whole file.
    ///
    /// Of lines, tables, JSON and web archives the bytes of all other records stay as they are, in their order, with what frames them (a
    /// byte order mark, a header, brackets); Parquet keeps its columns. What was packed is packed again, web archives record by record.
    /// A file that loses nothing is copied.
    ///
    /// The file is read again. It is an error if it is no longer the file of `digest`: what was written is then worth nothing.
    ///
    /// # Errors
    /// When the file cannot be read, changed, or is of a kind that loses articles as a whole only; when `out` refuses.
    pub fn kept(
        &self,
        left_out: &[Option<u64>],
        digest: &Digest,
        reading: &Reading,
        out: &mut dyn Write,
    ) -> Result<bool, Skipped> {
        let failed = |error: io::Error| self.skipped(None, error.into());
        let (mut tapped, budget) = Tapped::open(&self.path, reading.limits).map_err(failed)?;
        let mut stays = true;
        if left_out.is_empty() {
            io::copy(&mut tapped, out).map_err(failed)?;
        } else if left_out.contains(&None) {
            stays = false;
        } else {
            let numbers: Vec<u64> = left_out.iter().flatten().copied().collect();
            let (kind, _) = self.known_kind(reading).map_err(failed)?;
            let mut keeper = Keeper::new(out, kind.packing);
            if kind == (Kind { packing: None, format: Format::Parquet }) {
                let file = File::open(&self.path).map_err(failed)?;
                format::keep_columns(&file, &numbers, &mut keeper).map_err(failed)?;
            } else {
                let mut stream = Stream::new(tapped.clone(), &budget);
                if let Some(packing) = kind.packing {
                    stream = stream.unpack(packing).map_err(failed)?;
                }
                let kept = match kind.format {
                    Format::JsonLines => format::keep_lines(stream, &numbers, &mut keeper),
                    Format::Json => format::keep_elements(stream, &numbers, &mut keeper),
                    Format::Csv => format::keep_rows(stream, None, &numbers, &mut keeper),
                    Format::Tsv => format::keep_rows(stream, Some(b'\t'), &numbers, &mut keeper),
                    Format::Warc => format::keep_records(stream, &numbers, &mut keeper),
                    _ => Err(io::Error::other("records of this kind are not written: unpack the file")),
                };
                kept.map_err(|error| self.skipped(None, budget.cause(&error)))?;
            }
            stays = keeper.finish().map_err(failed)?;
        }
        let found = tapped.finish(&self.name).map_err(failed)?;
        if found == *digest { Ok(stays) } else { Err(self.skipped(None, Cause::Changed)) }
    }

    /// What the file is, asked of its bytes where its name does not tell, and the first bytes of what is packed in it.
    fn known_kind(&self, reading: &Reading) -> io::Result<(Kind, Vec<u8>)> {
        const HEAD_BYTES: u64 = 512;
        let head = |packing: Option<Packing>| -> io::Result<Vec<u8>> {
            let (tapped, budget) = Tapped::open(&self.path, reading.limits)?;
            let stream = Stream::new(tapped, &budget);
            let stream = match packing {
                Some(packing) => stream.unpack(packing)?,
                None => stream,
            };
            Ok(stream.head(HEAD_BYTES)?.0)
        };
        let mut kind = self.kind;
        if kind == Kind::GUESS {
            kind = match reading.format {
                Some(format) => Kind { packing: None, format },
                None => Kind::of_head(&head(None)?),
            };
        }
        let inner = head(kind.packing)?;
        if kind.format == Format::Guess && kind.packing.is_some() {
            let found = Kind::of_head(&inner);
            kind.format = if found.packing.is_some() { Format::Guess } else { found.format };
        }
        Ok((kind, inner))
    }

    pub(super) fn skipped(&self, line: Option<u64>, cause: Cause) -> Skipped {
        Skipped { origin: crate::text::Origin { path: self.name.clone(), line }, cause }
    }
}

/// Takes what stays, packs it as it was, and writes nothing as long as no record stays.
pub(super) struct Keeper<'a> {
    out: Packer<'a>,
    /// What frames the records, until there is one.
    frame: Vec<u8>,
    any: bool,
    /// Whether a member of its own may begin with the next bytes.
    cut: bool,
}

enum Packer<'a> {
    Plain(&'a mut dyn Write),
    Gzip(flate2::write::GzEncoder<&'a mut dyn Write>),
    Zstd(zstd::Encoder<'static, &'a mut dyn Write>),
    /// Between two members.
    Gone,
}

/// How close is packed: what the gzip and zstd programs do unless told otherwise.
const GZIP_LEVEL: u32 = 6;
const ZSTD_LEVEL: i32 = 3;

impl<'a> Keeper<'a> {
    fn new(out: &'a mut dyn Write, packing: Option<Packing>) -> Self {
        Self { out: Packer::new(out, packing), frame: Vec::new(), any: false, cut: false }
    }

    /// Takes bytes that are part of no record.
    pub(super) fn frame(&mut self, bytes: &[u8]) -> io::Result<()> {
        if self.any {
            self.out.write(bytes)
        } else {
            self.frame.extend_from_slice(bytes);
            Ok(())
        }
    }

    /// Takes bytes of a record that stays.
    pub(super) fn record(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.any = true;
        if self.cut {
            self.cut = false;
            self.out.cut()?;
        }
        let frame = std::mem::take(&mut self.frame);
        self.out.write(&frame)?;
        self.out.write(bytes)
    }

    /// Ends a member of what is packed, so that the next record begins one.
    pub(super) fn cut(&mut self) -> io::Result<()> {
        self.cut = self.any;
        Ok(())
    }

    /// Ends the file; whether anything stays of it.
    fn finish(self) -> io::Result<bool> {
        if self.any {
            self.out.finish()?;
        }
        Ok(self.any)
    }
}

impl<'a> Packer<'a> {
    fn new(out: &'a mut dyn Write, packing: Option<Packing>) -> Self {
        match packing {
            None => Self::Plain(out),
            Some(Packing::Gzip) => Self::Gzip(flate2::write::GzEncoder::new(out, flate2::Compression::new(GZIP_LEVEL))),
            Some(Packing::Zstd) => zstd::Encoder::new(out, ZSTD_LEVEL).map_or(Self::Gone, Self::Zstd),
        }
    }

    fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        match self {
            _ if bytes.is_empty() => Ok(()),
            Self::Plain(out) => out.write_all(bytes),
            Self::Gzip(out) => out.write_all(bytes),
            Self::Zstd(out) => out.write_all(bytes),
            Self::Gone => Err(io::Error::other("nothing to write to")),
        }
    }

    fn cut(&mut self) -> io::Result<()> {
        *self = match std::mem::replace(self, Self::Gone) {
            Self::Gzip(out) => Self::new(out.finish()?, Some(Packing::Gzip)),
            Self::Zstd(out) => Self::new(out.finish()?, Some(Packing::Zstd)),
            other => other,
        };
        Ok(())
    }

    fn finish(self) -> io::Result<()> {
        match self {
            Self::Gzip(out) => out.finish().map(drop),
            Self::Zstd(out) => out.finish().map(drop),
            Self::Plain(_) | Self::Gone => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::Inputs;
    use std::fs;
    use std::ops::ControlFlow;
    use std::sync::Arc;

    const RECORDS: &[u8] = b"\xef\xbb\xbfone\r\n\n  three\nfour";

    /// What stays of a file without some of its records, and the words of the error at its end.
    fn kept(name: &str, bytes: &[u8], left_out: &[Option<u64>], change: bool) -> (Vec<u8>, Option<String>) {
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        let path = folder.path().join(name);
        fs::write(&path, bytes).expect("the file can be written");
        let inputs = Inputs::find(std::slice::from_ref(&path), &Reading::default());
        let mut digests = Vec::new();
        inputs.read(&Arc::default(), &mut |batch| {
            digests.extend(batch.parse().digest);
            ControlFlow::Continue(())
        });
        if change {
            fs::write(&path, [bytes, b"more"].concat()).expect("the file can be written");
        }
        let mut out = Vec::new();
        let found = inputs.files[0].kept(left_out, &digests[0], &inputs.reading, &mut out);
        if let Ok(stays) = &found {
            assert_eq!(*stays, !out.is_empty());
        }
        (out, found.err().map(|skipped| skipped.cause.to_string()))
    }

    #[test]
    fn what_stays_of_lines_is_the_file_without_them() {
        let kept = |left_out: &[Option<u64>]| kept("news.jsonl", RECORDS, left_out, false);
        assert_eq!(kept(&[]), (RECORDS.to_vec(), None));
        assert_eq!(kept(&[Some(3)]), (b"\xef\xbb\xbfone\r\n\nfour".to_vec(), None));
        assert_eq!(kept(&[Some(1), Some(4)]), (b"\n  three\n".to_vec(), None));
        assert_eq!(kept(&[None]), (Vec::new(), None));
    }

    #[test]
    fn what_stays_of_json_and_tables_keeps_its_frame() {
        let json = b"\xef\xbb\xbf[ {\"a\": 1},\n  {\"b\": \"]\"},\n  {\"c\": 3}\n]\n";
        let text = |name: &str, bytes: &[u8], gone: &[u64]| {
            let gone: Vec<Option<u64>> = gone.iter().copied().map(Some).collect();
            String::from_utf8(kept(name, bytes, &gone, false).0).expect("it is text")
        };
        assert_eq!(text("x.json", json, &[1]), "\u{feff}[ {\"b\": \"]\"},\n  {\"c\": 3}\n]\n");
        assert_eq!(text("x.json", json, &[2]), "\u{feff}[ {\"a\": 1},\n  {\"c\": 3}\n]\n");
        assert_eq!(text("x.json", json, &[2, 3]), "\u{feff}[ {\"a\": 1}\n]\n");
        assert_eq!(text("x.json", json, &[1, 2, 3]), "");
        let csv = b"\xef\xbb\xbfid;text\r\n1;\"a\nb; c\"\r\n\r\n2;d\r\n3;\"e\"";
        assert_eq!(text("x.csv", csv, &[5]), "\u{feff}id;text\r\n1;\"a\nb; c\"\r\n\r\n3;\"e\"");
        assert_eq!(text("x.csv", csv, &[2, 6]), "\u{feff}id;text\r\n\r\n2;d\r\n");
        assert_eq!(text("x.csv", csv, &[2, 5, 6]), "");
    }

    #[test]
    fn a_file_that_changed_is_refused() {
        let (_, failed) = kept("news.jsonl", RECORDS, &[], true);
        assert!(failed.is_some_and(|words| words.starts_with("changed while it was read")));
    }
}
