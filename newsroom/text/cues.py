"""Cue: one place where a text attributes words to a speaker, before anybody knows who that is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from newsroom.text.saying import Act

Side = Literal["before", "base", "after", "phrase"]
Code = Literal["verb", "according", "document", "noun", "colon", "attributed", "quoted"]


@dataclass(frozen=True, slots=True)
class Zone:
    """Words among which the speaker is named.

    `side`: "before" the verb; in the "base" of the sentence, whose subject a joined predicate shares; "after" the verb;
    the whole of a "phrase".
    """

    start: int
    end: int
    side: Side


@dataclass(frozen=True, slots=True)
class Cue:
    """One attributed clause.

    Attributes:
        start: code point offset of the clause.
        end: offset after it, the full stop left out.
        code: how it is attributed: by a verb, by "according to", by "in the statement", by a noun ("his proposal"), by
            a colon, by "attributed to", or by nothing but quotation marks.
        zones: where the speaker is named, the likelier place first.
        goes_on: whether the speaker is that of the cue before.
        verb: the range of the words that attribute.
        sentence: where its sentence begins.
        act: the act of the verb, None without one.
        plural: whether several speak; None when the words do not tell.
        nested: whether it stands inside what another cue attributes.
        heading: whether it stands in a line that does not end as sentences do.
    """

    start: int
    end: int
    code: Code
    zones: tuple[Zone, ...]
    verb: tuple[int, int]
    sentence: int
    act: Act | None = None
    plural: bool | None = None
    goes_on: bool = False
    nested: bool = False
    heading: bool = False
