//! Items of sources that give no level by themselves, each with why.

use std::sync::LazyLock;

use super::sorted_text;
use crate::cells::{cells, lines};

pub(super) static TABLE: &str = include_str!("../../data/curated/reviews.tsv");

/// Returns why the item with this id gives no level, if the table has it. It is shown all the same.
pub fn of(id: &str) -> Option<&'static str> {
    static ROWS: LazyLock<Vec<(&str, &str)>> = LazyLock::new(|| {
        let row = |line: &'static str| {
            let mut cells = cells(line);
            Some((cells.next()?, cells.next()?))
        };
        lines(sorted_text::body(TABLE)).filter_map(row).collect()
    });
    ROWS.binary_search_by_key(&id, |(known, _)| known).ok().map(|at| ROWS[at].1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::knowledge::evidence::EvidenceTable;

    #[test]
    fn rows_are_sorted_known_and_cited() {
        let ids: Vec<&str> = EvidenceTable::embedded().all().map(|item| item.id).collect();
        let mut last = "";
        let mut count = 0;
        for line in lines(sorted_text::body(TABLE)) {
            let cells: Vec<&str> = cells(line).collect();
            let [id, reason, citation] = cells[..] else { panic!("{line}") };
            assert!(last < id, "{line}");
            assert!(ids.contains(&id), "{line}");
            assert!(reason.starts_with("no level: ") && !citation.is_empty(), "{line}");
            assert_eq!(of(id), Some(reason));
            (last, count) = (id, count + 1);
        }
        assert!(count > 15 && of("EID1").is_none(), "{count}");
    }
}
