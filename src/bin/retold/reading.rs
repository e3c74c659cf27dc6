use clap::Args;
use retold::ingest::{Encoding, FieldNames, Format, Limits, Reading};
use retold::spill::bytes;

/// How inputs are read.
#[derive(Debug, Args)]
#[command(next_help_heading = "How it is read")]
pub(crate) struct Flags {
    /// The field of records that holds the text; otherwise text, body, content and other common names
    #[arg(long, value_name = "NAME")]
    text_field: Option<String>,
    /// The field that holds the id
    #[arg(long, value_name = "NAME")]
    id_field: Option<String>,
    /// The field that holds the headline
    #[arg(long, value_name = "NAME")]
    title_field: Option<String>,
    /// The field that holds the outlet
    #[arg(long, value_name = "NAME")]
    source_field: Option<String>,
    /// The field that holds the date
    #[arg(long, value_name = "NAME")]
    date_field: Option<String>,
    /// The field that holds the address
    #[arg(long, value_name = "NAME")]
    url_field: Option<String>,
    /// What standard input and files whose ending tells nothing hold (text, html, jsonl, json, csv, tsv, parquet, warc, tar, zip); otherwise
    /// their first bytes tell
    #[arg(long, value_name = "FORMAT")]
    input_format: Option<Format>,
    /// Character set of texts that are not UTF-8 and declare none, windows-1251 say; otherwise it is guessed, and told
    #[arg(long, value_name = "NAME", value_parser = encoding)]
    encoding: Option<&'static Encoding>,
    /// Longest text that becomes a document, in bytes; longer ones are skipped
    #[arg(long, value_name = "BYTES", default_value = "16M", value_parser = bytes)]
    longest_document: u64,
    /// Most bytes to which one file may unpack
    #[arg(long, value_name = "BYTES", default_value = "1T", value_parser = bytes)]
    most_unpacked: u64,
    /// How many times its length one file may unpack to, beyond the first 8 MiB
    #[arg(long, value_name = "TIMES", default_value_t = Limits::default().unpacked_ratio)]
    most_ratio: u64,
    /// Archives and packings inside each other that are opened
    #[arg(long, value_name = "LEVELS", default_value_t = Limits::default().nesting)]
    nesting: usize,
    /// Stop at the first input that cannot be used
    #[arg(long)]
    strict: bool,
}

impl Flags {
    pub(crate) fn reading(&self) -> Reading {
        let limits = Limits {
            document_bytes: usize::try_from(self.longest_document).unwrap_or(usize::MAX),
            unpacked_bytes: self.most_unpacked,
            unpacked_ratio: self.most_ratio,
            nesting: self.nesting,
        };
        let fields = FieldNames {
            text: self.text_field.clone(),
            id: self.id_field.clone(),
            title: self.title_field.clone(),
            source: self.source_field.clone(),
            date: self.date_field.clone(),
            url: self.url_field.clone(),
        };
        Reading { fields, format: self.input_format, encoding: self.encoding, limits, strict: self.strict }
    }
}

fn encoding(label: &str) -> Result<&'static Encoding, String> {
    Encoding::for_label(label.as_bytes()).ok_or_else(|| {
        "no character set of the web: windows-1252, windows-1251, shift_jis, gbk, euc-kr, utf-16le ...".to_owned()
    })
}
