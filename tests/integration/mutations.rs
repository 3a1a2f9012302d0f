//! The semantic oracle: whatever becomes of one record, the findings of the others stay what they were,
//! or the file is refused.

use std::collections::BTreeMap;

use theravar::{Annotator, Source};

const HEAD: &str = "##fileformat=VCFv4.2\n##contig=<ID=7,length=159138663>\n\
    ##contig=<ID=12,length=133851895>\n\
    #CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tT\n";

/// Records of genes that say nothing of each other.
const RECORDS: [&str; 6] = [
    "7\t140453136\trs1\tA\tT\t50\tPASS\tDP=90\tGT:AD:DP\t0/1:60,40:100",
    "12\t25398285\t.\tC\tA\t.\tPASS\tDP=90\tGT:AD:DP\t0/1:60,40:100",
    "3\t178952085\t.\tA\tG\t.\tPASS\t.\tGT:AD:DP\t0/1:60,40:100",
    "4\t55599321\t.\tA\tT\t.\tPASS\tDP=90\tGT:AD:DP\t0/1:60,40:100",
    "17\t7578406\t.\tC\tT\t.\tPASS\tDP=90\tGT:AD:DP\t0/1:60,40:100",
    "9\t5073770\t.\tG\tT\t.\tPASS\tDP=90\tGT:AD:DP\t0/1:60,40:100",
];

/// The first line of a record, 1-based.
const FIRST: u64 = 5;

type ByLine = BTreeMap<u64, Vec<String>>;

/// The findings of each line, or `None` where the input is refused.
fn findings(annotator: &Annotator, text: &[u8]) -> Option<ByLine> {
    let annotated = annotator.annotate(Source::from_bytes("mutated.vcf", text).ok()?).ok()?;
    let mut by_line = ByLine::new();
    for finding in &annotated.findings {
        let line = finding.variant.line.unwrap_or(0);
        by_line.entry(line).or_default().push(finding.name());
    }
    Some(by_line)
}

fn text() -> Vec<u8> {
    let mut text = HEAD.to_owned();
    RECORDS.iter().for_each(|record| text += &format!("{record}\n"));
    text.into_bytes()
}

/// Line of the byte at `at`.
fn line(text: &[u8], at: usize) -> u64 {
    text[..at].iter().filter(|&&b| b == b'\n').count() as u64 + 1
}

#[test]
fn a_mutated_record_leaves_the_others_as_they_are() {
    let annotator = Annotator::builder().build().unwrap();
    let whole = text();
    let expected = findings(&annotator, &whole).unwrap();
    assert_eq!(expected.len(), RECORDS.len(), "{expected:?}");
    let (mut read, mut refused) = (0, 0);
    // Another byte at each place; which one goes by the place, so that every run tries the same.
    const BYTES: &[u8] = b"\t0A:x/.\xff,;<G";
    for at in HEAD.len()..whole.len() {
        let mut mutated = whole.clone();
        mutated[at] = BYTES[at % BYTES.len()];
        let broken = line(&whole, at);
        let is_join = whole[at] == b'\n';
        let Some(found) = findings(&annotator, &mutated) else {
            refused += 1;
            continue;
        };
        read += 1;
        for (&other, names) in &expected {
            if other < broken {
                assert_eq!(found.get(&other), Some(names), "byte {at}, line {other}");
            } else if other > broken + u64::from(is_join) {
                // Two lines that became one are a line less.
                let now = other - u64::from(is_join);
                assert_eq!(found.get(&now), Some(names), "byte {at}, line {other}");
            }
        }
    }
    println!("{read} mutated files read, {refused} refused");
    assert!(read > 300);
}

#[test]
fn a_cut_file_has_the_findings_of_its_whole_lines_or_is_refused() {
    let annotator = Annotator::builder().build().unwrap();
    let whole = text();
    let expected = findings(&annotator, &whole).unwrap();
    for at in HEAD.len()..whole.len() {
        let Some(found) = findings(&annotator, &whole[..at]) else { continue };
        for (&other, names) in expected.iter().filter(|&(&other, _)| other < line(&whole, at)) {
            assert_eq!(found.get(&other), Some(names), "cut at {at}, line {other}");
        }
        // A last line without its end may be whole, or cut in its last column.
        let last = line(&whole, at);
        let tabs = whole[..at].iter().rev().take_while(|&&b| b != b'\n');
        let has_all = tabs.filter(|&&b| b == b'\t').count() == 9;
        assert!(has_all || found.keys().all(|&line| line < last), "cut at {at}: {found:?}");
        assert!(last >= FIRST);
    }
}
