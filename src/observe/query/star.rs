//! Alleles of pharmacogenes by the names of PharmVar: `DPYD*2A`, `TPMT *3C`.

use crate::knowledge::pharmacogenes;
use crate::matching::vocabulary::Vocabulary;
use crate::model::pharmacogene::PharmacogeneAllele;

use super::asked::Asked;
use super::reading::Reading;
use super::refusal::Refusal;

/// The allele that is two others on one copy: gene, name and parts.
const JOINED: (&str, &str, [&str; 2]) = ("TPMT", "*3A", ["*3B", "*3C"]);

/// What an allele is called that works as most do.
const USUAL: &str = "*1";

/// Reads gene and star allele; `None` where the text is none, or only statements name the allele.
pub(super) fn read(text: &str, vocabulary: Vocabulary<'_>) -> Option<Result<Reading, Refusal>> {
    let at = text.find('*')?;
    let (gene, star) = (text[..at].trim_end_matches([' ', ':']), &text[at..]);
    let alleles = pharmacogenes::of_gene(gene);
    let gene = alleles.first()?.gene;
    let named = |name: &str| alleles.iter().find(|allele| allele.allele.eq_ignore_ascii_case(name));
    if let Some(allele) = named(star) {
        let notes = vec![format!("{text} is {} {}", gene, allele.change)];
        return Some(Ok(reading(&[allele], notes)));
    }
    if gene == JOINED.0 && star.eq_ignore_ascii_case(JOINED.1) {
        let parts: Vec<&PharmacogeneAllele> =
            JOINED.2.iter().filter_map(|name| named(name)).collect();
        let notes = vec![format!("{text} is {} on one copy", JOINED.2.join(" and "))];
        return Some(Ok(reading(&parts, notes)));
    }
    let profile = format!("{gene} {gene}{star}");
    let mut profiles = vocabulary.table.profiles_of_gene(gene);
    if profiles.any(|entry| entry.text.eq_ignore_ascii_case(&profile)) {
        return None;
    }
    let names: Vec<&str> = alleles.iter().map(|allele| allele.allele).collect();
    let alone = star.split(['/', ' ']).next().unwrap_or(star);
    if alone != star && (named(alone).is_some() || alone == USUAL) {
        return Some(Err(Refusal::residue(format!(
            "{gene} {star}: two alleles, or what is said of one, are not read: ask for an allele alone ({}); \
             genotypes are read from a VCF",
            names.join(", ")
        ))));
    }
    if star == USUAL {
        return Some(Err(Refusal::residue(format!(
            "{gene} {star}: the usual allele, of which there is nothing to say"
        ))));
    }
    Some(Err(Refusal::residue(format!(
        "{gene} {star}: this allele is in no table here; of {gene} there are {}",
        names.join(", ")
    ))))
}

fn reading(alleles: &[&PharmacogeneAllele], notes: Vec<String>) -> Reading {
    let asked = alleles.iter().map(|allele| Asked::Coding {
        on: allele.gene.to_owned(),
        name: allele.change.to_owned(),
        protein: None,
    });
    let gene = alleles.first().map(|allele| allele.gene.to_owned());
    Reading { asked: asked.collect(), notes, gene, ..Reading::default() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn star_alleles() {
        let read = |text| read(text, Vocabulary::embedded());
        for (text, want) in [
            ("DPYD*2A", &["c.1905+1G>A"][..]),
            ("dpyd *2a", &["c.1905+1G>A"]),
            ("UGT1A1*28", &["c.-41_-40dup"]),
            ("TPMT*3A", &["c.460G>A", "c.719A>G"]),
        ] {
            let reading = read(text).unwrap().unwrap();
            let name = |asked: &Asked| match asked {
                Asked::Coding { name, .. } => name.clone(),
                other => panic!("{text}: {other:?}"),
            };
            let names: Vec<String> = reading.asked.iter().map(name).collect();
            assert_eq!(names, want, "{text}");
        }
        // Stop codons of other genes, and an allele that is in no table.
        for text in ["TP53 R213*", "TP53 *394S", "KRAS*2", "*3A", "BRAF V600E", "UGT1A1*60"] {
            assert!(read(text).is_none(), "{text}");
        }
        for (text, reason) in [
            ("UGT1A1*28/*28", "ask for an allele alone"),
            ("DPYD*1/*2A", "ask for an allele alone"),
            ("DPYD*2A heterozygous", "ask for an allele alone"),
            ("DPYD*1", "the usual allele"),
        ] {
            let refusal = read(text).unwrap().unwrap_err();
            assert!(refusal.reason.contains(reason), "{text}: {}", refusal.reason);
        }
        let refusal = read("DPYD*4").unwrap().unwrap_err();
        assert!(refusal.reason.contains("*2A, *13"), "{}", refusal.reason);
    }
}
