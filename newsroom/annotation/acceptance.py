"""Acceptance: whether a stored name that shares a key with the text is really written there.

Keys are generous; this is where capitals, declension and the limits of each derivation are checked. The
rules need only the name, the words of the text and the kind of the entity.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from newsroom.annotation.hits import Hit
from newsroom.text.candidates import Candidate
from newsroom.text.fold import fold_key
from newsroom.text.names import name_keys, name_tokens
from newsroom.text.stems import agrees
from newsroom.text.tokens import Token, tokens

#: Kinds whose names are titles: capitals there are a matter of style («вторжение России на Украину»).
_TITLED = frozenset({"event", "document", "initiative", "topic"})
#: Kinds named by a description, whose first word may be written small in running text.
_DESCRIBED = _TITLED | {"organization"}
_CASED = frozenset({"latin", "cyrillic"})
_EZAFE_AFTER = ("ا", "و")


@lru_cache(maxsize=2048)  # an article names the same few again and again, the archive too
def missing_words(hit: Hit, language: str) -> tuple[str, ...]:
    """Return the keys of the words of a name that a short form leaves out, in order; none for a full name."""
    full = name_keys(hit.name, hit.language or language)
    if hit.key in full:
        return ()
    for key in full:
        if key.startswith(hit.key + " "):
            return tuple(key.removeprefix(hit.key).split())
        if key.endswith(" " + hit.key):
            return tuple(key.removesuffix(hit.key).split())
    return ()


def accepts(hit: Hit, candidate: Candidate, text: str, language: str) -> bool:
    """Say whether a hit is a plausible reading of a candidate.

    Args:
        hit: the stored name.
        candidate: the range of the text that offered its key.
        text: the text of the block.
        language: the language of the text.
    """
    if candidate.via == "adjective":
        return hit.kind == "place" and len(name_tokens(hit.name, language)) == 1
    if hit.kind == "person" and not _can_be_person(hit, candidate, text):
        return False
    if candidate.via == "expanded":
        return hit.kind in _DESCRIBED
    name, words = _matched(hit, language), name_tokens(text[candidate.start : candidate.end], language)
    return _case_fits(hit, name, words) and _forms_fit(name, words, language)


@lru_cache(maxsize=2048)
def _matched(hit: Hit, language: str) -> Sequence[Token]:
    """Return the words of a name that its key stands for: all, the title's first ones, or the surname."""
    name = name_tokens(hit.name, hit.language or language)
    if not missing_words(hit, language):
        return name
    count = len(hit.key.split())
    return name[-count:] if hit.kind == "person" else name[:count]


def _can_be_person(hit: Hit, candidate: Candidate, text: str) -> bool:
    """A suffix glued to a surname makes another surname (رحمان, رحمانی), as may what follows ZWNJ (علی‌اف)."""
    if candidate.via == "suffix":
        return hit.name.endswith(_EZAFE_AFTER) and fold_key(text[candidate.end - 1]) == "ی"
    if candidate.via != "zwnj":
        return True
    rest = tokens(text[candidate.end : candidate.end + 8].lstrip("\u200c"), "fa")
    return bool(rest) and rest[0].key in ("ها", "های", "هایی", "ای", "ی", "اش", "ام", "مان", "شان")


def _case_fits(hit: Hit, name: Sequence[Token], words: Sequence[Token]) -> bool:
    """Compare capitals in scripts that have them; extra words of either side do not count."""
    pairs = list(zip(name, words, strict=False))
    cased = [(n, w) for n, w in pairs if n.script in _CASED]
    if hit.case_sensitive and not all(_same_case(n.surface, w.surface) for n, w in cased):
        return False
    if not all(w.all_capitals for n, w in cased if n.all_capitals):
        return False
    capitals = [(n, w) for n, w in cased if n.capital]
    if not capitals:
        return True
    if len(name) == 1 or hit.kind not in _DESCRIBED:
        return all(w.capital for _, w in capitals)
    if hit.kind in _TITLED and capitals == [(name[0], words[0])]:
        return True
    return any((n.capital and w.capital) or w.surface[0].isdigit() for n, w in pairs)


def _same_case(name: str, word: str) -> bool:
    """Compare letter by letter as far as the letters are the same; endings may differ."""
    for ours, theirs in zip(name, word, strict=False):
        if ours.lower() != theirs.lower():
            return True
        if ours != theirs:
            return False
    return True


def _forms_fit(name: Sequence[Token], words: Sequence[Token], language: str) -> bool:
    """Check Russian declension word by word."""
    if language != "ru" or len(name) != len(words):
        return True
    return all(
        agrees(fold_key(n.surface), fold_key(w.surface), alone=len(name) == 1)
        for n, w in zip(name, words, strict=True)
        if n.script == w.script == "cyrillic" and not n.all_capitals
    )
