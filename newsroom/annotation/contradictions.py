"""Contradictions: where the text of an article disagrees with itself or with the knowledge base. Hints, no verdicts.

Four kinds: a count and its list ("count"), two lists that "respectively" pairs ("pairs"), the day of an event ("date"),
and offices: of somebody else ("office_of_another"), not at that time ("office_not_then"), two at once ("two_offices").
Each rule would rather be silent than wrong: an editor who was misled twice reads no more hints.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from newsroom.annotation.antecedents import Named
from newsroom.annotation.event_days import Happening, wrong_days
from newsroom.annotation.stated_offices import Held, Stated, against, stated, two_offices
from newsroom.text.counts import miscounts
from newsroom.text.respective import unpaired


@dataclass(frozen=True, slots=True)
class Known:
    """What the knowledge base says of what an article names, as of the day of the report.

    `about` is the event that the article is about, if it is about one only.
    """

    day: dt.date
    offices: Sequence[Held] = ()
    events: Sequence[Happening] = ()
    about: Happening | None = None


@dataclass(frozen=True, slots=True)
class Contradiction:
    """One hint: a half-open range of code points of a block, its kind, and what its sentence needs.

    `numbers`: stated and counted, or the lengths of two lists. `entities`: the person named and, where somebody else
    holds the office, that one; or the event. `words`: what the text says elsewhere.
    """

    block: str
    start: int
    end: int
    kind: str
    numbers: tuple[int, int] = (0, 0)
    entities: tuple[str, ...] = ()
    words: str = ""
    period: tuple[str, str] = field(default=("", ""))


def contradictions(
    blocks: Sequence[tuple[str, str]], language: str, mentions: Mapping[str, Sequence[Named]], known: Known
) -> list[Contradiction]:
    """Find the contradictions of an article in one language, in reading order.

    Args:
        blocks: (identity, plain text) in reading order.
        language: "fa", "en" or "ru"; in another none is found.
        mentions: identity of a block -> what is named in it.
        known: what the knowledge base says of it.
    """
    found: list[Contradiction] = []
    given: list[Stated] = []
    for block, text in blocks:
        named = mentions.get(block, ())
        found += _in_words(block, text, language)
        found += [
            Contradiction(
                block, one.start, one.end, "date", entities=(one.event.entity,), period=(one.event.start, one.event.end)
            )
            for one in wrong_days(text, language, named, known.events, known.about)
        ]
        given += stated(block, text, named, language)
    found += _in_offices(given, dict(blocks), language, known)
    order = {block: number for number, (block, _text) in enumerate(blocks)}
    return sorted(found, key=lambda one: (order[one.block], one.start, one.end, one.kind))


def _in_words(block: str, text: str, language: str) -> Iterator[Contradiction]:
    for count in miscounts(text, language):
        yield Contradiction(block, count.start, count.end, "count", numbers=(count.stated, count.counted))
    for pair in unpaired(text, language):
        yield Contradiction(block, pair.start, pair.end, "pairs", numbers=(pair.first, pair.second))


def _in_offices(
    given: Sequence[Stated], texts: Mapping[str, str], language: str, known: Known
) -> Iterator[Contradiction]:
    doubtful = set()
    for one in given:
        for kind, office in against(one, known.offices, known.day, language):
            doubtful.add(one)
            entities = (one.person,) if kind == "office_not_then" else (one.person, office.person)
            period = (office.start, office.end)
            yield Contradiction(one.block, one.start, one.end, kind, entities=entities, period=period)
    sure = [one for one in given if one not in doubtful]
    for other, one in two_offices(sure, known.offices, known.day, language):
        words = texts[other.block][other.start : other.end]
        yield Contradiction(one.block, one.start, one.end, "two_offices", entities=(one.person,), words=words)
