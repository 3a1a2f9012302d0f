//! Items of sources that give no level by themselves, each with why.

use super::sorted_text::Sorted;
use crate::cells::cells;

pub(super) static TABLE: &str = include_str!("../../data/curated/reviews.tsv");

static ROWS: Sorted = Sorted::new(TABLE);

/// Returns why the item with this id gives no level, if the table has it. It is shown all the same.
pub fn of(id: &str) -> Option<&'static str> {
    cells(ROWS.rows(id).next()?).nth(1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cells::lines;
    use crate::knowledge::evidence::EvidenceTable;
    use crate::knowledge::sorted_text;

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
