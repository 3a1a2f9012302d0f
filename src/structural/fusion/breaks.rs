//! Breaks spread over the introns that fusions are known to break.

use super::*;
use crate::model::contig::Contig;
use crate::model::structural::Kept;
use crate::structural::rearrangement;

/// Breaks of each fusion.
const BREAKS: u32 = 40;

/// Introns of the 5′ gene and of the 3′ gene, each by the exon before it. 0 is upstream of the
/// reported transcript, from the start of the gene on.
const FUSIONS: [(&str, &[u32], &str, &[u32]); 8] = [
    // m-bcr, M-bcr and µ-bcr; before ABL1 exon 1a, and between it and a2.
    ("BCR", &[1, 13, 14, 19], "ABL1", &[0, 1]),
    // All introns before the EGF-like domain.
    ("CD74", &[6], "NRG1", &[0, 1, 2, 4, 5]),
    ("EML4", &[6, 13, 20], "ALK", &[19]),
    ("KIF5B", &[15, 16, 22, 23], "RET", &[11]),
    ("ETV6", &[4, 5], "NTRK3", &[13, 14]),
    ("FGFR3", &[17], "TACC3", &[10]),
    // bcr3 and bcr1.
    ("PML", &[3, 6], "RARA", &[2]),
    // The breakpoint cluster region.
    ("KMT2A", &[8, 9, 10, 11], "MLLT3", &[5, 9]),
];

/// Returns evenly spread positions in the introns of a gene.
fn spread(gene: &str, introns: &[u32], assembly: Assembly) -> Vec<u32> {
    let model = &TranscriptStore::embedded().gene(gene, assembly)[0];
    let intervals: Vec<Interval> = introns
        .iter()
        .map(|&before| {
            let after = model.exon(ExonRank(before + 1)).unwrap();
            let before = match before {
                0 => spans::of_gene(gene, model.contig).unwrap().on(assembly).unwrap(),
                rank => model.exon(ExonRank(rank)).unwrap(),
            };
            match (model.strand, introns[0] == 0 && before.overlaps(after)) {
                (Strand::Forward, true) => Interval::new(before.start, after.start),
                (Strand::Reverse, true) => Interval::new(after.end, before.end),
                (Strand::Forward, false) => Interval::new(before.end, after.start),
                (Strand::Reverse, false) => Interval::new(after.end, before.start),
            }
        })
        .collect();
    let total: u32 = intervals.iter().map(|interval| interval.len()).sum();
    (0..BREAKS)
        .map(|number| {
            let mut at = (f64::from(total) * (f64::from(number) + 0.5) / f64::from(BREAKS)) as u32;
            for interval in &intervals {
                if at < interval.len() {
                    return interval.start + at;
                }
                at -= interval.len();
            }
            unreachable!()
        })
        .collect()
}

fn end(gene: &str, part: Part, position: u32, assembly: Assembly) -> Breakend {
    let model = &TranscriptStore::embedded().gene(gene, assembly)[0];
    let kept = match (part, model.strand) {
        (Part::FivePrime, Strand::Forward) | (Part::ThreePrime, Strand::Reverse) => Kept::Left,
        _ => Kept::Right,
    };
    Breakend { contig: model.contig, position, kept }
}

#[test]
fn breaks_where_real_ones_lie_are_called() {
    for assembly in Assembly::ALL {
        for (five, five_introns, three, three_introns) in FUSIONS {
            let starts = spread(five, five_introns, assembly);
            let ends = spread(three, three_introns, assembly);
            for (number, &start) in starts.iter().enumerate() {
                // The last of one with the first of the other, so that all introns meet.
                let other = (number * 7) % BREAKS as usize;
                let junction = Junction {
                    a: end(five, Part::FivePrime, start, assembly),
                    b: end(three, Part::ThreePrime, ends[other], assembly),
                };
                let effects =
                    fusions(&junction, Ends::EXACT, TranscriptStore::embedded(), assembly);
                let name = format!("{five}::{three}");
                let found = effects.iter().find(|effect| effect.gene == *name);
                let place = format!("{name} {assembly} {start}-{}", ends[other]);
                let effect = found.unwrap_or_else(|| panic!("{place}: {effects:?}"));
                // Exon 3 of NRG1 is skipped: its type III form, which fuses, has none of it.
                let is_skipped = three == "NRG1" && effect.doubts == [Flag::FrameBySkipping].into();
                assert!(effect.doubts.is_empty() || is_skipped, "{place}: {effect:?}");
            }
        }
    }
}

#[test]
fn turned_round_or_without_its_domain_none_works() {
    for assembly in Assembly::ALL {
        for (five, five_introns, three, _) in FUSIONS {
            let start = spread(five, five_introns, assembly)[0];
            let model = &TranscriptStore::embedded().gene(three, assembly)[0];
            let last = model.exons.len() as u32 - 1;
            let late = spread(three, &[last], assembly)[20];
            let a = end(five, Part::FivePrime, start, assembly);
            let b = end(three, Part::ThreePrime, late, assembly);
            let turned =
                Breakend { kept: if b.kept == Kept::Left { Kept::Right } else { Kept::Left }, ..b };
            let found =
                |b| fusions(&Junction { a, b }, Ends::EXACT, TranscriptStore::embedded(), assembly);
            assert!(found(turned).iter().all(|effect| effect.gene != *format!("{five}::{three}")));
            if domain::of_gene(three).is_some() {
                let effects = found(b);
                let is_lost = |effect: &Effect| effect.doubts.contains(&Flag::DomainLost);
                assert!(effects.iter().any(is_lost), "{five}::{three} {assembly}: {effects:?}");
            }
        }
    }
}

#[test]
fn junctions_between_genes_make_no_fusion() {
    let store = TranscriptStore::embedded();
    let contigs: Vec<Contig> = Contig::all().collect();
    // A linear congruential generator (Numerical Recipes): the same places in each run.
    let mut state = 20_261_128_u32;
    let mut next = |below: u32| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        ((u64::from(state) * u64::from(below)) >> 32) as u32
    };
    for assembly in Assembly::ALL {
        let mut place = || loop {
            let contig = contigs[next(24) as usize];
            let position = next(contig.length(assembly));
            let kept = if next(2) == 0 { Kept::Left } else { Kept::Right };
            let base = Interval::new(position, position + 1);
            let is_free = spans::genes_at(contig, position, assembly).next().is_none()
                && store.at(contig, base, assembly).next().is_none();
            if is_free {
                break Breakend { contig, position, kept };
            }
        };
        for _ in 0..10_000 {
            let junction = Junction { a: place(), b: place() };
            assert!(fusions(&junction, Ends::EXACT, store, assembly).is_empty(), "{junction:?}");
            assert!(rearrangement::changes(&junction, &[], store, assembly).is_empty());
        }
    }
}
