//! Assemblies that are neither GRCh37 nor GRCh38, known by the lengths of their chromosomes.

use crate::model::contig::Contig;

/// Another assembly, of man or mouse.
#[derive(Debug)]
struct Foreign {
    name: &'static str,
    /// Lengths of 1, 2, … in bases.
    autosomes: &'static [u32],
    x: u32,
    /// `None` where the assembly has none.
    y: Option<u32>,
    /// How texts call it, in lower case.
    words: &'static [&'static str],
}

/// Lengths as the assemblies' own sequence dictionaries state them.
static ASSEMBLIES: [Foreign; 7] = [
    Foreign {
        name: "T2T-CHM13",
        autosomes: &[
            248_387_328,
            242_696_752,
            201_105_948,
            193_574_945,
            182_045_439,
            172_126_628,
            160_567_428,
            146_259_331,
            150_617_247,
            134_758_134,
            135_127_769,
            133_324_548,
            113_566_686,
            101_161_492,
            99_753_195,
            96_330_374,
            84_276_897,
            80_542_538,
            61_707_364,
            66_210_255,
            45_090_682,
            51_324_926,
        ],
        x: 154_259_566,
        y: Some(62_460_029),
        words: &["chm13", "t2t"],
    },
    Foreign {
        name: "T2T-CHM13 1.0",
        autosomes: &[
            248_387_497,
            242_696_747,
            201_106_605,
            193_575_430,
            182_045_437,
            172_126_870,
            160_567_423,
            146_259_322,
            150_617_274,
            134_758_122,
            135_127_772,
            133_324_781,
            114_240_146,
            101_219_177,
            100_338_308,
            96_330_493,
            84_277_185,
            80_542_536,
            61_707_359,
            66_210_247,
            45_827_691,
            51_353_906,
        ],
        x: 154_259_625,
        y: None,
        words: &[],
    },
    Foreign {
        name: "NCBI36 (hg18)",
        autosomes: &[
            247_249_719,
            242_951_149,
            199_501_827,
            191_273_063,
            180_857_866,
            170_899_992,
            158_821_424,
            146_274_826,
            140_273_252,
            135_374_737,
            134_452_384,
            132_349_534,
            114_142_980,
            106_368_585,
            100_338_915,
            88_827_254,
            78_774_742,
            76_117_153,
            63_811_651,
            62_435_964,
            46_944_323,
            49_691_432,
        ],
        x: 154_913_754,
        y: Some(57_772_954),
        words: &["hg18", "ncbi36"],
    },
    Foreign {
        name: "NCBI35 (hg17)",
        autosomes: &[
            245_522_847,
            243_018_229,
            199_505_740,
            191_411_218,
            180_857_866,
            170_975_699,
            158_628_139,
            146_274_826,
            138_429_268,
            135_413_628,
            134_452_384,
            132_449_811,
            114_142_980,
            106_368_585,
            100_338_915,
            88_827_254,
            78_774_742,
            76_117_153,
            63_811_651,
            62_435_964,
            46_944_323,
            49_554_710,
        ],
        x: 154_824_264,
        y: Some(57_701_691),
        words: &["hg17", "ncbi35"],
    },
    Foreign {
        name: "mouse GRCm38 (mm10)",
        autosomes: &[
            195_471_971,
            182_113_224,
            160_039_680,
            156_508_116,
            151_834_684,
            149_736_546,
            145_441_459,
            129_401_213,
            124_595_110,
            130_694_993,
            122_082_543,
            120_129_022,
            120_421_639,
            124_902_244,
            104_043_685,
            98_207_768,
            94_987_271,
            90_702_639,
            61_431_566,
        ],
        x: 171_031_299,
        y: Some(91_744_698),
        words: &["mm10", "grcm38"],
    },
    Foreign {
        name: "mouse GRCm39 (mm39)",
        autosomes: &[
            195_154_279,
            181_755_017,
            159_745_316,
            156_860_686,
            151_758_149,
            149_588_044,
            144_995_196,
            130_127_694,
            124_359_700,
            130_530_862,
            121_973_369,
            120_092_757,
            120_883_175,
            125_139_656,
            104_073_951,
            98_008_968,
            95_294_699,
            90_720_763,
            61_420_004,
        ],
        x: 169_476_592,
        y: Some(91_455_967),
        words: &["mm39", "grcm39"],
    },
    Foreign {
        name: "mouse NCBIM37 (mm9)",
        autosomes: &[
            197_195_432,
            181_748_087,
            159_599_783,
            155_630_120,
            152_537_259,
            149_517_037,
            152_524_553,
            131_738_871,
            124_076_172,
            129_993_255,
            121_843_856,
            121_257_530,
            120_284_312,
            125_194_864,
            103_494_974,
            98_319_150,
            95_272_651,
            90_772_031,
            61_342_430,
        ],
        x: 166_650_296,
        y: Some(15_902_555),
        words: &["mm9", "ncbim37"],
    },
];

/// 0-based number of chromosome X among the contigs, that of Y behind it.
const X: usize = 22;

impl Foreign {
    fn length(&self, contig: Contig) -> Option<u32> {
        match contig.index() {
            X => Some(self.x),
            index if index == X + 1 => self.y,
            index => self.autosomes.get(index).copied(),
        }
    }
}

/// Contig lines that fit each of the foreign assemblies, and what texts say.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Clues {
    counts: [u32; ASSEMBLIES.len()],
    word: Option<&'static str>,
}

impl Clues {
    /// Counts a contig line that fits neither of the known builds.
    pub(super) fn add_contig(&mut self, id: &str, length: Option<u32>) {
        let contig = Contig::from_name(id.as_bytes());
        let by_accession = accession(id);
        for (count, assembly) in self.counts.iter_mut().zip(&ASSEMBLIES) {
            let fits = contig
                .zip(length)
                .is_some_and(|(contig, length)| assembly.length(contig) == Some(length));
            *count += u32::from(fits || by_accession == Some(assembly.name));
        }
    }

    /// Notes what a text calls the assembly. Returns whether it is a foreign one.
    pub(super) fn add_text(&mut self, text: &str) -> bool {
        let text = text.to_ascii_lowercase();
        let named =
            ASSEMBLIES.iter().find(|foreign| foreign.words.iter().any(|word| text.contains(word)));
        self.word = self.word.or(named.map(|foreign| foreign.name));
        named.is_some()
    }

    /// Returns the assembly whose lengths most contig lines have, and how many do.
    pub(super) fn by_contigs(&self) -> Option<(&'static str, u32)> {
        let all = ASSEMBLIES.iter().zip(self.counts).filter(|(_, count)| *count > 0);
        // The first of equals: older builds share a few lengths with newer ones.
        all.rev().max_by_key(|(_, count)| *count).map(|(foreign, count)| (foreign.name, count))
    }

    /// Returns the assembly that a text names.
    pub(super) fn by_words(&self) -> Option<&'static str> {
        self.word
    }
}

/// Returns the assembly of an accession. NC_060925 to NC_060948 and CP068254 to CP068277 are
/// CHM13's. NC_000067 to NC_000087 are the mouse's, whose version gives the build.
fn accession(id: &str) -> Option<&'static str> {
    let (name, version) = id.split_once('.').unwrap_or((id, ""));
    let number = |prefix: &str| name.strip_prefix(prefix)?.parse::<u32>().ok();
    match (number("NC_"), number("CP")) {
        (Some(60_925..=60_948), _) | (_, Some(68_254..=68_277)) => Some("T2T-CHM13"),
        (Some(67..=87), _) if version == "7" || version == "8" => Some("mouse GRCm39 (mm39)"),
        (Some(67..=87), _) => Some("mouse GRCm38 (mm10)"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::assembly::Assembly;

    #[test]
    fn known_by_lengths_accessions_and_words() {
        for (id, length, want) in [
            ("chr7", 160_567_428, Some("T2T-CHM13")),
            ("1", 248_387_497, Some("T2T-CHM13 1.0")),
            ("chr6", 149_736_546, Some("mouse GRCm38 (mm10)")),
            ("X", 154_913_754, Some("NCBI36 (hg18)")),
            ("chr8", 146_274_826, Some("NCBI36 (hg18)")),
            ("19", 61_420_004, Some("mouse GRCm39 (mm39)")),
            ("NC_060926.1", 242_696_752, Some("T2T-CHM13")),
            ("NC_000072.6", 149_736_546, Some("mouse GRCm38 (mm10)")),
            ("chr7", 159_138_663, None),
            ("chrM", 16_571, None),
            ("chr7", 1_000, None),
            ("chr20", 61_420_004, None),
        ] {
            let mut clues = Clues::default();
            clues.add_contig(id, Some(length));
            assert_eq!(clues.by_contigs().map(|(name, _)| name), want, "{id} {length}");
        }
        let mut clues = Clues::default();
        assert!(clues.add_text("file:///refs/chm13v2.0.fa"));
        assert_eq!(clues.by_words(), Some("T2T-CHM13"));
        assert!(!Clues::default().add_text("hg19.fa"));
    }

    #[test]
    fn no_length_is_that_of_a_known_build() {
        for contig in Contig::all() {
            for foreign in &ASSEMBLIES {
                let length = foreign.length(contig);
                for assembly in Assembly::ALL {
                    assert_ne!(length, Some(contig.length(assembly)), "{} {contig}", foreign.name);
                }
            }
        }
    }
}
