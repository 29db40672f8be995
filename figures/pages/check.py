"""The second page (placeholder with invented content): what does not add up, and what could explain it?"""

from __future__ import annotations

from typing import Any

from figures.pages import frame, overview
from figures.pages.frame import Part

TITLES = {
    "de": (
        "Rechenprobe",
        "Nachgerechnet müsste Luxemburg 63 Mio. € zahlen; im Artikel stehen 60",
        "Millionen Euro. Oben: die Hälften, die die EU nicht zahlt.",
        "Was den Unterschied erklären könnte",
        ("Kennung", "Zahl", "So gedruckt", "Quelle"),
        "Erfundene Zahlen",
        "Quelle: Beispielblatt · eigene Rechnung",
        "Alle Zahlen (CSV)",
        "Link zu dieser Ansicht",
        "Dateien und Link",
    ),
    "en": (
        "Checks",
        "By calculation Luxembourg would pay €63m; the article says 60",
        "Million euros. Above: the halves the EU does not pay.",
        "What could explain the difference",
        ("Id", "Figure", "As printed", "Source"),
        "Invented figures",
        "Source: Example Paper · own calculation",
        "All figures (CSV)",
        "Link to this view",
        "Files and link",
    ),
    "fr": (
        "Contrôles",
        "Selon le calcul, le Luxembourg paierait 63 M€ ; l’article dit 60",
        "Millions d’euros. En haut : les moitiés que l’UE ne paie pas.",
        "Ce qui pourrait expliquer l’écart",
        ("Identifiant", "Chiffre", "Tel qu’imprimé", "Source"),
        "Chiffres inventés",
        "Source : Journal d’exemple · calcul propre",
        "Tous les chiffres (CSV)",
        "Lien vers cette vue",
        "Fichiers et lien",
    ),
}


def draw() -> None:
    language, theme = frame.language(), frame.theme()
    title, finding, unit, why, headers, caption, source, csv, link, files = TITLES[language]
    words: dict[str, Any] = overview.WORDS[language]
    frame.heading(title, 1)
    frame.heading(finding, anchor="c2")
    frame.lead(unit)
    frame.chart(overview.bar(words, overview.INK[theme]), words["alt"], f"c2-{language}-{theme}")
    frame.note(source)
    frame.evidence(overview.records(words))
    frame.links(
        files, [(csv, "./files/example.csv"), (link, frame.page_address("check", rule="example", lang=language))]
    )
    frame.download(f"{csv} *on* [the](fly) :red[x] $a$", "example.csv", lambda: b"a,b\r\n1,2\r\n", "text/csv")
    frame.heading(why)
    frame.text([words["lead"], " ", Part("<script>alert(1)</script>", strong=True)], words["lead"])
    frame.table(
        headers,
        [
            (
                Part(f"example-{name}", address=f"./check?fig=example-{name}"),
                words["unit"].format(number),
                Part(phrase, language="de"),
                Part("Beispielblatt", address="https://example.org/"),
            )
            for name, number, phrase in (
                ("cost", "112", "schätzungsweise 112 Millionen Euro"),
                ("purchase", "80", "80 Millionen"),
                ("operation", "32", "32 Millionen auf dessen Nutzung über einen Zeitraum von fünf Jahren"),
            )
        ],
        caption,
        [1],
    )


if __name__ == "__main__":  # Streamlit runs a page's file as its main script
    draw()
