"""Speed of the scan against the bare pattern of its own grammar, spaCy and quantulum3, as ratios in CPU seconds.

Run it from the checkout: `python benchmarks/scan.py [MEGABYTES]`. The text is made by varying our own sentences of
tests/sentences; spaCy and quantulum3 are measured where they are installed, else the table says so.
"""

from __future__ import annotations

import random
import re
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from figures.lexicon import alternatives, lexicon
from figures.scan import scan

SENTENCES = Path(__file__).resolve().parent.parent / "tests" / "sentences"
FILLER = (
    "Darüber berichtete die Zeitung am Wochenende unter Berufung auf Kreise des Ministeriums. Ein Sprecher wollte sich "
    "dazu nicht äußern. Die Verhandlungen seien schwierig, hieß es, doch beide Seiten zeigten sich zuversichtlich. "
    "Fachleute sehen die Entwicklung mit Sorge und verweisen auf frühere Erfahrungen aus anderen Regionen. "
)
PIECES = ("1", "1.", "1,", " .", "rund ", "bis zu ", "ein und zwei ", "über 1 ", "von 1 von ", "1 € ", "1 ")


def press_text(size: int, seed: int = 4) -> str:
    """German press text of about ``size`` bytes: our sentences with other digits, filler between, as articles are."""
    plain = re.sub(r"\{([^|{}]*)\|[^{}]*\}", r"\1", (SENTENCES / "de.txt").read_text(encoding="utf-8"))
    sentences, chance, parts, length = plain.splitlines(), random.Random(seed), [], 0
    while length < size:
        varied = re.sub("[2-9]", lambda _: str(chance.randint(2, 9)), chance.choice(sentences))
        parts.append(f"{varied} {FILLER}\n" if chance.random() < 0.6 else f"{varied}\n")
        length += len(parts[-1].encode())
    return "".join(parts)


def bare_pattern() -> re.Pattern[str]:
    """Hedge, number, scale and unit as one regular expression, from the same tables: spans only."""
    words = lexicon("de")
    hedge, scale, unit = (alternatives(words.words(kind)) for kind in ("hedge", "scale", "unit"))
    number = alternatives([*words.words("number"), *words.words("share"), *words.words("part"), *words.words("many")])
    gap = r"[ \u00a0\u202f]"
    return re.compile(
        rf"(?:\b(?:{hedge}){gap})?(?:[0-9]++(?:[.,' ][0-9]++)*+|\b(?:{number})\b)(?:{gap}?(?:{scale})\b\.?)?"
        rf"(?:{gap}?(?:{unit})(?!\w))?",
        re.IGNORECASE,
    )


def cpu(work: Callable[[], object], runs: int = 3) -> float:
    """The median of CPU seconds."""
    taken = []
    for _ in range(runs):
        start = time.process_time()
        work()
        taken.append(time.process_time() - start)
    return statistics.median(taken)


def peers(text: str) -> dict[str, float | None]:
    """Megabytes a CPU second of spaCy's blank German and of quantulum3, on a part each can do in a few seconds."""
    found: dict[str, float | None] = {"spaCy blank de": None, "quantulum3": None}
    try:
        import spacy

        nlp, part = spacy.blank("de"), text[:500_000]
        found["spaCy blank de"] = 0.5 / cpu(lambda: [token.like_num for token in nlp(part)], 1)
    except ImportError:
        pass
    try:
        from quantulum3 import parser

        part = text[:50_000]
        found["quantulum3"] = 0.05 / cpu(lambda: [parser.parse(line) for line in part.splitlines()], 1)
    except ImportError:
        pass
    return found


def main(megabytes: float) -> None:
    """One table: speed, ratio to the bare pattern, and how time grows with length on hostile text."""
    text = press_text(int(megabytes * 1e6))
    size = len(text.encode()) / 1e6
    pattern = bare_pattern()
    list(scan(text[:20_000], "de"))  # tables and units are read once
    bare = cpu(lambda: sum(1 for _ in pattern.finditer(text)))
    ours = cpu(lambda: sum(1 for _ in scan(text, "de")))
    readings = cpu(lambda: sum(1 for one in scan(text, "de") if one.parsed and one.parsed.readings()))
    found = sum(1 for _ in scan(text, "de"))
    print(f"{size:.1f} MB, {found} numbers ({found / size / 1000:.1f} a kB)")
    print(f"bare pattern        {size / bare:6.2f} MB/s  1.00 x")
    print(f"scan                {size / ours:6.2f} MB/s  {bare / ours:.2f} x")
    print(f"scan, both readings {size / readings:6.2f} MB/s  {bare / readings:.2f} x")
    for name, speed in peers(text).items():
        told = (
            f"{speed:6.3f} MB/s  scan with both readings is {size / readings / speed:.2g} x as fast"
            if speed
            else "not installed"
        )
        print(f"{name:19} {told}")
    sys.stdout.flush()
    print("double the text, time grows by (0.5 MB to 1 MB):")
    for piece in PIECES:
        texts = [piece * (int(size) // len(piece)) for size in (5e5, 1e6)]
        once, twice = (cpu(lambda t=text: sum(1 for _ in scan(t, "de")), 1) for text in texts)
        print(f"  {piece!r:16} {twice / once:.2f} x  ({twice:.1f} s)", flush=True)


if __name__ == "__main__":
    main(float(sys.argv[1]) if len(sys.argv) > 1 else 10)
