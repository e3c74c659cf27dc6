//! Where the files of a corpus stand when it is written again.
//!
//! One file goes to a file, its list beside it; a folder goes to a folder, each file at its place below the one given; several
//! paths go to a folder, each below its own last component. What would overwrite an input, join two files in one place or mix with
//! the files of another corpus is refused before anything is read.

use super::{Inputs, Reading};
use ahash::AHashMap;
use std::collections::{BTreeMap, BTreeSet};
use std::ffi::{OsStr, OsString};
use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};
use thiserror::Error;

/// The list of what was left out, by its name in a folder and by its ending beside a file.
const LIST: &str = "left-out.jsonl";

/// Whether a file of this name is a list of what an earlier run left out: its records hold no text.
pub(super) fn is_list(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().as_encoded_bytes();
    name.strip_suffix(LIST.as_bytes()).is_some_and(|stem| stem.is_empty() || stem.ends_with(b"."))
}

/// Where files go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Layout {
    /// The folder that all of them go to.
    pub folder: PathBuf,
    /// The place in it of each input file, in the order of [`Inputs::files`].
    pub places: Vec<PathBuf>,
    /// The place in it of the list of what was left out.
    pub list: PathBuf,
}

/// The files cannot go there.
#[derive(Debug, Error)]
#[error(transparent)]
pub struct LayoutError(#[from] Kind);

#[derive(Debug, Error)]
enum Kind {
    #[error("{}: cannot be read: {source}", path.display())]
    Unreadable { path: PathBuf, source: io::Error },
    #[error("-: standard input is written to a file of its own: name no other path beside it")]
    StandardInputBesideOthers,
    #[error("{}: has no name to go by: name the folder itself", path.display())]
    Nameless { path: PathBuf },
    #[error("{} and {} would go to one place: rename one or name the folder above both", a.display(), b.display())]
    Collision { a: PathBuf, b: PathBuf },
    #[error("{} lies in {}: name it once", inner.display(), outer.display())]
    Overlap { inner: PathBuf, outer: PathBuf },
    #[error("{name}: several files are shown by this name: rename one")]
    Ambiguous { name: String },
    #[error("{}: is an input: name another place", out.display())]
    IsInput { out: PathBuf },
    #[error("{}: lies in the input {}: name a place outside it", out.display(), input.display())]
    InInput { out: PathBuf, input: PathBuf },
    #[error("{}: holds the input {}: name another folder", out.display(), input.display())]
    AroundInput { out: PathBuf, input: PathBuf },
    #[error("{}: is no file: the corpus is one file and goes to a file", out.display())]
    NoFile { out: PathBuf },
    #[error("{}: is no folder: the corpus goes to a folder", out.display())]
    NoFolder { out: PathBuf },
    #[error("{name}: stands where the list of what is left out goes: rename it")]
    List { name: String },
    #[error("{}: holds {}, which is not of this corpus: name an empty folder", out.display(), file.display())]
    Foreign { out: PathBuf, file: PathBuf },
}

impl Layout {
    /// Where the files of `inputs`, found at `paths`, go when written to `out`.
    ///
    /// # Errors
    /// When a path does not exist; when the files of two paths would meet; when `out` is, holds or lies in an input; when `out` is a
    /// folder where a file is meant or the other way round, or a folder with articles of another corpus.
    pub fn new(paths: &[PathBuf], inputs: &Inputs, out: &Path) -> Result<Self, LayoutError> {
        match paths {
            [one] if one.as_os_str() == "-" || !one.is_dir() => Ok(Self::of_file(one, out)?),
            _ => Ok(Self::of_folders(paths, inputs, out)?),
        }
    }

    fn of_file(input: &Path, out: &Path) -> Result<Self, Kind> {
        let no_file = || Kind::NoFile { out: out.to_owned() };
        if out.as_os_str() == "-" || fs::metadata(out).is_ok_and(|found| !found.is_file()) {
            return Err(no_file());
        }
        let name = PathBuf::from(out.file_name().ok_or_else(no_file)?);
        let list = name.with_extension(LIST);
        if input.as_os_str() != "-" {
            let input = canonical(input)?;
            if let Some(out) =
                [out.to_owned(), out.with_file_name(&list)].into_iter().find(|out| resolved(out) == input)
            {
                return Err(Kind::IsInput { out });
            }
        }
        let folder = out.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
        Ok(Self { folder: folder.to_owned(), places: vec![name], list })
    }

    fn of_folders(paths: &[PathBuf], inputs: &Inputs, out: &Path) -> Result<Self, Kind> {
        if paths.iter().any(|path| path.as_os_str() == "-") {
            return Err(Kind::StandardInputBesideOthers);
        }
        if fs::metadata(out).is_ok_and(|found| !found.is_dir()) {
            return Err(Kind::NoFolder { out: out.to_owned() });
        }
        let roots = roots(paths)?;
        apart(paths, out)?;
        let mut places = Vec::with_capacity(inputs.files.len());
        for file in &inputs.files {
            // The nearest of the given paths above it: there is but one, as none lies in another.
            let given = file.path.ancestors().find_map(|path| Some((path, roots.get(path)?)));
            let (given, root) = given.expect("each file was found below a path that was given");
            let below = file.path.strip_prefix(given).expect("a path lies below its ancestors");
            places.push(if below.as_os_str().is_empty() { root.clone() } else { root.join(below) });
        }
        let list = PathBuf::from(LIST);
        if let Some(at) = places.iter().position(|place| *place == list) {
            return Err(Kind::List { name: inputs.files[at].name.clone() });
        }
        if let Some(pair) = inputs.files.windows(2).find(|pair| pair[0].name == pair[1].name) {
            return Err(Kind::Ambiguous { name: pair[0].name.clone() });
        }
        let known: BTreeSet<&PathBuf> = places.iter().chain([&list]).collect();
        let standing =
            if out.is_dir() { Inputs::find(&[out.to_owned()], &Reading::default()).files } else { Vec::new() };
        for file in standing {
            let place = file.path.strip_prefix(out).unwrap_or(&file.path).to_owned();
            if !known.contains(&place) {
                return Err(Kind::Foreign { out: out.to_owned(), file: place });
            }
        }
        Ok(Self { folder: out.to_owned(), places, list })
    }
}

/// Where the files of each path that was given go below the folder: one folder's at once, those of several below their own names.
fn roots(paths: &[PathBuf]) -> Result<AHashMap<&Path, PathBuf>, Kind> {
    if let [one] = paths {
        return Ok(AHashMap::from_iter([(one.as_path(), PathBuf::new())]));
    }
    let mut taken: BTreeMap<OsString, &Path> = BTreeMap::new();
    let mut roots = AHashMap::with_capacity(paths.len());
    for path in paths {
        let name = match path.file_name() {
            Some(name) => name.to_owned(),
            // `.` and `..` go by the name of the folder that they mean.
            None => {
                let named = canonical(path)?.file_name().map(OsStr::to_owned);
                named.ok_or_else(|| Kind::Nameless { path: path.clone() })?
            }
        };
        if let Some(other) = taken.insert(name.clone(), path) {
            let [a, b] = if other < path { [other, path] } else { [path, other] };
            return Err(Kind::Collision { a: a.to_owned(), b: b.to_owned() });
        }
        roots.insert(path.as_path(), PathBuf::from(name));
    }
    Ok(roots)
}

/// Checks that no path lies in another and that none of them and `out` lie in each other.
fn apart(paths: &[PathBuf], out: &Path) -> Result<(), Kind> {
    let real = |path: &PathBuf| Ok((canonical(path)?, path.clone()));
    let mut inputs: Vec<(PathBuf, PathBuf)> = paths.iter().map(real).collect::<Result<_, Kind>>()?;
    // What lies in a folder follows it at once.
    inputs.sort();
    if let Some(pair) = inputs.windows(2).find(|pair| pair[1].0.starts_with(&pair[0].0)) {
        return Err(Kind::Overlap { inner: pair[1].1.clone(), outer: pair[0].1.clone() });
    }
    let real = resolved(out);
    for (input, given) in inputs {
        let out = out.to_owned();
        if real == input {
            return Err(Kind::IsInput { out });
        } else if real.starts_with(&input) {
            return Err(Kind::InInput { out, input: given });
        } else if input.starts_with(&real) {
            return Err(Kind::AroundInput { out, input: given });
        }
    }
    Ok(())
}

fn canonical(path: &Path) -> Result<PathBuf, Kind> {
    fs::canonicalize(path).map_err(|source| Kind::Unreadable { path: path.to_owned(), source })
}

/// The place that a path means, links followed as far as it exists.
fn resolved(path: &Path) -> PathBuf {
    let whole = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let known = whole.ancestors().find_map(|above| Some((above, fs::canonicalize(above).ok()?)));
    let Some((above, mut place)) = known else { return whole };
    for component in whole.strip_prefix(above).into_iter().flat_map(Path::components) {
        match component {
            Component::ParentDir => drop(place.pop()),
            component => place.push(component),
        }
    }
    place
}

#[cfg(test)]
mod tests {
    use super::*;
    use tempfile::TempDir;

    fn folder(names: &[&str]) -> TempDir {
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        for name in names {
            let path = folder.path().join(name);
            fs::create_dir_all(path.parent().expect("the file has a folder")).expect("the folder can be made");
            fs::write(path, "x").expect("the file can be written");
        }
        folder
    }

    /// The places of the files below some paths, or why there are none.
    fn places(at: &TempDir, paths: &[&str], out: &str) -> Result<Vec<String>, String> {
        let paths: Vec<PathBuf> = paths.iter().map(|path| at.path().join(path)).collect();
        let layout = Layout::new(&paths, &Inputs::find(&paths, &Reading::default()), &at.path().join(out))
            .map_err(|error| error.to_string())?;
        let shown = |place: &PathBuf| place.to_string_lossy().into_owned();
        let place = |place: &PathBuf| layout.folder.strip_prefix(at.path()).map(|folder| shown(&folder.join(place)));
        layout.places.iter().chain([&layout.list]).map(|p| place(p).map_err(|error| error.to_string())).collect()
    }

    #[test]
    fn each_kind_of_input_has_its_layout() {
        let at = folder(&["news/a.txt", "news/deep/b.jsonl", "more/a.txt", "one.jsonl"]);
        let is = |paths: &[&str], out: &str, wanted: &[&str]| {
            assert_eq!(places(&at, paths, out), Ok(wanted.iter().map(|name| (*name).to_owned()).collect()));
        };
        is(&["one.jsonl"], "clean.jsonl", &["clean.jsonl", "clean.left-out.jsonl"]);
        is(&["news"], "new/out", &["new/out/a.txt", "new/out/deep/b.jsonl", "new/out/left-out.jsonl"]);
        let wanted =
            ["out/more/a.txt", "out/news/a.txt", "out/news/deep/b.jsonl", "out/one.jsonl", "out/left-out.jsonl"];
        is(&["news/", "more", "one.jsonl"], "out", &wanted);
        is(&["one.jsonl", "more", "news/."], "out", &wanted);
    }

    #[test]
    fn what_would_destroy_or_mix_is_refused() {
        let at =
            folder(&["news/a.txt", "news/deep/b.txt", "x/news/c.txt", "old/q.txt", "list/left-out.jsonl", "f.jsonl"]);
        let refused = |paths: &[&str], out: &str, words: &str| {
            let found = places(&at, paths, out).expect_err("it is refused");
            assert!(found.contains(words), "{found}");
        };
        refused(&["news", "x/news"], "out", "would go to one place");
        refused(&["news", "news/deep"], "out", "name it once");
        refused(&["news", "news/../news"], "out", "would go to one place");
        refused(&["news"], "news", "is an input");
        refused(&["news"], "news/deep/out/../further", "lies in the input");
        refused(&["x/news"], "x", "holds the input");
        refused(&["news", "f.jsonl"], ".", "holds the input");
        refused(&["f.jsonl"], "x/../f.jsonl", "is an input");
        refused(&["f.jsonl"], "news", "is no file");
        refused(&["news"], "f.jsonl", "is no folder");
        refused(&["nowhere.jsonl"], "out", "cannot be read");
        refused(&["news", "nowhere"], "out", "cannot be read");
        refused(&["news"], "old", "holds q.txt, which is not of this corpus");
        refused(&["news", "list/left-out.jsonl"], "out", "stands where the list");
        assert!(places(&at, &["news"], "out").is_ok());
    }
}
