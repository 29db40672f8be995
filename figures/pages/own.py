"""The page for somebody's own table: is it consistent?"""

from __future__ import annotations

import hashlib
from functools import partial

from figures.components import printed
from figures.files.kinds import MEDIA
from figures.own import copies
from figures.own.grids import MAX_BYTES
from figures.own.table import MAX_ROWS, Own, read_own
from figures.own.words import NEEDED, OPTIONAL
from figures.pages import fields, frame, parts
from figures.views import Item, Views
from figures.views.own import OwnPage, OwnReport

KEPT, SIGN = "own-read", "own-sign"  # kept in the session, and nowhere else


def draw(views: Views) -> None:
    """Three steps on one page: the template, the table, the report; nothing of it outlives the session."""
    step_template(views)
    data, rules = step_give(views)
    if data is not None:
        step_read(views, data, rules)
    else:
        fields.forget(KEPT)


def step_template(views: Views) -> None:
    """Which columns there are, and five rows to begin with."""
    said, language = views.words.text, views.words.language
    frame.heading(said("own.step_template"))
    needed, more = (views.words.list(names) for names in (NEEDED, OPTIONAL))
    frame.text(said("own.template_columns", columns=needed, more=more), said("own.template_rules"))
    csv, xlsx = (partial(make, language) for make in (copies.template_csv, copies.template_workbook))
    with fields.side_by_side():
        frame.download(said("own.template_csv"), "template.csv", csv, MEDIA["csv"])
        frame.download(said("own.template_xlsx"), "template.xlsx", xlsx, MEDIA["xlsx"])


def step_give(views: Views) -> tuple[bytes | None, bytes]:
    """The table and, where they come in a file of their own, its rules; a file goes before what was pasted."""
    said = views.words.text
    frame.heading(said("own.step_give"))
    limits = {"mb": str(MAX_BYTES // 1_000_000), "rows": views.words.number(MAX_ROWS)}
    frame.text(said("own.accepted", **limits), said("own.forgotten"))
    keys = ("button", "drop", "large", "one", "failed", "remove")
    words = [said(f"own.upload_{key}", name="{name}", mb=limits["mb"]) for key in keys]
    data = fields.upload(fields.UploadWords(said("own.upload"), *words), "own-table")
    if data is None:
        data = fields.paste(said("own.paste"), "own-paste", said("own.paste_button")).strip("\r\n").encode() or None
    with frame.fold(said("own.upload_more")):
        rules = fields.upload(fields.UploadWords(said("own.upload_rules"), *words), "own-rules")
    return data, rules or b""


def step_read(views: Views, data: bytes, rules: bytes) -> None:
    """What was understood, before any verdict; what the checks say; every message; the marked copy."""
    frame.heading(views.words.text("own.step_read"))
    known = (hashlib.sha256(data).digest(), hashlib.sha256(rules).digest(), fields.chosen(SIGN))
    own = fields.kept(KEPT, known, lambda: read_own(data, rules, fields.chosen(SIGN)))
    view = OwnPage(own, views.words.language)
    page = view.page()
    frame.status(page.summary)
    understood(views, page)
    frame.heading(page.finding)
    parts.cells(views, page.counts)
    frame.verdicts(verdict(view, item) for item in page.items)
    if page.messages.rows:
        frame.heading(page.messages.caption, 3)
        parts.cells(views, page.messages)
        frame.note(page.more)
    if own.blocks:
        take_home(views, own)


def understood(views: Views, page: OwnReport) -> None:
    """How the table was read: file, columns with a sample each, and what has to be asked."""
    said = views.words.text
    frame.heading(said("own.understood"), 3)
    if page.facts:
        frame.text(" ".join(page.facts))
    if page.question:
        frame.text(frame.Part(page.question, strong=True))
        signs = {"": said("own.ask_none"), ",": said("own.ask_comma"), ".": said("own.ask_point")}
        fields.choice(said("own.ask_label"), signs, SIGN)
    for table in page.understood:
        parts.cells(views, table)


def verdict(view: OwnPage, item: Item) -> frame.VerdictItem:
    """A rule of the table as the checks page draws one; its evidence leads nowhere, because nothing is stored."""
    records = tuple(frame.Record(one.title, (*printed(view, one), *one.pairs)) for one in view.records(item.figures))
    label = view.words.text("page.evidence", number=view.words.number(len(records)))
    statement = view.words.text("sign.colon", name=item.id, text=item.statement)
    working = [item.working, ". ", " ".join(item.notes)]
    evidence = frame.Evidence(label, records)
    return frame.VerdictItem(item.outcome, item.sign, item.word, statement, working, "", evidence)


def take_home(views: Views, own: Own) -> None:
    """The table as it was given, with a remark in each row."""
    said, language = views.words.text, views.words.language
    frame.heading(said("own.take"), 3)
    csv, xlsx = (partial(make, own, language) for make in (copies.marked_csv, copies.marked_workbook))
    with fields.side_by_side():
        frame.download(said("own.take_csv"), "table_with_remarks.csv", csv, MEDIA["csv"])
        frame.download(said("own.take_xlsx"), "table_with_remarks.xlsx", xlsx, MEDIA["xlsx"])


if __name__ == "__main__":  # Streamlit runs a page's file as its main script
    parts.show("own", draw)
