//! Loci of antibodies and T-cell receptors joined to the neighbourhood of an oncogene, whose enhancer
//! then drives it.

use std::collections::BTreeSet;

use crate::genome::{TranscriptStore, spans};
use crate::model::assembly::Assembly;
use crate::model::consequence::Term;
use crate::model::contig::Contig;
use crate::model::event_detail::{EventDetail, Reading};
use crate::model::gene_name::GeneName;
use crate::model::position::Interval;
use crate::model::profile::{Alteration, Component, Partner};
use crate::model::structural::{Breakend, Junction, StructuralKind};

use super::Effect;

/// A locus of antibodies or T-cell receptors (NCBI Gene), 1-based, both ends.
struct Locus {
    name: &'static str,
    contig: &'static str,
    grch38: (u32, u32),
    grch37: (u32, u32),
}

const LOCI: [Locus; 5] = [
    Locus {
        name: "IGH",
        contig: "14",
        grch38: (105_586_437, 106_879_844),
        grch37: (106_032_614, 107_288_051),
    },
    Locus {
        name: "IGK",
        contig: "2",
        grch38: (88_857_361, 90_235_368),
        grch37: (89_156_874, 90_274_235),
    },
    Locus {
        name: "IGL",
        contig: "22",
        grch38: (22_026_076, 22_922_913),
        grch37: (22_380_474, 23_265_085),
    },
    Locus {
        name: "TRA",
        contig: "14",
        grch38: (21_621_904, 22_552_132),
        grch37: (22_090_057, 23_021_075),
    },
    Locus {
        name: "TRB",
        contig: "7",
        grch38: (142_299_011, 142_813_287),
        grch37: (141_998_851, 142_510_972),
    },
];

/// Genes that such a locus drives, with the kilobases on either side in which the breaks lie.
///
/// The genes are those of the WHO classification (PMID:35732829). The distances are by hand and
/// unverified.
const TARGETS: [(&str, u32); 24] = [
    ("BCL10", 50),
    ("BCL11A", 100),
    ("BCL2", 200),
    ("BCL3", 50),
    ("BCL6", 300),
    ("CCND1", 400),
    ("CCND2", 300),
    ("CCND3", 300),
    ("CRLF2", 100),
    ("EPOR", 50),
    ("FGFR3", 50),
    ("IL3", 50),
    ("IRF4", 100),
    ("LMO1", 100),
    ("LMO2", 100),
    ("MAF", 1000),
    ("MAFB", 1000),
    ("MALT1", 100),
    ("MYC", 500),
    ("NOTCH1", 50),
    ("NSD2", 100),
    ("TAL1", 100),
    ("TLX1", 100),
    ("TLX3", 100),
];

/// Returns the oncogene that a junction brings to such a locus: the nearest, if several lie there.
pub fn hijacked(
    junction: &Junction,
    store: &TranscriptStore,
    assembly: Assembly,
) -> Option<Effect> {
    let (locus, other) = match (locus_at(junction.a, assembly), locus_at(junction.b, assembly)) {
        (Some(locus), None) => (locus, junction.b),
        (None, Some(locus)) => (locus, junction.a),
        _ => return None,
    };
    let (gene, distance) = TARGETS
        .iter()
        .filter_map(|&(gene, kilobases)| {
            let distance = distance(gene, other, store, assembly)?;
            (distance <= kilobases * 1000).then_some((gene, distance))
        })
        .min_by_key(|&(_, distance)| distance)?;
    let place = match distance {
        0 => format!("in {gene}"),
        _ => format!("{distance} bases from {gene}"),
    };
    let partner = |gene: &str| Partner::Gene(gene.to_owned(), None);
    Some(Effect {
        gene: GeneName::fusion(Some(locus.name), Some(gene)),
        transcript: String::new(),
        terms: vec![Term::GeneFusion],
        kind: StructuralKind::Fusion,
        alterations: vec![Component {
            gene: locus.name.to_owned(),
            alteration: Alteration::Fusion(partner(locus.name), partner(gene)),
        }],
        notes: vec![format!(
            "the locus {} is joined {place}, whose expression it drives",
            locus.name
        )],
        is_inactivating: false,
        doubts: BTreeSet::new(),
        is_told: true,
        detail: EventDetail::read_by(Reading::DnaJunction),
    })
}

fn locus_at(end: Breakend, assembly: Assembly) -> Option<&'static Locus> {
    LOCI.iter().find(|locus| {
        let (first, last) = match assembly {
            Assembly::GRCh37 => locus.grch37,
            Assembly::GRCh38 => locus.grch38,
        };
        Contig::from_name(locus.contig.as_bytes()) == Some(end.contig)
            && Interval::new(first - 1, last).contains(end.position)
    })
}

/// Returns the bases between a breakend and a gene, 0 inside it.
fn distance(gene: &str, end: Breakend, store: &TranscriptStore, assembly: Assembly) -> Option<u32> {
    let mut models = store.gene(gene, assembly).iter();
    let embedded = models.find(|model| model.contig == end.contig).map(|model| model.span());
    let span = embedded.or_else(|| spans::of_gene(gene, end.contig)?.on(assembly))?;
    Some(span.start.saturating_sub(end.position).max((end.position + 1).saturating_sub(span.end)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::structural::Kept;

    fn found(a: (&str, u32), b: (&str, u32), assembly: Assembly) -> Option<String> {
        let end = |(contig, position): (&str, u32)| Breakend {
            contig: Contig::from_name(contig.as_bytes()).unwrap(),
            position,
            kept: Kept::Left,
        };
        hijacked(&Junction { a: end(a), b: end(b) }, TranscriptStore::embedded(), assembly)
            .map(|e| e.gene.to_string())
    }

    #[test]
    fn the_nearest_target_of_a_locus() {
        let igh = ("14", 106_326_336);
        for (other, want) in [
            (("4", 1_903_150), Some("IGH::NSD2")),
            (("11", 69_350_000), Some("IGH::CCND1")),
            (("8", 128_750_000), Some("IGH::MYC")),
            (("18", 60_793_000), Some("IGH::BCL2")),
            (("16", 78_900_000), Some("IGH::MAF")),
            // Far from any, and within the locus itself.
            (("11", 60_000_000), None),
            (("14", 106_500_000), None),
        ] {
            assert_eq!(found(igh, other, Assembly::GRCh37).as_deref(), want, "{other:?}");
            assert_eq!(found(other, igh, Assembly::GRCh37).as_deref(), want, "{other:?}");
        }
        assert_eq!(
            found(("22", 22_800_000), ("8", 127_900_000), Assembly::GRCh38).as_deref(),
            Some("IGL::MYC")
        );
    }

    #[test]
    fn every_target_is_placed() {
        assert!(TARGETS.is_sorted());
        let store = TranscriptStore::embedded();
        for (gene, _) in TARGETS {
            for assembly in Assembly::ALL {
                let is_placed = Contig::all().any(|contig| {
                    let end = Breakend { contig, position: 1, kept: Kept::Left };
                    distance(gene, end, store, assembly).is_some()
                });
                assert!(is_placed, "{gene} {assembly}");
            }
        }
    }
}
