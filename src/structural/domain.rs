//! Kinase domains of the genes that fuse or are repeated.

/// Residues of the protein kinase domain on the reported transcript, both ends.
///
/// They are from UniProt's domain features, curated by hand and unverified. They serve notes and
/// whole-domain duplications, and never accept or reject a fusion.
const KINASE_DOMAINS: [(&str, u32, u32); 20] = [
    ("ABL1", 242, 493),
    ("ALK", 1116, 1392),
    ("BRAF", 457, 717),
    ("EGFR", 712, 979),
    ("ERBB2", 720, 987),
    ("FGFR1", 478, 767),
    ("FGFR2", 481, 770),
    ("FGFR3", 472, 761),
    ("FLT3", 610, 943),
    ("JAK2", 849, 1124),
    ("KIT", 589, 937),
    ("MET", 1078, 1345),
    ("NTRK1", 510, 781),
    ("NTRK2", 538, 807),
    ("NTRK3", 538, 839),
    ("PDGFRA", 593, 954),
    ("PDGFRB", 600, 962),
    ("RAF1", 349, 609),
    ("RET", 724, 1016),
    ("ROS1", 1945, 2222),
];

/// Returns the first and last residue of the gene's kinase domain, where the table has it.
pub fn kinase_domain(gene: &str) -> Option<(u32, u32)> {
    let row = KINASE_DOMAINS.iter().find(|(name, _, _)| *name == gene)?;
    Some((row.1, row.2))
}
