"""The values that pass through the gazetteer: what a lookup returns, what is proposed, a match between."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal

from newsroom.text.candidates import Candidate

Matching = Literal["always", "ask", "never"]


@dataclass(frozen=True, slots=True)
class Hit:
    """One stored name found by one of its keys.

    Attributes:
        key: the key it was found by.
        entity: the identity of its entity.
        kind: the kind of the entity: person, organization, place, event, document, initiative, topic.
        name: the name as stored.
        matching: "always"; "ask", suggested with a lower score; "never", not suggested.
        case_sensitive: whether capitals must agree letter by letter.
        preferred: whether it is the name of the entity, not another way to write it.
        language: the language of the name; "" when it is the language of the text.
    """

    key: str
    entity: str
    kind: str
    name: str
    matching: Matching = "always"
    case_sensitive: bool = False
    preferred: bool = False
    language: str = ""


Lookup = Callable[[set[str]], Iterable[Hit]]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A range that seems to name an entity.

    Attributes:
        start: code point offset in the block's text.
        end: offset after the range.
        entity: the entity proposed.
        score: 0..1, how sure the rules are.
        reason: how the name was recognised: codes joined by "+", in this order: name | alias | short (a
            surname, an event's title without its closing qualifier); inflected | derived (suffix,
            adjective) | expanded (initials, word order); ask; metonym | ambiguous; nested.
        alternatives: other entities with the same name, best first.
        nested: whether the range lies inside a longer suggestion.
    """

    start: int
    end: int
    entity: str
    score: float
    reason: str
    alternatives: tuple[str, ...] = ()
    nested: bool = False


@dataclass(frozen=True, slots=True)
class Match:
    """A candidate of the text, a stored name it agrees with, the keys of the name's words it leaves out."""

    candidate: Candidate
    hit: Hit
    missing: tuple[str, ...]

    @property
    def short(self) -> bool:
        """Whether only a short form of the name is written: a surname, a title without its qualifier."""
        return bool(self.missing)

    @property
    def span(self) -> tuple[int, int]:
        """The range in the text."""
        return self.candidate.start, self.candidate.end
