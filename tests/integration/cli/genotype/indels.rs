//! Indels: reads of the changed sequence, however they are aligned.

use super::container::{Files, Line, assert_row, reference};
use crate::cli::support::Row;

fn text(bases: &[u8]) -> String {
    String::from_utf8(bases.to_vec()).unwrap()
}

/// A deletion of 15 bases behind position 1000 (0-based), as a target.
fn deletion() -> (usize, String, String) {
    let bases = reference();
    (1001, text(&bases[1000..1016]), text(&bases[1000..1001]))
}

/// The contig without the `length` bases behind position 1000.
fn without(length: usize) -> Vec<u8> {
    let bases = reference();
    [&bases[..1001], &bases[1001 + length..]].concat()
}

fn count(lines: &[Line], (pos, was, now): &(usize, String, String), more: &[&str]) -> Row {
    Files::new(lines, &[(*pos, was, now)]).rows(more).remove(0)
}

#[test]
fn a_deletion_in_each_way_it_is_aligned() {
    let changed = without(15);
    let bases = reference();
    let lines = [
        // As the target says it.
        Line::new("gap", 941, "60M15D40M", &changed[941..1041]),
        // The end behind it is clipped.
        Line::new("clip", 941, "60M40S", &changed[941..1041]),
        // The start before it is clipped.
        Line::new("left", 1016, "40S60M", &changed[961..1061]),
        // It lies four bases before the read's end, which is aligned through.
        Line::new("end", 905, "100M", &changed[905..1005]),
        // Another deletion, of 18 bases.
        Line::new("other", 941, "60M18D40M", &without(18)[941..1041]),
        // The reference: across, and ending before it.
        Line::new("ref", 941, "100M", &bases[941..1041]),
        Line::new("ref2", 1001, "100M", &bases[1001..1101]),
        Line::new("short", 901, "100M", &bases[901..1001]),
        // Another change beside it does not matter, nor does a gap far away.
        Line::new(
            "far",
            880,
            "30M2D89M15D31M",
            &[&changed[880..910], &changed[912..1032]].concat(),
        ),
    ];
    let want = [
        ("kind", "deletion"),
        ("reads_alt", "5"),
        ("reads_ref", "2"),
        ("reads_other", "1"),
        ("excluded_undecided", "1"),
    ];
    let row = count(&lines, &deletion(), &["--reference", ":r.fa"]);
    assert_row(&row, &want);
    assert_row(&row, &[("bases_from", "reference")]);
    // What most reads show serves as well.
    let mut many = lines.to_vec();
    for start in (800..1200).step_by(10) {
        let line = Line::new(&format!("c{start}"), start, "100M", &bases[start..start + 100]);
        many.push(line);
    }
    let row = count(&many, &deletion(), &[]);
    assert_row(&row, &[("reads_alt", "5"), ("reads_other", "1"), ("bases_from", "reads")]);
}

#[test]
fn low_quality_decides_nothing() {
    let changed = without(15);
    let mut low = Line::new("low", 905, "100M", &changed[905..1005]);
    low.quality[96..].fill(10);
    let mut clip = Line::new("clip", 941, "60M40S", &changed[941..1041]);
    clip.quality[60..].fill(2);
    let row = count(&[low, clip], &deletion(), &["--reference", ":r.fa"]);
    assert_row(&row, &[("reads_alt", "0"), ("excluded_undecided", "2")]);
}

#[test]
fn an_indel_in_a_repeat_is_the_same_wherever_it_is_written() {
    // Ten A in the place of ten bases make a repeat; reads lose two of them.
    let mut bases = reference();
    bases[1499] = b'C';
    bases[1500..1510].fill(b'A');
    bases[1510] = b'G';
    let shorter = [&bases[..1500], &bases[1502..]].concat();
    let lines = [
        Line::new("left", 1450, "50M2D50M", &shorter[1450..1550]),
        Line::new("right", 1450, "58M2D42M", &shorter[1450..1550]),
        Line::new("one", 1450, "50M1D50M", &[&bases[1450..1500], &bases[1501..1551]].concat()),
        Line::new("ref", 1450, "100M", &bases[1450..1550]),
        // Ends in the repeat: fits both.
        Line::new("within", 1408, "100M", &bases[1408..1508]),
    ];
    for pos in [1500, 1504, 1508] {
        let was = text(&bases[pos - 1..pos + 2]);
        let now = text(&bases[pos - 1..pos]);
        let files = Files::new(&lines, &[(pos, &was, &now)]);
        let fasta = [b">chr21\n", bases.as_slice(), b"\n"].concat();
        std::fs::write(files.path("r.fa"), fasta).unwrap();
        let row = files.rows(&["--reference", ":r.fa"]).remove(0);
        let want = [
            ("reads_alt", "2"),
            ("reads_ref", "1"),
            ("reads_other", "1"),
            ("excluded_undecided", "1"),
        ];
        assert_row(&row, &want);
    }
}

#[test]
fn duplications_of_6_to_120_bases() {
    let bases = reference();
    for length in [6, 15, 30, 45, 60, 90, 120] {
        // The bases from 1000 on stand twice; VCF writes the copy before the first.
        let changed = [&bases[..1000 + length], &bases[1000..]].concat();
        let junction = 1000 + length;
        let take = |start: usize| &changed[start..start + 150];
        let mut lines = vec![
            // Clipped behind the junction, as far as the aligner can know.
            Line::new("clip1", junction - 100, "100M50S", take(junction - 100)),
            Line::new("clip2", junction - 75, "75M75S", take(junction - 75)),
            // Clipped before it: the second copy is aligned to the first.
            Line::new("clip3", 1000, "50S100M", take(junction - 50)),
            Line::new("clip4", 1000, "12S138M", take(junction - 12)),
        ];
        if length <= 30 {
            // Small enough for a gap.
            let cigar = format!("60M{length}I{}M", 90 - length);
            lines.push(Line::new("gap", 940, &cigar, take(940)));
        }
        // The reference, from before the first copy to behind it.
        let across = 999 - (148 - length) / 2;
        for i in 0..3 {
            let read = &bases[across..across + 150];
            lines.push(Line::new(&format!("ref{i}"), across, "150M", read));
        }
        // Within: either sequence has it.
        lines.push(Line::new("within", 850, "150M", &bases[850..1000]));
        let (was, now) = (text(&bases[999..1000]), text(&changed[999..1000 + length]));
        let row = count(&lines, &(1000, was, now), &["--reference", ":r.fa"]);
        let alt = if length <= 30 { "5" } else { "4" };
        let want =
            [("kind", "insertion"), ("reads_alt", alt), ("reads_ref", "3"), ("reads_other", "0")];
        assert_row(&row, &want);
    }
}

#[test]
fn an_insertion_of_other_bases_is_another() {
    let bases = reference();
    let insert = |what: &[u8]| [&bases[..1001], what, &bases[1001..]].concat();
    let (own, other) = (insert(b"ACGTTGCAAT"), insert(b"GGCATTACCA"));
    // A clipped end of neither.
    let junk = *b"CGT".iter().find(|base| **base != bases[1001]).unwrap();
    let lines = [
        Line::new("own", 941, "60M10I30M", &own[941..1041]),
        Line::new("clip", 941, "60M40S", &own[941..1041]),
        Line::new("other", 941, "60M10I30M", &other[941..1041]),
        Line::new("junk", 941, "60M40S", &[&bases[941..1001], &[junk; 40]].concat()),
        Line::new("ref", 941, "100M", &bases[941..1041]),
    ];
    let target = (1001, text(&bases[1000..1001]), text(&own[1000..1011]));
    let row = count(&lines, &target, &["--reference", ":r.fa"]);
    assert_row(&row, &[("reads_alt", "2"), ("reads_ref", "1"), ("reads_other", "1")]);
}

#[test]
fn a_change_of_length_and_bases_is_one_allele() {
    let bases = reference();
    let changed = [&bases[..1001], b"TTGACG".as_slice(), &bases[1013..]].concat();
    let lines = [
        Line::new("gap", 941, "60M6D6M34M", &changed[941..1041]),
        Line::new("clip", 941, "60M40S", &changed[941..1041]),
        Line::new("ref", 941, "100M", &bases[941..1041]),
    ];
    let target = (1002, text(&bases[1001..1013]), "TTGACG".to_owned());
    let row = count(&lines, &target, &["--reference", ":r.fa"]);
    assert_row(&row, &[("kind", "indel"), ("reads_alt", "2"), ("reads_ref", "1")]);
}
