//! Files under a temporary name, which go when the process does.

use std::fs::File;
use std::io;
use std::path::Path;

use tempfile::NamedTempFile;

/// How temporary names begin.
pub(super) const PREFIX: &str = ".theravar-";

/// A file under a temporary name. Dropped, or stopped by a signal, it is removed.
#[derive(Debug)]
pub(super) struct Temporary(NamedTempFile);

impl Temporary {
    /// Creates a file in `folder`.
    ///
    /// # Errors
    /// Where `folder` is not there or cannot be written.
    pub(super) fn create(folder: &Path) -> io::Result<Self> {
        let mut builder = tempfile::Builder::new();
        builder.prefix(PREFIX);
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            // Temporary files are private by default. A result has the user's usual mode.
            builder.permissions(std::fs::Permissions::from_mode(0o666));
        }
        #[cfg(unix)]
        let file = signals::made(|| builder.tempfile_in(folder))?;
        #[cfg(not(unix))]
        let file = builder.tempfile_in(folder)?;
        Ok(Self(file))
    }

    pub(super) fn file(&self) -> &File {
        self.0.as_file()
    }

    /// Renames the file to `path`.
    ///
    /// # Errors
    /// What the system says. The file is removed then.
    pub(super) fn persist(self, path: &Path) -> io::Result<()> {
        self.0.persist(path).map(drop).map_err(|e| e.error)
    }
}

#[cfg(unix)]
mod signals {
    use std::io;
    use std::path::PathBuf;
    use std::sync::{Mutex, Once, PoisonError};
    use std::thread;

    use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
    use signal_hook::iterator::Signals;
    use signal_hook::low_level::emulate_default_handler;
    use tempfile::NamedTempFile;

    /// The files that were made. One that has another name, or is gone, is not there to be removed.
    static MADE: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());
    static WATCH: Once = Once::new();

    /// Makes a file, which is removed where SIGINT, SIGTERM or SIGHUP ends the process.
    pub(super) fn made(
        make: impl FnOnce() -> io::Result<NamedTempFile>,
    ) -> io::Result<NamedTempFile> {
        WATCH.call_once(watch);
        let mut made = MADE.lock().unwrap_or_else(PoisonError::into_inner);
        let file = make()?;
        made.push(file.path().to_path_buf());
        Ok(file)
    }

    /// Waits for a signal on a thread of its own. Without one, a signal ends the process as usual.
    fn watch() {
        let wanted = [SIGINT, SIGTERM, SIGHUP].into_iter().filter(|signal| !is_ignored(*signal));
        let Ok(mut signals) = Signals::new(wanted) else { return };
        let handle = signals.handle();
        let waiting = thread::Builder::new().spawn(move || {
            for signal in signals.forever() {
                for path in MADE.lock().unwrap_or_else(PoisonError::into_inner).drain(..) {
                    let _ = std::fs::remove_file(path);
                }
                let _ = emulate_default_handler(signal);
            }
        });
        if waiting.is_err() {
            handle.close();
        }
    }

    /// Returns whether the process was started to live on at this signal (`nohup`), as the system's
    /// list of them says (proc(5), `SigIgn`).
    fn is_ignored(signal: i32) -> bool {
        let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
        let mask = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
        match mask.map(|mask| u64::from_str_radix(mask.trim(), 16)) {
            Some(Ok(mask)) => mask >> (signal - 1) & 1 == 1,
            // Where nothing can be said, a run that was to live on must.
            _ => signal == SIGHUP,
        }
    }
}
