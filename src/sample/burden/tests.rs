use super::*;

fn allele(class: MutationClass, key: &str) -> BurdenAllele {
    BurdenAllele {
        chrom: "1".into(),
        pos: 1,
        reference: "A".into(),
        alternate: "C".into(),
        line: 1,
        gene: "".into(),
        class: Some(class),
        depth: Some(100),
        alt_depth: Some(30),
        vaf: Some(0.3),
        not_counted: None,
        detail: String::new(),
        key: key.to_owned(),
        is_somatic: false,
        has_population: false,
        homopolymer: None,
    }
}

const PAIRED: Ground = Ground {
    has_normal: true,
    knows_population: false,
    is_unfiltered: false,
    is_somatic: false,
    specimen: Specimen::Unknown,
};

fn of(counted: u64, unknown: u64, footprint: u64, ground: Ground) -> Burden {
    let mut tally = Tally::new(BurdenPreset::ExomeNonsyn, footprint, "x".to_owned());
    for n in 0..counted {
        tally.take(&mut allele(MutationClass::Missense, &n.to_string()));
    }
    for n in 0..unknown {
        let not_counted = Some(NotCounted::ClassUnknown);
        let key = format!("u{n}");
        tally.take(&mut BurdenAllele { not_counted, ..allele(MutationClass::Unknown, &key) });
    }
    tally.finish(ground)
}

#[test]
fn what_is_counted_adds_up_and_repeats_do_not() {
    let mut tally = Tally::new(BurdenPreset::Foundation, 2_000_000, "x".to_owned());
    let mut again = allele(MutationClass::Missense, "a");
    tally.take(&mut allele(MutationClass::Missense, "a"));
    tally.take(&mut again);
    tally.take(&mut allele(MutationClass::Synonymous, "b"));
    let outside = Some(NotCounted::OutsideFootprint);
    tally.take(&mut BurdenAllele { not_counted: outside, ..again.clone() });
    assert_eq!(again.not_counted, Some(NotCounted::Repeated));
    let burden = tally.finish(PAIRED);
    assert_eq!(burden.total(), 2);
    assert_eq!(burden.per_megabase, 1.0);
    assert_eq!(burden.not_counted, BTreeMap::from([(NotCounted::Repeated, 1)]));
}

#[test]
fn what_a_number_says_of_tmb_high() {
    use BurdenVerdict::{High, NotHigh};
    let tumor_only = Ground { has_normal: false, ..PAIRED };
    let by_population = Ground { knows_population: true, ..tumor_only };
    let stated = Ground { is_somatic: true, ..tumor_only };
    let unfiltered = Ground { is_unfiltered: true, ..PAIRED };
    let plasma = Ground { specimen: Specimen::Blood, ..PAIRED };
    for (counted, unknown, footprint, ground, want) in [
        (20, 0, 2_000_000, PAIRED, Some(High)),
        (19, 0, 2_000_000, PAIRED, Some(NotHigh)),
        (0, 0, 2_000_000, PAIRED, Some(NotHigh)),
        // What is not known may decide.
        (15, 10, 2_000_000, PAIRED, None),
        (15, 4, 2_000_000, PAIRED, Some(NotHigh)),
        (25, 10, 2_000_000, PAIRED, Some(High)),
        // A panel below 1 Mb says nothing, whatever it counts.
        (90, 0, 999_999, PAIRED, None),
        (0, 0, 999_999, PAIRED, None),
        (10, 0, 1_000_000, PAIRED, Some(High)),
        // Inherited variants make a burden high, never low.
        (20, 0, 2_000_000, tumor_only, None),
        (19, 0, 2_000_000, tumor_only, Some(NotHigh)),
        (20, 0, 2_000_000, stated, Some(High)),
        (25, 0, 2_000_000, by_population, None),
        (60, 0, 2_000_000, by_population, Some(High)),
        (60, 0, 2_000_000, unfiltered, None),
        (60, 0, 2_000_000, plasma, None),
    ] {
        let burden = of(counted, unknown, footprint, ground);
        let settled = Some(burden.verdict.clone())
            .filter(|verdict| !matches!(verdict, BurdenVerdict::Open(_)));
        assert_eq!(settled, want, "{counted} {unknown} {footprint} {ground:?}");
        assert_eq!(fact(&burden).is_some(), want.is_some());
        assert_eq!(hints(&burden).len(), usize::from(want.is_none()));
    }
}

#[test]
fn frameshifts_at_homopolymers_are_a_hint() {
    let with = |runs: &[u32]| {
        let mut tally = Tally::new(BurdenPreset::Foundation, 30_000_000, "x".to_owned());
        for (n, &run) in runs.iter().enumerate() {
            let homopolymer = Some(run);
            let class = MutationClass::Frameshift;
            tally.take(&mut BurdenAllele { homopolymer, ..allele(class, &n.to_string()) });
        }
        hints(&tally.finish(PAIRED)).len()
    };
    assert_eq!(with(&[8, 7, 10, 6, 9]), 1);
    assert_eq!(with(&[8, 7, 10, 6]), 0, "too few");
    assert_eq!(with(&[8, 7, 10, 6, 9, 1, 1, 2, 3, 0, 5]), 0, "less than half");
}
