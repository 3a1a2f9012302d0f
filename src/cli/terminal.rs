//! What every subcommand says on the terminal.

/// Printed under every help text.
pub(super) const DISCLAIMER: &str = "Research use only; not a medical device. Every finding is to be confirmed \
by a professional.";

/// Prints notes for the user on standard error.
pub(super) fn say(notes: &[String]) {
    for note in notes {
        eprintln!("theravar: {note}");
    }
}
