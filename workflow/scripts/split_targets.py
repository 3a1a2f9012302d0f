"""Splits a VCF of targets into as many files as are named, of about as many targets each.

A file begins where a chromosome begins, so that neighbouring targets stay together. Each has the header.
"""

import sys
from itertools import groupby


def main(source, parts):
    with open(source, encoding="utf-8") as file:
        lines = file.readlines()
    header = [line for line in lines if line.startswith("#")]
    records = [line for line in lines if not line.startswith("#")]
    left = [list(of) for _, of in groupby(records, key=lambda line: line.split("\t", 1)[0])]
    if len(left) < len(parts):
        sys.exit(f"{source}: targets on {len(left)} chromosomes are no {len(parts)} regions: lower `regions`")
    for number, part in enumerate(parts):
        rest = len(parts) - number
        share = sum(map(len, left)) / rest
        taken = []
        # One chromosome at least, and one for each file that follows; the last takes all.
        while left and (not taken or rest == 1 or len(left) >= rest and len(taken) < share):
            taken += left.pop(0)
        with open(part, "w", encoding="utf-8") as out:
            out.writelines([*header, *taken])


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit("usage: split_targets.py TARGETS.vcf PART.vcf...")
    main(sys.argv[1], sys.argv[2:])
