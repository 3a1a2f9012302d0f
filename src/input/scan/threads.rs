//! How many threads read.

use std::num::NonZeroUsize;

/// Threads for each core that can be asked for. More would only wait, and take memory.
const OF_A_CORE: usize = 4;
/// Threads that can be asked for on any machine.
const MANY: usize = 64;

/// Returns those asked for, as far as they could help; one for each core where none are. How many cores there
/// are the system tells slowly, in more time than a small input takes to be read.
pub(crate) fn of(asked: Option<NonZeroUsize>) -> NonZeroUsize {
    if let Some(asked) = asked
        && asked.get() <= MANY
    {
        return asked;
    }
    let cores = std::thread::available_parallelism().unwrap_or(NonZeroUsize::MIN);
    let Some(asked) = asked else { return cores };
    let most = (OF_A_CORE * cores.get()).max(MANY);
    NonZeroUsize::new(asked.get().min(most)).unwrap_or(cores)
}
