//! How long and how deep a query may be. Nobody asks for more, and reading takes the square of it.

/// Characters of a query.
const LONGEST: usize = 4_096;
/// Words of a query.
const MOST_WORDS: usize = 512;
/// Words without a comma or an "and" among them.
const MOST_IN_A_ROW: usize = 48;
/// Parentheses and brackets inside each other, as in `NM_004333.6:c.[(1799T>A)]`.
const DEEPEST: usize = 16;

/// Checks that a query can be read in short time and in little memory.
///
/// # Errors
/// Says which limit it breaks.
pub(super) fn check(text: &str) -> Result<(), String> {
    let start: String = text.chars().take(20).collect();
    let refuse = |what: String| Err(format!("cannot read {:?}: {what}", format!("{start}…")));
    if depth(text) > DEEPEST {
        return refuse(format!("parentheses nest deeper than {DEEPEST}"));
    }
    let characters = text.chars().count();
    if characters > LONGEST {
        return refuse(format!("{characters} characters, {LONGEST} are the most: ask in parts"));
    }
    let words = text.split_whitespace().count();
    if words > MOST_WORDS {
        return refuse(format!("{words} words, {MOST_WORDS} are the most: ask in parts"));
    }
    let row = longest_row(text);
    if row > MOST_IN_A_ROW {
        return refuse(format!("{row} words in a row: put commas between the changes"));
    }
    Ok(())
}

fn longest_row(text: &str) -> usize {
    let (mut row, mut longest) = (0, 0);
    for word in text.split_whitespace() {
        row += 1;
        longest = longest.max(row);
        let is_between = ["and", "or", "with", "plus", "+", "&"];
        if word.ends_with([',', ';']) || is_between.contains(&&*word.to_ascii_lowercase()) {
            row = 0;
        }
    }
    longest
}

fn depth(text: &str) -> usize {
    let (mut open, mut deepest) = (0usize, 0);
    for c in text.chars() {
        match c {
            '(' | '[' | '{' => open += 1,
            ')' | ']' | '}' => open = open.saturating_sub(1),
            _ => {}
        }
        deepest = deepest.max(open);
    }
    deepest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn limits_are_named() {
        let nested = |depth: usize| format!("{}BRAF V600E{}", "(".repeat(depth), ")".repeat(depth));
        assert_eq!(check(&nested(DEEPEST)), Ok(()));
        assert!(check(&nested(DEEPEST + 1)).unwrap_err().ends_with("nest deeper than 16"));
        assert_eq!(check(&"BRAF V600E, ".repeat(MOST_WORDS / 2)), Ok(()));
        assert_eq!(check(&"BRAF V600E AND ".repeat(MOST_WORDS / 3)), Ok(()));
        let error = check(&"BRAF V600E, ".repeat(300)).unwrap_err();
        assert!(error.contains("600 words, 512 are the most"), "{error}");
        assert!(check(&"NOT ".repeat(49)).unwrap_err().contains("49 words in a row"));
        let long = check(&"x".repeat(5_000)).unwrap_err();
        assert_eq!(
            long,
            "cannot read \"xxxxxxxxxxxxxxxxxxxx…\": 5000 characters, 4096 are the most: ask in parts"
        );
    }
}
