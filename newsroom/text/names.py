"""Names: the keys under which a name is stored, so that one indexed query finds what a text offers.

Both sides make the same key per word (`tokens`), so inflection, lost ZWNJ and letter variants need no
automaton and no cache. A name is stored under its plain key, under the key with ZWNJ as a space, and under
those of the short forms that news uses after the first mention: a surname, an event's title without its
closing qualifier.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from newsroom.text.candidates import Candidate, candidates
from newsroom.text.tokens import CONNECTORS, Token, joined_key, spaced_key, tokens, without_articles

__all__ = ["FUNCTION_WORDS", "Candidate", "candidates", "core", "name_keys", "name_tokens"]

#: Keys of words that carry nothing of a name's meaning: their absence from a text is no evidence.
FUNCTION_WORDS = CONNECTORS | {"at", "between", "во", "межд", "г", "год", "در", "میان", "بین", "و", "سال"}

_MIN_SURNAME = 3
_TITLED = frozenset({"event", "document"})
_PARENTHESIS = re.compile(r"\s*[(\[][^()\[\]]*[)\]]\s*$")
_QUALIFIERS = (
    r"(?:\s*[,،—–-]\s*|\s+)(?:(?:در|в|во|на|in|at)\s+)?(?:سال\s+)?\d{4}(?:\s*(?:г\.|год\w?))?",  # a year
    r"\s*[,،]\s.*",  # a part after a comma
    r"\s+(?:در|в|во|на|in|at)\s+\S+(?:\s+\S+){0,2}",  # a place
    r"\s+(?:میان|بین|между|between)\s.*",  # the parties
    r"\s+of\s+(?:the\s+)?(?:[A-Z]\S*\s+)*[A-Z]\S*",  # an organization
    r"\s+[А-ЯЁ]{2,}",  # its abbreviation
)
_QUALIFIER = re.compile(rf"(?:{'|'.join(_QUALIFIERS)})$")
_NUMBERED = re.compile(r"^(\d+(?:st|nd|rd|th)\s+\w+)\s+of\s.*$")


def core(name: str) -> str:
    """Return a name without its closing explanation in parentheses: "the Kremlin (Russian presidency)"."""
    return _PARENTHESIS.sub("", name) or name


def name_tokens(name: str, language: str) -> list[Token]:
    """Return the words of a name that count: without articles and without a closing parenthesis."""
    return without_articles(tokens(core(name), language))


@lru_cache(maxsize=8192)
def name_keys(name: str, language: str, *, kind: str = "") -> tuple[str, ...]:
    """Return the keys under which a name is stored; a name without letters or digits has none.

    Args:
        name: the name as an editor wrote it.
        language: the language of the name.
        kind: the kind of its entity, which adds short forms: the last word of a person's name, the title of
            an event or document without its closing qualifiers. The gazetteer accepts a short form only
            where the article supports it.

    Returns:
        The plain key (ZWNJ as nothing), where it differs the key with ZWNJ as a space, then those of short
        forms.
    """
    forms = [name_tokens(name, language), *_short_forms(name, language, kind)]
    return tuple(dict.fromkeys(key for words in forms if words for key in (joined_key(words), spaced_key(words))))


def _short_forms(name: str, language: str, kind: str) -> Iterator[list[Token]]:
    if kind == "person":
        words = name_tokens(name, language)
        if len(words) > 1 and len(words[-1].key) >= _MIN_SURNAME and not words[-1].all_capitals:
            yield words[-1:]
    elif kind in _TITLED:
        yield from _short_titles(core(name), language)


def _short_titles(title: str, language: str) -> Iterator[list[Token]]:
    """Yield a title without its closing qualifiers, one after the other, while two words remain.

    A numbered title ("80th anniversary of victory") is known by its number and noun alone.
    """
    numbered = _NUMBERED.match(title)
    if numbered:
        yield name_tokens(numbered[1], language)
    short = _QUALIFIER.sub("", title)
    while short != title and len(words := name_tokens(short, language)) > 1:
        yield words
        title, short = short, _QUALIFIER.sub("", short)
