//! Which gene of an unordered pair is 5′: as knowledge has it.

use crate::matching::matcher::Matcher;
use crate::matching::named;
use crate::model::profile::{Alteration, Component, Partner};

/// Returns the pair 5′ to 3′ and whether that is not as it is written. A pair of which knowledge says
/// nothing stays as it is.
pub(super) fn of<'n>(
    matcher: &Matcher<'_>,
    [first, second]: [Option<&'n str>; 2],
) -> ([Option<&'n str>; 2], bool) {
    let known = [known(matcher, first, second), known(matcher, second, first)];
    match known[1] > known[0] {
        true => ([second, first], true),
        false => ([first, second], false),
    }
}

/// How closely knowledge speaks of this order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Known {
    Nothing,
    /// A statement on fusions of one of the genes on its side.
    Gene,
    /// A statement on the pair.
    Pair,
}

fn known(matcher: &Matcher<'_>, five: Option<&str>, three: Option<&str>) -> Known {
    let partner = |gene: Option<&str>| match gene {
        Some(gene) => Partner::Gene(gene.to_owned(), None),
        None => Partner::Unknown,
    };
    let asked = Component {
        gene: five.or(three).unwrap_or_default().to_owned(),
        alteration: Alteration::Fusion(partner(five), partner(three)),
    };
    let genes = [five, three].into_iter().flatten();
    let entries = genes.flat_map(|gene| matcher.table.profiles_of_gene(gene));
    let components = entries.flat_map(|entry| entry.profile().components());
    components
        .filter_map(|known| {
            let Alteration::Fusion(known_five, known_three) = &known.alteration else {
                return None;
            };
            named::compare(&asked, known)?;
            let is_pair =
                [known_five, known_three].iter().all(|side| matches!(side, Partner::Gene(..)));
            Some(if is_pair { Known::Pair } else { Known::Gene })
        })
        .max()
        .unwrap_or(Known::Nothing)
}
