//! Lines from an input that nobody vouches for: long ones and broken ones are told, not taken.

use std::io::{self, BufRead};

/// The longest line that is taken, in bytes: far more than anybody types.
pub(super) const MAX_LINE: usize = 1 << 20;

/// A line, or what stood in its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Line {
    /// A line without its end.
    Text(String),
    /// A line longer than [`MAX_LINE`], left out.
    TooLong,
    /// Bytes that are no UTF-8, left out.
    Broken,
    /// There is no more.
    End,
}

/// Reads the next line.
pub(super) fn next(input: &mut impl BufRead) -> io::Result<Line> {
    let mut line = Vec::new();
    let mut long = false;
    let mut any = false;
    loop {
        let bytes = match input.fill_buf() {
            Err(e) if e.kind() == io::ErrorKind::Interrupted => continue,
            other => other?,
        };
        if bytes.is_empty() {
            break;
        }
        any = true;
        let end = bytes.iter().position(|byte| *byte == b'\n');
        let part = bytes.get(..end.unwrap_or(bytes.len())).unwrap_or(bytes);
        long = long || line.len() + part.len() > MAX_LINE;
        if !long {
            line.extend_from_slice(part);
        }
        let used = part.len() + usize::from(end.is_some());
        input.consume(used);
        if end.is_some() {
            break;
        }
    }
    if !any {
        return Ok(Line::End);
    }
    if long {
        return Ok(Line::TooLong);
    }
    if line.last() == Some(&b'\r') {
        line.pop();
    }
    Ok(String::from_utf8(line).map_or(Line::Broken, Line::Text))
}
