//! Counts of what was met, with its first lines.

/// How much of a record is left aside because of a fault.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Scope {
    /// All of it.
    Record,
    /// A line that is no record.
    Line,
    /// Its place: it is read, and nothing is concluded from it.
    Place,
    /// One alternate allele.
    Allele,
    /// One value; the rest is read.
    Value,
}

/// How often something was met, and on which lines first.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Tally {
    /// How often.
    pub count: u64,
    /// The first lines, at most [`Tally::NAMED`], each once.
    pub lines: Vec<u64>,
}

impl Tally {
    /// How many lines are named.
    pub const NAMED: usize = 5;

    /// Counts one, on `line`.
    pub fn push(&mut self, line: u64) {
        self.count += 1;
        self.name(line);
    }

    fn name(&mut self, line: u64) {
        if let Err(at) = self.lines.binary_search(&line) {
            self.lines.insert(at, line);
            self.lines.truncate(Self::NAMED);
        }
    }

    pub(super) fn extend(&mut self, other: Self) {
        self.count += other.count;
        other.lines.into_iter().for_each(|line| self.name(line));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_lines_are_named_and_all_are_counted() {
        let mut tally = Tally::default();
        for line in [9, 4, 4, 30, 12, 1, 7] {
            tally.push(line);
        }
        assert_eq!(tally, Tally { count: 7, lines: vec![1, 4, 7, 9, 12] });
        let mut other = Tally::default();
        other.push(2);
        other.extend(tally);
        assert_eq!(other, Tally { count: 8, lines: vec![1, 2, 4, 7, 9] });
    }
}
