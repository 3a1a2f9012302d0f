use std::io::Cursor;
use std::path::Path;

use noodles_vcf::variant::io::Write as _;
use proptest::prelude::*;

use super::*;

const VCF: &str = "##fileformat=VCFv4.3
##contig=<ID=chr1,length=1000>
##contig=<ID=chr7,length=200000000>
##FILTER=<ID=weak,Description=\"w\">
##FILTER=<ID=germline,Description=\"g\">
##INFO=<ID=DP,Number=1,Type=Integer,Description=\"d\">
##INFO=<ID=TLOD,Number=A,Type=Float,Description=\"t\">
##INFO=<ID=SOMATIC,Number=0,Type=Flag,Description=\"s\">
##INFO=<ID=CSQ,Number=.,Type=String,Description=\"c\">
##FORMAT=<ID=GT,Number=1,Type=String,Description=\"g\">
##FORMAT=<ID=AD,Number=R,Type=Integer,Description=\"a\">
##FORMAT=<ID=AF,Number=A,Type=Float,Description=\"f\">
##FORMAT=<ID=PID,Number=1,Type=String,Description=\"p\">
#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tN\tT
chr1\t1\t.\tA\tC\t.\tPASS\tDP=300\tGT:AD\t0/0:10,0\t0/1:40000,70000
chr7\t140753336\trs113488022\tA\tT,G\t60\tweak;germline\tDP=3;TLOD=0.1,1e-10;SOMATIC\tGT:AD:AF:PID\t0|1:5,.,7:0.333333,.:1_A_C\t./.:.:.:.
chr7\t140753337\t.\tAC\tA\t.\t.\t.\tGT\t0\t1/2/3
chr7\t140753338\t.\tN\t<DEL>\t3.5\tPASS\tCSQ=a|b,c|d\tAF\t0.25\t.
";

/// Returns `text` as uncompressed BCF.
pub(crate) fn bcf(text: &str) -> Vec<u8> {
    let mut reader = noodles_vcf::io::Reader::new(text.as_bytes());
    let header = reader.read_header().unwrap();
    let mut writer = noodles_bcf::io::Writer::from(Vec::new());
    writer.write_header(&header).unwrap();
    for record in reader.record_bufs(&header) {
        writer.write_variant_record(&header, &record.unwrap()).unwrap();
    }
    writer.into_inner()
}

/// Returns header, dictionary and the records' bytes.
fn opened(bytes: &[u8]) -> (Header, Dictionary, Vec<u8>) {
    let reader = Box::new(Cursor::new(bytes.to_vec()));
    let mut source = crate::io::Source::from_reader(Path::new("x.bcf"), reader).unwrap();
    let header = Header::read(&mut source).unwrap();
    let dictionary = Dictionary::new(&header).unwrap();
    let records = bytes[header.stored() as usize..].to_vec();
    (header, dictionary, records)
}

fn lines(dictionary: &Dictionary, mut records: &[u8]) -> Vec<String> {
    let mut lines = Vec::new();
    while let Some(size) = record_size(records).unwrap() {
        let mut line = Vec::new();
        BcfRecord::new(&records[..size]).unwrap().write(dictionary, &mut line).unwrap();
        lines.push(String::from_utf8(line).unwrap());
        records = &records[size..];
    }
    lines
}

#[test]
fn records_are_written_as_they_were() {
    let (header, dictionary, records) = opened(&bcf(VCF));
    assert_eq!(header.samples(), ["N", "T"]);
    let want: Vec<&str> = VCF.lines().filter(|line| !line.starts_with('#')).collect();
    let got = lines(&dictionary, &records);
    assert_eq!(got, want);
}

fn dictionary(meta: &str) -> Result<Dictionary, String> {
    let text = format!("{meta}#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n");
    Dictionary::new(&Header::parse(text.as_bytes(), Path::new("x"), true).unwrap().unwrap())
}

#[test]
fn a_stated_number_is_read_whole_or_refused() {
    for number in [65_535, 65_536, 70_001, 2_147_483_646] {
        let names = dictionary(&format!("##contig=<ID=a,IDX={number}>\n"));
        assert_eq!(names.unwrap().contig(number), Ok("a"), "{number}");
    }
    for (lines, want) in [
        ("##contig=<ID=a,IDX=2147483647>\n", "IDX=2147483647 of \"a\" in the header is no number"),
        ("##contig=<ID=a,IDX=2147483646>\n##contig=<ID=b>\n", "\"b\" in the header has no number"),
        ("##INFO=<ID=a,IDX=-1>\n", "IDX=-1 of \"a\""),
        ("##INFO=<ID=a,IDX=x>\n", "IDX=x of \"a\""),
        ("##INFO=<ID=a,IDX=4>\n##INFO=<ID=b,IDX=4>\n", "IDX=4 in the header is that of both"),
    ] {
        let error = dictionary(lines).unwrap_err();
        assert!(error.starts_with(want), "{error}");
    }
}

#[test]
fn many_contigs_are_numbered_in_order() {
    let lines: String = (0..100_000).map(|n| format!("##contig=<ID=c{n}>\n")).collect();
    let names = dictionary(&lines).unwrap();
    assert_eq!(names.contig(99_999), Ok("c99999"));
    assert!(names.contig(100_000).is_err());
}

#[test]
fn numbers_of_the_dictionary() {
    let parse = |meta: &str| dictionary(meta).unwrap();
    let implicit = parse(
        "##contig=<ID=b>\n##contig=<ID=b>\n##contig=<ID=a>\n##INFO=<ID=DP,Number=1>\n\
         ##FILTER=<ID=PASS>\n##FILTER=<ID=q>\n##FORMAT=<ID=DP,Number=1>\n##FORMAT=<ID=GT>\n",
    );
    assert_eq!((implicit.contig(0), implicit.contig(1)), (Ok("b"), Ok("a")));
    let names: Vec<_> = (0..5).map(|index| implicit.string(index)).collect();
    assert_eq!(names, [Some("PASS"), Some("DP"), Some("q"), Some("GT"), None]);
    let explicit = parse(
        "##contig=<ID=b,IDX=2>\n##INFO=<ID=DP,IDX=5>\n##FILTER=<ID=PASS,IDX=0>\n\
         ##FORMAT=<ID=DP,IDX=5>\n",
    );
    assert_eq!(explicit.contig(2), Ok("b"));
    assert!(explicit.contig(0).is_err() && explicit.contig(-1).is_err());
    assert_eq!((explicit.string(0), explicit.string(5)), (Some("PASS"), Some("DP")));
}

#[test]
fn lengths_are_checked() {
    assert_eq!(record_size(b"\x18\0\0\0\0\0\0"), Ok(None));
    assert_eq!(record_size(b"\x18\0\0\0\x02\0\0\0"), Ok(Some(34)));
    assert!(record_size(b"\x17\0\0\0\0\0\0\0").is_err());
    assert!(record_size(b"\x18\0\0\xff\0\0\0\0").is_err());
}

proptest! {
    #[test]
    fn any_record_ends_without_panic(
        at in any::<prop::sample::Index>(), byte: u8,
        more in any::<prop::sample::Index>(), other: u8,
    ) {
        let (_, dictionary, mut records) = opened(&bcf(VCF));
        let size = record_size(&records).unwrap().unwrap();
        // Past the lengths, which `record_size` checks.
        for (at, byte) in [(at, byte), (more, other)] {
            let at = LENGTHS + at.index(records.len() - LENGTHS);
            records[at] = byte;
        }
        let mut rest = &records[..];
        let mut line = Vec::new();
        while let Ok(Some(size)) = record_size(rest) {
            let Some(bytes) = rest.get(..size) else { break };
            if let Ok(record) = BcfRecord::new(bytes) {
                let _ = (record.write(&dictionary, &mut line), record.alleles().count());
            }
            rest = &rest[size..];
        }
        prop_assert!(size > LENGTHS);
    }
}
