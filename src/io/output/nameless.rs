//! Files without a name (`O_TMPFILE`, open(2)) that get one when they are whole.

use std::fs::File;
use std::io;
use std::os::fd::AsRawFd;
use std::path::Path;

use rustix::fs::{AtFlags, CWD, Mode, OFlags, linkat, open};

use super::temporary::PREFIX;

/// Creates a file in `folder`. Returns `None` where the file system, or a system without `/proc`,
/// cannot do that.
pub(super) fn create(folder: &Path) -> Option<File> {
    let flags = OFlags::TMPFILE | OFlags::WRONLY | OFlags::CLOEXEC;
    // A result has the user's usual mode.
    let file = File::from(open(folder, flags, Mode::from_raw_mode(0o666)).ok()?);
    std::fs::symlink_metadata(own_path(&file)).is_ok().then_some(file)
}

/// Names `file` `path`, in `folder`.
///
/// # Errors
/// What the system says.
pub(super) fn persist(file: &File, folder: &Path, path: &Path) -> io::Result<()> {
    let link = |path: &Path| {
        let linked = linkat(CWD, own_path(file), CWD, path, AtFlags::SYMLINK_FOLLOW);
        linked.map_err(io::Error::from)
    };
    match link(path) {
        // A link replaces nothing, a rename does.
        Err(e) if e.kind() == io::ErrorKind::AlreadyExists => {
            let named = tempfile::Builder::new().prefix(PREFIX).make_in(folder, link)?;
            named.persist(path).map(drop).map_err(|e| e.error)
        }
        linked => linked,
    }
}

/// Returns the path by which open(2) says that such a file is linked.
fn own_path(file: &File) -> String {
    format!("/proc/self/fd/{}", file.as_raw_fd())
}
