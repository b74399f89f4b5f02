"""Duplicates: pairs of entities of one kind that may be the same, with the reason, the likeliest first.

Nobody compares all with all: names are compared that share a word or their first letters, so the time grows with the
number of names, not with its square. Words that too many names share lead nowhere and are left out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from newsroom.base import languages
from newsroom.entities.distinct import Distinct
from newsroom.entities.entity import Entity
from newsroom.entities.kinds import Kind
from newsroom.entities.name_key import NameKey
from newsroom.text.names import name_keys
from newsroom.text.similarity import near

MOST_SHARING = 60  # names that may share a word before the word says nothing
FIRST_LETTERS = 4
_Pair = tuple[int, int]

SAME, REORDERED, SPELLED, CONTAINED = "same", "reordered", "spelled", "contained"
REASONS: dict[str, tuple[float, Any]] = {
    SAME: (1.0, _("the same name")),
    REORDERED: (0.9, _("the same words in another order")),
    SPELLED: (0.8, _("nearly the same name")),
    CONTAINED: (0.6, _("one name contains the other")),
}


@dataclass(frozen=True, slots=True)
class Spelled:
    """A whole name of an entity as its key; `squeezed` is without spaces, for ZWNJ is a space to some."""

    entity: int
    kind: str
    language: str
    text: str
    key: str
    words: frozenset[str]
    squeezed: str


def _as_spelled(entity: int, kind: str, language: str, text: str, key: str) -> Spelled:
    words = key.split()
    return Spelled(entity, kind, language, text, key, frozenset(words), "".join(words))


@dataclass(frozen=True, slots=True)
class Likeness:
    """Why two entities may be the same: a reason and the two names that give it."""

    reason: str
    one: Spelled
    other: Spelled

    @property
    def score(self) -> float:
        return REASONS[self.reason][0]

    @property
    def words(self) -> str:
        return str(REASONS[self.reason][1])


@dataclass(frozen=True, slots=True)
class Pair:
    """Two entities that may be one; `one` was there first."""

    one: Entity
    other: Entity
    likeness: Likeness


def likely_pairs() -> list[tuple[_Pair, Likeness]]:
    """All pairs that nobody has told apart, the likeliest first. Two queries, however many entities there are."""
    apart = set(Distinct.objects.values_list("first", "second"))
    found = _best(_likenesses(_spelled(NameKey.objects.filter(entity__merged_into=None))))
    open_pairs = [(pair, likeness) for pair, likeness in found.items() if pair not in apart]
    return sorted(open_pairs, key=lambda item: (-item[1].score, item[1].one.kind, item[0]))


def with_entities(pairs: Iterable[tuple[_Pair, Likeness]]) -> list[Pair]:
    """The pairs of one page with their rows: one query."""
    pairs = list(pairs)
    rows = Entity.objects.in_bulk({pk for pair, _likeness in pairs for pk in pair})
    return [Pair(rows[one], rows[other], likeness) for (one, other), likeness in pairs]


def candidates(entity: Entity) -> list[tuple[Entity, Likeness]]:
    """The standing entities of its kind that one that is not saved yet may be, the likeliest first. Two queries."""
    own = [
        _as_spelled(0, entity.kind, code, name, key)
        for code in languages.codes()
        if (name := entity.name_in(code))
        for key in name_keys(name, code)[:1]
    ]
    rows = NameKey.objects.filter(entity__merged_into=None, entity__kind=entity.kind)
    known = _spelled(rows.filter(_within_reach(own))) if own else []
    likenesses = ((one.entity, likeness) for one in known for mine in own if (likeness := _compare(one, mine)))
    best: dict[int, Likeness] = {}
    for pk, likeness in likenesses:
        best[pk] = max(best.get(pk, likeness), likeness, key=lambda one: one.score)
    entities = Entity.objects.in_bulk(best)
    return sorted(((entities[pk], best[pk]) for pk in best), key=lambda item: (-item[1].score, item[0].pk))


def _within_reach(own: Iterable[Spelled]) -> Q:
    """Names that share their first letters or a word with one of these."""
    wanted = Q(pk__in=[])
    for name in own:
        wanted |= Q(language=name.language, key__startswith=name.key[:FIRST_LETTERS])
        for word in name.key.split():
            wanted |= Q(language=name.language, key__contains=word) if len(word) >= FIRST_LETTERS else Q(pk__in=[])
    return wanted


def _spelled(keys: Any) -> list[Spelled]:
    """The whole names behind the keys: the first key of a name is of all its words, the others are its short forms."""
    columns = ("entity_id", "entity__kind", "language", "text", "key")
    found: dict[tuple[int, str, str], Spelled] = {}
    for row in keys.order_by("pk").values_list(*columns).iterator():
        name = _as_spelled(*row)
        found.setdefault((name.entity, name.language, name.text), name)
    return list(found.values())


def _likenesses(names: Iterable[Spelled]) -> Iterator[Likeness]:
    for sharing in _blocks(names):
        for one, other in combinations(sharing, 2):
            if one.entity != other.entity and (likeness := _compare(one, other)):
                yield likeness


def _blocks(names: Iterable[Spelled]) -> Iterator[list[Spelled]]:
    """Names of one kind and language that share something rare."""
    blocks: defaultdict[tuple[str, str, str], list[Spelled]] = defaultdict(list)
    for name in names:
        shared = {name.squeezed[:FIRST_LETTERS], f"={name.squeezed}"} | {
            word for word in name.words if len(word) >= FIRST_LETTERS
        }
        for word in shared:
            blocks[name.kind, name.language, word].append(name)
    yield from (block for block in blocks.values() if 1 < len(block) <= MOST_SHARING)


def _compare(one: Spelled, other: Spelled) -> Likeness | None:
    if one.language != other.language:
        return None
    if one.squeezed == other.squeezed:
        return Likeness(SAME, one, other)
    if one.words == other.words:
        return Likeness(REORDERED, one, other)
    if near(one.key, other.key):
        return Likeness(SPELLED, one, other)
    shorter, longer = sorted((one.words, other.words), key=len)
    if one.kind == Kind.PERSON and len(shorter) > 1 and shorter < longer:
        return Likeness(CONTAINED, one, other)
    return None


def _best(likenesses: Iterable[Likeness]) -> dict[_Pair, Likeness]:
    best: dict[_Pair, Likeness] = {}
    for likeness in likenesses:
        one, other = sorted((likeness.one, likeness.other), key=lambda name: name.entity)
        pair = (one.entity, other.entity)
        if pair not in best or best[pair].score < likeness.score:
            best[pair] = Likeness(likeness.reason, one, other)
    return best
