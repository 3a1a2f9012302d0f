//! Comparing disease names as people type them.

use std::borrow::Cow;

/// Lower case, one space between words, American spelling, no plural. A hyphen that ends a word is a
/// sign (`HER2-`), others part words.
pub(crate) fn normalized(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    let signed = signs_kept(name);
    for word in signed.split(|c: char| !c.is_alphanumeric() && c != '+' && c != MINUS) {
        if word.trim_matches(MINUS).is_empty() {
            continue;
        }
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

/// A sign that is no hyphen.
const MINUS: char = '\u{2212}';

/// The name with a [`MINUS`] for each hyphen behind a word that no other word follows: `HER2-`,
/// `HR-/HER2+`; a list (`B- and T-cell`) keeps its hyphens.
fn signs_kept(name: &str) -> Cow<'_, str> {
    if !name.contains('-') {
        return Cow::Borrowed(name);
    }
    let is_sign = |at: usize| {
        let (before, after) = (&name[..at], &name[at + 1..]);
        let word = before.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
        let ends = after.chars().next().is_none_or(|c| c.is_whitespace() || c == '/' || c == ',');
        ends && word.len() > 1 && word.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit())
    };
    let signed = name.char_indices().map(|(at, c)| match c {
        '-' if is_sign(at) => MINUS,
        c => c,
    });
    Cow::Owned(signed.collect())
}

/// Words that say how far a disease has come, not which it is.
const STAGES: [&str; 24] = [
    "metastatic",
    "advanced",
    "locally",
    "unresectable",
    "resectable",
    "resected",
    "recurrent",
    "relapsed",
    "refractory",
    "localized",
    "localised",
    "early",
    "late",
    "newly",
    "diagnosed",
    "untreated",
    "pretreated",
    "progressive",
    "stage",
    "i",
    "ii",
    "iii",
    "iv",
    "r",
];

/// A [`normalized`] name without the words of its stage; `None` where it has none, or nothing else.
pub(crate) fn without_stage(normalized: &str) -> Option<String> {
    let words: Vec<&str> = normalized.split(' ').collect();
    // `IIIB` and `4` are stages behind that word alone.
    let is_stage = |index: usize, word: &str| {
        STAGES.contains(&word)
            || index > 0
                && words[index - 1] == "stage"
                && word.trim_end_matches(['a', 'b', 'c']).bytes().all(|b| b"iv1234".contains(&b))
    };
    let kept: Vec<&str> =
        words.iter().enumerate().filter(|(i, w)| !is_stage(*i, w)).map(|(_, w)| *w).collect();
    (kept.len() < words.len() && !kept.is_empty()).then(|| kept.join(" "))
}

/// A [`normalized`] name without the gene that defines a subset: `EGFR-mutated NSCLC`,
/// `NSCLC with ALK rearrangement`. A receptor's status is kept: it is another disease.
pub(crate) fn without_gene(normalized: &str) -> Option<String> {
    const CHANGED: [&str; 7] =
        ["mutated", "mutant", "rearranged", "altered", "amplified", "positive", "driven"];
    const STATUS: [&str; 9] = ["her2", "erbb2", "er", "pr", "hr", "pd", "l1", "receptor", "fusion"];
    let words: Vec<&str> = normalized.split(' ').collect();
    match words[..] {
        [gene, changed, ref rest @ ..]
            if CHANGED.contains(&changed)
                && !rest.is_empty()
                && !STATUS.contains(&gene)
                && gene.len() < 9 =>
        {
            Some(rest.join(" "))
        }
        _ => None,
    }
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
            ("HER2- breast cancer", "her2\u{2212} breast cancer"),
            ("HR-/HER2+ breast cancer", "hr\u{2212} her2+ breast cancer"),
            ("B- and T-cell", "b and t cell"),
        ] {
            assert_eq!(normalized(name), want);
        }
        for (name, want) in [
            ("metastatic colorectal cancer", Some("colorectal cancer")),
            ("stage iiib nsclc", Some("nsclc")),
            ("relapsed refractory aml", Some("aml")),
            ("metastatic", None),
            ("melanoma", None),
        ] {
            assert_eq!(without_stage(name).as_deref(), want);
        }
        for (name, want) in [
            ("egfr mutated nsclc", Some("nsclc")),
            ("her2 positive gastric cancer", None),
            ("triple negative breast cancer", None),
        ] {
            assert_eq!(without_gene(name).as_deref(), want);
        }
        assert_eq!(
            word_set("lung non small cell carcinoma"),
            word_set("non small cell lung carcinoma")
        );
        assert!(similarity("colorectl cancer", "colorectal cancer") > 0.9);
        assert!(similarity("melanoma", "thymoma") < 0.7);
    }
}
