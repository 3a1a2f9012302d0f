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

/// Returns where the axis ends: behind the highest share.
fn end(highest: f64) -> f64 {
    [0.05, 0.1, 0.25, 0.5].into_iter().find(|end| highest <= *end).unwrap_or(1.0)
}

/// Draws the fractions of the most actionable findings.
pub(super) fn draw(ranked: &Ranked<'_>) -> Markup {
    let stated = || ranked.findings().filter_map(|(_, finding)| Some((finding, finding.vaf?)));
    let count = stated().count();
    if count == 0 {
        return Markup::default();
    }
    let shown = count.min(MOST);
    let end = end(stated().take(MOST).map(|(_, vaf)| vaf).fold(0.0, f64::max));
    let x = |share: f64| format!("{:.1}", LEFT + (share / end).clamp(0.0, 1.0) * WIDTH);
    let height = 30.0 + shown as f64 * LINE;
    let caption = match count - shown {
        0 => "Share of the reads with the allele, of all at the site.".to_owned(),
        more => format!(
            "Share of the reads with the allele. The {shown} most actionable findings; {more} more are in the table."
        ),
    };
    let picture = html! {
        svg.wide viewBox=(format!("0 0 720 {height}")) role="img" aria-label=(format!("Allele fractions of {shown} findings")) {
            @for share in [0.0, 0.25, 0.5, 0.75, 1.0].map(|part| part * end) {
                line.grid x1=(x(share)) x2=(x(share)) y1="18" y2=(height - 6.0) {}
                text.tick x=(x(share)) y="12" text-anchor="middle" { (axis(share * 100.0)) }
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

/// `25 %`, `1.25 %`.
fn axis(percent: f64) -> String {
    let digits = usize::from(percent.fract() != 0.0) * 2;
    format!("{percent:.digits$}\u{a0}%")
}

/// Cuts a long name.
pub(super) fn short(name: &str) -> String {
    match name.chars().count() {
        0..=26 => name.to_owned(),
        _ => name.chars().take(25).chain(['…']).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_axis_ends_behind_the_highest_share() {
        assert_eq!((end(0.028), end(0.05), end(0.44), end(0.7)), (0.05, 0.05, 0.5, 1.0));
        assert_eq!((axis(25.0), axis(1.25)), ("25\u{a0}%".to_owned(), "1.25\u{a0}%".to_owned()));
        assert_eq!(short(&"x".repeat(30)).chars().count(), 26);
    }
}
