#!/usr/bin/env python3
"""Load: many panels, many records, many runs at once, and the same for a long time.

    cargo build --release --example generate_vcf && cargo build --release
    python3 benches/soak.py panels          1,000 panels, one after the other
    python3 benches/soak.py large           ten million records, from a pipe and from a file
    python3 benches/soak.py together        24 runs at once
    nice python3 benches/soak.py soak 30    all of it in turns for 30 minutes

Every output is compared with that of a first run by its SHA-256, and the peak memory of every run is
kept: the table gives its least and greatest, which must not drift. THERAVAR is the binary to run,
PANEL a file of a panel and GENOME a file of a genome; without these they are generated into
target/soak. Exits with 1 where an output, an exit code or the memory differs.
"""

import hashlib
import os
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / "target" / "soak"
THERAVAR = os.environ.get("THERAVAR", str(ROOT / "target/release/theravar"))
GENERATE = str(ROOT / "target/release/examples/generate_vcf")
# Of what a run takes at its peak: how much the greatest may lie above the least, as a share and in MiB.
DRIFT, SLACK = 0.25, 8


def made(name, variable, kind, records):
    """A file that the environment names, or a generated one."""
    if variable in os.environ:
        return Path(os.environ[variable])
    path = OUT / name
    if not path.exists():
        with open(path, "wb") as out:
            subprocess.run([GENERATE, kind, str(records)], stdout=out, check=True)
    return path


def start(words, stdin=subprocess.DEVNULL):
    return subprocess.Popen([THERAVAR, *map(str, words)], stdin=stdin, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)


def finish(child):
    """SHA-256 of the output, exit code, peak memory in MiB."""
    digest = hashlib.sha256()
    while part := child.stdout.read(1 << 16):
        digest.update(part)
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    return digest.hexdigest(), child.returncode, usage.ru_maxrss / 1024


class Seen:
    """Outputs and memory of one kind of run."""

    def __init__(self, name):
        self.name, self.outputs, self.memory = name, set(), []

    def take(self, result):
        output, code, memory = result
        self.outputs.add((output, code))
        self.memory.append(memory)

    def is_steady(self):
        low, high = min(self.memory), max(self.memory)
        return high <= low * (1 + DRIFT) + SLACK

    def row(self, seconds):
        ok = len(self.outputs) == 1 and next(iter(self.outputs))[1] == 0 and self.is_steady()
        print(f"| {self.name} | {len(self.memory)} | {len(self.outputs)} | {min(self.memory):.0f}-{max(self.memory):.0f} MiB | {seconds:.0f} s | {'ok' if ok else 'DIFFERS'} |", flush=True)
        return ok


FORMATS = [["-f", "tsv"], ["-f", "json"], ["--layout", "evidence"], ["-f", "vcf"]]


def annotate(words, path):
    return ["annotate", "-q", "--no-provenance", *words, path]


def panels(path, count=1000):
    ok = True
    for words in FORMATS:
        seen, begin = Seen(f"panels, one after the other ({' '.join(words)})"), time.monotonic()
        for _ in range(count // len(FORMATS)):
            seen.take(finish(start(annotate(words, path))))
        ok &= seen.row(time.monotonic() - begin)
    return ok


def together(path, count=24):
    ok = True
    for words in FORMATS:
        seen, begin = Seen(f"{count} at once ({' '.join(words)})"), time.monotonic()
        children = [start(annotate(words, path)) for _ in range(count)]
        # The pipes are read in turn; a run that waits for its reader holds its memory all the longer.
        for child in children:
            seen.take(finish(child))
        ok &= seen.row(time.monotonic() - begin)
    return ok


def large(path):
    seen, begin = Seen("a large file"), time.monotonic()
    for threads in ("1", "2", "4"):
        seen.take(finish(start(annotate(["--no-index", "-@", threads], path))))
    ok = seen.row(time.monotonic() - begin)
    return ok


def soak(minutes, panel, genome):
    seen = {name: Seen(name) for name in ["panel, tsv", "panel, json", "panel, evidence", "panel, vcf", "genome"]}
    begin = time.monotonic()
    runs = 0
    while time.monotonic() - begin < 60 * minutes:
        for name, words in zip(list(seen)[:4], FORMATS):
            for child in [start(annotate(words, panel)) for _ in range(3)]:
                seen[name].take(finish(child))
        if runs % 20 == 0:
            seen["genome"].take(finish(start(annotate(["-@2", "--no-index"], genome))))
        runs += 1
    return all([one.row(time.monotonic() - begin) for one in seen.values()])


def main():
    OUT.mkdir(parents=True, exist_ok=True)
    kind = sys.argv[1] if len(sys.argv) > 1 else "panels"
    panel = made("panel.vcf", "PANEL", "panel", 1_000)
    print("| work | runs | different outputs | peak memory | time | |\n|---|---|---|---|---|---|")
    if kind == "panels":
        return panels(panel)
    if kind == "together":
        return together(panel)
    genome = made("genome.vcf", "GENOME", "wgs", 10_000_000)
    return large(genome) if kind == "large" else soak(float(sys.argv[2]) if len(sys.argv) > 2 else 30, panel, genome)


if __name__ == "__main__":
    sys.exit(0 if main() else 1)
