//! Names that are like another: what may be meant.

/// From how alike two names are one is suggested for the other.
const ALIKE: f64 = 0.65;

/// The most suggestions.
pub(super) const SUGGESTED: usize = 4;

/// The end of a sentence that says what may be meant; empty where nothing is.
pub(super) fn or_else(near: &[String]) -> String {
    match near {
        [] => String::new(),
        near => format!("; did you mean {}?", near.join(", ")),
    }
}

/// The names that are most like `name`.
pub(super) fn nearest<'n>(name: &str, names: impl Iterator<Item = &'n str>) -> Vec<String> {
    let name = name.to_ascii_lowercase();
    let likeness =
        |other: &str| strsim::normalized_damerau_levenshtein(&name, &other.to_ascii_lowercase());
    let mut near: Vec<(f64, &str)> =
        names.map(|other| (likeness(other), other)).filter(|(alike, _)| *alike >= ALIKE).collect();
    near.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(b.1)));
    near.dedup_by_key(|(_, other)| *other);
    near.into_iter().take(SUGGESTED).map(|(_, other)| other.to_owned()).collect()
}
