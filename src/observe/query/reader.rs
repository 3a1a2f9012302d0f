//! A query from its text: its parts, and each part by the kinds of names that there are.

use crate::matching::vocabulary::{GeneNamed, Vocabulary, unnamed};

use super::asked::{Asked, Query};
use super::reading::{self, Reading};
use super::refusal::Refusal;
use super::tokens::tokens;
use super::{
    accession, dbsnp, exon_loss, forms, fusion, gene, genes, join, karyotype, origin, said, star,
};

pub(super) struct Reader<'k> {
    vocabulary: Vocabulary<'k>,
}

impl<'k> Reader<'k> {
    pub(super) fn new(vocabulary: Vocabulary<'k>) -> Self {
        Self { vocabulary }
    }

    /// Reads a whole query.
    pub(super) fn query(&self, text: &str) -> Result<Query, String> {
        if join::is_open(text) {
            return Err(Refusal::nothing(text).reason);
        }
        let (text, phase) = join::phase(text);
        let readings = self.readings(&text).map_err(|refusal| refusal.reason)?;
        let mut query = Query::default();
        for reading in readings {
            query.assembly = query.assembly.or(reading.assembly);
            for asked in reading.asked {
                if !query.parts.contains(&asked) {
                    query.origins.extend(reading.origin.map(|origin| (query.parts.len(), origin)));
                    query.parts.push(asked);
                }
            }
            query.notes.extend(reading.notes);
        }
        let bare = query.parts.iter().find_map(|part| match part {
            Asked::Gene(gene) => Some(gene),
            _ => None,
        });
        match (query.parts.as_slice(), bare) {
            ([], _) => return Err(Refusal::nothing(&text).reason),
            ([_, _, ..], Some(gene)) => return Err(format!("{gene}: nothing is said of it")),
            _ => {}
        }
        if let Some(gene) = join::contradiction(&query) {
            return Err(format!(
                "{gene} is said to be of the wild type and to be changed: leave one of the two out"
            ));
        }
        if let Some(phase) = phase {
            query.notes.push(join::said_of(phase, &query.parts)?);
            query.phase = Some(phase);
        }
        Ok(query)
    }

    /// Reads a text as one part, or as several that it joins.
    fn readings(&self, text: &str) -> Result<Vec<Reading>, Refusal> {
        let refusal = match self.part(text, None) {
            Ok(reading) => return Ok(vec![reading]),
            Err(refusal) => refusal,
        };
        if let Some(alternatives) = join::alternatives(text) {
            return self.one_of(text, &alternatives).map(|reading| vec![reading]);
        }
        let mut readings: Vec<Reading> = Vec::new();
        let mut gene: Option<String> = None;
        let parts = join::chunks(text);
        for part in &parts {
            let words: Vec<&str> = part.split(' ').collect();
            let read = self
                .words(&words, gene.as_deref())
                .map_err(|other| if parts.len() > 1 { other } else { refusal.clone().or(other) })?;
            gene = read.last().and_then(|reading| reading.gene.clone()).or(gene);
            readings.extend(read);
        }
        Ok(readings)
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
            if !first.asked.iter().all(join::is_specific) {
                continue;
            }
            match self.words(&words[end..], first.gene.as_deref()) {
                // What denies the change is no finding of its own.
                Ok(rest) if self.is_denied(&first, &words[end..], &rest) => {}
                Ok(rest) => return Ok([first].into_iter().chain(rest).collect()),
                Err(other) => refusal = refusal.or(other),
            }
        }
        Err(refusal)
    }

    /// Whether `words`, which follow a change of a gene and name none, deny that change (`BRAF V600E negative`) and
    /// not a state of the gene; `rest` is what they were read as.
    fn is_denied(&self, first: &Reading, words: &[&str], rest: &[Reading]) -> bool {
        let text = words.join(" ");
        let names_its_own = || {
            let mut names = genes::at_start(&text, self.vocabulary).into_iter();
            names.any(|named| !named.rest.starts_with(|c: char| c.is_alphanumeric()))
        };
        rest.first().is_some_and(|next| {
            next.gene == first.gene && next.asked.iter().any(join::denies) && !names_its_own()
        })
    }

    /// Reads `KRAS G12C or G12D`, changes of one residue; other alternatives are several questions.
    fn one_of(&self, text: &str, alternatives: &[String]) -> Result<Reading, Refusal> {
        let mut readings: Vec<Reading> = Vec::new();
        let mut gene: Option<String> = None;
        for alternative in alternatives {
            let reading = self.part(alternative, gene.as_deref())?;
            gene = reading.gene.clone().or(gene);
            readings.push(reading);
        }
        join::of_one_residue(&readings).ok_or_else(|| {
            let each: Vec<String> = readings
                .iter()
                .zip(alternatives)
                .map(|(reading, text)| join::question(reading, text))
                .collect();
            Refusal::words(format!(
                "{text:?} is several questions: ask each alone: {}",
                each.join(", ")
            ))
        })
    }

    /// Reads one part, all of it; of `gene` where it names none.
    fn part(&self, text: &str, gene: Option<&str>) -> Result<Reading, Refusal> {
        if let Some((origin, rest)) = origin::said(text, self.vocabulary) {
            let reading = self.part(&rest, gene)?;
            let mut notes = reading.notes;
            notes.push(origin.told().to_owned());
            return Ok(Reading { origin: Some(origin), notes, ..reading });
        }
        // What begins with a star is no stop codon in a gene whose alleles have such names, and ends that are
        // uncertain are no positions.
        let exons = || exon_loss::read(text, self.vocabulary);
        if let Some(read) = star::read(text, self.vocabulary).or_else(exons) {
            return read;
        }
        let vocabulary = self.vocabulary;
        let mut refusal = Refusal::nothing(text);
        let of_steps: [&dyn Fn() -> Option<Result<Reading, Refusal>>; 9] = [
            &|| accession::read(text, vocabulary),
            &|| dbsnp::read(text, vocabulary),
            &|| reading::known_change(text, vocabulary).map(Ok),
            &|| karyotype::read(text, vocabulary),
            &|| whole(text, vocabulary).map(Ok),
            &|| gene::all_wild(text, vocabulary).map(Ok),
            &|| fusion::read(text, vocabulary),
            &|| gene::first(text, vocabulary),
            &|| gene.and_then(|gene| said::of(gene, text, vocabulary)),
        ];
        for step in of_steps {
            match step() {
                Some(Ok(reading)) => return Ok(reading),
                Some(Err(other)) => refusal = refusal.or(other),
                None => {}
            }
        }
        let as_it_is = || reading::in_the_words_of_a_source(text, vocabulary);
        if let Some(reading) = gene::last(text, vocabulary).or_else(as_it_is) {
            return Ok(reading);
        }
        if let Some(nameless) = said::without_gene(text, vocabulary) {
            return Err(nameless);
        }
        if refusal.rank == 0
            && let Some(first) = text.split([' ', ':']).next()
            && let GeneNamed::Unknown(near) = vocabulary.gene(first)
            && !near.is_empty()
        {
            refusal = Refusal::gene(unnamed(first, &GeneNamed::Unknown(near)));
        }
        Err(refusal)
    }
}

/// A form that names no gene.
fn whole(text: &str, vocabulary: Vocabulary<'_>) -> Option<Reading> {
    let texts = forms::whole(&tokens(text))?;
    let mut reading = reading::of_texts(&texts, vocabulary)?;
    reading.notes.push(format!("{text} is read as {}", texts.join(" or ")));
    Some(reading)
}
