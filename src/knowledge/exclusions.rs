//! Tumour types that a source takes out of a broader indication ("all solid tumours but …").

use std::sync::LazyLock;

use crate::cells::cells;

pub(crate) static TABLE: &str = include_str!("../../data/curated/exclusions.tsv");

/// Returns the diseases that statement `id` on `disease_id` excludes, with the source's reason; a row of the id
/// `*` is of every statement on the disease. A statement on an excluded disease excludes its subtypes too.
pub fn of<'e>(
    id: &'e str,
    disease_id: &'e str,
) -> impl Iterator<Item = (&'static str, &'static str)> + use<'e> {
    static ROWS: LazyLock<Vec<[&str; 4]>> = LazyLock::new(|| {
        let rows = TABLE.lines().filter(|line| !line.starts_with('#'));
        rows.filter_map(|line| cells(line).take(4).collect::<Vec<_>>().try_into().ok()).collect()
    });
    let of_statement =
        ROWS.iter().filter(move |row| [id, "*"].contains(&row[0]) && row[1] == disease_id);
    of_statement.map(|&[_, _, excluded, reason]| (excluded, reason))
}

#[cfg(test)]
mod tests {
    #[test]
    fn by_statement_and_disease() {
        let excluded = |id, disease| super::of(id, disease).map(|(e, _)| e).collect::<Vec<_>>();
        assert_eq!(excluded("FDA:202806", "NCIT:C132146"), ["ONCOTREE:COADREAD"]);
        assert_eq!(excluded("FDA:202806", "ONCOTREE:MEL"), [""; 0]);
        assert_eq!(excluded("EID127", "DOID:9119"), ["ONCOTREE:APLPMLRARA"]);
    }
}
