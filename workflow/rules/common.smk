import csv
import re
import shlex
from pathlib import Path

from snakemake.exceptions import WorkflowError
from snakemake.utils import validate


def read_sheet(path):
    """Reads the sheet: a row a sample, an empty cell is one that is not there."""
    with open(path, newline="", encoding="utf-8") as file:
        rows = [
            {key: cell for key, cell in row.items() if cell} for row in csv.DictReader(file)
        ]
    if not rows:
        raise WorkflowError(f"{path}: no sample")
    samples = {}
    for number, row in enumerate(rows, start=2):
        validate(row, schema="../schemas/sample.schema.yaml")
        if row["sample"] in samples:
            raise WorkflowError(f"{path}:{number}: the sample {row['sample']} is there twice")
        # Of a part of the targets another unit may seem best: a scatter must not change a call.
        if "bam" in row and config["regions"] > 1 and not {"unit", "assembly"} <= row.keys():
            raise WorkflowError(
                f"{path}:{number}: reads are scattered by region: name the unit that counts and "
                "the assembly, or set `regions: 1`"
            )
        samples[row["sample"]] = row
    return samples


validate(config, schema="../schemas/config.schema.yaml")
SAMPLES = read_sheet(config["samples"])
OUT = config["outdir"]
WITH_READS = [sample for sample, row in SAMPLES.items() if "bam" in row]
SCRIPTS = Path(workflow.basedir) / "scripts"


wildcard_constraints:
    sample="|".join(re.escape(sample) for sample in SAMPLES),
    region=r"\d+",


def cell(column):
    """Returns the function that gives a sample's cell to a rule."""
    return lambda wildcards: SAMPLES[wildcards.sample].get(column, [])


def shards(sample):
    """Returns the VCFs of a sample: one, or one a region in the order of the genome."""
    return SAMPLES[sample]["path"].split(";")


def options(row):
    """Returns the options of `annotate` that a row of the sheet asks for."""
    words = []
    for column, option in [
        ("tumor_type", "--tumor-type"),
        ("assembly", "--assembly"),
        ("tumor_sample", "--sample"),
        ("normal", "--normal"),
        ("cna", "--cna"),
        ("fusions", "--fusions"),
    ]:
        if column in row:
            words += [option, row[column]]
    for fact in row.get("facts", "").split(";"):
        words += ["--fact", fact] if fact else []
    return shlex.join(words + shlex.split(config["options"]))
