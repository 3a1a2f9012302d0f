#!/usr/bin/env python3
"""How time and memory of theravar grow with each thing that an input can have many of.

    cargo build --release && python3 benches/growth.py            all series, about half an hour
    python3 benches/growth.py brca2                                the series whose name holds "brca2"
    python3 benches/growth.py --list                               names and sizes
    THERAVAR=/path/of/another/binary python3 benches/growth.py
    COUNT=instructions python3 benches/growth.py brca2             under valgrind, 40 times as long

Each series is made of inputs of growing size. What is counted is the processor's time (user and
system), the least of three runs for short ones: on an idle machine, as neighbours share its caches.
The start-up of a small input is taken off. The exponent is the slope of log time over log size by
least squares, of the points that take more than the start-up; the bar is 1.05. Instructions, in place of
time, tell an algorithm that grows from memory that no longer fits into a cache, and do not depend on what
else the machine does. Memory is the peak of the process: the exponent of what it has beyond a small input. Output
goes to /dev/null. Needs python3 alone, and bcftools for the series of BCF. Inputs are made in
target/growth and removed.
"""

import gzip
import math
import os
import resource
import statistics
import struct
import subprocess
import sys
import time
import zlib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OUT = Path(os.environ.get("GROWTH_DIR", ROOT / "target" / "growth"))
THERAVAR = os.environ.get("THERAVAR", str(ROOT / "target/release/theravar"))
TIMEOUT = float(os.environ.get("TIMEOUT", "120"))
BAR = 1.05
INSTRUCTIONS = os.environ.get("COUNT") == "instructions"
COLUMNS = "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO"
HEAD = "##fileformat=VCFv4.2\n"


# ---- inputs

def transcripts(gene):
    """Contig, and each coding base (1-based position) of the gene's first transcript on GRCh38."""
    for line in open(ROOT / "data/generated/transcripts.tsv"):
        cells = line.rstrip("\n").split("\t")
        if cells[0] == gene:
            break
    else:
        raise SystemExit(f"no transcript of {gene}")
    contig, blocks, bases = cells[6], cells[9], cells[13]
    found, at = [], 0
    for block in blocks.split(","):
        start, end = map(int, block.split("-"))
        at += 50
        found += [(start + i + 1, bases[at + i]) for i in range(end - start)]
        at += end - start + 51
    return contig, found


def vcf(name, records, header="", samples="\tFORMAT\tT", columns=None):
    path = OUT / name
    with open(path, "w") as out:
        out.write(HEAD + header + (columns or COLUMNS + samples) + "\n")
        for record in records:
            out.write(record + "\n")
    return path


def other(base, step=1):
    return "ACGT"[("ACGT".index(base) + step) % 4]


def gene_records(gene, n, kind, sample="GT:AD\t0/1:60,40", info="."):
    """n different records of one gene, sorted by position."""
    contig, bases = transcripts(gene)
    each = -(-n // len(bases))
    stride = max(1, len(bases) // n)
    records = []
    for i in range(0, len(bases), stride):
        position, base = bases[i]
        for turn in range(each):
            if len(records) == n:
                return records
            if kind == "snv":
                ref, alt = base, other(base, turn % 3 + 1)
            elif kind == "insertion":
                ref, alt = base, base + "ACGT"[turn % 4] + "GT" * (turn // 4)
                if (len(alt) - 1) % 3 == 0:
                    alt += "A"
            elif kind == "reversion":
                # By turns one base more and two bases more: each pair restores the frame.
                ref, alt = base, base + ("A" if i // stride % 2 else "CC") + "GCA" * turn
            records.append(f"{contig}\t{position}\t.\t{ref}\t{alt}\t.\tPASS\t{info}\t{sample}")
    return records


def frameshifts(n):
    return ["-a", "GRCh38", vcf("x.vcf", gene_records("BRCA2", n, "insertion"))]


def snvs(n):
    return ["-a", "GRCh38", vcf("x.vcf", gene_records("BRCA2", n, "snv"))]


def reversions(n):
    return ["-a", "GRCh38", vcf("x.vcf", gene_records("BRCA2", n, "reversion"))]


def phased(n):
    records = gene_records("BRCA2", n, "snv", "GT:PS:AD\t0|1:9:60,40")
    return ["-a", "GRCh38", vcf("x.vcf", records)]


def phased_sets(n):
    records = gene_records("BRCA2", n, "reversion", "GT:PS:AD\t0|1:9:60,40")
    return ["-a", "GRCh38", vcf("x.vcf", [r.replace(":9:", f":{i // 2}:") for i, r in enumerate(records)])]


def repeated(n):
    """The same change in n records."""
    return ["-a", "GRCh38", vcf("x.vcf", ["7\t140753336\t.\tA\tT\t.\tPASS\t.\tGT:AD\t0/1:60,40"] * n)]


def one_codon(n):
    """Insertions of n different strings at one place of TP53."""
    digits = lambda i: "".join("ACGT"[i >> 2 * k & 3] for k in range(8))
    records = [f"17\t7674220\t.\tG\tG{digits(i)}\t.\tPASS\t.\tGT:AD\t0/1:60,40" for i in range(n)]
    return ["-a", "GRCh38", vcf("x.vcf", records)]


def alleles(n, sample="GT\t0/1", kind=0):
    digits = lambda i: "".join("ACGT"[i >> 2 * k & 3] for k in range(9))
    alts = ",".join("A" + digits(i) for i in range(n))
    return [f"7\t140753336\t.\tA\t{alts}\t.\tPASS\tDP=100;AF={','.join(['0.1'] * n)}\t{sample}"]


def alts(n):
    return ["-a", "GRCh38", vcf("x.vcf", alleles(n, "GT\t./."))]


def alts_with_depths(n):
    return ["-a", "GRCh38", vcf("x.vcf", alleles(n, "GT:AD:AF\t0/1:" + ",".join(["9"] * (n + 1)) + ":" + ",".join(["0.1"] * n)))]


def alts_genotype(n):
    return ["-a", "GRCh38", vcf("x.vcf", alleles(n, "GT:AD\t" + "/".join(map(str, range(n + 1))) + ":" + ",".join(["9"] * (n + 1))))]


def alts_annotated(n):
    """n ALTs, each with an entry of the input's own annotation."""
    record = alleles(n, "GT\t./.")[0].split("\t")
    names = record[4].split(",")
    record[7] = "CSQ=" + ",".join(f"{a[1:]}|frameshift_variant|HIGH|BRAF|ENSG1|Transcript|ENST00000646891.2|p.Val600fs" for a in names)
    header = '##INFO=<ID=CSQ,Number=.,Type=String,Description="x. Format: Allele|Consequence|IMPACT|SYMBOL|Gene|Feature_type|Feature|HGVSp">\n'
    return ["-a", "GRCh38", vcf("x.vcf", ["\t".join(record)], header)]


def breakends(n):
    """n / 2 junctions of two records each."""
    records = []
    for i in range(n // 2):
        a, b = 29_223_600 + 40 * i, 42_295_500 + 40 * i
        records.append(f"2\t{a}\ta{i}\tN\tN]2:{b}]\t.\tPASS\tSVTYPE=BND;MATEID=b{i}\tGT:SR\t0/1:9,9")
        records.append(f"2\t{b}\tb{i}\tN\tN]2:{a}]\t.\tPASS\tSVTYPE=BND;MATEID=a{i}\tGT:SR\t0/1:9,9")
    return ["-a", "GRCh38", vcf("x.vcf", records)]


def svs_of_gene(n, kind="DEL", gene_start=32_315_500):
    records = [f"13\t{gene_start + i}\t.\tN\t<{kind}>\t.\tPASS\tSVTYPE={kind};END={gene_start + 20_000 + 2 * i}\tGT\t0/1" for i in range(n)]
    return ["-a", "GRCh38", vcf("x.vcf", records)]


def deletions(n):
    return svs_of_gene(n)


def duplications(n):
    return svs_of_gene(n, "DUP", 140_719_330 - 32_315_500 + 32_315_500)


def large_deletions(n):
    """Each of a whole arm: hundreds of genes."""
    records = [f"17\t{100_000 + i}\t.\tN\t<DEL>\t.\tPASS\tSVTYPE=DEL;END={20_000_000 + i}\tGT\t0/1" for i in range(n)]
    return ["-a", "GRCh38", vcf("x.vcf", records)]


def copy_records(n):
    """Segments of a caller of copy numbers, with and without loss of an allele, over variants of suppressors."""
    genes = [r for gene in ("BRCA2", "TP53", "PTEN", "RB1") for r in gene_records(gene, n // 8, "insertion")]
    records = [f"13\t{32_000_001 + 10 * i}\t.\tN\t<CNV>\t.\tPASS\tSVTYPE=CNV;END={32_000_000 + 10 * i + 10}\tGT:CN\t0/1:1" for i in range(n // 2)]
    return ["-a", "GRCh38", vcf("x.vcf", records + genes, samples="\tFORMAT\tT")]


def empty():
    return vcf("e.vcf", ["7\t140753336\t.\tA\tT\t.\tPASS\t.\tGT:AD\t0/1:60,40"])


def table(name, lines):
    path = OUT / name
    path.write_text("\n".join(lines) + "\n")
    return path


def segments(n):
    lines = ["ID\tchrom\tloc.start\tloc.end\tnum.mark\tseg.mean"]
    lines += [f"T\t{c}\t{1 + i * 200_000_000 // n}\t{(i + 1) * 200_000_000 // n}\t9\t{(-1) ** i * 0.9}" for c in ("7", "8", "10", "13", "17") for i in range(n // 5)]
    lines = [line for line in lines if "loc" in line or int(line.split("\t")[3]) < 80_000_000]
    return ["-a", "GRCh38", "--cna", table("x.seg", lines), empty()]


def gene_symbols():
    return [line.split("\t")[0] for line in open(ROOT / "data/generated/genes.tsv") if not line.startswith(("#", "gene"))]


def gene_copies(n):
    symbols = gene_symbols()
    lines = ["gene\tcall"] + [f"{symbols[i % len(symbols)]}\t{('2', '-2', '1')[i % 3]}" for i in range(n)]
    return ["-a", "GRCh38", "--cna", table("x.tsv", lines), empty()]


def one_gene_copies(n):
    return ["-a", "GRCh38", "--cna", table("x.tsv", ["gene\tcall"] + ["ERBB2\t2"] * n), empty()]


def matrix(n):
    """A matrix with n samples."""
    names = "\t".join(f"S{i}" for i in range(n))
    lines = [f"Hugo_Symbol\t{names}\tT"] + [gene + "\t0" * n + "\t2" for gene in ("ERBB2", "EGFR", "MYC", "CDK4")]
    return ["-a", "GRCh38", "-s", "T", "--cna", table("x.tsv", lines), empty()]


def fusions(n):
    symbols = gene_symbols()
    lines = ["geneA\tgeneB"] + [f"{symbols[i % len(symbols)]}\t{('ALK', 'RET', 'ROS1')[i // len(symbols) % 3]}" for i in range(n)]
    return ["-a", "GRCh38", "--fusions", table("x.tsv", lines), empty()]


def fusions_patients(n):
    lines = ["sample\tgeneA\tgeneB"] + [f"S{i}\tEML4\tALK" for i in range(n)] + ["T\tEML4\tALK"]
    return ["-a", "GRCh38", "-s", "T", "--fusions", table("x.tsv", lines), empty()]


def arriba(n):
    head = "#gene1\tgene2\tstrand1(gene/fusion)\tstrand2(gene/fusion)\tbreakpoint1\tbreakpoint2\tsite1\tsite2\ttype\tsplit_reads1\tsplit_reads2\tdiscordant_mates\tcoverage1\tcoverage2\tconfidence\treading_frame"
    rows = [f"EML4\tALK\t+/+\t-/-\t2:{42_295_516 + i}\t2:{29_223_528 + i}\tCDS/splice-site\tCDS/splice-site\tinversion\t9\t9\t9\t99\t99\thigh\tin-frame" for i in range(n)]
    return ["-a", "GRCh38", "--fusions", table("x.tsv", [head] + rows), empty()]


KNOWLEDGE = "genes\tprofile\tid\tsource\tdisease\tdisease_id\ttherapies\tinteraction\tdirection\tsignificance\tsource_level\tcitation\trating\tflagged\torigin"


def knowledge(n, gene=lambda i: "KRAS", profile=lambda i: "KRAS G12D"):
    rows = [f"{gene(i)}\t{profile(i)}\tlab-{i}\tuser\tPancreatic Cancer\tDOID:1793\tTrial Drug\t\tSupports\tSensitivity/Response\tB\tPMID:1\t4\tfalse\tSomatic" for i in range(n)]
    return ["-a", "GRCh38", "--knowledge", table("k.tsv", [KNOWLEDGE] + rows), empty()]


def knowledge_genes(n):
    symbols = sorted(gene_symbols())
    name = lambda i: symbols[i * len(symbols) // n]
    return knowledge(n, name, lambda i: f"{name(i)} Mutation")


def knowledge_profiles(n):
    return knowledge(n, profile=lambda i: f"KRAS {'ACDEFGHIKLMNPQRSTVWY'[i % 20]}{i // 20 % 180 + 1}{'ACDEFGHIKLMNPQRSTVWY'[(i // 3600 + i + 1) % 20]}")


def knowledge_hit(n):
    """n items of the very change that is there."""
    return knowledge(n, lambda i: "BRAF", lambda i: "BRAF V600E")


def knowledge_files(n):
    folder = OUT / "kb"
    folder.mkdir(exist_ok=True)
    for i in range(n):
        row = f"KRAS\tKRAS G12D\tlab-{i}\tuser\tPancreatic Cancer\tDOID:1793\tTrial Drug\t\tSupports\tSensitivity/Response\tB\tPMID:1\t4\tfalse\tSomatic"
        (folder / f"k{i}.tsv").write_text(KNOWLEDGE + "\n" + row + "\n")
    return ["-a", "GRCh38", "--knowledge", folder, empty()]


def bed(n):
    return ["-a", "GRCh38", "--assessed-bed", table("x.bed", [f"chr{i % 22 + 1}\t{i // 22 * 100}\t{i // 22 * 100 + 60}" for i in range(n)]), empty()]


def bed_overlapping(n):
    return ["-a", "GRCh38", "--assessed-bed", table("x.bed", [f"chr7\t{n - i}\t{100_000_000 + i}" for i in range(n)]), empty()]


def contigs(n):
    return "".join(f"##contig=<ID=scaffold_{i},length=1000>\n" for i in range(n))


RECORD = "7\t140753336\t.\tA\tT\t.\tPASS\t.\tGT:AD\t0/1:60,40"


def vcf_contigs(n):
    return ["-a", "GRCh38", vcf("x.vcf", [RECORD], "##contig=<ID=7,length=159345973>\n" + contigs(n))]


def vcf_contigs_used(n):
    """Each contig with one record."""
    return ["-a", "GRCh38", vcf("x.vcf", [RECORD] + [f"scaffold_{i}\t5\t.\tA\tT\t.\tPASS\t.\tGT\t0/1" for i in range(n)], contigs(n))]


def bgzf(data):
    out = []
    for at in range(0, len(data), 65280):
        part = data[at:at + 65280]
        packer = zlib.compressobj(6, zlib.DEFLATED, -15)
        body = packer.compress(part) + packer.flush()
        out.append(b"\x1f\x8b\x08\x04\0\0\0\0\0\xff\x06\0BC\x02\0" + struct.pack("<H", len(body) + 25) + body
                   + struct.pack("<II", zlib.crc32(part), len(part)))
    out.append(bytes.fromhex("1f8b08040000000000ff0600424302001b0003000000000000000000"))
    return b"".join(out)


def bcf(name, header, records):
    """Records are (contig index, position, FILTER index, number of INFO keys, INFO bytes)."""
    text = header.encode() + b"\0"
    data = [b"BCF\x02\x02" + struct.pack("<I", len(text)) + text]
    for contig, position, info in records:
        shared = struct.pack("<iiifII", contig, position, 1, float("nan"), 2 << 16 | len(info), 0)
        shared = shared[:12] + b"\x01\0\x80\x7f" + shared[16:]
        shared += b"\x07\x17A\x17T" + b"\x11\0" + b"".join(info)
        data.append(struct.pack("<II", len(shared), 0) + shared)
    path = OUT / name
    path.write_bytes(bgzf(b"".join(data)))
    return path


def bcf_contigs(n):
    header = HEAD + '##FILTER=<ID=PASS,Description="x">\n' + "##contig=<ID=7,length=159345973>\n" + contigs(n) + COLUMNS + "\n"
    return ["-a", "GRCh38", bcf("x.bcf", header, [(0, 140_753_335, [])])]


def bcf_contigs_idx(n):
    lines = "".join(f"##contig=<ID=scaffold_{i},length=1000,IDX={i + 1}>\n" for i in range(n))
    header = HEAD + '##FILTER=<ID=PASS,Description="x",IDX=0>\n' + "##contig=<ID=7,length=159345973,IDX=0>\n" + lines + COLUMNS + "\n"
    return ["-a", "GRCh38", bcf("x.bcf", header, [(0, 140_753_335, [])] + [(i + 1, 5, []) for i in range(n)])]


def bcf_strings(n):
    lines = "".join(f'##INFO=<ID=K{i},Number=1,Type=Integer,Description="x">\n' for i in range(n))
    header = HEAD + '##FILTER=<ID=PASS,Description="x">\n' + "##contig=<ID=7,length=159345973>\n" + lines + COLUMNS + "\n"
    info = [b"\x13" + struct.pack("<i", n) + b"\x11\x05"]
    return ["-a", "GRCh38", bcf("x.bcf", header, [(0, 140_753_335, info)])]


def bcf_strings_twice(n):
    """INFO, FORMAT and FILTER share their names."""
    lines = "".join(f'##{kind}=<ID=K{i},Number=1,Type=Integer,Description="x">\n' for kind in ("INFO", "FORMAT", "FILTER") for i in range(n))
    header = HEAD + '##FILTER=<ID=PASS,Description="x">\n' + "##contig=<ID=7,length=159345973>\n" + lines + COLUMNS + "\n"
    return ["-a", "GRCh38", bcf("x.bcf", header, [(0, 140_753_335, [])])]


def bcf_records(n):
    header = HEAD + '##FILTER=<ID=PASS,Description="x">\n' + "##contig=<ID=7,length=159345973>\n" + COLUMNS + "\n"
    return ["-a", "GRCh38", bcf("x.bcf", header, [(0, 1000 + i, []) for i in range(n)])]


def definitions(n):
    lines = "".join(f'##{kind}=<ID=K{i},Number=1,Type=Integer,Description="x">\n' for kind in ("INFO", "FORMAT", "FILTER") for i in range(n))
    return ["-a", "GRCh38", vcf("x.vcf", [RECORD], lines)]


def remarks(n):
    return ["-a", "GRCh38", vcf("x.vcf", [RECORD], "".join(f"##source=tool{i}\n##key{i}=<ID=v{i},x=y>\n##SAMPLE=<ID=S{i},SampleName=T{i}>\n" for i in range(n)))]


def long_remark(n):
    return ["-a", "GRCh38", vcf("x.vcf", [RECORD], "##remark=" + "x" * n + "\n")]


def long_info(n):
    return ["-a", "GRCh38", vcf("x.vcf", [RECORD.replace("PASS\t.", "PASS\tX=" + "x" * n)])]


def many_info(n):
    return ["-a", "GRCh38", vcf("x.vcf", [RECORD.replace("PASS\t.", "PASS\t" + ";".join(f"K{i}=1" for i in range(n)))])]


def many_format(n):
    keys, values = ":".join(f"K{i}" for i in range(n)), ":".join(["1"] * n)
    return ["-a", "GRCh38", vcf("x.vcf", [RECORD.replace("GT:AD\t0/1:60,40", f"GT:{keys}:AD\t0/1:{values}:60,40")])]


def many_filters(n):
    return ["-a", "GRCh38", "--include-filtered", vcf("x.vcf", [RECORD.replace("PASS", ";".join(f"F{i}" for i in range(n)))])]


def samples(n):
    names = "".join(f"\tS{i}" for i in range(n))
    return ["-a", "GRCh38", "-s", "S0", vcf("x.vcf", [RECORD + "\t0/0:60,0" * (n - 1)] * 20, samples="\tFORMAT" + names)]


def samples_absent(n):
    """No column but the last has the alleles, and the tumour's has no reads."""
    names = "".join(f"\tS{i}" for i in range(n))
    record = "\t".join(RECORD.split("\t")[:8]) + "\tGT" + "\t./." * (n - 1) + "\t0/1"
    return ["-a", "GRCh38", "-s", "S0", vcf("x.vcf", [record] * 20, samples="\tFORMAT" + names)]


def long_ref(n):
    """A deletion of n bases that is spelled."""
    contig, bases = "7", "A" * n
    return ["-a", "GRCh38", vcf("x.vcf", [f"7\t140453136\t.\tA{bases}\tA\t.\tPASS\t.\tGT\t0/1"])]


def long_alt(n):
    return ["-a", "GRCh38", vcf("x.vcf", [f"7\t140753336\t.\tA\tA{'ACGTTGCA' * (n // 8)}\t.\tPASS\t.\tGT\t0/1"])]


def everywhere(n):
    for i in range(n):
        yield f"{i * 22 // n + 1}\t{10_000 + (i - (i * 22 // n) * n // 22) * 2000 * 10_000 // n}\t.\tA\tC\t.\tPASS\tDP=99\tGT:AD\t0/1:60,40"


def records(n):
    return ["-a", "GRCh38", "--no-index", vcf("x.vcf", everywhere(n))]


def all_records(n):
    return ["-a", "GRCh38", "--all", vcf("x.vcf", everywhere(n))]


def all_json(n):
    return ["-a", "GRCh38", "--all", "-f", "json", vcf("x.vcf", everywhere(n))]


def records_vcf(n):
    return ["-a", "GRCh38", "-f", "vcf", vcf("x.vcf", everywhere(n))]


def blocks(n):
    """Reference blocks of a gVCF with reads."""
    return ["-a", "GRCh38", vcf("x.vcf", (f"7\t{1 + i * 159_000_000 // n}\t.\tA\t<NON_REF>\t.\tPASS\tEND={(i + 1) * 159_000_000 // n - 1}\tGT:DP\t0/0:99" for i in range(n)))]


def malformed(n):
    return ["-a", "GRCh38", vcf("x.vcf", [RECORD] + ["7\tx\t.\tA\tT\t.\tPASS\t.\tGT\t0/1"] * n)]


def mismatches(n):
    contig, bases = transcripts("BRCA2")
    records = [f"{contig}\t{p}\t.\t{other(b)}\t{other(b, 2)}\t.\tPASS\t.\tGT:AD\t0/1:60,40" for p, b in (bases[i % len(bases)] for i in range(n))]
    return ["-a", "GRCh38", vcf("x.vcf", [RECORD] * (2 * n) + records)]


def drivers(n):
    """One patient with n changes of many drivers."""
    genes = ["EGFR", "KRAS", "BRAF", "PIK3CA", "TP53", "MET", "ERBB2", "KIT", "ALK", "RET", "BRCA1", "BRCA2", "ATM", "PTEN", "NF1", "APC"]
    return [r for gene in genes for r in gene_records(gene, n // len(genes), "snv")]


def patient(n):
    return ["-a", "GRCh38", "-t", "LUAD", vcf("x.vcf", drivers(n))]


def patient_json(n):
    return ["-f", "json", *patient(n)]


def patient_evidence(n):
    return ["--layout", "evidence", *patient(n)]


def patient_vcf(n):
    return ["-f", "vcf", *patient(n)]


def same_gene(n):
    """Changes of one gene that make drugs work and fail."""
    return ["-a", "GRCh38", "-t", "LUAD", vcf("x.vcf", gene_records("EGFR", n, "snv") )]


def same_gene_json(n):
    return ["-f", "json", *same_gene(n)]


def explain(n):
    return ["explain", "BRAF V600E" + " x" * n]


def explain_parentheses(n):
    return ["explain", "(" * n + "BRAF V600E" + ")" * n]


def explain_long(n):
    return ["explain", "BRAF " + "V600E" * n]


def explain_bases(n):
    return ["explain", "7-140453136-A-" + "ACGT" * (n // 4)]


def facts(n):
    return ["-a", "GRCh38", *[word for _ in range(n) for word in ("--fact", "germline=BRCA2:c.5946del")], empty()]


SERIES = {
    "brca2 frameshifts": (frameshifts, [500, 2000, 8000, 16000]),
    "brca2 single bases": (snvs, [500, 2000, 8000, 16000]),
    "brca2 reversions": (reversions, [500, 2000, 8000, 16000]),
    "brca2 phased records, one set": (phased, [500, 2000, 8000, 16000]),
    "brca2 phased pairs": (phased_sets, [500, 2000, 8000, 16000]),
    "one change in n records": (repeated, [1000, 10000, 100000, 400000]),
    "n insertions at one place": (one_codon, [500, 2000, 8000, 32000]),
    "ALTs of a record": (alts, [2500, 10000, 40000, 160000]),
    "ALTs with AD and AF": (alts_with_depths, [2500, 10000, 40000, 160000]),
    "ALTs, all in GT": (alts_genotype, [2500, 10000, 40000, 160000]),
    "ALTs with CSQ": (alts_annotated, [2500, 10000, 40000, 160000]),
    "breakends": (breakends, [500, 2000, 8000, 32000]),
    "deletions in a gene": (deletions, [500, 2000, 8000, 16000]),
    "duplications in a gene": (duplications, [500, 2000, 8000, 16000]),
    "deletions of an arm": (large_deletions, [50, 200, 800, 3200]),
    "segments and suppressors (VCF)": (copy_records, [500, 2000, 8000, 16000]),
    "segments (table)": (segments, [1000, 10000, 40000, 160000]),
    "gene copies (table)": (gene_copies, [1000, 10000, 40000, 160000]),
    "rows of one gene (table)": (one_gene_copies, [1000, 10000, 40000, 160000]),
    "samples of a matrix": (matrix, [1000, 10000, 100000, 1000000]),
    "fusions (table)": (fusions, [1000, 10000, 40000, 160000]),
    "fusions of patients": (fusions_patients, [1000, 10000, 100000, 400000]),
    "fusions (Arriba)": (arriba, [500, 2000, 8000, 32000]),
    "knowledge, one profile": (knowledge, [1000, 4000, 16000, 64000]),
    "knowledge, n genes": (knowledge_genes, [500, 1000, 2000, 4000]),
    "knowledge, n profiles of a gene": (knowledge_profiles, [1000, 4000, 16000, 64000]),
    "knowledge of the change found": (knowledge_hit, [500, 2000, 8000, 32000]),
    "knowledge files": (knowledge_files, [100, 400, 1600, 6400]),
    "BED": (bed, [1000, 10000, 100000, 1000000]),
    "BED, overlapping": (bed_overlapping, [1000, 10000, 100000, 1000000]),
    "contigs (VCF)": (vcf_contigs, [1000, 10000, 100000, 300000]),
    "contigs with records (VCF)": (vcf_contigs_used, [1000, 10000, 100000, 300000]),
    "contigs (BCF)": (bcf_contigs, [1000, 10000, 100000, 300000]),
    "contigs with records and IDX (BCF)": (bcf_contigs_idx, [1000, 10000, 100000, 300000]),
    "INFO lines (BCF)": (bcf_strings, [1000, 10000, 100000, 300000]),
    "INFO, FORMAT, FILTER lines (BCF)": (bcf_strings_twice, [1000, 10000, 100000, 300000]),
    "records (BCF)": (bcf_records, [10000, 100000, 1000000]),
    "INFO, FORMAT, FILTER lines (VCF)": (definitions, [1000, 10000, 100000, 300000]),
    "other header lines": (remarks, [1000, 10000, 100000, 300000]),
    "a long header line": (long_remark, [10**5, 10**6, 10**7]),
    "a long INFO": (long_info, [10**5, 10**6, 10**7, 10**8]),
    "INFO keys of a record": (many_info, [1000, 10000, 100000, 1000000]),
    "FORMAT keys of a record": (many_format, [1000, 10000, 100000, 1000000]),
    "filters of a record": (many_filters, [1000, 10000, 100000, 1000000]),
    "samples": (samples, [1000, 10000, 100000, 300000]),
    "samples, no reads": (samples_absent, [1000, 10000, 100000, 300000]),
    "a long REF": (long_ref, [1000, 10000, 100000, 1000000]),
    "a long ALT": (long_alt, [1000, 10000, 100000, 1000000]),
    "records": (records, [10**4, 10**5, 10**6, 10**7]),
    "records, --all": (all_records, [10**4, 10**5, 10**6, 10**7]),
    "records, --all, JSON": (all_json, [10**4, 10**5, 10**6]),
    "records, VCF": (records_vcf, [10**4, 10**5, 10**6]),
    "blocks of a gVCF": (blocks, [10**4, 10**5, 10**6]),
    "malformed records": (malformed, [10**4, 10**5, 10**6]),
    "other REF": (mismatches, [1000, 10000, 100000]),
    "changes of a patient": (patient, [500, 2000, 8000, 16000]),
    "changes of a patient, JSON": (patient_json, [500, 2000, 8000, 16000]),
    "changes of a patient, evidence": (patient_evidence, [500, 2000, 8000, 16000]),
    "changes of a patient, VCF": (patient_vcf, [500, 2000, 8000, 16000]),
    "changes of EGFR": (same_gene, [500, 2000, 4000, 8000]),
    "changes of EGFR, JSON": (same_gene_json, [500, 2000, 4000, 8000]),
    "explain, words": (explain, [1000, 4000, 16000, 60000]),
    "explain, parentheses": (explain_parentheses, [1000, 4000, 16000, 60000]),
    "explain, one word": (explain_long, [1000, 4000, 16000, 25000]),
    "explain, bases": (explain_bases, [1000, 10000, 100000]),
    "facts": (facts, [100, 400, 1600, 6400]),
}


# ---- measurement

def run(words):
    """Processor seconds, peak memory in MiB, exit code (None where it took too long)."""
    words = [str(word) for word in words]
    if words[0] != "explain":
        words = ["annotate", "-q", "--no-provenance", "-@1"] + words
    counted = OUT / "counted"
    counter = ["valgrind", "--tool=cachegrind", "--cache-sim=no", "--cachegrind-out-file=" + str(counted)] if INSTRUCTIONS else []
    with open(os.devnull, "wb") as sink:
        child = subprocess.Popen([*counter, THERAVAR, *words], cwd=OUT, stdin=subprocess.DEVNULL, stdout=sink, stderr=sink)
        start = time.monotonic()
        pid, pause = 0, 0.0005
        while pid == 0:
            pid, status, usage = os.wait4(child.pid, os.WNOHANG)
            if pid == 0:
                if time.monotonic() - start > TIMEOUT * (40 if INSTRUCTIONS else 1):
                    child.kill()
                    os.wait4(child.pid, 0)
                    return TIMEOUT, 0.0, None
                time.sleep(pause)
                pause = min(pause * 2, 0.05)
    child.returncode = os.waitstatus_to_exitcode(status)
    if INSTRUCTIONS:
        work = int(counted.read_text().rsplit("summary:", 1)[1]) / 1e9
    else:
        work = usage.ru_utime + usage.ru_stime
    return work, usage.ru_maxrss / 1024, child.returncode


def made(make, n):
    """The arguments of an input, made by a process of its own: the kernel counts a child's memory from
    that of its parent on, which has to stay small."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        code = 1
        try:
            os.write(writer, "\0".join(str(word) for word in make(n)).encode())
            code = 0
        finally:
            os._exit(code)
    os.close(writer)
    with open(reader, "rb") as pipe:
        words = pipe.read().decode().split("\0")
    if os.waitpid(child, 0)[1] != 0:
        raise SystemExit("an input could not be made")
    return words


def best(words):
    """The least of three runs, where they are short."""
    runs = [run(words)]
    while not INSTRUCTIONS and len(runs) < 3 and runs[0][0] < 1:
        runs.append(run(words))
    return min(runs)


def slope(points):
    points = [(math.log(x), math.log(y)) for x, y in points]
    x, y = (statistics.mean(p[i] for p in points) for i in (0, 1))
    spread = sum((a - x) ** 2 for a, _ in points)
    return sum((a - x) * (b - y) for a, b in points) / spread if spread else math.nan


def exponent(sizes, values, floor, least):
    """The exponent of what comes on top of `floor`, of points where that is more than `least`."""
    points = [(n, v - floor) for n, v in zip(sizes, values) if v - floor > least]
    return slope(points) if len(points) > 1 else None


def text(value):
    return "const" if value is None else f"{value:.2f}"


def main():
    words = [word for word in sys.argv[1:] if not word.startswith("--")]
    wanted = [name for name in SERIES if not words or any(word in name for word in words)]
    if "--list" in sys.argv:
        print("\n".join(f"{name}: {SERIES[name][1]}" for name in wanted))
        return 0
    OUT.mkdir(parents=True, exist_ok=True)
    floor, memory_floor, _ = best(["-a", "GRCh38", empty()])
    unit = "billion instructions" if INSTRUCTIONS else "seconds"
    print(f"start-up: {floor:.4f} {unit}, {memory_floor:.0f} MiB\n")
    print(f"| series | n: {unit} (MiB) | exponent of work | of memory | exit |\n|---|---|---|---|---|", flush=True)
    above = 0
    for name in wanted:
        make, sizes = SERIES[name]
        seconds, memory, codes = [], [], []
        for n in sizes:
            taken, peak, code = best(made(make, n))
            seconds.append(taken)
            memory.append(peak)
            codes.append(code)
            if code is None:
                break
        own = floor if name.split(",")[0] != "explain" else 0.0
        time_exponent = exponent(sizes, seconds, own, floor)
        memory_exponent = exponent(sizes, memory, memory_floor, memory_floor / 2)
        is_above = None in codes or (time_exponent or 0) > BAR
        above += is_above
        cells = "; ".join(f"{n:,}: {s:.3f} ({m:.0f})" for n, s, m in zip(sizes, seconds, memory))
        exits = ",".join(str(code) for code in sorted({-1 if c is None else c for c in codes}))
        print(f"| {name}{' (!)' if is_above else ''} | {cells} | {text(time_exponent)} | {text(memory_exponent)} | {exits} |", flush=True)
    print(f"\n{len(wanted)} series, {above} above {BAR}")
    for path in OUT.iterdir():
        if path.is_file():
            path.unlink()
    return above > 0


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    sys.exit(main())
