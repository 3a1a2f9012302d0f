//! Scores of in-silico predictors, as an input carries them.

/// A predictor.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Predictor {
    /// REVEL, of substitutions in proteins.
    Revel,
    /// AlphaMissense, of substitutions in proteins.
    AlphaMissense,
    /// SpliceAI: the greatest of its four scores.
    SpliceAi,
}

impl Predictor {
    /// All predictors.
    pub const ALL: [Self; 3] = [Self::Revel, Self::AlphaMissense, Self::SpliceAi];

    /// Returns its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Revel => "REVEL",
            Self::AlphaMissense => "AlphaMissense",
            Self::SpliceAi => "SpliceAI",
        }
    }

    /// Returns the score from which on it calls a change damaging, and up to which it calls one benign, at the
    /// weight of supporting evidence.
    ///
    /// - REVEL: 0.644 and 0.290 (Pejaver 2022, PMID 36413997, table 2).
    /// - AlphaMissense: 0.792 and 0.169 (Bergquist 2024, PMID 39345488; the numbers were not held against its text).
    /// - SpliceAI: 0.2 and 0.1 (Walker 2023, PMID 37352859).
    pub fn limits(self) -> (f64, f64) {
        match self {
            Self::Revel => (0.644, 0.290),
            Self::AlphaMissense => (0.792, 0.169),
            Self::SpliceAi => (0.2, 0.1),
        }
    }

    /// Returns what its limits rest on.
    pub fn citation(self) -> &'static str {
        match self {
            Self::Revel => "PMID:36413997",
            Self::AlphaMissense => "PMID:39345488 unverified",
            Self::SpliceAi => "PMID:37352859",
        }
    }
}

/// The scores of an allele.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Scores(Vec<(Predictor, f64)>);

impl Scores {
    /// Returns the score of a predictor.
    pub fn get(&self, predictor: Predictor) -> Option<f64> {
        self.0.iter().find(|(own, _)| *own == predictor).map(|(_, score)| *score)
    }

    /// Takes a score; of several of one predictor the greatest stands.
    pub fn add(&mut self, predictor: Predictor, score: f64) {
        match self.0.iter_mut().find(|(own, _)| *own == predictor) {
            Some((_, own)) => *own = own.max(score),
            None => self.0.push((predictor, score)),
        }
    }

    /// Returns whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// What a user calls the fields of an input: `REVEL=my_revel`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedField {
    /// The predictor, or `None` for a frequency in the population.
    pub predictor: Option<Predictor>,
    /// INFO key, or name of a field of the annotation.
    pub name: String,
}

impl NamedField {
    /// Reads `KEY=NAME`; the key in any case.
    ///
    /// # Errors
    /// Which keys there are.
    pub fn parse(text: &str) -> Result<Self, String> {
        let known = "write KEY=FIELD; keys: population, REVEL, AlphaMissense, SpliceAI";
        let (key, name) = text
            .split_once('=')
            .filter(|(_, name)| !name.is_empty())
            .ok_or_else(|| known.to_owned())?;
        let is_key = |predictor: &Predictor| predictor.name().eq_ignore_ascii_case(key);
        let predictor = Predictor::ALL.into_iter().find(is_key);
        if predictor.is_none() && !key.eq_ignore_ascii_case("population") {
            return Err(format!("{key} is no key: {known}"));
        }
        Ok(Self { predictor, name: name.to_owned() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_by_name() {
        let parsed = NamedField::parse("revel=MY_REVEL").unwrap();
        assert_eq!((parsed.predictor, &*parsed.name), (Some(Predictor::Revel), "MY_REVEL"));
        assert_eq!(NamedField::parse("population=AF_us").unwrap().predictor, None);
        for text in ["revel", "revel=", "sift=SIFT"] {
            assert!(NamedField::parse(text).unwrap_err().contains("keys: population"), "{text}");
        }
    }
}
