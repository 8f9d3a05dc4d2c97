//! Cost against lateness as one SVG: what each further package on time costs, for policies side by side.
//!
//! The file stands alone: no script, no font of its own, and its colours follow the reader's light or dark setting. Policies are told
//! apart by the shape of their points too, and named at the end of their lines.

use std::fmt::Write;

/// What a late price came to.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point {
    /// Share of late packages, 0 to 1.
    pub late_share: f64,
    /// Total cost, currency.
    pub cost: f64,
}

/// A policy's points.
#[derive(Clone, Debug)]
pub struct Curve {
    /// Name of the policy.
    pub label: String,
    /// By late price, ascending.
    pub points: Vec<Point>,
}

/// The figure.
#[derive(Clone, Debug)]
pub struct Figure {
    /// Title.
    pub title: String,
    /// Currency of the costs.
    pub currency: String,
    /// Cap to mark, share of late packages.
    pub cap: f64,
    /// Curves, at most four.
    pub curves: Vec<Curve>,
}

/// Size of the drawing and of the plot in it: left, right, top, bottom; pixels.
const SIZE: (f64, f64) = (760.0, 460.0);
const PLOT: [f64; 4] = [84.0, 600.0, 56.0, 392.0];
/// Least distance of two labels, pixels.
const LABEL_GAP: f64 = 18.0;
/// Longest label, characters.
const LABEL_CHARS: usize = 18;

const STYLE: &str = "text{font:13px system-ui,sans-serif;fill:#1f2328}.title{font-size:15px;font-weight:600}\
.soft{fill:#59636e}.grid{stroke:#d1d9e0}.axis{stroke:#818b98}.cap{stroke:#59636e;stroke-dasharray:4 4}\
.bg{fill:#fff}.c0{--c:#0969da}.c1{--c:#bc4c00}.c2{--c:#1a7f37}.c3{--c:#8250df}\
.line{fill:none;stroke:var(--c);stroke-width:2}.mark{fill:var(--c)}text.name{fill:var(--c);font-weight:600}\
@media(prefers-color-scheme:dark){text{fill:#f0f6fc}.soft{fill:#9198a1}.grid{stroke:#3d444d}.axis{stroke:#656c76}\
.cap{stroke:#9198a1}.bg{fill:#0d1117}.c0{--c:#4493f8}.c1{--c:#f0883e}.c2{--c:#3fb950}.c3{--c:#ab7df8}}";

impl Figure {
    /// The drawing.
    pub fn svg(&self) -> String {
        let points = || self.curves.iter().flat_map(|curve| &curve.points);
        let most_late = points().map(|point| point.late_share).fold(self.cap, f64::max);
        let late = Axis::over(0.0, most_late * 100.0, [PLOT[0], PLOT[1]]);
        let costs = || points().map(|point| point.cost);
        let (least, most) = (costs().fold(f64::INFINITY, f64::min), costs().fold(0.0, f64::max));
        let cost = Axis::over(if least <= most { least } else { 0.0 }, most, [PLOT[3], PLOT[2]]);
        let (width, height) = SIZE;
        let mut svg = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" role=\"img\">\n<title>{}</title>\n\
             <style>{STYLE}</style>\n<rect class=\"bg\" width=\"{width}\" height=\"{height}\"/>\n\
             <text class=\"title\" x=\"{}\" y=\"28\">{0}</text>\n",
            escaped(&self.title),
            PLOT[0],
        );
        self.axes(&mut svg, &late, &cost);
        let place = |point: &Point| (late.at(point.late_share * 100.0), cost.at(point.cost));
        let mut names = Vec::new();
        for (index, curve) in self.curves.iter().enumerate() {
            let places: Vec<(f64, f64)> = curve.points.iter().map(place).collect();
            draw(&mut svg, index, &places);
            // Where the price is none, at the right end as a rule.
            names.extend(places.first().map(|first| (index, first.1)));
        }
        names.sort_by(|a, b| a.1.total_cmp(&b.1));
        let mut above = f64::NEG_INFINITY;
        for (index, y) in names {
            above = y.max(above + LABEL_GAP);
            let name = escaped(&shortened(&self.curves[index].label));
            put(
                &mut svg,
                format_args!(
                    "<text class=\"name c{index}\" x=\"{}\" y=\"{:.1}\">{name}</text>",
                    PLOT[1] + 12.0,
                    above + 4.0
                ),
            );
        }
        svg + "</svg>\n"
    }

    fn axes(&self, svg: &mut String, late: &Axis, cost: &Axis) {
        let [left, right, top, bottom] = PLOT;
        for tick in late.ticks() {
            let x = late.at(tick);
            put(svg, format_args!("<line class=\"grid\" x1=\"{x:.1}\" x2=\"{x:.1}\" y1=\"{top}\" y2=\"{bottom}\"/>"));
            let text = decimals(tick, late.step);
            put(
                svg,
                format_args!(
                    "<text class=\"soft\" text-anchor=\"middle\" x=\"{x:.1}\" y=\"{}\">{text}</text>",
                    bottom + 20.0
                ),
            );
        }
        let (divisor, unit) = if cost.high >= 2e6 {
            (1e6, "million ")
        } else if cost.high >= 2e3 {
            (1e3, "thousand ")
        } else {
            (1.0, "")
        };
        for tick in cost.ticks() {
            let y = cost.at(tick);
            put(svg, format_args!("<line class=\"grid\" x1=\"{left}\" x2=\"{right}\" y1=\"{y:.1}\" y2=\"{y:.1}\"/>"));
            let text = decimals(tick / divisor, cost.step / divisor);
            put(
                svg,
                format_args!(
                    "<text class=\"soft\" text-anchor=\"end\" x=\"{}\" y=\"{:.1}\">{text}</text>",
                    left - 8.0,
                    y + 4.0
                ),
            );
        }
        let x = late.at(self.cap * 100.0);
        put(svg, format_args!("<line class=\"cap\" x1=\"{x:.1}\" x2=\"{x:.1}\" y1=\"{top}\" y2=\"{bottom}\"/>"));
        put(svg, format_args!("<text class=\"soft\" x=\"{:.1}\" y=\"{}\">cap</text>", x + 5.0, top + 12.0));
        put(svg, format_args!("<line class=\"axis\" x1=\"{left}\" x2=\"{right}\" y1=\"{bottom}\" y2=\"{bottom}\"/>"));
        let middle = f64::midpoint(left, right);
        put(
            svg,
            format_args!("<text text-anchor=\"middle\" x=\"{middle}\" y=\"{}\">late packages, %</text>", bottom + 44.0),
        );
        let unit = format!("total cost, {unit}{}", escaped(&self.currency));
        put(svg, format_args!("<text x=\"{}\" y=\"46\">{unit}</text>", left - 60.0));
    }
}

/// A line through the points in order of their price, round points for the first curve, square ones for the others.
fn draw(svg: &mut String, index: usize, places: &[(f64, f64)]) {
    let path: Vec<String> = places.iter().map(|(x, y)| format!("{x:.1},{y:.1}")).collect();
    put(svg, format_args!("<g class=\"c{index}\"><polyline class=\"line\" points=\"{}\"/>", path.join(" ")));
    for (x, y) in places {
        match index {
            0 => put(svg, format_args!("<circle class=\"mark\" cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"4\"/>")),
            _ => put(
                svg,
                format_args!(
                    "<rect class=\"mark\" x=\"{:.1}\" y=\"{:.1}\" width=\"7\" height=\"7\"/>",
                    x - 3.5,
                    y - 3.5
                ),
            ),
        }
    }
    put(svg, format_args!("</g>"));
}

fn put(svg: &mut String, line: std::fmt::Arguments<'_>) {
    writeln!(svg, "{line}").expect("a string takes everything");
}

/// A scale whose ends are ticks.
struct Axis {
    low: f64,
    high: f64,
    step: f64,
    /// Pixels of the ends.
    ends: [f64; 2],
}

impl Axis {
    /// From at most `low` to at least `high` in four to ten steps of 1, 2 or 5 times a power of ten.
    fn over(low: f64, high: f64, ends: [f64; 2]) -> Self {
        let span = if high > low { high - low } else { high.abs().max(1.0) };
        let power = 10_f64.powf((span / 5.0).log10().floor());
        let step = [1.0, 2.0, 5.0].map(|digit| digit * power).into_iter().find(|step| span / step <= 8.0);
        let step = step.unwrap_or(10.0 * power);
        let low = (low / step).floor() * step;
        Self { low, high: ((low + span).max(high) / step).ceil() * step, step, ends }
    }

    fn ticks(&self) -> impl Iterator<Item = f64> {
        let n = ((self.high - self.low) / self.step).round() as usize;
        (0..=n).map(|tick| self.low + tick as f64 * self.step)
    }

    fn at(&self, value: f64) -> f64 {
        self.ends[0] + (value - self.low) / (self.high - self.low) * (self.ends[1] - self.ends[0])
    }
}

/// A tick with as many decimals as its step needs.
fn decimals(tick: f64, step: f64) -> String {
    let places = (-step.log10().floor()).max(0.0) as usize;
    format!("{tick:.places$}")
}

/// A label that fits beside the plot: of a path, its end tells more.
fn shortened(label: &str) -> String {
    let skipped = label.chars().count().saturating_sub(LABEL_CHARS);
    if skipped == 0 { label.to_owned() } else { format!("…{}", label.chars().skip(skipped + 1).collect::<String>()) }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn figure(points: [(f64, f64); 2]) -> Figure {
        let points = points.map(|(late_share, cost)| Point { late_share, cost }).to_vec();
        let curve = |label: &str| Curve { label: label.into(), points: points.clone() };
        let curves = vec![curve("a<b"), curve("other")];
        Figure { title: "A & B".into(), currency: "EUR".into(), cap: 0.02, curves }
    }

    /// 0 to 10 % over 516 pixels, 1.0 to 1.4 million over 336.
    #[test]
    fn points_stand_where_the_axes_say() {
        let svg = figure([(0.1, 1.0e6), (0.0, 1.4e6)]).svg();
        assert!(svg.contains("points=\"600.0,392.0 84.0,56.0\""), "{svg}");
        // The cap is at a fifth of the axis.
        assert!(svg.contains("class=\"cap\" x1=\"187.2\""), "{svg}");
        assert!(svg.contains(">total cost, thousand EUR<") && svg.contains(">1400<"), "{svg}");
    }

    #[test]
    fn names_are_escaped_and_stand_apart() {
        let svg = figure([(0.1, 1.0e6), (0.0, 1.4e6)]).svg();
        assert!(svg.contains("<title>A &amp; B</title>") && svg.contains(">a&lt;b<") && !svg.contains("a<b"));
        let name_heights: Vec<f64> = (svg.lines().filter(|line| line.contains("class=\"name")))
            .map(|line| line.split("y=\"").nth(1).unwrap().split('"').next().unwrap().parse().unwrap())
            .collect();
        assert!(name_heights[1] - name_heights[0] >= LABEL_GAP, "{name_heights:?}");
    }

    #[test]
    fn a_long_name_keeps_its_end() {
        assert_eq!(shortened("economic, tuned"), "economic, tuned");
        assert_eq!(shortened("runs/long-name-of-a-run/best"), "…ame-of-a-run/best");
    }

    #[test]
    fn one_point_is_a_figure_too() {
        for cost in [0.0, 5.0] {
            let svg = figure([(0.0, cost), (0.0, cost)]).svg();
            assert!(!svg.contains("NaN") && !svg.contains("inf"), "{svg}");
        }
    }

    #[test]
    fn ticks_are_round_and_few() {
        for (low, high) in [(0.0, 0.7), (0.0, 13.0), (3.1e6, 9.9e6), (1_000.0, 1_001.0)] {
            let axis = Axis::over(low, high, [0.0, 1.0]);
            assert!(axis.low <= low && axis.high >= high && (3..=11).contains(&axis.ticks().count()), "{low} {high}");
        }
    }
}
