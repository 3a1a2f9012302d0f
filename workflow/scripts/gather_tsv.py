"""Puts tables of one sample, one a region in order, together on standard output.

Lines about the run (`##`) are kept where all tables have them, so without their own command lines. Another
header is refused.
"""

import sys
from pathlib import Path


def main(paths):
    tables = []
    for path in paths:
        lines = Path(path).read_bytes().splitlines(keepends=True)
        about = [line for line in lines if line.startswith(b"##")]
        rows = lines[len(about):]
        if not rows:
            sys.exit(f"{path}: no header")
        tables.append((about, rows))
    header = tables[0][1][0]
    for path, (_, rows) in zip(paths, tables):
        if rows[0] != header:
            sys.exit(f"{path}: other columns than {paths[0]}")
    out = sys.stdout.buffer
    out.writelines(line for line in tables[0][0] if all(line in about for about, _ in tables))
    out.write(header)
    for _, rows in tables:
        out.writelines(rows[1:])


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit("usage: gather_tsv.py TABLE...")
    main(sys.argv[1:])
