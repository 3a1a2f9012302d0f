//! A variant as an observation of the profile `variant` (Genomics Reporting 3.0.0).

use serde_json::{Number, Value, json};

use super::element::{
    Components, LOINC, STATUS, UCUM, categories, code_alone, code_of_text, coded, profile,
};
use crate::model::allele::AltKind;
use crate::model::assembly::Assembly;
use crate::model::call::Stated;
use crate::model::contig::Contig;
use crate::model::finding::{Finding, Withheld};
use crate::report::statement::text;

const CONCEPT: &str = "valueCodeableConcept";
const HGVS: &str = "http://varnomen.hgvs.org";
const REFSEQ: &str = "http://www.ncbi.nlm.nih.gov/refseq";
const HGNC: &str = "http://www.genenames.org";
const SO: &str = "http://www.sequenceontology.org";
/// Where the specification of the identifiers of alleles lies.
const VRS: &str = "https://vrs.ga4gh.org";
const CLINGEN: &str = "https://reg.clinicalgenome.org";
const CIVIC: &str = "https://civicdb.org";

/// Returns the observation.
pub(super) fn observation(finding: &Finding<'_>, assembly: Assembly, specimen: &Value) -> Value {
    json!({
        "resourceType": "Observation",
        "meta": { "profile": [profile("variant")] },
        "status": STATUS,
        "category": categories(),
        "code": code_alone(LOINC, "69548-6"),
        "specimen": specimen,
        "valueCodeableConcept": presence(finding),
        "component": components(finding, assembly),
    })
}

/// Returns whether the variant is there: not settled where reads and the input say otherwise.
fn presence(finding: &Finding<'_>) -> Value {
    match finding.withheld {
        Some(Withheld::NotInReads | Withheld::NotCalled) => {
            coded(LOINC, "LA11884-6", "Indeterminate")
        }
        _ => coded(LOINC, "LA9633-4", "Present"),
    }
}

/// Returns the name, and what must be known of the call: `EGFR T790M (filtered, low_vaf)`.
fn conclusion(finding: &Finding<'_>) -> String {
    let flags: Vec<&str> = finding.flags.iter().map(|flag| flag.name()).collect();
    match flags.as_slice() {
        [] => finding.name(),
        flags => format!("{} ({})", finding.name(), flags.join(", ")),
    }
}

fn components(finding: &Finding<'_>, assembly: Assembly) -> Value {
    let (variant, consequence) = (&finding.variant, &finding.consequence);
    let mut all = Components::default();
    for (number, gene) in consequence.gene.genes().enumerate().filter(|(_, gene)| *gene != "?") {
        let id = finding.gene.hgnc.get(number).filter(|id| !id.is_empty());
        let mut concept = json!({ "text": text(gene) });
        if let Some(id) = id {
            concept["coding"] =
                json!([{ "system": HGNC, "code": id.as_str(), "display": text(gene) }]);
        }
        all.put("48018-6", CONCEPT, Some(concept).filter(|_| !gene.is_empty()));
    }
    let (code, display) = match assembly {
        Assembly::GRCh37 => ("LA14029-5", "GRCh37"),
        Assembly::GRCh38 => ("LA26806-2", "GRCh38"),
    };
    all.put("62374-4", CONCEPT, Some(coded(LOINC, code, display)));
    let transcript = consequence.transcript.as_ref();
    let of = |accession: &str, change: &str| match change.contains(':') || accession.is_empty() {
        true => change.to_owned(),
        false => format!("{accession}:{change}"),
    };
    let hgvs_c = consequence.hgvs_c.as_deref().map(|change| of(transcript, change));
    all.put("48004-6", CONCEPT, hgvs_c.and_then(|c| code_of_text(HGVS, &c)));
    let hgvs_p = consequence.protein.as_ref().map(|change| change.hgvs());
    let hgvs_p = hgvs_p.map(|change| of(&consequence.protein_accession, &change));
    all.put("48005-3", CONCEPT, hgvs_p.and_then(|p| code_of_text(HGVS, &p)));
    let hgvs_g = finding.vrs.as_ref().and_then(|allele| allele.hgvs_g.as_deref());
    all.put("81290-9", CONCEPT, hgvs_g.and_then(|g| code_of_text(HGVS, g)));
    let is_spelt = AltKind::of(variant.alternate.as_bytes()) == AltKind::Sequence;
    let contig = Contig::from_name(variant.chrom.as_bytes());
    let placed = contig.filter(|_| variant.pos > 0);
    let accession = placed.and_then(|contig| code_of_text(REFSEQ, &contig.refseq(assembly)));
    all.put("48013-7", CONCEPT, accession);
    all.put(
        "51958-7",
        CONCEPT,
        code_of_text(REFSEQ, transcript)
            .filter(|_| transcript.starts_with("NM_") || transcript.starts_with("NR_")),
    );
    if is_spelt && placed.is_some() {
        put_allele(&mut all, finding);
    }
    let kind = finding.change.edit().map(|edit| {
        let code = match (edit.deleted.len(), edit.inserted.len()) {
            (1, 1) => ("SO:0001483", "SNV"),
            (0, _) => ("SO:0000667", "insertion"),
            (_, 0) => ("SO:0000159", "deletion"),
            (lost, new) if lost == new => ("SO:0002007", "MNV"),
            _ => ("SO:1000032", "delins"),
        };
        coded(SO, code.0, code.1)
    });
    all.put("48019-4", CONCEPT, kind);
    let origin = match variant.call.origin.stated {
        Stated::Somatic(_) => Some(coded(LOINC, "LA6684-0", "Somatic")),
        Stated::Germline(_) => Some(coded(LOINC, "LA6683-2", "Germline")),
        Stated::Not => None,
    };
    all.put("48002-0", CONCEPT, origin);
    let quantity = |value: Number, code: &str| json!({ "value": value, "unit": code, "system": UCUM, "code": code });
    let fraction = variant.call.vaf.and_then(Number::from_f64).map(|vaf| quantity(vaf, "1"));
    all.put("81258-6", "valueQuantity", fraction);
    let reads = variant.call.alt_depth.map(|reads| quantity(reads.into(), "1"));
    all.put("82121-5", "valueQuantity", reads);
    all.put("81252-9", CONCEPT, identifiers(finding));
    all.put_tbd("conclusion-string", "valueString", Some(text(&conclusion(finding))));
    all.value()
}

/// Returns the allele by each system that has an identifier of it: they are codes of one concept.
fn identifiers(finding: &Finding<'_>) -> Option<Value> {
    let vrs = finding.vrs.iter().map(|allele| (VRS, allele.id.as_str()));
    // The user's own table may have ids of any other source, which no system is known of.
    let registered = finding.registry_ids.iter().filter_map(|id| match id.get(..2)? {
        "CA" => Some((CLINGEN, *id)),
        "VI" => Some((CIVIC, *id)),
        _ => None,
    });
    let coding = |(system, code): (&str, &str)| json!({ "system": system, "code": text(code) });
    let codings: Vec<Value> = vrs.chain(registered).map(coding).collect();
    (!codings.is_empty()).then(|| json!({ "coding": codings }))
}

/// Puts where an allele of bases stands, as the input writes it.
fn put_allele(all: &mut Components, finding: &Finding<'_>) {
    let variant = &finding.variant;
    let last = variant.pos + (variant.reference.len() as u32).saturating_sub(1);
    let range = json!({ "low": { "value": variant.pos }, "high": { "value": last } });
    all.put("81254-5", "valueRange", Some(range));
    all.put("92822-6", CONCEPT, Some(coded(LOINC, "LA30102-0", "1-based character counting")));
    let bases = |bases: &str| Some(text(bases)).filter(|_| !bases.is_empty());
    all.put("69547-8", "valueString", bases(&variant.reference));
    all.put("69551-0", "valueString", bases(&variant.alternate));
}
