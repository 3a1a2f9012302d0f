//! Comparing disease names as people type them.

/// Lower case, one space between words, American spelling, no plural.
pub(crate) fn normalized(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    for word in name.split(|c: char| !c.is_alphanumeric() && c != '+').filter(|w| !w.is_empty()) {
        if !out.is_empty() {
            out.push(' ');
        }
        let start = out.len();
        out.extend(word.chars().flat_map(char::to_lowercase));
        let british = [("tumour", "tumor"), ("leukaemi", "leukemi"), ("oesophag", "esophag")]
            .into_iter()
            .chain([("haemato", "hemato"), ("polycythaemi", "polycythemi")]);
        for (from, to) in british {
            if let Some(at) = out[start..].find(from) {
                out.replace_range(start + at..start + at + from.len(), to);
            }
        }
        let plural = out.len() - start > 4
            && out.ends_with('s')
            && !["ss", "is", "us"].iter().any(|ending| out.ends_with(ending));
        if plural {
            out.pop();
        }
    }
    out
}

/// The words of a [`normalized`] name in order: `lung non small cell carcinoma` and `non small cell lung
/// carcinoma` are alike.
pub(crate) fn word_set(normalized: &str) -> Vec<&str> {
    let mut words: Vec<&str> = normalized.split(' ').filter(|word| *word != "of").collect();
    words.sort_unstable();
    words
}

/// How alike two [`normalized`] names are, 0–1: by edit distance, or by the words they share.
pub(crate) fn similarity(query: &str, name: &str) -> f64 {
    let edit = strsim::normalized_damerau_levenshtein(query, name);
    let (a, b) = (word_set(query), word_set(name));
    let alike = |word: &&str| {
        b.iter().any(|other| strsim::normalized_damerau_levenshtein(word, other) >= 0.75)
    };
    let shared = a.iter().filter(|word| alike(word)).count() as f64;
    let union = (a.len() + b.len()) as f64 - shared;
    edit.max(shared / union)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spelling() {
        for (name, want) in [
            ("Acute Myeloid Leukaemia", "acute myeloid leukemia"),
            ("Wilms' Tumor", "wilm tumor"),
            ("Non-Small Cell  Lung Cancer", "non small cell lung cancer"),
            ("Gastrointestinal stromal tumours", "gastrointestinal stromal tumor"),
            ("Myelodysplastic Syndromes", "myelodysplastic syndrome"),
            ("ER+ breast cancer", "er+ breast cancer"),
            ("Mycosis", "mycosis"),
        ] {
            assert_eq!(normalized(name), want);
        }
        assert_eq!(
            word_set("lung non small cell carcinoma"),
            word_set("non small cell lung carcinoma")
        );
        assert!(similarity("colorectl cancer", "colorectal cancer") > 0.9);
        assert!(similarity("melanoma", "thymoma") < 0.7);
    }
}
