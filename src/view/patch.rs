//! Patches: a small geometric pattern for each record, like a block of a quilt. It is computed from the fingerprint of
//! the record's slug, so it never changes and nobody stores it.
//!
//! A patch has sixteen cells, drawn as two SVG paths in two of the theme's colours on a third. Four cells are computed;
//! the other twelve are turned or mirrored copies. A patch is decoration: templates hide it from screen readers, and it
//! carries no information. A story without a picture shows a part of its place's patch, so that the stories of one
//! place look similar but not the same.

use schemars::JsonSchema;
use serde::Serialize;

use crate::digest::Digest;
use crate::kind::Kind;
use crate::publish::VisibleRecord;

/// A pattern, drawn in a square of four by four units.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct PatchView {
    /// The colour of the background: the name of a token.
    pub ground: &'static str,
    /// The shapes of each colour.
    pub shapes: [ShapeView; 2],
    /// The part that is shown, for `viewBox`: the whole pattern, or a part for a story.
    pub view_box: &'static str,
}

/// Shapes of one colour.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ShapeView {
    /// The name of a token.
    pub colour: &'static str,
    /// All shapes as the data of one SVG path.
    pub path: String,
}

/// Background colours, each with colours that differ from it in lightness as well as in hue.
const GROUNDS: [(&str, &[&str]); 6] = [
    ("linen", &["clay", "moss", "river", "plum", "marigold"]),
    ("linen", &["clay", "moss", "river", "plum", "marigold"]),
    ("marigold", &["clay", "moss", "river", "plum"]),
    ("river", &["linen", "marigold"]),
    ("moss", &["linen", "marigold"]),
    ("plum", &["linen", "marigold"]),
];

/// The `viewBox` of the whole pattern, and of parts that are large enough to be recognised.
const VIEW_BOXES: [&str; 6] = ["0 0 4 4", "0 0 3 3", "1 0 3 3", "0 1 3 3", "1 1 3 3", "1 1 2 2"];

/// The shape in a cell. Corners and sides are numbered clockwise, from the top left corner and the top side.
#[derive(Clone, Copy)]
enum Cell {
    Empty,
    Full,
    /// Half of the cell, with the right angle in a corner.
    Triangle(u8),
    /// A quarter of a circle around a corner.
    Quarter(u8),
    /// Half of the cell, along a side.
    Bar(u8),
}

/// How the other three quarters are made from the first.
#[derive(Clone, Copy)]
enum Symmetry {
    Rotated,
    Mirrored,
    Repeated,
}

impl PatchView {
    /// The pattern of a record: its place's, so that the records of a place look alike. Places and partners have their
    /// own.
    pub(super) fn from_record(record: &VisibleRecord<'_>) -> Self {
        let has_own_patch = matches!(record.kind(), Kind::Place | Kind::Partner);
        let place = record.places().next().filter(|_| !has_own_patch);
        let slug = &record.id().slug;
        let patch = Self::from_slug(place.as_ref().map_or(slug, |place| &place.id().slug));
        match (record.kind(), Digest::compute(slug.as_bytes()).as_bytes().first()) {
            (Kind::Story, Some(byte)) => Self { view_box: VIEW_BOXES[usize::from(*byte) % VIEW_BOXES.len()], ..patch },
            _ => patch,
        }
    }

    /// The pattern for a slug.
    pub fn from_slug(slug: &str) -> Self {
        let digest = Digest::compute(slug.as_bytes());
        let mut bytes = digest.as_bytes().iter().copied();
        let mut pick = |count: usize| usize::from(bytes.next().unwrap_or_default()) % count;
        let (ground, colours) = GROUNDS[pick(GROUNDS.len())];
        let first = pick(colours.len());
        let second = (first + 1 + pick(colours.len() - 1)) % colours.len();
        let mut shapes = [first, second].map(|colour| ShapeView { colour: colours[colour], path: String::new() });
        let symmetry = [Symmetry::Rotated, Symmetry::Rotated, Symmetry::Mirrored, Symmetry::Repeated][pick(4)];
        for number in 0..4_u8 {
            let (x, y) = (number % 2, number / 2);
            // The first cell and the last are never empty, so no pattern is.
            let cell = Cell::from_numbers(pick(12), pick(4), number % 3 == 0);
            let shape = &mut shapes[(usize::from(number) + pick(2)) % 2];
            for quarter in 0..4 {
                let (x, y, cell) = symmetry.place_cell(x, y, cell, quarter);
                cell.draw(x, y, &mut shape.path);
            }
        }
        Self { ground, shapes, view_box: VIEW_BOXES[0] }
    }
}

impl Cell {
    fn from_numbers(kind: usize, corner: usize, must_fill: bool) -> Self {
        let corner = u8::try_from(corner).unwrap_or_default();
        match kind {
            0 if !must_fill => Self::Empty,
            0 | 1 => Self::Full,
            2..=5 => Self::Triangle(corner),
            6..=9 => Self::Quarter(corner),
            _ => Self::Bar(corner),
        }
    }

    fn rotate(self) -> Self {
        match self {
            Self::Triangle(corner) => Self::Triangle((corner + 1) % 4),
            Self::Quarter(corner) => Self::Quarter((corner + 1) % 4),
            Self::Bar(side) => Self::Bar((side + 1) % 4),
            same => same,
        }
    }

    /// The mirror image, with left and right exchanged.
    fn mirror(self) -> Self {
        match self {
            Self::Triangle(corner) => Self::Triangle(corner ^ 1),
            Self::Quarter(corner) => Self::Quarter(corner ^ 1),
            Self::Bar(side) => Self::Bar((4 - side) % 4),
            same => same,
        }
    }

    /// The mirror image, with top and bottom exchanged.
    fn flip(self) -> Self {
        self.rotate().rotate().mirror()
    }

    fn draw(self, x: u8, y: u8, path: &mut String) {
        let (right, below) = (x + 1, y + 1);
        let (x, y, shape) = match self {
            Self::Empty => return,
            Self::Full => (x, y, "h1v1h-1z"),
            Self::Triangle(0) => (x, y, "h1l-1 1z"),
            Self::Triangle(1) => (right, y, "v1l-1-1z"),
            Self::Triangle(2) => (right, below, "h-1l1-1z"),
            Self::Triangle(_) => (x, below, "v-1l1 1z"),
            Self::Quarter(0) => (x, y, "h1a1 1 0 0 1-1 1z"),
            Self::Quarter(1) => (right, y, "v1a1 1 0 0 1-1-1z"),
            Self::Quarter(2) => (right, below, "h-1a1 1 0 0 1 1-1z"),
            Self::Quarter(_) => (x, below, "v-1a1 1 0 0 1 1 1z"),
            Self::Bar(0) => (x, y, "h1v.5h-1z"),
            Self::Bar(1) => (right, y, "v1h-.5v-1z"),
            Self::Bar(2) => (right, below, "h-1v-.5h1z"),
            Self::Bar(_) => (x, below, "v-1h.5v1z"),
        };
        // No coordinate is above 4.
        path.extend(['M', char::from(b'0' + x), ' ', char::from(b'0' + y)]);
        path.push_str(shape);
    }
}

impl Symmetry {
    /// The position and the shape of a cell of the first quarter in another quarter.
    fn place_cell(self, x: u8, y: u8, cell: Cell, quarter: u8) -> (u8, u8, Cell) {
        match self {
            Self::Rotated => (0..quarter).fold((x, y, cell), |(x, y, cell), _| (3 - y, x, cell.rotate())),
            Self::Mirrored => {
                let (x, cell) = if quarter % 2 == 1 { (3 - x, cell.mirror()) } else { (x, cell) };
                if quarter >= 2 { (x, 3 - y, cell.flip()) } else { (x, y, cell) }
            }
            Self::Repeated => (x + quarter % 2 * 2, y + quarter / 2 * 2, cell),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    fn draw(patch: &PatchView) -> String {
        patch.shapes.iter().map(|shape| format!("{}{}", shape.colour, shape.path)).collect()
    }

    #[test]
    fn a_patch_stays_the_same_and_is_small() {
        assert_eq!(PatchView::from_slug("carrowby"), PatchView::from_slug("carrowby"));
        for number in 0..2_000 {
            let patch = PatchView::from_slug(&format!("place-{number}"));
            assert!(draw(&patch).len() < 800, "{patch:?}");
            assert!(patch.shapes.iter().any(|shape| !shape.path.is_empty()));
            assert_ne!(patch.shapes[0].colour, patch.shapes[1].colour);
            assert!(patch.shapes.iter().all(|shape| shape.colour != patch.ground));
        }
    }

    #[test]
    fn patches_differ() {
        let all: HashSet<String> =
            (0..1_000).map(|number| draw(&PatchView::from_slug(&format!("place-{number}")))).collect();
        assert!(all.len() > 990, "only {}", all.len());
    }

    #[test]
    fn everything_lies_within_the_square() {
        // Two bars, a quarter and a triangle in all positions: no coordinate is below 0 or above 4.
        for number in 0..500 {
            let patch = PatchView::from_slug(&format!("{number}"));
            for shape in &patch.shapes {
                let starts = shape.path.split('M').skip(1);
                for start in starts {
                    let point: Vec<u8> = start
                        .split(|c: char| !c.is_ascii_digit())
                        .take(2)
                        .map(|number| number.parse().expect("a number"))
                        .collect();
                    assert!(point.iter().all(|at| *at <= 4), "{start}");
                }
            }
        }
    }

    #[test]
    fn mirrors_of_mirrors_are_what_they_were() {
        for corner in 0..4 {
            for cell in [Cell::Triangle(corner), Cell::Quarter(corner), Cell::Bar(corner)] {
                let path = |cell: Cell| {
                    let mut path = String::new();
                    cell.draw(0, 0, &mut path);
                    path
                };
                assert_eq!(path(cell.mirror().mirror()), path(cell));
                assert_eq!(path(cell.flip().flip()), path(cell));
                assert_eq!(path(cell.rotate().rotate().rotate().rotate()), path(cell));
            }
        }
        assert!(matches!(Cell::Triangle(0).flip(), Cell::Triangle(3)));
        assert!(matches!(Cell::Bar(0).flip(), Cell::Bar(2)));
    }
}
