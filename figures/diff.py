"""What changed between two versions of a ledger: its tables field by field, and each verdict with the reason."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from types import MappingProxyType

from . import export
from .errors import Reason
from .lexicon import fingerprint
from .locale import locale
from .proof.readings import PROOF
from .report import Report
from .tables import Row, schemas

Cells = Mapping[str, str]
Tables = Mapping[str, Iterable[Cells]]

# What is compared, in the order in which it is told: the table, its key, the columns (none: all), and the column that
# says in short what came or went.
KINDS: dict[str, tuple[str, str, tuple[str, ...], str]] = {
    "verdict": ("verdicts", "verdict_id", ("outcome", "stated", "computed", "explained"), "outcome"),
    "figure": (
        "figures",
        "figure_id",
        ("term", "status", "rank", "phrase", "read_as", "hedge_from", "source_id", "char_start", "char_end", "note")
        + ("value", "value_upper", "unit", "hedges", "tight", "loose"),
        "printed",
    ),
    "computed figure": ("computed_figures", "term", ("rule", "equation", "value", "unit", "tight", "loose"), "value"),
    "rule": ("rules", "id", ("equation", "basis", "across", "source"), "equation"),
    "explanation": ("explanations", "verdict", ("cause", "because_de", "because_en", "because_fr", "source"), "cause"),
    "source": ("sources", "id", (), "title"),
    "subject": ("subjects", "id", (), "label_en"),
    "measure": ("measures", "id", (), "unit"),
    "rate": ("fx_rates", "date pair", (), "rate"),
    "hedge": ("hedges", "hedge", ("shape", "tight", "loose"), "shape"),
}
WORDS = ("phrase", "read_as")
BEARING = ("term", "status", "rank", "hedge_from", "phrase_lang")  # what a verdict feels of a figure besides its words
READ = ("unit", "counts", "hedges", "value", "value_upper", "place", "place_upper", "place_counted")
WHOLE = ("new-rule", "removed-rule")
BARE_TERM = re.compile(r"[a-z]\w*\.[a-z]\w*")


@dataclass(frozen=True)
class Change:
    """One row that came, went, or has another cell; ``how`` is added, removed or changed.

    ``field``, ``old`` and ``new`` are those of the cell; where a whole row came or went they say it in short.
    ``before`` and ``after`` are the outcomes of a verdict, ``reasons`` why a verdict or a computed figure differs.
    """

    what: str
    id: str
    how: str
    field: str
    old: str
    new: str
    before: str = ""
    after: str = ""
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True)
class Changes:
    """All that changed from the version ``since`` to ``version``, verdicts first."""

    since: str
    version: str
    all: tuple[Change, ...]

    def of(self, what: str) -> tuple[Change, ...]:
        """Those of one kind: verdict, figure, computed figure, rule, explanation, source and so on."""
        return tuple(change for change in self.all if change.what == what)


@dataclass(frozen=True)
class Snapshot:
    """A ledger as it was read at one time: its version, the lexicons it was read with, its rows by table and key."""

    version: str
    lexicon: str
    rows: Mapping[str, Mapping[str, Cells]]

    @classmethod
    def of(cls, version: str, lexicon: str, tables: Tables) -> Snapshot:
        """From the tables of a package; raises KeyError where a table or a column is not there."""
        readings = {row["figure_id"]: row for row in tables["readings"]}
        found: dict[str, Mapping[str, Cells]] = {}
        for table, key, columns, _ in KINDS.values():
            rows = [_told(table, row, readings) for row in tables[table]]
            if absent := {column for row in rows for column in columns if column not in row}:
                raise KeyError(f"{table}: {', '.join(absent)}")
            found[table] = {" ".join(row[column] for column in key.split()): row for row in rows}
        return cls(version, lexicon, MappingProxyType(found))

    @cached_property
    def families(self) -> Mapping[str, list[Cells]]:
        """The verdicts and the computed figure of each rule; those of the prints of a term by their own id."""
        found: dict[str, list[Cells]] = {}
        for table in ("verdicts", "computed_figures"):
            for name, row in self.rows[table].items():
                found.setdefault(row["rule"] or name, []).append(row)
        return found

    def behind(self, rule: str) -> list[str]:
        """A rule, those that define the terms of its equation, and those behind them."""
        found, waiting = {rule: None}, [rule]
        while waiting:
            for term in BARE_TERM.findall(self.rows["rules"].get(waiting.pop(), {}).get("equation", "")):
                new = [name for name in self._defining.get(term, ()) if name not in found]
                found.update(dict.fromkeys(new))
                waiting += new
        return list(found)

    @cached_property
    def _defining(self) -> Mapping[str, list[str]]:
        """The rules that define a term (without its period), those that are undecided, too."""
        printed = {row["term"].split("[")[0] for row in self.rows["figures"].values()}
        found: dict[str, list[str]] = {}
        for term, row in self.rows["computed_figures"].items():
            found.setdefault(term.split("[")[0], []).append(row["rule"])
        known = printed | set(found)
        for name, row in self.rows["rules"].items():
            term = row["equation"].split("=")[0].strip().split("[")[0]
            if BARE_TERM.fullmatch(term) and term not in known:
                found.setdefault(term, []).append(name)
        return found


def _told(table: str, row: Cells, readings: Mapping[str, Cells]) -> Cells:
    """A row with its intervals and sides in one cell each; a figure with its exact reading."""
    told = dict(row)
    if table == "figures":
        exact = readings[row["figure_id"]]
        told |= {name: exact[name] for name in (*READ, "hedge_from", "place_counted_upper", "term")}
        told["printed"] = row["phrase"] or row["read_as"]
    if table in ("figures", "computed_figures"):
        for name in ("tight", "loose"):
            ends = row[f"{name}_ends"]
            told[name] = f"{ends[0]}{row[f'{name}_low']}, {row[f'{name}_high']}{ends[1]}"
    if table == "verdicts":
        for side in ("stated", "computed"):
            spans = (f"[{row[f'{side}_{name}_low']}, {row[f'{side}_{name}_high']}]" for name in ("tight", "loose"))
            told[side] = " ".join((row[f"{side}_printed"], row["unit"], *spans)) if row["unit"] else ""
    return told


def snapshot(report: Report) -> Snapshot:
    """A report as it is read now."""
    names = {table for table, *_ in KINDS.values()} - {*PROOF}
    tables = [*(export.table(report, name) for name in names), *(build(report) for build in PROOF.values())]
    rows = {
        table.name: [dict(zip([column.name for column in table.columns], row, strict=True)) for row in table.rows]
        for table in tables
    }
    return Snapshot.of(report.ledger.version, fingerprint(), rows)


def diff(old: Report | Snapshot, new: Report | Snapshot) -> Changes:
    """All that changed from one version of a ledger to another, each verdict with its reasons."""
    one, two = (snapshot(found) if isinstance(found, Report) else found for found in (old, new))
    return Changes(one.version, two.version, tuple(_Comparison(one, two).changes()))


class _Comparison:
    """Two versions side by side."""

    def __init__(self, old: Snapshot, new: Snapshot) -> None:
        self.old, self.new = old, new

    def changes(self) -> Iterator[Change]:
        for what, (table, _, columns, short) in KINDS.items():
            one, two = self.old.rows[table], self.new.rows[table]
            for name in dict.fromkeys((*one, *two)):
                found = list(_cells(what, name, one.get(name), two.get(name), columns, short))
                if found and what in ("verdict", "computed figure"):
                    reasons = self.reasons(what, name)
                    outcomes = [row.get(name, {}).get("outcome", "") for row in (one, two)]
                    found = [replace(change, reasons=reasons) for change in found]
                    found = [replace(change, before=outcomes[0], after=outcomes[1]) for change in found]
                yield from found

    def reasons(self, what: str, name: str) -> tuple[Reason, ...]:
        """Why a verdict or a computed figure differs: everything it rests on that does."""
        both, table = (self.old, self.new), KINDS[what][0]
        owners = dict.fromkeys(side.rows[table].get(name, {}).get("rule", "") or name for side in both)
        if gone := [reason for owner in owners for reason in self.of_rule(owner) if reason.code in WHOLE]:
            return tuple(gone)  # a rule that came or went says it all
        rules = dict.fromkeys(rule for owner in owners for side in both for rule in side.behind(owner))
        rows = [row for owner in owners for side in both for row in side.families.get(owner, ())]
        figures = dict.fromkeys(figure for row in rows for figure in row["figures"].split())
        found = [reason for figure in figures for reason in self.of_figure(figure, set())]
        found += [reason for rule in rules for reason in self.of_rule(rule)]
        found += [*self.of_measures(rules, figures), *self.of_hedges(figures)]
        if what == "verdict" and self.differs("explanations", name, ("cause",)):
            found.append(Reason.of("changed-explanation", verdict=name))
        found = found or [reason for figure in self.named((*rules, name)) for reason in self.of_figure(figure, set())]
        return tuple(dict.fromkeys(found)) or (Reason.of("changed-software"),)

    def named(self, names: Iterable[str]) -> dict[str, None]:
        """The figures of every term that rules or ids name: also deprecated prints, and those of other periods."""
        both = (self.old, self.new)
        texts = [*names, *(side.rows["rules"].get(name, {}).get("equation", "") for name in names for side in both)]
        terms = {term for text in texts for term in BARE_TERM.findall(text)}
        rows = (item for side in both for item in side.rows["figures"].items())
        return dict.fromkeys(name for name, row in rows if row["term"].split("[")[0] in terms)

    def of_figure(self, name: str, seen: set[str]) -> Iterator[Reason]:
        """How one figure differs: it came or went, its words or place in the ledger, or how it is read."""
        old, new = (side.rows["figures"].get(name) for side in (self.old, self.new))
        if old is None or new is None:
            if old is not new:
                yield Reason.of("new-print", figure=name) if old is None else Reason.of("removed-print", figure=name)
            return
        if self.differs("figures", name, WORDS):
            yield Reason.of("changed-phrase", figure=name, old=old["printed"], new=new["printed"])
        if self.differs("figures", name, BEARING):
            fields = ", ".join(column for column in BEARING if old[column] != new[column])
            yield Reason.of("changed-figure", figure=name, fields=fields)
        if self.differs("figures", name, READ) and not self.differs("figures", name, (*WORDS, *BEARING)):
            other = new["hedge_from"]
            handed = tuple(self.of_figure(other, {*seen, name})) if other and other not in seen else ()
            yield from handed
            if not handed and self.old.lexicon != self.new.lexicon:
                yield Reason.of("changed-lexicon", figure=name)

    def of_rule(self, name: str) -> Iterator[Reason]:
        old, new = (side.rows["rules"].get(name) for side in (self.old, self.new))
        if old is None or new is None:
            if old is not new:
                yield Reason.of("new-rule", rule=name) if old is None else Reason.of("removed-rule", rule=name)
        elif self.differs("rules", name, ("equation", "across")):
            yield Reason.of("changed-rule", rule=name)
        if any("currency" in (row or {}).get("across", "").replace(",", " ").split() for row in (old, new)):
            rates = dict.fromkeys((*self.old.rows["fx_rates"], *self.new.rows["fx_rates"]))
            yield from (Reason.of("changed-rate", rate=rate) for rate in rates if self.differs("fx_rates", rate))

    def of_measures(self, rules: Iterable[str], figures: Iterable[str]) -> Iterator[Reason]:
        """Kind and unit of what is counted."""
        both = (self.old, self.new)
        texts = [side.rows["rules"].get(rule, {}).get("equation", "") for rule in rules for side in both]
        texts += [side.rows["figures"].get(figure, {}).get("term", "") for figure in figures for side in both]
        measures = dict.fromkeys(term.split(".")[1] for text in texts for term in BARE_TERM.findall(text))
        for measure in measures:
            if all(measure in side.rows["measures"] for side in both):
                if self.differs("measures", measure, ("unit", "kind")):
                    yield Reason.of("changed-measure", measure=measure)

    def of_hedges(self, figures: Iterable[str]) -> Iterator[Reason]:
        rows = [side.rows["figures"].get(figure, {}) for figure in figures for side in (self.old, self.new)]
        for hedge in dict.fromkeys(code for row in rows for code in row.get("hedges", "").split()):
            if self.differs("hedges", hedge, KINDS["hedge"][2]):
                yield Reason.of("changed-hedge", hedge=hedge)

    def differs(self, table: str, name: str, columns: Iterable[str] = ()) -> bool:
        """True where a row is on one side only, or one of its cells differs (without columns: any)."""
        old, new = (side.rows[table].get(name) for side in (self.old, self.new))
        if old is None or new is None:
            return old is not new
        return any(old.get(column) != new.get(column) for column in columns or (*old, *new))


def _cells(
    what: str, name: str, old: Cells | None, new: Cells | None, columns: tuple[str, ...], short: str
) -> Iterator[Change]:
    if old is None or new is None:
        how, row = ("added", new) if old is None else ("removed", old)
        assert row is not None
        yield Change(what, name, how, short, "" if old is None else row[short], row[short] if old is None else "")
        return
    for column in columns or tuple(old):
        if old[column] != new.get(column, ""):
            yield Change(what, name, "changed", column, old[column], new.get(column, ""))


# What leaves the house


def why(change: Change, language: str = "en") -> str:
    """The reasons of a change in words."""
    return " ".join(locale(language).message(reason) for reason in change.reasons)


def record(changes: Changes) -> export.Json:
    """What `figures diff --format json` prints."""
    return {
        "since": changes.since,
        "version": changes.version,
        "changes": [
            {
                "what": change.what,
                "id": change.id,
                "how": change.how,
                "field": change.field,
                "old": change.old,
                "new": change.new,
                "before": change.before or None,
                "after": change.after or None,
                "reasons": [{"code": reason.code, **dict(reason.args)} for reason in change.reasons],
                "why": why(change),
            }
            for change in changes.all
        ],
    }


def rows(changes: Changes) -> list[tuple[str, ...]]:
    """The changes as rows of changes.csv."""
    return [
        (changes.version, changes.since, c.what, c.id, c.how, c.field, c.old, c.new, c.before, c.after, why(c))
        for c in changes.all
    ]


def recorded(report: Report, changes: Changes) -> Report:
    """The report with these changes at the end of its table of changes, so that its downloads carry them."""
    names = schemas()["changes"].names
    known = report.ledger.rows.get("changes", ())
    added = (Row("changes.csv", 0, dict(zip(names, row, strict=True)), names) for row in rows(changes))
    tables = MappingProxyType({**report.ledger.rows, "changes": (*known, *added)})
    return replace(report, ledger=replace(report.ledger, rows=tables))
