//! Changes that nothing knows set no level, polymorphisms neither; known hotspots are known.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use proptest::prelude::Rng;
use proptest::test_runner::{RngAlgorithm, TestRng};
use theravar::genome::TranscriptStore;
use theravar::knowledge::change_effects;
use theravar::knowledge::evidence::EvidenceTable;
use theravar::knowledge::genes::Genes;
use theravar::model::assembly::Assembly;
use theravar::model::change_state::{Basis, Effect};
use theravar::model::finding::{Finding, OncogenicityClass};
use theravar::model::gene::GeneRole;
use theravar::model::level::Level;
use theravar::model::profile::{Alteration, Component};
use theravar::model::protein_change::ProteinChange;
use theravar::pipeline::explain::{Options, run};
use theravar::sample::knowledge::Knowledge;

static KNOWLEDGE: LazyLock<Knowledge> = LazyLock::new(Knowledge::embedded);

/// Oncogenes that sources make statements about.
const ONCOGENES: [&str; 60] = [
    "ABL1", "AKT1", "AKT2", "AKT3", "ALK", "AR", "ARAF", "BRAF", "BTK", "CALR", "CARD11", "CCND1",
    "CD79B", "CDK4", "CDK6", "CSF3R", "CTNNB1", "CXCR4", "DDR2", "EGFR", "ERBB2", "ERBB3", "ERBB4",
    "ESR1", "FGFR1", "FGFR2", "FGFR3", "FGFR4", "FLT3", "GNA11", "GNAQ", "GNAS", "HRAS", "IDH1",
    "IDH2", "CSF1R", "JAK2", "JAK3", "KDR", "KIT", "KRAS", "MAP2K1", "MAP2K2", "MET", "MPL",
    "MTOR", "MYD88", "NFE2L2", "NPM1", "NRAS", "NTRK1", "NTRK2", "NTRK3", "PDGFRA", "PIK3CA",
    "PTPN11", "RAF1", "RET", "ROS1", "SMO",
];

/// Changes drawn, of each gene.
const DRAWN: usize = 40;

fn explain(query: &str, tumor_type: Option<&str>) -> Vec<Finding<'static>> {
    let options = Options {
        query: query.to_owned(),
        tumor_type: tumor_type.map(str::to_owned),
        assembly: Some(Assembly::GRCh38),
        facts: Vec::new(),
    };
    run(&options, &KNOWLEDGE).unwrap_or_else(|error| panic!("{query}: {error}")).findings
}

/// The residues that a change touches by its name.
fn residues(alteration: &Alteration) -> Vec<u32> {
    match alteration {
        Alteration::Protein(change) => change.named_residues().map(|r| r.number).collect(),
        Alteration::Codon(at) | Alteration::CodonTo(at, _) => vec![at.number],
        _ => Vec::new(),
    }
}

/// The residues of `gene` that any statement or definition names, as they count them.
fn named(gene: &str) -> BTreeSet<u32> {
    let of_profiles = EvidenceTable::embedded()
        .profiles_of_gene(gene)
        .flat_map(|entry| {
            let parts = entry.profile().components().into_iter();
            parts.filter(|part: &&Component| part.gene == gene).cloned().collect::<Vec<_>>()
        })
        .flat_map(|part| residues(&part.alteration));
    let of_definitions = change_effects::of_gene(gene).iter().flat_map(|d| residues(&d.alteration));
    let mut named: BTreeSet<u32> = of_profiles.chain(of_definitions).collect();
    // A stretch that is named by its ends.
    let spans: Vec<u32> = named.iter().flat_map(|&at| at.saturating_sub(1)..=at + 1).collect();
    named.extend(spans);
    named
}

#[test]
fn changes_that_no_table_names_set_no_level() {
    let store = TranscriptStore::embedded();
    let mut rng = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    let mut below = |count: usize| rng.next_u32() as usize % count;
    let mut asked = 0;
    let mut wrong = Vec::new();
    for gene in ONCOGENES {
        assert_eq!(Genes::embedded().get(gene).unwrap().role, GeneRole::Oncogene, "{gene}");
        let model = store.gene(gene, Assembly::GRCh38).first().unwrap();
        let Some(protein) = model.protein_sequence() else { continue };
        let named = named(gene);
        let loss_is_stated = EvidenceTable::embedded().profiles_of_gene(gene).any(|entry| {
            let parts = entry.profile().components();
            parts.into_iter().any(|p| p.gene == *gene && p.alteration == Alteration::LossOfFunction)
        });
        for number in 0..DRAWN {
            let at = 2 + below(protein.len() - 2) as u32;
            let residue = protein[at as usize - 1];
            if named.contains(&at) || !residue.is_ascii_uppercase() || residue == b'X' {
                continue;
            }
            let letters: Vec<u8> =
                b"ACDEFGHIKLMNPQRSTVWY".iter().copied().filter(|&to| to != residue).collect();
            let change = match number % 4 {
                0 => "*".to_owned(),
                1 => "fs".to_owned(),
                _ => char::from(letters[below(letters.len())]).to_string(),
            };
            let query = format!("{gene} {}{at}{change}", char::from(residue));
            asked += 1;
            for finding in explain(&query, None) {
                // Stops that activate by what they take away, of a whole exon; losses that a statement means.
                let is_defined = matches!(finding.state.basis, Basis::Defined { .. });
                let may_be_meant = is_defined || loss_is_stated;
                if *finding.consequence.gene == *gene
                    && finding.highest_level().is_some()
                    && !(may_be_meant && number % 4 < 2)
                {
                    wrong.push(format!("{query} {:?}", finding.highest_level()));
                }
            }
        }
    }
    assert!(asked > 2_000, "{asked} changes");
    assert!(wrong.is_empty(), "{} of {asked}: {wrong:#?}", wrong.len());
    println!("{asked} changes that no table names: none sets a level");
}

/// Inherited by many, silent, or of no known effect: in the tumour of a label of the gene.
const SILENT: &[(&str, &str)] = &[
    ("EGFR R521K", "LUAD"),
    ("EGFR R705K", "LUAD"),
    ("KIT M541L", "GIST"),
    ("KIT M541L", "SM"),
    ("KIT P573L", "GIST"),
    ("TP53 P72R", "CLLSLL"),
    ("TP53 P47S", "LUAD"),
    ("BRCA2 K3326*", "OVT"),
    ("BRCA2 N372H", "OVT"),
    ("BRCA1 P871L", "OVT"),
    ("FLT3 T227M", "AML"),
    ("FLT3 R810Q", "AML"),
    ("PIK3CA I391M", "BRCA"),
    ("KRAS E31K", "COAD"),
    ("KRAS L6F", "COAD"),
    ("KRAS Q22*", "COAD"),
    ("KRAS G10fs", "COAD"),
    ("ERBB2 V797A", "LUAD"),
    ("ERBB2 Y772*", "LUAD"),
    ("EGFR A289V", "MEL"),
    ("EGFR L858P", "LUAD"),
    ("XRCC1 Q399R", "CESC"),
    ("ERCC2 K751Q", "LUAD"),
    ("POLE S1797fs", "COAD"),
    ("BRAF V600=", "MEL"),
    // Losses, by a name of their class, of genes that drive by what they do.
    ("PIK3CA truncating mutation", "BRCA"),
    ("PDGFRA exon 18 frameshift", "GIST"),
    ("KIT exon 11 frameshift", "GIST"),
    ("KRAS loss of function", "COAD"),
    ("NRAS frameshift", "COAD"),
    ("EGFR frameshift", "LUAD"),
    ("EGFR exon 19 frameshift", "LUAD"),
    ("ERBB2 frameshift", "LUAD"),
    // A label of inherited changes, and one that was acquired.
    ("somatic TSC2 deletion", "RAML"),
    // One case report in another tumour, or an experiment on an antibody's epitope, is no activation.
    ("EGFR P753S", "LUAD"),
    ("EGFR R451C", "LUAD"),
    // Beside a change of the same residue, or of the same splice site, that takes the function.
    ("BRCA1 G1706A", "OVT"),
    ("BRCA2 D2723V", "OVT"),
    ("BRCA1 c.594-2A>C", "OVT"),
    ("BRCA1 c.4184A>G", "OVT"),
    ("BRCA1 c.4484G>A", "OVT"),
    ("BRCA1 c.5194-11G>A", "OVT"),
    ("BRCA2 R3052Q", "OVT"),
    ("BRCA2 c.9117G>T", "OVT"),
    ("BRCA2 R2784Q", "OVT"),
    // Their panels, or studies of their function, call these uncertain or benign.
    ("PALB2 L35P", "PRAD"),
    ("CHEK2 T476M", "PRAD"),
    ("ATM c.1066-6T>G", "PRAD"),
    ("TP53 G187S", "CLLSLL"),
    ("MLH1 A681P", "PRAD"),
    // In introns of a UTR, and where what is left out of the messenger is not missed.
    ("NM_000059.4:c.-40+1G>A", "OVT"),
    ("NM_007294.4:c.-19-2A>G", "PRAD"),
    ("NM_000051.4:c.-31+1G>A", "PRAD"),
    ("NM_000546.6:c.-29+1G>A", "CLLSLL"),
    ("NM_000059.4:c.6842-1G>A", "OVT"),
    ("NM_000059.4:c.68-2A>G", "OVT"),
    // The label of vorasidenib names codon 172.
    ("IDH2 R140Q", "ASTR2"),
    // It makes a drug fail; that says nothing of the protein.
    ("ATM D1682H", "PRAD"),
];

#[test]
fn what_does_nothing_sets_no_level() {
    for (query, tumor) in SILENT {
        for finding in explain(query, Some(tumor)) {
            assert_eq!(finding.highest_level(), None, "{query} in {tumor}");
        }
    }
}

/// The codon of T125 is at the end of its exon, where most of its silent changes spoil the splicing.
#[test]
fn a_silent_change_is_benign_only_where_its_base_is_known() {
    let class = |query| explain(query, Some("CLLSLL"))[0].oncogenicity.class;
    assert_eq!(class("TP53 T125="), OncogenicityClass::Uncertain);
    assert_eq!(class("NM_000546.6:c.639A>G"), OncogenicityClass::LikelyBenign);
}

/// A drug of a label, and what it is not for.
const NOT_OF_LABEL: &[(&str, &str, &str)] = &[
    ("IDH1 R132H", "ASTR3", "Vorasidenib"),
    ("IDH1 R132H", "ASTR4", "Vorasidenib"),
    ("IDH1 R132C", "ODG3", "Vorasidenib"),
    ("KRAS WT + NRAS Q61K", "COAD", "Cetuximab"),
    ("PIK3CA R88Q", "BRCA", "Alpelisib + Fulvestrant"),
    ("PIK3CA N345K", "BRCA", "Alpelisib + Fulvestrant"),
    ("PIK3CA H1047Q", "BRCA", "Alpelisib + Fulvestrant"),
];

#[test]
fn a_label_is_not_for_what_it_does_not_name() {
    let first = |query, tumor| -> BTreeSet<String> {
        let findings = explain(query, Some(tumor));
        let regimens = findings.iter().flat_map(|finding| &finding.conclusions.regimens.sensitive);
        let first = regimens.filter(|regimen| regimen.level == Level::L1);
        first.map(|regimen| regimen.name.clone()).collect()
    };
    for (query, tumor, drug) in NOT_OF_LABEL {
        assert!(!first(query, tumor).contains(*drug), "{query} in {tumor}");
    }
    for (query, tumor, drug) in [
        ("IDH1 R132H", "ASTR2", "Vorasidenib"),
        ("IDH2 R172K", "ODG2", "Vorasidenib"),
        ("IDH1 R132H", "ASTR", "Vorasidenib"),
        ("KRAS WT", "COAD", "Cetuximab"),
        ("PIK3CA E545K", "BRCA", "Alpelisib + Fulvestrant"),
        ("PIK3CA R88Q", "BRCA", "Capivasertib + Fulvestrant"),
    ] {
        assert!(first(query, tumor).contains(drug), "{query} in {tumor}");
    }
}

/// Changes that the field holds to drive, by gene.
const DRIVERS: &[(&str, &str)] = &[
    ("KRAS", "G12A G12C G12D G12R G12S G12V G13C G13D A59T Q61H Q61K Q61L Q61R K117N A146T A146V"),
    ("NRAS", "G12C G12D G12S G13D G13R A59T Q61H Q61K Q61L Q61R K117N A146T"),
    ("HRAS", "G12S G12V G13R Q61K Q61L Q61R"),
    ("BRAF", "V600E V600K V600R V600M K601E L597R L597Q G469A G469V"),
    ("EGFR", "L858R L861Q G719A G719C G719S S768I E746_A750del L747_S752del D770_N771insSVD"),
    ("ERBB2", "S310F S310Y L755S V777L V842I D769Y D769H Y772_A775dup G776delinsVC"),
    ("PIK3CA", "E542K E545K E545A Q546K H1047R H1047L C420R N345K R88Q G118D"),
    ("AKT1", "E17K"),
    ("KIT", "W557R V559D V560D L576P K642E D816V D816H N822K W557_K558del A502_Y503dup"),
    ("PDGFRA", "D842V D842Y V561D N659K D842_H845del"),
    ("FLT3", "D835Y D835V D835H I836del N676K"),
    ("IDH1", "R132H R132C R132G R132L R132S"),
    ("IDH2", "R140Q R140W R172K R172S"),
    ("RET", "M918T C634R C634Y C618R A883F"),
    ("ALK", "F1174L R1275Q F1245C"),
    ("FGFR3", "R248C S249C G370C Y373C K650E"),
    ("FGFR2", "S252W P253R N549K"),
    ("JAK2", "V617F"),
    ("MPL", "W515L W515K S505N"),
    ("GNAQ", "Q209L Q209P R183Q"),
    ("GNA11", "Q209L Q209P"),
    ("GNAS", "R201C R201H"),
    ("ESR1", "Y537S D538G L536R E380Q"),
    ("CTNNB1", "S33C S37F T41A S45F"),
    ("MYD88", "L265P"),
    ("MTOR", "S2215Y L1460P"),
    ("MAP2K1", "K57N P124S F53L"),
    ("MET", "M1250T"),
    ("NFE2L2", "E79K R34G"),
    ("PTPN11", "E76K D61Y"),
];

/// Changes that take the function of a suppressor.
const LOSSES: &[(&str, &str)] = &[
    (
        "TP53",
        "R175H G245S R248Q R248W R249S R273H R273C R282W Y220C H179R C176F V157F R213* P36fs c.375G>A",
    ),
    ("PTEN", "R130G R130Q R130* R173C C124S R233*"),
    (
        "BRCA1",
        "C61G G1706E E23fs R1443* Y1853* R71G c.5194-12G>A c.4185G>A V1736A G1788V M18T Y1853C",
    ),
    ("BRCA2", "S1982fs D2723H W2626C R2659K c.9117G>A c.8754+4A>G D3095E N3124I T2722R"),
    ("VHL", "R167Q C162F R161* Y98H"),
    ("CDKN2A", "R58* R80* H83Y"),
    ("FBXW7", "R465C R465H R479Q R505G"),
    ("SMAD4", "R361H D351H"),
    ("DNMT3A", "R882H"),
    ("SPOP", "F133V"),
    ("APC", "R1450* E1309fs"),
    ("ATM", "R337C Q1970* V2424G"),
    ("MLH1", "G67R T117M A681T"),
    ("MSH2", "c.942+3A>T"),
    ("TSC2", "R611Q P1675L"),
    ("NF1", "R1276*"),
];

#[test]
fn hotspots_of_the_field_are_known() {
    let mut wrong = Vec::new();
    for (table, effect) in [(DRIVERS, Effect::Activating), (LOSSES, Effect::Inactivating)] {
        for (gene, changes) in table {
            for change in changes.split(' ') {
                let query = format!("{gene} {change}");
                let findings = explain(&query, None);
                let own = findings.iter().find(|f| *f.consequence.gene == **gene).unwrap();
                if own.state.effect != effect || !own.state.drives(own.gene.role) {
                    wrong.push(format!("{query}: {:?}", own.state));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn a_residue_of_several_is_met_as_by_itself() {
    for (several, profile) in
        [("BRAF V600_K601delinsEN", "BRAF V600E"), ("KIT I669_T670delinsMI", "KIT T670I")]
    {
        let findings = explain(several, None);
        let is_met = |finding: &Finding| finding.matches.iter().any(|m| m.profile == profile);
        assert!(findings.iter().any(is_met), "{several}");
    }
    let ProteinChange::Delins { .. } = ProteinChange::parse("V600_K601delinsEN").unwrap() else {
        panic!("no replacement");
    };
}
