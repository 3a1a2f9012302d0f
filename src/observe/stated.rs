//! Facts as a user writes them, of which the inherited changes are read as queries are.

use crate::genome::spans;
use crate::knowledge::genes::Genes;
use crate::matching::matcher::Matcher;
use crate::model::assembly::Assembly;
use crate::model::stated_fact::{Fact, StatedFact};
use crate::observe::named;

/// Reads `KEY=VALUE`. A gene that is not known, or a change that no change of its gene is, is refused: nothing
/// would rest on it, and a level be lost.
///
/// # Errors
/// What is wrong with it, as [`StatedFact::parse`] has it, or what is not understood of a change.
pub fn read(text: &str) -> Result<StatedFact, String> {
    let fact = StatedFact::parse(text)?;
    if let Fact::Germline { gene, change } = &fact.fact {
        let is_known = Genes::embedded().get(gene).is_some() || spans::is_gene(gene);
        if !is_known {
            return Err(format!("{fact}: no gene is known as {gene}"));
        }
        if let Some(change) = change {
            refuse_unread(gene, change).map_err(|reason| format!("{fact}: {reason}"))?;
        }
    }
    Ok(fact)
}

/// Refuses what cannot be read as a change of the gene. Names of a change are those of either assembly.
fn refuse_unread(gene: &str, change: &str) -> Result<(), String> {
    let matcher = Matcher::embedded(Assembly::GRCh38);
    let current = matcher.genes.get(gene).map_or(gene, |gene| gene.symbol);
    let found = named::of_text(&format!("{gene} {change}"), &matcher, &mut Vec::new());
    match found.map_err(|error| error.to_string())?.as_slice() {
        [] => Err(format!("{change} is not understood as a change of {gene}")),
        found if found.iter().all(|one| *one.consequence.gene != *current) => {
            Err(format!("{change} is not of {gene}"))
        }
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inherited_changes_are_read_whole_or_refused() {
        for text in [
            "germline=BRCA2:c.5946del",
            "germline=BRCA2:c.5946delT",
            "germline=BRCA2 c.5946del",
            "germline=BRCA2:p.Ser1982fs",
            "germline=BRCA2:p.(Ser1982Argfs*22)",
            "germline=BRCA1:c.5266dup",
            "germline=BRCA1:c.68_69del",
            "germline=BRCA1:c.4986+1G>A",
            "germline=VHL:p.R167Q",
            "germline=VHL:p.(Arg161Ter)",
            "germline=TP53:c.524G>A",
            "germline=brca1",
            "germline=PALB2",
            "HER2=positive",
        ] {
            assert!(read(text).is_ok(), "{text}: {:?}", read(text));
        }
        for (text, why) in [
            ("germline=BRCA2:c.99999999del", "c.99999999 is not on"),
            ("germline=BRCA2:c.xyz", "no c. position"),
            ("germline=BRCA2:c.1A>C>T", "bases other than"),
            ("germline=BRCA2:c.5946_5945del", "not in order"),
            ("germline=BRCA2:p.K3Xyz", "not understood"),
            ("germline=BRCA2:p.W3R", "BRCA2"),
            ("germline=FOO:c.1A>G", "no gene is known as FOO"),
            ("germline=FOO", "no gene is known as FOO"),
            ("germline=BRCA2:c.5946del banana", "BRCA2"),
        ] {
            let error = read(text).unwrap_err();
            assert!(error.contains(why), "{text}: {error}");
        }
    }
}
