//! The `<ID=…,Description="…">` part of a header line (VCF 4.5 §1.4).

use compact_str::CompactString;

/// Keys and values of one structured header line, in order. Most are short.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Fields(Vec<(CompactString, CompactString)>);

impl Fields {
    /// Parses `<key=value,…>`. Values may be quoted, with `\"` and `\\` inside. A value that is not
    /// closed ends with the line. Text of another form has no fields.
    pub fn parse(value: &str) -> Self {
        let Some(body) = value.trim_end().strip_prefix('<') else {
            return Self::default();
        };
        let body = body.strip_suffix('>').unwrap_or(body);
        let mut fields = Vec::new();
        let mut rest = body;
        while let Some((key, after)) = rest.split_once('=') {
            let (value, next) = match after.strip_prefix('"') {
                Some(quoted) => unquote(quoted),
                None => {
                    let (value, next) = after.split_once(',').unwrap_or((after, ""));
                    (value.into(), next)
                }
            };
            fields.push((key.trim().into(), value));
            rest = next;
        }
        Self(fields)
    }

    /// Returns the value of `key`, quotes and escapes removed.
    pub fn get(&self, key: &str) -> Option<&str> {
        self.0.iter().find(|(k, _)| k == key).map(|(_, value)| value.as_str())
    }

    /// Returns all keys and values in order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(key, value)| (key.as_str(), value.as_str()))
    }
}

/// Returns the value up to the closing quote, and what follows the next comma.
fn unquote(text: &str) -> (CompactString, &str) {
    // Few values have a backslash; up to the first one, or the closing quote, all is taken as it is.
    let plain = text.find(['"', '\\']).unwrap_or(text.len());
    let mut value = CompactString::from(&text[..plain]);
    let mut chars = text.char_indices().skip_while(|&(at, _)| at < plain);
    while let Some((at, c)) = chars.next() {
        match c {
            '\\' => match chars.next() {
                Some((_, escaped @ ('"' | '\\'))) => value.push(escaped),
                Some((_, other)) => value.extend(['\\', other]),
                None => value.push('\\'),
            },
            '"' => {
                let rest = &text[at + 1..];
                return (value, rest.split_once(',').map_or("", |(_, next)| next));
            }
            c => value.push(c),
        }
    }
    (value, "")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parses() {
        for (text, want) in [
            ("<ID=1,length=5>", vec![("ID", "1"), ("length", "5")]),
            (
                "<ID=X,Description=\"a, b=c\",Source=\"s\">",
                vec![("ID", "X"), ("Description", "a, b=c"), ("Source", "s")],
            ),
            (
                r#"<ID=X,Description="say \"a\" \\ \d">"#,
                vec![("ID", "X"), ("Description", r#"say "a" \ \d"#)],
            ),
            ("<ID=X,Description=\"open", vec![("ID", "X"), ("Description", "open")]),
            ("<ID=HLA-A*01:01,length=5", vec![("ID", "HLA-A*01:01"), ("length", "5")]),
            ("<>", vec![]),
            ("plain", vec![]),
        ] {
            assert_eq!(Fields::parse(text).iter().collect::<Vec<_>>(), want, "{text}");
        }
    }
}
