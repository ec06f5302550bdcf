//! Making visible what would not be seen, or would move what stands beside it: control characters, those that change
//! the direction of writing, those without width.
//!
//! For text that a server or a stranger wrote, on its way to a screen, a terminal or a log.

/// One line: nothing in it can end it, erase it or turn it round. Written as `\n` and `\u{202e}`.
pub fn visible(text: &str) -> String {
    escaped(text, |_| false)
}

/// Lines that stay lines, and nothing else that moves: for a body.
pub fn visible_lines(text: &str) -> String {
    escaped(text, |letter| matches!(letter, '\n' | '\r' | '\t'))
}

/// The same for JSON text, in the escapes of JSON: the values stay the same.
pub fn visible_json(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for letter in text.chars() {
        if matches!(letter, '\n' | '\r' | '\t') || !is_hidden(letter) {
            shown.push(letter);
        } else {
            let mut units = [0; 2];
            letter.encode_utf16(&mut units).iter().for_each(|unit| shown += &format!("\\u{unit:04x}"));
        }
    }
    shown
}

fn escaped(text: &str, stays: impl Fn(char) -> bool) -> String {
    let mut shown = String::with_capacity(text.len());
    for letter in text.chars() {
        if is_hidden(letter) && !stays(letter) {
            shown.extend(letter.escape_default());
        } else {
            shown.push(letter);
        }
    }
    shown
}

/// Control characters, and those of Unicode's category Cf and the separators that break lines. Letters that are
/// combined with the one before are seen, and stay.
fn is_hidden(letter: char) -> bool {
    letter.is_control()
        || matches!(letter,
            '\u{ad}' | '\u{600}'..='\u{605}' | '\u{61c}' | '\u{6dd}' | '\u{70f}' | '\u{890}'..='\u{891}' | '\u{8e2}'
            | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}'
            | '\u{fff9}'..='\u{fffb}' | '\u{110bd}' | '\u{110cd}' | '\u{13430}'..='\u{1343f}'
            | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e007f}')
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    const HOSTILE: &str = "a\u{202e}b\u{2066}c\u{200b}d\u{1b}[31me\u{0}f\u{feff}g\u{2028}h\ni\u{9b}2Jj\u{7f}\u{e0041}";

    #[test]
    fn nothing_that_moves_or_hides_text_is_left_in_a_line() {
        let shown = visible(HOSTILE);
        assert!(shown.chars().all(|letter| letter.is_ascii_graphic()), "{shown}");
        assert!(shown.starts_with(r"a\u{202e}b\u{2066}c\u{200b}d\u{1b}[31me\u{0}f"), "{shown}");
        assert_eq!(visible_lines("a\n\tb\u{202e}"), "a\n\tb\\u{202e}");
    }

    #[test]
    fn ordinary_text_of_any_script_stays_as_it_is() {
        for text in [r#"{"t":"it's Zürich \ C:\"}"#, "e\u{301}", "नमस्ते", "שלום", "مرحبا", "日本語", "📺"]
        {
            assert_eq!(visible(text), text);
            assert_eq!(visible_json(text), text);
        }
    }

    #[test]
    fn json_keeps_its_values() {
        let value = serde_json::Value::from(HOSTILE);
        let shown = visible_json(&value.to_string());
        assert!(shown.is_ascii(), "{shown}");
        assert_eq!(serde_json::from_str::<serde_json::Value>(&shown).unwrap(), value);
    }
}
