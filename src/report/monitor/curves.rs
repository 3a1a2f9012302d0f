//! Allele fractions over time as SVG: a logarithmic scale, and bars up to the limit of detection where a change is
//! not seen.

use std::fmt::Write as _;

use crate::control::Text;
use crate::model::serial::{Series, Sighting};

const WIDTH: f64 = 760.0;
const PLOT: f64 = 480.0;
const HEIGHT: f64 = 340.0;
const LEFT: f64 = 70.0;
const TOP: f64 = 20.0;
/// The lowest fraction that is drawn.
const LOWEST: f64 = 1e-4;
/// Changes that are drawn.
pub(super) const DRAWN: usize = 10;
/// Colours that are told apart with any eyes (Okabe and Ito).
const COLORS: [&str; 7] =
    ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#000000"];

/// Returns the curves of the first changes of a series.
pub fn curves(series: &Series) -> String {
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"wide\" viewBox=\"0 0 {WIDTH} {}\" role=\"img\" \
         font-family=\"sans-serif\" font-size=\"12\">\n<title>Allele fractions over time</title>\n",
        HEIGHT + 70.0
    );
    let count = series.points.len();
    let x = |at: usize| LEFT + PLOT * (at as f64 + 0.5) / count as f64;
    for (power, label) in [(0, "100 %"), (-1, "10 %"), (-2, "1 %"), (-3, "0.1 %"), (-4, "0.01 %")] {
        let y = height(10_f64.powi(power));
        let _ = writeln!(
            svg,
            "<line x1=\"{LEFT}\" x2=\"{}\" y1=\"{y:.1}\" y2=\"{y:.1}\" stroke=\"#ddd\"/>\n\
             <text x=\"{}\" y=\"{:.1}\" text-anchor=\"end\">{label}</text>",
            LEFT + PLOT,
            LEFT - 8.0,
            y + 4.0
        );
    }
    for (at, point) in series.points.iter().enumerate() {
        let name = if point.date.is_empty() { &point.sample } else { &point.date };
        let _ = writeln!(
            svg,
            "<text x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"middle\">{}</text>",
            x(at),
            HEIGHT + 20.0,
            Text(name)
        );
    }
    let drawn = series.tracks.len().min(DRAWN);
    for (number, track) in series.tracks.iter().take(drawn).enumerate() {
        let color = COLORS[number % COLORS.len()];
        // Bars of several changes stand beside each other.
        let shift = (number as f64 - (drawn as f64 - 1.0) / 2.0) * 6.0;
        let mut last: Option<(f64, f64)> = None;
        for (at, seen) in track.sightings.iter().enumerate() {
            let x = x(at) + shift;
            match y_of(seen) {
                Some(y) => {
                    if let Some((x0, y0)) = last.replace((x, y)) {
                        let _ = writeln!(
                            svg,
                            "<line x1=\"{x0:.1}\" y1=\"{y0:.1}\" x2=\"{x:.1}\" y2=\"{y:.1}\" \
                             stroke=\"{color}\" stroke-width=\"2\"/>"
                        );
                    }
                    let _ = writeln!(
                        svg,
                        "<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"4\" fill=\"{color}\"/>"
                    );
                    if let Some([low, high]) = seen.interval {
                        bar(&mut svg, x, (low, high), color, 1.5);
                    }
                }
                None => {
                    last = None;
                    if let Some(limit) = seen.limit.filter(|_| seen.is_there == Some(false)) {
                        bar(&mut svg, x, (LOWEST, limit), color, 5.0);
                    }
                }
            }
        }
        let y = TOP + 18.0 * number as f64 + 12.0;
        let what = track.overall.as_ref().map_or("not_assessable", |step| step.trend.name());
        let _ = writeln!(
            svg,
            "<circle cx=\"{}\" cy=\"{:.1}\" r=\"5\" fill=\"{color}\"/><text x=\"{}\" y=\"{y:.1}\">{} ({})</text>",
            LEFT + PLOT + 20.0,
            y - 4.0,
            LEFT + PLOT + 32.0,
            Text(&track.name),
            what.replace('_', " ")
        );
    }
    let left_out = match series.tracks.len().saturating_sub(DRAWN) {
        0 => String::new(),
        count => format!(" {count} more are not drawn."),
    };
    let _ = writeln!(
        svg,
        "<text x=\"{LEFT}\" y=\"{:.1}\" fill=\"#555\">Thin bars: 95 % interval. Thick bars: not seen; it may lie \
         anywhere in the bar.{left_out}</text>\n</svg>",
        HEIGHT + 50.0
    );
    svg
}

fn bar(svg: &mut String, x: f64, (low, high): (f64, f64), color: &str, width: f64) {
    let (bottom, top) = (height(low), height(high));
    let _ = writeln!(
        svg,
        "<line x1=\"{x:.1}\" x2=\"{x:.1}\" y1=\"{bottom:.1}\" y2=\"{top:.1}\" stroke=\"{color}\" \
         stroke-width=\"{width}\" stroke-opacity=\"0.5\"/>"
    );
}

fn y_of(seen: &Sighting) -> Option<f64> {
    seen.fraction.filter(|_| seen.is_there == Some(true)).map(height)
}

/// Returns the height of a fraction, from the top.
fn height(fraction: f64) -> f64 {
    let share = fraction.clamp(LOWEST, 1.0).log10() / LOWEST.log10();
    TOP + (HEIGHT - TOP) * share
}
