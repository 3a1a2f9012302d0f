"""Runs the workflows on real files and holds every output against a direct run of the program.

usage: workflow_runs.py PROGRAM TOOLS WORK

TOOLS is the folder of snakemake and cwltool, WORK an empty one. The files are the examples and, where they are
there, twenty of ../shared/vcf (THERAVAR_SHARED). Shards: one file is cut at many places, gathered, and must give
what the whole gives; targets are counted by region and must give what they give in one run.
"""

import csv
import gzip
import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SHARED = Path(os.environ.get("THERAVAR_SHARED", ROOT.parent / "shared"))

EXAMPLES = [("tumor", "COAD"), ("plasma", "LUAD"), ("structural", "LUAD"), ("germline", "HGSOC")]
REAL = [
    "balsamic/S1_R_TNscope.vcf.gz",
    "balsamic/S1_R_vardict.vcf.gz",
    "callers/test_mutect.vcf",
    "ion_tso500/Horizon_2-000_rep1.vcf",
    "ion_tso500/W313718105511_cfNA.vcf",
    "ion_tso500/oca.vcf",
    "more/016_dragen.vcf",
    "more/020_deepsomatic.vcf.gz",
    "more/022_deepvariant.vcf.gz",
    "more/040_manta.vcf.gz",
    "more/056_strelka.vcf.gz",
    "seqc2_ctdna/KnownPositives_hg38.on_target.vcf.gz",
    "seqc2_ctdna/lofreq.vcf.gz",
    "seqc2_ctdna/mutect2.filtered.vcf.gz",
    "seqc2_ctdna/results__arm_d_consensus_tumor_normal__mutect2.filtered.vcf.gz",
    "umccr/manta.vcf.gz",
    "umccr/purple.somatic.vcf.gz",
    "umccr/somatic-ensemble-PASS.vcf.gz",
    "umccr/test-sage2-rna.vcf.gz",
    "umccr/test-vardict.vcf.gz",
]
READS = ("bam/egfr_l861q_hg19.bam", "GRCh37", "fragment", 5)
FORMATS = ["tsv", "json"]


def run(command, cwd, env=None):
    done = subprocess.run(command, cwd=cwd, env=env, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        sys.exit(f"{' '.join(map(str, command))}: {done.returncode}\n{done.stdout[-3000:]}{done.stderr[-3000:]}")
    return done


def text(path):
    data = path.read_bytes()
    return gzip.decompress(data) if data[:2] == b"\x1f\x8b" else data


def cut(path, folder, parts):
    """Cuts a VCF into files of about as many records each, wherever that is, and returns their paths."""
    lines = text(path).splitlines(keepends=True)
    header = [line for line in lines if line.startswith(b"#")]
    records = lines[len(header):]
    folder.mkdir(parents=True)
    paths = []
    for number in range(parts):
        share = records[len(records) * number // parts:len(records) * (number + 1) // parts]
        paths.append(folder / f"{number}.vcf")
        # A caller says in the header which region it was.
        region = b"##region=%d\n" % number if number else b""
        paths[-1].write_bytes(b"".join([header[0], region, *header[1:], *share]))
    return paths


def without_run(data, is_json):
    """Returns an output without its command line and the name of its input."""
    if is_json:
        result = json.loads(data)
        for key in ("command", "input", "input_sha256"):
            result["provenance"].pop(key, None)
        return json.dumps(result)
    drop = (b"## command: ", b"## input: ", b"## input_sha256: ")
    return b"".join(line for line in data.splitlines(keepends=True) if not line.startswith(drop))


def snakemake(program, tools, work):
    samples, missing = [], []
    for name, tumor_type in EXAMPLES:
        samples.append({"sample": name, "path": ROOT / "examples" / f"{name}.vcf", "tumor_type": tumor_type})
    for name in REAL[:int(os.environ.get("FILES", len(REAL)))]:
        path = SHARED / "vcf" / name
        (samples if path.is_file() else missing).append(
            {"sample": name.replace("/", "_"), "path": path, "tumor_type": "LUAD"}
        )
    if missing:
        print(f"skipped: {len(missing)} real files are not here")
    whole = list(samples)
    # The first example of several genes, and the real file of most callers' habits.
    for source in [samples[0], *[row for row in samples if "somatic-ensemble" in row["sample"]]]:
        paths = cut(source["path"], work / "shards" / source["sample"], 5)
        samples.append({**source, "sample": source["sample"] + ".shards", "path": ";".join(map(str, paths))})
    bam, assembly, unit, regions = READS
    reads = SHARED / bam
    has_reads = reads.is_file()
    sheets = [("samples.csv", samples, 1)]
    if has_reads:
        vcf = work / "reads.vcf"
        vcf.write_text(
            "##fileformat=VCFv4.2\n##contig=<ID=7,length=159138663>\n"
            "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tT\n"
            "7\t55259524\t.\tT\tA\t.\tPASS\t.\tGT:AD:DP\t0/1:746,227:973\n"
        )
        row = {"sample": "reads", "path": vcf, "tumor_type": "LUAD", "assembly": assembly, "bam": reads, "unit": unit}
        sheets.append(("reads.csv", [row], regions))
    else:
        print("skipped: no reads here")
    for name, rows, regions in sheets:
        with open(work / name, "w", newline="", encoding="utf-8") as file:
            columns = ["sample", "path", "tumor_type", "assembly", "bam", "unit"]
            writer = csv.DictWriter(file, columns)
            writer.writeheader()
            writer.writerows(rows)
        configured = [f"samples={name}", f"program={program}", f"regions={regions}", "formats=[tsv,json,vcf.gz]"]
        run(
            [tools / "snakemake", "--snakefile", ROOT / "workflow/Snakefile", "--workflow-profile",
             ROOT / "workflow/profiles/local", "--quiet", "all", "--config", *configured],
            cwd=work,
        )
    direct = work / "direct"
    compared = 0
    for row in whole:
        for ending in [*FORMATS, "vcf.gz"]:
            out = Path("results") / row["sample"] / f"{row['sample']}.{ending}"
            (direct / out).parent.mkdir(parents=True, exist_ok=True)
            words = ["--threads", "1", "--progress", "never", "--output", out]
            run([program, "annotate", row["path"], "--tumor-type", row["tumor_type"], *words], cwd=direct)
            if (work / out).read_bytes() != (direct / out).read_bytes():
                sys.exit(f"{out}: the workflow's differs from a direct run's")
            compared += 1
    print(f"snakemake: {compared} outputs of {len(whole)} files are those of direct runs, byte for byte")
    for row in samples[len(whole):]:
        for ending in FORMATS:
            name = row["sample"]
            of_whole = name.removesuffix(".shards")
            pair = [work / "results" / one / f"{one}.{ending}" for one in (name, of_whole)]
            merged, one = (without_run(path.read_bytes(), ending == "json") for path in pair)
            if merged != one:
                sys.exit(f"{name}: shards gathered differ from the whole")
        print(f"snakemake: {name}: 5 shards gathered give what the whole gives")
    if has_reads:
        run([program, "targets", "--tumor-type", "LUAD", "--assembly", READS[1], "--output", "t.vcf"], cwd=direct)
        command = ["--bam", reads, "--targets", "t.vcf", "--assembly", READS[1], "--unit", READS[2]]
        run([program, "genotype", *command, "--output", "g.tsv"], cwd=direct)
        merged = without_run((work / "results/reads/reads.genotype.tsv").read_bytes(), False)
        one = without_run((direct / "g.tsv").read_bytes(), False)
        if merged != one or b"\tDETECTED\t" not in one:
            sys.exit("genotype: regions gathered differ from one run, or nothing was detected")
        print(f"snakemake: genotype: {READS[3]} regions gathered are one run, {one.count(chr(10).encode())} lines")
    return whole


def cwl(program, tools, work, rows):
    named = work / "bin"
    named.mkdir()
    (named / "theravar").symlink_to(program)
    env = {**os.environ, "PATH": f"{named}{os.pathsep}{os.environ['PATH']}"}
    job = {
        "calls": [{"class": "File", "path": str(row["path"])} for row in rows],
        "tumor_type": "LUAD",
    }
    (work / "job.json").write_text(json.dumps(job))
    for cwl_file in ("theravar", "theravar-samples"):
        run([tools / "cwltool", "--validate", ROOT / f"workflow/cwl/{cwl_file}.cwl"], cwd=work)
    done = run(
        [tools / "cwltool", "--no-container", "--parallel", "--quiet", "--outdir", "cwl",
         ROOT / "workflow/cwl/theravar-samples.cwl", "job.json"],
        cwd=work,
        env=env,
    )
    results = json.loads(done.stdout)["results"]
    if len(results) != len(rows):
        sys.exit(f"cwltool: {len(results)} results of {len(rows)} files")
    for row, result in zip(rows, results):
        out = work / "direct" / "cwl.tsv"
        run([program, "annotate", row["path"], "--tumor-type", "LUAD", "--output", out], cwd=work)
        # cwltool runs each job in a folder of its own, which its command line names.
        if without_run(Path(result["path"]).read_bytes(), False) != without_run(out.read_bytes(), False):
            sys.exit(f"{row['sample']}: cwltool's output differs from a direct run's")
    print(f"cwltool: {len(rows)} outputs are those of direct runs, but for the command line")


def main():
    program, tools, work = (Path(word).resolve() for word in sys.argv[1:])
    cwl(program, tools, work, snakemake(program, tools, work))


if __name__ == "__main__":
    main()
