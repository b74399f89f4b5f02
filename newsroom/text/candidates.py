"""Candidates: every key that the words of a text offer to the index of names, with the range it stands for.

Besides the words as written these are what grammar allows: a Persian name without its suffixes, the place
an adjective is made of, a Russian genitive plural, and a long name replaced by its initials. Each is marked
with the rule that made it, because the gazetteer trusts them less.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from newsroom.text.fold import fold_key
from newsroom.text.stems import adjective_bases, persian_stems, russian_singular_stem
from newsroom.text.tokens import (
    CONNECTORS,
    Token,
    joined_key,
    runs,
    spaced_key,
    token_key,
    tokens,
    without_articles,
)

Exactness = Literal["exact", "inflected", "derived"]
#: How a key was made: as written; without a suffix glued to it; the part before a ZWNJ; the place of an
#: adjective; a long name in a longer one replaced by its initials, or the words of an English "A of B"
#: turned round.
Via = Literal["", "suffix", "zwnj", "adjective", "expanded"]

_MAX_INITIALS = 6
_MAX_BESIDE = 5


class Candidate(NamedTuple):
    """A key that a range of the text offers; thousands of them in an article, so it is a tuple.

    Attributes:
        start: code point offset in the text.
        end: offset after the range.
        key: the key to look up.
        exactness: "exact" as written, "inflected" (a Russian form), "derived" (any other rule).
        via: the rule that made the key.
        inner: for an expanded one, the range that must itself name an organization.
    """

    start: int
    end: int
    key: str
    exactness: Exactness
    via: Via = ""
    inner: tuple[int, int] | None = None


def candidates(text: str, language: str, max_tokens: int = 8) -> list[Candidate]:
    """Return every key that the words of a text offer.

    Args:
        text: the plain text of one block.
        language: its language.
        max_tokens: the longest name looked for, in words; English articles do not count.

    Returns:
        Candidates without repetition; ranges overlap, and one range may offer several keys. None runs over
        punctuation, brackets, quotes or a line end, and none begins or ends with an article.
    """
    found: list[Candidate] = []
    for run in runs(tokens(text, language)):
        words = without_articles(run)
        for first in range(len(words)):
            found += _plain(words[first : first + max_tokens], language)
        if language == "fa":
            found += _persian(words, max_tokens)
        found += (adjective for word in run for adjective in _adjectives(word, language))
        found += _expanded(words, max_tokens)
    return list(dict.fromkeys(found))


def _plain(words: Sequence[Token], language: str) -> Iterator[Candidate]:
    """Yield the first word, the first two, ... as written, with ZWNJ as nothing and as a space, and a Russian genitive
    plural. Each key is the one before with a word more.
    """
    start = words[0].start
    head = spaced = singular = ""  # the words before, as each kind of key has them
    inflected = parted = False
    for number, word in enumerate(words):
        key = head + word.key
        inflected = inflected or (
            language == "ru" and word.script == "cyrillic" and word.key != fold_key(word.surface)
        )
        yield Candidate(start, word.end, key, "inflected" if inflected else "exact")
        if language == "ru":
            singular += russian_singular_stem(word.key)
            if number and singular != key:
                yield Candidate(start, word.end, singular, "derived")
            singular += " "
        else:
            parted = parted or len(word.parts) > 1
            spaced += word.spaced
            if parted:
                yield Candidate(start, word.end, spaced, "exact")
            spaced += " "
        head += word.linking + " "


def _adjectives(word: Token, language: str) -> Iterator[Candidate]:
    """Yield the places a word may be the adjective of: Russian ones written small, English ones with a capital."""
    spelled = {
        "ru": word.script == "cyrillic" and not word.capital,
        "en": word.script == "latin" and word.capital,
    }
    if spelled.get(language):
        for base in adjective_bases(fold_key(word.surface), word.key, language):
            yield Candidate(word.start, word.end, base, "derived", "adjective")


def _persian(words: Sequence[Token], max_tokens: int) -> Iterator[Candidate]:
    """Yield names whose last word has lost its suffixes, or what follows its first ZWNJ.

    The range ends at the ZWNJ when one separates the name from the rest (کرملین‌نشینان), and takes the
    whole word when the suffix is glued to the name (اوکراینی).
    """
    for position, last in enumerate(words):
        if last.script != "arabic":
            continue
        endings = _endings(last)
        for first in range(max(0, position - max_tokens + 1) if endings else position, position + 1):
            before = words[first:position]
            heads = dict.fromkeys((joined_key(before) + " ", spaced_key(before) + " ")) if before else ("",)
            for head in heads:
                for stem, end, via in endings:
                    yield Candidate(words[first].start, end, head + stem, "derived", via)


def _endings(word: Token) -> list[tuple[str, int, Via]]:
    """Return the shorter forms of a Persian word with the offset where each ends."""
    prefixes = {"".join(word.parts[:count]): word.cuts[count - 1] for count in range(1, len(word.parts))}
    found: list[tuple[str, int, Via]] = [(stem, end, "zwnj") for stem, end in prefixes.items()]
    return found + [(stem, word.end, "suffix") for stem in persian_stems(word.key) if stem not in prefixes]


def _expanded(words: Sequence[Token], max_tokens: int) -> Iterator[Candidate]:
    """Yield keys in which a long name stands as its initials, and "B A" for an English "A of B".

    So «summit of the Commonwealth of Independent States» meets the stored name «CIS summit».
    """
    for first, word in enumerate(words):
        if not word.capital or word.script not in ("latin", "cyrillic"):
            continue
        for last in range(first + 1, min(first + max_tokens, len(words)) + 1):
            name = words[first:last]
            if name[-1].key in CONNECTORS:
                continue
            initials = _initials(name)
            before = words[max(0, first - _MAX_BESIDE) : first]
            after = words[last : last + _MAX_BESIDE]
            if initials:
                yield from _beside(before, name, after, initials)
            yield from _turned(before, name, (initials, joined_key(name)))


def _initials(name: Sequence[Token]) -> str:
    """Return the initials of two to six words: the capitals in Latin, all but connectors in Cyrillic."""
    letters = [w for w in name if w.key not in CONNECTORS and (w.capital or w.script == "cyrillic")]
    if not 2 <= len(letters) <= _MAX_INITIALS:
        return ""
    return token_key("".join(word.surface[0].upper() for word in letters), "")


def _beside(
    before: Sequence[Token], name: Sequence[Token], after: Sequence[Token], initials: str
) -> Iterator[Candidate]:
    """Yield the initials with the words before the name, and with those after it."""
    inner = (name[0].start, name[-1].end)
    for begin in range(len(before)):
        key = " ".join([*(word.key for word in before[begin:]), initials])
        yield Candidate(before[begin].start, inner[1], key, "derived", "expanded", inner)
    for stop in range(1, len(after) + 1):
        key = " ".join([initials, *(word.key for word in after[:stop])])
        yield Candidate(inner[0], after[stop - 1].end, key, "derived", "expanded", inner)


def _turned(before: Sequence[Token], name: Sequence[Token], keys: tuple[str, str]) -> Iterator[Candidate]:
    """Yield "name A" where the text has "A of name"."""
    if not before or before[-1].key != "of":
        return
    inner = (name[0].start, name[-1].end)
    for begin in range(len(before) - 1):
        for key in filter(None, keys):
            turned = " ".join([key, *(word.key for word in before[begin:-1])])
            yield Candidate(before[begin].start, inner[1], turned, "derived", "expanded", inner)
