"""Offices: the words in a text that name an office, and when they name the same one as other words do.

"Foreign minister" and "Minister of Foreign Affairs of Russia" are one office: all words of the shorter are words of the
longer, cases and order aside. A word alone names an office only if one person at a time holds it ("president"; of
ministers there are many). What qualifies an office ("former", "deputy", "acting") makes it another one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from newsroom.text.fold import fold_key
from newsroom.text.saying import Saying, saying
from newsroom.text.segments import Word, words
from newsroom.text.stems import russian_stem

_SOLE = {
    "fa": "رئیس‌جمهور نخست‌وزیر دبیرکل پادشاه ملکه صدراعظم شهردار استاندار",
    "en": "president premier chancellor king queen mayor governor secretary-general",
    "ru": "президент премьер премьер-министр канцлер король королева мэр губернатор генсек",
}
# Held by nobody who holds another one of them, at least hardly ever.
_FULL_TIME = {
    "fa": _SOLE["fa"] + " وزیر سفیر",
    "en": _SOLE["en"] + " minister ambassador",
    "ru": _SOLE["ru"] + " министр посол секретарь",
}
_QUALIFYING = {
    "fa": "سابق پیشین اسبق وقت منتخب آینده معاون موقت کفیل قائم‌مقام جانشین مشاور دستیار فقید همسر",
    "en": "former ex then late future next incoming outgoing elected elect acting deputy vice interim designate "
          "assistant honorary shadow first",
    "ru": "бывший экс тогдашний покойный будущий избранный действующий исполняющий заместитель вице временный помощник "
          "советник почётный первый нынешний",
}  # fmt: skip
_LINKING = {"en": frozenset({"of", "the", "for", "and", "s"}), "ru": frozenset({"и", "по"}), "fa": frozenset({"و"})}
_ADJECTIVE_RU = re.compile("(?:ый|ий|ой|ым|им|ого|его|ому|ему|ая|ую|ые|ых)$")
_LIGHT = (
    "determiners", "prepositions", "coordinators", "pronouns", "possessives", "objects", "adverbs", "auxiliaries",
)  # fmt: skip
_BETWEEN = 5  # so many words at most stand between the noun of an office and whose it is


@dataclass(frozen=True, slots=True)
class Office:
    """Words that name an office, [start, end): the words before its noun, and the noun, which begins at `head`."""

    start: int
    head: int
    end: int
    noun: str
    before: frozenset[str]


def offices(text: str, language: str) -> list[Office]:
    """Return where a block has nouns of offices, with the words that belong to them on their left.

    Args:
        text: plain text of one block.
        language: "fa", "en" or "ru"; in another none is found.
    """
    if language not in _SOLE:
        return []
    known, row = saying(language), words(text)
    roles = frozenset(stem(role, language) for role in known.sets["roles"])
    found = []
    for number, word in enumerate(row):
        noun = stem(text[word.start : word.end], language)
        if noun in roles and not _is_inner(row, number, text, language, roles):
            first = _first(row, number, text, language, known)
            before = frozenset(stem(text[one.start : one.end], language) for one in row[first:number])
            found.append(Office(row[first].start, word.start, word.end, noun, before))
    return found


def stem(word: str, language: str) -> str:
    """What the forms of a word of an office have in common."""
    key = fold_key(word)
    if language == "ru":
        return russian_stem(key)
    return key.removesuffix("'s") if language == "en" else key.removesuffix("ی") if len(key) > 4 else key


def words_of(text: str, language: str) -> frozenset[str]:
    """The words of an office in a form to compare, those that only link left out."""
    keys = (text[word.start : word.end] for word in words(text))
    linking = _LINKING.get(language, frozenset())
    return frozenset(stem(key, language) for key in keys if fold_key(key) not in linking)


def whose(text: str, start: int, end: int, language: str) -> frozenset[str] | None:
    """The words between the noun of an office and whose it is ("Minister [of Foreign Affairs of] Russia").

    None when the two do not belong together: a mark or too many words between them.
    """
    between = text[start:end]
    if re.search(r"[.,،;؛:!?()]", between) or len(words(between)) > _BETWEEN:
        return None
    return words_of(between, language)


def is_same(noun: str, said: frozenset[str], office: frozenset[str], language: str) -> bool:
    """Whether words of a text (`said`, with their `noun`) name the office that has the words `office`."""
    if noun not in office or not said <= office:
        return False
    return len(said) > 1 or is_sole(noun, language)


def is_sole(noun: str, language: str) -> bool:
    """Whether one person at a time holds what a noun of an office names."""
    return noun in {stem(word, language) for word in _SOLE[language].split()}


def is_full_time(noun: str, said: Iterable[str], language: str) -> bool:
    """Whether who holds an office holds no other one of its kind; a qualified office is none."""
    full = {stem(word, language) for word in _FULL_TIME[language].split()}
    return noun in full and not is_qualified(said, language)


def is_qualified(said: Iterable[str], language: str) -> bool:
    """Whether an office is former, future, deputy or acting."""
    return bool({stem(word, language) for word in _QUALIFYING[language].split()} & set(said))


def _first(row: list[Word], number: int, text: str, language: str, known: Saying) -> int:
    """The index of the first word of an office: one adjective before it in Russian, one word in English."""
    if number == 0 or language == "fa" or text[row[number - 1].end : row[number].start].strip("«“\" -"):
        return number
    before = fold_key(text[row[number - 1].start : row[number - 1].end])
    if language == "ru":
        return number - 1 if _ADJECTIVE_RU.search(before) else number
    is_light = any(before in known.sets[section] for section in _LIGHT) or before.endswith("'s")
    return number if is_light else number - 1


def _is_inner(row: list[Word], number: int, text: str, language: str, roles: frozenset[str]) -> bool:
    """Whether the noun belongs to the office before it: «معاون وزیر», "deputy minister" are one office."""
    if number == 0:
        return False
    gap = text[row[number - 1].end : row[number].start]
    return not gap.strip() and stem(text[row[number - 1].start : row[number - 1].end], language) in roles
