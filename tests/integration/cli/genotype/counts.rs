//! Bases at one site: which reads count, and mates of one fragment once.

use super::container::{Files, Line, assert_row, change, reference};

/// A read of 100 bases from `start` with another base at 950.
fn with(name: &str, start: usize, base: u8) -> Line {
    let mut bases = reference()[start..start + 100].to_vec();
    bases[950 - start] = base;
    Line::new(name, start, "100M", &bases)
}

fn alt() -> u8 {
    change(950).1.as_bytes()[0]
}

fn was() -> u8 {
    change(950).0.as_bytes()[0]
}

fn files(lines: &[Line]) -> Files {
    let (was, other) = change(950);
    Files::new(lines, &[(951, &was, &other)])
}

/// Two mates of one fragment.
fn pair(name: &str, (first, a): (usize, u8), (second, b): (usize, u8)) -> [Line; 2] {
    let length = (second + 100 - first) as i64;
    [
        with(name, first, a).flag(0x63).mate(second, length),
        with(name, second, b).flag(0x93).mate(first, -length),
    ]
}

#[test]
fn mates_that_overlap_count_once_and_those_that_disagree_not_at_all() {
    let mut lines = Vec::new();
    for i in 0..10 {
        lines.extend(pair(&format!("r{i}"), (880, was()), (920, was())));
    }
    for i in 0..4 {
        lines.extend(pair(&format!("a{i}"), (880, alt()), (920, alt())));
    }
    lines.extend(pair("both", (880, was()), (920, alt())));
    lines.push(with("single", 900, alt()));
    let row = &files(&lines).rows(&[])[0];
    assert_row(
        row,
        &[
            ("reads_ref", "21"),
            ("reads_alt", "10"),
            ("fragments_ref", "10"),
            ("fragments_alt", "5"),
            ("disagreeing", "1"),
            ("disagreeing_names", "both"),
            ("alt_reads_forward", "5"),
            ("alt_reads_reverse", "5"),
            ("alt_reads_f1r2", "10"),
            ("alt_reads_f2r1", "0"),
            ("unit", "fragment"),
            ("usable", "15"),
            ("support", "5"),
        ],
    );
}

#[test]
fn a_mate_of_low_quality_leaves_the_other_one_standing() {
    let mut mates = pair("x", (880, was()), (920, alt()));
    mates[0].quality[70] = 19;
    let row = &files(&mates).rows(&[])[0];
    let want = [("fragments_alt", "1"), ("disagreeing", "0"), ("excluded_base_quality", "1")];
    assert_row(row, &want);
    let row = &files(&mates).rows(&["--min-base-quality", "19"])[0];
    assert_row(
        row,
        &[("fragments_alt", "0"), ("disagreeing", "1"), ("excluded_base_quality", "0")],
    );
}

#[test]
fn what_does_not_count_is_told_by_reason() {
    let low = |mut line: Line, quality: u8| {
        line.quality[950 - (line.pos - 1)] = quality;
        line
    };
    let mut poor = with("poor", 900, alt());
    poor.mapq = 19;
    let mut enough = with("enough", 900, alt());
    enough.mapq = 20;
    let mut hard = with("hard", 900, alt());
    hard.cigar = "30H100M5H".to_owned();
    // The site lies in the clipped end, and shows the allele there.
    let mut clipped = with("clipped", 940, alt());
    clipped.cigar = "20S80M".to_owned();
    clipped.pos += 20;
    let mut deleted = with("deleted", 900, alt());
    deleted.cigar = "45M10D55M".to_owned();
    let mut skipped = deleted.clone();
    skipped.name = "skipped".to_owned();
    skipped.cigar = "45M100N55M".to_owned();
    let lines = [
        with("good", 900, alt()),
        with("ref", 900, was()),
        enough,
        hard,
        with("third", 900, *b"CGT".iter().find(|base| ![was(), alt()].contains(base)).unwrap()),
        with("duplicate", 900, alt()).flag(0x400),
        with("secondary", 900, alt()).flag(0x100),
        with("supplementary", 900, alt()).flag(0x800),
        with("failed", 900, alt()).flag(0x200),
        with("unmapped", 900, alt()).flag(0x4),
        with("n", 900, b'N'),
        low(with("low", 900, alt()), 19),
        low(with("floor", 900, alt()), 20),
        poor,
        clipped,
        deleted,
        skipped,
        Line::new("beside", 951, "100M", &reference()[951..1051]),
    ];
    assert_row(
        &files(&lines).rows(&[])[0],
        &[
            ("reads_alt", "4"),
            ("reads_ref", "1"),
            ("reads_other", "2"),
            ("excluded_duplicate", "1"),
            ("excluded_secondary", "1"),
            ("excluded_supplementary", "1"),
            ("excluded_failed", "1"),
            ("excluded_unknown", "1"),
            ("excluded_base_quality", "1"),
            ("excluded_mapping_quality", "1"),
        ],
    );
}

#[test]
fn a_change_of_several_bases_is_whole_or_another() {
    let bases = reference();
    let change = |bases: &mut [u8], at: usize| {
        bases[at] = if bases[at] == b'A' { b'C' } else { b'A' };
    };
    let mut both = bases[900..1000].to_vec();
    change(&mut both, 50);
    change(&mut both, 52);
    let mut one = bases[900..1000].to_vec();
    change(&mut one, 50);
    let mut low = Line::new("low", 900, "100M", &both);
    low.quality[52] = 5;
    let lines = [
        Line::new("both", 900, "100M", &both),
        Line::new("one", 900, "100M", &one),
        Line::new("none", 900, "100M", &bases[900..1000]),
        low,
        // Ends within the change.
        Line::new("short", 900, "52M", &both[..52]),
    ];
    let text = |bases: &[u8]| String::from_utf8(bases.to_vec()).unwrap();
    let (was, now) = (text(&bases[950..953]), text(&both[50..53]));
    let files = Files::new(&lines, &[(951, &was, &now)]);
    let want = [("kind", "mnv"), ("reads_alt", "1"), ("reads_ref", "1"), ("reads_other", "1")];
    assert_row(&files.rows(&[])[0], &want);
}

#[test]
fn a_matched_normal_raises_the_background() {
    let read = |name: String, base| with(&name, 900, base);
    let reads = |alt_reads: usize| -> Vec<Line> {
        let of = |i: usize| if i < alt_reads { alt() } else { was() };
        (0..400).map(|i| read(format!("r{i}"), of(i))).collect()
    };
    let files = files(&reads(12));
    files.write_bam("n.bam", super::container::HEADER, &reads(12));
    files.write_bam("clean.bam", super::container::HEADER, &reads(0));
    let alone = &files.rows(&[])[0];
    assert_row(alone, &[("status", "DETECTED")]);
    let clean = &files.rows(&["--normal-bam", ":clean.bam"])[0];
    assert_row(clean, &[("status", "DETECTED")]);
    let same = &files.rows(&["--normal-bam", ":n.bam"])[0];
    assert_row(same, &[("status", "NOT_DETECTED")]);
    let background = |row: &crate::cli::support::Row| row["background"].parse::<f64>().unwrap();
    assert!(background(clean) < background(alone));
    assert!(background(same) > background(alone));
}

#[test]
fn a_site_without_reads_is_not_assessed() {
    let lines = [with("a", 900, was()), with("b", 900, alt()).flag(0x400)];
    let (was, other) = change(2500);
    let (near, near_alt) = change(950);
    let files = Files::new(&lines, &[(2501, &was, &other), (951, &near, &near_alt)]);
    let rows = files.rows(&[]);
    assert_row(&rows[0], &[("status", "NOT_ASSESSED"), ("reason", "no reads"), ("lod", "")]);
    assert_row(
        &rows[1],
        &[("status", "NOT_ASSESSED"), ("reason", "1 usable units, 2 would have to support it")],
    );
}

#[test]
fn a_stated_background_stands_for_the_sites_own() {
    let of = |i: usize| if i < 2 { alt() } else { was() };
    let lines: Vec<Line> = (0..400).map(|i| with(&format!("r{i}"), 900, of(i))).collect();
    let files = files(&lines);
    // 95 of 100 samples show 2 of 400 from this fraction on.
    let want =
        [("status", "DETECTED"), ("needed", "2"), ("background", "0.0001"), ("lod", "0.0118")];
    assert_row(&files.rows(&["--background", "0.0001"])[0], &want);
    let row = &files.rows(&[])[0];
    assert_row(row, &[("status", "NOT_DETECTED"), ("needed", "6")]);
    assert_row(row, &[("reason", "2 of 6 supporting units that it takes")]);
}
