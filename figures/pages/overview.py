"""The first page (placeholder with invented content): who pays, and does it add up?"""

from __future__ import annotations

from typing import Any

from figures.pages import frame
from figures.pages.frame import Evidence, Part, Record, Tile, VerdictItem

INK = {
    "light": {
        "eu": "#1D4E89",
        "lux": "#B3560A",
        "gap": "#A8005C",
        "ink": "#1F2328",
        "on": "#FFFFFF",
        "axis": "#7D8792",
    },
    "dark": {"eu": "#5596DD", "lux": "#FFC078", "gap": "#FF7AB8", "ink": "#ECEFF1", "on": "#14171A", "axis": "#6E7780"},
}
WORDS = {
    "de": {
        "title": "Beispielprogramm: Für 3 von 126 Mio. € nennt die Presse keinen Zahler",
        "lead": "17 Zahlen aus 5 Texten, wörtlich belegt und nachgerechnet. Stand der Quellen: Juni 2025 bis Anfang 2026.",
        "eu": "EU zahlt",
        "lux": "Luxemburgs Regierung zahlt",
        "gap": "Kein Zahler genannt",
        "unit": "{} Mio. €",
        "eu_note": "errechnet: die Hälfte von 126",
        "lux_note": "so gedruckt",
        "gap_note": "errechnet: 126 − 63 − 60",
        "below": "geschätzt 126 = 112 MeluXina-AI + 14 KI-Fabrik",
        "bar": ("EU: 63", "Luxemburgs Regierung: 60", "3: kein Zahler genannt"),
        "ev": "Beleg",
        "checks": "Vier Rechenproben: 1 geht auf, 1 nur großzügig gelesen",
        "alt": "Balken: EU 63, Luxemburgs Regierung 60, kein Zahler genannt 3 Millionen Euro.",
        "phrase": "So gedruckt",
        "place": "Stelle",
        "interval": "Spanne",
    },
    "en": {
        "title": "Example programme: for €3m of €126m the press names no payer",
        "lead": "17 figures from 5 texts, quoted word for word and checked. Sources from June 2025 to early 2026.",
        "eu": "The EU pays",
        "lux": "Luxembourg’s government pays",
        "gap": "No payer named",
        "unit": "€{}m",
        "eu_note": "calculated: half of 126",
        "lux_note": "as printed",
        "gap_note": "calculated: 126 − 63 − 60",
        "below": "estimated 126 = 112 MeluXina-AI + 14 AI Factory",
        "bar": ("EU: 63", "Luxembourg government: 60", "3: no payer named"),
        "ev": "Evidence",
        "checks": "Four checks: 1 adds up, 1 only if read generously",
        "alt": "Bar: EU 63, Luxembourg’s government 60, no payer named 3 million euros.",
        "phrase": "As printed",
        "place": "Place",
        "interval": "Range",
    },
    "fr": {
        "title": "Programme d’exemple : pour 3 des 126 M€, la presse ne cite aucun payeur",
        "lead": "17 chiffres tirés de 5 textes, cités mot pour mot et recalculés. Sources de juin 2025 à début 2026.",
        "eu": "L’UE paie",
        "lux": "L’État luxembourgeois paie",
        "gap": "Aucun payeur cité",
        "unit": "{} M€",
        "eu_note": "calculé : la moitié de 126",
        "lux_note": "tel qu’imprimé",
        "gap_note": "calculé : 126 − 63 − 60",
        "below": "estimé à 126 = 112 MeluXina-AI + 14 AI Factory",
        "bar": ("UE : 63", "État luxembourgeois : 60", "3 : aucun payeur cité"),
        "ev": "Preuve",
        "checks": "Quatre contrôles : 1 bon, 1 en lecture large",
        "alt": "Barre : UE 63, État luxembourgeois 60, aucun payeur cité 3 millions d’euros.",
        "phrase": "Tel qu’imprimé",
        "place": "Endroit",
        "interval": "Plage",
    },
}
SIGNS = {
    "de": {
        "exact": "geht auf",
        "only loosely": "nur großzügig gelesen",
        "contradicted": "geht nicht auf",
        "undecided": "nicht entscheidbar",
    },
    "en": {
        "exact": "adds up",
        "only loosely": "only if read generously",
        "contradicted": "does not add up",
        "undecided": "cannot be decided",
    },
    "fr": {
        "exact": "le compte est bon",
        "only loosely": "seulement en lecture large",
        "contradicted": "le compte n’y est pas",
        "undecided": "indécidable",
    },
}


def draw() -> None:
    """Every helper of the frame once, in the page's language."""
    language, theme = frame.language(), frame.theme()
    words: dict[str, Any] = WORDS[language]
    frame.heading(words["title"], 1)
    frame.lead(words["lead"])
    frame.chart(bar(words, INK[theme]), words["alt"], f"c0-{language}-{theme}")
    proof = records(words)
    frame.tiles(
        [
            Tile("eu", words["eu"], words["unit"].format(63), words["eu_note"], proof),
            Tile("lux", words["lux"], words["unit"].format(60), words["lux_note"], proof),
            Tile("gap", words["gap"], words["unit"].format(3), words["gap_note"], proof),
        ]
    )
    frame.heading(words["checks"])
    frame.verdicts(
        [
            VerdictItem(
                outcome,
                sign,
                SIGNS[language][outcome],
                f"{words['lux']}: 63 ↔ 60.",
                words["lux_note"] + ", " + words["gap_note"] + ".",
                f"rule-{number}",
                proof,
            )
            for number, (outcome, sign) in enumerate(
                [("only loosely", "≈"), ("contradicted", "≠"), ("undecided", "?"), ("exact", "✓")]
            )
        ]
    )


def records(words: dict[str, Any]) -> Evidence:
    one = Record(
        [Part("example-cost", address="./check?fig=example-cost"), " · ", words["unit"].format(112)],
        (
            (words["phrase"], Part("schätzungsweise 112 Millionen Euro", language="de", strong=True)),
            (words["place"], "example.txt, 1204–1238 <b>not bold</b>"),
            (words["interval"], words["unit"].format("106,4–117,6")),
        ),
    )
    return Evidence(f"{words['ev']} (2)", (one, one))


def bar(words: dict[str, Any], ink: dict[str, str]) -> dict[str, Any]:
    """One stacked bar of 126, its last piece hollow and dashed."""
    x = {"field": "from", "type": "quantitative", "scale": {"domain": [0, 126], "nice": False}, "axis": None}
    rows = [
        {"from": 0, "to": 63, "mid": 31.5, "who": "eu", "label": words["bar"][0], "short": "63"},
        {"from": 63, "to": 123, "mid": 93, "who": "lux", "label": words["bar"][1], "short": "60"},
        {"from": 123, "to": 126, "mid": 126, "who": "gap", "label": words["bar"][2]},
    ]
    paid, gap = {"filter": "datum.who != 'gap'"}, {"filter": "datum.who == 'gap'"}
    whole = {"x": x, "x2": {"field": "to"}, "y": {"value": 26}, "y2": {"value": 70}}
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "width": "container",
        "height": 100,
        "autosize": {"type": "fit-x", "contains": "padding"},
        "background": None,
        "padding": 0,
        "config": {
            "view": {"stroke": None},
            "font": "Inter, Noto Sans, Segoe UI, Arial, sans-serif",
            "text": {"fontSize": 13, "color": ink["ink"]},
        },
        "data": {"values": rows},
        "layer": [
            {
                "transform": [paid],
                "mark": {"type": "bar", "stroke": ink["on"], "strokeWidth": 1},
                "encoding": {
                    **whole,
                    "color": {
                        "field": "who",
                        "legend": None,
                        "scale": {"domain": ["eu", "lux"], "range": [ink["eu"], ink["lux"]]},
                    },
                    "description": {"field": "label"},
                },
            },
            {
                "transform": [gap],
                "mark": {
                    "type": "bar",
                    "fill": ink["gap"],
                    "fillOpacity": 0.16,
                    "stroke": ink["gap"],
                    "strokeWidth": 2,
                    "strokeDash": [4, 3],
                },
                "encoding": {**whole, "description": {"field": "label"}},
            },
            {
                "transform": [paid],
                "mark": {
                    "type": "text",
                    "fontWeight": 700,
                    "color": ink["on"],
                    "aria": False,
                    "text": {"expr": "width < 480 ? datum.short : datum.label"},
                },
                "encoding": {"x": {**x, "field": "mid"}, "y": {"value": 48}},
            },
            {
                "transform": [gap],
                "mark": {"type": "text", "fontWeight": 700, "align": "right", "color": ink["gap"], "aria": False},
                "encoding": {"x": {**x, "field": "to"}, "y": {"value": 13}, "text": {"field": "label"}},
            },
            {
                "data": {"values": [{"from": 0, "to": 126}]},
                "mark": {"type": "rule", "color": ink["axis"], "aria": False},
                "encoding": {"x": x, "x2": {"field": "to"}, "y": {"value": 78}},
            },
            {
                "data": {"values": [{"from": 63}]},
                "mark": {"type": "text", "text": words["below"], "aria": False, "limit": {"expr": "width"}},
                "encoding": {"x": x, "y": {"value": 92}},
            },
        ],
    }


if __name__ == "__main__":  # Streamlit runs a page's file as its main script
    draw()
