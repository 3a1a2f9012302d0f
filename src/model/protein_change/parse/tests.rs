use super::*;

fn r(text: &str) -> Residue {
    Residue::parse(text).unwrap()
}

fn run(first: &str, last: &str) -> Residues {
    Residues { first: r(first), last: r(last) }
}

fn one(at: &str) -> Residues {
    run(at, at)
}

#[test]
fn substitutions_in_every_spelling() {
    let want = ProteinChange::Substitution { at: r("V600"), alternate: b'E' };
    for text in [
        "V600E",
        "p.V600E",
        "p.Val600Glu",
        "p.(Val600Glu)",
        "VAL600GLU",
        "v600e",
        "V600>E",
        "NP_004324.2:p.Val600Glu",
    ] {
        assert_eq!(ProteinChange::parse(text).as_ref(), Some(&want), "{text}");
    }
    let stop = ProteinChange::Substitution { at: r("W1815"), alternate: b'*' };
    for text in ["W1815X", "W1815*", "W1815Ter", "p.Trp1815Ter", "p.Trp1815*"] {
        assert_eq!(ProteinChange::parse(text).as_ref(), Some(&stop), "{text}");
    }
}

#[test]
fn frameshifts() {
    use StopDistance::{At, Unknown, Unstated};
    for (text, at, alternate, stop) in [
        ("W288FS", "W288", None, Unstated),
        ("K468fs", "K468", None, Unstated),
        ("M695FS*26", "M695", None, At(26)),
        ("W288Cfs*12", "W288", Some(b'C'), At(12)),
        ("p.Trp288CysfsTer12", "W288", Some(b'C'), At(12)),
        ("E55RfsTer11", "E55", Some(b'R'), At(11)),
        ("R135FSX177", "R135", None, At(177)),
        ("T148HFSX9", "T148", Some(b'H'), At(9)),
        ("S14Ifs*?", "S14", Some(b'I'), Unknown),
        ("F76fs", "F76", None, Unstated),
        ("S111FS", "S111", None, Unstated),
    ] {
        let want = ProteinChange::Frameshift { at: r(at), alternate, stop };
        assert_eq!(ProteinChange::parse(text), Some(want), "{text}");
    }
}

#[test]
fn in_frame_changes() {
    let deletion = |at| ProteinChange::Deletion { at };
    let duplication = |at| ProteinChange::Duplication { at };
    let insertion =
        |at, seq: &str| ProteinChange::Insertion { at, residues: seq.bytes().collect() };
    let delins = |at, seq: &str| ProteinChange::Delins { at, residues: seq.bytes().collect() };
    for (text, want) in [
        ("E746_A750del", deletion(run("E746", "A750"))),
        ("E746_A750delELREA", deletion(run("E746", "A750"))),
        ("p.Glu746_Ala750del", deletion(run("E746", "A750"))),
        ("D842_H845DELDIMH", deletion(run("D842", "H845"))),
        ("D593del", deletion(one("D593"))),
        ("I843DEL", deletion(one("I843"))),
        ("L747_P753delinsS", delins(run("L747", "P753"), "S")),
        ("p.Leu747_Pro753delinsSer", delins(run("L747", "P753"), "S")),
        ("E746_A750delELREAinsIP", delins(run("E746", "A750"), "IP")),
        ("L747_A750>P", delins(run("L747", "A750"), "P")),
        ("V600_K601>E", delins(run("V600", "K601"), "E")),
        ("E746_T751>I", delins(run("E746", "T751"), "I")),
        ("G776delinsVC", delins(one("G776"), "VC")),
        ("M774DELINSWLV", delins(one("M774"), "WLV")),
        ("K558>NP", delins(one("K558"), "NP")),
        ("A767_V769dupASV", duplication(run("A767", "V769"))),
        ("Y772_A775DUP", duplication(run("Y772", "A775"))),
        ("T599dup", duplication(one("T599"))),
        ("193_196dupSTSC", duplication(run("S193", "C196"))),
        ("D770_N771insG", insertion(run("D770", "N771"), "G")),
        ("p.Asp770_Asn771insGlySer", insertion(run("D770", "N771"), "GS")),
        ("A763_Y764insFQEA", insertion(run("A763", "Y764"), "FQEA")),
        ("D770_N771ins4", insertion(run("D770", "N771"), "")),
        ("P780INS", insertion(run("P780", "781"), "")),
        ("D770_N771insG*", insertion(run("D770", "N771"), "G*")),
    ] {
        assert_eq!(ProteinChange::parse(text), Some(want), "{text}");
    }
}

#[test]
fn start_stop_splice_and_silent() {
    use StopDistance::{At, Unknown, Unstated};
    let extension = |at, alternate, stop| ProteinChange::Extension { at, alternate, stop };
    for (text, want) in [
        ("M1I", ProteinChange::StartLost),
        ("M1?", ProteinChange::StartLost),
        ("p.Met1?", ProteinChange::StartLost),
        ("*110Gext*17", extension(r("*110"), Some(b'G'), At(17))),
        ("p.Ter110GlyextTer17", extension(r("*110"), Some(b'G'), At(17))),
        ("p.*110ext*?", extension(r("*110"), None, Unknown)),
        ("*214C", extension(r("*214"), Some(b'C'), Unstated)),
        ("A118=", ProteinChange::Synonymous { at: one("A118") }),
        ("p.(Ala118=)", ProteinChange::Synonymous { at: one("A118") }),
        ("X1010_splice", ProteinChange::Splice { at: 1010 }),
        ("D1010_splice", ProteinChange::Splice { at: 1010 }),
        ("p.?", ProteinChange::Unknown),
    ] {
        assert_eq!(ProteinChange::parse(text), Some(want), "{text}");
    }
}

#[test]
fn what_is_not_a_protein_change() {
    for text in [
        "",
        "p.",
        "V600",
        "600",
        "KIT",
        "Mutation",
        "V0E",
        "V600EE",
        "V600fs*0x",
        "B600E",
        "V600_",
        "V600_K601",
        "K601_V600del",
        "delins",
        "V600_K601>",
        "e20",
        "c.35G>A",
        "V99999999999E",
        "V600é",
        "ITD",
        "E746_A750del + EGFR T790M",
        "A763_Y764ins + T790M",
        "W557_K558del + KIT V654A",
        "E746_A750del + EGFR V769_D770insASV",
        "A502_Y503dup, T670I",
    ] {
        assert_eq!(ProteinChange::parse(text), None, "{text}");
    }
}

#[test]
fn ter_is_a_stop_alone_and_three_residues_in_a_run() {
    let stop = ProteinChange::Substitution { at: r("Q61"), alternate: b'*' };
    for text in ["Q61TER", "Q61ter", "Q61Ter", "p.Gln61Ter", "P.GLN61TER"] {
        assert_eq!(ProteinChange::parse(text), Some(stop.clone()), "{text}");
    }
    for run in ["TER", "SSTER", "TERS"] {
        let change = ProteinChange::parse(&format!("A2delins{run}"));
        let at = Residues { first: r("A2"), last: r("A2") };
        let residues = run.as_bytes().to_vec();
        assert_eq!(change, Some(ProteinChange::Delins { at, residues }), "{run}");
    }
}

proptest::proptest! {
    #[test]
    fn never_panics(text in "\\PC{0,24}") {
        let _ = ProteinChange::parse(&text);
    }

    #[test]
    fn spelling_and_case_do_not_matter(at in 2u32..3000, from in 0usize..21, to in 0usize..21) {
        let codes: Vec<_> = CODES.iter().filter(|c| !b"*X".contains(&c.1)).collect();
        let (from, to) = (codes[from % 20], codes[to % 20]);
        let short = format!("{}{at}{}", from.1 as char, to.1 as char);
        let long = format!("p.({}{at}{})", from.0, to.0);
        let parsed = ProteinChange::parse(&short);
        proptest::prop_assert!(parsed.is_some());
        proptest::prop_assert_eq!(&parsed, &ProteinChange::parse(&long));
        proptest::prop_assert_eq!(&parsed, &ProteinChange::parse(&long.to_uppercase()));
    }
}

/// Returns protein changes as the field writes them: residues named, no first methionine. None is a
/// change into the same residue, since those have one name of their own.
fn change() -> impl proptest::strategy::Strategy<Value = ProteinChange> {
    use proptest::collection::vec;
    use proptest::option::of;
    use proptest::prelude::*;
    const RESIDUES: &[u8] = b"ACDEFGHIKLMNPQRSTUVWY";
    let code = || proptest::sample::select(RESIDUES);
    let residue = move || {
        (code(), 2u32..5000).prop_map(|(code, number)| Residue { number, residue: Some(code) })
    };
    let run = move || {
        (residue(), code(), 0u32..40).prop_map(|(first, code, more)| {
            let last = Residue { number: first.number + more, residue: Some(code) };
            Residues { first, last: if more == 0 { first } else { last } }
        })
    };
    let pair = move || {
        (residue(), code()).prop_map(|(first, code)| Residues {
            first,
            last: Residue { number: first.number + 1, residue: Some(code) },
        })
    };
    let sequence = move || {
        (vec(code(), 1..9), any::<bool>()).prop_map(|(mut residues, stops)| {
            residues.extend(stops.then_some(b'*'));
            residues
        })
    };
    let stop = || {
        prop_oneof![
            Just(StopDistance::Unstated),
            Just(StopDistance::Unknown),
            (1u32..999).prop_map(StopDistance::At),
        ]
    };
    prop_oneof![
        (residue(), code())
            .prop_filter("another residue", |(at, to)| at.residue != Some(*to))
            .prop_map(|(at, alternate)| ProteinChange::Substitution { at, alternate }),
        residue().prop_map(|at| ProteinChange::Substitution { at, alternate: b'*' }),
        run().prop_map(|at| ProteinChange::Synonymous { at }),
        run().prop_map(|at| ProteinChange::Deletion { at }),
        run().prop_map(|at| ProteinChange::Duplication { at }),
        (pair(), sequence()).prop_map(|(at, residues)| ProteinChange::Insertion { at, residues }),
        (run(), sequence()).prop_map(|(at, residues)| ProteinChange::Delins { at, residues }),
        (residue(), of(code()), stop())
            .prop_map(|(at, alternate, stop)| ProteinChange::Frameshift { at, alternate, stop }),
        (2u32..5000, of(code()), stop()).prop_map(|(number, alternate, stop)| {
            let at = Residue { number, residue: Some(b'*') };
            ProteinChange::Extension { at, alternate, stop }
        }),
        Just(ProteinChange::StartLost),
        Just(ProteinChange::Unknown),
    ]
}

proptest::proptest! {
    #[test]
    fn what_is_written_reads_back(change in change()) {
        let (short, hgvs) = (change.short(), change.hgvs());
        proptest::prop_assert_eq!(ProteinChange::parse(&short), Some(change.clone()), "{}", short);
        proptest::prop_assert_eq!(ProteinChange::parse(&hgvs), Some(change), "{}", hgvs);
    }

    #[test]
    fn splice_changes_read_back(at in 1u32..5000) {
        let change = ProteinChange::Splice { at };
        proptest::prop_assert_eq!(ProteinChange::parse(&change.short()), Some(change));
    }
}
