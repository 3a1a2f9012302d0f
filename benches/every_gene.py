#!/usr/bin/env python3
"""Times of theravar with every coding gene open, as ratios of alternating pairs.

    cargo build --release --example generate_vcf && cargo build --release
    python3 benches/every_gene.py           every row
    python3 benches/every_gene.py exome     the rows whose name holds "exome"

Needs bcftools, bgzip and tabix. The genome is made up once, in target/every_gene: chromosomes of their real length with random bases, the embedded
coding bases in their places, and an open reading frame in every other gene. The exome has records in coding exons of these chromosomes. `bcftools
csq` reads the same genome, the same records, and a GFF3 of the same transcripts. Idle machines only.
"""

import os
import random
import sys
from pathlib import Path

import compare

ROOT = compare.ROOT
OUT = compare.OUT = ROOT / "target" / "every_gene"
LENGTHS = {"1": 248956422, "2": 242193529, "16": 90338345, "17": 83257441, "19": 58617616, "22": 50818468}
RECORDS = 52_000
A = f"{compare.THERAVAR} annotate -q --no-index"
COMPLEMENT = bytes.maketrans(b"ACGT", b"TGCA")


def rows(name):
    lines = (line for line in open(ROOT / "data/generated" / name) if not line.startswith("#"))
    columns = next(lines).rstrip("\n").split("\t")
    return (dict(zip(columns, line.rstrip("\n").split("\t"))) for line in lines)


def pairs(text):
    return [tuple(map(int, block.split("-"))) for block in text.split(",")]


def transcripts():
    """Name, chromosome, strand, exons, coding blocks and embedded bases of each gene on the chromosomes."""
    seen = set()
    for row in rows("transcripts.tsv"):
        if row["contig"] in LENGTHS and row["cds_grch38"] and row["gene"] not in seen:
            seen.add(row["gene"])
            yield (row["gene"], row["contig"], row["strand"], pairs(row["exons_grch38"]), pairs(row["cds_grch38"]), row["bases"])
    for row in rows("coding_genes.tsv"):
        if row["contig"] not in LENGTHS:
            continue
        numbers = list(map(int, row["exons_grch38"].split(",")))
        exons, at = [], numbers[0]
        for index in range(1, len(numbers), 2):
            exons.append((at, at + numbers[index]))
            at += numbers[index] + (numbers[index + 1] if index + 1 < len(numbers) else 0)
        start, end = map(int, row["coding"].split("-"))
        length = sum(b - a for a, b in exons)
        if row["strand"] == "-":
            start, end = length - end, length - start
        cds, before = [], 0
        for a, b in exons:
            low, high = max(start, before), min(end, before + b - a)
            if low < high:
                cds.append((a + low - before, a + high - before))
            before += b - a
        yield (row["symbol"], row["contig"], row["strand"], exons, cds, "")


def open_frame(length, rng):
    codons = [x + y + z for x in "ACGT" for y in "ACGT" for z in "ACGT" if x + y + z not in ("TAA", "TAG", "TGA")]
    return ("ATG" + "".join(rng.choices(codons, k=length // 3 - 2)) + "TAA").encode()


def make():
    OUT.mkdir(parents=True, exist_ok=True)
    if (OUT / "exome.vcf.gz").exists():
        return
    rng = random.Random(1)
    bases = bytes(b"ACGT"[i % 4] for i in range(256))
    genome = {name: bytearray(rng.randbytes(length).translate(bases)) for name, length in LENGTHS.items()}
    genes = list(transcripts())
    for pass_of_embedded in (False, True):
        for _, contig, strand, _, cds, embedded in genes:
            if bool(embedded) != pass_of_embedded:
                continue
            if embedded:
                for (start, end), run in zip(cds, embedded.split(",")):
                    for offset, base in enumerate(run[50:-50].encode()):
                        if base != ord("N"):
                            genome[contig][start + offset] = base
                continue
            frame = open_frame(sum(b - a for a, b in cds), rng)
            if strand == "-":
                frame = frame.translate(COMPLEMENT)[::-1]
            at = 0
            for start, end in cds:
                genome[contig][start:end] = frame[at:at + end - start]
                at += end - start
    with open(OUT / "genome.fa", "wb") as fasta, open(OUT / "genome.fa.fai", "w") as index:
        for name, sequence in genome.items():
            fasta.write(f">chr{name}\n".encode())
            index.write(f"chr{name}\t{len(sequence)}\t{fasta.tell()}\t{len(sequence)}\t{len(sequence) + 1}\n")
            fasta.write(sequence + b"\n")
    with open(OUT / "genes.gff3", "w") as gff:
        for name, contig, strand, exons, cds, _ in genes:
            line = lambda kind, a, b, phase, text: gff.write(f"chr{contig}\tx\t{kind}\t{a + 1}\t{b}\t.\t{strand}\t{phase}\t{text}\n")
            line("gene", exons[0][0], exons[-1][1], ".", f"ID=gene:{name};Name={name};biotype=protein_coding")
            line("mRNA", exons[0][0], exons[-1][1], ".", f"ID=transcript:{name};Parent=gene:{name};biotype=protein_coding")
            before, phases = 0, {}
            for block in cds if strand == "+" else reversed(cds):
                phases[block] = (3 - before % 3) % 3
                before += block[1] - block[0]
            for a, b in exons:
                line("exon", a, b, ".", f"Parent=transcript:{name}")
            for a, b in cds:
                line("CDS", a, b, phases[(a, b)], f"Parent=transcript:{name}")
    records = set()
    blocks = [(contig, block) for _, contig, _, _, cds, _ in genes for block in cds]
    weights = [b - a for _, (a, b) in blocks]
    for contig, (a, b) in rng.choices(blocks, weights, k=RECORDS):
        records.add((list(LENGTHS).index(contig), contig, rng.randrange(a, b), rng.random()))
    with open(OUT / "exome.vcf", "w") as vcf:
        vcf.write("##fileformat=VCFv4.2\n##FILTER=<ID=PASS,Description=\"x\">\n")
        for name, length in LENGTHS.items():
            vcf.write(f"##contig=<ID=chr{name},length={length}>\n")
        vcf.write('##FORMAT=<ID=GT,Number=1,Type=String,Description="x">\n##FORMAT=<ID=AD,Number=R,Type=Integer,Description="x">\n')
        vcf.write("#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tT\n")
        last = None
        for _, contig, at, kind in sorted(records):
            if last == (contig, at):
                continue
            last = (contig, at)
            reference = genome[contig][at:at + 1].decode()
            if kind < 0.9:
                alternate = rng.choice("ACGT".replace(reference, ""))
            elif kind < 0.95:
                reference, alternate = genome[contig][at:at + 2].decode(), reference
            else:
                alternate = reference + "ACG"[: rng.randint(1, 3)]
            vcf.write(f"chr{contig}\t{at + 1}\t.\t{reference}\t{alternate}\t.\tPASS\t.\tGT:AD\t0/1:60,40\n")
    compare.shell("bgzip -c exome.vcf > exome.vcf.gz && tabix -p vcf exome.vcf.gz")


def genome_records():
    compare.make("wgs.vcf.gz", f"{compare.GENERATE} wgs 5000000 | bgzip -@2 > wgs.vcf.gz")
    compare.make("empty.vcf", f"{compare.GENERATE} wgs 0 > empty.vcf")


ROWS = [
    ("exome, every gene and reference / bcftools csq", f"{A} --all --reference genome.fa exome.vcf.gz",
     "bcftools csq -l -f genome.fa -g genes.gff3 exome.vcf.gz", 0.5),
    ("exome, every gene / bcftools view -H", f"{A} --all exome.vcf.gz", "bcftools view -H exome.vcf.gz", None),
    ("exome, JSON / TSV", f"{A} -f json exome.vcf.gz", f"{A} exome.vcf.gz", 1.3),
    ("exome, every gene, JSON / TSV", f"{A} --all -f json exome.vcf.gz", f"{A} --all exome.vcf.gz", None),
    ("empty VCF, every gene / without", f"{A} --all empty.vcf", f"{A} empty.vcf", None),
    ("genome, every gene, 2 threads / bcftools view -H", f"{A} --all -@2 wgs.vcf.gz", "bcftools view -H wgs.vcf.gz", 0.25),
]


def main():
    make()
    genome_records()
    wanted = sys.argv[1] if len(sys.argv) > 1 else ""
    print("| work | theravar | other | ratio | bar | memory |\n|---|---|---|---|---|---|")
    for row in ROWS:
        if wanted in row[0]:
            compare.compare(*row)


if __name__ == "__main__":
    os.chdir(ROOT)
    main()
