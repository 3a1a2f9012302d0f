//! The FILTER column of a VCF record.

/// Returns whether a record with this FILTER, as written, failed no filter: `PASS`, `.` or nothing.
pub fn passes(filter: &[u8]) -> bool {
    matches!(filter, b"PASS" | b"." | b"")
}

#[cfg(test)]
mod tests {
    use super::passes;

    #[test]
    fn only_a_named_filter_fails() {
        for (filter, want) in
            [("PASS", true), (".", true), ("", true), ("weak", false), ("PASS;weak", false)]
        {
            assert_eq!(passes(filter.as_bytes()), want, "{filter:?}");
        }
    }
}
