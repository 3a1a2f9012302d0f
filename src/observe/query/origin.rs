//! Whether a change is said to be inherited or acquired: `gBRCA1`, `germline BRCA2 mutation`, `sBRCA2`.

use crate::matching::vocabulary::{GeneNamed, Vocabulary};

use super::asked::Origin;

const WORDS: [(&str, Origin); 6] = [
    ("germline", Origin::Germline),
    ("hereditary", Origin::Germline),
    ("inherited", Origin::Germline),
    ("constitutional", Origin::Germline),
    ("somatic", Origin::Somatic),
    ("acquired", Origin::Somatic),
];

/// Returns what a part says of its origin, and the part without it.
pub(super) fn said(text: &str, vocabulary: Vocabulary<'_>) -> Option<(Origin, String)> {
    let words: Vec<&str> = text.split(' ').collect();
    let of_word = |word: &&str| {
        let bare = word.trim_matches(['(', ')', ',', ':']);
        WORDS.iter().find(|(known, _)| bare.eq_ignore_ascii_case(known)).map(|(_, origin)| *origin)
    };
    let mut origins = words.iter().enumerate().filter_map(|(at, word)| Some((at, of_word(word)?)));
    if let Some((at, origin)) = origins.next() {
        let rest: Vec<&str> = words
            .iter()
            .enumerate()
            .filter(|(other, _)| *other != at)
            .map(|(_, word)| *word)
            .collect();
        return (origins.next().is_none() && !rest.is_empty()).then(|| (origin, rest.join(" ")));
    }
    let origin = match text.chars().next()? {
        'g' => Origin::Germline,
        's' => Origin::Somatic,
        _ => return None,
    };
    let (whole, rest) = (words.first()?, &text[1..]);
    // A sign for the origin stands before a symbol in capitals.
    let name = rest.split([' ', ':']).next()?.trim_end_matches('m');
    let is_gene = name.len() > 2
        && name.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit())
        && vocabulary.known_gene(whole).is_none()
        && matches!(vocabulary.known_gene(name), Some(GeneNamed::Symbol(_) | GeneNamed::Family(_)));
    is_gene.then(|| (origin, rest.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_signs() {
        let said = |text| said(text, Vocabulary::embedded());
        for (text, origin, rest) in [
            ("gBRCA1 mutation", Origin::Germline, "BRCA1 mutation"),
            ("gBRCA2m", Origin::Germline, "BRCA2m"),
            ("sBRCA2 loss", Origin::Somatic, "BRCA2 loss"),
            ("germline BRCA2 c.5946del", Origin::Germline, "BRCA2 c.5946del"),
            ("BRCA1 mutation (germline)", Origin::Germline, "BRCA1 mutation"),
            ("TP53 somatic mutation", Origin::Somatic, "TP53 mutation"),
        ] {
            assert_eq!(said(text), Some((origin, rest.to_owned())), "{text}");
        }
        for text in ["germline", "germline somatic BRCA1", "g.123A>T", "sonic", "gbrca1", "GATA3"] {
            assert_eq!(said(text), None, "{text}");
        }
    }
}
