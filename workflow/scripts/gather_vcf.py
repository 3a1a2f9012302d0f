"""Puts the VCFs of one sample, one a region in the order of the genome, together on standard output.

The header is that of the first; what others define and it does not (INFO, FORMAT, FILTER, ALT, contig) is
added. Records are copied as they are. Samples of another name or order, a record before the last one of
the same chromosome, a chromosome that comes again and a record of two regions are refused: regions that
overlap would count a change twice.
"""

import gzip
import sys
from pathlib import Path

DEFINES = (b"##INFO=", b"##FORMAT=", b"##FILTER=", b"##ALT=", b"##contig=")


def opened(path):
    with open(path, "rb") as file:
        is_packed = file.read(2) == b"\x1f\x8b"
    return gzip.open(path, "rb") if is_packed else open(path, "rb")


def header(path):
    """Returns the lines of the header, the last of which names the samples."""
    lines = []
    with opened(path) as file:
        for line in file:
            lines.append(line if line.endswith(b"\n") else line + b"\n")
            if line.startswith(b"#CHROM"):
                return lines
            if not line.startswith(b"##"):
                break
    sys.exit(f"{path}: no line #CHROM: a region without records needs its header too")


def key(line):
    """Returns what a header line defines: INFO and ID."""
    return line.split(b",", 1)[0].rstrip(b"\r\n>")


def gather(paths, out):
    headers = [header(path) for path in paths]
    first, names = headers[0][:-1], headers[0][-1]
    defined = {key(line) for line in first}
    for path, lines in zip(paths[1:], headers[1:]):
        if lines[-1] != names:
            sys.exit(f"{path}: other samples, or in another order, than {paths[0]}")
        for line in lines[:-1]:
            if line.startswith(DEFINES) and key(line) not in defined:
                defined.add(key(line))
                first.append(line)
    out.writelines([*first, names])
    seen, chrom, pos, here = set(), None, 0, set()
    for path in paths:
        with opened(path) as file:
            for line in file:
                if line.startswith(b"#") or not line.strip():
                    continue
                cells = line.split(b"\t", 5)
                if len(cells) < 5 or not cells[1].isdigit():
                    sys.exit(f"{path}: no record: {line[:60]!r}")
                if cells[0] != chrom:
                    if cells[0] in seen:
                        sys.exit(f"{path}: {cells[0].decode()} comes again: name the regions in order")
                    seen.add(cells[0])
                    chrom, pos, here = cells[0], 0, set()
                at = int(cells[1])
                if at < pos:
                    sys.exit(f"{path}: {chrom.decode()}:{at} is before {pos}: regions overlap, or are not in order")
                if at > pos:
                    pos, here = at, set()
                if line in here:
                    sys.exit(f"{path}: {chrom.decode()}:{at} is there twice: regions overlap")
                here.add(line)
                out.write(line if line.endswith(b"\n") else line + b"\n")


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit("usage: gather_vcf.py VCF...")
    gather([Path(path) for path in sys.argv[1:]], sys.stdout.buffer)
