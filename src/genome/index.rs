//! Finding a gene's rows in the table's text, and the genes at a position.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::OnceLock;

use crate::cells::{ByKey, cells, first_cell, lines};
use crate::model::contig::Contig;
use crate::model::position::Interval;

/// Returns the table below its comments and its line of column names.
pub(crate) fn body(table: &str) -> &str {
    let mut rest = table;
    while rest.starts_with('#') {
        rest = after_line(rest);
    }
    after_line(rest)
}

/// Returns the first cell of a row, its gene.
pub(crate) fn key(line: &str) -> &str {
    first_cell(line)
}

fn after_line(text: &str) -> &str {
    memchr::memchr(b'\n', text.as_bytes()).map_or("", |end| &text[end + 1..])
}

/// Returns the rows of a gene in `body`, which begin at the byte `at`.
pub(crate) fn rows_at<'t>(body: &'t str, at: usize, gene: &str) -> impl Iterator<Item = &'t str> {
    let rows = body.get(at..).unwrap_or_default();
    lines(rows).take_while(move |line| key(line) == gene)
}

/// A gene's place on one assembly.
#[derive(Debug, Clone)]
pub(crate) struct GenePlace {
    /// Where the symbol stands in the index's text.
    pub(crate) name: Range<usize>,
    /// The chromosome.
    pub(crate) contig: Contig,
    /// All transcripts and the promoter.
    pub(crate) span: Interval,
    /// Where its rows begin in the table of transcripts, below the line of column names.
    pub(crate) rows: usize,
}

/// A gene among those of its contig.
#[derive(Debug, Clone, Copy)]
struct Placed {
    start: u32,
    end: u32,
    /// The furthest end of this gene and those before it.
    furthest: u32,
    /// Its place in the list of genes.
    ordinal: u32,
}

/// The genes of one assembly, by name and by position.
#[derive(Debug)]
pub(crate) struct GeneIndex {
    text: Cow<'static, str>,
    /// Sorted by name.
    genes: Vec<GenePlace>,
    /// Ordinals in `genes` by name, made at the first question for one.
    by_name: OnceLock<ByKey>,
    /// For each contig, its genes sorted by start.
    by_position: Vec<Vec<Placed>>,
}

impl GeneIndex {
    /// Reads a gene index as `gene_index` writes it. Skips lines it cannot read, which the test of
    /// the embedded tables rules out.
    pub(crate) fn parse(text: Cow<'static, str>) -> Self {
        let mut genes = Vec::with_capacity(text.len() / 24);
        let mut start = 0;
        for line in lines(&text) {
            genes.extend(Self::place(line, start));
            start += line.len() + 1;
        }
        Self::of(text, genes)
    }

    /// Creates the index of genes sorted by name, whose names stand in `text`.
    pub(crate) fn of(text: Cow<'static, str>, genes: Vec<GenePlace>) -> Self {
        let mut by_position = vec![Vec::new(); Contig::COUNT];
        for (ordinal, place) in (0u32..).zip(&genes) {
            let Interval { start, end } = place.span;
            let placed = Placed { start, end, furthest: end, ordinal };
            by_position[place.contig.index()].push(placed);
        }
        for list in &mut by_position {
            list.sort_unstable_by_key(|placed| placed.start);
            let mut furthest = 0;
            for placed in list.iter_mut() {
                furthest = furthest.max(placed.end);
                placed.furthest = furthest;
            }
        }
        Self { text, genes, by_name: OnceLock::new(), by_position }
    }

    /// Returns the gene of a line that begins at byte `start`.
    fn place(line: &str, start: usize) -> Option<GenePlace> {
        let mut cells = cells(line);
        let gene = cells.next()?;
        let contig = Contig::from_name(cells.next()?.as_bytes())?;
        let span = Interval::new(cells.next()?.parse().ok()?, cells.next()?.parse().ok()?);
        let rows = cells.next()?.parse().ok()?;
        Some(GenePlace { name: start..start + gene.len(), contig, span, rows })
    }

    /// Returns how many genes there are.
    pub(crate) fn len(&self) -> usize {
        self.genes.len()
    }

    /// Returns the symbol of the gene with this ordinal.
    pub(crate) fn name(&self, ordinal: usize) -> &str {
        &self.text[self.genes[ordinal].name.clone()]
    }

    /// Returns where the rows of the gene with this ordinal begin.
    pub(crate) fn rows(&self, ordinal: usize) -> usize {
        self.genes[ordinal].rows
    }

    /// Returns the ordinal of `gene`.
    pub(crate) fn ordinal(&self, gene: &str) -> Option<usize> {
        let name = |ordinal: u32| self.name(ordinal as usize);
        let by_name = self.by_name.get_or_init(|| ByKey::new(self.genes.len() as u32, name));
        by_name.get(gene, name).map(|ordinal| ordinal as usize)
    }

    /// Returns the ordinals of the genes whose span touches the 0-based `interval`, ends included.
    pub(crate) fn at(
        &self,
        contig: Contig,
        interval: Interval,
    ) -> impl Iterator<Item = usize> + '_ {
        let list = &self.by_position[contig.index()];
        let after = list.partition_point(|placed| placed.start <= interval.end);
        list[..after]
            .iter()
            .rev()
            .take_while(move |placed| placed.furthest >= interval.start)
            .filter(move |placed| placed.end >= interval.start)
            .map(|placed| placed.ordinal as usize)
    }

    /// Returns the stretch around the 0-based `position` whose bases all lie in the same genes. For an
    /// interval inside it, ends included, [`GeneIndex::at`] gives these genes.
    pub(crate) fn stretch(&self, contig: Contig, position: u32) -> Interval {
        let list = &self.by_position[contig.index()];
        let after = list.partition_point(|placed| placed.start <= position);
        let mut last = list.get(after).map_or(u32::MAX, |next| next.start) - 1;
        let mut first = 0;
        for placed in list[..after].iter().rev() {
            if placed.furthest < position {
                // All of those that are left end before.
                first = first.max(placed.furthest + 1);
                break;
            }
            if placed.end < position {
                first = first.max(placed.end + 1);
            } else {
                (first, last) = (first.max(placed.start), last.min(placed.end));
            }
        }
        Interval::new(first, last.saturating_add(1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_of_a_gene_begin_where_its_index_says() {
        let body = body("# c\ngene\tx\nA\t1\nAB\t2\nAB\t3\nC\t4\n");
        let rows = |at, gene| rows_at(body, at, gene).collect::<Vec<_>>();
        assert_eq!(rows(0, "A"), ["A\t1"]);
        assert_eq!(rows(4, "AB"), ["AB\t2", "AB\t3"]);
        assert_eq!(rows(14, "C"), ["C\t4"]);
        assert_eq!(rows(4, "C"), [""; 0]);
        assert_eq!(rows(99, "C"), [""; 0]);
    }

    #[test]
    fn finds_overlapping_genes() {
        let index = GeneIndex::parse(
            "#\nA\t1\t100\t900\t0\nB\t1\t200\t300\t9\nC\t1\t400\t500\t18\n".into(),
        );
        let contig = Contig::from_name(b"1").unwrap();
        let at = |start, end| {
            let mut found: Vec<&str> = index
                .at(contig, Interval::new(start, end))
                .map(|ordinal| index.name(ordinal))
                .collect();
            found.sort_unstable();
            found
        };
        assert_eq!(at(250, 251), ["A", "B"]);
        assert_eq!(at(450, 450), ["A", "C"]);
        assert_eq!(at(600, 700), ["A"]);
        assert_eq!(at(0, 99), [""; 0]);
        assert_eq!(at(901, 902), [""; 0]);
        for position in 0..1000 {
            let stretch = index.stretch(contig, position);
            assert!(stretch.contains(position), "{position}");
            for (start, end) in (stretch.start..stretch.end.min(1000)).map(|at| (at, position)) {
                let (start, end) = (start.min(end), start.max(end));
                assert_eq!(at(start, end), at(position, position), "{start}-{end}");
            }
            // It could not be longer.
            let beside = [stretch.start.checked_sub(1), Some(stretch.end)];
            for other in beside.into_iter().flatten().filter(|&other| other < 1000) {
                assert_ne!(at(other, other), at(position, position), "{position}, {other}");
            }
        }
        assert_eq!(index.ordinal("B"), Some(1));
        assert_eq!(index.ordinal("D"), None);
    }
}
