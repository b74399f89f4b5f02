"""Slugs: the readable tail of a public address, per language.

Persian slugs keep Persian letters (a transliteration without vowels is unreadable), with letter variants
folded and ZWNJ and punctuation turned into "-"; Russian ones are transliterated as Russian sites do;
English ones are plain ASCII. The address is found by its short permanent id, so a slug may change, but it
is never empty.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container
from itertools import count

from newsroom.text.fold import fold_key

LIMIT = 80


def _table(letters: str, spellings: str) -> dict[str, str]:
    """Pair letters with spellings; a dash stands for a letter that is left out."""
    return {
        letter: spelling.replace("-", "") for letter, spelling in zip(letters.split(), spellings.split(), strict=True)
    }


_CYRILLIC = {
    **_table("а б в г д е ё ж з и й к л м н о п р с т у", "a b v g d e e zh z i y k l m n o p r s t u"),
    **_table("ф х ц ч ш щ ъ ы ь э ю я і ї є ґ ў", "f kh ts ch sh shch - y - e yu ya i yi ye g u"),
    **_table("ә ғ қ ң ө ұ ү һ ҳ ҷ ӣ ӯ", "a g q n o u u h kh j i u"),
}
_LATIN = {"ß": "ss", "æ": "ae", "œ": "oe", "ə": "a", "þ": "th", "ð": "d", "&": " and "}
_KEPT_IN_PERSIAN = "آأؤئء"
_CYRILLIC_TO_LATIN = str.maketrans(_CYRILLIC)
_LATIN_TO_ASCII = str.maketrans(_LATIN)
_APOSTROPHES = re.compile("['‘’ʻʼ`´]")
_NOT_ASCII_WORD = re.compile("[^a-z0-9]+")
_NOT_WORD = re.compile(r"[\W_]+")
_JOINERS = re.compile("[\u200c\u200d]")


def _persian(text: str) -> str:
    """Fold letter variants, digits and vowel signs; آ and the hamza letters stay, for people read slugs."""
    text = _JOINERS.sub("-", unicodedata.normalize("NFC", text))
    return _NOT_WORD.sub("-", "".join(char if char in _KEPT_IN_PERSIAN else fold_key(char) for char in text))


def _ascii(text: str) -> str:
    text = _APOSTROPHES.sub("", text).lower().translate(_LATIN_TO_ASCII).translate(_CYRILLIC_TO_LATIN)
    return _NOT_ASCII_WORD.sub("-", fold_key(text))


def _cut(slug: str, limit: int) -> str:
    """Shorten at a word; a single word longer than the limit is cut hard."""
    if len(slug) <= limit:
        return slug
    head = slug[: limit + 1].rpartition("-")[0]
    return head or slug[:limit]


def slugify(text: str, language: str, *, fallback: str) -> str:
    """Make a slug of a title or name.

    Args:
        text: the title.
        language: "fa" keeps its letters; every other language is written in ASCII.
        fallback: what to return when nothing of the text can stand in a slug; usually the public id.

    Returns:
        Letters, Latin digits and single inner hyphens, at most 80 code points.
    """
    slug = _persian(text) if language == "fa" else _ascii(text)
    return _cut(slug.strip("-"), LIMIT).strip("-") or fallback


def unique_slug(slug: str, taken: Container[str]) -> str:
    """Return the slug, or the slug with the first free number after it: `summit`, `summit-2`, `summit-3`.

    The result is never longer than the limit, however long the number grows.
    """
    if slug not in taken:
        return slug
    tails = (f"-{number}" for number in count(2))
    return next(
        numbered
        for numbered in (slug[: LIMIT - len(tail)].rstrip("-") + tail for tail in tails)
        if numbered not in taken
    )
