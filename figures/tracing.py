"""Finds in a told text what somebody printed: numbers, phrases in quotation marks, rates of exchange."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from .ledger import Figure
from .locale import Spoken, capital
from .telling import Pieces, joined
from .views.common import Common

NO_RESULT = r"(?<![=≈][ \u00a0])"  # what a calculation comes to is no print
Targets = Sequence[str]  # what the first, second, … time leads to; the last one holds for all further times


def traced(views: Common, text: str, figures: Sequence[str], workings: Sequence[Pieces] = ()) -> Pieces:
    """The text in pieces: a number with the figure it stands for, a phrase or a rate with its address, if it has one.

    Nothing that may stand for two quantities, but where the pieces are known (``workings``, each once); a phrase that
    several sources print leads to each in its turn.
    """
    for number, working in enumerate(workings):
        place = re.search(rf"{NO_RESULT}{re.escape(joined(working))}", text)
        others = (*workings[:number], *workings[number + 1 :])
        if place:
            before, behind = text[: place.start()], text[place.end() :]
            return (*traced(views, before, figures, others), *working, *traced(views, behind, figures, others))
    known = targets(views, text, [views.ledger.figures[name] for name in dict.fromkeys(figures)])
    if not known or isinstance(text, Spoken):
        return ((text, ""),)
    wanted = "|".join(map(re.escape, sorted(known, key=len, reverse=True)))
    pieces, times = list[tuple[str, str]](), Counter[str]()
    result = re.escape(views.words.text("page.calculated", value=""))  # what is calculated is no print
    pattern = rf"(?<![\w.,]){NO_RESULT}({wanted})(?![\w%]|[.,]\d|{result})"
    for part in filter(None, re.split(pattern, text)):
        found = known.get(part, ("",))
        pieces.append((spoken(views, part), found[min(times[part], len(found) - 1)]))
        times[part] += 1
    return tuple(pieces)


def spoken(views: Common, part: str) -> str:
    """A phrase in quotation marks with the language it is printed in."""
    languages = {views.ledger.sources[figure.source].language for figure in views.quoted.get(part, ())}
    return views.words.spoken(part, languages.pop()) if len(languages) == 1 else part


def targets(views: Common, text: str, figures: Sequence[Figure]) -> Mapping[str, Targets]:
    """What each text that can be found leads to."""
    numbers = defaultdict[str, list[Figure]](list)
    for figure in figures:
        text_of = views.tell.figure_text(figure)
        for words in {text_of, capital(text_of)}:  # a title may begin with it
            numbers[words].append(figure)
    known: dict[str, Targets] = {words: (address,) for words, address in views.rates_at.items()}
    for words in set(views.quotation.findall(text)):
        found = nearest(views.quoted.get(words, ()), figures)
        if found:
            is_known = _is_one(found) or text.count(words) == len(found)
            known[words] = [views.words_of(figure) for figure in found] if is_known else [""]
    known |= {words: (found[0].id,) for words, found in numbers.items() if _is_one(found)}
    return {words: found for words, found in known.items() if words in text}


def nearest(prints: Sequence[Figure], figures: Sequence[Figure]) -> Sequence[Figure]:
    """Of the prints of a phrase those that a text tells of; else those of its sources; else all."""
    sources = {figure.source for figure in figures}
    told = [figure for figure in figures if figure in prints]
    return told or [figure for figure in prints if figure.source in sources] or prints


def _is_one(figures: Iterable[Figure]) -> bool:
    """True where all are prints of one quantity."""
    return len({figure.term for figure in figures}) == 1
