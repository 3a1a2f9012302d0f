use super::*;

/// KRAS, BRAF, EGFR and PIK3CA bases on each assembly (1-based).
const KNOWN_37: [(&str, u32, &str); 4] =
    [("12", 25398285, "C"), ("7", 140453136, "A"), ("7", 55259515, "T"), ("3", 178952085, "A")];
const KNOWN_38: [(&str, u32, &str); 4] =
    [("12", 25245351, "C"), ("7", 140753336, "A"), ("7", 55191822, "T"), ("3", 179234297, "A")];

fn vote(probes: &[(&str, u32, &str)]) -> ReferenceVote<'static> {
    let mut vote = ReferenceVote::new(TranscriptStore::embedded());
    for &(contig, pos, reference) in probes {
        let contig = Contig::from_name(contig.as_bytes()).unwrap();
        vote.add(contig, pos - 1, reference.as_bytes());
    }
    vote
}

fn decided(
    forced: Option<Assembly>,
    header: &str,
    probes: &[(&str, u32, &str)],
) -> Result<Decision> {
    decide(forced, &from_header(header), &vote(probes), Location::file("x.vcf"))
}

const LENGTH_37: &str = "##contig=<ID=chr1,length=249250621>\n";
const LENGTH_38: &str = "##contig=<ID=1,assembly=hg19,length=248956422>\n";
const TEXT_37: &str = "##reference=file:///refs/hg19.fa\n";

#[test]
fn header_and_bases_agree() {
    for (header, probes, want) in [
        (LENGTH_37, &KNOWN_37, Assembly::GRCh37),
        (LENGTH_38, &KNOWN_38, Assembly::GRCh38),
        ("##contig=<ID=NC_000001.11>\n", &KNOWN_38, Assembly::GRCh38),
        ("", &KNOWN_37, Assembly::GRCh37),
        (TEXT_37, &KNOWN_38, Assembly::GRCh38),
    ] {
        assert_eq!(decided(None, header, probes).unwrap().assembly, want, "{header}");
    }
    let decision = decided(None, LENGTH_37, &KNOWN_37).unwrap();
    assert!(decision.reason.contains("4 of 4 REF bases agree with GRCh37"), "{decision:?}");
}

#[test]
fn without_bases_the_header_decides() {
    assert_eq!(decided(None, LENGTH_38, &[]).unwrap().assembly, Assembly::GRCh38);
    assert_eq!(decided(None, TEXT_37, &[]).unwrap().assembly, Assembly::GRCh37);
    let error = decided(None, "##source=x\n", &[]).unwrap_err().to_string();
    assert!(error.contains("--assembly GRCh37 or GRCh38"), "{error}");
}

#[test]
fn contradictions_are_errors_that_say_what_was_found() {
    let error = decided(None, LENGTH_37, &KNOWN_38).unwrap_err().to_string();
    assert!(error.contains("4 of 4 REF bases agree with GRCh38"), "{error}");
    let forced = decided(Some(Assembly::GRCh38), LENGTH_37, &KNOWN_37).unwrap_err();
    assert!(forced.to_string().contains("--assembly"), "{forced}");
    assert_eq!(forced.exit_code(), 3);
    assert!(forced.to_string().contains("leave --assembly out"), "{forced}");
    let both = decided(None, &format!("{LENGTH_37}{LENGTH_38}"), &KNOWN_38).unwrap();
    assert_eq!(both.assembly, Assembly::GRCh38);
}

#[test]
fn foreign_assemblies_are_refused_whatever_is_asked_for() {
    const T2T: &str = "##contig=<ID=chr17,length=84276897>\n##reference=hg38/../chm13v2.0.fa\n";
    const MOUSE: &str = "##contig=<ID=chr6,length=149736546>\n";
    for (forced, header, name) in [
        (None, T2T, "T2T-CHM13"),
        (Some(Assembly::GRCh38), T2T, "T2T-CHM13"),
        (Some(Assembly::GRCh38), MOUSE, "mm10"),
        (None, "##reference=mm10.fa\n", "mm10"),
        (None, "##reference=hg38/../chm13v2.0.fa\n", "T2T-CHM13"),
    ] {
        let error = decided(forced, header, &[]).unwrap_err();
        assert!(error.to_string().contains(name), "{error}");
        assert!(error.to_string().contains("neither GRCh37 nor GRCh38"), "{error}");
        assert_eq!(error.exit_code(), 3);
    }
}

#[test]
fn foreign_words_beside_proof_are_words() {
    let lifted = "##reference=chm13_to_hg38.fa\n";
    assert_eq!(decided(None, lifted, &KNOWN_38).unwrap().assembly, Assembly::GRCh38);
    let header = format!("{LENGTH_38}{lifted}##contig=<ID=chr6,length=149736546>\n");
    assert_eq!(decided(None, &header, &[]).unwrap().assembly, Assembly::GRCh38);
    let forced = decided(Some(Assembly::GRCh37), "##reference=mm10.fa\n", &[]).unwrap();
    assert_eq!(forced.assembly, Assembly::GRCh37);
    let toy = "##contig=<ID=chr6,length=1000>\n##reference=hg19.fa\n";
    assert_eq!(decided(None, toy, &[]).unwrap().assembly, Assembly::GRCh37);
}

/// The way out that the message names: a header that was copied from the other assembly.
#[test]
fn records_bear_a_wish_against_the_header_out() {
    let decision = decided(Some(Assembly::GRCh38), LENGTH_37, &KNOWN_38).unwrap();
    assert_eq!(decision.assembly, Assembly::GRCh38);
    let doubt = decision.doubt.unwrap().to_string();
    assert!(doubt.contains("1 contig lines of the header are GRCh37's"), "{doubt}");
    let few = decided(Some(Assembly::GRCh38), LENGTH_37, &KNOWN_38[..1]).unwrap();
    assert_eq!(few.assembly, Assembly::GRCh38);
    assert!(few.doubt.is_some());
    let none = decided(Some(Assembly::GRCh38), LENGTH_37, &[]).unwrap_err();
    assert!(none.to_string().contains("leave --assembly out"), "{none}");
}

#[test]
fn a_veto_needs_support_for_the_other_assembly() {
    let neither: Vec<_> = KNOWN_37.iter().map(|&(contig, pos, _)| (contig, pos, "G")).collect();
    for (forced, header) in [(None, LENGTH_37), (Some(Assembly::GRCh37), "")] {
        let decision = decided(forced, header, &neither).unwrap();
        assert_eq!(decision.assembly, Assembly::GRCh37);
        let doubt = decision.doubt.unwrap().to_string();
        assert!(doubt.contains("0 of 4 REF bases agree with GRCh37"), "{doubt}");
    }
}

#[test]
fn one_driver_that_fits_the_other_assembly_alone_is_said() {
    for count in 1..=2 {
        let decision = decided(None, LENGTH_37, &KNOWN_38[..count]).unwrap();
        assert_eq!(decision.assembly, Assembly::GRCh37);
        let doubt = decision.doubt.unwrap().to_string();
        assert!(doubt.contains(&format!("{count} of {count} REF bases agree with GRCh38")));
    }
    let mut most = KNOWN_37.to_vec();
    most.push(KNOWN_38[0]);
    assert_eq!(decided(None, LENGTH_37, &most).unwrap().doubt, None);
    assert_eq!(decided(None, LENGTH_37, &KNOWN_37).unwrap().doubt, None);
    assert_eq!(decided(None, LENGTH_37, &[]).unwrap().doubt, None);
}

#[test]
fn files_of_both_assemblies_are_refused() {
    let both = [KNOWN_37, KNOWN_38].concat();
    for (forced, header) in
        [(None, ""), (None, LENGTH_37), (Some(Assembly::GRCh38), ""), (None, TEXT_37)]
    {
        let error = decided(forced, header, &both).unwrap_err();
        assert!(error.to_string().contains("some are GRCh38's"), "{error}");
    }
    let mut hint = HeaderHint::default();
    hint.add_record(b"NC_000007.13");
    hint.add_record(b"CM000669.2");
    let none = ReferenceVote::new(TranscriptStore::embedded());
    let error = decide(None, &hint, &none, Location::file("x.vcf")).unwrap_err();
    assert!(error.to_string().contains("of GRCh37 and of GRCh38"), "{error}");
}

#[test]
fn names_of_chromosomes_in_records_are_proof() {
    let mut hint = HeaderHint::default();
    hint.add_record(b"CM000669.2");
    let none = ReferenceVote::new(TranscriptStore::embedded());
    let decision = decide(None, &hint, &none, Location::file("x.vcf")).unwrap();
    assert_eq!(decision.assembly, Assembly::GRCh38);
    assert!(decide(Some(Assembly::GRCh37), &hint, &none, Location::file("x.vcf")).is_err());
}

#[test]
fn one_wrong_base_in_a_small_file_is_not_a_contradiction() {
    let decision = decided(None, LENGTH_37, &[("7", 140453136, "G")]).unwrap();
    assert!(decision.reason.contains("0 of 1 REF bases"), "{decision:?}");
}

#[test]
fn a_single_disagreeing_base_among_many_is_not_a_contradiction() {
    let mut probes: Vec<_> = KNOWN_37.to_vec();
    probes.extend(KNOWN_37);
    probes.push(("7", 140453135, "G"));
    assert_eq!(decided(None, LENGTH_37, &probes).unwrap().assembly, Assembly::GRCh37);
}
