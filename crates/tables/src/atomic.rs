//! Files and folders that are whole or absent: written under a hidden name beside the target, synced, then renamed.
//!
//! The hidden name carries the process id, so that what a dead process left is recognised and removed by the next write.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::error::TablesError;

/// Writes a file; whoever looks sees the old bytes or all of the new ones.
///
/// A link stands for the file that it points to. A device or a pipe is not replaced: the bytes go through it.
pub fn write_atomically(path: &Path, bytes: &[u8]) -> Result<(), TablesError> {
    let failed = |error| TablesError::io(path, "write the file", &error);
    match fs::metadata(path) {
        Ok(there) if there.is_file() => {}
        Ok(there) if is_stream(there.file_type()) => {
            return File::options().write(true).open(path).and_then(|mut file| file.write_all(bytes)).map_err(failed);
        }
        Ok(there) => {
            let what = if there.is_dir() { "a folder" } else { "neither a file nor a pipe" };
            return Err(TablesError::new(
                path,
                format!("this is {what}"),
                "name a file that is new or may be replaced",
            ));
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        Err(error) => return Err(failed(error)),
    }
    let target = linked(path);
    let partial = Partial::beside(&target)?;
    write_synced(&partial.path, bytes).map_err(failed)?;
    fs::rename(&partial.path, &target).map_err(failed)?;
    sync_folder(&partial.parent).map_err(failed)
}

/// Writes a folder of files, and folders in it that they name. An empty folder in its place is taken over, another if it `may_go`.
pub(crate) fn write_folder(
    dir: &Path,
    files: &[(impl AsRef<Path>, Vec<u8>)],
    may_go: impl Fn(&Path) -> Result<(), TablesError>,
) -> Result<(), TablesError> {
    // A link to a folder, or a path such as `.`, stands for the folder itself.
    let resolved = fs::canonicalize(dir);
    let target = resolved.as_deref().unwrap_or(dir);
    let occupied = is_occupied(target).map_err(|error| TablesError::io(dir, "use this folder", &error))?;
    if occupied {
        may_go(dir)?;
    }
    let partial = Partial::beside(target)?;
    let failed = |error| TablesError::io(dir, "write the folder", &error);
    fs::create_dir(&partial.path).map_err(failed)?;
    for (name, bytes) in files {
        let path = partial.path.join(name);
        fs::create_dir_all(path.parent().unwrap_or(&partial.path)).map_err(failed)?;
        write_synced(&path, bytes).map_err(failed)?;
    }
    sync_folder(&partial.path).map_err(failed)?;
    if occupied {
        let old = partial.aside();
        fs::rename(target, &old).map_err(failed)?;
        if let Err(error) = fs::rename(&partial.path, target) {
            fs::rename(&old, target).map_err(failed)?;
            return Err(failed(error));
        }
        fs::remove_dir_all(&old).map_err(failed)?;
    } else {
        fs::rename(&partial.path, target).map_err(failed)?;
    }
    sync_folder(&partial.parent).map_err(failed)
}

/// Whether bytes go through it, as through a terminal, `/dev/null` or a pipe.
#[cfg(unix)]
fn is_stream(kind: fs::FileType) -> bool {
    use std::os::unix::fs::FileTypeExt;
    kind.is_char_device() || kind.is_fifo()
}

#[cfg(not(unix))]
fn is_stream(_: fs::FileType) -> bool {
    false
}

/// Where links lead to in the end, whether there is something or not.
fn linked(path: &Path) -> PathBuf {
    let beside = path.parent().unwrap_or(Path::new(""));
    fs::read_link(path).map_or_else(|_| path.to_owned(), |to| linked(&beside.join(to)))
}

/// The refusal of a folder in whose place another was to be written.
pub(crate) fn taken(dir: &Path) -> TablesError {
    TablesError::new(dir, "something else is already here", "name a new folder, or move this one away")
}

/// Whether there is a folder with anything in it.
pub(crate) fn is_occupied(dir: &Path) -> io::Result<bool> {
    match fs::read_dir(dir) {
        Ok(mut entries) => Ok(entries.next().is_some()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(error),
    }
}

fn write_synced(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = File::create(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

/// Makes a rename last through a power cut; only Unix opens folders.
fn sync_folder(dir: &Path) -> io::Result<()> {
    if cfg!(unix) { File::open(dir)?.sync_all() } else { Ok(()) }
}

/// The hidden name beside a target; what still has it in the end is removed.
struct Partial {
    parent: PathBuf,
    path: PathBuf,
}

impl Partial {
    /// Where the folder that is replaced waits for its end.
    fn aside(&self) -> PathBuf {
        let mut path = self.path.clone().into_os_string();
        path.push(".old");
        path.into()
    }

    /// Creates missing parents and removes what dead processes left.
    fn beside(target: &Path) -> Result<Self, TablesError> {
        let Some(name) = target.file_name() else {
            return Err(TablesError::new(target, "this path has no name of its own", "name the file or folder"));
        };
        let parent = match target.parent() {
            Some(parent) if !parent.as_os_str().is_empty() => parent.to_owned(),
            _ => PathBuf::from("."),
        };
        let failed = |error| TablesError::io(&parent, "write into this folder", &error);
        fs::create_dir_all(&parent).map_err(failed)?;
        let name = name.to_string_lossy();
        sweep(&parent, &name).map_err(failed)?;
        Ok(Self { path: parent.join(format!(".{name}.partial-{}", std::process::id())), parent })
    }
}

impl Drop for Partial {
    fn drop(&mut self) {
        // After a success there is nothing left to remove, and after a failure that one is what the user should read.
        let _ = remove(&self.path);
    }
}

/// The name that a hidden one stands beside, and the process that wrote it.
pub(crate) fn target_and_owner(hidden: &str) -> Option<(&str, u32)> {
    let (target, owner) = hidden.strip_prefix('.')?.rsplit_once(".partial-")?;
    Some((target, owner.trim_end_matches(".old").parse().ok()?))
}

fn sweep(parent: &Path, target: &str) -> io::Result<()> {
    for entry in fs::read_dir(parent)? {
        let entry = entry?;
        let name = entry.file_name();
        let hidden = name.to_str().and_then(target_and_owner);
        if hidden.is_some_and(|(beside, owner)| beside == target && is_over(owner)) {
            remove(&entry.path())?;
        }
    }
    Ok(())
}

/// Whether no other process of this id runs. Where the system does not say, leftovers stay.
fn is_over(process: u32) -> bool {
    let processes = Path::new("/proc");
    process == std::process::id() || (processes.join("self").exists() && !processes.join(process.to_string()).exists())
}

fn remove(path: &Path) -> io::Result<()> {
    if path.is_dir() { fs::remove_dir_all(path) } else { fs::remove_file(path) }
}
