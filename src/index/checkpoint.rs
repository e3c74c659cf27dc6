//! What an unfinished run worked out, kept beside its results until they are written.

use super::StoreError;
use super::store::make_folder;
use crate::hash;
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// The folder below that of the results.
const FOLDER: &str = ".retold-unfinished";
/// The file that says which stages are whole.
const STAGES: &str = "stages.json";

/// The finished stages of a run that is not.
///
/// Each stage is a file that is written, flushed and then entered into a list, which is renamed into its place; so a stage that is listed is whole.
/// Two runs never share a folder: the first one holds it locked.
#[derive(Debug)]
pub struct Checkpoint {
    folder: PathBuf,
    listed: Listed,
    /// Locked as long as the run goes on.
    _lock: File,
}

#[derive(Debug, Default, serde::Serialize, serde::Deserialize)]
struct Listed {
    /// What the run is about: a run about anything else cannot go on from here.
    about: String,
    /// Each stage by name, with the hash of its file.
    stages: Vec<(String, u64)>,
}

impl Checkpoint {
    /// Opens the folder below `results` in which a run `about` this (recipe, inputs, as text) keeps its stages. With `resume`, stages of an
    /// earlier run about the same stay.
    ///
    /// # Errors
    /// When the folder cannot be written to, or another run uses it.
    pub fn open(results: &Path, about: &str, resume: bool) -> Result<Self, StoreError> {
        make_folder(results)?;
        let folder = results.join(FOLDER);
        let failed = |source| StoreError::new(&folder, source);
        fs::create_dir_all(&folder).map_err(failed)?;
        let lock = File::create(folder.join("lock")).map_err(failed)?;
        lock.try_lock().map_err(|_| failed(io::Error::other("another run writes there")))?;
        let about = format!("{:032x}", hash::identity(about.as_bytes()));
        let known = fs::read(folder.join(STAGES)).ok().and_then(|bytes| serde_json::from_slice::<Listed>(&bytes).ok());
        let listed = known.filter(|listed| resume && listed.about == about);
        if listed.is_none() {
            _ = fs::remove_file(folder.join(STAGES));
        }
        Ok(Self { listed: listed.unwrap_or(Listed { about, stages: Vec::new() }), folder, _lock: lock })
    }

    /// How many stages are finished.
    pub fn len(&self) -> usize {
        self.listed.stages.len()
    }

    /// Whether none is.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The place of a file that a stage writes itself.
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    /// What a stage worked out, if it is finished and whole.
    pub fn load<T: DeserializeOwned>(&self, stage: &str) -> Option<T> {
        let (_, sum) = self.listed.stages.iter().find(|(name, _)| name == stage)?;
        let bytes = fs::read(self.path(stage)).ok().filter(|bytes| hash::stable(bytes) == *sum)?;
        postcard::from_bytes(&bytes).ok()
    }

    /// Keeps what a stage worked out.
    ///
    /// # Errors
    /// When the disk refuses.
    pub fn save<T: Serialize>(&mut self, stage: &str, found: &T) -> Result<(), StoreError> {
        let bytes = postcard::to_allocvec(found).map_err(io::Error::other);
        let bytes = bytes.map_err(|source| StoreError::new(&self.path(stage), source))?;
        self.write(stage, &bytes)?;
        self.listed.stages.retain(|(name, _)| name != stage);
        self.listed.stages.push((stage.to_owned(), hash::stable(&bytes)));
        let list = serde_json::to_vec(&self.listed).map_err(|error| StoreError::new(&self.folder, error.into()))?;
        let whole = format!("{STAGES}.new");
        self.write(&whole, &list)?;
        let (from, to) = (self.path(&whole), self.path(STAGES));
        fs::rename(from, &to).map_err(|source| StoreError::new(&to, source))
    }

    fn write(&self, name: &str, bytes: &[u8]) -> Result<(), StoreError> {
        let path = self.path(name);
        let write = || {
            let mut file = File::create(&path)?;
            file.write_all(bytes)?;
            file.sync_all()
        };
        write().map_err(|source| StoreError::new(&path, source))
    }

    /// Forgets all: the results are written, or there will be none.
    pub fn discard(self) {
        // What is left behind costs room and nothing else. A folder for results that holds none goes, too; one that holds some stays.
        _ = fs::remove_dir_all(&self.folder);
        _ = self.folder.parent().map(fs::remove_dir);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finished_stages_are_found_again_by_a_run_about_the_same() {
        let results = tempfile::tempdir().expect("a temporary folder can be made");
        let open = |about: &str, resume: bool| Checkpoint::open(results.path(), about, resume).expect("it is free");
        let mut first = open("news", false);
        first.save("pairs", &vec![1u32, 2]).expect("the disk has room");
        first.save("groups", &7u8).expect("the disk has room");
        assert!(Checkpoint::open(results.path(), "news", true).is_err(), "the first run still goes on");
        drop(first);
        let again = open("news", true);
        assert_eq!((again.len(), again.load("pairs"), again.load("groups")), (2, Some(vec![1u32, 2]), Some(7u8)));
        assert_eq!(again.load::<u8>("words"), None);
        fs::write(again.path("groups"), [9]).expect("the file can be written");
        assert_eq!(again.load::<u8>("groups"), None, "it is not what was kept");
        drop(again);
        assert!(open("other news", true).is_empty());
        open("news", true).discard();
        assert!(!results.path().exists());
    }
}
