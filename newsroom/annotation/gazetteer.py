"""The gazetteer: suggestions of mentions, from the keys a text offers and one lookup of stored names.

Pure: the database is behind `lookup`, which is called once per article with every key. What it must answer
    from is an index of `names.name_keys(name, language, kind=...)` of every name. Names in Latin letters
    should be found whatever the language of the text, because Persian and Russian reports quote them (AA,
    CIS+).

The longest match wins. A shorter one inside it stays when the longer name speaks about the other entity (an
organization or a country in an event's name) and goes when it is only a word of the longer name (a city in
a palace's name, a country in a ministry's).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from typing import TypeVar

from newsroom.annotation.acceptance import accepts, missing_words
from newsroom.annotation.hits import Hit, Lookup, Match, Suggestion
from newsroom.annotation.senses import Article, Sense, choose, survey
from newsroom.annotation.stretching import stretched_end
from newsroom.text.candidates import Candidate, candidates
from newsroom.text.names import FUNCTION_WORDS
from newsroom.text.tokens import Token, tokens

__all__ = ["Hit", "Lookup", "Suggestion", "suggest", "suggest_blocks"]

BlockId = TypeVar("BlockId", bound=Hashable)
_Span = tuple[int, int]

_SCORES = {"exact": 0.97, "inflected": 0.92, "derived": 0.6}
_EXPANDED = 0.85
_FACTORS = {"alias": 0.98, "short": 0.85, "ask": 0.6, "metonym": 0.85, "ambiguous": 0.7}
#: Kinds whose names speak about other entities: those stay suggestions of their own.
_TELLING = frozenset({"event"})
#: Kinds which keep an organization inside their name when that is named in full (two words or more).
_OWNED = frozenset({"organization", "initiative", "topic"})


@dataclass(frozen=True, slots=True)
class _Placed:
    """A range with its chosen sense."""

    start: int
    end: int
    sense: Sense

    @property
    def hit(self) -> Hit:
        return self.sense.match.hit

    def contains(self, other: _Placed) -> bool:
        return self.start <= other.start and other.end <= self.end

    def crosses(self, other: _Placed) -> bool:
        return (
            self.start < other.end
            and other.start < self.end
            and not self.contains(other)
            and not other.contains(self)
        )


def suggest(
    text: str, language: str, lookup: Lookup, *, context: frozenset[str] = frozenset()
) -> list[Suggestion]:
    """Suggest the mentions of one text.

    Args:
        text: plain text (NFC) of one block.
        language: its language.
        lookup: answers a set of keys with the names stored under them; called once.
        context: entities known to be in the article.

    Returns:
        Suggestions by start, the longer first.
    """
    return suggest_blocks([(0, text)], language, lookup, context=context)[0]


def suggest_blocks(
    blocks: Sequence[tuple[BlockId, str]],
    language: str,
    lookup: Lookup,
    *,
    context: frozenset[str] = frozenset(),
) -> dict[BlockId, list[Suggestion]]:
    """Suggest the mentions of all blocks of an article, with one lookup and one view of the whole article.

    Args:
        blocks: the blocks with their plain texts, in reading order.
        language: the language of the texts.
        lookup: answers a set of keys with the names stored under them; called once.
        context: entities known to be in the article.

    Returns:
        Suggestions per block, by start, the longer first; a block without any has an empty list.
    """
    offered = {block: candidates(text, language) for block, text in blocks}
    hits: dict[str, list[Hit]] = defaultdict(list)
    for hit in lookup({candidate.key for found in offered.values() for candidate in found}):
        if hit.matching != "never":
            hits[hit.key].append(hit)
    pages = {block: _page(text, language, offered[block], hits) for block, text in blocks}
    article = survey((group for page in pages.values() for group in page.groups.values()), context)
    return {block: _suggestions(page, language, article) for block, page in pages.items()}


@dataclass(frozen=True, slots=True)
class _Page:
    """A block with its tokens and with the accepted matches of each range."""

    text: str
    words: Sequence[Token]
    groups: Mapping[_Span, list[Match]]


def _page(text: str, language: str, offered: Sequence[Candidate], hits: Mapping[str, list[Hit]]) -> _Page:
    groups: dict[_Span, list[Match]] = defaultdict(list)
    for candidate in offered:
        for hit in hits.get(candidate.key, ()):
            if accepts(hit, candidate, text, language):
                groups[candidate.start, candidate.end].append(
                    Match(candidate, hit, missing_words(hit, language))
                )
    organizations = {
        span for span, group in groups.items() if any(m.hit.kind == "organization" for m in group)
    }
    words = tokens(text, language)
    sure: dict[_Span, list[Match]] = defaultdict(list)
    for match in (match for group in groups.values() for match in group):
        inner = match.candidate.inner
        if inner is None or inner in organizations:
            whole = _stretched(match, words, groups)
            sure[whole.span].append(whole)
    return _Page(text, words, sure)


def _stretched(match: Match, words: Sequence[Token], spans: Collection[_Span]) -> Match:
    """Return the match over the whole title when the text goes on with the rest of it, else the match itself."""
    end = stretched_end(match, words, spans) if match.short and match.hit.kind != "person" else None
    if end is None:
        return match
    return Match(replace(match.candidate, end=end, exactness="derived", via="expanded"), match.hit, ())


def _supported(match: Match, article: Article, keys: Set[str]) -> bool:
    """Say whether a short form may stand for its entity.

    It may when the article names the entity in full, or, for a title, when the block itself holds the words
    left out.
    """
    if not match.short or match.hit.entity in article.entities:
        return True
    return match.hit.kind != "person" and set(match.missing) - FUNCTION_WORDS <= keys


def _suggestions(page: _Page, language: str, article: Article) -> list[Suggestion]:
    keys = {word.key for word in page.words}
    groups = {span: [m for m in group if _supported(m, article, keys)] for span, group in page.groups.items()}
    placed = [
        _Placed(*span, choose(group, page.text, language, article)) for span, group in groups.items() if group
    ]
    kept: list[_Placed] = []
    for item in sorted(placed, key=lambda p: (p.start - p.end, p.start)):
        if all(_tolerates(longer, item, page.text, placed) for longer in kept):
            kept.append(item)
    kept = [_with_abbreviation(item, page.text, kept) for item in kept]
    found = [_suggestion(item, nested=any(o is not item and o.contains(item) for o in kept)) for item in kept]
    return sorted(found, key=lambda s: (s.start, -s.end))


def _tolerates(longer: _Placed, item: _Placed, text: str, placed: Sequence[_Placed]) -> bool:
    """Say whether a match may stand beside or inside a longer one that was kept."""
    if longer.crosses(item):
        return False
    if not longer.contains(item):
        return True
    if longer.hit.entity == item.hit.entity or item.sense.match.candidate.via in ("adjective", "suffix"):
        return False
    kind = longer.hit.kind
    if kind in _TELLING:
        return True
    if kind == "document":
        return len(_parties(longer, placed)) > 1
    return kind in _OWNED and item.hit.kind == "organization" and len(text[item.start : item.end].split()) > 1


def _parties(document: _Placed, placed: Sequence[_Placed]) -> set[str]:
    """Return the other entities in a document's name: two or more are its parties, one is only its place."""
    return {p.hit.entity for p in placed if document.contains(p) and p.hit.entity != document.hit.entity}


def _with_abbreviation(item: _Placed, text: str, kept: Sequence[_Placed]) -> _Placed:
    """Stretch a match that ends with an organization's name over the abbreviation in parentheses after it.

    In «саммит Содружества Независимых Государств (СНГ)» the parentheses belong to the summit's name.
    """
    last = [o for o in kept if o.end == item.end and item.contains(o) and o.hit.entity != item.hit.entity]
    opening = item.end + len(text[item.end :]) - len(text[item.end :].lstrip())
    if not last or text[opening : opening + 1] != "(":
        return item
    for short in kept:
        same = short.hit.entity == last[0].hit.entity
        if same and short.start == opening + 1 and text[short.end : short.end + 1] == ")":
            return replace(item, end=short.end + 1)
    return item


def _reasons(item: _Placed) -> Iterator[str]:
    match = item.sense.match
    yield "short" if match.short else "name" if match.hit.preferred else "alias"
    if match.candidate.via == "expanded":
        yield "expanded"
    elif match.candidate.exactness != "exact":
        yield match.candidate.exactness
    if match.hit.matching == "ask":
        yield "ask"
    if item.sense.rule:
        yield item.sense.rule


def _suggestion(item: _Placed, *, nested: bool) -> Suggestion:
    candidate = item.sense.match.candidate
    reasons = tuple(_reasons(item))
    score = _EXPANDED if candidate.via == "expanded" else _SCORES[candidate.exactness]
    for reason in reasons:
        score *= _FACTORS.get(reason, 1.0)
    return Suggestion(
        item.start,
        item.end,
        item.hit.entity,
        round(score, 3),
        "+".join([*reasons, "nested"] if nested else reasons),
        item.sense.alternatives,
        nested,
    )
