//! The table of tables in `data/README.md`.

use anyhow::{Result, bail};
use theravar::knowledge::manifest::Entry;

const BEGIN: &str = "<!-- made from manifest.tsv by cargo xtask data -->\n";
const END: &str = "<!-- end of what is made -->\n";

/// Returns the text of the README with the table of `entries` in its place.
pub(crate) fn with_table(text: &str, entries: &[Entry]) -> Result<String> {
    let Some((before, rest)) = text.split_once(BEGIN) else {
        bail!("data/README.md lacks the line {BEGIN:?}");
    };
    let Some((_, after)) = rest.split_once(END) else {
        bail!("data/README.md lacks the line {END:?}");
    };
    Ok(format!("{before}{BEGIN}{}{END}{after}", table(entries)))
}

fn table(entries: &[Entry]) -> String {
    let mut table =
        "\n| table | for | origin | version | licence |\n|---|---|---|---|---|\n".to_owned();
    for entry in entries {
        let name = format!("`{}/{}`", entry.kind.name(), entry.table);
        let cells = [&name, entry.used_for.name(), &entry.origin, &entry.version, &entry.licence];
        let cells = cells.map(|cell| cell.replace('|', "\\|"));
        table.push_str(&format!("| {} |\n", cells.join(" | ")));
    }
    table.push('\n');
    table
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_takes_its_place() {
        let text = format!("a\n{BEGIN}old\n{END}b\n");
        let made = with_table(&text, &[]).unwrap();
        assert!(made.starts_with("a\n") && made.ends_with("b\n") && !made.contains("old"));
        assert_eq!(with_table(&made, &[]).unwrap(), made);
        assert!(with_table("a\n", &[]).is_err());
    }
}
