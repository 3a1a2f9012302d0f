#!/usr/bin/env python3
"""Whole-process times of theravar beside public tools, as ratios of alternating pairs.

    cargo build --release --example generate_vcf && cargo build --release
    python3 benches/compare.py            all rows, about fifteen minutes
    python3 benches/compare.py panel      the rows whose name holds "panel"

Needs bcftools, bgzip and tabix. Inputs are generated once, into target/compare. Each row runs its
two commands in turn (A B A B ...), after one run of each that does not count, and prints the medians
of wall time, their ratio with the bar, and the largest memory of A. Idle machines only.
"""

import os
import resource
import statistics
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / "target" / "compare"
THERAVAR = os.environ.get("THERAVAR", str(ROOT / "target/release/theravar"))
GENERATE = str(ROOT / "target/release/examples/generate_vcf")
RUNS = int(os.environ.get("RUNS", "5"))


def shell(command):
    subprocess.run(["bash", "-c", "set -o pipefail; " + command], check=True, cwd=OUT)


def make(name, command):
    path = OUT / name
    if not path.exists():
        shell(command)
    return name


def inputs():
    OUT.mkdir(parents=True, exist_ok=True)
    for name, kind, records in [("wgs", "wgs", 5_000_000), ("exome", "exome", 52_000), ("panel", "panel", 1_000)]:
        make(f"{name}.vcf.gz", f"{GENERATE} {kind} {records} | bgzip -@2 > {name}.vcf.gz")
        make(f"{name}.vcf.gz.tbi", f"tabix -p vcf {name}.vcf.gz")
    make("empty.vcf", f"{GENERATE} wgs 0 > empty.vcf")
    make("wgs.bcf", "bcftools view -Ob --threads 2 -o wgs.bcf wgs.vcf.gz")
    make("panel.vcf", "bgzip -dc panel.vcf.gz > panel.vcf")
    make("targets.bed", f"""grep -v '^#' {ROOT}/data/generated/regions.grch38.tsv | awk -F'\\t' '{{n = split($2, list, ",");
        for (i = 1; i <= n; i++) {{ split(list[i], ends, "-"); print "chr" $1 "\\t" ends[1] "\\t" ends[2] }} }}' > targets.bed""")
    make("targets.bed.gz", "sort -k1,1 -k2,2n targets.bed | bgzip > targets.bed.gz && tabix -p bed targets.bed.gz")
    for records in [10_000, 100_000, 1_000_000, 10_000_000]:
        make(f"grow{records}.vcf.gz", f"{GENERATE} wgs {records} | bgzip -@2 > grow{records}.vcf.gz")


def run(command):
    """Wall seconds and peak memory in MiB of one command; a pipe is run by a shell."""
    # Only a pipe needs a shell; for others its start would be measured too.
    words = ["bash", "-c", command] if "|" in command else command.split()
    start = time.perf_counter()
    with open(os.devnull, "wb") as sink:
        child = subprocess.Popen(words, cwd=OUT, stdout=sink, stderr=sink)
        _, status, usage = os.wait4(child.pid, 0)
    seconds = time.perf_counter() - start
    if status != 0:
        raise SystemExit(f"failed: {command}")
    return seconds, usage.ru_maxrss / 1024


A = f"{THERAVAR} annotate -q"
WHOLE = f"{A} --no-index"
INFLATE = "bgzip -dc -@2"
ROWS = [
    # name, A, B, bar of the ratio
    ("genome, 2 threads / bgzip -dc -@2", f"{WHOLE} -@2 wgs.vcf.gz", f"{INFLATE} wgs.vcf.gz", 0.85),
    ("genome, 2 threads, no provenance / bgzip -dc -@2", f"{WHOLE} -@2 --no-provenance wgs.vcf.gz", f"{INFLATE} wgs.vcf.gz", 0.85),
    ("genome, 2 threads / bcftools view -H", f"{WHOLE} -@2 wgs.vcf.gz", "bcftools view -H wgs.vcf.gz", 0.10),
    ("genome, 1 thread / bgzip -dc", f"{WHOLE} -@1 wgs.vcf.gz", "bgzip -dc wgs.vcf.gz", 1.25),
    ("genome, 1 thread, no provenance / bgzip -dc", f"{WHOLE} -@1 --no-provenance wgs.vcf.gz", "bgzip -dc wgs.vcf.gz", 1.25),
    ("genome, pipe / bgzip -dc -@2", f"cat wgs.vcf.gz | {A} -@2 -", f"{INFLATE} wgs.vcf.gz", 0.95),
    ("genome, BCF / bgzip -dc -@2", f"{A} -@2 wgs.bcf", f"{INFLATE} wgs.bcf", 0.85),
    ("genome, BCF, no provenance / bgzip -dc -@2", f"{A} -@2 --no-provenance wgs.bcf", f"{INFLATE} wgs.bcf", 0.85),
    ("genome, index / bcftools view -R", f"{A} -@2 wgs.vcf.gz", "bcftools view -R targets.bed wgs.vcf.gz", 0.30),
    ("genome, index / bcftools view -H", f"{A} -@2 wgs.vcf.gz", "bcftools view -H wgs.vcf.gz", 0.01),
    ("genome, index, no provenance / bcftools view -H", f"{A} -@2 --no-provenance wgs.vcf.gz", "bcftools view -H wgs.vcf.gz", 0.01),
    ("genome, annotated VCF / bgzip -dc -@2", f"{A} -@2 -o annotated.vcf.gz wgs.vcf.gz", f"{INFLATE} wgs.vcf.gz", 1.3),
    ("genome, annotated VCF / bcftools annotate", f"{A} -@2 -o annotated.vcf.gz wgs.vcf.gz",
     "bcftools annotate -a targets.bed.gz -c CHROM,FROM,TO -m TARGET -Oz --threads 2 -o other.vcf.gz wgs.vcf.gz", 0.08),
    ("exome / bcftools view -H", f"{A} exome.vcf.gz", "bcftools view -H exome.vcf.gz", 0.3),
    ("panel / bcftools annotate", f"{A} panel.vcf.gz", "bcftools annotate -a targets.bed.gz -c CHROM,FROM,TO -m TARGET -Oz -o other.vcf.gz panel.vcf.gz", 0.5),
    ("empty VCF / bcftools view -H", f"{A} empty.vcf", "bcftools view -H empty.vcf", None),
]


def compare(name, a, b, bar):
    runs = RUNS if "genome" in name else max(RUNS, 21)
    times = {a: [], b: []}
    memory = 0.0
    for number in range(runs + 1):
        for command in (a, b):
            seconds, peak = run(command)
            if number > 0:
                times[command].append(seconds)
                if command is a:
                    memory = max(memory, peak)
    medians = [statistics.median(times[command]) for command in (a, b)]
    ratio = statistics.median(x / y for x, y in zip(times[a], times[b]))
    wanted = "" if bar is None else f"{bar}"
    print(f"| {name} | {1000 * medians[0]:.1f} ms | {1000 * medians[1]:.1f} ms | {ratio:.3f} | {wanted} | {memory:.0f} MiB |", flush=True)


def growth():
    """The exponent of time over records, by least squares on logarithms, start-up taken off."""
    import math
    floor = statistics.median(run(f"{WHOLE} empty.vcf")[0] for _ in range(21))
    points = []
    for records in [10_000, 100_000, 1_000_000, 10_000_000]:
        seconds = statistics.median(run(f"{WHOLE} -@2 grow{records}.vcf.gz")[0] for _ in range(RUNS))
        points.append((math.log(records), math.log(seconds - floor)))
        print(f"growth: {records} records, {1000 * seconds:.1f} ms", flush=True)
    mean_x = statistics.mean(x for x, _ in points)
    mean_y = statistics.mean(y for _, y in points)
    slope = sum((x - mean_x) * (y - mean_y) for x, y in points) / sum((x - mean_x) ** 2 for x, _ in points)
    print(f"growth: exponent {slope:.3f}, less {1000 * floor:.1f} ms of start-up (bar 1.02)", flush=True)


def main():
    inputs()
    wanted = sys.argv[1] if len(sys.argv) > 1 else ""
    cores = os.cpu_count()
    model = next((line.split(":")[1].strip() for line in open("/proc/cpuinfo") if line.startswith("model name")), "")
    print(f"{cores} cores, {model}; medians of {RUNS} alternating pairs (21 for small inputs)")
    print("| work | theravar | other | ratio | bar | memory |\n|---|---|---|---|---|---|")
    for row in ROWS:
        if wanted in row[0]:
            compare(*row)
    if wanted in "growth":
        growth()


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    main()
