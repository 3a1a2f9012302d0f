//! Calls of copies in words, or as GISTIC numbers them.

use crate::model::profile::CopyNumberClass;

/// What a row of a copy-number table says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum CopyCall {
    /// The gene has this number class.
    Class(CopyNumberClass),
    /// One copy is lost. The effect depends on the other copy.
    OneLost,
}

/// Returns the event that a call means. `None` where the gene has its usual copies.
pub(super) fn copy_call(text: &str) -> Result<Option<CopyCall>, String> {
    let class = match text.trim().to_lowercase().as_str() {
        "2" | "2.0" | "amp" | "amplification" | "high level amplification" => {
            CopyNumberClass::Amplification
        }
        "1" | "1.0" | "gain" => CopyNumberClass::Gain,
        "-2" | "-2.0" | "homdel" | "deletion" | "deep deletion" | "homozygous deletion" => {
            CopyNumberClass::Deletion
        }
        "-1" | "-1.0" | "-1.5" | "loss" | "hetloss" => return Ok(Some(CopyCall::OneLost)),
        "0" | "0.0" | "neutral" | "diploid" => return Ok(None),
        _ => {
            return Err(format!(
                "call: {text:?} is not known: write Amplification, Gain, Loss, Deletion or -2 to 2"
            ));
        }
    };
    Ok(Some(CopyCall::Class(class)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_numbers_of_copies() {
        assert_eq!(copy_call("2").unwrap(), Some(CopyCall::Class(CopyNumberClass::Amplification)));
        assert_eq!(
            copy_call("Deep Deletion").unwrap(),
            Some(CopyCall::Class(CopyNumberClass::Deletion))
        );
        assert_eq!(copy_call("-1").unwrap(), Some(CopyCall::OneLost));
        assert_eq!(copy_call("0").unwrap(), None);
        assert!(copy_call("many").is_err());
    }
}
