//! Links to what evidence cites.

use maud::{Markup, html};

use crate::report::address::address;

/// Writes an identifier, as a link where it has an address.
pub(super) fn link(id: &str) -> Markup {
    html! {
        @match address(id) {
            Some(address) => a href=(address) rel="noreferrer noopener" { (id) },
            None => (id),
        }
    }
}

/// Writes identifiers, the separator between them.
pub(super) fn links<'i>(ids: impl IntoIterator<Item = &'i str>, separator: &str) -> Markup {
    html! {
        @for (index, id) in ids.into_iter().enumerate() {
            @if index > 0 { (separator) }
            (link(id))
        }
    }
}

/// Writes what an item cites: several are parted by `;`.
pub(super) fn citation(text: &str) -> Markup {
    links(text.split(';').map(str::trim).filter(|part| !part.is_empty()), "; ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_ends_a_link() {
        let text = link("<script>alert(1)</script>").into_string();
        assert_eq!(text, "&lt;script&gt;alert(1)&lt;/script&gt;");
        let two = citation("PMID:1;javascript:x").into_string();
        assert!(two.starts_with("<a href=\"https://pubmed") && two.ends_with("</a>; javascript:x"));
    }
}
