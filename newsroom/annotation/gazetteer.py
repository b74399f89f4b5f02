"""The gazetteer: suggestions of mentions, from the keys a text offers and one lookup of stored names.

Pure: the database is behind `lookup`, which is called once per article with every key. It answers from an index of
`names.name_keys(name, language, kind=...)` of every name. Names in Latin letters should be found whatever the language
of the text, because Persian and Russian reports quote them (AA, CIS+).

Four steps, one file each: `acceptance` (is this name really written here), `stretching` (titles with other names put
into them), `senses` (which of several namesakes is meant), `nesting` (which ranges stand inside others).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import TypeVar

from newsroom.annotation.acceptance import accepts, missing_words
from newsroom.annotation.hits import Hit, Lookup, Match, Suggestion
from newsroom.annotation.nesting import Placed, keep
from newsroom.annotation.senses import Article, choose, survey
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


def suggest(text: str, language: str, lookup: Lookup, *, context: frozenset[str] = frozenset()) -> list[Suggestion]:
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
                groups[candidate.start, candidate.end].append(Match(candidate, hit, missing_words(hit, language)))
    organizations = {span for span, group in groups.items() if any(m.hit.kind == "organization" for m in group)}
    sure = [m for group in groups.values() for m in group if m.candidate.inner in organizations | {None}]
    words = tokens(text, language)
    return _Page(text, words, _by_span(_stretched(sure, words)))


def _by_span(matches: Iterable[Match]) -> dict[_Span, list[Match]]:
    groups: dict[_Span, list[Match]] = defaultdict(list)
    for match in matches:
        groups[match.span].append(match)
    return groups


def _stretched(matches: Sequence[Match], words: Sequence[Token]) -> Iterator[Match]:
    """Yield the matches, those of short titles over the whole title where the text goes on with the rest of it."""
    cover: dict[int, _Span] = {}
    if any(match.short and match.hit.kind != "person" for match in matches):
        spans = sorted({match.span for match in matches}, key=lambda span: span[1] - span[0])
        cover = {position: span for span in spans for position in range(*span)}
    for match in matches:
        end = stretched_end(match, words, cover) if match.short and match.hit.kind != "person" else None
        if end is None:
            yield match
        else:
            whole = match.candidate._replace(end=end, exactness="derived", via="expanded")
            yield Match(whole, match.hit, ())


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
    placed = [Placed(*span, choose(group, page.text, language, article)) for span, group in groups.items() if group]
    found = [_suggestion(item, nested=nested) for item, nested in keep(placed, page.text)]
    return sorted(found, key=lambda s: (s.start, -s.end))


def _reasons(item: Placed) -> Iterator[str]:
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


def _suggestion(item: Placed, *, nested: bool) -> Suggestion:
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
