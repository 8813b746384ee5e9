//! The values that a message gets.

/// An argument of a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MessageArgument<'a> {
    /// A text.
    Text(&'a str),
    /// A number, for plurals.
    Number(i64),
}

impl<'a> From<&'a str> for MessageArgument<'a> {
    fn from(text: &'a str) -> Self {
        Self::Text(text)
    }
}

impl<'a> From<&'a String> for MessageArgument<'a> {
    fn from(text: &'a String) -> Self {
        Self::Text(text)
    }
}

impl From<i64> for MessageArgument<'_> {
    fn from(number: i64) -> Self {
        Self::Number(number)
    }
}

impl From<usize> for MessageArgument<'_> {
    fn from(number: usize) -> Self {
        Self::Number(i64::try_from(number).unwrap_or(i64::MAX))
    }
}
