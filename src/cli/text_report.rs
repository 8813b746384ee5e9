//! Text for the terminal.

/// The width of a line, in characters.
const WIDTH: usize = 100;
/// How many items of a list are shown; the others are counted.
const MAX_LINES: usize = 10;

/// Lines of text that are folded at [`WIDTH`].
#[derive(Default)]
pub(super) struct TextReport(String);

impl TextReport {
    /// Begins a section, after an empty line.
    pub(super) fn start_section(&mut self, title: &str) {
        self.0.push('\n');
        self.push_line(0, title);
    }

    /// Adds a sentence; when it is folded, its further lines are indented. Control characters become spaces: a title
    /// must not be able to move the cursor of the terminal.
    pub(super) fn push_line(&mut self, indent: usize, text: &str) {
        let clean: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        let mut column = indent;
        self.0.push_str(&" ".repeat(indent));
        for (number, word) in clean.split_whitespace().enumerate() {
            let length = word.chars().count();
            if number > 0 && column + 1 + length > WIDTH {
                self.0.push('\n');
                self.0.push_str(&" ".repeat(indent + 2));
                column = indent + 2;
            } else if number > 0 {
                self.0.push(' ');
                column += 1;
            }
            self.0.push_str(word);
            column += length;
        }
        self.0.push('\n');
    }

    /// Adds a line for each item, up to [`MAX_LINES`], and the number of the others.
    pub(super) fn push_lines<T>(&mut self, items: &[T], line: impl Fn(&T) -> String) {
        for item in items.iter().take(MAX_LINES) {
            self.push_line(2, &line(item));
        }
        if items.len() > MAX_LINES {
            let more = items.len() - MAX_LINES;
            self.push_line(2, &format!("… and {more} more; `commonground status --format json` lists all"));
        }
    }

    /// Adds another report.
    pub(super) fn append(&mut self, other: Self) {
        self.0.push_str(&other.0);
    }

    /// The text.
    pub(super) fn into_string(self) -> String {
        self.0
    }
}
