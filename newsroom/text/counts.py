"""Counts: a number of things that differs from the list that follows it ("eleven members: A, B and C").

Precision goes before recall: a list counts only when it is closed and even. It is left alone when it names examples
("including"), when its parts are long or unlike each other, so that commas may stand in them, when the number is a
date, an ordinal or a measure, and when "and" may be part of a name and one reading agrees.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from newsroom.text.calendars import find_dates
from newsroom.text.digits import Number, number_words
from newsroom.text.fold import fold_key
from newsroom.text.listing import Listed, first_word, items, length, listed
from newsroom.text.number_tables import ORDINALS
from newsroom.text.quotations import outermost
from newsroom.text.segments import sentences, words
from newsroom.text.syntax import is_finite_fa

_MOST = 60
_NEAR = 8  # so many words at most stand between a number and its list
_LONG = 7  # words of one thing in a list
_SHORT = 3
_EXAMPLES = {
    "fa": "ازجمله جمله مانند مثل همچون به‌ویژه بویژه نظیر",
    "en": "including include included includes among such like especially notably",
    "ru": "числе включая например среди особенно прежде такие",
}
_MEASURES = {
    "fa": "سال ماه روز ساعت دقیقه هفته درصد میلیون میلیارد هزار بار نفر دلار تومان کیلومتر متر بر دهه قرن",
    "en": "year years month months day days hour hours minute minutes week weeks percent million billion thousand "
          "times o people dollars euros kilometres miles degrees decades points goals",
    "ru": "год года лет месяц месяца месяцев день дня дней час часа часов минут минуты неделю недели недель процента "
          "процентов миллиона миллионов миллиарда миллиардов тысяч тысячи раз раза человек долларов рублей километров",
}  # fmt: skip
_RELATIVE = {
    "fa": "که",
    "en": "who which that whose is was are were has had have will would",
    "ru": "который которая которое которые что чтобы где будет был была были",
}
_ARTICLES = frozenset({"a", "an", "the", "his", "her", "its", "their"})
_ODD = re.compile(r"[^\w\s'’‘«»“”„\"\u200c.&+-]")  # brackets, signs: no list of plain things
_CLOSING = {"(": ")", ":": "", "—": "—", "–": "–"}
_OPENING = re.compile(r":(?=\s)|(?<=\s)\((?=\S)|(?<=\s)[—–](?=\s)")


@dataclass(frozen=True, slots=True)
class Miscount:
    """A stated number and the list that does not agree: [start, end) from the number to the end of the list."""

    start: int
    end: int
    stated: int
    counted: int


def miscounts(text: str, language: str) -> list[Miscount]:
    """Return the counts of a block that differ from their lists, in reading order.

    Args:
        text: plain text of one block.
        language: "fa", "en" or "ru"; in another none is found.
    """
    if language not in _MEASURES:
        return []
    numbers = [one for one in number_words(text, language) if _counts(one, text, language)]
    return [found for sentence in sentences(text, language)
            for found in _in_sentence(text, language, sentence.start, sentence.end, numbers)]  # fmt: skip


def _in_sentence(text: str, language: str, start: int, end: int, numbers: list[Number]) -> Iterator[Miscount]:
    quoted = outermost(text)
    for opening in _OPENING.finditer(text, start, end):
        if any(one.start <= opening.start() < one.end for one in quoted):
            continue
        stated = [one for one in numbers if start <= one.start and one.end <= opening.start()]
        if not stated or not _is_near(text[stated[-1].end : opening.start()], language):
            continue
        last = _list_end(text, opening, end)
        found = listed(text[opening.end() : last], language)
        value = int(stated[-1].value)
        if found and _is_even(found, language, opening.group()) and not found.least <= value <= found.most:
            yield Miscount(stated[-1].start, last, value, found.least)
            return


def _counts(one: Number, text: str, language: str) -> bool:
    """Whether a number counts things: no ordinal, no date, no measure, no part of a word."""
    key = fold_key(text[one.start : one.end])
    if not 2 <= one.value <= _MOST or one.value != int(one.value) or key.split("-")[-1] in ORDINALS[language]:
        return False
    if text[one.end : one.end + 1].isalnum() or re.match(r"-\w|[.,:٫]\d|\s*[%٪]|(?:st|nd|rd|th)\b", text[one.end :]):
        return False
    if key.endswith(("م", "مین")) and language == "fa":
        return False
    if not re.match(r"\s+[^\W\d_]|\s*[:(]", text[one.end :]):
        return False
    if any(date.start <= one.start < date.end for date in find_dates(text, language)):
        return False
    return first_word(text[one.end :]) not in _among(_MEASURES, language)


def _among(table: dict[str, str], language: str) -> frozenset[str]:
    return frozenset(map(fold_key, table[language].split()))


def _is_near(between: str, language: str) -> bool:
    """Whether the list belongs to the number: few words between them, no other clause, no word for examples."""
    keys = {fold_key(between[word.start : word.end]) for word in words(between)}
    return length(between) <= _NEAR and not set(";؛.").intersection(between) and not keys & _among(_EXAMPLES, language)


def _list_end(text: str, opening: re.Match[str], end: int) -> int:
    """Where the list ends: at the closing mark, at a semicolon, else with the sentence, its full stop left out."""
    mark = _CLOSING[opening.group()]
    closing = text.find(mark, opening.end(), end) if mark else -1
    last = closing if closing >= 0 else end
    semicolon = min((at for at in (text.find(one, opening.end(), last) for one in ";؛") if at >= 0), default=last)
    return opening.end() + len(text[opening.end() : semicolon].rstrip(" .!?؟…"))


def _is_even(found: Listed, language: str, opening: str) -> bool:
    """Whether every part is one thing: short, or of the shape of all others, without a clause or an apposition.

    Common nouns are a list only after a colon and with an "and"; so is, in Persian, what may be a name.
    """
    things = items(found, language)
    if any(_ODD.search(thing) for thing in things):
        return False
    named = all(thing.strip("«“\"„")[:1].isupper() for thing in things)
    if not named and (not found.closed or (opening != ":" and language != "fa")):
        return False
    keys = [[fold_key(one[word.start : word.end]) for word in words(one)] for one in things]
    if language == "fa" and any(is_finite_fa(word) for key in keys for word in key):
        return False
    if not all(keys) or any(len(key) > _LONG for key in keys):
        return False
    if any(set(key) & (_among(_RELATIVE, language) | _among(_EXAMPLES, language)) for key in keys):
        return False
    capital = [one.strip("«“\"„(")[:1].isupper() for one in things]
    articles = [key[0] in _ARTICLES for key in keys]
    alike = len(set(capital)) == 1 and len(set(articles)) == 1
    lengths = [len(key) for key in keys]
    return alike and (max(lengths) <= _SHORT or max(lengths) - min(lengths) <= _SHORT)
