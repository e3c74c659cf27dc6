use super::batch::{Piece, Pieces};
use super::{Cause, Digest, InputFile, Skipped};

impl InputFile {
    /// What stays of a file when articles are left out, piece by piece, byte for byte and in its order. `left_out` names these by
    /// their lines, ascending; `None` is the one article that is the whole file. A byte order mark goes with the first line.
    ///
    /// The file is read again. The last item is an error if it is no longer the file of `digest`: what came before is then worth nothing.
    pub fn kept<'a>(
        &'a self,
        left_out: &'a [Option<u64>],
        digest: &'a Digest,
    ) -> impl Iterator<Item = Result<Vec<u8>, Skipped>> + 'a {
        let whole = left_out.contains(&None);
        let mut left_out = left_out.iter().flatten().copied().peekable();
        Pieces::reopen(self).filter_map(move |piece| match piece {
            Piece::Lines { bytes, .. } if !whole && left_out.peek().is_none() => Some(Ok(bytes)),
            Piece::Lines { first, bytes } => {
                let lines = (first..).zip(bytes.split_inclusive(|&byte| byte == b'\n'));
                let mut stays = |number: u64| !whole && left_out.next_if_eq(&number).is_none();
                let kept: Vec<u8> =
                    lines.filter(|(number, _)| stays(*number)).flat_map(|(_, line)| line).copied().collect();
                Some(kept).filter(|kept| !kept.is_empty()).map(Ok)
            }
            Piece::End(found) => (found != *digest).then(|| Err(self.skipped(None, Cause::Changed))),
            Piece::Failed(error) => Some(Err(self.unreadable(&error))),
            Piece::Unread | Piece::Text(_) => unreachable!("a reopened file comes in lines"),
        })
    }
}

#[cfg(test)]
mod tests {
    use crate::ingest::{Digest, Inputs};
    use std::fs;

    const RECORDS: &[u8] = b"\xef\xbb\xbfone\r\n\n  three\nfour";

    /// What stays of a file without some of its lines, and the words of the error at its end.
    fn kept(left_out: &[Option<u64>], change: bool) -> (Vec<u8>, Option<String>) {
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        let path = folder.path().join("news.jsonl");
        fs::write(&path, RECORDS).expect("the file can be written");
        let inputs = Inputs::find(std::slice::from_ref(&path));
        let digests: Vec<Digest> = inputs.batches().filter_map(|batch| batch.parse().digest).collect();
        if change {
            fs::write(&path, [RECORDS, b"more"].concat()).expect("the file can be written");
        }
        let (mut bytes, mut failed) = (Vec::new(), None);
        for piece in inputs.files[0].kept(left_out, &digests[0]) {
            match piece {
                Ok(piece) => bytes.extend(piece),
                Err(skipped) => failed = Some(skipped.cause.to_string()),
            }
        }
        (bytes, failed)
    }

    #[test]
    fn what_stays_is_the_file_without_its_lines() {
        assert_eq!(kept(&[], false), (RECORDS.to_vec(), None));
        assert_eq!(kept(&[Some(3)], false), (b"\xef\xbb\xbfone\r\n\nfour".to_vec(), None));
        assert_eq!(kept(&[Some(1), Some(4)], false), (b"\n  three\n".to_vec(), None));
        assert_eq!(kept(&[None], false), (Vec::new(), None));
    }

    #[test]
    fn a_file_that_changed_is_refused() {
        let (_, failed) = kept(&[], true);
        assert!(failed.is_some_and(|words| words.starts_with("changed while it was read")));
    }
}
