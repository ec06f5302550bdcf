//! Bringing a commented-out key of a file to life, so that a key set in the window stands under its explanation.

/// The text with the line `# key = …` of a table written without its `#`. `None` when there is no such line.
///
/// Only a line that stands in `examples` too is taken: any other was written by a person, and is a comment. `table` is written as in the table's head, empty for the keys before the first table. The caller has to see whether
/// the text still means what it should: the line may stand inside a text of several lines.
pub(super) fn uncomment(text: &str, examples: &str, table: &str, key: &str) -> Option<String> {
    let mut here = "";
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let trimmed = line.trim();
        if let Some(head) = trimmed.strip_prefix('[') {
            here = head.split(']').next().unwrap_or_default().trim();
        } else if here == table
            && let Some(entry) = trimmed.strip_prefix('#').map(str::trim_start)
            && examples.lines().any(|example| example == trimmed)
            && entry.strip_prefix(key).is_some_and(|rest| rest.trim_start().starts_with('='))
        {
            let (before, after) = (text.get(..start)?, text.get(start + line.len()..)?);
            return Some(format!("{before}{entry}\n{after}"));
        }
        start += line.len();
    }
    None
}

#[cfg(test)]
mod tests {
    use super::uncomment;

    const TEXT: &str = "# a = 1\nb = 2\n[t] # table\n# One.\n#  a = 3\n# c = 4\n";
    const EXAMPLES: &str = "# a = 1\n#  a = 3\n# One.\n";

    #[test]
    fn a_key_is_brought_to_life_in_its_own_table() {
        assert_eq!(
            uncomment(TEXT, EXAMPLES, "t", "a").as_deref(),
            Some("# a = 1\nb = 2\n[t] # table\n# One.\na = 3\n# c = 4\n")
        );
        assert_eq!(
            uncomment(TEXT, EXAMPLES, "", "a").as_deref(),
            Some("a = 1\nb = 2\n[t] # table\n# One.\n#  a = 3\n# c = 4\n")
        );
    }

    #[test]
    fn a_line_of_a_person_stays() {
        for (table, key) in [("t", "One"), ("t", "c"), ("", "b"), ("u", "a")] {
            assert_eq!(uncomment(TEXT, EXAMPLES, table, key), None, "{table} {key}");
        }
    }
}
