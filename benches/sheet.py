#!/usr/bin/env python3
"""Many panels through one process, beside a process each: wall times, ratios and the largest memory.

    cargo build --release --example generate_vcf && cargo build --release
    python3 benches/sheet.py                1,000 panels, about two minutes
    python3 benches/sheet.py 200 --runs 5   200 panels, five runs of each, medians

The panels are generated once, into target/sheet: coding changes in driver genes, other ones in each file. All ways write the same
results, which is checked. Ratios are of runs in turn (A B C A B C ...). Memory is measured at a tenth of the samples too: it must not grow with
them. Idle machines only.
"""

import argparse
import os
import shutil
import statistics
import subprocess
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / "target" / "sheet"
THERAVAR = os.environ.get("THERAVAR", str(ROOT / "target/release/theravar"))
GENERATE = str(ROOT / "target/release/examples/generate_vcf")
BAR = 0.35
GROWTH = 1.25


def panels(count, records):
    folder = OUT / f"panels{records}"
    folder.mkdir(parents=True, exist_ok=True)

    def make(number):
        path = folder / f"P{number:05}.vcf"
        if not path.exists():
            with open(path, "wb") as file:
                subprocess.run([GENERATE, "panel", str(records), str(number + 1)], check=True, stdout=file)
        return path

    with ThreadPoolExecutor(2) as pool:
        return list(pool.map(make, range(count)))


def sheet(paths):
    path = OUT / f"sheet{len(paths)}.csv"
    rows = [f"{panel.stem},{panel},LUAD" for panel in paths]
    path.write_text("\n".join(["sample,path,tumor_type", *rows]) + "\n")
    return path


def fresh(name):
    folder = OUT / name
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


def measured(command):
    """Wall seconds, and the largest memory of the process and those that it waits for, in MiB."""
    start = time.perf_counter()
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=OUT)
    _, status, usage = os.wait4(child.pid, 0)
    if status != 0:
        raise SystemExit(f"failed: {command}")
    return time.perf_counter() - start, usage.ru_maxrss / 1024


def through_sheet(paths, threads):
    folder = fresh("by_sheet")
    return measured([THERAVAR, "annotate", "-q", "--sheet", str(sheet(paths)), "--outdir", str(folder), "-@", str(threads), "--no-provenance"])


def again(paths, threads):
    folder = OUT / "by_sheet"
    return measured([THERAVAR, "annotate", "-q", "--sheet", str(sheet(paths)), "--outdir", str(folder), "-@", str(threads), "--no-provenance"])


def processes(paths, at_once, name):
    """A process a sample. xargs starts the program itself, without a shell for each."""
    folder = fresh(name)
    names = "\n".join(f"-o\n{folder}/{path.stem}.tsv\n{path}" for path in paths) + "\n"
    (OUT / "names.txt").write_text(names)
    command = f"{THERAVAR} annotate -q -t LUAD --no-provenance -@ 1"
    return measured(["xargs", "-a", "names.txt", "-n", "3", "-P", str(at_once), *command.split()])


def same(paths, other):
    for path in paths:
        a, b = (OUT / folder / f"{path.stem}.tsv" for folder in ("by_sheet", other))
        if a.read_bytes() != b.read_bytes():
            raise SystemExit(f"{path.stem}: the results differ ({a}, {b})")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("samples", nargs="?", type=int, default=1000)
    parser.add_argument("--records", type=int, default=300)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--runs", type=int, default=3)
    args = parser.parse_args()
    paths = panels(args.samples, args.records)
    size = sum(path.stat().st_size for path in paths) / len(paths)
    print(f"{len(paths)} panels of {args.records} records, {size / 1024:.0f} KiB each, {args.threads} threads")
    few = max(1, len(paths) // 10)
    small = max(through_sheet(paths[:few], args.threads)[1] for _ in range(args.runs))
    runs = []
    for _ in range(args.runs):
        sheet_run = through_sheet(paths, args.threads)
        again_run = again(paths, args.threads)
        xargs_run = processes(paths, args.threads, "by_xargs")
        runs.append((sheet_run, again_run, xargs_run, processes(paths, 1, "one_by_one")))
    same(paths, "by_xargs")
    same(paths, "one_by_one")
    names = ["--sheet", "--sheet, all done before", f"xargs -P{args.threads}", "one by one"]
    print("| way | wall time | a sample | peak memory |\n|---|---|---|---|")
    for name, column in zip(names, zip(*runs)):
        seconds = statistics.median(seconds for seconds, _ in column)
        print(f"| {name} | {seconds:.2f} s | {1000 * seconds / len(paths):.2f} ms | {max(memory for _, memory in column):.0f} MiB |")
    to_xargs = statistics.median(a[0] / x[0] for a, _, x, _ in runs)
    to_single = statistics.median(a[0] / s[0] for a, _, _, s in runs)
    peak = max(a[1] for a, _, _, _ in runs)
    print(f"sheet / xargs -P{args.threads}: {to_xargs:.3f} (bar {BAR}); sheet / one by one: {to_single:.3f}")
    print(f"memory: {small:.0f} MiB at {few} samples, {peak:.0f} MiB at {len(paths)}: {peak / small:.2f} times (bar {GROWTH})")
    if to_xargs > BAR or peak > small * GROWTH:
        raise SystemExit("a bar is not met")


if __name__ == "__main__":
    main()
