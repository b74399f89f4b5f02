"""Senses: which of several entities of the same name a range of the text means.

Three rules, in this order. A place and an organization of one name (the Kremlin, a city and its club) are a metonym
pair: right after a preposition of place it is the place, else the organization. An entity that the article names
elsewhere without doubt, or that the caller knows to be in it, is preferred. Then the entity's own name wins over
another entity's alias, and the kind of which the article has named more entities over the other.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from newsroom.annotation.hits import Match
from newsroom.text.fold import fold_key

_LOCATIVE = {
    "fa": re.compile(r"(?:^|\W)(?:در|به|از|تا|درون|داخل|اطراف|نزدیک|سوی|وارد|راهی)\s+$"),
    "en": re.compile(r"(?:^|\W)(?:in|at|to|from|into|inside|outside|near|around|towards?)\s+(?:the\s+)?$"),
    "ru": re.compile(r"(?:^|\W)(?:в|во|из|возле|около|до|под)\s+$"),
}
# «под Кремлём» is not in the Kremlin: with the instrumental case none of these prepositions is locative.
_NOT_LOCATIVE_FORM = {"ru": re.compile("(?:ом|ем|ым|им)$")}
_METONYM = frozenset({"place", "organization"})
_BEFORE = 24


@dataclass(frozen=True, slots=True)
class Article:
    """What the article names beyond doubt: entities, and how many are of each kind."""

    entities: frozenset[str]
    kinds: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Sense:
    """The match chosen for a range, the other entities in order, and the rule that chose ("" for none)."""

    match: Match
    alternatives: tuple[str, ...]
    rule: str


def survey(groups: Iterable[Sequence[Match]], context: frozenset[str]) -> Article:
    """Learn from all ranges of an article which entities are named unambiguously.

    Args:
        groups: the matches of each range.
        context: entities known to be in the article, e.g. accepted mentions.
    """
    sure: dict[str, str] = {}
    for group in groups:
        entities = {match.hit.entity for match in group}
        match = group[0]
        certain = match.hit.matching == "always" and match.candidate.via in ("", "expanded") and not match.short
        if len(entities) == 1 and certain:
            sure[match.hit.entity] = match.hit.kind
    return Article(context | sure.keys(), Counter(sure.values()))


def choose(group: Sequence[Match], text: str, language: str, article: Article) -> Sense:
    """Choose one entity for a range.

    Args:
        group: all matches of the range, at least one.
        text: the text of the block.
        language: its language.
        article: what the rest of the article names.
    """
    best: dict[str, Match] = {}
    for match in group:
        known = best.get(match.hit.entity)
        if known is None or _quality(match) > _quality(known):
            best[match.hit.entity] = match
    if len(best) == 1:
        return Sense(next(iter(best.values())), (), "")
    kind = _metonym(list(best.values()), text, language)

    def rank(match: Match) -> tuple[bool, bool, bool, int, str]:
        hit = match.hit
        return (
            hit.kind != kind,
            hit.entity not in article.entities,
            not hit.preferred,
            -article.kinds.get(hit.kind, 0),
            hit.entity,
        )

    ordered = sorted(best.values(), key=rank)
    others = tuple(match.hit.entity for match in ordered[1:])
    return Sense(ordered[0], others, "metonym" if kind else "ambiguous")


def _quality(match: Match) -> tuple[bool, bool, bool, bool]:
    """Order the ways one entity can be meant by one range: best is largest."""
    return (not match.candidate.via, not match.short, match.hit.matching == "always", match.hit.preferred)


def _metonym(matches: Sequence[Match], text: str, language: str) -> str:
    """Return the kind that the words before a metonym pair ask for; "" when it is no such pair."""
    if {match.hit.kind for match in matches} != _METONYM or language not in _LOCATIVE:
        return ""
    start, end = matches[0].span
    before = fold_key(text[max(0, start - _BEFORE) : start])
    other_form = _NOT_LOCATIVE_FORM.get(language)
    if other_form and other_form.search(fold_key(text[start:end])):
        return "organization"
    return "place" if _LOCATIVE[language].search(before) else "organization"
