"""Therapies that a tumour's variants make sensitive or resistant, offline.

Research use only: not a medical device; every finding is to be confirmed by a professional.

Options of `theravar annotate` are keyword arguments, with `_` for `-`: `tumor_type="LUAD"`, `min_level="3A"`,
`include_filtered=True`, `knowledge=["own.tsv"]`, `fact={"MSI": "high"}`. The command line says what each does
(`theravar annotate --help`).
"""

import json
import os
import tempfile

from . import _theravar
from ._theravar import InputError, __version__

__all__ = ["InputError", "__version__", "annotate", "result", "table"]

# Columns that are numbers; all others are text.
_INTEGERS = {"pos", "alt_depth", "depth", "rating"}
_FRACTIONS = {"vaf"}


def annotate(path, tumor_type=None, **options):
    """Returns the variants of a VCF or BCF that have a finding, a dict each, in the order of the file.

    The keys are those of `variants` in the JSON output, and those that do not apply are left out.
    `all=True` returns every variant.

    Raises ValueError where an option cannot be, InputError where a file is not what it should be, and OSError
    where it cannot be read.
    """
    return result(path, tumor_type, **options)["variants"]


def result(path, tumor_type=None, **options):
    """Returns the JSON output as a dict: variants, profiles, immunotherapy, warnings, provenance, …"""
    found = json.loads(_written("json", path, tumor_type, options))
    if "provenance" in found:
        # Without the file that the output went through, which has another name each time.
        words = ["theravar", "annotate", *_words(options, tumor_type), "--", os.fspath(path)]
        found["provenance"]["command"] = " ".join(map(os.fsdecode, words))
    return found


def table(path, tumor_type=None, layout="variant", **options):
    """Returns the rows of the TSV as columns: a pyarrow.Table, or a dict of lists where pyarrow is not installed.

    `layout` is `variant` (a row an allele), `evidence` (a row an item) or `biomarkers`. An empty cell is None.
    pandas and polars read both: `table(...).to_pandas()`, `polars.from_arrow(table(...))`, `pandas.DataFrame(...)`.
    """
    options = {"layout": layout, "no_provenance": True, **options}
    text = _written("tsv", path, tumor_type, options).decode("utf-8")
    header, *rows = (line.split("\t") for line in text.split("\n") if line and not line.startswith("##"))
    columns = {
        name: [_value(name, row[i]) for row in rows] for i, name in enumerate(header)
    }
    try:
        import pyarrow
    except ImportError:
        return columns
    return pyarrow.table(columns, schema=pyarrow.schema([(name, _type(pyarrow, name)) for name in header]))


def _type(pyarrow, name):
    if name in _INTEGERS:
        return pyarrow.int64()
    return pyarrow.float64() if name in _FRACTIONS else pyarrow.string()


def _value(name, cell):
    if cell == "":
        return None
    if name in _INTEGERS:
        return int(cell)
    return float(cell) if name in _FRACTIONS else cell


def _written(ending, path, tumor_type, options):
    """Runs `annotate` into a file of its own, and returns the bytes of it."""
    with tempfile.TemporaryDirectory(prefix="theravar-") as folder:
        output = os.path.join(folder, f"result.{ending}")
        words = _words({"quiet": True, "output": output, "format": ending, **options}, tumor_type)
        _theravar.call(["theravar", "annotate", *words, "--", os.fspath(path)])
        with open(output, "rb") as file:
            return file.read()


def _words(options, tumor_type):
    """Returns the options as words of the command line."""
    words = []
    for name, value in {"tumor_type": tumor_type, **options}.items():
        option = "--" + name.replace("_", "-")
        if value is None or value is False:
            continue
        if value is True:
            words.append(option)
            continue
        if isinstance(value, dict):
            value = [f"{key}={item}" for key, item in value.items()]
        elif isinstance(value, (str, bytes, os.PathLike)) or not hasattr(value, "__iter__"):
            value = [value]
        for one in value:
            one = os.fspath(one) if isinstance(one, (bytes, os.PathLike)) else str(one)
            words.append(f"{option}={os.fsdecode(one)}")
    return words
