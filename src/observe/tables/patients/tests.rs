use std::path::Path;

use super::*;

fn table(text: &str) -> Table {
    Table::parse(Path::new("t.tsv"), text, &["gene"]).unwrap()
}

/// Returns the lines of the rows of `sample`, or the error. The first two columns are in use.
fn lines(text: &str, sample: &str) -> Result<Vec<u64>, String> {
    let table = table(text);
    let own = own(&table, sample, &[0, 1]).map_err(|error| error.to_string())?;
    Ok(own.rows.iter().map(|row| row.line()).collect())
}

fn two_patients(column: &str) -> String {
    format!("gene\tcall\t{column}\nMET\t2\tA\nERBB2\t2\tB\n")
}

#[test]
fn the_sample_column_under_any_usual_name() {
    for name in [
        "sample",
        "Sample",
        "#sample",
        "sample_id",
        "Sample ID",
        "Sample.Name",
        "sampleName",
        "SAMPLE_NAME",
        "Tumor_Sample_Barcode",
        "tumour-sample-id",
        "TumorSampleID",
        "tumor_sample",
        "patient",
        "PATIENT_ID",
        "PatientID",
        "Barcode",
        "Specimen ID",
        "subject",
        "case_id",
        "Donor",
    ] {
        assert_eq!(lines(&two_patients(name), "B"), Ok(vec![3]), "{name}");
        let unnamed = lines(&two_patients(name), "").unwrap_err();
        assert!(unnamed.contains("2 samples (A, B)") && unnamed.contains("--sample"), "{unnamed}");
    }
    // A sample goes before its patient; ID is a sample in a SEG file alone.
    assert_eq!(
        lines("gene\tcall\tpatient\tsample\nMET\t2\tA\tS1\nALK\t2\tA\tS2\n", "S2"),
        Ok(vec![3])
    );
    assert_eq!(lines("gene\tcall\tID\nMET\t2\t1\nALK\t2\t2\n", "T"), Ok(vec![2, 3]));
    assert_eq!(lines("gene\tcall\tID\tloc.start\nMET\t2\tT\t1\nALK\t2\tU\t1\n", "T"), Ok(vec![2]));
}

#[test]
fn a_column_that_looks_like_the_samples_is_refused_by_name() {
    for name in ["sample_nr", "my_sample", "patients_code", "Tumor", "barcode_2", "specimen nr"] {
        let error = lines(&two_patients(name), "B").unwrap_err();
        assert!(error.starts_with("t.tsv:1: ") && error.contains(name), "{error}");
        assert!(error.contains("sample_id"), "{error}");
    }
    // Of whatever name: it holds the run's sample and others.
    assert!(lines(&two_patients("lab"), "B").unwrap_err().contains("\"lab\""));
    // Properties of the one sample.
    for name in ["tumor_type", "sampleType", "Tumor purity", "Matched_Norm_Sample_Barcode", "lab"] {
        assert_eq!(lines(&two_patients(name), "T"), Ok(vec![2, 3]), "{name}");
    }
    let two = "gene\tcall\tsample\tSample\nMET\t2\tA\tB\n";
    assert!(lines(two, "A").unwrap_err().contains("two columns"));
    let empty = lines("gene\tcall\tsample\nMET\t2\tA\nALK\t2\t\n", "A").unwrap_err();
    assert!(empty.contains("t.tsv:3: sample: empty"), "{empty}");
}

#[test]
fn a_sample_without_a_row_is_a_warning() {
    let table = table(&two_patients("sample"));
    let found = own(&table, "T", &[0, 1]).unwrap();
    assert!(found.rows.is_empty());
    let warning = found.warning.unwrap();
    assert!(
        warning.to_string().contains("\"T\"") && warning.to_string().contains("A, B"),
        "{warning}"
    );
    let case = own(&table, "a", &[0, 1]).unwrap().warning.unwrap();
    assert!(case.to_string().contains("\"A\" differs in case only"), "{case}");
    assert!(own(&table, "A", &[0, 1]).unwrap().warning.is_none());
    let empty = Table::parse(Path::new("t"), "gene\tcall\tsample\n", &[]).unwrap();
    assert!(own(&empty, "A", &[0, 1]).unwrap().warning.is_none());
    // One sample needs no name.
    assert_eq!(lines("gene\tcall\tsample\nMET\t2\tA\n", ""), Ok(vec![2]));
}

#[test]
fn a_matrix_is_read_for_the_runs_sample() {
    let is_call = |cell: &str| matches!(cell, "" | "0" | "2" | "-2");
    let of = |text: &str, sample: &str| matrix(&table(text), sample, 0, is_call);
    let two = "gene\tEntrez_Gene_Id\tA\tB\nMET\t2\t2\t0\nALK\t0\t\t-2\n";
    assert!(matches!(of(two, "B"), Ok(Some(Matrix::Own(3)))));
    let Ok(Some(Matrix::Others(warning))) = of(two, "T") else { panic!("no warning") };
    assert!(warning.to_string().contains("nothing is of sample \"T\""), "{warning}");
    assert!(of(two, "").unwrap_err().to_string().contains("2 samples (A, B)"));
    assert!(matches!(of("gene\tA\nMET\t2\n", ""), Ok(Some(Matrix::Own(1)))));
    // No matrix: copies, another word than a call, a table of samples.
    for text in [
        "gene\tcopy_number\nMET\t2\n",
        "gene\tA\nMET\thigh\n",
        "gene\tsample\nMET\t2\n",
        "gene\tA\nMET\t\n",
        "gene\tdriver\tmissense\tnonsense\nMET\tDEL\t2\t0\n",
    ] {
        assert!(matches!(of(text, "T"), Ok(None)), "{text}");
        assert!(matches!(of(text, ""), Ok(None)), "{text}");
    }
}
