use super::*;

fn names(list: &str) -> Vec<String> {
    list.split_whitespace().map(str::to_owned).collect()
}

#[test]
fn rules_in_order() {
    for (samples, meta, want, how) in [
        ("S1", "", (Some(0), None), "the only sample"),
        ("NORMAL", "", (Some(0), None), "the only sample"),
        ("NORMAL TUMOR", "", (Some(1), Some(0)), "column name"),
        (
            "SM-74NEG SM-74P4M",
            "##normal_sample=SM-74NEG\n##tumor_sample=SM-74P4M\n",
            (Some(1), Some(0)),
            "header: ##tumor_sample=",
        ),
        ("TUMOR NORMAL", "##tumor_sample=NORMAL\n", (Some(1), None), "header: ##tumor_sample="),
        (
            "A B",
            "##normal_sample=A\r\n",
            (Some(1), Some(0)),
            "the only sample that is not the normal",
        ),
        (
            "A B",
            "##GATKCommandLine=<ID=Mutect2,CommandLine=\"Mutect2  --tumor-sample B --normal-sample A\">",
            (Some(1), Some(0)),
            "header: caller's command line",
        ),
        (
            "LIB-1 LIB-2",
            "##MuTect=\"analysis_type=MuTect tumor_sample_name=LIB-1 normal_sample_name=LIB-2\"",
            (Some(0), Some(1)),
            "header: caller's command line",
        ),
        (
            "N7 T7x",
            "##DRAGENCommandLine=<ID=dragen,CommandLineOptions=\"--RGSM N7 --RGSM-tumor T7x\">",
            (Some(1), Some(0)),
            "header: caller's command line",
        ),
        (
            "x y",
            "##SAMPLE=<ID=x,Gender=n/a,IsTumor=no,IsFFPE=no>\n##SAMPLE=<ID=y,IsTumor=yes>",
            (Some(1), Some(0)),
            "header: ##SAMPLE",
        ),
        (
            "L7 L8",
            "##cmdline=lancet --tumor /data/L8.bam --normal /data/L7.sorted.bam --ref x.fa",
            (Some(1), Some(0)),
            "header: caller's command line",
        ),
        (
            "HCC1954 HCC1954_BL",
            "##cmdline=x --tumor HCC1954.bam --normal HCC1954_BL.bam",
            (Some(0), Some(1)),
            "header: caller's command line",
        ),
        (
            "b a",
            "##DRAGENCommandLine=<ID=dragen,CommandLineOptions=\"--tumor-cram-input /d/a.cram \
             --cram-input /d/b.cram\">",
            (Some(1), Some(0)),
            "header: caller's command line",
        ),
        (
            "b a",
            "##DeepVariant_cmdline=run --reads_tumor=/d/a.bam --reads_normal=/d/b.bam",
            (Some(1), Some(0)),
            "header: caller's command line",
        ),
        ("X1R X2T", "", (Some(1), Some(0)), "column name"),
        ("P1 P2", "##PEDIGREE=<Derived=P2,Original=P1>", (Some(1), Some(0)), "header: ##PEDIGREE"),
        ("P1 P2", "##PEDIGREE=<ID=P2,Original=P1>", (Some(1), Some(0)), "header: ##PEDIGREE"),
        (
            "x y",
            "##SAMPLE=<ID=x,Genomes=Germline>\n##SAMPLE=<ID=y,Genomes=Tumor>",
            (Some(1), Some(0)),
            "header: ##SAMPLE",
        ),
        ("G_N G_rna G_T", "", (Some(2), Some(0)), "column name"),
        ("DNA_NORMAL DNA_TUMOR RNA_TUMOR", "", (Some(1), Some(0)), "column name"),
        ("BLANK TUMOR", "##tumor_sample=gone", (Some(1), None), "column name"),
    ] {
        let chosen = choose(&names(samples), meta.as_bytes(), None, None).unwrap();
        assert_eq!((chosen.tumor, chosen.normal), want, "{samples} {meta}");
        assert_eq!(chosen.how, how, "{samples} {meta}");
    }
}

#[test]
fn requests() {
    let samples = names("A TUMOR NORMAL");
    let chosen = choose(&samples, b"", Some("A"), None).unwrap();
    assert_eq!((chosen.tumor, chosen.normal, &*chosen.how), (Some(0), Some(2), "requested"));
    let chosen = choose(&samples, b"", None, Some("A")).unwrap();
    assert_eq!((chosen.tumor, chosen.normal), (Some(1), Some(0)));
    let chosen = choose(&names("A B"), b"", None, Some("A")).unwrap();
    assert_eq!((chosen.tumor, chosen.normal), (Some(1), Some(0)));
    let chosen = choose(&names("TUMOR X"), b"", None, Some("TUMOR")).unwrap();
    assert_eq!((chosen.tumor, chosen.normal), (Some(1), Some(0)));
    assert_eq!(choose(&[], b"", None, None).unwrap().tumor, None);
}

#[test]
fn refusals() {
    for (samples, meta, tumor, normal, want) in [
        ("A B", "", Some("C"), None, "no sample \"C\": the file has A, B"),
        ("", "", Some("C"), None, "no sample \"C\": the file has no samples"),
        (
            "A B",
            "",
            Some("A"),
            Some("A"),
            "sample \"A\" is asked for as tumour and as normal: name two samples",
        ),
        (
            "A B",
            "",
            None,
            None,
            "several samples may be the tumour (A, B): choose one with --sample NAME",
        ),
        (
            "NORMAL TUMOR MET",
            "",
            None,
            None,
            "several samples may be the tumour (TUMOR, MET): choose one with --sample NAME",
        ),
        (
            "A B",
            "##tumor_sample=A\n##tumor_sample=B",
            None,
            None,
            "several samples may be the tumour (A, B): choose one with --sample NAME",
        ),
        (
            "NORMAL",
            "",
            None,
            Some("NORMAL"),
            "all samples look like normals (NORMAL): choose the tumour with --sample NAME",
        ),
    ] {
        let error = choose(&names(samples), meta.as_bytes(), tumor, normal).unwrap_err();
        assert!(matches!(error, Error::Usage(_)));
        assert_eq!(error.to_string(), want);
    }
}
