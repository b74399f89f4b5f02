"""Segments: where the sentences, words and paragraphs of a text are.

A sentence ends at . ! ? ؟ … with the closers that follow, before white space or the end; never at a colon. A full
stop does not end one after an initial, an abbreviation, a list number, or before a word in lower case. Precision was
preferred to recall: a sentence too long disturbs a count, a sentence cut in two disturbs a memory.
All ranges are half-open and count code points.
"""
from __future__ import annotations

import re
from dataclasses import dataclass

_END = re.compile(r"(?P<mark>[.!?؟…]+)(?P<closers>[»”’\"')\]*_]*)(?=\s|$)")
_BLANK_LINE = re.compile(r"[\s\u200b-\u200f\u2060\ufeff]*")
_LAST_TOKEN = re.compile(r"\S+$")
_OPENERS = "«“‘\"'([*_—–- "
_INITIAL = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]|[^\W\d_]")
_SPELLED_FA = re.compile(r"(?:\w{1,3}\.)+\w{1,3}")  # «آی.بی.ام.»
_YEAR_BEFORE = re.compile(r"(?:\d|\b[IVXLC]+)\s*$")
_AFTER_YEAR = frozenset({"г", "гг", "в", "вв"})
_LIST_NUMBER = re.compile(r"(?:\d{1,3}|[a-zа-я])")

# Never the last word of a sentence: titles and words that announce what follows.
_BEFORE = {
    "en": "mr mrs ms dr prof gen sen rep gov lt col sgt capt maj adm cmdr hon st mt ft vs approx cf e.g i.e viz jan "
          "feb mar apr jun jul aug sept sep oct nov dec",
    "ru": "г-н г-жа проф акад доц ген полк им ул пр просп пер пл д кв стр с п см ср напр т.е т.к т.н т.о св "
          "о-в р-н обл респ канд докт доп тел янв февр мар апр июн июл авг сент окт нояб дек",
    "fa": "ص ج ر.ک ن.ک ه.ش ه.ق ق.م م ش ق دکتر مهندس ش.م",
}
# Words of their own, or abbreviations when a number follows: "No. 5", "fig. 2".
_BEFORE_NUMBER = {"en": "no nos fig figs pp vol art sec ch", "ru": "рис табл гл разд", "fa": ""}
# May end a sentence: it does when what follows looks like a beginning.
_EITHER = {
    "en": "inc ltd co corp jr sr etc a.m p.m u.s u.k u.n e.u ph.d",
    "ru": "г гг в вв т.д т.п др пр руб коп тыс млн млрд трлн чел экз н.э",
    "fa": "",
}
_STARTERS_EN = frozenset({
    "the", "a", "an", "he", "she", "it", "they", "we", "i", "you", "this", "that", "these", "those", "in", "on", "at",
    "but", "and", "however", "after", "before", "when", "while", "if", "as", "for", "with", "there", "his", "her",
    "its", "their", "our", "by", "from", "under", "according",
})
# After a quoted question Persian goes on: «...؟» گفت، ...
_GOES_ON_FA = frozenset({
    "و", "که", "را", "گفت", "گفتند", "پرسید", "پرسیدند", "نوشت", "افزود", "می‌گوید", "می‌پرسد", "از", "به",
    "در", "تا",
})


@dataclass(frozen=True, slots=True)
class Sentence:
    """The range of one sentence, closing quotes included, white space around it left out."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Word:
    """The range of one word; ZWNJ, apostrophes, hyphens and decimal marks hold its parts together."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Paragraph:
    """The range of one paragraph: lines up to a blank one, white space around it left out."""

    start: int
    end: int


_WORD = re.compile(
    r"\d+(?:[.,:/٫٬]\d+)+"
    r"|[^\W_](?:[\w\u0300-\u036f\u064b-\u065f\u0670\u0640]|[\u200c\u200d](?=\w)|['’\-‑](?=\w)|&(?=[A-Z]))*")


def words(text: str) -> list[Word]:
    """Return the words of a text; signs standing alone are no words. «می‌رود» is one, so is "well-known"."""
    return [Word(match.start(), match.end()) for match in _WORD.finditer(text)]


def paragraphs(text: str) -> list[Paragraph]:
    """Return the paragraphs of a text. A line of nothing but spaces, NBSP or invisible marks is blank."""
    found: list[Paragraph] = []
    start = end = -1
    position = 0
    for line in text.split("\n"):
        if _BLANK_LINE.fullmatch(line):
            if start >= 0:
                found.append(Paragraph(start, end))
            start = -1
        else:
            if start < 0:
                start = position + len(line) - len(line.lstrip())
            end = position + len(line.rstrip())
        position += len(line) + 1
    if start >= 0:
        found.append(Paragraph(start, end))
    return found


def sentences(text: str, language: str) -> list[Sentence]:
    """Return the sentences of a text in order; together they cover everything but white space.

    Args:
        text: plain text; a blank line always ends a sentence.
        language: "fa", "en" or "ru" choose the abbreviations; any other language has none.
    """
    found: list[Sentence] = []
    for paragraph in paragraphs(text):
        start = paragraph.start
        for match in _END.finditer(text, paragraph.start, paragraph.end):
            if _ends(text, start, match, paragraph.end, language):
                found.append(Sentence(start, match.end()))
                start = _skip_space(text, match.end(), paragraph.end)
        if start < paragraph.end:
            found.append(Sentence(start, paragraph.end))
    return found


def ends_sentence(text: str) -> bool:
    """Tell whether a text ends as sentences end: with a stop, question or exclamation mark, closers aside."""
    return re.search(r"[.!?؟…۔][»”’\"')\]*_]*\s*$", text) is not None


def _skip_space(text: str, position: int, end: int) -> int:
    while position < end and text[position].isspace():
        position += 1
    return position


def _ends(text: str, start: int, match: re.Match[str], end: int, language: str) -> bool:
    following = text[match.end():end].lstrip()
    if not following:
        return True
    first = following.lstrip(_OPENERS)[:1]
    if first.islower():
        return False
    if match["mark"] == ".":
        token = _LAST_TOKEN.search(text[start:match.start()])
        before = text[start:match.start() - len(token[0])] if token else ""
        return not token or not _holds(token[0].lstrip("«“‘\"'([/"), before, following, language)
    quoted_fa = language == "fa" and "»" in match["closers"]
    return not (quoted_fa and following.split()[0] in _GOES_ON_FA)


def _holds(token: str, before: str, following: str, language: str) -> bool:
    """Tell whether the full stop after a token belongs to the token and not to the sentence."""
    if not before and _LIST_NUMBER.fullmatch(token):
        return True
    folded = token.lower()
    if language == "fa" and _SPELLED_FA.fullmatch(token):
        return True
    if folded in _table(_EITHER, language):
        town = folded in _AFTER_YEAR and not _YEAR_BEFORE.search(before)  # «г. Москва», not «2024 г.»
        return town or not _begins(following, language)
    if folded in _table(_BEFORE_NUMBER, language):
        return following[0].isdigit()
    return folded in _table(_BEFORE, language) or _INITIAL.fullmatch(token) is not None


def _table(table: dict[str, str], language: str) -> frozenset[str]:
    return frozenset(table.get(language, "").split())


def _begins(following: str, language: str) -> bool:
    """Tell whether what follows an abbreviation is the beginning of a sentence."""
    word = re.split(r"\W", following.lstrip(_OPENERS), maxsplit=1)[0]
    return word.lower() in _STARTERS_EN if language == "en" else word[:1].isupper()
