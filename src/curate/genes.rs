//! Makes the gene table from gene symbols, IntOGen, KinHub and the curated rows.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::Path;

use crate::error::{Problems, Result};
use crate::io::table::Table;
use crate::model::gene::{GeneFamily, GeneRole};

/// The four source tables: the path each was read from, for messages, and its text.
#[derive(Debug, Clone, Copy)]
pub struct Sources<'a> {
    /// `symbol`, `hgnc_id`, `synonyms` (joined by `|`).
    pub symbols: (&'a Path, &'a str),
    /// `symbol`, `role` (`Act`, `LoF`, `ambiguous`).
    pub drivers: (&'a Path, &'a str),
    /// `symbol`, `group`, `family`.
    pub kinases: (&'a Path, &'a str),
    /// `symbol`, `role`, `family`.
    pub curated: (&'a Path, &'a str),
}

/// KinHub families of group TK that are receptors.
const RECEPTOR_FAMILIES: [&str; 20] = [
    "ALK", "Axl", "CCK4", "DDR", "EGFR", "Eph", "FGFR", "InsR", "Lmr", "Met", "Musk", "PDGFR",
    "Ret", "Ror", "Ryk", "Sev", "Tie", "Trk", "VEGFR", "Alk",
];

/// The curated word that takes a role away.
const NO_ROLE: &str = "none";

const HEADER: &str = "\
# Genes: HGNC symbols and unambiguous aliases (HGNC/NCBI 2025-10-07), role of IntOGen drivers 2023-05-31 (CC0), kinase group and
# family (KinHub), and data/curated/gene_curation.tsv (CC0), which overrules IntOGen. Regenerate: cargo xtask data genes.tsv.
# A row whose name is not its symbol is an alias. IntOGen's Act = oncogene, LoF = tumor_suppressor; ambiguous gives no role.
name\tsymbol\thgnc_id\trole\trole_basis\tfamily\tkinase_group\tkinase_family
";

#[derive(Debug, Default)]
struct Row<'a> {
    hgnc_id: &'a str,
    role: &'a str,
    role_basis: &'a str,
    family: &'a str,
    kinase_group: &'a str,
    kinase_family: &'a str,
}

/// Renders the gene table (`data/generated/genes.tsv`), sorted by name: every gene of `drivers`, `kinases` and
/// `curated` that `symbols` knows, by symbol or unambiguous alias.
///
/// # Errors
/// [`crate::Error::Table`] naming every bad row of a source, and every curated symbol that is unknown.
pub fn import(sources: Sources<'_>) -> Result<String> {
    let table = |(path, text): (&Path, &str)| Table::parse(path, text, &[]);
    let symbols = table(sources.symbols)?;
    let (kinases, drivers) = (table(sources.kinases)?, table(sources.drivers)?);
    let curated = table(sources.curated)?;
    let symbols = symbols.picked(["symbol", "hgnc_id", "synonyms"])?;
    let ids: HashMap<&str, &str> =
        symbols.iter().map(|(_, [symbol, id, _])| (*symbol, *id)).collect();
    let mut aliases: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for (_, [symbol, _, synonyms]) in &symbols {
        for alias in
            synonyms.split('|').filter(|alias| alias.len() > 1 && !ids.contains_key(*alias))
        {
            aliases.entry(alias).or_default().insert(symbol);
        }
    }
    aliases.retain(|_, symbols| symbols.len() == 1);
    let current = |name: &str| -> Option<&str> {
        ids.get_key_value(name)
            .map(|(symbol, _)| *symbol)
            .or_else(|| aliases.get(name).and_then(|symbols| symbols.first().copied()))
    };

    let mut rows: BTreeMap<&str, Row<'_>> = BTreeMap::new();
    for (_, [name, group, family]) in kinases.picked(["symbol", "group", "family"])? {
        let Some(symbol) = current(name) else { continue };
        let row = rows.entry(symbol).or_default();
        (row.kinase_group, row.kinase_family) = (group, family);
        let receptor = group == "TK" && RECEPTOR_FAMILIES.contains(&family);
        row.family = if receptor {
            GeneFamily::ReceptorTyrosineKinase.name()
        } else {
            GeneFamily::Kinase.name()
        };
    }
    for (_, [name, role]) in drivers.picked(["symbol", "role"])? {
        let Some(symbol) = current(name) else { continue };
        let row = rows.entry(symbol).or_default();
        (row.role, row.role_basis) = match role {
            "Act" => (GeneRole::Oncogene.name(), "intogen"),
            "LoF" => (GeneRole::TumorSuppressor.name(), "intogen"),
            _ => ("", ""),
        };
    }
    let path = curated.path();
    let mut problems = Problems::default();
    for (line, [symbol, role, family]) in curated.picked(["symbol", "role", "family"])? {
        if !ids.contains_key(symbol) {
            problems.push(path, line, format!("symbol: unknown {symbol:?}"));
        }
        if role != NO_ROLE && GeneRole::parse(role).is_none() {
            problems.push(path, line, format!("role: unknown {role:?}"));
        }
        if GeneFamily::parse(family).is_none() {
            problems.push(path, line, format!("family: unknown {family:?}"));
        }
        let row = rows.entry(symbol).or_default();
        if !role.is_empty() {
            (row.role, row.role_basis) = (if role == NO_ROLE { "" } else { role }, "curated");
        }
        if !family.is_empty() && row.family.is_empty() {
            row.family = family;
        }
    }
    problems.into_result()?;
    for (symbol, row) in &mut rows {
        row.hgnc_id = ids.get(symbol).copied().unwrap_or_default();
    }
    Ok(render(&rows, &aliases))
}

fn render(rows: &BTreeMap<&str, Row<'_>>, aliases: &BTreeMap<&str, BTreeSet<&str>>) -> String {
    let mut lines: BTreeMap<&str, String> = BTreeMap::new();
    for (symbol, row) in rows {
        let Row { hgnc_id, role, role_basis, family, kinase_group, kinase_family } = row;
        let fields = [hgnc_id, role, role_basis, family, kinase_group, kinase_family];
        lines.insert(symbol, format!("{symbol}\t{symbol}\t{}", fields.map(|f| &**f).join("\t")));
    }
    for (alias, symbols) in aliases {
        if let Some(symbol) = symbols.first().filter(|symbol| rows.contains_key(*symbol)) {
            lines.entry(alias).or_insert_with(|| format!("{alias}\t{symbol}"));
        }
    }
    let mut out = String::from(HEADER);
    for line in lines.values() {
        out.push_str(line.trim_end_matches('\t'));
        out.push('\n');
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    const PATH: &str = "f.tsv";

    fn run(curated: &str) -> Result<String> {
        let path = Path::new(PATH);
        import(Sources {
            symbols: (
                path,
                "symbol\thgnc_id\tsynonyms\nABL1\tHGNC:76\tABL|C\nABL2\tHGNC:77\tARG|C\nTP53\tHGNC:11998\tp53\n",
            ),
            drivers: (path, "symbol\trole\nTP53\tLoF\nABL\tLoF\n"),
            kinases: (path, "symbol\tgroup\tfamily\nABL1\tTK\tAbl\n\tTK\tAbl\n"),
            curated: (path, curated),
        })
    }

    #[test]
    fn curation_overrules_and_ambiguous_aliases_are_left_out() {
        let table = run("symbol\trole\tfamily\nABL1\toncogene\t\n").unwrap();
        let rows: Vec<&str> = table.lines().skip(4).collect();
        assert_eq!(
            rows,
            [
                "ABL\tABL1",
                "ABL1\tABL1\tHGNC:76\toncogene\tcurated\tkinase\tTK\tAbl",
                "TP53\tTP53\tHGNC:11998\ttumor_suppressor\tintogen",
                "p53\tTP53",
            ]
        );
    }

    #[test]
    fn every_bad_curated_row_is_reported() {
        let error =
            run("symbol\trole\tfamily\nNOPE\t\t\nABL1\tdriver\torgan\n").unwrap_err().to_string();
        for part in ["f.tsv:2: symbol", "f.tsv:3: role", "f.tsv:3: family"] {
            assert!(error.contains(part), "{error}");
        }
    }
}
