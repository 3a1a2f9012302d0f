//! Addresses of what evidence cites. An address is made from an identifier's digits, and from nothing else
//! of a text: no text can name an address of its own.

/// Returns the address of an identifier: `EID1000`, `AID7`, `CIViC:AID7`, `PMID:28783719`,
/// `FDA:202429 (Zelboraf, label 2020-05-18)`, `WP4239`, `rs1042522`, `dbSNP:rs1042522`, `NCT…`.
pub(super) fn address(id: &str) -> Option<String> {
    let word = id.split([' ', '(']).next().unwrap_or_default();
    let number = |prefix: &str| {
        let digits = word.strip_prefix(prefix)?;
        let is_number =
            matches!(digits.len(), 1..=12) && digits.bytes().all(|b| b.is_ascii_digit());
        is_number.then_some(digits)
    };
    let first = |prefixes: &[&str]| prefixes.iter().find_map(|prefix| number(prefix));
    if let Some(id) = first(&["CIViC:EID", "EID"]) {
        return Some(format!("https://civicdb.org/evidence/{id}/summary"));
    }
    if let Some(id) = first(&["CIViC:AID", "AID"]) {
        return Some(format!("https://civicdb.org/assertions/{id}/summary"));
    }
    if let Some(id) = number("PMID:") {
        return Some(format!("https://pubmed.ncbi.nlm.nih.gov/{id}/"));
    }
    if let Some(id) = number("FDA:") {
        let site = "https://www.accessdata.fda.gov/scripts/cder/daf/index.cfm";
        return Some(format!("{site}?event=overview.process&ApplNo={id}"));
    }
    if let Some(id) = number("WP") {
        return Some(format!("https://www.wikipathways.org/pathways/WP{id}.html"));
    }
    if let Some(id) = first(&["dbSNP:rs", "rs"]) {
        return Some(format!("https://www.ncbi.nlm.nih.gov/snp/rs{id}"));
    }
    number("NCT").map(|id| format!("https://clinicaltrials.gov/study/NCT{id}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_made_of_digits_only() {
        for (id, want) in [
            ("EID1000", Some("https://civicdb.org/evidence/1000/summary")),
            ("CIViC:AID7", Some("https://civicdb.org/assertions/7/summary")),
            ("PMID:28783719", Some("https://pubmed.ncbi.nlm.nih.gov/28783719/")),
            ("WP4239", Some("https://www.wikipathways.org/pathways/WP4239.html")),
            ("dbSNP:rs104", Some("https://www.ncbi.nlm.nih.gov/snp/rs104")),
            (
                "FDA:202429 (Zelboraf, label 2020-05-18)",
                Some(
                    "https://www.accessdata.fda.gov/scripts/cder/daf/index.cfm?event=overview.process&ApplNo=202429",
                ),
            ),
            ("PMID:1\" onclick=\"x", None),
            ("PMID:", None),
            ("PMID:12/../x", None),
            ("EID", None),
            ("javascript:alert(1)", None),
            ("https://example.org/", None),
            ("CUR:EGFR-T790M", None),
            ("unverified", None),
            ("", None),
        ] {
            assert_eq!(address(id).as_deref(), want, "{id}");
        }
    }
}
