//! Queries as words: one spelling of each, so that tables of forms need one line a form.

/// What a word may be written as, the usual word first.
const SPELLINGS: [(&str, &[&str]); 21] = [
    ("amplification", &["amp", "ampl", "amplified", "amplifications"]),
    ("codeletion", &["codel", "codeleted"]),
    ("deficiency", &["deficient", "def"]),
    ("deletion", &["del", "deleted", "deletions", "homdel", "deln"]),
    ("duplication", &["dup", "dups", "duplications"]),
    ("exon", &["ex", "exons", "exn"]),
    ("expression", &["expressed", "expressing", "expressor"]),
    ("frameshift", &["fs", "frameshifts"]),
    ("fusion", &["fusions", "fused", "fus"]),
    ("high", &["hi"]),
    ("insertion", &["ins", "insertions", "inserted"]),
    ("inversion", &["inv"]),
    ("methylation", &["methylated", "hypermethylation", "hypermethylated"]),
    (
        "mutation",
        &["mut", "muts", "mutations", "mutant", "mutated", "variant", "alteration", "altered"],
    ),
    ("negative", &["neg"]),
    ("overexpression", &["overexpressed", "overexpressing"]),
    ("positive", &["pos", "+"]),
    ("rearrangement", &["rearranged", "rearrangements", "rearr", "translocation", "translocated"]),
    ("skipping", &["skip", "skipped", "delta"]),
    ("tumor", &["tumour"]),
    ("wild type", &["wt", "wildtype", "unmutated", "nonmutated"]),
];

/// Splits `text` into words, lower case and in one spelling. Letters and digits part by themselves:
/// `ex19del` is `exon 19 deletion`. A `-` at the end of a word is a word of its own (`HER2-`).
pub(super) fn tokens(text: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut word = String::new();
    let chars: Vec<char> = text.chars().collect();
    let close = |word: &mut String, words: &mut Vec<String>| {
        if !word.is_empty() {
            words.push(std::mem::take(word));
        }
    };
    for (index, &c) in chars.iter().enumerate() {
        let next = chars.get(index + 1);
        let parts = |a: char| {
            word.chars()
                .last()
                .is_some_and(|b| a.is_ascii_digit() != (b.is_ascii_digit() || b == '.'))
        };
        match c {
            'Δ' | '∆' => {
                close(&mut word, &mut words);
                words.push("skipping".to_owned());
            }
            '≥' => {
                close(&mut word, &mut words);
                words.push(">=".to_owned());
            }
            '.' if next.is_some_and(char::is_ascii_digit)
                && word.ends_with(|b: char| b.is_ascii_digit()) =>
            {
                word.push('.');
            }
            c if c.is_alphanumeric() => {
                if parts(c) {
                    close(&mut word, &mut words);
                }
                word.extend(c.to_lowercase());
            }
            // A negative number is none that is counted here.
            '-' if next.is_some_and(char::is_ascii_digit)
                && index > 0
                && chars[index - 1].is_whitespace() =>
            {
                close(&mut word, &mut words);
                words.push("-".to_owned());
            }
            '-' if next.is_none_or(|c| c.is_whitespace()) && !word.is_empty() => {
                close(&mut word, &mut words);
                words.push("-".to_owned());
            }
            '+' | '%' | '?' | '*' | '<' | '>' | '=' => {
                close(&mut word, &mut words);
                match words.last_mut() {
                    Some(last) if c == '=' && matches!(last.as_str(), ">" | "<") => last.push('='),
                    _ => words.push(c.to_string()),
                }
            }
            _ => close(&mut word, &mut words),
        }
    }
    close(&mut word, &mut words);
    words.iter().flat_map(|word| usual(word).split(' ')).map(str::to_owned).collect()
}

fn usual(word: &str) -> &str {
    let of = |(usual, others): &(&'static str, &[&str])| others.contains(&word).then_some(*usual);
    SPELLINGS.iter().find_map(of).unwrap_or(word)
}

#[cfg(test)]
mod tests {
    use super::tokens;

    #[test]
    fn one_spelling() {
        for (text, want) in [
            ("ex19del", "exon 19 deletion"),
            ("Exon-20 Ins", "exon 20 insertion"),
            ("MSI-H", "msi h"),
            ("1p/19q codeleted", "1 p 19 q codeletion"),
            ("t(9;22)", "t 9 22"),
            ("17p-", "17 p -"),
            ("HER2+", "her 2 positive"),
            ("CLDN18.2", "cldn 18.2"),
            ("TPS ≥50%", "tps >= 50 %"),
            ("wild-type", "wild type"),
            ("WT", "wild type"),
        ] {
            assert_eq!(tokens(text).join(" "), want, "{text}");
        }
    }
}
