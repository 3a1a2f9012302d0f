//! Reads protein changes as people write them: HGVS in one- and three-letter code, with or
//! without `p.` and parentheses, and the cancer dialect (`W288FS`, `L747_A750>P`,
//! `X1010_splice`, `W1815X`), in any case.

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
    /// Reads one protein change; `None` where the text is not one (a bare codon `V600` is not).
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

/// The residue of `X1010_splice`, `D1010_splice`, `1010_splice`.
fn splice(text: &str) -> Option<u32> {
    let (at, word) = text.split_once('_')?;
    if !word.eq_ignore_ascii_case("splice") {
        return None;
    }
    Cursor { rest: at, three: false }.residue().map(|residue| residue.number)
}

/// `text` after `word`, compared without case.
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

    /// A numbered residue. The way the first is spelled (one or three letters) holds for all.
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

    /// One residue in place of another; leaves the cursor where it was if there is none.
    fn alternate(&mut self) -> Option<u8> {
        let head = self.rest.bytes().next()?;
        if self.three && head != b'*' {
            let code = self.rest.get(..3).and_then(three_letter)?;
            self.rest = &self.rest[3..];
            return Some(code);
        }
        if let Some(after) = strip_word(self.rest, "ter") {
            self.rest = after;
            return Some(b'*');
        }
        let code = one_letter(head)?;
        self.rest = &self.rest[1..];
        Some(code)
    }

    /// Residues up to the end.
    fn sequence(&mut self) -> Option<Vec<u8>> {
        let mut residues = Vec::new();
        // A count (`ins4`) or `(5)`, `X[5]` says how many, not which.
        if self.rest.bytes().any(|b| b.is_ascii_digit()) {
            self.rest = "";
            return Some(residues);
        }
        while !self.rest.is_empty() {
            residues.push(self.alternate()?);
        }
        Some(residues)
    }

    /// What follows `fs` or `ext`: nothing, `*12`, `X12`, `Ter12`, `*?`.
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

    /// Changes that a run of residues and a single one share.
    fn range_tail(mut self, at: Residues) -> Option<ProteinChange> {
        if self.rest == "=" {
            return Some(ProteinChange::Synonymous { at });
        }
        if self.take("delins") || self.take(">") {
            return self.delins(at);
        }
        if self.take("del") {
            // `delELREAinsP` in the older way of writing names what is removed.
            if let Some(put) = self.rest.find("ins") {
                self.rest = &self.rest[put + 3..];
                return self.delins(at);
            }
            let named = self.sequence()?;
            return Some(ProteinChange::Deletion { at: at.named_by(&named) });
        }
        if self.take("dup") {
            let named = self.sequence()?;
            return Some(ProteinChange::Duplication { at: at.named_by(&named) });
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
        let alternate = self.alternate()?;
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
    /// Fills unnamed ends from the residues that the text lists (`193_196dupSTSC`), where the
    /// list has the length of the run.
    fn named_by(mut self, named: &[u8]) -> Self {
        let length = (self.last.number - self.first.number + 1) as usize;
        if let (true, [first, ..], [.., last]) = (named.len() == length, named, named) {
            self.first.residue.get_or_insert(*first);
            self.last.residue.get_or_insert(*last);
        }
        self
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
mod tests {
    use super::*;

    fn r(text: &str) -> Residue {
        Residue::parse(text).unwrap()
    }

    fn run(first: &str, last: &str) -> Residues {
        Residues { first: r(first), last: r(last) }
    }

    fn one(at: &str) -> Residues {
        run(at, at)
    }

    #[test]
    fn substitutions_in_every_spelling() {
        let want = ProteinChange::Substitution { at: r("V600"), alternate: b'E' };
        for text in [
            "V600E",
            "p.V600E",
            "p.Val600Glu",
            "p.(Val600Glu)",
            "VAL600GLU",
            "v600e",
            "V600>E",
            "NP_004324.2:p.Val600Glu",
        ] {
            assert_eq!(ProteinChange::parse(text).as_ref(), Some(&want), "{text}");
        }
        let stop = ProteinChange::Substitution { at: r("W1815"), alternate: b'*' };
        for text in ["W1815X", "W1815*", "W1815Ter", "p.Trp1815Ter", "p.Trp1815*"] {
            assert_eq!(ProteinChange::parse(text).as_ref(), Some(&stop), "{text}");
        }
    }

    #[test]
    fn frameshifts() {
        use StopDistance::{At, Unknown, Unstated};
        for (text, at, alternate, stop) in [
            ("W288FS", "W288", None, Unstated),
            ("K468fs", "K468", None, Unstated),
            ("M695FS*26", "M695", None, At(26)),
            ("W288Cfs*12", "W288", Some(b'C'), At(12)),
            ("p.Trp288CysfsTer12", "W288", Some(b'C'), At(12)),
            ("E55RfsTer11", "E55", Some(b'R'), At(11)),
            ("R135FSX177", "R135", None, At(177)),
            ("T148HFSX9", "T148", Some(b'H'), At(9)),
            ("S14Ifs*?", "S14", Some(b'I'), Unknown),
            ("F76fs", "F76", None, Unstated),
            ("S111FS", "S111", None, Unstated),
        ] {
            let want = ProteinChange::Frameshift { at: r(at), alternate, stop };
            assert_eq!(ProteinChange::parse(text), Some(want), "{text}");
        }
    }

    #[test]
    fn in_frame_changes() {
        let deletion = |at| ProteinChange::Deletion { at };
        let duplication = |at| ProteinChange::Duplication { at };
        let insertion =
            |at, seq: &str| ProteinChange::Insertion { at, residues: seq.bytes().collect() };
        let delins = |at, seq: &str| ProteinChange::Delins { at, residues: seq.bytes().collect() };
        for (text, want) in [
            ("E746_A750del", deletion(run("E746", "A750"))),
            ("E746_A750delELREA", deletion(run("E746", "A750"))),
            ("p.Glu746_Ala750del", deletion(run("E746", "A750"))),
            ("D842_H845DELDIMH", deletion(run("D842", "H845"))),
            ("D593del", deletion(one("D593"))),
            ("I843DEL", deletion(one("I843"))),
            ("L747_P753delinsS", delins(run("L747", "P753"), "S")),
            ("p.Leu747_Pro753delinsSer", delins(run("L747", "P753"), "S")),
            ("E746_A750delELREAinsIP", delins(run("E746", "A750"), "IP")),
            ("L747_A750>P", delins(run("L747", "A750"), "P")),
            ("V600_K601>E", delins(run("V600", "K601"), "E")),
            ("E746_T751>I", delins(run("E746", "T751"), "I")),
            ("G776delinsVC", delins(one("G776"), "VC")),
            ("M774DELINSWLV", delins(one("M774"), "WLV")),
            ("K558>NP", delins(one("K558"), "NP")),
            ("A767_V769dupASV", duplication(run("A767", "V769"))),
            ("Y772_A775DUP", duplication(run("Y772", "A775"))),
            ("T599dup", duplication(one("T599"))),
            ("193_196dupSTSC", duplication(run("S193", "C196"))),
            ("D770_N771insG", insertion(run("D770", "N771"), "G")),
            ("p.Asp770_Asn771insGlySer", insertion(run("D770", "N771"), "GS")),
            ("A763_Y764insFQEA", insertion(run("A763", "Y764"), "FQEA")),
            ("D770_N771ins4", insertion(run("D770", "N771"), "")),
            ("P780INS", insertion(run("P780", "781"), "")),
            ("D770_N771insG*", insertion(run("D770", "N771"), "G*")),
        ] {
            assert_eq!(ProteinChange::parse(text), Some(want), "{text}");
        }
    }

    #[test]
    fn start_stop_splice_and_silent() {
        use StopDistance::{At, Unknown, Unstated};
        let extension = |at, alternate, stop| ProteinChange::Extension { at, alternate, stop };
        for (text, want) in [
            ("M1I", ProteinChange::StartLost),
            ("M1?", ProteinChange::StartLost),
            ("p.Met1?", ProteinChange::StartLost),
            ("*110Gext*17", extension(r("*110"), Some(b'G'), At(17))),
            ("p.Ter110GlyextTer17", extension(r("*110"), Some(b'G'), At(17))),
            ("p.*110ext*?", extension(r("*110"), None, Unknown)),
            ("*214C", extension(r("*214"), Some(b'C'), Unstated)),
            ("A118=", ProteinChange::Synonymous { at: one("A118") }),
            ("p.(Ala118=)", ProteinChange::Synonymous { at: one("A118") }),
            ("X1010_splice", ProteinChange::Splice { at: 1010 }),
            ("D1010_splice", ProteinChange::Splice { at: 1010 }),
            ("p.?", ProteinChange::Unknown),
        ] {
            assert_eq!(ProteinChange::parse(text), Some(want), "{text}");
        }
    }

    #[test]
    fn what_is_not_a_protein_change() {
        for text in [
            "",
            "p.",
            "V600",
            "600",
            "KIT",
            "Mutation",
            "V0E",
            "V600EE",
            "V600fs*0x",
            "B600E",
            "V600_",
            "V600_K601",
            "K601_V600del",
            "delins",
            "V600_K601>",
            "e20",
            "c.35G>A",
            "V99999999999E",
            "V600é",
            "ITD",
        ] {
            assert_eq!(ProteinChange::parse(text), None, "{text}");
        }
    }

    proptest::proptest! {
        #[test]
        fn never_panics(text in "\\PC{0,24}") {
            let _ = ProteinChange::parse(&text);
        }

        #[test]
        fn spelling_and_case_do_not_matter(at in 2u32..3000, from in 0usize..21, to in 0usize..21) {
            let codes: Vec<_> = CODES.iter().filter(|c| !b"*X".contains(&c.1)).collect();
            let (from, to) = (codes[from % 20], codes[to % 20]);
            let short = format!("{}{at}{}", from.1 as char, to.1 as char);
            let long = format!("p.({}{at}{})", from.0, to.0);
            let parsed = ProteinChange::parse(&short);
            proptest::prop_assert!(parsed.is_some());
            proptest::prop_assert_eq!(&parsed, &ProteinChange::parse(&long));
            proptest::prop_assert_eq!(&parsed, &ProteinChange::parse(&long.to_uppercase()));
        }
    }
}
