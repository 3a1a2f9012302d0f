//! What a change does to its gene, as far as anything shows it: asked before any statement is read.

use std::fmt;

use super::gene::GeneRole;

/// What a change does to its gene.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Effect {
    /// It makes the gene act more, or otherwise.
    Activating,
    /// It takes the function of one copy.
    Inactivating,
    /// Evidence knows it only as making drugs fail.
    ResistanceOnly,
    /// It is known to do nothing, or to be inherited by many.
    Benign,
    /// Nothing shows it.
    #[default]
    Unknown,
}

impl Effect {
    /// All effects.
    pub const ALL: [Effect; 5] =
        [Self::Activating, Self::Inactivating, Self::ResistanceOnly, Self::Benign, Self::Unknown];

    /// Returns whether the gene acts otherwise by it.
    pub fn alters(self) -> bool {
        matches!(self, Self::Activating | Self::Inactivating)
    }

    /// Returns the word used in results.
    pub fn name(self) -> &'static str {
        match self {
            Self::Activating => "activating",
            Self::Inactivating => "inactivating",
            Self::ResistanceOnly => "resistance_only",
            Self::Benign => "benign",
            Self::Unknown => "unknown",
        }
    }

    /// Reads [`Effect::name`].
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|effect| effect.name() == text)
    }
}

/// Why a statement does not mean a benign change.
pub const DOES_NOTHING: &str = "the change is known to do nothing";

/// What a change must do for a statement on a class, a stretch or a gene to mean it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Need {
    /// What drives cancer in its gene.
    Driver,
    /// The same, within a stretch of the gene: a label that names the stretch means every change
    /// there that is not known to do otherwise.
    DriverInStretch,
    /// What is meant lies elsewhere in the gene: the definition that says so.
    Elsewhere(&'static str),
    /// To activate.
    Activating,
    /// To take the function.
    Inactivating,
    /// To take the function, or to activate by what it takes away.
    Truncating,
}

impl Need {
    /// Returns why a statement does not mean a change of this `state` in a gene of `role`; `None` where it
    /// does. `resists` tells whether the statement is one of resistance, `is_label` whether a label's.
    pub fn unmet(
        self,
        state: ChangeState,
        role: GeneRole,
        resists: bool,
        is_label: bool,
    ) -> Option<&'static str> {
        const IF_ACTIVATING: &str = "would apply if shown to be activating";
        const IF_INACTIVATING: &str = "would apply if shown to be inactivating";
        let effect = state.effect;
        if effect == Effect::Benign {
            return Some(DOES_NOTHING);
        }
        let is_met = match self {
            Self::Driver => state.drives(role) || resists && effect == Effect::ResistanceOnly,
            Self::DriverInStretch => {
                state.drives(role)
                    || resists && effect == Effect::ResistanceOnly
                    || is_label && effect == Effect::Unknown
            }
            Self::Elsewhere(_) => false,
            Self::Activating => effect == Effect::Activating,
            Self::Inactivating => effect == Effect::Inactivating,
            Self::Truncating => matches!(effect, Effect::Inactivating | Effect::Activating),
        };
        if is_met {
            return None;
        }
        Some(match (self, effect) {
            (Self::Elsewhere(_), _) => {
                "the codons that labels mean by a mutation of this gene are others"
            }
            (Self::Inactivating | Self::Truncating, _) => IF_INACTIVATING,
            (_, Effect::Inactivating) => "a loss of function is not what is meant",
            (_, Effect::ResistanceOnly) => "known to make drugs fail, not to be activating",
            _ if role == GeneRole::TumorSuppressor => IF_INACTIVATING,
            _ => IF_ACTIVATING,
        })
    }
}

/// Why a change has its effect.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Basis<'k> {
    /// Nothing speaks of it.
    #[default]
    Nothing,
    /// A profile with supporting evidence names it.
    Named(&'k str),
    /// One case report or experiment names it, in a gene whose known changes are defined.
    NamedOnce(&'k str),
    /// A definition takes it in.
    Defined {
        /// The alteration in the definition's words: `Exon 19 Deletion`.
        what: &'static str,
        /// The label or publication that defines it.
        by: &'static str,
    },
    /// A table counts it as a hotspot, or classes it.
    Told(&'k str),
    /// An in-frame change of length in a region that a profile defines by such changes.
    Region(&'k str),
    /// A null change.
    Null,
    /// A stop that the messenger's decay does not see, and that takes little of the protein.
    LateStop,
    /// A structural change.
    Structural(&'static str),
}

/// What a change does, and why.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct ChangeState<'k> {
    /// What it does.
    pub effect: Effect,
    /// Why.
    pub basis: Basis<'k>,
}

impl<'k> ChangeState<'k> {
    /// Makes a state.
    pub fn new(effect: Effect, basis: Basis<'k>) -> Self {
        Self { effect, basis }
    }

    /// Says what the change does, and why: `activating: V600, by PMID:28783719`.
    pub fn sentence(&self) -> String {
        format!("{}: {}", self.effect.name().replace('_', " "), self.basis)
    }

    /// Returns whether a definition says that the change drives cancer in a gene of this role.
    pub fn is_defined_driver(self, role: GeneRole) -> bool {
        matches!(self.basis, Basis::Defined { .. }) && self.drives(role)
    }

    /// Returns whether the effect is the one that drives cancer in a gene of this role: what a source
    /// means by a mutation of the gene. In a gene of unknown role it is either, but no null change.
    pub fn drives(self, role: GeneRole) -> bool {
        match self.effect {
            Effect::Activating => role != GeneRole::TumorSuppressor,
            Effect::Inactivating => match role {
                GeneRole::TumorSuppressor | GeneRole::Both => true,
                GeneRole::Unknown => self.basis != Basis::Null,
                GeneRole::Oncogene => false,
            },
            Effect::ResistanceOnly | Effect::Benign | Effect::Unknown => false,
        }
    }
}

impl fmt::Display for Basis<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Nothing => f.write_str("nothing shows what it does"),
            Self::Named(profile) => write!(f, "evidence names it: {profile}"),
            Self::NamedOnce(profile) => {
                write!(f, "one case report or experiment alone names it: {profile}")
            }
            Self::Defined { what, by } => write!(f, "{what}, by {by}"),
            Self::Told(source) => write!(f, "known to {source}"),
            Self::Region(profile) => {
                write!(f, "an in-frame change of length where {profile} is defined")
            }
            Self::Null => f.write_str("a null change"),
            Self::LateStop => f.write_str(
                "a late stop: the messenger is not decayed and less than a tenth of the protein \
                 is lost",
            ),
            Self::Structural(what) => f.write_str(what),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_role_says_which_effect_drives() {
        use GeneRole::*;
        let named = Basis::Named("G V1E");
        for (effect, basis, role, drives) in [
            (Effect::Activating, named, Oncogene, true),
            (Effect::Activating, named, TumorSuppressor, false),
            (Effect::Inactivating, Basis::Null, Oncogene, false),
            (Effect::Inactivating, Basis::Null, TumorSuppressor, true),
            (Effect::Activating, named, Both, true),
            (Effect::Inactivating, named, Unknown, true),
            (Effect::Inactivating, Basis::Null, Unknown, false),
            (Effect::Unknown, Basis::Nothing, Both, false),
            (Effect::Benign, named, Unknown, false),
            (Effect::ResistanceOnly, named, Oncogene, false),
        ] {
            assert_eq!(ChangeState::new(effect, basis).drives(role), drives, "{effect:?} {role:?}");
        }
        for effect in Effect::ALL {
            assert_eq!(Effect::parse(effect.name()), Some(effect));
        }
    }
}
