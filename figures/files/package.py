"""The package: all tables with their schema, how to cite them, and the script that judges every verdict once more."""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
import zipfile
from importlib import resources
from io import BytesIO
from typing import Any

from ..citation import citation
from ..export import TABLES, Column, Table, table
from ..ledger import LANGUAGES, Ledger
from ..lexicon import fingerprint
from ..proof.readings import PROOF
from ..report import Report
from ..tables import schemas
from ..telling import Telling
from .parquet import units
from .plain import csv_file

PROFILE = "https://datapackage.org/profiles/2.0/{}.json"
DAY = (1980, 1, 1, 0, 0, 0)  # the date of every file in a zip: fixed, so that the same ledger gives the same bytes

# Keys and references of the tables that are built for the download; the others have them in their own schema.
KEYS = {
    "figures": "figure_id",
    "computed_figures": "term",
    "verdicts": "verdict_id",
    "wordings": "about",
    "readings": "figure_id",
    "hedges": "hedge",
}
REFERS: dict[str, tuple[tuple[str, str, str], ...]] = {
    "figures": (("source_id", "sources", "id"),),
    "computed_figures": (("rule", "rules", "id"),),
    "verdicts": (("rule", "rules", "id"),),
    "wordings": (),
    "readings": (("figure_id", "figures", "figure_id"),),
    "hedges": (),
}


def package_name(ledger: Ledger, part: str = "") -> str:
    """Title, part and version as a file name: `figures-on-luxembourg-s-ai-programme_v2026.11.0`."""
    title = ledger.title.text("en").replace("’", "'")
    folded = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    name = re.sub(r"[^a-z0-9]+", "-", folded).strip("-")[:60].strip("-") or "ledger"
    version = re.sub(r"[^A-Za-z0-9.-]+", "-", ledger.version) or "0"
    return "_".join(filter(None, (name, part, f"v{version}")))


def package_zip(report: Report) -> bytes:
    """The package as one zip; the same bytes for the same ledger."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in package_files(report).items():
            entry = zipfile.ZipInfo(name, DAY)
            entry.compress_type, entry.create_system, entry.external_attr = zipfile.ZIP_DEFLATED, 3, 0o644 << 16
            package.writestr(entry, data)
    return buffer.getvalue()


def package_files(report: Report) -> dict[str, bytes]:
    """Every file of the package by name, datapackage.json first."""
    tables = [*(table(report, name) for name in TABLES), *(build(report) for build in PROOF.values())]
    data = {f"{found.name}.csv": csv_file(found) for found in tables}
    beside = _texts(report) | {"verify.py": verify_script()}
    described = json.dumps(_descriptor(report, tables, data, beside), ensure_ascii=False, indent=2) + "\n"
    return {"datapackage.json": described.encode(), **data, **beside}


def verify_script() -> bytes:
    """The script as it stands in this installation."""
    return resources.files("figures.proof").joinpath("verify.py").read_bytes()


def _descriptor(
    report: Report, tables: list[Table], data: dict[str, bytes], beside: dict[str, bytes]
) -> dict[str, Any]:
    """datapackage.json after Data Package v2; `files` lists what is no table, with hashes, too."""
    ledger = report.ledger
    titles = {f"title_{language}": ledger.title.text(language) for language in LANGUAGES}
    licences = [{"name": c.name, "title": c.title, "path": c.address} for c in ledger.licences]
    known: dict[str, Any] = {
        "$schema": PROFILE.format("datapackage"),
        "name": package_name(ledger).replace("_v", "-"),
        "title": ledger.title.text("en"),
        **titles,
        "version": ledger.version,
        "created": ledger.created and f"{ledger.created}T00:00:00Z",
        "licenses": [{key: text for key, text in licence.items() if text} for licence in licences],
        "citation": {language: citation(Telling(report, language)) for language in LANGUAGES},
        "read_with": {"lexicon": fingerprint()},
        "resources": [_resource(found, data[f"{found.name}.csv"]) for found in tables],
        "files": [{"path": name, **_sum(content)} for name, content in beside.items()],
    }
    return {key: value for key, value in known.items() if value}


def _resource(found: Table, data: bytes) -> dict[str, Any]:
    return {
        "name": found.name,
        "type": "table",
        "path": f"{found.name}.csv",
        "scheme": "file",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        **_sum(data),
        "schema": _schema(found),
    }


def _sum(data: bytes) -> dict[str, Any]:
    return {"bytes": len(data), "hash": f"sha256:{hashlib.sha256(data).hexdigest()}"}


def _schema(found: Table) -> dict[str, Any]:
    """Table Schema v2: fields with their meaning and unit, the key, and what refers to other tables."""
    key, refers = _links(found.name)
    schema: dict[str, Any] = {
        "$schema": PROFILE.format("tableschema"),
        "fields": [_field(found, column, column.name == key) for column in found.columns],
    }
    if key:
        schema["primaryKey"] = [key]
    if refers:
        schema["foreignKeys"] = [_reference(found.name, *link) for link in refers]
    return schema


def _links(name: str) -> tuple[str, tuple[tuple[str, str, str], ...]]:
    """The key of a table, and its references as (column, table, column there)."""
    if name in KEYS:
        return KEYS[name], REFERS[name]
    own = schemas()[name]
    return own.key, tuple((column, other, "id") for column, other in own.refers)


def _reference(name: str, column: str, other: str, field: str) -> dict[str, Any]:
    """A foreign key; a table that refers to itself leaves the resource out."""
    return {
        "fields": [column],
        "reference": {**({} if other == name else {"resource": other}), "fields": [field]},
    }


def _field(found: Table, column: Column, is_key: bool) -> dict[str, Any]:
    kind = "integer" if column.is_whole else "number" if column.is_number else "string"
    field: dict[str, Any] = {"name": column.name, "type": kind, "description": column.meaning}
    field |= {{"unit_column": "unitColumn"}.get(key, key): text for key, text in units(found, column).items()}
    return field | ({"constraints": {"required": True, "unique": True}} if is_key else {})


def _texts(report: Report) -> dict[str, bytes]:
    """README, citation and licence; the first two in the three languages."""
    texts: dict[str, str] = {}
    for language in LANGUAGES:
        tell = Telling(report, language)
        texts[f"README.{language}.md"] = _readme(tell)
        texts[f"CITATION.{language}.txt"] = citation(tell) + "\n"
    texts["LICENSE.txt"] = _licence(report.ledger)
    return {name: text.encode() for name, text in texts.items()}


def _readme(tell: Telling) -> str:
    """What lies in the package, how to prove it, how to cite it."""
    said, ledger = tell.words.text, tell.ledger
    title = f"# {ledger.title.text(tell.words.language)}" + (f", {ledger.version}" if ledger.version else "")
    names = (*TABLES, *PROOF)
    lines = [title, said("package.intro"), f"## {said('package.tables')}"]
    lines.append("\n".join(f"- `{name}.csv`{said('package.dash')}{said(f'package.table_{name}')}" for name in names))
    lines += [said("package.columns"), f"## {said('package.outcomes')}"]
    outcomes = ("exact", "rounded", "loose", "contradicted", "undecided")
    lines.append("\n".join(f"- {said(f'outcome.{key}.word')}: {said(f'outcome.{key}.meaning')}" for key in outcomes))
    lines += [
        f"## {said('package.proof')}",
        said("package.proof_how"),
        "    python3 verify.py",
        said("package.proof_what"),
    ]
    lines += [f"## {said('package.guard')}", said("package.guard_how")]
    lines += [f"## {said('package.cite')}", citation(tell), said("package.phrases")]
    return "\n\n".join(lines) + "\n"


def _licence(ledger: Ledger) -> str:
    """The licences of the data as the ledger names them, that of the script, and whose the phrases are."""
    own = [f"Data: {' '.join(filter(None, (c.title or c.name, c.address)))}" for c in ledger.licences]
    return "\n".join(
        [*own, "verify.py: MIT licence", "Quoted phrases belong to their publishers, named in sources.csv.", ""]
    )
