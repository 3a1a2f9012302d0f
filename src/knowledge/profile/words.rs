//! The words that a state of expression or methylation is told in.

/// Words and scores of immunohistochemistry and methylation tests.
const WORDS: [&str; 32] = [
    ">",
    ">=",
    "<",
    "<=",
    "COMPLETE",
    "CPS",
    "CYTOPLASMIC",
    "EXPRESSION",
    "HIGH",
    "HYPERMETHYLATION",
    "HYPOMETHYLATION",
    "IC",
    "IHC",
    "LOSS",
    "LOW",
    "MEMBRANE",
    "METHYLATION",
    "NEGATIVE",
    "NUCLEAR",
    "OF",
    "OVEREXPRESSION",
    "POSITIVE",
    "PROMOTER",
    "PROTEIN",
    "RNA",
    "TAP",
    "TC",
    "TIIC",
    "TPS",
    "ULTRALOW",
    "UNDEREXPRESSION",
    "WEAK",
];

/// Whether `text` is made of such words and numbers alone: `CPS >= 10 Expression`, `Promoter
/// Methylation`.
pub fn is_state(text: &str) -> bool {
    let mut words = text.split([' ', '-', ',']).filter(|word| !word.is_empty());
    words.all(|word| {
        let number = word.trim_end_matches(['%', '+']);
        WORDS.contains(&word.to_ascii_uppercase().as_str())
            || !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit() || b == b'.')
    })
}

#[cfg(test)]
mod tests {
    use super::is_state;

    #[test]
    fn words_and_numbers_alone() {
        for text in ["Expression", "CPS >= 10 Expression", ">= 50% Expression", "IHC 3+ Expression"]
        {
            assert!(is_state(text), "{text}");
        }
        assert!(is_state("Promoter Methylation"));
        assert!(!is_state("purple Expression") && !is_state("CLDN18.2 Expression"));
    }
}
