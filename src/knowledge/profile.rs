//! The grammar of molecular profiles, in CIViC's words.
//!
//! ```text
//! whole     := profile [ 'in cis' | 'in trans' ]
//! profile   := all { OR all }
//! all       := factor { AND factor }
//! factor    := NOT factor | '(' profile ')' | component
//! component := gene alteration | fusion | signature
//! ```
//!
//! A parenthesis that opens a factor groups; one inside a component belongs to its name
//! (`R200W (c.598C>T)`). A change without a gene (`P81S and L188V`) means the gene before it.

mod alteration;
mod fusion;
mod region;
pub mod words;

pub(crate) use self::alteration::statement;
use crate::model::phase::Phase;
use crate::model::profile::{Alteration, Partner, Profile};

/// A profile that breaks the grammar.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("molecular profile {:?}: {reason}", beginning(text))]
pub struct ParseError {
    /// The whole profile.
    pub text: String,
    /// What is wrong with it.
    pub reason: String,
}

/// Returns a text for a message, cut where it is long.
fn beginning(text: &str) -> String {
    match text.char_indices().nth(200) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

/// Reads a molecular profile. An alteration that DNA cannot decide, or whose name is not known,
/// is [`Alteration::Other`]; only broken structure is an error.
pub fn parse(text: &str) -> Result<Profile, ParseError> {
    let whole = text.trim();
    let (whole, phase) = [Phase::Cis, Phase::Trans]
        .into_iter()
        .find_map(|phase| Some((whole.strip_suffix(phase.name())?.trim_end(), Some(phase))))
        .unwrap_or((whole, None));
    let mut parser = Parser { rest: whole, depth: 0, gene: None };
    let result = parser.any().and_then(|profile| match (parser.rest, phase) {
        ("", None) => Ok(profile),
        ("", Some(phase)) if matches!(profile, Profile::And(_)) => {
            Ok(Profile::InPhase(phase, Box::new(profile)))
        }
        ("", Some(phase)) => Err(format!("{:?} without AND", phase.name())),
        (rest, _) => Err(format!("unexpected {rest:?}")),
    });
    result.map_err(|reason| ParseError { text: text.to_owned(), reason })
}

/// All genes a profile names, fusion partners included, each once, in reading order.
pub fn genes(profile: &Profile) -> Vec<&str> {
    let mut genes = Vec::new();
    let mut add = |gene| {
        if !str::is_empty(gene) && !genes.contains(&gene) {
            genes.push(gene);
        }
    };
    for component in profile.components() {
        if let Alteration::Fusion(five_prime, three_prime) = &component.alteration {
            for partner in [five_prime, three_prime] {
                if let Partner::Gene(gene, _) = partner {
                    add(gene.as_str());
                }
            }
        }
        add(component.gene.as_str());
    }
    genes
}

/// Parentheses and negations inside each other. The deepest profile of any source has three.
const DEEPEST: usize = 32;

struct Parser<'t> {
    rest: &'t str,
    /// Parentheses and negations that are open.
    depth: usize,
    /// The gene of the component before.
    gene: Option<&'t str>,
}

impl<'t> Parser<'t> {
    fn any(&mut self) -> Result<Profile, String> {
        self.joined("OR", Self::all, Profile::Or)
    }

    fn all(&mut self) -> Result<Profile, String> {
        self.joined("AND", Self::factor, Profile::And)
    }

    /// Reads parts with `word` between them. One part stands for itself.
    fn joined(
        &mut self,
        word: &str,
        part: fn(&mut Self) -> Result<Profile, String>,
        join: fn(Vec<Profile>) -> Profile,
    ) -> Result<Profile, String> {
        let first = part(self)?;
        if !self.word(word) {
            return Ok(first);
        }
        let mut parts = vec![first, part(self)?];
        while self.word(word) {
            parts.push(part(self)?);
        }
        Ok(join(parts))
    }

    fn factor(&mut self) -> Result<Profile, String> {
        self.rest = self.rest.trim_start();
        if self.word("NOT") {
            return Ok(Profile::Not(Box::new(self.inner(Self::factor)?)));
        }
        if let Some(inner) = self.rest.strip_prefix('(') {
            self.rest = inner;
            let profile = self.inner(Self::any)?;
            self.rest = self.rest.trim_start();
            self.rest = self.rest.strip_prefix(')').ok_or("a parenthesis is not closed")?;
            return Ok(profile);
        }
        let end = component_end(self.rest)?;
        let (component, rest) = self.rest.split_at(end);
        self.rest = rest;
        self.component(component.trim())
    }

    /// Reads what a parenthesis or a negation holds.
    fn inner(
        &mut self,
        read: impl FnOnce(&mut Self) -> Result<Profile, String>,
    ) -> Result<Profile, String> {
        if self.depth == DEEPEST {
            return Err(format!("parentheses or NOT nest deeper than {DEEPEST}"));
        }
        self.depth += 1;
        let profile = read(self)?;
        self.depth -= 1;
        Ok(profile)
    }

    /// Takes a logical word that stands alone; `NOT` in capitals only, as names may hold a "not".
    fn word(&mut self, word: &str) -> bool {
        let rest = self.rest.trim_start();
        match logical_word(rest) {
            Some(found) if found.eq_ignore_ascii_case(word) => {
                self.rest = &rest[word.len()..];
                true
            }
            _ => false,
        }
    }

    fn component(&mut self, text: &'t str) -> Result<Profile, String> {
        if text.is_empty() || logical_word(text).is_some() {
            return Err("an alteration is missing".to_owned());
        }
        if let Some(profile) = alteration::of_the_tumour(text) {
            return Ok(profile);
        }
        let (first, rest) = text.split_once(char::is_whitespace).unwrap_or((text, ""));
        if let Some(profile) = fusion::parse(first, rest).or_else(|| fusion::parse(rest, "")) {
            return Ok(profile);
        }
        if (rest.is_empty() || rest.starts_with('(')) && alteration::is_change(first) {
            let gene = self.gene.ok_or_else(|| format!("{text:?} names no gene"))?;
            return Ok(alteration::statement(gene, text));
        }
        if rest.is_empty() {
            return Err(format!("{text:?} names no alteration"));
        }
        if !first.bytes().all(|b| b.is_ascii_alphanumeric() || b"-._@".contains(&b)) {
            return Err(format!("{first:?} is not a gene"));
        }
        self.gene = Some(first);
        Ok(alteration::statement(first, rest.trim_start()))
    }
}

/// The logical word that `text` begins with.
fn logical_word(text: &str) -> Option<&str> {
    let length = text.bytes().take_while(u8::is_ascii_alphabetic).count();
    let word = &text[..length];
    let is_word = match length {
        2 => word.eq_ignore_ascii_case("OR"),
        3 => word == "NOT" || word.eq_ignore_ascii_case("AND"),
        _ => false,
    };
    let ends = matches!(text.as_bytes().get(length), None | Some(b' ' | b'\t' | b'('));
    (ends && is_word).then_some(word)
}

/// Where the component at the start of `text` ends: at a logical word or a parenthesis that it
/// did not open.
fn component_end(text: &str) -> Result<usize, String> {
    let mut depth = 0;
    for (at, b) in text.bytes().enumerate() {
        match b {
            b'(' => depth += 1,
            b')' if depth == 0 => return Ok(at),
            b')' => depth -= 1,
            b if depth == 0 && (b.is_ascii_whitespace() || !b.is_ascii()) => {
                let rest = text.get(at..).filter(|rest| rest.starts_with(char::is_whitespace));
                let word = rest.and_then(|rest| logical_word(rest.trim_start()));
                if word.is_some_and(|word| word != "NOT") {
                    return Ok(at);
                }
            }
            _ => {}
        }
    }
    if depth > 0 { Err("a parenthesis is not closed".to_owned()) } else { Ok(text.len()) }
}

/// Reads what must be a single component.
#[cfg(test)]
pub(crate) fn component(text: &str) -> crate::model::profile::Component {
    match parse(text) {
        Ok(Profile::Component(component)) => component,
        other => panic!("{text}: {other:?}"),
    }
}

#[cfg(test)]
mod tests;
