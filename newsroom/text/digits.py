"""Digits: Persian and Latin digits, numbers shown per language, and numbers found in running text.

Numbers are found as digits («۱۲٬۵۰۰», "3.5", "80th") and as words («هشتادمین», "eighty-five",
«восьмидесятый»), so that a translation check can compare values instead of spellings. The words and their
values are data (`number_tables`); one grammar joins them in all languages: a smaller number is added after
a larger one that has room for it, a hundred or thousand multiplies what stands before it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from newsroom.text.fold import fold
from newsroom.text.number_tables import GLUE, LONELY, MULTIPLIES, ORDINALS, TAIL, WORDS

_PERSIAN = "۰۱۲۳۴۵۶۷۸۹"
_ARABIC = "٠١٢٣٤٥٦٧٨٩"
_LATIN = "0123456789"
_TO_PERSIAN = str.maketrans(_LATIN + _ARABIC, _PERSIAN * 2)
_TO_LATIN = str.maketrans(_PERSIAN + _ARABIC, _LATIN * 2)
# Product names, URLs and the like keep Latin digits in Persian prose (COP29, F-16).
_LATIN_TOKEN = re.compile(r"[A-Za-z0-9_./:+@%#?=&~-]*[A-Za-z][A-Za-z0-9_./:+@%#?=&~-]*")
_SEPARATORS = {"fa": ("٬", "٫"), "en": (",", "."), "ru": ("\u00a0", ",")}
_DEFAULT_SEPARATORS = _SEPARATORS["en"]
# Four-digit numbers are mostly years and are written without a separator in all three languages.
_GROUPED_FROM = 10_000

_DIGITS = {
    "fa": re.compile(r"\d{1,3}(?:[٬,]\d{3})+(?!\d)(?:[٫.]\d+(?![.\d]))?|\d+(?:[٫.]\d+(?![.\d]))?"),
    "en": re.compile(r"\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+(?![.\d]))?|\d+(?:\.\d+(?![.\d]))?"),
    "ru": re.compile(r"\d{1,3}(?:[ \u00a0\u2009\u202f]\d{3})+(?!\d)(?:,\d+(?![,\d]))?|\d+(?:,\d+(?![,\d]))?"),
}
_DECIMAL = {"fa": "٫", "en": ".", "ru": ","}


@dataclass(frozen=True, slots=True)
class Number:
    """A number in a text: half-open code point range and value."""

    start: int
    end: int
    value: Decimal


def to_persian(text: str) -> str:
    """Write every Latin and Arabic-Indic digit as a Persian one; the length does not change."""
    return text.translate(_TO_PERSIAN)


def to_latin(text: str) -> str:
    """Write every Persian and Arabic-Indic digit as a Latin one; the length does not change."""
    return text.translate(_TO_LATIN)


def _localize_number(value: Decimal, language: str) -> str:
    group, point = _SEPARATORS.get(language, _DEFAULT_SEPARATORS)
    plain = f"{value:,f}" if abs(value) >= _GROUPED_FROM else f"{value:f}"
    shown = plain.translate({ord(","): group, ord("."): point})
    return to_persian(shown) if language == "fa" else shown


def localize(value: str | int | float | Decimal, language: str) -> str:
    """Show a number, or the digits of a text, as a language writes them.

    Args:
        value: a number, which gets the language's separators too, or a text, of which only digits are
            rewritten; in Persian the digits inside Latin tokens («COP29», URLs) stay.
        language: "fa", "en", "ru"; other languages are treated like English.
    """
    if not isinstance(value, str):
        return _localize_number(Decimal(str(value)), language)
    if language != "fa":
        return to_latin(value)
    parts: list[str] = []
    done = 0
    for token in _LATIN_TOKEN.finditer(value):
        parts += [to_persian(value[done : token.start()]), token.group()]
        done = token.end()
    return "".join([*parts, to_persian(value[done:])])


def _digit_numbers(text: str, language: str) -> list[Number]:
    pattern, point = _DIGITS.get(language, _DIGITS["en"]), _DECIMAL.get(language, ".")
    found = []
    for match in pattern.finditer(to_latin(text)):
        head, _, fraction = (
            match.group().replace(".", point).partition(point) if language == "fa" else match.group().partition(point)
        )
        digits = re.sub(r"\D", "", head)
        found.append(Number(*match.span(), Decimal(f"{digits}.{fraction}" if fraction else digits)))
    return found


class _Reading:
    """The number being read from successive words."""

    def __init__(self) -> None:
        self.total = 0  # finished thousands
        self.current = 0  # what is below a thousand
        self.room = 10_000  # the next word must be smaller than this to be added
        self.started = False

    def take(self, value: int, *, multiplies: bool) -> bool:
        """Add or multiply by one more word; False when the word begins another number."""
        if self.started and multiplies and 0 < self.current < value and not (value == 1000 and self.total):
            self._multiply(value)
        elif self.started and not 0 < value < self.room:
            return False
        else:
            self._add(value)
        self.started = True
        return True

    def _multiply(self, value: int) -> None:
        if value == 1000:
            self.total, self.current = self.current * 1000, 0
        else:
            self.current *= value
        self.room = value

    def _add(self, value: int) -> None:
        if value == 1000:
            self.total, self.room = 1000, 1000
            return
        self.current += value
        self.room = 100 if value >= 100 else 10 if value >= 20 and value % 10 == 0 else 0


def _word_numbers(text: str, language: str) -> list[Number]:
    if language not in WORDS:
        return []
    folded = fold(text)
    found: list[tuple[int, int, int, str]] = []
    for chain in _CHAINS[language].finditer(folded.text):
        found += _read_chain(folded.text, chain.start(), chain.end(), language)
    return [
        Number(*folded.original(start, end), Decimal(value))
        for start, end, value, word in found
        if word not in LONELY[language]
    ]


def _read_chain(folded: str, start: int, end: int, language: str) -> list[tuple[int, int, int, str]]:
    """Read a run of number words and glue as one or more numbers: (start, end, value, text)."""
    words, word, glue = WORDS[language], _WORD[language], _GLUE[language]
    numbers: list[tuple[int, int, int, str]] = []
    reading, first, last, position = _Reading(), start, start, start
    joined = False  # whether the glue before the word was one that adds («و», "and")
    while match := word.match(folded, position, end):
        value = words[match["word"]]
        multiplies = value in MULTIPLIES[language] and not joined
        adds_without_glue = language != "fa" or joined or not reading.started or multiplies
        if not adds_without_glue or not reading.take(value, multiplies=multiplies):
            numbers.append((first, last, reading.total + reading.current, folded[first:last]))
            reading, first = _Reading(), match.start()
            reading.take(value, multiplies=False)
        last = match.end()
        if match["word"] in ORDINALS[language] or match["tail"]:
            break
        step = glue.match(folded, last, end)
        position = step.end() if step else end
        joined = bool(step and step.group().strip(" -"))
    numbers.append((first, last, reading.total + reading.current, folded[first:last]))
    return numbers


def _alternatives(language: str) -> str:
    return "|".join(sorted(WORDS[language], key=len, reverse=True))


_GLUE = {language: re.compile(glue) for language, glue in GLUE.items()}
_WORD = {language: re.compile(rf"(?P<word>{_alternatives(language)})(?P<tail>{TAIL[language]})?") for language in WORDS}
_CHAINS = {
    language: re.compile(
        rf"(?<!\w)(?:{_alternatives(language)})(?:(?:{GLUE[language]})(?:{_alternatives(language)}))*"
        rf"(?:{TAIL[language]})?(?!\w)"
    )
    for language in WORDS
}


def number_words(text: str, language: str) -> list[Number]:
    """Find the numbers of a text, written as digits or as words from zero to 9,999, in reading order.

    Ordinals count as their number; «80-летие», "80th" and «۸۰مین» give 80. A lone «یک», "one", «один» is an
    article or a pronoun as often as a number and is left out, and so is a lone «نه» (no).

    Args:
        text: plain text.
        language: the language of the text, which decides the words and the separators.

    Returns:
        Numbers with code point ranges of `text`.
    """
    return sorted(_digit_numbers(text, language) + _word_numbers(text, language), key=lambda number: number.start)
