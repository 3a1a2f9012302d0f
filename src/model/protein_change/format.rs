//! Protein changes in one-letter short form and in HGVS three-letter form (HGVS 21.1,
//! recommendations for protein variants).

use std::fmt::Write;

use super::{ProteinChange, Residue, Residues, StopDistance};

/// How residues and stops are spelled.
#[derive(Clone, Copy, PartialEq)]
enum Style {
    /// `V600E`, `*`.
    Short,
    /// `Val600Glu`, `Ter`.
    Hgvs,
}

impl ProteinChange {
    /// Returns the one-letter form without `p.`: `V600E`, `L747_P753delinsS`, `K159Ifs*8`.
    pub fn short(&self) -> String {
        let mut out = String::with_capacity(16);
        self.write(&mut out, Style::Short);
        out
    }

    /// Returns the HGVS form: `p.Val600Glu`, `p.Leu747_Pro753delinsSer`, `p.Lys159IlefsTer8`.
    ///
    /// A splice change has no HGVS name and an unknown effect is `p.?`.
    pub fn hgvs(&self) -> String {
        let mut out = String::with_capacity(24);
        out.push_str("p.");
        self.write(&mut out, Style::Hgvs);
        out
    }

    fn write(&self, out: &mut String, style: Style) {
        match self {
            ProteinChange::Substitution { at, alternate } => {
                residue(out, style, *at);
                letter(out, style, *alternate);
            }
            ProteinChange::Synonymous { at } => {
                span(out, style, *at);
                out.push('=');
            }
            ProteinChange::Deletion { at } => {
                span(out, style, *at);
                out.push_str("del");
            }
            ProteinChange::Duplication { at } => {
                span(out, style, *at);
                out.push_str("dup");
            }
            ProteinChange::Insertion { at, residues } => {
                span(out, style, *at);
                out.push_str("ins");
                letters(out, style, residues);
            }
            ProteinChange::Delins { at, residues } => {
                span(out, style, *at);
                out.push_str("delins");
                letters(out, style, residues);
            }
            ProteinChange::Frameshift { at, alternate, stop } => {
                residue(out, style, *at);
                alternate.iter().for_each(|&alternate| letter(out, style, alternate));
                out.push_str("fs");
                distance(out, style, *stop);
            }
            ProteinChange::Extension { at, alternate, stop } => {
                residue(out, style, *at);
                alternate.iter().for_each(|&alternate| letter(out, style, alternate));
                out.push_str("ext");
                distance(out, style, *stop);
            }
            ProteinChange::StartLost if style == Style::Hgvs => out.push_str("Met1?"),
            ProteinChange::StartLost => out.push_str("M1?"),
            ProteinChange::Splice { at } if style == Style::Short => {
                let _ = write!(out, "X{at}_splice");
            }
            ProteinChange::Splice { .. } | ProteinChange::Unknown => out.push('?'),
        }
    }
}

fn span(out: &mut String, style: Style, at: Residues) {
    residue(out, style, at.first);
    if at.last != at.first {
        out.push('_');
        residue(out, style, at.last);
    }
}

fn residue(out: &mut String, style: Style, at: Residue) {
    at.residue.iter().for_each(|&code| letter(out, style, code));
    let _ = write!(out, "{}", at.number);
}

fn distance(out: &mut String, style: Style, stop: StopDistance) {
    match stop {
        StopDistance::Unstated => {}
        StopDistance::Unknown => {
            letter(out, style, b'*');
            out.push('?');
        }
        StopDistance::At(codons) => {
            letter(out, style, b'*');
            let _ = write!(out, "{codons}");
        }
    }
}

fn letters(out: &mut String, style: Style, codes: &[u8]) {
    codes.iter().for_each(|&code| letter(out, style, code));
}

fn letter(out: &mut String, style: Style, code: u8) {
    match style {
        Style::Short => out.push(char::from(code)),
        Style::Hgvs => out.push_str(three_letter(code)),
    }
}

/// Returns the three-letter name of a one-letter code, or `Xaa` for a code that is none.
fn three_letter(code: u8) -> &'static str {
    match code {
        b'A' => "Ala",
        b'C' => "Cys",
        b'D' => "Asp",
        b'E' => "Glu",
        b'F' => "Phe",
        b'G' => "Gly",
        b'H' => "His",
        b'I' => "Ile",
        b'K' => "Lys",
        b'L' => "Leu",
        b'M' => "Met",
        b'N' => "Asn",
        b'P' => "Pro",
        b'Q' => "Gln",
        b'R' => "Arg",
        b'S' => "Ser",
        b'T' => "Thr",
        b'U' => "Sec",
        b'V' => "Val",
        b'W' => "Trp",
        b'Y' => "Tyr",
        b'*' => "Ter",
        _ => "Xaa",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(code: u8, number: u32) -> Residue {
        Residue { number, residue: Some(code) }
    }

    fn run(first: (u8, u32), last: (u8, u32)) -> Residues {
        Residues { first: at(first.0, first.1), last: at(last.0, last.1) }
    }

    #[test]
    fn both_spellings() {
        use ProteinChange as P;
        for (change, short, hgvs) in [
            (P::Substitution { at: at(b'V', 600), alternate: b'E' }, "V600E", "p.Val600Glu"),
            (P::Substitution { at: at(b'Q', 61), alternate: b'*' }, "Q61*", "p.Gln61Ter"),
            (P::Synonymous { at: run((b'A', 118), (b'A', 118)) }, "A118=", "p.Ala118="),
            (
                P::Deletion { at: run((b'E', 746), (b'A', 750)) },
                "E746_A750del",
                "p.Glu746_Ala750del",
            ),
            (
                P::Duplication { at: run((b'Y', 772), (b'A', 775)) },
                "Y772_A775dup",
                "p.Tyr772_Ala775dup",
            ),
            (
                P::Insertion { at: run((b'D', 770), (b'N', 771)), residues: b"G".to_vec() },
                "D770_N771insG",
                "p.Asp770_Asn771insGly",
            ),
            (
                P::Delins { at: run((b'L', 747), (b'P', 753)), residues: b"S".to_vec() },
                "L747_P753delinsS",
                "p.Leu747_Pro753delinsSer",
            ),
            (
                P::Frameshift {
                    at: at(b'K', 159),
                    alternate: Some(b'I'),
                    stop: StopDistance::At(8),
                },
                "K159Ifs*8",
                "p.Lys159IlefsTer8",
            ),
            (
                P::Frameshift { at: at(b'K', 468), alternate: None, stop: StopDistance::Unstated },
                "K468fs",
                "p.Lys468fs",
            ),
            (
                P::Extension {
                    at: at(b'*', 110),
                    alternate: Some(b'G'),
                    stop: StopDistance::Unknown,
                },
                "*110Gext*?",
                "p.Ter110GlyextTer?",
            ),
            (P::StartLost, "M1?", "p.Met1?"),
            (P::Splice { at: 1010 }, "X1010_splice", "p.?"),
            (P::Unknown, "?", "p.?"),
        ] {
            assert_eq!(change.short(), short);
            assert_eq!(change.hgvs(), hgvs);
        }
    }
}
