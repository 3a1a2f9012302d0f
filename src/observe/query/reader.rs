//! A query from its text: parts, and in each the gene and what is said of it.

use crate::knowledge::clinical_names;
use crate::knowledge::profile;
use crate::matching::vocabulary::{GeneNamed, Vocabulary, unnamed};
use crate::model::assembly::Assembly;
use crate::model::profile::{Alteration, Profile};

use super::asked::{Asked, Query};
use super::place::OnAccession;
use super::refusal::Refusal;
use super::tokens::tokens;
use super::{change, forms, fusion, genes, place, score};

/// Words that join two findings.
const AND: [&str; 6] = ["+", "&", "and", "plus", "with", "AND"];

/// Words between a change and the gene after it.
const OF: [&str; 4] = ["of", "in", "the", "gene"];

/// A part that was read.
#[derive(Debug, Default)]
struct Reading {
    asked: Vec<Asked>,
    notes: Vec<String>,
    /// The gene that a change without one belongs to.
    gene: Option<String>,
    assembly: Option<Assembly>,
}

pub(super) struct Reader<'k> {
    vocabulary: Vocabulary<'k>,
}

impl<'k> Reader<'k> {
    pub(super) fn new(vocabulary: Vocabulary<'k>) -> Self {
        Self { vocabulary }
    }

    /// Reads a whole query.
    pub(super) fn query(&self, text: &str) -> Result<Query, String> {
        let mut query = Query { parts: Vec::new(), assembly: None, notes: Vec::new() };
        let mut gene: Option<String> = None;
        let mut ends = [text.split(' ').next(), text.rsplit(' ').next()].into_iter().flatten();
        if ends.any(|word| AND.contains(&word)) {
            return Err(Refusal::nothing(text).reason);
        }
        let whole = self.part(text, None);
        let readings = match whole {
            Ok(reading) => vec![reading],
            Err(refusal) => {
                let mut readings = Vec::new();
                let parts = chunks(text);
                for part in &parts {
                    let words: Vec<&str> = part.split(' ').collect();
                    let read = self
                        .words(&words, gene.as_deref())
                        .map_err(
                            |other| if parts.len() > 1 { other } else { refusal.clone().or(other) },
                        )
                        .map_err(|refusal| refusal.reason)?;
                    gene = read.last().and_then(|reading| reading.gene.clone()).or(gene);
                    readings.extend(read);
                }
                readings
            }
        };
        for reading in readings {
            query.assembly = query.assembly.or(reading.assembly);
            for asked in reading.asked {
                if !query.parts.contains(&asked) {
                    query.parts.push(asked);
                }
            }
            query.notes.extend(reading.notes);
        }
        match query.parts.as_slice() {
            [] => Err(Refusal::nothing(text).reason),
            [_] => Ok(query),
            parts => match parts.iter().find(|part| matches!(part, Asked::Gene(_))) {
                Some(Asked::Gene(gene)) => Err(format!("{gene}: nothing is said of it")),
                _ => Ok(query),
            },
        }
    }

    /// Reads words as one part or as several that follow each other.
    fn words(&self, words: &[&str], gene: Option<&str>) -> Result<Vec<Reading>, Refusal> {
        let text = words.join(" ");
        let mut refusal = match self.part(&text, gene) {
            Ok(reading) => return Ok(vec![reading]),
            Err(refusal) => refusal,
        };
        for end in (1..words.len()).rev() {
            let Ok(first) = self.part(&words[..end].join(" "), gene) else { continue };
            // After a class of changes, another name is what the class was to say.
            if !first.asked.iter().all(is_specific) {
                continue;
            }
            match self.words(&words[end..], first.gene.as_deref()) {
                Ok(rest) => return Ok([first].into_iter().chain(rest).collect()),
                Err(other) => refusal = refusal.or(other),
            }
        }
        Err(refusal)
    }

    /// Reads one part, all of it.
    fn part(&self, text: &str, gene: Option<&str>) -> Result<Reading, Refusal> {
        let mut refusal = Refusal::nothing(text);
        let of_steps: [&dyn Fn() -> Option<Result<Reading, Refusal>>; 6] = [
            &|| self.placed(text),
            &|| self.known_change(text).map(Ok),
            &|| self.whole(text).map(Ok),
            &|| self.fusion(text),
            &|| self.of_named_gene(text),
            &|| gene.and_then(|gene| self.of_gene_before(gene, text)),
        ];
        for step in of_steps {
            match step() {
                Some(Ok(reading)) => return Ok(reading),
                Some(Err(other)) => refusal = refusal.or(other),
                None => {}
            }
        }
        if let Some(reading) = self.gene_last(text).or_else(|| self.in_the_words_of_a_source(text))
        {
            return Ok(reading);
        }
        if refusal.rank == 0
            && let Some(first) = text.split([' ', ':']).next()
            && let GeneNamed::Unknown(near) = self.vocabulary.gene(first)
            && !near.is_empty()
        {
            refusal = Refusal::gene(unnamed(first, &GeneNamed::Unknown(near)));
        }
        Err(refusal)
    }

    /// A position, a coding name, or a protein change on an accession.
    fn placed(&self, text: &str) -> Option<Result<Reading, Refusal>> {
        if let Some(OnAccession { accession, change }) = place::on_accession(text) {
            return Some(self.on_accession(accession, change));
        }
        let placed = place::read(text)?;
        let mut reading = Reading { assembly: placed.assembly, ..Reading::default() };
        let asked = match placed.asked {
            Asked::Coding { on, name, protein } => match self.vocabulary.known_gene(&on) {
                Some(GeneNamed::Symbol(symbol)) => {
                    reading.gene = Some(symbol.clone());
                    Asked::Coding { on: symbol, name, protein }
                }
                _ if self.vocabulary.store.accession(&on, Assembly::GRCh38).is_some() => {
                    Asked::Coding { on, name, protein }
                }
                _ => {
                    let named = self.vocabulary.gene(&on);
                    return Some(Err(Refusal::gene(unnamed(&on, &named))));
                }
            },
            asked => asked,
        };
        reading.asked.push(asked);
        Some(Ok(reading))
    }

    fn on_accession(&self, accession: &str, name: &str) -> Result<Reading, Refusal> {
        let store = self.vocabulary.store;
        let model = store.accession(accession, Assembly::GRCh38).ok_or_else(|| {
            Refusal::gene(format!(
                "{accession}: no embedded transcript or protein has that name; name the gene, or \
                 its NM_, NP_ or ENST accession"
            ))
        })?;
        let gene = model.gene.to_string();
        let mut reading = self.of_gene_before(&gene, name).unwrap_or_else(|| {
            Err(Refusal::words(format!("{accession}:{name} is not understood")))
        })?;
        if *model.accession != *accession && *model.protein != *accession {
            reading.notes.push(format!("{accession} is read as {} of {gene}", model.accession));
        }
        Ok(reading)
    }

    /// A protein change exactly as a statement names it, in the numbers of its source.
    fn known_change(&self, text: &str) -> Option<Reading> {
        let (gene, _) = text.split_once(' ')?;
        let entry =
            self.vocabulary.table.profiles_of_gene(gene).find(|entry| entry.text == text)?;
        let Profile::Component(component) = entry.profile() else { return None };
        let is_change = matches!(component.alteration, Alteration::Protein(_))
            && self.vocabulary.doubt(component).is_none();
        is_change.then(|| Reading {
            gene: Some(component.gene.clone()),
            asked: vec![Asked::OneOf(vec![component.clone()])],
            ..Reading::default()
        })
    }

    /// A form that names no gene.
    fn whole(&self, text: &str) -> Option<Reading> {
        // The bands of a translocation, `t(9;22)(q34;q11)`, say what its chromosomes do.
        let text = match text.split_once(")(") {
            Some((head, bands)) if text.starts_with("t(") => {
                let after = bands.split_once(')').map_or("", |(_, after)| after);
                format!("{head}){after}")
            }
            _ => text.to_owned(),
        };
        let texts = forms::whole(&tokens(&text))?;
        let mut reading = self.reading(&texts)?;
        reading.notes.push(format!("{text} is read as {}", texts.join(" or ")));
        Some(reading)
    }

    /// A fusion, alone or with a change of a partner.
    fn fusion(&self, text: &str) -> Option<Result<Reading, Refusal>> {
        let pair = match fusion::at_start(text, self.vocabulary)? {
            Ok(pair) => pair,
            Err(refusal) => return Some(Err(refusal)),
        };
        let words = tokens(pair.rest);
        let (five, three) = match &pair.component.alteration {
            Alteration::Fusion(five, three) => (five.to_string(), three.to_string()),
            _ => return None,
        };
        let mut reading = Reading {
            notes: pair.note.into_iter().collect(),
            gene: Some(three.clone()),
            ..Reading::default()
        };
        if fusion::says_nothing(&words) {
            reading.asked.push(Asked::OneOf(vec![pair.component]));
            return Some(Ok(reading));
        }
        // The exons at the junction: `e13::e20`.
        let junction = profile::parse(&format!("{five}::{three} {}", pair.rest.trim()));
        if let Ok(Profile::Component(component)) = junction
            && pair.rest.trim().starts_with(['e', 'E'])
            && component.alteration != pair.component.alteration
        {
            reading.asked.push(Asked::OneOf(vec![component]));
            return Some(Ok(reading));
        }
        let mut refusal = Refusal::words(self.vocabulary.not_understood(&three, pair.rest.trim()));
        for gene in [three, five] {
            match change::read(&gene, pair.rest, self.vocabulary) {
                Some(Ok(changes)) => {
                    reading.asked.push(Asked::OneOf(vec![pair.component]));
                    reading.asked.extend(changes.asked);
                    reading.notes.extend(changes.notes);
                    reading.gene = Some(gene);
                    return Some(Ok(reading));
                }
                Some(Err(other)) => refusal = refusal.or(other),
                None => {}
            }
        }
        Some(Err(refusal))
    }

    /// A gene, and what is said of it.
    fn of_named_gene(&self, text: &str) -> Option<Result<Reading, Refusal>> {
        let mut refusal: Option<Refusal> = None;
        for genes::Named { name, gene, rest } in genes::at_start(text, self.vocabulary) {
            let read = match &gene {
                GeneNamed::Symbol(symbol) => self.of_gene(symbol, name, rest),
                GeneNamed::Family(family) => self
                    .of_family(family.members, family.usual, name, rest)
                    .unwrap_or_else(|| Err(Refusal::words(unnamed(name, &gene)))),
                GeneNamed::Unknown(_) => continue,
            };
            match read {
                Ok(reading) => return Some(Ok(reading)),
                Err(other) => {
                    refusal = Some(match refusal {
                        Some(refusal) => refusal.or(other),
                        None => other,
                    });
                }
            }
        }
        refusal.map(Err)
    }

    fn of_gene(&self, gene: &str, name: &str, rest: &str) -> Result<Reading, Refusal> {
        let mut reading = self.of_gene_before(gene, rest).unwrap_or_else(|| {
            let said = rest.trim_start_matches([':', '-', '_', ' ']);
            if said.is_empty() && !rest.ends_with('-') {
                let asked = vec![Asked::Gene(gene.to_owned())];
                return Ok(Reading { asked, ..Reading::default() });
            }
            Err(Refusal::words(self.vocabulary.not_understood(gene, said)))
        })?;
        reading.gene = Some(gene.to_owned());
        if !gene.eq_ignore_ascii_case(name) {
            let is_clinical = clinical_names::gene(name).is_some();
            let now = if is_clinical { "is" } else { "is now" };
            reading.notes.push(format!("{name} {now} {gene}"));
        }
        Ok(reading)
    }

    /// A family: none of its genes is changed, or its usual one has the change named.
    fn of_family(
        &self,
        members: &[&str],
        usual: Option<&str>,
        name: &str,
        rest: &str,
    ) -> Option<Result<Reading, Refusal>> {
        let words = tokens(rest);
        let is_wild = forms::of_gene("", &words, false).is_some_and(|texts| texts == [" Wildtype"]);
        if is_wild {
            let mut reading = Reading::default();
            for gene in members {
                reading.asked.extend(self.reading(&[format!("{gene} Wildtype")])?.asked);
            }
            reading.notes.push(format!("{name} is read as {}", members.join(" and ")));
            return Some(Ok(reading));
        }
        let gene = usual?;
        let changes = change::read(gene, rest, self.vocabulary)?;
        Some(changes.map(|changes| {
            let mut notes = changes.notes;
            notes.push(format!("{name} is read as {gene}, of {}", members.join(", ")));
            Reading {
                asked: changes.asked,
                notes,
                gene: Some(gene.to_owned()),
                ..Reading::default()
            }
        }))
    }

    /// What `text` says of a gene that is known; `None` where it says nothing that is understood.
    fn of_gene_before(&self, gene: &str, text: &str) -> Option<Result<Reading, Refusal>> {
        // A sign belongs to a word: `HER2+`, `HER2-`.
        let words = match text.strip_prefix(['+', '-']) {
            Some("") => tokens(&format!("x{text}")).split_off(1),
            _ => tokens(text),
        };
        if words.is_empty() {
            return None;
        }
        let known = self.vocabulary.known(gene);
        let expression = || {
            known.iter().filter_map(|known| match &known.alteration {
                Alteration::Expression(text) => Some(text.as_str()),
                _ => None,
            })
        };
        let is_stained = expression().next().is_some();
        let is_joined =
            known.iter().any(|known| matches!(known.alteration, Alteration::Fusion(..)));
        let of_words = |words: &[String]| {
            forms::of_gene(gene, words, is_stained).and_then(|texts| self.reading(&texts))
        };
        let fusion = || {
            let is_positive = is_joined && words.join(" ") == "positive";
            is_positive.then(|| of_words(&["fusion".to_owned()])).flatten()
        };
        let no_fusion = || {
            let is_negative =
                matches!(words.join(" ").as_str(), "negative" | "-" | "fusion negative");
            let is_read = is_joined && !is_stained && is_negative;
            is_read.then(|| of_words(&["wild".to_owned(), "type".to_owned()])).flatten()
        };
        let score = || {
            let met = score::met(&words, expression());
            let texts: Vec<String> = met.iter().map(|text| format!("{gene} {text}")).collect();
            (!texts.is_empty()).then(|| self.reading(&texts)).flatten()
        };
        let of_source = || {
            let key = |words: &[String]| words.concat().replace("expression", "");
            let asked = [key(&words), key(&tokens(&format!("{gene} {text}")))];
            let known = known.iter().find(|known| match &known.alteration {
                Alteration::Other(text)
                | Alteration::Expression(text)
                | Alteration::Epigenetic(text)
                | Alteration::Haplotype(text)
                | Alteration::DbSnp(text) => asked.contains(&key(&tokens(text))),
                _ => false,
            })?;
            let asked = vec![Asked::OneOf(vec![(*known).clone()])];
            Some(Reading { asked, ..Reading::default() })
        };
        let reading =
            of_words(&words).or_else(fusion).or_else(no_fusion).or_else(score).or_else(of_source);
        if let Some(reading) = reading {
            return Some(Ok(Reading { gene: Some(gene.to_owned()), ..reading }));
        }
        if let Some(changes) = change::read(gene, text, self.vocabulary) {
            return Some(changes.map(|changes| Reading {
                asked: changes.asked,
                notes: changes.notes,
                gene: Some(gene.to_owned()),
                ..Reading::default()
            }));
        }
        let said = text.trim_start_matches([':', '-', '_', ' ']);
        // The grammar passes over what stands before a colon and in brackets, and has alternatives.
        let is_one = !said.contains(['(', ':']) && !said.to_lowercase().contains(" or ");
        let reading = is_one.then(|| self.reading(&[format!("{gene} {said}")])).flatten()?;
        Some(Ok(Reading { gene: Some(gene.to_owned()), ..reading }))
    }

    /// `amplification of MET`, `L858R EGFR`.
    fn gene_last(&self, text: &str) -> Option<Reading> {
        let (said, name) = text.rsplit_once(' ')?;
        let Some(GeneNamed::Symbol(gene)) = self.vocabulary.known_gene(name) else { return None };
        let words: Vec<&str> = said.split(' ').collect();
        let end = words.iter().rposition(|word| !OF.contains(word))?;
        let reading = self.of_gene_before(&gene, &words[..=end].join(" "))?.ok()?;
        (!reading.asked.is_empty()).then_some(reading)
    }

    /// A profile exactly as a statement has it.
    fn in_the_words_of_a_source(&self, text: &str) -> Option<Reading> {
        let profile = profile::parse(text).ok()?;
        let entries = self.vocabulary.table.profiles();
        let is_known = entries.iter().any(|entry| entry.text.eq_ignore_ascii_case(text));
        let asked = is_known.then(|| asked(&profile)).flatten()?;
        Some(Reading { asked, ..Reading::default() })
    }

    /// What profile texts ask for, those left out that mean nothing; `None` where none is left.
    fn reading(&self, texts: &[String]) -> Option<Reading> {
        let profiles: Option<Vec<Profile>> =
            texts.iter().map(|text| profile::parse(text).ok()).collect();
        let profiles = profiles?;
        let asked = match profiles.as_slice() {
            [one] => asked(one)?,
            several => {
                let components = several.iter().flat_map(|profile| profile.components());
                vec![Asked::OneOf(components.cloned().collect())]
            }
        };
        let sensible = |asked: Asked| match asked {
            Asked::OneOf(mut components) => {
                components.retain(|component| self.vocabulary.doubt(component).is_none());
                (!components.is_empty()).then_some(Asked::OneOf(components))
            }
            asked => Some(asked),
        };
        let asked: Vec<Asked> = asked.into_iter().map(sensible).collect::<Option<_>>()?;
        Some(Reading { asked, ..Reading::default() })
    }
}

/// What a profile asks for: all parts of a conjunction, any of a disjunction. `None` for a negation.
fn asked(profile: &Profile) -> Option<Vec<Asked>> {
    match profile {
        Profile::Component(component) => Some(vec![Asked::OneOf(vec![component.clone()])]),
        Profile::And(parts) => {
            let parts: Option<Vec<Vec<Asked>>> = parts.iter().map(asked).collect();
            parts.map(|parts| parts.concat())
        }
        Profile::Or(parts) => {
            let of = |part: &Profile| match part {
                Profile::Component(component) => Some(component.clone()),
                _ => None,
            };
            parts.iter().map(of).collect::<Option<_>>().map(|parts| vec![Asked::OneOf(parts)])
        }
        Profile::Not(_) | Profile::InPhase(..) => None,
    }
}

/// Whether more may follow: a change or a fusion is told, not a class or a gene.
fn is_specific(asked: &Asked) -> bool {
    match asked {
        Asked::OneOf(components) => components.iter().all(|component| {
            matches!(
                component.alteration,
                Alteration::Protein(_)
                    | Alteration::Codon(_)
                    | Alteration::CodonTo(..)
                    | Alteration::Fusion(..)
                    | Alteration::Expression(_)
                    | Alteration::CopyNumber(_)
                    | Alteration::Signature(_)
            )
        }),
        Asked::Genomic { .. } | Asked::Span { .. } | Asked::Coding { .. } => true,
        Asked::Gene(_) => false,
    }
}

/// The findings that a text joins: at words, and at commas and semicolons outside brackets.
fn chunks(text: &str) -> Vec<String> {
    let mut chunks: Vec<Vec<String>> = vec![Vec::new()];
    let mut depth = 0_i32;
    let end = |chunks: &mut Vec<Vec<String>>| {
        if chunks.last().is_some_and(|chunk| !chunk.is_empty()) {
            chunks.push(Vec::new());
        }
    };
    let spaced = with_spaces(text).replace("+/", "+ + ");
    for word in spaced.split(' ') {
        if depth == 0 && AND.contains(&word) {
            end(&mut chunks);
            continue;
        }
        for c in word.chars() {
            depth += i32::from(c == '(') - i32::from(c == ')');
        }
        if let Some(chunk) = chunks.last_mut()
            && !word.is_empty()
        {
            chunk.push(word.to_owned());
        }
    }
    chunks.into_iter().filter(|chunk| !chunk.is_empty()).map(|chunk| chunk.join(" ")).collect()
}

/// Commas and semicolons outside brackets as words that join.
fn with_spaces(text: &str) -> String {
    let mut depth = 0_i32;
    let mut spaced = String::new();
    for c in text.chars() {
        depth += i32::from(c == '(') - i32::from(c == ')');
        match c {
            ',' | ';' if depth == 0 => spaced.push_str(" + "),
            c => spaced.push(c),
        }
    }
    spaced
}
