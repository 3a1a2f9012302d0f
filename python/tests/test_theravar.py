"""The module against the command, and through pandas and polars."""

import csv
import io
import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pandas
import polars
import pyarrow
import pytest

import theravar

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
TUMOR = EXAMPLES / "tumor.vcf"
NAMED = [(EXAMPLES / f"{name}.vcf", of) for name, of in [("tumor", "COAD"), ("plasma", "LUAD"), ("structural", "LUAD")]]


def said(*words, check=True):
    """Returns what the installed command writes."""
    command = [str(Path(sys.executable).parent / "theravar"), *map(str, words)]
    return subprocess.run(command, capture_output=True, text=True, check=check)


@pytest.mark.parametrize(("path", "tumor_type"), NAMED)
def test_annotate_is_the_json_of_the_command(path, tumor_type):
    found = theravar.annotate(path, tumor_type)
    of_command = json.loads(said("annotate", path, "-t", tumor_type, "-f", "json", "-q").stdout)
    assert found == of_command["variants"]
    assert found and all(isinstance(variant, dict) for variant in found)


def test_options_are_those_of_the_command():
    few = theravar.annotate(str(TUMOR), tumor_type="COAD", min_level="1", sample="TUMOR", assembly="GRCh38")
    everything = theravar.annotate(TUMOR, all=True, include_filtered=True, threads=1)
    assert 0 < len(few) < len(everything)
    assert {variant["highest_level"] for variant in few} <= {"1", "R1"}
    stated = theravar.result(TUMOR, "COAD", fact={"MSI": "high", "HER2": "positive"})
    assert [fact["key"] for fact in stated["sample"]["facts"]] == ["MSI", "HER2"]
    assert stated["sample"]["facts"] == theravar.result(TUMOR, "COAD", fact=["MSI=high", "HER2=positive"])["sample"]["facts"]


def test_equal_calls_give_equal_results():
    assert theravar.result(TUMOR, "COAD") == theravar.result(TUMOR, "COAD")


@pytest.mark.parametrize("layout", ["variant", "evidence", "biomarkers"])
def test_table_is_the_tsv_of_the_command(layout):
    table = theravar.table(TUMOR, "COAD", layout=layout)
    text = said("annotate", TUMOR, "-t", "COAD", "--layout", layout, "--no-provenance", "-q", "-f", "tsv").stdout
    header, *rows = csv.reader(io.StringIO(text), delimiter="\t", quoting=csv.QUOTE_NONE)
    assert isinstance(table, pyarrow.Table)
    assert table.column_names == header
    assert table.num_rows == len(rows) > 0
    for i, name in enumerate(header):
        column = table.column(name).to_pylist()
        for value, row in zip(column, rows):
            assert value == (None if row[i] == "" else type(value)(row[i])), name
    assert not layout == "variant" or table.schema.field("pos").type == pyarrow.int64()
    assert not layout == "variant" or table.schema.field("vaf").type == pyarrow.float64()


def test_pandas_and_polars_agree():
    table = theravar.table(EXAMPLES / "plasma.vcf", "LUAD")
    of_pandas, of_polars = table.to_pandas(), polars.from_arrow(table)
    assert len(of_pandas) == of_polars.height == table.num_rows
    strong = {"1", "2"}
    by_pandas = of_pandas[of_pandas["highest_level"].isin(strong)]["gene"].tolist()
    by_polars = of_polars.filter(polars.col("highest_level").is_in(list(strong)))["gene"].to_list()
    assert by_pandas == by_polars and "EGFR" in by_pandas
    assert of_polars["vaf"].max() == pytest.approx(of_pandas["vaf"].max())
    listed = pandas.DataFrame(theravar.annotate(EXAMPLES / "plasma.vcf", "LUAD"))
    assert listed["gene"].tolist() == of_pandas["gene"].tolist()


def test_without_pyarrow_columns_are_lists(monkeypatch):
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    columns = theravar.table(TUMOR, "COAD")
    assert isinstance(columns, dict)
    frame = pandas.DataFrame(columns)
    assert frame["pos"].dtype.kind == "i" and frame["vaf"].dtype.kind == "f"
    assert polars.DataFrame(columns).height == len(frame)


def test_faults_are_exceptions(tmp_path, capfd):
    broken = tmp_path / "broken.vcf"
    broken.write_text("no VCF\n")
    with pytest.raises(theravar.InputError, match="broken.vcf"):
        theravar.annotate(broken)
    with pytest.raises(OSError, match="none.vcf"):
        theravar.annotate(tmp_path / "none.vcf")
    with pytest.raises(ValueError, match="did you mean LUAD"):
        theravar.annotate(TUMOR, "lung adenocarcinomma")
    with pytest.raises(ValueError, match="--no-such"):
        theravar.annotate(TUMOR, no_such=1)
    printed = capfd.readouterr()
    assert printed.out == "" and printed.err == ""


def test_threads_do_not_disturb_each_other():
    one_by_one = [theravar.result(*named) for named in NAMED]
    with ThreadPoolExecutor(4) as pool:
        at_once = list(pool.map(lambda named: theravar.result(*named), NAMED * 4))
    assert at_once == one_by_one * 4


def test_the_command_is_that_of_the_binary():
    assert said("--version").stdout == f"theravar {theravar.__version__}\n"
    assert said("annotate", "--no-such", check=False).returncode == 2
    missing = said("annotate", "no.vcf", check=False)
    assert missing.returncode == 1 and missing.stderr.startswith("theravar: no.vcf: ")
    gated = said("annotate", TUMOR, "-t", "COAD", "--fail-on", "1", "-q", check=False)
    assert gated.returncode == 4 and gated.stdout.startswith("## theravar: ")
    module = subprocess.run([sys.executable, "-m", "theravar", "--version"], capture_output=True, text=True, check=True)
    assert module.stdout == said("--version").stdout
