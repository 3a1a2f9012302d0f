use super::*;
use crate::model::consequence::{Rank, Term, Terms};
use crate::model::protein_change::{ProteinChange, Residue};

const VEP: &str = "Consequence annotations from Ensembl VEP. Format: Allele|Consequence|IMPACT|\
    SYMBOL|Gene|Feature_type|Feature|BIOTYPE|EXON|INTRON|HGVSc|HGVSp|Protein_position|\
    CANONICAL|MANE_SELECT|PICK";
const SNPEFF: &str = "Functional annotations: 'Allele | Annotation | Annotation_Impact | \
    Gene_Name | Gene_ID | Feature_Type | Feature_ID | Transcript_BioType | Rank | HGVS.c | HGVS.p | \
    cDNA.pos / cDNA.length | CDS.pos / CDS.length | AA.pos / AA.length | Distance | \
    ERRORS / WARNINGS / INFO' ";
const BCSQ: &str = "Local consequence annotation from BCFtools/csq, see http://samtools.github.io/\
    bcftools/howtos/csq-calling.html for details. Format: Consequence|gene|transcript|biotype|\
    strand|amino_acid_change|dna_change";

fn format(id: &str, description: &str) -> AnnotationFormat {
    AnnotationFormat::from_info_description(id, description).unwrap()
}

fn terms(list: &[Term]) -> Terms {
    list.iter().copied().collect()
}

/// Stands in for the parser of protein changes: substitutions in one-letter code.
fn parse(text: &str) -> Option<ProteinChange> {
    let bytes = text.strip_prefix("p.")?.as_bytes();
    let [first, digits @ .., last] = bytes else { return None };
    let number = std::str::from_utf8(digits).ok()?.parse().ok()?;
    let at = Residue { number, residue: Some(*first) };
    Some(ProteinChange::Substitution { at, alternate: *last })
}

#[test]
fn formats() {
    assert_eq!(format("CSQ", VEP).dialect, Dialect::Vep);
    assert_eq!(format("ANN", VEP).dialect, Dialect::Vep, "the names decide, not the key");
    assert_eq!(format("ANN", SNPEFF).dialect, Dialect::SnpEff);
    assert_eq!(format("BCSQ", BCSQ).dialect, Dialect::Bcftools);
    for (id, description) in
        [("DP", VEP), ("CSQ", "Consequence type"), ("CSQ", "Format: Allele|Gene"), ("ANN", "")]
    {
        assert_eq!(AnnotationFormat::from_info_description(id, description), None, "{id}");
    }
}

#[test]
fn vep_entry() {
    let format = format("CSQ", VEP);
    let value =
        b"A|missense_variant&splice_region_variant|MODERATE|BRAF|ENSG00000157764|Transcript|\
        ENST00000646891|protein_coding|15/18||ENST00000646891.2:c.1799T>A|\
        ENSP00000493543.1:p.Val600Glu|600/766|YES|NM_004333.6|1,\
        A|regulatory_region_variant|MODIFIER|||RegulatoryFeature|ENSR1|promoter||||||||";
    let all: Vec<_> = entries(&format, value).collect();
    assert_eq!(all.len(), 2);
    let entry = all[0];
    assert_eq!((entry.allele, entry.gene, entry.biotype), ("A", "BRAF", "protein_coding"));
    assert_eq!((entry.transcript, entry.protein_id), ("ENST00000646891.2", "ENSP00000493543.1"));
    assert_eq!((entry.hgvs_c, entry.hgvs_p), ("c.1799T>A", "p.Val600Glu"));
    assert_eq!(entry.terms, terms(&[Term::Missense, Term::SpliceRegion]));
    assert_eq!(entry.exon, Some(Rank { first: 15, last: 15, total: 18 }));
    assert_eq!((entry.intron, entry.protein_position), (None, Some((600, 600))));
    assert!(entry.is_mane_select && entry.is_canonical && entry.is_picked);
    assert_eq!((all[1].transcript, all[1].gene), ("", ""));
    assert_eq!(to_consequence(&all[1], &parse), None);
    let consequence = to_consequence(&entry, &|text| {
        assert_eq!(text, "p.Val600Glu");
        parse("p.V600E")
    })
    .unwrap();
    assert!(consequence.from_input);
    assert_eq!(&*consequence.transcript, "ENST00000646891.2");
    assert_eq!(consequence.protein, parse("p.V600E"));
    assert_eq!(consequence.hgvs_c.as_deref(), Some("c.1799T>A"));
    assert_eq!(consequence.codons, Some((600, 600)));
}

#[test]
fn vep_oddities() {
    let format = format("CSQ", VEP);
    let entry = |text: &'static str| entries(&format, text.as_bytes()).next().unwrap();
    let silent = entry(
        "A|synonymous_variant|LOW|H6PD||Transcript|E|p|2/5||E.2:c.360G>A|E.2:c.360G>A|?-120||||",
    );
    assert_eq!((silent.hgvs_p, silent.protein_id), ("", ""), "a coding change in HGVSp");
    assert_eq!(silent.protein_position, Some((120, 120)));
    let equal =
        entry("A|synonymous_variant|LOW|G||Transcript|E|p|2-3/5||n.5A>G|P.1:p.Leu120%3D|||||");
    assert_eq!(equal.exon, Some(Rank { first: 2, last: 3, total: 5 }));
    assert_eq!((equal.hgvs_c, equal.hgvs_p), ("n.5A>G", "p.Leu120%3D"));
    to_consequence(&equal, &|text| {
        assert_eq!(text, "p.Leu120=");
        None
    })
    .unwrap();
    let short = entry("A|nonsense_thing");
    assert!(short.terms.is_empty() && to_consequence(&short, &parse).is_none());
    assert_eq!(entries(&format, b".").count(), 0);
    assert_eq!(entries(&format, b"\xff|x,A|intron_variant").count(), 1);
}

#[test]
fn snpeff_entry() {
    let format = format("ANN", SNPEFF);
    let value =
        b"T|missense_variant|MODERATE|BRAF|BRAF|transcript|NM_004333.4|protein_coding|15/18|\
        c.1799T>A|p.Val600Glu|1860/2949|1799/2301|600/766||,\
        T|splice_region_variant&intron_variant|LOW|BRAF|BRAF|transcript|NM_2.1|protein_coding|7/24|\
        c.981+7A>G||||||";
    let all: Vec<_> = entries(&format, value).collect();
    assert_eq!((all[0].transcript, all[0].gene), ("NM_004333.4", "BRAF"));
    assert_eq!((all[0].hgvs_c, all[0].hgvs_p), ("c.1799T>A", "p.Val600Glu"));
    assert_eq!(all[0].protein_position, Some((600, 600)));
    assert_eq!((all[0].exon.map(|r| r.first), all[0].intron), (Some(15), None));
    assert_eq!((all[1].exon, all[1].intron.map(|r| r.first)), (None, Some(7)));
}

#[test]
fn bcftools_entry() {
    let format = format("BCSQ", BCSQ);
    let value =
        b"*missense|BRAF|ENST00000288602|protein_coding|-|600V>600E|140453136A>T,@140453140,\
        intron|BRAF|ENST2|protein_coding";
    let all: Vec<_> = entries(&format, value).collect();
    assert_eq!(all.len(), 2, "a reference to another record is no entry");
    assert_eq!(all[0].terms, terms(&[Term::Missense]));
    assert_eq!((all[0].gene, all[0].transcript), ("BRAF", "ENST00000288602"));
    assert_eq!(all[0].protein_position, Some((600, 600)));
    assert_eq!(to_consequence(&all[0], &parse).unwrap().protein, parse("p.V600E"));
    assert_eq!(all[1].terms, terms(&[Term::Intron]));
}

#[test]
fn alleles() {
    let [vep, snpeff, bcsq] =
        [("CSQ", VEP), ("ANN", SNPEFF), ("BCSQ", BCSQ)].map(|(i, d)| format(i, d));
    for (format, entry, reference, alternates, want) in [
        (&vep, "T|x", "A", "T", &[1][..]),
        (&vep, "T|x", "A", "C,T", &[2]),
        (&vep, "-|x", "CA", "C", &[1]),
        (&vep, "-|x", "CAG", "C,CAGG", &[1]),
        (&vep, "AGG|x", "CAG", "C,CAGG", &[2]),
        (&vep, "GG|x", "AT", "GG", &[1]),
        (&vep, "AG|x", "AT", "AG", &[1]),
        (&vep, "G|x", "AT", "AG", &[]),
        (&vep, "-|x", "CA", "C,*", &[1]),
        (&vep, "TC|x", "AATGG", "TC", &[1]),
        (&vep, "T|x", "CAA", "TA,C", &[1]),
        (&vep, "TA|x", "CAA", "TA,C", &[1]),
        (&vep, "deletion|x", "N", "<DEL>", &[1]),
        (&vep, "INV|x", "N", "<INV>", &[1]),
        (&vep, "G|x", "GA", "G", &[]),
        (&snpeff, "G|x", "C", "T,G", &[2]),
        (&snpeff, "G-C|x", "A", "C,G", &[2]),
        (&snpeff, "CA|x", "C", "CA", &[1]),
        (&snpeff, "T-7:140453136_A>T|x", "A", "T", &[1]),
        (&bcsq, "missense|g|t|b|-|600V>600E|140453136A>T", "A", "G,T", &[2]),
        (&bcsq, "missense|g|t|b|-|600V>600K|140453136A>T+140453137C>T", "C", "T", &[1]),
        (&bcsq, "intron|g|t|b", "A", "G,T", &[1, 2]),
    ] {
        let entry = entries(format, entry.as_bytes()).next().unwrap();
        let got: Vec<usize> = (0..4)
            .filter(|&at| applies_to(&entry, reference.as_bytes(), alternates.as_bytes(), at))
            .collect();
        assert_eq!(got, want, "{entry:?} {reference} {alternates}");
    }
    let numbered = format("CSQ", "Format: Allele|Consequence|Feature|ALLELE_NUM");
    let entry = entries(&numbered, b"-|x|t|2").next().unwrap();
    assert!(applies_to(&entry, b"CAA", b"C,CA", 2) && !applies_to(&entry, b"CAA", b"C,CA", 1));
}

#[test]
fn selection() {
    let format = format("CSQ", VEP);
    let pick = |value: &'static str| -> Vec<&'static str> {
        select_per_gene(entries(&format, value.as_bytes())).iter().map(|e| e.transcript).collect()
    };
    let rows = "A|stop_gained||G1||Transcript|severe||||||||\
        ,A|missense_variant||G1||Transcript|canonical|||||||YES||\
        ,A|intron_variant||G1||Transcript|mane||||||||NM_1.1|\
        ,A|intron_variant||G2||Transcript|mild||||||||\
        ,A|missense_variant||G2||Transcript|worse||||||||\
        ,A|missense_variant||G2||Transcript|later||||||||\
        ,A|regulatory_region_variant||||RegulatoryFeature|R||||||||";
    assert_eq!(pick(rows), ["mane", "worse"]);
    assert_eq!(
        pick(
            "A|stop_gained||G||Transcript|a||||||||,A|intron_variant||G||Transcript|b|||||||YES||"
        ),
        ["b"]
    );
    let ann = super::tests::format("ANN", SNPEFF);
    let cancer = b"G-C|stop_gained|HIGH|G|G|transcript|t|||||,G|missense_variant|MODERATE|G|G|transcript|t|||||";
    let selected = select_per_gene(entries(&ann, cancer));
    assert_eq!((selected.len(), selected[0].allele), (1, "G"), "REF as background first");
}

#[test]
fn consequences_of_one_allele() {
    let format = format("CSQ", VEP);
    let value = b"T|missense_variant||G1||Transcript|T1||||||||,\
        C|stop_gained||G1||Transcript|T1||||||||,C|intron_variant||G2||Transcript|T2||||||||";
    let of = |alt| {
        let all = consequences(&format, value, b"A", b"T,C", alt, &parse);
        all.into_iter().map(|one| (one.gene.to_string(), one.terms)).collect::<Vec<_>>()
    };
    assert_eq!(of(1), [("G1".to_owned(), terms(&[Term::Missense]))]);
    assert_eq!(
        of(2),
        [("G1".to_owned(), terms(&[Term::StopGained])), ("G2".to_owned(), terms(&[Term::Intron])),]
    );
}

proptest::proptest! {
    /// Checks that reading any annotation ends without a panic.
    #[test]
    fn any_text_is_read(text in "([A-Za-z0-9>*%:.,&@/?|-]|4294967295){0,80}", alt in 0usize..3) {
        for format in [format("CSQ", VEP), format("ANN", SNPEFF), format("BCSQ", BCSQ)] {
            for entry in select_per_gene(entries(&format, text.as_bytes())) {
                to_consequence(&entry, &parse);
            }
            for entry in entries(&format, text.as_bytes()) {
                applies_to(&entry, b"CA", b"C,CAA", alt);
            }
        }
    }

    /// Checks the same for the peptides of BCSQ, where numbers are added to.
    #[test]
    fn any_peptides_are_read(change in "([0-9]{1,3}|4294967295)[A-Z*.]{0,3}(>([0-9]{1,3}|4294967295)[A-Z*]{0,3})?") {
        for term in ["missense", "frameshift", "stop_lost", "inframe_deletion"] {
            let text = format!("{term}|G|T|protein_coding|-|{change}|1A>T");
            for entry in entries(&format("BCSQ", BCSQ), text.as_bytes()) {
                to_consequence(&entry, &parse);
            }
        }
    }
}
