use crate::curate::import::serve::event::*;

#[test]
fn hotspots_and_ranges() {
    for (gene, event, want) in [
        ("BRAF", "BRAF V600E", Some("BRAF V600E")),
        ("", "BRAF V600E", Some("BRAF V600E")),
        ("EGFR", "EGFR EGFR:p.L858R", Some("EGFR L858R")),
        ("EGFR", "EGFR E746_A750del", Some("EGFR E746_A750del")),
        ("TERT", "TERT C228T", Some("TERT C228T")),
        // Two changes that hold together; a codon; a class.
        ("Multiple", "Multiple T790M,C797S", None),
        ("", "EGFR T790M + C797S", None),
        ("BRAF", "BRAF V600", None),
        ("BRAF", "BRAF mutant", None),
        ("", "V600E", None),
    ] {
        assert_eq!(hotspot(gene, event).as_deref(), want, "{event}");
    }
    for (gene, event, mutations, place, want) in [
        ("BRAF", "BRAF V600X", "MISSENSE", ("", ""), Ok("BRAF V600")),
        ("BRAF", "V600", "ANY", ("", ""), Ok("BRAF 600-600 Mutation")),
        ("BRAF", "600X", "MISSENSE", ("CODON", "600"), Ok("BRAF 600-600 Missense Mutation")),
        (
            "EGFR",
            "EGFR exon 19 del",
            "INFRAME_DELETION",
            ("", ""),
            Ok("EGFR Exon 19 In-Frame Deletion"),
        ),
        ("EGFR", "EGFR Exon 18-21", "ANY", ("", ""), Ok("EGFR Exon 18-21 Mutation")),
        (
            "EGFR",
            "exon 21",
            "INFRAME",
            ("EXON", "21"),
            Ok("EGFR Exon 21 In-Frame Deletion OR EGFR Exon 21 In-Frame Insertion"),
        ),
        (
            "CALR",
            "CALR exon 9",
            "NONSENSE_OR_FRAMESHIFT",
            ("", ""),
            Ok("CALR Exon 9 Nonsense Mutation OR CALR Exon 9 Frameshift"),
        ),
        ("MET", "MET exon 14 splice", "SPLICE", ("", ""), Ok("MET Exon 14 Skipping Mutation")),
        ("NF1", "NF1 exon 12", "SPLICE", ("", ""), Err(UNKNOWN_SPLICE)),
        ("KIT", "KIT exon 9, exon 11", "ANY", ("", ""), Err(UNKNOWN_FORM)),
        ("KIT", "KIT mutant", "ANY", ("", ""), Err(UNKNOWN_FORM)),
        (
            "MYD88",
            "MYD88 L265X",
            "MISSENSE",
            ("CODON", "252"),
            Err("its event and its rank number the codon differently"),
        ),
    ] {
        let found = range(gene, event, mutations, place);
        assert_eq!(found.as_deref(), want.as_deref(), "{event}");
    }
}

#[test]
fn fusions() {
    let one = |exon| (Some(exon), Some(exon));
    let none = (None, None);
    let of = |five, up, three, down, event| fusion(five, up, three, down, event);
    assert_eq!(of("EML4", none, "ALK", none, "x").as_deref(), Some("EML4::ALK Fusion"));
    assert_eq!(of("@IGH", none, "BCL2", none, "x").as_deref(), Some("IGH::BCL2 Fusion"));
    assert_eq!(of("EML4", one(13), "ALK", one(20), "x").as_deref(), Some("EML4::ALK e13::e20"));
    assert_eq!(
        of("EGFR", one(1), "EGFR", one(8), "EGFR EGFRvIII").as_deref(),
        Some("EGFR Exon 2-7 Deletion")
    );
    assert_eq!(
        of("MET", (Some(12), Some(13)), "MET", one(15), "x").as_deref(),
        Some("MET Exon 13-14 Deletion OR MET Exon 14 Deletion")
    );
    let duplicated = ((Some(25), Some(26)), (Some(14), Some(18)));
    assert_eq!(
        of("EGFR", duplicated.0, "EGFR", duplicated.1, "EGFR EGFR-KDD").as_deref(),
        Some("EGFR Kinase Domain Duplication")
    );
    assert_eq!(of("EGFR", duplicated.0, "EGFR", duplicated.1, "x"), None);
    assert_eq!(of("EGFR", none, "EGFR", none, "x"), None);
    assert_eq!(of("EGFR", one(18), "EGFR", one(20), "x"), None);
    assert_eq!(of("EML4", one(13), "ALK", none, "x"), None);
}

#[test]
fn genes_and_tumours() {
    assert_eq!(gene("ERBB2", "AMPLIFICATION"), Ok(Some("ERBB2 Amplification".into())));
    assert_eq!(gene("BRCA1", "INACTIVATION"), Ok(Some("BRCA1 Loss-of-function".into())));
    assert_eq!(
        gene("PTEN", "ABSENCE_OF_PROTEIN"),
        Ok(Some("PTEN Loss of Protein Expression".into()))
    );
    assert!(gene("BRCA1", "SOMETHING").is_err());
    assert_eq!(characteristic("MICROSATELLITE_UNSTABLE", "", ""), Ok("MSI High"));
    assert_eq!(
        characteristic("HIGH_TUMOR_MUTATIONAL_BURDEN", "EQUAL_OR_GREATER", "10"),
        Ok("TMB High")
    );
    assert!(characteristic("HIGH_TUMOR_MUTATIONAL_BURDEN", "GREATER", "14").is_err());
    assert!(characteristic("HIGH_TUMOR_MUTATIONAL_LOAD", "", "").is_err());
    assert!(characteristic("MICROSATELLITE_STABLE", "", "").is_err());
}

proptest::proptest! {
    #[test]
    fn no_event_panics(event in "(\\PC|exon|EXON|[-0-9,_ :]|BRAF|V600X|p\\.|KDD){0,8}") {
        for gene in ["", "BRAF"] {
            let _ = hotspot(gene, &event);
            for mutations in ["MISSENSE", "ANY"] {
                for place in [("", ""), ("EXON", "4294967295"), ("CODON", "600")] {
                    let _ = range(gene, &event, mutations, place);
                }
            }
        }
        let exon = |number| (Some(number), Some(number));
        let _ = fusion(&event, exon(1), "EGFR", exon(1000), &event);
    }
}
