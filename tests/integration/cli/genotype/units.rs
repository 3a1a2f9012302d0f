//! Molecules and duplexes by the tags of each producer.

use super::container::{Files, Line, assert_row, change, reference};
use crate::cli::support::Row;

/// A read over position 950: `alt` says what it shows, `tags` what it is.
fn read(name: &str, start: usize, alt: bool, flag: u16, tags: &str) -> Line {
    let mut bases = reference()[start..start + 100].to_vec();
    if alt {
        bases[950 - start] = change(950).1.as_bytes()[0];
    }
    Line::new(name, start, "100M", &bases).flag(flag).tags(tags)
}

fn row(lines: &[Line]) -> Row {
    let (was, other) = change(950);
    Files::new(lines, &[(951, &was, &other)]).rows(&[]).remove(0)
}

#[test]
fn a_family_is_what_most_of_its_fragments_show() {
    let mut lines = Vec::new();
    // Three of three, two of three, one of two, one of one, none of two.
    for (family, shows) in [
        (1, &[true, true, true][..]),
        (2, &[true, true, false]),
        (3, &[true, false]),
        (4, &[true]),
        (5, &[false, false]),
    ] {
        for (i, &alt) in shows.iter().enumerate() {
            lines.push(read(&format!("{family}.{i}"), 900, alt, 0, &format!("MI:Z:{family}")));
        }
    }
    assert_row(
        &row(&lines),
        &[
            ("reads_alt", "7"),
            ("fragments_alt", "7"),
            ("fragments_ref", "4"),
            ("molecules_alt", "3"),
            ("molecules_ref", "1"),
            ("split_families", "1"),
            ("duplexes_alt", "0"),
            ("unit", "molecule"),
        ],
    );
}

#[test]
fn both_strands_of_one_molecule_make_a_duplex() {
    let lines = [
        read("a1", 900, true, 0, "MI:Z:1/A"),
        read("b1", 900, true, 0, "MI:Z:1/B"),
        // One strand only.
        read("a2", 900, true, 0, "MI:Z:2/A"),
        read("a3", 900, true, 0, "MI:Z:2/A"),
        // The strands disagree: no majority.
        read("a4", 900, true, 0, "MI:Z:3/A"),
        read("b4", 900, false, 0, "MI:Z:3/B"),
        // A majority, but of one strand.
        read("a5", 900, true, 0, "MI:Z:4/A"),
        read("a6", 900, true, 0, "MI:Z:4/A"),
        read("b6", 900, false, 0, "MI:Z:4/B"),
        read("a7", 900, false, 0, "MI:Z:5/A"),
        read("b7", 900, false, 0, "MI:Z:5/B"),
    ];
    assert_row(
        &row(&lines),
        &[
            ("molecules_alt", "3"),
            ("molecules_ref", "1"),
            ("split_families", "1"),
            ("duplexes_alt", "1"),
            ("duplexes_ref", "1"),
            ("unit", "duplex"),
            ("usable", "2"),
        ],
    );
}

#[test]
fn umis_and_ends_make_families_where_no_tag_names_them() {
    // Fragments of 200 bases from 900: F1R2 and F2R1 of a dual UMI are one molecule.
    let pair = |name: &str, start: usize, alt: bool, is_f1r2: bool, umi: &str| {
        let flags = if is_f1r2 { (0x63, 0x93) } else { (0xa3, 0x53) };
        let tags = format!("RX:Z:{umi} MC:Z:100M");
        let far = &reference()[start + 100..start + 200];
        [
            read(name, start, alt, flags.0, &tags).mate(start + 100, 200),
            Line::new(name, start + 100, "100M", far).flag(flags.1).tags(&tags).mate(start, -200),
        ]
    };
    let mut lines = Vec::new();
    lines.extend(pair("1", 900, true, true, "ACG-TTG"));
    lines.extend(pair("2", 900, true, false, "TTG-ACG"));
    // The same UMI at other ends, another UMI at the same ends.
    lines.extend(pair("3", 910, true, true, "ACG-TTG"));
    lines.extend(pair("4", 900, true, true, "ACG-TTC"));
    lines.extend(pair("5", 900, false, true, "CCC-GGG"));
    let found = row(&lines);
    assert_row(
        &found,
        &[
            ("reads_alt", "4"),
            ("molecules_alt", "3"),
            ("molecules_ref", "1"),
            ("duplexes_alt", "1"),
            ("alt_reads_f1r2", "3"),
            ("alt_reads_f2r1", "1"),
        ],
    );
}

#[test]
fn clipped_ends_belong_to_the_fragment() {
    let tags = "RX:Z:ACGTAC MC:Z:100M";
    let whole = read("whole", 900, true, 0x63, tags).mate(1000, 200);
    let mut clipped = read("clipped", 900, true, 0x63, tags).mate(1000, 200);
    clipped.cigar = "10S90M".to_owned();
    clipped.pos += 10;
    let mut hard = read("hard", 910, true, 0x63, tags).mate(1000, 200);
    hard.cigar = "10H90M10S".to_owned();
    assert_row(&row(&[whole, clipped, hard]), &[("fragments_alt", "3"), ("molecules_alt", "1")]);
}

#[test]
fn consensus_reads_count_though_they_are_marked() {
    for (tags, duplexes) in [
        ("cD:i:5 aD:i:3 bD:i:2", "3"),
        ("cD:i:5 aD:i:5 bD:i:0", "0"),
        ("cD:i:2 cM:i:1", "0"),
        ("cD:i:1", "0"),
        ("XV:i:3 XW:i:5", "3"),
        ("XV:i:3 XW:i:0", "0"),
        ("FR:i:2 RR:i:1", "3"),
        ("FR:i:2", "0"),
    ] {
        let lines: Vec<Line> =
            (0..3).map(|i| read(&format!("r{i}"), 900, true, 0x400, tags)).collect();
        assert_row(
            &row(&lines),
            &[
                ("reads_alt", "3"),
                ("molecules_alt", "3"),
                ("duplexes_alt", duplexes),
                ("consensus_reads", "3"),
                ("unit", if duplexes == "3" { "duplex" } else { "molecule" }),
            ],
        );
    }
    let named = read("Consensus_read_1_ACGT_Count=4", 900, true, 0x400, "");
    assert_row(&row(&[named]), &[("molecules_alt", "1"), ("consensus_reads", "1")]);
}

#[test]
fn names_hold_umis_too() {
    let lines = [
        read("A:1:F:1:1:1:1:ACG+TTG", 900, true, 0, ""),
        read("A:1:F:1:1:1:2:ACG+TTG", 900, true, 0, ""),
        read("A:1:F:1:1:1:3:ACG+TTC", 900, true, 0, ""),
        read("SRR1.4_ACGTAC", 900, false, 0, ""),
        read("SRR1.5_ACGTAC", 900, false, 0, ""),
    ];
    assert_row(
        &row(&lines),
        &[("fragments_alt", "3"), ("molecules_alt", "2"), ("molecules_ref", "1")],
    );
}

#[test]
fn the_unit_can_be_chosen() {
    let lines: Vec<Line> =
        (0..6).map(|i| read(&format!("r{i}"), 900, true, 0, &format!("MI:Z:{}", i / 2))).collect();
    let (was, other) = change(950);
    let files = Files::new(&lines, &[(951, &was, &other)]);
    for (unit, usable) in [("molecule", "3"), ("fragment", "6"), ("read", "6"), ("duplex", "0")] {
        assert_row(&files.rows(&["--unit", unit])[0], &[("unit", unit), ("usable", usable)]);
    }
}
