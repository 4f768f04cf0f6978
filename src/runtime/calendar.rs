//! The user's working days and holidays, out of two small files of their own.

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use super::clock::zone;
use crate::coach::{BadLine, Calendar, Week};

/// The file of the days of the week that are worked.
pub const WEEK: &str = "week.txt";
/// The file of holidays, and of days that are worked all the same.
pub const HOLIDAYS: &str = "holidays.txt";
/// The most that is read of either, in bytes: ten thousand days with their names, twice over.
const MAX_BYTES: u64 = 1 << 20;

/// What of the files could not be used; the rest counts.
#[derive(Debug)]
pub enum CalendarTrouble {
    /// A file cannot be read, or is no text, or far too large.
    File(PathBuf, io::Error),
    /// Lines of a file.
    Lines(PathBuf, Vec<BadLine>),
}

/// Reads the calendar out of a folder. What is missing is Monday to Friday without holidays.
pub fn read_calendar(folder: &Path) -> (Calendar, Vec<CalendarTrouble>) {
    let mut week = Week::default();
    let mut trouble = Vec::new();
    let mut read = |name: &str, take: &mut dyn FnMut(&str) -> Vec<BadLine>| {
        let path = folder.join(name);
        match text(&path) {
            Ok(Some(text)) => {
                let bad = take(&text);
                if !bad.is_empty() {
                    trouble.push(CalendarTrouble::Lines(path, bad));
                }
            }
            Ok(None) => {}
            Err(error) => trouble.push(CalendarTrouble::File(path, error)),
        }
    };
    read(WEEK, &mut |text| week.read_week(text));
    read(HOLIDAYS, &mut |text| week.read_holidays(text));
    (Calendar { week, zone: zone() }, trouble)
}

fn text(path: &Path) -> io::Result<Option<String>> {
    let file = match File::open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error),
    };
    let mut bytes = Vec::new();
    file.take(MAX_BYTES + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > MAX_BYTES {
        return Err(io::Error::from(io::ErrorKind::FileTooLarge));
    }
    String::from_utf8(bytes).map(Some).map_err(|_| io::Error::from(io::ErrorKind::InvalidData))
}

#[cfg(test)]
mod tests {
    use std::fs;

    use jiff::civil::date;

    use super::*;

    #[test]
    fn what_can_be_read_counts() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(read_calendar(folder.path()).0.week, Week::default());
        fs::write(folder.path().join(WEEK), "周日到周四\n").unwrap();
        fs::write(folder.path().join(HOLIDAYS), "2026-10-01 国庆节\nsome day\n").unwrap();
        let (calendar, trouble) = read_calendar(folder.path());
        assert!(calendar.week.works(date(2026, 11, 29)) && !calendar.week.works(date(2026, 10, 1)));
        let [CalendarTrouble::Lines(path, bad)] = trouble.as_slice() else { panic!("{trouble:?}") };
        assert_eq!((path.ends_with(HOLIDAYS), bad[0].line), (true, 2));
        fs::write(folder.path().join(HOLIDAYS), [0xff, 0xfe, 0x00]).unwrap();
        fs::write(folder.path().join(WEEK), vec![b'#'; 2 << 20]).unwrap();
        let (calendar, trouble) = read_calendar(folder.path());
        assert_eq!((calendar.week, trouble.len()), (Week::default(), 2));
    }
}
