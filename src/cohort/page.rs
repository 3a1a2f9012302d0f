//! A page over all samples: one file without a network, a script or a part that a text could become.

use std::fmt::Write as _;
use std::io::{self, Write};

use super::about::About;
use super::alteration::Alteration;
use super::entry::Entry;
use super::matrix::Matrix;
use crate::control::Text;
use crate::model::level::Level;

/// Genes of the picture.
const GENES: usize = 40;
/// Samples of the picture.
const WIDTH: usize = 250;
/// Rows of the list of samples.
const ROWS: usize = 2_000;

/// What the browser may do with the page: show it.
const POLICY: &str =
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

const STYLE: &str = "body{font:15px/1.45 system-ui,sans-serif;margin:2rem auto;max-width:80rem;padding:0 1rem;\
color:#1b1b1b;background:#fff}h1{font-size:1.5rem}h2{font-size:1.15rem;margin-top:2rem}\
table{border-collapse:collapse}.list{width:100%}.list th,.list td{text-align:left;padding:.2rem .5rem;\
border-bottom:1px solid #ddd;vertical-align:top}.wide{overflow-x:auto}.print th{font-weight:600;\
text-align:right;padding-right:.5rem;white-space:nowrap}.print td{min-width:.6rem;height:1.1rem;\
border:1px solid #fff;background:#eee;font-size:.6rem;text-align:center;padding:0 .1rem}\
.print .n{background:none;font-size:.8rem;padding:0 .5rem;text-align:right}\
.print .MUT{background:#1f7a4d;color:#fff}.print .AMP{background:#b3261e;color:#fff}\
.print .HOMDEL{background:#1d4ed8;color:#fff}.print .GAIN{background:#f3b6b0}.print .LOH{background:#b9ccf5}\
.print .FUSION{background:#7a3db8;color:#fff}.print .SV{background:#8a5a00;color:#fff}\
.key span{display:inline-block;padding:0 .4rem;margin-right:.4rem}.note{color:#555}\
@media print{body{margin:0;max-width:none}.print td{print-color-adjust:exact}}";

/// The part of the page that is written sample by sample.
#[derive(Debug, Default)]
pub(super) struct Page {
    samples: usize,
    failed: usize,
    with_level: [usize; Level::ALL.len()],
    rows: String,
    failures: String,
}

impl Page {
    /// Adds a sample.
    pub(super) fn push(&mut self, name: &str, entry: &Entry) {
        self.samples += 1;
        let at = |level: &Level| level.name() == entry.highest_level;
        if let Some(index) = Level::ALL.iter().position(at) {
            self.with_level[index] += 1;
        }
        if self.samples > ROWS {
            return;
        }
        let leveled = entry.highest_levels.iter().filter(|level| !level.is_empty()).count();
        // A string takes what is written to it.
        let _ = writeln!(
            self.rows,
            "<tr><th scope=\"row\">{}</th><td>{}</td><td>{}</td><td>{}</td><td>{}</td><td>{}</td><td>{}</td>\
             <td>{}</td><td>{}</td></tr>",
            Text(name),
            Text(&entry.tumor_type),
            Text(&entry.highest_sensitive_level),
            Text(&entry.highest_resistance_level),
            leveled,
            entry.highest_levels.len(),
            Text(&entry.tmb),
            Text(&entry.msi),
            entry.warnings.len(),
        );
    }

    /// Adds a sample that failed.
    pub(super) fn push_failed(&mut self, name: &str, why: &str) {
        self.failed += 1;
        if self.failed <= ROWS {
            let _ = writeln!(self.failures, "<li><b>{}</b>: {}</li>", Text(name), Text(why));
        }
    }
}

/// Writes the page.
///
/// # Errors
/// What the writer returns.
pub(super) fn write(
    out: &mut dyn Write,
    page: &Page,
    matrix: &Matrix,
    about: &About,
) -> io::Result<()> {
    let Page { samples, failed, rows, failures, .. } = page;
    write!(
        out,
        "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\">\n\
         <meta name=\"viewport\" content=\"width=device-width\"><title>Cohort of {samples} samples</title>\n\
         <style>{STYLE}</style></head><body><main>\n<h1>Cohort of {samples} samples</h1>\n\
         <p class=\"note\">{}</p>\n",
        Text(&format!("theravar {}: {}", About::version(), about.disclaimer)),
    )?;
    if *failed > 0 {
        write!(
            out,
            "<h2>{failed} failed</h2>\n<p>They are in no table but this one: nothing is known of them.</p>\n\
             <ul>\n{failures}</ul>\n"
        )?;
        left_out(out, failed.saturating_sub(ROWS), "failures")?;
    }
    write!(out, "<h2>Highest level</h2>\n<table class=\"list\"><tr>")?;
    for level in Level::ALL {
        write!(out, "<th scope=\"col\">{level}</th>")?;
    }
    write!(out, "<th scope=\"col\">none</th></tr><tr>")?;
    for count in page.with_level {
        write!(out, "<td>{count}</td>")?;
    }
    let with_any: usize = page.with_level.iter().sum();
    writeln!(out, "<td>{}</td></tr></table>", samples - with_any)?;
    picture(out, matrix)?;
    write!(
        out,
        "<h2>Samples</h2>\n<div class=\"wide\"><table class=\"list\"><thead><tr><th scope=\"col\">Sample</th>\
         <th scope=\"col\">Tumour type</th><th scope=\"col\">Highest sensitive</th>\
         <th scope=\"col\">Highest resistance</th><th scope=\"col\">Findings with a level</th>\
         <th scope=\"col\">Findings</th><th scope=\"col\">TMB</th><th scope=\"col\">MSI</th>\
         <th scope=\"col\">Warnings</th></tr></thead><tbody>\n{rows}</tbody></table></div>\n"
    )?;
    left_out(out, samples.saturating_sub(ROWS), "samples")?;
    writeln!(out, "<h2>Knowledge</h2>\n<ul>")?;
    for table in &about.knowledge {
        writeln!(out, "<li>{}</li>", Text(table))?;
    }
    writeln!(out, "</ul>\n</main></body></html>")
}

/// Writes genes by samples in colours.
fn picture(out: &mut dyn Write, matrix: &Matrix) -> io::Result<()> {
    let genes = matrix.genes();
    let samples = matrix.samples();
    if genes.is_empty() {
        return writeln!(out, "<h2>Altered genes</h2>\n<p>None.</p>");
    }
    write!(out, "<h2>Altered genes</h2>\n<p class=\"key print\">")?;
    for kind in Alteration::ALL {
        write!(out, "<span class=\"{0}\">{0}</span>", kind.word())?;
    }
    write!(
        out,
        "</p>\n<p class=\"note\">A cell shows the highest level. An empty cell says that nothing was found, not \
         that the gene was read.</p>\n<div class=\"wide\"><table class=\"print\">\n"
    )?;
    let shown = samples.len().min(WIDTH);
    for (gene, cells) in genes.iter().take(GENES) {
        let percent = 100.0 * cells.len() as f64 / samples.len() as f64;
        write!(
            out,
            "<tr><th scope=\"row\">{}</th><td class=\"n\">{}</td><td class=\"n\">{percent:.0}&nbsp;%</td>",
            Text(gene),
            cells.len()
        )?;
        let mut at = 0;
        for cell in cells.iter().take_while(|cell| cell.sample() < shown) {
            for _ in at..cell.sample() {
                write!(out, "<td></td>")?;
            }
            at = cell.sample() + 1;
            let first = cell.kinds().next().map_or("", Alteration::word);
            write!(
                out,
                "<td class=\"{first}\" title=\"{}: {}\">{}</td>",
                Text(&samples[cell.sample()]),
                cell.text(),
                cell.level().map_or("", Level::name)
            )?;
        }
        for _ in at..shown {
            write!(out, "<td></td>")?;
        }
        writeln!(out, "</tr>")?;
    }
    writeln!(out, "</table></div>")?;
    left_out(out, genes.len().saturating_sub(GENES), "genes")?;
    left_out(out, samples.len().saturating_sub(WIDTH), "samples")
}

/// Says how many are not shown, and where they are.
fn left_out(out: &mut dyn Write, count: usize, what: &str) -> io::Result<()> {
    match count {
        0 => Ok(()),
        _ => writeln!(
            out,
            "<p class=\"note\">{count} more {what} are in cohort_samples.tsv and cohort_matrix.tsv.</p>"
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cohort::alteration::AlteredGene;

    fn written(page: &Page, matrix: &Matrix) -> String {
        let about = About { knowledge: vec!["<b>own</b>".to_owned()], ..About::default() };
        let mut out = Vec::new();
        write(&mut out, page, matrix, &about).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn no_text_becomes_a_part_of_the_page() {
        let hostile = "\"><script>alert('x')</script>&\u{202e}";
        let mut page = Page::default();
        let mut matrix = Matrix::default();
        let gene = AlteredGene {
            gene: hostile.to_owned(),
            by: Alteration::Mutation,
            level: "1".to_owned(),
        };
        let entry = Entry { tumor_type: hostile.to_owned(), ..Entry::default() };
        page.push(hostile, &entry);
        page.push_failed(hostile, hostile);
        matrix.push(hostile, &[gene]);
        let html = written(&page, &matrix);
        assert!(
            !html.contains("<script") && !html.contains('\u{202e}') && !html.contains("<b>own")
        );
        assert_eq!(html.matches("&lt;script&gt;").count(), 6, "{html}");
        assert!(html.contains("default-src 'none'") && html.contains("1 failed"));
    }

    #[test]
    fn what_is_not_shown_is_counted() {
        let mut page = Page::default();
        let mut matrix = Matrix::default();
        for number in 0..WIDTH + 7 {
            let gene = |gene: usize| AlteredGene {
                gene: format!("G{gene}"),
                by: Alteration::Amplification,
                level: String::new(),
            };
            let genes: Vec<AlteredGene> = (0..GENES + 3).map(gene).collect();
            page.push(&number.to_string(), &Entry::default());
            matrix.push(&number.to_string(), &genes);
        }
        let html = written(&page, &matrix);
        assert!(html.contains("7 more samples are in") && html.contains("3 more genes are in"));
        assert_eq!(html.matches("<td class=\"AMP\"").count(), GENES * WIDTH);
    }
}
