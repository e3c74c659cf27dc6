//! What a file is, by its name or its first bytes.

use super::layout::is_list;
use std::path::Path;
use std::str::FromStr;

/// How bytes become articles.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Format {
    /// One article, as plain text (Markdown too).
    Text,
    /// One article, as a web page.
    Html,
    /// A JSON object a line.
    JsonLines,
    /// An array of JSON objects, or objects in a row.
    Json,
    /// A table with a header: comma or semicolon, whichever the header has more of.
    Csv,
    /// A table with a header, parted by tabs.
    Tsv,
    /// Columns.
    Parquet,
    /// Web pages or their texts as crawlers store them (ISO 28500).
    Warc,
    /// An archive of files, read in a row.
    Tar,
    /// An archive of files with a directory.
    Zip,
    /// Told by the first bytes.
    Guess,
}

/// The formats by the names of [`Format::from_str`].
const NAMES: [(&str, Format); 10] = [
    ("text", Format::Text),
    ("html", Format::Html),
    ("jsonl", Format::JsonLines),
    ("json", Format::Json),
    ("csv", Format::Csv),
    ("tsv", Format::Tsv),
    ("parquet", Format::Parquet),
    ("warc", Format::Warc),
    ("tar", Format::Tar),
    ("zip", Format::Zip),
];

impl FromStr for Format {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        let known = || NAMES.map(|(name, _)| name).join(", ");
        NAMES
            .iter()
            .find(|(known, _)| *known == name)
            .map(|(_, format)| *format)
            .ok_or_else(|| format!("one of {}", known()))
    }
}

impl Format {
    /// Whether its bytes are characters.
    pub(super) fn is_text(self) -> bool {
        !matches!(self, Self::Parquet | Self::Warc | Self::Tar | Self::Zip)
    }

    /// Whether the whole file is one article.
    pub(super) fn is_one_article(self) -> bool {
        matches!(self, Self::Text | Self::Html)
    }

    pub(super) fn is_archive(self) -> bool {
        matches!(self, Self::Tar | Self::Zip)
    }

    fn of_ending(ending: &str) -> Option<Self> {
        Some(match ending {
            "txt" | "md" | "markdown" => Self::Text,
            "html" | "htm" | "xhtml" => Self::Html,
            "jsonl" | "ndjson" => Self::JsonLines,
            "json" => Self::Json,
            "csv" => Self::Csv,
            "tsv" => Self::Tsv,
            "parquet" => Self::Parquet,
            "warc" | "wet" => Self::Warc,
            "tar" => Self::Tar,
            "zip" => Self::Zip,
            _ => return None,
        })
    }
}

/// How bytes are packed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Packing {
    Gzip,
    Zstd,
}

/// What a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Kind {
    pub(super) packing: Option<Packing>,
    /// What is packed.
    pub(super) format: Format,
}

impl Kind {
    pub(super) const GUESS: Self = Self { packing: None, format: Format::Guess };

    fn plain(format: Format) -> Self {
        Self { packing: None, format }
    }

    /// What a file of this name is; nothing for names that are of no known kind.
    pub(super) fn of_name(path: &Path) -> Option<Self> {
        let ending = |path: &Path| Some(path.extension()?.to_str()?.to_ascii_lowercase());
        let last = ending(path)?;
        let packing = match last.as_str() {
            "gz" | "gzip" => Packing::Gzip,
            "zst" | "zstd" => Packing::Zstd,
            "tgz" => return Some(Self { packing: Some(Packing::Gzip), format: Format::Tar }),
            "tzst" => return Some(Self { packing: Some(Packing::Zstd), format: Format::Tar }),
            last => return Format::of_ending(last).map(Self::plain),
        };
        let format = Format::of_ending(&ending(Path::new(path.file_stem()?))?)?;
        Some(Self { packing: Some(packing), format })
    }

    /// What a file of this name in a folder or an archive is: a `README` is about the others and no article.
    pub(super) fn of_listed(path: &Path) -> Option<Self> {
        let stem = path.file_stem().unwrap_or_default().to_ascii_lowercase();
        Self::of_name(path).filter(|_| stem != "readme" && !is_list(path))
    }

    /// What begins with these bytes.
    pub(super) fn of_head(head: &[u8]) -> Self {
        const PACKINGS: [(&[u8], Packing); 2] = [(b"\x1f\x8b", Packing::Gzip), (b"\x28\xb5\x2f\xfd", Packing::Zstd)];
        const MARKS: [(usize, &[u8], Format); 4] = [
            (0, b"PK\x03\x04", Format::Zip),
            (0, b"PAR1", Format::Parquet),
            (0, b"WARC/", Format::Warc),
            (257, b"ustar", Format::Tar),
        ];
        if let Some((_, packing)) = PACKINGS.iter().find(|(mark, _)| head.starts_with(mark)) {
            return Self { packing: Some(*packing), format: Format::Guess };
        }
        let marked = MARKS.iter().find(|(at, mark, _)| head.get(*at..).is_some_and(|rest| rest.starts_with(mark)));
        Self::plain(marked.map_or_else(|| of_characters(head), |(_, _, format)| *format))
    }
}

fn of_characters(head: &[u8]) -> Format {
    let head = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head).trim_ascii_start();
    let after = |bytes: &[u8]| bytes.trim_ascii_start().first().copied();
    match head.first() {
        Some(b'{') => match head.iter().position(|&byte| byte == b'\n') {
            // A line that is no whole object: the record is spread over many.
            Some(end)
                if !head[..end].trim_ascii_end().ends_with(b"}") && after(&head[1..end]).is_none_or(|c| c == b'\n') =>
            {
                Format::Json
            }
            _ => Format::JsonLines,
        },
        Some(b'[') if matches!(after(&head[1..]), Some(b'{' | b']')) => Format::Json,
        Some(b'<') => {
            let start = String::from_utf8_lossy(&head[..head.len().min(512)]).to_ascii_lowercase();
            let page = ["<!doctype html", "<html", "<head", "<body"].iter().any(|mark| start.contains(mark));
            if page { Format::Html } else { Format::Text }
        }
        _ => Format::Text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_tell_the_kind() {
        let kind = |name: &str| Kind::of_name(Path::new(name)).map(|kind| (kind.packing, kind.format));
        assert_eq!(kind("a/b.TXT"), Some((None, Format::Text)));
        assert_eq!(kind("CC-MAIN-1.warc.wet.gz"), Some((Some(Packing::Gzip), Format::Warc)));
        assert_eq!(kind("news.tar.zst"), Some((Some(Packing::Zstd), Format::Tar)));
        assert_eq!(kind("news.tgz"), Some((Some(Packing::Gzip), Format::Tar)));
        for name in ["backup.gz", "photo.png", "gz", ".zst", "a.txt.gz.gz"] {
            assert_eq!(kind(name), None, "{name}");
        }
    }

    #[test]
    fn first_bytes_tell_the_kind() {
        let format = |head: &[u8]| Kind::of_head(head).format;
        assert_eq!(format(b"\xef\xbb\xbf {\"text\": 1}\n"), Format::JsonLines);
        assert_eq!(format(b"{\n  \"text\": 1"), Format::Json);
        assert_eq!(format(b"[ {"), Format::Json);
        assert_eq!(format(b"[Update] The pier"), Format::Text);
        assert_eq!(format(b"<!DOCTYPE html><p>"), Format::Html);
        assert_eq!(format(b"<3 the pier"), Format::Text);
        assert_eq!(Kind::of_head(b"\x1f\x8b\x08").packing, Some(Packing::Gzip));
        assert_eq!(format(b""), Format::Text);
    }
}
