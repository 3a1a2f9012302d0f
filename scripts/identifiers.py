"""Holds theravar's identifiers and documents against the packages of those who define them.

Called by scripts/ci_identifiers with the program and a working folder.
"""

import ast
import copy
import csv
import json
import pathlib
import random
import re
import subprocess
import sys
import zipfile

from fhir.resources.R4B.bundle import Bundle
from ga4gh.core import ga4gh_identify
from ga4gh.va_spec.aac_2017 import VariantTherapeuticResponseStudyStatement
from ga4gh.va_spec.base.core import Statement
from ga4gh.vrs import models, normalize

ROOT = pathlib.Path(__file__).resolve().parent.parent
FLANK = 50
CHROMOSOMES = [*(str(n) for n in range(1, 23)), "X", "Y"]


def run(program, vcf, *args):
    subprocess.run([program, "annotate", vcf, "-q", *args], check=True)


def accessions(work):
    """The refget accessions: as the source has them, held against gnomAD's map where that came."""
    source = (ROOT / "src/genome/vrs.rs").read_text()
    found = {}
    for name in ("GRCh37", "GRCh38"):
        text = source.split(f"const {name.upper()}:")[1].split("];")[0]
        found[name] = re.findall(r'"([\w-]{32})"', text)
        assert len(found[name]) == 25, name
    for wheel in (work / "gnomad").glob("*.whl"):
        text = zipfile.ZipFile(wheel).read("gnomad/utils/annotations.py").decode()
        for node in ast.parse(text).body:
            if isinstance(node, ast.Assign) and node.targets[0].id == "VRS_CHROM_IDS":
                theirs = ast.literal_eval(node.value)
        for name, mine in found.items():
            other = [value.split("SQ.")[1] for value in theirs[name].values()]
            assert mine[:24] == other, f"{name}: accessions differ from gnomAD's"
        print("vrs: 48 accessions of chromosomes are those of gnomAD")
    return found


class Genome:
    """The bases of the embedded transcripts: what ga4gh.vrs asks for a sequence. N is not known."""

    def __init__(self, accessions):
        self.bases = {}
        self.blocks = []
        with open(ROOT / "data/generated/transcripts.tsv") as table:
            rows = csv.DictReader((l for l in table if not l.startswith("#")), delimiter="\t")
            for row in rows:
                contig, runs = row["contig"], row["bases"].split(",")
                blocks = [tuple(map(int, b.split("-"))) for b in row["cds_grch38"].split(",") if b]
                if row["bases_source"] == "none" or len(runs) != len(blocks):
                    continue
                for (start, end), run_of_block in zip(blocks, runs):
                    self.blocks.append((contig, start, end))
                    for offset, base in enumerate(run_of_block.upper()):
                        if base != "N":
                            self.bases.setdefault((contig, start - FLANK + offset), base)
        self.of = {f"SQ.{a}": c for a, c in zip(accessions["GRCh38"], CHROMOSOMES)}

    def text(self, contig, start, end):
        return "".join(self.bases.get((contig, at), "N") for at in range(start, end))

    # What ga4gh.vrs calls.
    def get_sequence(self, identifier, start=None, end=None):
        return self.text(self.of[identifier.removeprefix("ga4gh:")], start, end)

    def get_metadata(self, identifier):
        return {"length": 300_000_000, "aliases": [identifier]}

    def derive_refget_accession(self, identifier):
        return identifier.removeprefix("ga4gh:")


def alleles(genome, count):
    """Alleles of every kind at random places of coding exons, as a VCF writes them."""
    rng = random.Random(18)
    made = set()
    while len(made) < count:
        contig, first, last = rng.choice(genome.blocks)
        start = rng.randrange(first, last)
        length = rng.randint(1, 6)
        before, ref = genome.text(contig, start - 1, start), genome.text(contig, start, start + length)
        if "N" in before + ref or contig not in CHROMOSOMES:
            continue
        kind = rng.choice(["snv", "mnv", "del", "ins", "dup", "delins"])
        new = "".join(rng.choice("ACGT") for _ in range(rng.randint(1, 6)))
        if kind == "snv":
            made.add((contig, start + 1, ref[0], rng.choice([b for b in "ACGT" if b != ref[0]])))
        elif kind == "mnv" and length > 1:
            made.add((contig, start + 1, ref, "".join("TGCA"["ACGT".index(b)] for b in ref)))
        elif kind == "del":
            made.add((contig, start, before + ref, before))
        elif kind == "ins":
            made.add((contig, start, before, before + new))
        elif kind == "dup":
            made.add((contig, start, before, before + ref * rng.randint(1, 2)))
        elif kind == "delins" and new[0] != ref[0] and new[-1] != ref[-1]:
            made.add((contig, start + 1, ref, new))
    order = {contig: number for number, contig in enumerate(CHROMOSOMES)}
    return sorted(made, key=lambda a: (order[a[0]], *a[1:]))


def vcf(path, records, sample="T"):
    head = "##fileformat=VCFv4.2\n##contig=<ID=7,length=159345973>\n"
    columns = ["#CHROM", "POS", "ID", "REF", "ALT", "QUAL", "FILTER", "INFO", "FORMAT", sample]
    lines = ["\t".join(columns)]
    for contig, pos, ref, alt in records:
        lines.append(f"{contig}\t{pos}\t.\t{ref}\t{alt}\t.\tPASS\t.\tGT:AD:DP\t0/1:60,40:100")
    path.write_text(head + "\n".join(lines) + "\n")


def rows(path):
    lines = [line for line in path.read_text().splitlines() if not line.startswith("##")]
    return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def check_vrs(program, work):
    of_chromosome = accessions(work)
    genome = Genome(of_chromosome)
    # Each allele alone in its exon, so that none is read together with another.
    seen, records = set(), []
    for record in alleles(genome, 6000):
        if not any((record[0], (record[1] + by) // 40) in seen for by in (-40, 0, 40)):
            seen.add((record[0], record[1] // 40))
            records.append(record)
    vcf(work / "alleles.vcf", records)
    run(program, work / "alleles.vcf", "-a", "GRCh38", "-o", work / "alleles.tsv")
    kinds, unknown = {}, 0
    for row in rows(work / "alleles.tsv"):
        contig, pos, ref, alt = row["chrom"], int(row["pos"]), row["ref"], row["alt"]
        accession = of_chromosome["GRCh38"][CHROMOSOMES.index(contig)]
        allele = models.Allele(
            location=models.SequenceLocation(
                sequenceReference=models.SequenceReference(refgetAccession=f"SQ.{accession}"),
                start=pos - 1,
                end=pos - 1 + len(ref),
            ),
            state=models.LiteralSequenceExpression(sequence=alt),
        )
        want = normalize(allele, data_proxy=genome)
        start, end = want.location.start, want.location.end
        is_substitution = len(ref) == len(alt) or type(want.state).__name__ == "LiteralSequenceExpression" and end - start and alt[0] != ref[0]
        beside = genome.text(contig, start - 1, start) + genome.text(contig, end, end + 1)
        if not is_substitution and "N" in beside:
            assert row["vrs_id"] == "", f"{contig}:{pos} {ref}>{alt}: a base beside it is not known"
            unknown += 1
            continue
        assert row["vrs_id"] == ga4gh_identify(want), f"{contig}:{pos} {ref}>{alt}: {row['vrs_id']}"
        kind = type(want.state).__name__, (len(alt) > len(ref)) - (len(alt) < len(ref))
        kinds[kind] = kinds.get(kind, 0) + 1
    assert len(kinds) >= 5 and min(kinds.values()) >= 10, kinds
    print(f"vrs: {sum(kinds.values())} alleles have the id of ga4gh.vrs, {unknown} have none: {kinds}")


# Alleles of GRCh38 that have sensitivity, resistance, evidence against, and none.
CASES = [
    ("7", 55174771, "AGGAATTAAGAGAAGC", "A"),
    ("7", 55181378, "C", "T"),
    ("7", 55191850, "G", "A"),
    ("7", 140753336, "A", "T"),
    ("12", 25245350, "C", "T"),
]


def check_va_spec(path, controls):
    statements = json.loads(path.read_text())
    for statement in statements:
        profile = VariantTherapeuticResponseStudyStatement if "classification" in statement else Statement
        profile(**statement)
        subject = statement["proposition"]["subjectVariant"]
        if subject["type"] == "Allele":
            assert ga4gh_identify(models.Allele(**subject)) == subject["id"], subject
        lines = statement["hasEvidenceLines"]
        directions = {line["directionOfEvidenceProvided"] for line in lines}
        assert statement["direction"] in directions, statement
        assert ("classification" in statement) <= (statement["direction"] == "supports"), statement
    if controls:
        for break_it in (
            lambda s: s["proposition"].update(predicate="predictsSensitivity"),
            lambda s: s["proposition"].pop("conditionQualifier"),
            lambda s: s.update(surplus=1),
        ):
            broken = copy.deepcopy(statements[0])
            break_it(broken)
            try:
                Statement(**broken)
            except ValueError:
                continue
            raise AssertionError("ga4gh.va_spec takes a broken statement")
    return statements


class Guide:
    """The profiles of Genomics Reporting as HL7 publishes them: cardinalities, fixed codes, types."""

    def __init__(self, folder):
        self.folder = folder
        self.profiles, self.value_sets = {}, {}
        for path in folder.glob("StructureDefinition-*.json"):
            profile = json.loads(path.read_text())
            self.profiles[profile["url"]] = profile["snapshot"]["element"]
        for path in folder.glob("ValueSet-*.json"):
            value_set = json.loads(path.read_text())
            self.value_sets[value_set["url"]] = value_set["compose"]["include"]

    def problems(self, resource):
        found = []
        for url in resource.get("meta", {}).get("profile", []):
            url, _, version = url.partition("|")
            assert version in ("", "3.0.0"), version
            found += self.of_profile(resource, self.profiles[url])
        return found

    def of_profile(self, resource, elements):
        found = []
        by_id = {element["id"]: element for element in elements}
        for element in elements:
            kind, _, path = element["id"].partition(".")
            if path.count(".") or not path:
                continue
            name, _, slice_name = path.partition(":")
            values = listed(choice(resource, name))
            if slice_name:
                values = [v for v in values if self.is_of(v, element, by_id)]
            low, high = element["min"], element["max"]
            if len(values) < low or high != "*" and len(values) > int(high):
                found.append(f"{element['id']}: {len(values)} of {low}..{high}")
            for value in values:
                pattern = element.get("patternCodeableConcept")
                if pattern and not slice_name and not has_codes(value, pattern):
                    found.append(f"{element['id']}: another code")
                if slice_name and name == "component":
                    found += self.of_component(value, element["id"], by_id)
        return found

    def is_of(self, value, element, by_id):
        """Whether a value is of a slice: by its code, its coding, its address."""
        at = element["id"]
        pattern = by_id.get(f"{at}.code", {}).get("patternCodeableConcept")
        if pattern:
            return has_codes(value["code"], pattern)
        pattern = by_id.get(f"{at}.coding", {}).get("patternCoding")
        if pattern:
            return has_codes(value, {"coding": [pattern]})
        profiles = [p for kind in element.get("type", []) for p in kind.get("profile", [])]
        return isinstance(value, dict) and value.get("url") in profiles

    def of_component(self, component, at, by_id):
        value = by_id[f"{at}.value[x]"]
        allowed = {f"value{k['code'][0].upper()}{k['code'][1:]}" for k in value["type"]}
        keys = {key for key in component if key.startswith("value")}
        found = []
        if len(keys) > 1 or not keys <= allowed or not keys and value["min"]:
            found.append(f"{at}: {keys} of {allowed}")
        binding = value.get("binding", {})
        includes = self.value_sets.get(binding.get("valueSet", "").partition("|")[0])
        if binding.get("strength") == "required" and includes:
            for coding in component.get("valueCodeableConcept", {}).get("coding", []):
                if not any(coding.get("system") == include["system"] for include in includes):
                    found.append(f"{at}: a code of {coding.get('system')}")
        return found

    def known(self, component, url):
        elements = self.profiles[url.partition("|")[0]]
        patterns = [
            e["patternCodeableConcept"]
            for e in elements
            if e["id"].startswith("Observation.component:") and e["id"].endswith(".code")
            and "patternCodeableConcept" in e
        ]
        return any(has_codes(component["code"], pattern) for pattern in patterns)


def listed(value):
    return value if isinstance(value, list) else [] if value is None else [value]


def choice(resource, name):
    if not name.endswith("[x]"):
        return resource.get(name)
    stem = name.removesuffix("[x]")
    return next((v for k, v in resource.items() if re.fullmatch(stem + "[A-Z]\\w*", k)), None)


def has_codes(concept, pattern):
    codings = concept.get("coding", [])
    return all(any(want.items() <= coding.items() for coding in codings) for want in pattern["coding"])


def check_fhir(path, guide):
    text = path.read_text()
    Bundle.model_validate_json(text)
    bundle = json.loads(text)
    urls = [entry["fullUrl"] for entry in bundle["entry"]]
    assert len(urls) == len(set(urls)), "addresses repeat"
    for reference in re.findall(r'"reference":"([^"]*)"', text):
        assert reference in urls, f"{reference} leads nowhere"
    resources = [entry["resource"] for entry in bundle["entry"]]
    if guide:
        for resource in resources:
            assert not guide.problems(resource), guide.problems(resource)
            for component in resource.get("component", []):
                assert guide.known(component, resource["meta"]["profile"][0]), component
    return resources


def check_guide(guide, resources):
    """The checks themselves: HL7's own examples pass, and broken resources do not."""
    passed = 0
    for path in sorted((guide.folder / "example").glob("*.json")):
        example = json.loads(path.read_text())
        urls = [u.partition("|")[0] for u in example.get("meta", {}).get("profile", [])]
        if not urls or any(u not in guide.profiles for u in urls):
            continue
        if example["resourceType"] not in ("Observation", "DiagnosticReport"):
            continue
        assert not guide.problems(example), (path.name, guide.problems(example))
        passed += 1
    of = lambda name: next(r for r in resources if name in str(r.get("meta")))
    implied, variant = of("therapeutic-implication"), of("/variant|")
    breaks = [
        (implied, lambda r: r.pop("derivedFrom")),
        (implied, lambda r: r.update(valueString="x")),
        (implied, lambda r: r["category"].pop()),
        (variant, lambda r: r["code"]["coding"][0].update(code="1-1")),
        (variant, lambda r: r["component"].append(r["component"][2])),
        (variant, lambda r: r["component"][2].update(valueString="x")),
        (variant, lambda r: r["component"][2]["valueCodeableConcept"]["coding"][0].update(system="x")),
    ]
    for number, (resource, break_it) in enumerate(breaks):
        broken = copy.deepcopy(resource)
        break_it(broken)
        assert guide.problems(broken), f"broken resource {number} passes"
    print(f"fhir: {passed} examples of HL7 pass, {len(breaks)} broken resources do not")


def main():
    program, work = sys.argv[1], pathlib.Path(sys.argv[2])
    check_vrs(program, work)
    folder = work / "guide/package"
    guide = Guide(folder) if folder.is_dir() else None
    files = [("cases", ["-t", "LUAD"]), ("none", ["-t", "COAD"])]
    vcf(work / "cases.vcf", CASES, 'S1"},{<b>\u202e')
    vcf(work / "none.vcf", [("7", 1000000, "A", "T")])
    files += [(str(path), ["-t", "LUAD"]) for path in sorted((ROOT / "examples").glob("*.vcf"))]
    statements = supported = variants = implied = 0
    for number, (name, args) in enumerate(files):
        source = pathlib.Path(name) if "/" in name else work / f"{name}.vcf"
        va, fhir = work / f"{number}.va.json", work / f"{number}.fhir.json"
        run(program, source, *args, "-o", va, "-o", fhir)
        told = check_va_spec(va, number == 0)
        resources = check_fhir(fhir, guide)
        if number == 0 and guide:
            check_guide(guide, resources)
        kinds = [str(r.get("meta")) for r in resources]
        own = sum("therapeutic-implication" in kind for kind in kinds)
        of_supports = sum(s["direction"] == "supports" for s in told)
        assert own == of_supports, (name, own, of_supports)
        statements, supported = statements + len(told), supported + of_supports
        variants, implied = variants + sum("/variant|" in kind for kind in kinds), implied + own
    assert statements > supported > 50, (statements, supported)
    print(f"va-spec: {statements} statements, {statements - supported} of them dispute")
    print(f"fhir: {variants} variants, {implied} implications in {len(files)} bundles")
    print("identifiers: passed")


main()
