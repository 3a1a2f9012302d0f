use crate::curate::check::*;

#[test]
fn the_embedded_tables_have_no_problem_without_a_reason() {
    let report = check(EvidenceTable::embedded(), OncogenicityTable::none(), true);
    let lines: Vec<String> = report.problems.iter().map(ToString::to_string).collect();
    assert!(lines.is_empty(), "{} problems:\n{}", lines.len(), lines.join("\n"));
}

const HEADER: &str = "genes\tprofile\tid\tsource\tdisease\tdisease_id\ttherapies\tinteraction\t\
    direction\tsignificance\tsource_level\tcitation\trating\tflagged\torigin\n";

/// Checks rows of profile, id, disease and drug.
fn checked(rows: &[(&str, &str, &str, &str)]) -> Report {
    let rows = rows.iter().map(|(profile, id, disease, drug)| {
        let (gene, _) = profile.split_once(' ').unwrap();
        format!(
            "{gene}\t{profile}\t{id}\tuser\tX\t{disease}\t{drug}\t\tSupports\t\
             Sensitivity/Response\tB\tPMID:1\t\tfalse\t\n"
        )
    });
    let text = [HEADER.to_owned()].into_iter().chain(rows).collect::<String>();
    check(&EvidenceTable::from_text(&text, "t").unwrap(), OncogenicityTable::none(), false)
}

fn problems(report: &Report) -> Vec<(&str, &str)> {
    report.problems.iter().map(|p| (p.kind.name(), p.subject.as_str())).collect()
}

fn notes(report: &Report) -> Vec<(&str, &str, &str)> {
    report.notes.iter().map(|n| (n.kind.name(), n.subject.as_str(), n.detail.as_str())).collect()
}

#[test]
fn names_that_no_table_knows() {
    let report = checked(&[
        ("BRAF W600E", "u1", "ONCOTREE:MEL", "Vemurafenib"),
        ("BRAF V600E", "u2", "ONCOTREE:NONE", "Vemurafenib"),
        ("BRAF V600K", "u3", "ONCOTREE:MEL", "Nonesuchinib"),
        // V600E by another transcript's numbers: no problem.
        ("BRAF V640E", "u4", "ONCOTREE:MEL", "Vemurafenib"),
        ("EGFR L858R", "u5", "ONCOTREE:LUAD", "Erlotinib"),
        ("EGFR L858R", "u6", "ONCOTREE:LUAD", "Erlotinib"),
        ("H3F3A K28M", "u7", "ONCOTREE:LUAD", "Erlotinib"),
        ("MIR21 Amplification", "u8", "ONCOTREE:LUAD", "Erlotinib"),
    ]);
    let want = [
        ("residue", "BRAF W600E"),
        ("unknown_drug", "Nonesuchinib"),
        ("unknown_disease", "ONCOTREE:NONE"),
        ("symbol", "H3F3A"),
        ("duplicate", "u5,u6"),
    ];
    assert_eq!(problems(&report), want);
}

#[test]
fn profiles_that_no_input_meets() {
    let row = |profile| (profile, "u1", "ONCOTREE:LUAD", "Erlotinib");
    let report = checked(&[
        row("EGFR Exon 28 Deletion"),
        row("EGFR Exon 29 Deletion"),
        row("EGFR c.2573T>G"),
        row("EGFR c.2573A>G"),
        row("EGFR 1200-1300 Mutation"),
        row("EGFR L858R AND NOT EGFR T790M"),
        row("EGFR L858R AND NOT EGFR L858R"),
        row("EGFR L858R AND EGFR T790M OR EGFR G719A AND NOT EGFR G719A"),
    ]);
    let want = [
        ("unreachable", "EGFR 1200-1300 Mutation mutation"),
        ("unreachable", "EGFR L858R AND NOT EGFR L858R"),
        ("unreachable", "EGFR c.2573A>G"),
        ("unreachable", "EGFR exon 29 exon loss"),
    ];
    assert_eq!(problems(&report), want);
    assert!(notes(&report).is_empty(), "{:?}", report.notes);

    // What only lacks something here is counted.
    let report = checked(&[
        row("PTPRD V253I"),
        row("PTPRD V253L"),
        row("KIT ITD"),
        row("EGFR ITD"),
        row("CEBPA N-TERMINAL FRAME SHIFT"),
        row("ACLY Mutation"),
    ]);
    assert_eq!(problems(&report), [("", ""); 0]);
    let want = [
        ("no_transcript", "ACLY", "1 profiles, 1 statements"),
        ("no_bases", "PTPRD", "1 profiles, 1 statements"),
        ("no_bases_but_allele", "PTPRD", "1 profiles, 1 statements"),
        ("no_definition", "CEBPA", "1 profiles, 1 statements"),
        ("no_rule", "EGFR", "1 profiles, 1 statements"),
    ];
    assert_eq!(notes(&report), want);
}

#[test]
fn statements_against_each_other() {
    let row = |id: &str, source: &str, therapies: &str, effect: &str, level: &str| {
        format!(
            "EGFR\tEGFR L858R\t{id}\t{source}\tX\tONCOTREE:LUAD\t{therapies}\t\
             Supports\t{effect}\t{level}\tPMID:{id}\t\tfalse\t\n"
        )
    };
    let report = |rows: &[String]| {
        let text = [HEADER.to_owned(), rows.concat()].concat();
        check(&EvidenceTable::from_text(&text, "t").unwrap(), OncogenicityTable::none(), false)
    };
    let (works, fails) = ("Sensitivity/Response", "Resistance");
    let either = "Gefitinib;Erlotinib\tSubstitutes";
    let both = |source, level| {
        [row("1", source, "Erlotinib\t", works, level), row("2", source, either, fails, level)]
    };
    let detail = "erlotinib, X: sensitive 1, against 2";
    for (source, level, is_problem) in [
        ("user", "B", false),
        ("CIViC", "B", false),
        ("curated", "D", true),
        ("FDA", "label", true),
    ] {
        let found = report(&both(source, level));
        let found_words: Vec<_> = found.problems.iter().map(ToString::to_string).collect();
        let want = format!("contradiction\tEGFR L858R\t{detail}");
        assert_eq!(found_words, if is_problem { vec![want] } else { Vec::new() }, "{source}");
        let note = ("contradiction", "EGFR L858R", detail);
        let clinical = if level == "D" { Vec::new() } else { vec![note] };
        assert_eq!(notes(&found), clinical, "{source}");
    }
    // Together they are another regimen.
    let apart = [
        row("1", "curated", "Erlotinib\t", works, "D"),
        row("2", "curated", "Gefitinib;Erlotinib\tCombination", fails, "D"),
    ];
    assert!(report(&apart).problems.is_empty());

    let levels = report(&[
        row("1", "user", "Erlotinib\t", works, "D"),
        row("2", "user", "Erlotinib\t", works, "A"),
        row("3", "user", "Erlotinib\t", works, "C"),
        row("4", "user", "Gefitinib\t", works, "D"),
        row("5", "user", "Erlotinib\t", fails, "E"),
    ]);
    let want = [("shadowed", "EGFR L858R", "Erlotinib, X: 1,3 behind 2")];
    assert_eq!(notes(&levels), want);
}

/// Checks rows of genes, profile, id, source, disease, therapies and interaction, effect, level,
/// citation.
fn report_on(rows: &[[&str; 8]]) -> Report {
    let rows =
        rows.iter().map(|[genes, profile, id, source, disease, therapies, effect, citation]| {
            let level = if *source == "FDA" { "label" } else { "A" };
            format!(
                "{genes}\t{profile}\t{id}\t{source}\tX\t{disease}\t{therapies}\tSupports\t\
             {effect}\t{level}\t{citation}\t\tfalse\t\n"
            )
        });
    let text = [HEADER.to_owned()].into_iter().chain(rows).collect::<String>();
    check(&EvidenceTable::from_text(&text, "t").unwrap(), OncogenicityTable::none(), false)
}

const WORKS: &str = "Sensitivity/Response";

#[test]
fn labels_without_their_drug() {
    let lynparza = "FDA:1 (Lynparza, label 2023-01-01)";
    let row = |profile, therapies, citation| {
        let gene = if profile == "BRCA1 Loss-of-function" { "BRCA1" } else { "BRCA2" };
        [gene, profile, "FDA:1", "FDA", "ONCOTREE:PRAD", therapies, WORKS, citation]
    };
    let report = report_on(&[
        row("BRCA1 Loss-of-function", "Talazoparib\t", lynparza),
        row("BRCA2 Loss-of-function", "Abiraterone;Olaparib\tCombination", lynparza),
        // A brand that no drug has says nothing.
        row("BRCA2 Mutation", "Talazoparib\t", "FDA:1 (Nonesuch, label 2023-01-01)"),
    ]);
    assert_eq!(problems(&report), [("foreign_drug", "FDA:1 Talazoparib")]);
}

#[test]
fn a_gene_that_one_statement_of_a_label_names() {
    let row = |gene, profile, disease| {
        [gene, profile, "FDA:1", "FDA", disease, "Midostaurin\t", WORKS, "FDA:1 (Rydapt, label 1)"]
    };
    let flt3 = ["FLT3 ITD", "FLT3 D835Y", "FLT3 D835H"].map(|p| row("FLT3", p, "ONCOTREE:AML"));
    let odd = row("CDK12", "CDK12 Loss-of-function", "ONCOTREE:AML");
    let report = report_on(&[flt3[0], flt3[1], flt3[2], odd]);
    assert_eq!(problems(&report), [("foreign_gene", "FDA:1 CDK12")]);
    // Too few others, another disease, or the same gene beside it.
    assert!(problems(&report_on(&[flt3[0], flt3[1], odd])).is_empty());
    let elsewhere = row("CDK12", "CDK12 Loss-of-function", "ONCOTREE:PRAD");
    assert!(problems(&report_on(&[flt3[0], flt3[1], flt3[2], elsewhere])).is_empty());
    let beside = row("CDK12;FLT3", "CDK12 Loss-of-function AND FLT3 ITD", "ONCOTREE:AML");
    assert!(problems(&report_on(&[flt3[0], flt3[1], flt3[2], beside])).is_empty());
}

#[test]
fn labels_in_another_disease_than_what_is_validated() {
    let label = |disease| {
        let citation = "FDA:1 (Xospata, label 1)";
        ["FLT3", "FLT3 ITD", "FDA:1", "FDA", disease, "Gilteritinib\t", WORKS, citation]
    };
    let item = |disease, therapies, effect| {
        ["FLT3", "FLT3 D835", "EID1", "CIViC", disease, therapies, effect, "PMID:1"]
    };
    let told = |rows: &[[&str; 8]]| problems(&report_on(rows)).len();
    let found = report_on(&[label("ONCOTREE:ALL"), item("DOID:9119", "Gilteritinib\t", WORKS)]);
    assert_eq!(problems(&found), [("label_disease", "FDA:1 Gilteritinib")]);
    for fine in [
        [label("ONCOTREE:AML"), item("DOID:9119", "Gilteritinib\t", WORKS)],
        // One covers the other.
        [label("ONCOTREE:AML"), item("CLASS:liquid", "Gilteritinib\t", WORKS)],
        [label("CLASS:liquid"), item("DOID:9119", "Gilteritinib\t", WORKS)],
        [label("ONCOTREE:ALL"), item("DOID:9119", "Gilteritinib\t", "Resistance")],
        [label("ONCOTREE:ALL"), item("DOID:9119", "Midostaurin\t", WORKS)],
    ] {
        assert_eq!(told(&fine), 0, "{fine:?}");
    }
    // Another of the label's diseases is the validated one.
    let both =
        [label("ONCOTREE:ALL"), label("ONCOTREE:AML"), item("DOID:9119", "Gilteritinib\t", WORKS)];
    assert_eq!(told(&both), 0);
}

#[test]
fn what_is_withdrawn() {
    let row = |source, effect| {
        let citation = "PMID:1";
        let disease = "ONCOTREE:FL";
        ["PIK3CA", "PIK3CA Mutation", "1", source, disease, "Copanlisib\t", effect, citation]
    };
    for source in ["FDA", "curated", "user"] {
        let report = report_on(&[row(source, WORKS)]);
        assert_eq!(problems(&report), [("withdrawn", "Copanlisib")], "{source}");
    }
    // The literature is graded for what it is, and a resistance stands.
    assert!(problems(&report_on(&[row("CIViC", WORKS)])).is_empty());
    assert!(problems(&report_on(&[row("curated", "Resistance")])).is_empty());
}
