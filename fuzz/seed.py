#!/usr/bin/env python3
"""Writes the first inputs of each fuzz target into fuzz/corpus, from the project's own examples, and packs
what the fuzzer kept into tests/data/any_bytes.

    fuzz/seed.py seed
    fuzz/seed.py pack      (after `cargo fuzz cmin`; the smallest inputs of each target, 64 KiB at most)
"""
import gzip
import pathlib
import struct
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
CORPUS = ROOT / "fuzz" / "corpus"
PACKED = ROOT / "tests" / "data" / "any_bytes"
TARGETS = "bcf bgzf header hgvs importers index profile record replay tables".split()
MOST = 64 * 1024


def examples():
    return [path.read_bytes() for path in sorted((ROOT / "examples").glob("*.vcf"))]


def lines(path, column):
    rows = (ROOT / path).read_text().splitlines()
    return [row.split("\t")[column].encode() for row in rows if "\t" in row and not row.startswith("#")]


def bcf_record(contig, position, reference, alternate):
    string = lambda text: bytes([len(text) << 4 | 7]) + text
    shared = struct.pack("<iii4sHHI", contig, position, len(reference), b"\x01\x00\x80\x7f", 0, 2, 1 << 24 | 1)
    shared += b"\x07" + string(reference) + string(alternate) + b"\x11\x00"
    individual = b"\x11\x01" + b"\x21\x02\x04"
    return struct.pack("<II", len(shared), len(individual)) + shared + individual


def tabix(sequences):
    names = b"".join(name + b"\0" for name, _ in sequences)
    text = b"TBI\1" + struct.pack("<iiiiiiii", len(sequences), 2, 1, 2, 0, ord("#"), 0, len(names)) + names
    for _, count in sequences:
        text += struct.pack("<i", 2)
        text += struct.pack("<IiQQ", 4681, 1, 0, 1 << 16)
        text += struct.pack("<IiQQQQ", 37450, 2, 0, 1 << 16, count, 0)
        text += struct.pack("<iQ", 1, 0)
    return gzip.compress(text)


def seeds():
    texts = examples()
    header = [text[: text.index(b"\n", text.index(b"#CHROM")) + 1] for text in texts]
    body = [text[len(head) :] for text, head in zip(texts, header)]
    records = [b"\n".join(part.split(b"\n")[at : at + 3]) + b"\n" for part in body for at in range(0, 12, 3)]
    profiles = sorted(set(lines("data/generated/evidence.tsv", 1)), key=lambda text: (len(text) % 37, text))[:150]
    questions = lines("tests/data/questions.tsv", 0)[:150]
    tables = [
        b"gene\tcopy_number\nMET\t12\nCDKN2A\t0\n",
        b"sample\tgene\tcall\nT\tERBB2\t2\n",
        b"chromosome\tstart\tend\tgene\tlog2\tcn\n7\t116300000\t116500000\tMET\t2.5\t11\n",
        b"ID\tchrom\tloc.start\tloc.end\tnum.mark\tseg.mean\nT\t7\t116300000\t116500000\t50\t2.4\n",
        b"#gene1\tgene2\tstrand1(gene/fusion)\tstrand2(gene/fusion)\tbreakpoint1\tbreakpoint2\n"
        b"EML4\tALK\t+/+\t-/-\t2:42522656\t2:29446394\n",
        b"7\t140453136\t140453137\tBRAF\n",
        b"Hugo_Symbol\tEntrez_Gene_Id\tT\nMET\t4233\t2\n",
    ]
    own = b"\n".join((ROOT / "data/curated/curated.tsv").read_bytes().split(b"\n")[:6]) + b"\n"
    result = b'{"schema_version":"1","sample":{"assembly":"GRCh37"},"findings":[],"warnings":[]}'
    return {
        "header": header + texts,
        "record": records,
        "bgzf": [bytes([size]) + record for record in records[:8] for size in (0, 7, 60)] + [gzip.compress(t) for t in texts],
        "bcf": [bcf_record(0, 140453135, b"A", b"T"), bcf_record(0, 55249070, b"C", b"T") * 3],
        "index": [b"\0" + tabix([(b"7", 4)]), b"\0" + tabix([(b"chr7", 4), (b"seven", 2)])],
        "hgvs": questions + profiles,
        "profile": profiles,
        "importers": [bytes([kind]) + table for kind in range(10) for table in [*tables[:3], own, texts[0]]],
        "replay": [result],
        "tables": [bytes([kind]) + table for kind in range(3) for table in tables],
    }


def seed():
    for target, inputs in seeds().items():
        folder = CORPUS / target
        folder.mkdir(parents=True, exist_ok=True)
        for number, data in enumerate(inputs):
            (folder / f"seed{number}").write_bytes(data)
        print(target, len(inputs))


def pack():
    PACKED.mkdir(parents=True, exist_ok=True)
    for target in TARGETS:
        inputs = sorted((path.read_bytes() for path in (CORPUS / target).iterdir()), key=lambda data: (len(data), data))
        packed, count = b"", 0
        for data in inputs:
            if len(packed) + len(data) + 4 > MOST:
                break
            packed += struct.pack("<I", len(data)) + data
            count += 1
        (PACKED / target).write_bytes(packed)
        print(target, count, "of", len(inputs), len(packed))


if __name__ == "__main__":
    {"seed": seed, "pack": pack}[sys.argv[1]]()
