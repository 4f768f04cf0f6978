//! How long a line takes to say.

/// Han characters spoken a minute. A conversational pace of Mandarin: broadcast news runs near 300,
/// careful speech to a listener with something at stake slower (method of this project: about 240).
pub const HAN_A_MINUTE: u32 = 240;
/// English words spoken a minute: the usual figure for a talk at ease (National Center for Voice
/// and Speech gives about 150).
pub const WORDS_A_MINUTE: u32 = 150;

/// Seconds that it takes to say a text, rounded up; Chinese and English parts add up.
pub fn seconds_to_say(text: &str) -> u32 {
    let mut han = 0u32;
    let mut words = 0u32;
    let mut in_word = false;
    for c in text.chars() {
        if is_han(c) {
            han += 1;
            in_word = false;
        } else if c.is_alphanumeric() {
            words += u32::from(!in_word);
            in_word = true;
        } else if !matches!(c, '\'' | '’' | '-' | '.' | ',' | ':' | '/') {
            in_word = false;
        }
    }
    let tenths = han * 600 / HAN_A_MINUTE + words * 600 / WORDS_A_MINUTE;
    tenths.div_ceil(10)
}

fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{323af}')
}

#[cfg(test)]
mod tests {
    use super::seconds_to_say;

    #[test]
    fn a_line_takes_as_long_as_its_characters_and_words() {
        let check = |text: &str, seconds: u32| assert_eq!(seconds_to_say(text), seconds, "{text}");
        check("", 0);
        check(&"好".repeat(240), 60);
        check(&"word ".repeat(150), 60);
        check("上线", 1);
        check("we can't go-live at 15:30", 2);
        check("，。！ …", 0);
        check(&format!("{} {}", "好".repeat(120), "word ".repeat(75)), 60);
    }
}
