//! Custom content of MultiQC: general statistics, findings by level as bars, findings with a level as a
//! table. Its search takes one section a file (`*_mqc.json`), and joins those of one id over samples.

use std::io::{self, Write};

use serde::{Serialize, Serializer};
use serde_json::{Value, json};

use super::format::{Format, PlainVariants, SampleResult};
use super::tsv::Layout as _;
use super::tsv_variant::VariantLayout;
use crate::control::Text;
use crate::model::finding::Finding;
use crate::model::level::Level;

/// A section of a MultiQC report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mqc {
    /// A table of the findings that have a level.
    Findings,
    /// How many findings have each level.
    Levels,
    /// The highest level and a few numbers, beside those of other programs.
    General,
}

impl Mqc {
    /// All sections.
    pub const ALL: [Self; 3] = [Self::Findings, Self::Levels, Self::General];

    /// Returns how the name of its file ends, by which MultiQC finds it.
    pub fn ending(self) -> &'static str {
        match self {
            Self::Findings => "_mqc.json",
            Self::Levels => "_levels_mqc.json",
            Self::General => "_stats_mqc.json",
        }
    }
}

/// The parent of the sections, with which MultiQC puts them under one title.
const PARENT: &str = "theravar";
const DESCRIPTION: &str =
    "Therapies that a tumour's variants make work or fail. Research use only.";

/// Columns of the table, by the names of the layout `variant`, and what is said of each.
const COLUMNS: [(&str, &str, &str); 9] = [
    ("sample", "Sample", "The tumour sample"),
    ("gene", "Gene", "HGNC symbol"),
    ("protein_change", "Change", "The protein change in the short form"),
    ("highest_level", "Level", "The highest level: R1, 1, 2, 3A, 3B, 4, R2"),
    ("therapies_sensitive", "Works", "Therapies that the change makes work, by level"),
    ("therapies_resistant", "Fails", "Therapies that the change makes fail, by level"),
    ("amp_tier", "AMP tier", "AMP/ASCO/CAP tier"),
    ("vaf", "VAF", "Allele fraction"),
    ("flags", "Flags", "What is to be known of the call"),
];

/// Colours of the levels, the strongest darkest; resistance is red.
const COLOURS: [(Level, &str); 7] = [
    (Level::R1, "#b30000"),
    (Level::L1, "#08519c"),
    (Level::L2, "#3182bd"),
    (Level::L3A, "#6baed6"),
    (Level::L3B, "#9ecae1"),
    (Level::L4, "#c6dbef"),
    (Level::R2, "#fc8d59"),
];

impl Format for Mqc {
    fn write(
        &self,
        out: &mut dyn Write,
        result: &SampleResult<'_>,
        _: &mut dyn PlainVariants,
    ) -> io::Result<()> {
        let sample = sample(result);
        let section = match self {
            Self::Findings => findings(result, &sample),
            Self::Levels => levels(result, &sample),
            Self::General => general(result, &sample),
        };
        serde_json::to_writer_pretty(&mut *out, &section)?;
        out.write_all(b"\n")
    }
}

/// A section: what every file of it says alike, and its own sample's data.
#[derive(Serialize)]
struct Section {
    id: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    parent_id: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    parent_name: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    parent_description: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    section_name: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<&'static str>,
    plot_type: &'static str,
    #[serde(skip_serializing_if = "Value::is_null")]
    pconfig: Value,
    #[serde(skip_serializing_if = "Ordered::is_empty")]
    headers: Ordered,
    #[serde(skip_serializing_if = "Ordered::is_empty")]
    categories: Ordered,
    data: Ordered,
}

/// An object whose keys keep their order.
struct Ordered(Vec<(String, Value)>);

impl Ordered {
    fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl Serialize for Ordered {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(key, value)| (key, value)))
    }
}

impl Section {
    fn new(id: &'static str, plot_type: &'static str, pconfig: Value, data: Ordered) -> Self {
        Self {
            id,
            parent_id: Some(PARENT),
            parent_name: Some(PARENT),
            parent_description: Some(DESCRIPTION),
            section_name: None,
            description: None,
            plot_type,
            pconfig,
            headers: Ordered(Vec::new()),
            categories: Ordered(Vec::new()),
            data,
        }
    }
}

/// Returns the sample's name, else that of the input.
fn sample(result: &SampleResult<'_>) -> String {
    let input = || result.provenance.map(|provenance| provenance.input.clone());
    let name = Some(result.run.sample.clone()).filter(|name| !name.is_empty());
    shown(&name.or_else(input).unwrap_or_else(|| "sample".to_owned()))
}

fn reported<'r>(result: &SampleResult<'r>) -> impl Iterator<Item = &'r Finding<'r>> {
    result.findings.iter().filter(|(_, is_reported)| *is_reported).map(|(finding, _)| finding)
}

fn findings(result: &SampleResult<'_>, sample: &str) -> Section {
    let names = VariantLayout.columns();
    let mut rows: Vec<(Level, String, Value)> = Vec::new();
    for finding in reported(result) {
        let Some(level) = finding.highest_level() else { continue };
        let mut line = Vec::new();
        VariantLayout.finding(&result.run.sample, finding, &mut line);
        let line = String::from_utf8_lossy(&line);
        let cells: Vec<&str> = line.trim_end_matches('\n').split('\t').collect();
        let cell = |name: &str| {
            let at = names.iter().position(|known| *known == name)?;
            cells.get(at).copied().filter(|cell| !cell.is_empty())
        };
        let value = |name: &str| match name {
            "sample" => Some(Value::from(sample)),
            "vaf" => cell(name)?.parse::<f64>().ok().map(Value::from),
            _ => cell(name).map(|text| Value::from(shown(text))),
        };
        let row = COLUMNS.iter().filter_map(|(name, ..)| Some(((*name).to_owned(), value(name)?)));
        // MultiQC takes what is before a slash for a folder.
        let name = shown(&finding.name()).replace('/', "|");
        rows.push((level, name, row.collect()));
    }
    rows.sort_by_key(|(level, ..)| *level);
    let mut data: Vec<(String, Value)> = Vec::new();
    for (_, name, row) in rows {
        let mut key = format!("{sample}: {name}");
        for number in 2.. {
            if data.iter().all(|(known, _)| *known != key) {
                break;
            }
            key = format!("{sample}: {name} ({number})");
        }
        data.push((key, row));
    }
    // A sample that is missing looks like one that was not read.
    if data.is_empty() {
        let row = json!({"sample": sample, "highest_level": "none"});
        data.push((format!("{sample}: no finding with a level"), row));
    }
    let header = |(name, title, description): (&str, &str, &str)| {
        let mut header = json!({"title": title, "description": description, "scale": false});
        if name == "vaf" {
            header["format"] = "{:,.3f}".into();
            header["min"] = 0.into();
            header["max"] = 1.into();
        }
        (name.to_owned(), header)
    };
    let pconfig = json!({
        "id": "theravar_findings_table",
        "title": "theravar: Findings with a level",
        "col1_header": "Finding",
        "no_violin": true,
        "sort_rows": false,
    });
    Section {
        section_name: Some("Findings with a level"),
        description: Some("Each finding with its highest level for the tumour type of the sample."),
        headers: Ordered(COLUMNS.into_iter().map(header).collect()),
        ..Section::new("theravar_findings", "table", pconfig, Ordered(data))
    }
}

fn levels(result: &SampleResult<'_>, sample: &str) -> Section {
    let count = |level| reported(result).filter(|f| f.highest_level() == Some(level)).count();
    let counts = COLOURS.iter().map(|(level, _)| (level.name().to_owned(), count(*level)));
    let data = (sample.to_owned(), counts.collect::<Value>());
    let category = |(level, colour): (Level, &str)| {
        let name = level.name();
        (name.to_owned(), json!({"name": format!("Level {name}"), "color": colour}))
    };
    let pconfig = json!({
        "id": "theravar_levels_plot",
        "title": "theravar: Findings by level",
        "ylab": "Findings",
        "cpswitch_counts_label": "Number of findings",
    });
    Section {
        section_name: Some("Findings by level"),
        description: Some("How many findings have each level as their highest."),
        categories: Ordered(COLOURS.into_iter().map(category).collect()),
        ..Section::new("theravar_levels", "bargraph", pconfig, Ordered(vec![data]))
    }
}

fn general(result: &SampleResult<'_>, sample: &str) -> Section {
    let all = || reported(result);
    let highest = all().filter_map(Finding::highest_level).min();
    let leveled = all().filter(|finding| finding.highest_level().is_some()).count();
    let mut row = json!({
        "highest_level": highest.map_or("none", Level::name),
        "leveled": leveled,
        "findings": all().count(),
        "warnings": result.warnings.len(),
    });
    if let Some(tumor) = &result.run.tumor {
        row["tumor_type"] = shown(&tumor.name).into();
    }
    let header = |name: &str, title: &str, description: &str, is_number: bool| {
        let mut header = json!({"title": title, "description": description});
        if is_number {
            header["format"] = "{:,.0f}".into();
            header["min"] = 0.into();
        } else {
            header["scale"] = false.into();
        }
        (name.to_owned(), header)
    };
    let headers = vec![
        header("tumor_type", "Tumour type", "The tumour type that levels are of", false),
        header("highest_level", "Level", "The highest level of all findings", false),
        header("leveled", "With a level", "Findings that have a level", true),
        header("findings", "Findings", "Findings that are reported", true),
        header("warnings", "Warnings", "What is to be known of the run", true),
    ];
    let data = Ordered(vec![(sample.to_owned(), row)]);
    Section {
        parent_id: None,
        parent_name: None,
        parent_description: None,
        headers: Ordered(headers),
        ..Section::new("theravar", "generalstats", Value::Null, data)
    }
}

/// Escapes what a page would take for HTML: MultiQC writes texts as they are.
fn shown(text: &str) -> String {
    Text(text).to_string()
}
