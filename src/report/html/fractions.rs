//! The allele fractions of the findings, one line each.

use maud::{Markup, html};

use super::draw::figure;
use super::findings::Ranked;
use super::words::{percent, reads};

/// Lines that are drawn.
const MOST: usize = 30;
const LEFT: f64 = 200.0;
const WIDTH: f64 = 360.0;
const LINE: f64 = 22.0;

fn x(share: f64) -> String {
    format!("{:.1}", LEFT + share.clamp(0.0, 1.0) * WIDTH)
}

/// Draws the fractions of the most actionable findings.
pub(super) fn draw(ranked: &Ranked<'_>) -> Markup {
    let stated = || ranked.findings().filter_map(|(_, finding)| Some((finding, finding.vaf?)));
    let count = stated().count();
    if count == 0 {
        return Markup::default();
    }
    let shown = count.min(MOST);
    let height = 30.0 + shown as f64 * LINE;
    let caption = match count - shown {
        0 => "Share of the reads with the allele, of all at the site.".to_owned(),
        more => format!(
            "Share of the reads with the allele. The {shown} most actionable findings; {more} more are in the table."
        ),
    };
    let picture = html! {
        svg.wide viewBox=(format!("0 0 720 {height}")) role="img" aria-label=(format!("Allele fractions of {shown} findings")) {
            @for share in [0.0, 0.25, 0.5, 0.75, 1.0] {
                line.grid x1=(x(share)) x2=(x(share)) y1="18" y2=(height - 6.0) {}
                text.tick x=(x(share)) y="12" text-anchor="middle" { (format!("{:.0} %", share * 100.0)) }
            }
            @for (index, (finding, vaf)) in stated().take(MOST).enumerate() {
                @let y = 36.0 + index as f64 * LINE;
                text.label x=(LEFT - 12.0) y=(y + 4.0) text-anchor="end" { (short(&finding.name)) }
                line.stem x1=(x(0.0)) x2=(x(vaf)) y1=(y) y2=(y) {}
                circle.dot cx=(x(vaf)) cy=(y) r="5" {}
                text.value x=(LEFT + WIDTH + 16.0) y=(y + 4.0) { (reads(finding).unwrap_or_else(|| percent(vaf))) }
            }
        }
    };
    figure("Allele fractions", &caption, picture)
}

/// Cuts a long name.
pub(super) fn short(name: &str) -> String {
    match name.chars().count() {
        0..=26 => name.to_owned(),
        _ => name.chars().take(25).chain(['…']).collect(),
    }
}
