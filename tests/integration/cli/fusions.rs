//! Fusions that work and that do not, from VCF and from the tables of callers.

use std::io::Write;

use theravar::genome::TranscriptStore;
use theravar::model::assembly::Assembly;
use theravar::model::position::ExonRank;

use super::support::{Row, annotate, records_vcf as vcf, rows, theravar};

/// Returns the level and the flags of each row, by gene.
fn told(rows: &[Row]) -> Vec<String> {
    let flags = |row: &Row| row["flags"].replace("conditional", "").replace(";;", ";");
    let cell = |row: &Row, flags: &str| {
        let level = if row["highest_level"].is_empty() { "-" } else { &row["highest_level"] };
        format!("{} {level} {}", row["gene"], flags.trim_matches(';')).trim_end().to_owned()
    };
    rows.iter().map(|row| cell(row, &flags(row))).collect()
}

fn of_table(table: &str) -> (Vec<String>, String) {
    let mut file = tempfile::NamedTempFile::new().unwrap();
    file.write_all(table.as_bytes()).unwrap();
    let vcf = "##fileformat=VCFv4.2\n#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tS\n";
    let path = file.path().to_str().unwrap();
    let args = ["annotate", "-", "-a", "GRCh38", "-t", "NSCLC", "-f", "tsv", "--fusions", path];
    let run = theravar(&args, vcf.as_bytes());
    assert_eq!(run.code, 0, "{}", run.stderr);
    (told(&rows(&run.stdout)), run.stderr)
}

#[test]
fn a_junction_has_a_level_where_it_can_work() {
    for (tumor, record, want) in [
        // KIF5B intron 15 with RET intron 11, and with RET intron 18.
        ("LUAD", "10 32025732 a N [10:43115660[N", "KIF5B::RET 1"),
        ("LUAD", "10 32025732 a N [10:43125778[N", "KIF5B::RET - domain_lost"),
        // EML4 intron 12 with ALK intron 19.
        ("LUAD", "2 42291000 a N N]2:29223600]", "EML4::ALK - out_of_frame"),
        // The other junction of EML4::ALK.
        ("LUAD", "2 29224494 a N [2:42298378[N", "ALK::EML4 - domain_lost"),
        // RET intron 11, FGFR2 intron 17 and FGFR3 intron 17 with places between genes.
        ("LUAD", "4 33000000 a N N[10:43115660[", "RET - partner_unknown"),
        ("CHOL", "4 33000000 a N [10:121481859[N", "FGFR2 1"),
        ("BLCA", "10 33000000 a N ]4:1807200]N", "FGFR3 - partner_unknown"),
        // Inside NSD2, and upstream of CCND1, with IGH.
        ("PCM", "4 1901424 a N N]14:105860000]", "IGH::NSD2 -"),
        ("PCM", "11 69500000 a N N[14:105860000[", "IGH::CCND1 3A"),
    ] {
        let record = format!("{record} . PASS SVTYPE=BND GT:PR 0/1:20,10");
        let rows = annotate(&vcf(&[&record]), &["-a", "GRCh38", "-t", tumor]);
        assert_eq!(told(&rows), [want], "{record}");
    }
}

#[test]
fn what_a_caller_says_of_its_fusion_counts() {
    const ARRIBA: &str = "#gene1\tgene2\tstrand1(gene/fusion)\tstrand2(gene/fusion)\tbreakpoint1\t\
        breakpoint2\tconfidence\treading_frame\tretained_protein_domains\n";
    let arriba = |row: &str| format!("{ARRIBA}{row}\n");
    for (table, want) in [
        (arriba("EML4\tALK\t+/+\t-/-\t2:42295516\t2:29223528\thigh\tin-frame\t."), "EML4::ALK 1"),
        (
            arriba("EML4\tALK\t+/+\t-/-\t2:42295516\t2:29223528\thigh\tout-of-frame\t."),
            "EML4::ALK - out_of_frame",
        ),
        (
            arriba("EML4\tALK\t+/+\t-/-\t2:42295516\t2:29223528\thigh\tstop-codon\t."),
            "EML4::ALK - stop_codon",
        ),
        (
            arriba("EML4\tALK\t+/+\t-/+\t2:42295516\t2:29223528\tmedium\t.\t."),
            "EML4::ALK - antisense",
        ),
        (
            arriba("EML4\tALK\t+/+\t-/-\t2:42295516\t2:29223528\tlow\tin-frame\t."),
            "EML4::ALK - low_confidence",
        ),
        (
            arriba("EML4\tALK\t+/+\t-/-\t2:42295516\t2:1\thigh\tin-frame\tHELP(100%)|MAM(90%)"),
            "EML4::ALK - domain_lost",
        ),
        // The end of MET exon 13 to the start of exon 15; EGFR exon 1 to exon 8.
        (arriba("MET\tMET\t+/+\t+/+\t7:116771654\t7:116774881\thigh\tin-frame\t."), "MET 1"),
        (
            "#FusionName\tLeftGene\tLeftBreakpoint\tRightGene\tRightBreakpoint\tPROT_FUSION_TYPE\n\
             EML4--ALK\tEML4^E1\tchr2:42295516:+\tALK^E2\tchr2:29223528:-\tFRAMESHIFT\n"
                .to_owned(),
            "EML4::ALK - out_of_frame",
        ),
        (
            "Gene_1_symbol(5end_fusion_partner)\tGene_2_symbol(3end_fusion_partner)\t\
             Predicted_effect\nCD74\tROS1\tin-frame\n"
                .to_owned(),
            "CD74::ROS1 1",
        ),
        (
            "name\treported\tphased\tlikelihood\tgeneStart\tgeneEnd\n\
             CCDC6_RET\ttrue\tOUT_OF_FRAME\tHIGH\tCCDC6\tRET\n"
                .to_owned(),
            "CCDC6::RET - out_of_frame",
        ),
        (
            "[Fusions]\t\t\nGene Pair\tBreakpoint 1\tBreakpoint 2\nEML4-ALK\tchr2:1\tchr2:2\n\n\
             [Small Variants]\nGene\n"
                .to_owned(),
            "EML4::ALK 1",
        ),
        (
            "[Splice Variants]\t\t\nGene\tAffected Exon\tBreakpoint 1\nMET\t14\tchr7:1\n"
                .to_owned(),
            "MET 1",
        ),
        ("geneA,geneB\nEML4,ALK\n".to_owned(), "EML4::ALK 1"),
    ] {
        assert_eq!(of_table(&table).0, [want], "{table}");
    }
}

#[test]
fn genes_without_an_order_are_put_in_order() {
    let sites =
        "Sample_Id\tSite1_Hugo_Symbol\tSite2_Hugo_Symbol\tSite2_Effect_On_Frame\tEvent_Info\n";
    for (table, want) in [
        (format!("{sites}S\tALK\tEML4\tIn_frame\t\n"), "EML4::ALK 1"),
        (
            format!("{sites}S\tRET\tKIF5B\tNA\tProtein fusion: out of frame {{KIF5B:RET}}\n"),
            "KIF5B::RET - out_of_frame",
        ),
        (format!("{sites}S\tROS1\tCD74\tNA\tAntisense fusion\n"), "CD74::ROS1 - antisense"),
        (format!("{sites}S\tALK\t\tNA\t\n"), "?::ALK - partner_unknown"),
        ("geneA\tgeneB\nALK\tEML4\n".to_owned(), "EML4::ALK 1"),
        ("geneA\tgeneB\nALK\t\n".to_owned(), "?::ALK 1"),
        // A caller that knows the order means the reciprocal.
        ("#FusionName\tLeftGene\tRightGene\nALK--EML4\tALK\tEML4\n".to_owned(), "ALK::EML4 -"),
    ] {
        assert_eq!(of_table(&table).0, [want], "{table}");
    }
    let (rows, errors) =
        of_table("geneA\tgeneB\tClass\nMET\tMET\tDELETION\nTP53\tTP53\tDELETION\n");
    assert_eq!(rows, ["TP53 -"]);
    assert!(errors.contains("1 gene is joined to itself") && errors.contains("MET"), "{errors}");
}

/// Exons, frame, domain and reading of a row.
fn made(row: &Row) -> String {
    ["exons", "frame", "domain", "reading"].map(|column| &*row[column]).join("|")
}

#[test]
fn the_make_of_an_event_stands_in_columns() {
    for (record, want) in [
        // KIF5B::RET, with and without the kinase; EML4 intron 12; FGFR2 intron 17 with no gene.
        ("10 32025732 a N [10:43115660[N", "15::12|in_frame|RET kinase domain kept|dna_junction"),
        ("10 32025732 a N [10:43125778[N", "15::19|in_frame|RET kinase domain lost|dna_junction"),
        ("4 33000000 a N [10:121481859[N", "17::?|not_known|FGFR2 kinase domain kept|dna_junction"),
        // MET exon 14.
        ("7 116771700 a N N[7:116773000[", "14|in_frame|MET kinase domain kept|dna_junction"),
    ] {
        let record = format!("{record} . PASS SVTYPE=BND GT:PR 0/1:20,10");
        let rows = annotate(&vcf(&[&record]), &["-a", "GRCh38", "-t", "LUAD"]);
        assert_eq!(rows.iter().map(made).collect::<Vec<_>>(), [want], "{record}");
    }
    // A small variant has none.
    let rows = annotate(&vcf(&["7 140753336 a A T . PASS . GT 0/1"]), &["-a", "GRCh38"]);
    assert_eq!(rows.iter().map(made).collect::<Vec<_>>(), ["|||"]);
}

#[test]
fn a_table_says_what_its_rows_rest_on() {
    for (table, want) in [
        (
            "#gene1\tgene2\tstrand1(gene/fusion)\tstrand2(gene/fusion)\tbreakpoint1\tbreakpoint2\t\
             confidence\treading_frame\nEML4\tALK\t+/+\t-/-\t2:42295516\t2:29223528\thigh\tin-frame\n",
            "13::20|in_frame|ALK kinase domain kept|rna",
        ),
        (
            "reported\tphased\tlikelihood\tgeneStart\tgeneEnd\ntrue\tOUT_OF_FRAME\tHIGH\tCCDC6\tRET\n",
            "|out_of_frame||dna_junction",
        ),
        (
            "Site1_Hugo_Symbol\tSite2_Hugo_Symbol\tRNA_Support\tDNA_Support\nEML4\tALK\tNo\tYes\n",
            "|not_known||dna_junction",
        ),
        ("geneA,geneB\nEML4,ALK\n", "|not_known||table"),
    ] {
        let mut file = tempfile::NamedTempFile::new().unwrap();
        file.write_all(table.as_bytes()).unwrap();
        let path = file.path().to_str().unwrap();
        let rows = annotate(&vcf(&[]), &["-a", "GRCh38", "-t", "NSCLC", "--fusions", path]);
        assert_eq!(rows.iter().map(made).collect::<Vec<_>>(), [want], "{table}");
    }
}

/// The middle of an exon of a gene on GRCh38, 1-based.
fn inside(gene: &str, exon: u32) -> u32 {
    let model = &TranscriptStore::embedded().gene(gene, Assembly::GRCh38)[0];
    let exon = model.exon(ExonRank(exon)).unwrap();
    exon.start + exon.len() / 2
}

#[test]
fn bases_between_two_exons_count_for_the_frame() {
    let told = |five: u32, three: u32, inserted: &str, info: &str| {
        let record =
            format!("10 {five} a N [10:{three}[{inserted}N . PASS SVTYPE=BND{info} GT 0/1");
        let rows = annotate(&vcf(&[&record]), &["-a", "GRCh38", "-t", "LUAD"]);
        assert_eq!(rows.len(), 1, "{record}");
        let row = &rows[0];
        [&*row["gene"], &row["exons"], &row["frame"], &row["highest_level"]].join(" ")
    };
    let (kif5b, ret) = (inside("KIF5B", 15), inside("RET", 11));
    let bases = ["", "C", "CC"];
    let frames = bases.map(|inserted| told(kif5b, ret, inserted, ""));
    let fits: Vec<usize> = (0..3).filter(|&n| frames[n].contains("in_frame")).collect();
    let [fit] = fits.as_slice() else { panic!("{frames:?}") };
    for (number, frame) in frames.iter().enumerate() {
        let want = match number == *fit {
            true => "KIF5B::RET 15::11 in_frame 1",
            false => "KIF5B::RET 15::11 out_of_frame ",
        };
        assert_eq!(frame, want, "{number} bases");
    }
    // Codons between the two parts that stop in any frame; bases in introns; ends that are not exact.
    let stops = format!("{}TTAATTAATTAA", bases[*fit]);
    assert_eq!(told(kif5b, ret, &stops, ""), "KIF5B::RET 15::11 stop_codon ");
    assert_eq!(told(32_025_732, 43_115_660, "C", ""), "KIF5B::RET 15::12 in_frame 1");
    for inserted in bases {
        let told = told(kif5b, ret, inserted, ";IMPRECISE;CIPOS=-20,20");
        assert_eq!(told, "KIF5B::RET 15::11 not_known 1");
    }
    // An exon and an intron: how it is spliced is not known.
    assert_eq!(told(kif5b, 43_115_660, "", ""), "KIF5B::RET 15::12 not_known 1");
    // Ends in introns that may reach an exon, or not.
    let near = inside("RET", 12) - 200;
    assert!(told(32_025_732, near, "", ";IMPRECISE;CIPOS=-300,300").contains("not_known"));
    assert!(told(32_025_732, 43_115_660, "", ";IMPRECISE;CIPOS=-10,10").contains("in_frame"));
}

#[test]
fn of_two_kinases_the_one_that_is_kept_counts() {
    // FGFR2 up to exon 17 with ALK from each exon on, 100 bases before it.
    let told = |exon: u32| {
        let alk = &TranscriptStore::embedded().gene("ALK", Assembly::GRCh38)[0];
        let at = alk.exon(ExonRank(exon)).unwrap().end + 100;
        let record = format!("10 121481859 a N ]2:{at}]N . PASS SVTYPE=BND GT 0/1");
        let rows = annotate(&vcf(&[&record]), &["-a", "GRCh38", "-t", "CHOL"]);
        rows.into_iter().find(|row| row["gene"] == "FGFR2::ALK").unwrap()
    };
    let is_of_alk = |row: &Row| row["biomarkers"].contains("v::ALK Fusion");
    let whole: Vec<Row> = (18..=20).map(told).collect();
    assert!(
        whole.iter().all(|row| is_of_alk(row) && row["domain"].contains("ALK kinase domain kept"))
    );
    let cut: Vec<Row> = (22..=26).map(told).filter(|row| row["frame"] == "in_frame").collect();
    assert!(!cut.is_empty());
    for row in cut {
        assert!(row["domain"].contains("ALK kinase domain lost"), "{row:?}");
        assert!(!is_of_alk(&row), "{row:?}");
        assert_eq!((&*row["highest_level"], row["biomarkers"].is_empty()), ("1", false), "{row:?}");
    }
}

#[test]
fn statements_with_a_level_come_before_others_of_their_kind() {
    let record = "10 32025732 a N [10:43115660[N . PASS SVTYPE=BND GT 0/1";
    let json = super::json::result(&vcf(&[record]), &["-a", "GRCh38", "-t", "LUAD"]);
    let matches = json["variants"][0]["matches"].as_array().unwrap();
    assert!(matches.len() > 1);
    let has_level = |matched: &serde_json::Value| {
        matched["evidence"].as_array().unwrap().iter().any(|item| item.get("level").is_some())
    };
    let of_kind = |kind: &str| -> Vec<bool> {
        let is_of_kind = |matched: &&serde_json::Value| {
            let conditions = matched["conditions"].as_array();
            matched["match_type"] == kind && conditions.is_none_or(Vec::is_empty)
        };
        matches.iter().filter(is_of_kind).map(has_level).collect()
    };
    let leveled = of_kind("fusion");
    assert!(leveled.contains(&true) && leveled.is_sorted_by(|a, b| a >= b), "{leveled:?}");
}
