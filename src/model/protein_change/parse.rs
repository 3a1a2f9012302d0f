//! Reads protein changes as people write them, in any case.
//!
//! They are HGVS in one- and three-letter code, with or without `p.` and parentheses, and the
//! cancer dialect (`W288FS`, `L747_A750>P`, `X1010_splice`, `W1815X`).

use super::{ProteinChange, Residue, Residues, StopDistance};

/// Three-letter codes with their one-letter codes (IUPAC-IUB).
const CODES: [(&str, u8); 23] = [
    ("Ala", b'A'),
    ("Arg", b'R'),
    ("Asn", b'N'),
    ("Asp", b'D'),
    ("Cys", b'C'),
    ("Gln", b'Q'),
    ("Glu", b'E'),
    ("Gly", b'G'),
    ("His", b'H'),
    ("Ile", b'I'),
    ("Leu", b'L'),
    ("Lys", b'K'),
    ("Met", b'M'),
    ("Phe", b'F'),
    ("Pro", b'P'),
    ("Sec", b'U'),
    ("Ser", b'S'),
    ("Ter", b'*'),
    ("Thr", b'T'),
    ("Trp", b'W'),
    ("Tyr", b'Y'),
    ("Val", b'V'),
    ("Xaa", b'X'),
];

impl ProteinChange {
    /// Reads one protein change. Returns `None` where the text is not one (a bare codon `V600` is
    /// not).
    ///
    /// `X` in place of a residue means the stop codon, as the cancer dialect writes it, except
    /// where it is spelled `Xaa`. A substitution of the stop codon is an extension, one of the
    /// first methionine the loss of the start (HGVS protein recommendations).
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let text = text.rsplit_once(':').map_or(text, |(_, change)| change);
        let text = strip_word(text, "p.").unwrap_or(text);
        let text = text.strip_prefix('(').and_then(|t| t.strip_suffix(')')).unwrap_or(text);
        if !text.is_ascii() {
            return None;
        }
        if text == "?" {
            return Some(ProteinChange::Unknown);
        }
        if let Some(at) = splice(text) {
            return Some(ProteinChange::Splice { at });
        }
        let mut cursor = Cursor { rest: text, three: false };
        let first = cursor.residue()?;
        if let Some(rest) = cursor.rest.strip_prefix('_') {
            cursor.rest = rest;
            let last = cursor.residue()?;
            if last.number < first.number {
                return None;
            }
            return cursor.range_tail(Residues { first, last });
        }
        cursor.single_tail(first)
    }
}

impl Residue {
    /// Reads a residue with its number: `V600`, `Val600`, `*110`, `600`.
    pub fn parse(text: &str) -> Option<Self> {
        let mut cursor = Cursor { rest: text, three: false };
        cursor.residue().filter(|_| cursor.rest.is_empty())
    }
}

/// Reads the residue of `X1010_splice`, `D1010_splice`, `1010_splice`.
fn splice(text: &str) -> Option<u32> {
    let (at, word) = text.split_once('_')?;
    if !word.eq_ignore_ascii_case("splice") {
        return None;
    }
    Cursor { rest: at, three: false }.residue().map(|residue| residue.number)
}

/// Returns `text` after `word`, compared without case.
fn strip_word<'t>(text: &'t str, word: &str) -> Option<&'t str> {
    let head = text.get(..word.len())?;
    head.eq_ignore_ascii_case(word).then(|| &text[word.len()..])
}

/// The unread rest, and whether residues are written in three letters.
struct Cursor<'t> {
    rest: &'t str,
    three: bool,
}

impl<'t> Cursor<'t> {
    fn take(&mut self, word: &str) -> bool {
        let after = strip_word(self.rest, word);
        self.rest = after.unwrap_or(self.rest);
        after.is_some()
    }

    fn number(&mut self) -> Option<u32> {
        let digits = self.rest.bytes().take_while(u8::is_ascii_digit).count();
        let number = self.rest[..digits].parse().ok().filter(|&n| n > 0)?;
        self.rest = &self.rest[digits..];
        Some(number)
    }

    /// Takes a numbered residue. The way the first is spelled (one or three letters) holds for all.
    fn residue(&mut self) -> Option<Residue> {
        let letters = self.rest.bytes().take_while(|b| !b.is_ascii_digit()).count();
        let name = &self.rest[..letters];
        let residue = match letters {
            0 => None,
            1 => Some(one_letter(name.as_bytes()[0])?),
            3 => {
                self.three = true;
                Some(three_letter(name)?)
            }
            _ => return None,
        };
        self.rest = &self.rest[letters..];
        Some(Residue { number: self.number()?, residue })
    }

    /// Takes one residue in place of another. Leaves the cursor where it was if there is none.
    fn alternate(&mut self) -> Option<u8> {
        let head = self.rest.bytes().next()?;
        if self.three && head != b'*' {
            let code = self.rest.get(..3).and_then(three_letter)?;
            self.rest = &self.rest[3..];
            return Some(code);
        }
        if let Some(after) = self.rest.strip_prefix("Ter") {
            self.rest = after;
            return Some(b'*');
        }
        let code = one_letter(head)?;
        self.rest = &self.rest[1..];
        Some(code)
    }

    /// Takes one residue in place of another where no run of residues can stand: there `TER` in any
    /// case is a stop (`Q61TER`), where in a run its capitals are three residues (`A2delinsTER`).
    fn single_alternate(&mut self) -> Option<u8> {
        if self.rest.eq_ignore_ascii_case("ter") {
            self.rest = "";
            return Some(b'*');
        }
        self.alternate()
    }

    /// Takes the residues up to the end.
    fn sequence(&mut self) -> Option<Vec<u8>> {
        let mut residues = Vec::new();
        // A count (`ins4`) or `(5)`, `X[5]` says how many, not which.
        let counted = strip_word(self.rest, "Xaa").or_else(|| strip_word(self.rest, "X"));
        let count = counted.unwrap_or(self.rest).trim_matches(['(', ')', '[', ']']);
        if !count.is_empty() && count.bytes().all(|b| b.is_ascii_digit()) {
            self.rest = "";
            return Some(residues);
        }
        // Nothing follows a stop: `XX` is two residues that are not known.
        while !self.rest.is_empty() {
            if residues.last() == Some(&b'*') {
                return None;
            }
            residues.push(self.alternate()?);
        }
        Some(residues)
    }

    /// Takes what follows `fs` or `ext`: nothing, `*12`, `X12`, `Ter12`, `*?`.
    fn stop_distance(&mut self) -> Option<StopDistance> {
        if self.rest.is_empty() {
            return Some(StopDistance::Unstated);
        }
        if !(self.take("*") || self.take("Ter") || self.take("X")) {
            return None;
        }
        let distance = match self.rest {
            "?" => return Some(StopDistance::Unknown),
            "" => return Some(StopDistance::Unstated),
            _ => self.number()?,
        };
        self.rest.is_empty().then_some(StopDistance::At(distance))
    }

    /// Takes the change of a run of residues, which a single one may have too.
    fn range_tail(mut self, at: Residues) -> Option<ProteinChange> {
        if self.rest == "=" {
            return Some(ProteinChange::Synonymous { at });
        }
        if self.take("delins") || self.take(">") {
            return self.delins(at);
        }
        if self.take("del") {
            // `delELREAinsP` in the older way of writing names what is removed.
            if let Some((removed, put)) = self.rest.split_once("ins") {
                let is_named = removed.bytes().all(|b| b.is_ascii_alphanumeric());
                self.rest = put;
                return is_named.then(|| self.delins(at)).flatten();
            }
            return Some(ProteinChange::Deletion { at: at.named_by(&self.sequence()?)? });
        }
        if self.take("dup") {
            return Some(ProteinChange::Duplication { at: at.named_by(&self.sequence()?)? });
        }
        if self.take("ins") {
            let residues = self.sequence()?;
            return Some(ProteinChange::Insertion { at, residues });
        }
        None
    }

    fn delins(mut self, at: Residues) -> Option<ProteinChange> {
        let residues = self.sequence()?;
        (!residues.is_empty()).then_some(ProteinChange::Delins { at, residues })
    }

    fn single_tail(mut self, at: Residue) -> Option<ProteinChange> {
        if at.number == 1 && at.residue == Some(b'M') && self.rest == "?" {
            return Some(ProteinChange::StartLost);
        }
        // Words come before residues: the letters of `del` and `ext` are residues too.
        let word = ["delins", "del", "dup", "ins", "="];
        if word.iter().any(|word| strip_word(self.rest, word).is_some()) {
            let last = match strip_word(self.rest, "ins") {
                Some(_) => Residue { number: at.number + 1, residue: None },
                None => at,
            };
            return self.range_tail(Residues { first: at, last });
        }
        if self.take(">") {
            let residues = self.sequence()?;
            return match residues[..] {
                [] => None,
                [alternate] => substitution(at, alternate),
                _ => {
                    let at = Residues { first: at, last: at };
                    Some(ProteinChange::Delins { at, residues })
                }
            };
        }
        if self.take("fs") {
            let stop = self.stop_distance()?;
            return Some(ProteinChange::Frameshift { at, alternate: None, stop });
        }
        if self.take("ext") {
            let stop = self.stop_distance()?;
            return Some(ProteinChange::Extension { at, alternate: None, stop });
        }
        let alternate = self.single_alternate()?;
        if self.rest.is_empty() {
            return substitution(at, alternate);
        }
        if self.take("fs") {
            let stop = self.stop_distance()?;
            return Some(ProteinChange::Frameshift { at, alternate: Some(alternate), stop });
        }
        if self.take("ext") {
            let stop = self.stop_distance()?;
            return Some(ProteinChange::Extension { at, alternate: Some(alternate), stop });
        }
        None
    }
}

fn substitution(at: Residue, alternate: u8) -> Option<ProteinChange> {
    Some(match at.residue {
        Some(b'M') if at.number == 1 => ProteinChange::StartLost,
        Some(b'*') if alternate != b'*' => ProteinChange::Extension {
            at,
            alternate: Some(alternate),
            stop: StopDistance::Unstated,
        },
        Some(reference) if reference == alternate => {
            ProteinChange::Synonymous { at: Residues { first: at, last: at } }
        }
        _ => ProteinChange::Substitution { at, alternate },
    })
}

impl Residues {
    /// Fills unnamed ends from the residues that the text lists (`193_196dupSTSC`). Returns `None` where it
    /// lists more or fewer than the run has: `E746_A750delfs` is no deletion of two residues.
    fn named_by(mut self, named: &[u8]) -> Option<Self> {
        let length = (self.last.number - self.first.number + 1) as usize;
        if let [first, ..] = named {
            let last = named.last().filter(|_| named.len() == length)?;
            self.first.residue.get_or_insert(*first);
            self.last.residue.get_or_insert(*last);
        }
        Some(self)
    }
}

fn one_letter(code: u8) -> Option<u8> {
    match code.to_ascii_uppercase() {
        b'X' | b'*' => Some(b'*'),
        upper => CODES.iter().any(|&(_, one)| one == upper).then_some(upper),
    }
}

fn three_letter(name: &str) -> Option<u8> {
    CODES.iter().find(|(three, _)| three.eq_ignore_ascii_case(name)).map(|&(_, one)| one)
}

#[cfg(test)]
mod tests;
