use super::input::shown;
use super::{Cause, Digest, Guessed, Inputs, Reading, Skipped};
use crate::text::{Document, Origin};
use std::fs::File;
use std::io::{self, Read};
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::Arc;

/// A line of a list of pairs: two names of articles.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PairLine {
    /// Where it stands.
    pub origin: Origin,
    /// The path or id of the first article.
    pub a: String,
    /// The path or id of the second.
    pub b: String,
}

/// Reads a list of pairs, two names a line with a tab between them, and the lines that are none. Blank lines are passed over.
///
/// # Errors
/// When the list cannot be read.
pub fn pair_lines(list: &Path) -> Result<(Vec<PairLine>, Vec<Skipped>), Skipped> {
    let path = shown(list);
    let fail = |cause| Skipped { origin: Origin { path: path.clone(), line: None }, cause };
    let bytes = read(list).map_err(|error| fail(Cause::Unreadable(error.to_string())))?;
    let (mut pairs, mut skipped) = (Vec::new(), Vec::new());
    for (number, line) in (1..).zip(bytes.split(|&byte| byte == b'\n')) {
        let origin = Origin { path: path.clone(), line: Some(number) };
        let line = match std::str::from_utf8(line) {
            Ok(line) => line.strip_suffix('\r').unwrap_or(line),
            Err(error) => {
                skipped.push(Skipped { origin, cause: Cause::InvalidUtf8(error.valid_up_to()) });
                continue;
            }
        };
        if line.trim().is_empty() {
            continue;
        }
        match line.split_once('\t').filter(|(a, b)| !a.is_empty() && !b.is_empty() && !b.contains('\t')) {
            Some((a, b)) => pairs.push(PairLine { origin, a: a.to_owned(), b: b.to_owned() }),
            None => skipped.push(Skipped { origin, cause: Cause::NoPair }),
        }
    }
    Ok((pairs, skipped))
}

fn read(path: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    if path.as_os_str() == "-" {
        io::stdin().read_to_end(&mut bytes)?
    } else {
        File::open(path)?.read_to_end(&mut bytes)?
    };
    Ok(bytes)
}

/// The one article that a file, or `-` for standard input, holds, and what that file was. If its character set was guessed, `guessed` is told.
///
/// # Errors
/// When it cannot be used, or holds several.
pub fn article(path: &Path, reading: &Reading, guessed: &mut Guessed) -> Result<(Document, Option<Digest>), Skipped> {
    let origin = Origin { path: shown(path), line: None };
    if path.as_os_str() != "-" && path.is_dir() {
        return Err(Skipped { origin, cause: Cause::Folder });
    }
    let inputs = Inputs::find(&[path.to_owned()], reading);
    let (mut documents, mut skipped, mut digest) = (Vec::new(), Vec::new(), None);
    inputs.read(&Arc::default(), &mut |batch| {
        let mut parsed = batch.parse();
        documents.append(&mut parsed.documents);
        skipped.append(&mut parsed.skipped);
        guessed.append(&mut parsed.guessed);
        digest = digest.take().or(parsed.digest);
        ControlFlow::Continue(())
    });
    match (documents.len(), documents.pop()) {
        (1, Some(document)) => Ok((document, digest)),
        (0, _) => Err(skipped.into_iter().next().unwrap_or(Skipped { origin, cause: Cause::Empty })),
        (many, _) => Err(Skipped { origin, cause: Cause::ManyArticles(many) }),
    }
}

/// The article that a list means by a name that is no id, and the file at that path that holds it.
///
/// # Errors
/// When there is no such file, or it cannot be used.
pub fn article_at(name: &str, reading: &Reading, guessed: &mut Guessed) -> Result<(Document, Option<Digest>), Cause> {
    let path = Path::new(name);
    if path.exists() {
        article(path, reading, guessed).map_err(|skipped| skipped.cause)
    } else {
        Err(Cause::UnknownArticle(name.to_owned()))
    }
}
