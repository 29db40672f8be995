"""Small ledgers that stand in a test's docstring: figure lines, then `rule:` lines."""

import csv
import re
from pathlib import Path

from figures.phrase import Parsed, read_notation
from figures.quantity import base, is_currency, unit_name

HEADERS = {
    "sources": "id,kind,publisher,title,address,published,language,sha256,repeats,note",
    "subjects": "id,label_de,label_en,label_fr",
    "measures": "id,label_de,label_en,label_fr,unit,kind",
    "figures": "id,subject,measure,period,status,phrase,read_as,hedge_from,source,start,end,rank,note",
    "rules": "id,equation,basis,across,source,because_de,because_en,because_fr",
    "explanations": "verdict,cause,because_de,because_en,because_fr,source",
}
SEVERAL_PRINTS = """
source: ministry  kind=official  publisher=Ministry  published=2025-03-10
source: agency    publisher=Agency   published=2025-03-10  repeats=ministry
source: morning   publisher=Morning  published=2025-03-11  language=en
source: weekly    publisher=Weekly   published=2025-04-01
total         plant.cost  112 M€  source=ministry  phrase=schätzungsweise 112 Millionen Euro
total-agency  plant.cost  112 M€  source=agency  phrase=112 Millionen Euro
total-post    plant.cost  112 M€  source=morning  phrase=about €112m
total-weekly  plant.cost  100 M€  source=weekly  phrase=mehr als 100 Millionen Euro
total-before  plant.cost  90 M€  source=weekly  rank=deprecated  phrase=90 Millionen Euro
first         net.sites  =6 site  source=ministry  phrase=sechs Standorte
first-agency  net.sites  =6 site  source=agency  phrase=sechs Standorte
first-post    net.sites  =7 site  source=morning  phrase=seven sites
paid          plant.paid  50 M€  source=morning  phrase=€50m
rule: rest: plant.rest = plant.cost - plant.paid
"""
_FIGURE = re.compile(r"(?P<id>[a-z0-9-]+)\s+(?P<term>[a-z_0-9]+\.[a-z_0-9]+)(?:\[(?P<period>[^\]]+)\])?\s+(?P<rest>.*)")


def write_ledger(folder: Path, text: str) -> Path:
    """Write a ledger folder from lines.

    `total  a.cost[2025]  112 M€  status=planned kind=stock hedge_from=other phrase=rund 5 Mio. €` is a figure,
    `rule: split: a.cost = a.purchase + a.operation  across=period` a rule,
    `source: daily  kind=press  publisher=Daily  repeats=agency` a source besides `paper`,
    `explained: split unresolved` an explanation. Options stand behind two blanks.
    """
    rows: dict[str, list[dict[str, str]]] = {name: [] for name in HEADERS}
    rows["sources"].append({"id": "paper", "kind": "press", "language": "de"})
    subjects: dict[str, None] = {}
    measures: dict[str, tuple[str, str]] = {}
    for line in filter(None, (line.strip() for line in text.splitlines())):
        if line.startswith("source: "):
            name, *options = re.split(r"\s{2,}", line.removeprefix("source: "))
            given = dict(option.split("=", 1) for option in options)
            rows["sources"].append({"id": name, "kind": "press", "language": "de", **given})
        elif line.startswith("rule: "):
            rows["rules"].append(rule_row(line, subjects, measures))
        elif line.startswith("explained: "):
            verdict, cause = line.removeprefix("explained: ").split()
            rows["explanations"].append({"verdict": verdict, "cause": cause})
        elif match := _FIGURE.fullmatch(line):
            row, unit, kind = figure_row(match)
            subjects[row["subject"]] = None
            measures.setdefault(row["measure"], (unit, kind))
            rows["figures"].append(row)
    rows["subjects"] = [{"id": name} for name in subjects]
    rows["measures"] = [{"id": name, "unit": unit, "kind": kind} for name, (unit, kind) in measures.items()]
    for name, header in HEADERS.items():
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, header.split(","), restval="", lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows[name])
    return folder


def figure_row(match: re.Match[str]) -> tuple[dict[str, str], str, str]:
    read_as, *options = re.split(r"\s{2,}", match["rest"])
    subject, measure = match["term"].split(".")
    row = {
        "id": match["id"],
        "subject": subject,
        "measure": measure,
        "period": match["period"] or "",
        "status": "actual",
        "read_as": read_as,
        "source": "paper",
    }
    values = dict(option.split("=", 1) for option in options if option)
    kind = values.pop("kind", "")
    unit = values.pop("unit", "")
    return {**row, **values}, unit or measure_unit(read_as), kind


def measure_unit(read_as: str) -> str:
    """The unit of the measure that a figure in this notation belongs to."""
    parsed = read_notation(read_as)
    assert isinstance(parsed, Parsed), read_as
    if parsed.unit is None:
        return "1"
    found = base(parsed.unit)[1]
    return "money" if is_currency(found) else unit_name(found)


def rule_row(line: str, subjects: dict[str, None], measures: dict[str, tuple[str, str]]) -> dict[str, str]:
    """A rule; a term that no figure prints gets its subject, and its measure with the unit given in `unit=`."""
    rule, *options = re.split(r"\s{2,}", line.removeprefix("rule: "))
    values = dict(option.split("=", 1) for option in options)
    name, equation = rule.split(": ", 1)
    for subject, measure in re.findall(r"([a-z][a-z0-9_]*)\.([a-z][a-z0-9_]*)", equation):
        subjects[subject] = None
        measures.setdefault(measure, (values.get("unit", "money"), values.get("kind", "")))
    return {"id": name, "equation": equation, "basis": "implied", "across": values.get("across", "")}
