//! How many of what, in words.

/// Returns `1 finding`, `2 findings`.
pub(crate) fn counted(count: u64, noun: &str) -> String {
    let s = if count == 1 { "" } else { "s" };
    format!("{count} {noun}{s}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_and_many() {
        let all = [0, 1, 2].map(|count| counted(count, "finding"));
        assert_eq!(all, ["0 findings", "1 finding", "2 findings"]);
    }
}
