"""ZWNJ repair: what a crawl destroyed in a Persian text, as suggestions an editor can accept one by one.

Nothing is ever changed silently: `repairs` proposes, `apply` carries out what was accepted. Besides lost ZWNJ the
same list holds the other damage of the trade: Arabic ي and ك, kashida, Latin digits in Persian prose, stray spaces.
Repairs never overlap, and a repaired text asks for no repair at the same places again. Offsets are code points.
"""
from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from newsroom.text.joints import Confidence, Joints, Reading, joints
from newsroom.text.lexicon import ZWNJ, lexicon, seam, strip_zwnj

Kind = Literal["zwnj", "letter", "digit", "space", "kashida"]

_LETTER = r"\u0621-\u063a\u0641-\u064a\u066e-\u06d3\u06d5"
_MARKS = r"\u064b-\u065f\u0670"
_TRAILING = "".join(map(chr, range(0x64B, 0x660)))
_KASHIDA = "\u0640"
_BESIDE = f"به{ZWNJ}"  # many houses write a space here
_CHAR = rf"[{_LETTER}{_MARKS}{_KASHIDA}]"
_WORD = re.compile(rf"(?<!{_CHAR})(?=[{_MARKS}{_KASHIDA}]*[{_LETTER}]){_CHAR}+(?:{ZWNJ}+{_CHAR}+)*")
_LETTERS = str.maketrans({"ي": "ی", "ى": "ی", "ك": "ک", _KASHIDA: ""})
_DIGITS = str.maketrans("0123456789٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹" * 2)
_TOKEN = re.compile(r"\S+")
_NUMBER = re.compile(r"[0-9٠-٩]+(?:[.,:/٫٬][0-9٠-٩]+)*")
# Digits stay as they are inside Latin words, addresses, hashtags and technical dates.
_TECHNICAL = re.compile(r"[A-Za-z@#_\\]|://|\d{4}-\d{2}-\d{2}")
# Marks that end a phrase: no ezafe reaches over them, but one reaches into «» and brackets.
_CLOSING = re.compile(r"[.,،؛:؟!?…»)\]\n]")
_SPACE = rf"(?<![ \u00a0{ZWNJ}]){ZWNJ}*(?:[ \u00a0]{ZWNJ}*)+"  # from the start of a run: a long one is read once
_GAP = re.compile(_SPACE)
_SPACES: tuple[tuple[re.Pattern[str], str, str], ...] = (
    (re.compile(rf"{_SPACE}([،؛؟])(?=[{_LETTER}«(])"), r"\1 ", "space on the wrong side of a mark"),
    (re.compile(rf"{_SPACE}(?=[،؛؟:!»)])"), "", "space before punctuation"),
    (re.compile(rf"{_SPACE}(?=\.{ZWNJ}*(?:[ \u00a0\n]|$))"), "", "space before punctuation"),
    (re.compile(rf"(?<=[«\(]){_SPACE}(?=[^\s{ZWNJ}])"), "", "space after an opening mark"),
    (re.compile(rf"(?<=[^\s{ZWNJ}]){ZWNJ}* (?:{ZWNJ}* )+{ZWNJ}*(?=[^\s{ZWNJ}])"), " ", "several spaces"),
)
_NOTHING = "ZWNJ that does nothing"
_USELESS = re.compile(rf"(?<![\w{_MARKS}{ZWNJ}]){ZWNJ}+|{ZWNJ}+(?![\w{_MARKS}{ZWNJ}])")
# Parts that are never words of their own, with what may stand before them.
_PLURALS = frozenset({
    "ها", "های", "هایی", "هایم", "هایت", "هایش", "هایمان", "هایتان", "هایشان",
})
_BOUND = frozenset({
    "زدایی", "گرایی", "گرایانه", "گرایان", "پذیری", "پذیر", "ناپذیر", "شناسی", "سازی", "پردازی", "رسانی",
    "ستیزی", "هراسی", "زدگی",
})
_AFTER_HE = frozenset({
    "ای", "اند", "ام", "ایم", "اید",
})


class StaleRepair(ValueError):
    """The text at a repair's place is not what the repair was made for, or two repairs overlap."""

    def __init__(self, repair: Repair) -> None:
        super().__init__(f"the text at {repair.start}..{repair.end} is no longer {repair.before!r}")
        self.repair = repair


@dataclass(frozen=True, slots=True)
class Repair:
    """One suggestion.

    Attributes:
        start: code point offset of the first character to be replaced.
        end: code point offset after the last one.
        before: the text there now.
        after: what is proposed.
        confidence: "high" may be applied in one go, "medium" wants a look, "low" is a matter of taste or a guess.
        alternatives: other spellings worth offering, best first.
        reason: the rule, in words for the reviewer.
        kind: what sort of damage this is.
    """

    start: int
    end: int
    before: str
    after: str
    confidence: Confidence
    alternatives: tuple[str, ...]
    reason: str
    kind: Kind


@dataclass(frozen=True, slots=True)
class _Word:
    """A word of the text: where it is, as it stands, and with its letters put right."""

    start: int
    end: int
    raw: str
    text: str


def repairs(text: str, *, language: str = "fa", names: Iterable[str] = ()) -> list[Repair]:
    """Propose repairs of a text, in reading order, without overlaps.

    Args:
        text: plain text.
        language: only "fa" has rules; any other language gets an empty list.
        names: names and terms in their right spelling (glossary, approved texts).
    """
    if language != "fa":
        return []
    found = [*_word_repairs(text, joints(list(names))), *_digit_repairs(text), *_space_repairs(text), *_useless(text)]
    chosen: list[Repair] = []
    for repair in sorted(found, key=lambda one: (one.start, -one.end)):
        if not chosen or repair.start >= chosen[-1].end:
            chosen.append(repair)
    return chosen


def apply(text: str, accepted: Iterable[Repair]) -> str:
    """Carry out repairs that `repairs` proposed for this very text; any subset will do.

    Raises:
        StaleRepair: the text has changed since, or two repairs overlap.
    """
    pieces: list[str] = []
    position = 0
    for repair in sorted(accepted, key=lambda one: one.start):
        if repair.start < position or text[repair.start:repair.end] != repair.before:
            raise StaleRepair(repair)
        pieces += [text[position:repair.start], repair.after]
        position = repair.end
    return "".join([*pieces, text[position:]])


def _word_repairs(text: str, rules: Joints) -> Iterator[Repair]:
    words = [_Word(match.start(), match.end(), match[0], _tidy(match[0]))
             for match in _WORD.finditer(text)]
    position = 0
    while position < len(words):
        word, joint = words[position], None
        while position + 1 < len(words):
            more = _joint(text, word, words[position + 1])
            if more is None:
                break
            position += 1
            joint = more
            word = _Word(word.start, words[position].end, text[word.start:words[position].end],
                         seam(word.text, words[position].text))
        context = _context(text, words, position)
        repair = _spaced(word, joint, rules, context) if joint else _repair(word, rules, context)
        if repair:
            yield repair
        position += 1


def _context(text: str, words: list[_Word], position: int) -> str:
    """Return the word after a word, or "" when a mark ends the phrase before it."""
    if position + 1 >= len(words) or _CLOSING.search(text[words[position].end:words[position + 1].start]):
        return ""
    return strip_zwnj(words[position + 1].text)


def _tidy(word: str) -> str:
    """Return a word with its letters put right and without doubled ZWNJ."""
    return re.sub(f"{ZWNJ}+", ZWNJ, word.translate(_LETTERS)).strip(ZWNJ)


def _repair(word: _Word, rules: Joints, following: str) -> Repair | None:
    """Propose for one word: a ZWNJ reading if there is one, else its letters alone."""
    bare = word.text.rstrip(_TRAILING)
    marks = word.text[len(bare):]  # the hamza of an ezafe belongs to the text, not to the word
    readings = _restoring(bare, rules.readings(strip_zwnj(bare), following))
    if readings:
        best, *others = readings
        forms = [other.form for other in others]
        if best.form.startswith(_BESIDE):
            forms.append(best.form.replace(ZWNJ, " ", 1))
        alternatives = tuple(dict.fromkeys(form + marks for form in forms if form not in (best.form, bare)))
        return Repair(word.start, word.end, word.raw, best.form + marks, best.confidence, alternatives, best.rule,
                      "zwnj")
    if word.text == word.raw or not word.text:
        return None
    kind, reason = _damage(word.raw)
    return Repair(word.start, word.end, word.raw, word.text, "high", (), reason, kind)


def _damage(word: str) -> tuple[Kind, str]:
    """Name what is wrong with a word that `_tidy` changes: the kind and the reason."""
    if _KASHIDA in word:
        return "kashida", "kashida"
    return ("letter", "Arabic letter") if word.translate(_LETTERS) != word else ("zwnj", _NOTHING)


def _restoring(word: str, readings: list[Reading]) -> list[Reading]:
    """Keep the readings that add to the ZWNJ a word still has; an editor's other choice is respected."""
    if ZWNJ not in word:
        return readings
    kept = _joint_places(word)
    if not readings or readings[0].confidence == "low" or not kept < _joint_places(readings[0].form):
        return []
    return [reading for reading in readings if kept < _joint_places(reading.form)]


def _joint_places(word: str) -> frozenset[int]:
    """Return the places of the ZWNJ of a word, counted in its other letters."""
    return frozenset(match.start() - count for count, match in enumerate(re.finditer(ZWNJ, word)))


def _joint(text: str, word: _Word, following: _Word) -> tuple[Confidence, str] | None:
    """Tell whether a word and the next one are one word with a space in it, how sure that is, and by which rule."""
    if not _GAP.fullmatch(text, word.end, following.start):
        return None
    return next(((confidence, reason) for rule, confidence, reason in _SPACED if rule(word.text, following.text)), None)


def _spaced(word: _Word, joint: tuple[Confidence, str], rules: Joints, context: str) -> Repair:
    """Propose ZWNJ instead of a space: «می رود»، «کتاب ها»، «نازی زدایی»; what else the word lost comes with it."""
    better = _restoring(word.text, rules.readings(strip_zwnj(word.text), context))
    after = better[0].form if better else word.text
    return Repair(word.start, word.end, word.raw, after, joint[0], (), joint[1], "zwnj")


def _takes_plural(left: str) -> bool:
    """Tell whether a word can be a noun in the singular: «می‌رود ها» is no plural."""
    words = lexicon()
    verb = left.startswith(("می", "نمی")) and left.lstrip("ن")[2:].lstrip(ZWNJ) in words.finite | {""}
    plural = left.endswith(tuple(_PLURALS)) or left.rpartition(ZWNJ)[2] in _AFTER_HE
    return len(left) > 1 and (left in words.words or not (verb or plural or left in words.bare))


_SPACED: tuple[tuple[Callable[[str, str], bool], Confidence, str], ...] = (
    (lambda left, right: left in ("می", "نمی") and right in lexicon().finite, "high", "space in a verb"),
    (lambda left, right: right in _PLURALS and _takes_plural(left), "high", "space before the plural"),
    (lambda left, right: right == "ترین" and len(left) > 1, "high", "space before the superlative"),
    (lambda left, right: right in ("تر", "تری") and left in lexicon().adjectives, "medium", "space in a comparative"),
    (lambda left, right: right in _AFTER_HE and left in lexicon().participles and left != "که", "medium",
     "space in a perfect"),
    (lambda left, right: right == "ای" and left in lexicon().relational, "medium", "space in ه‌ای"),
    (lambda left, right: right in _BOUND and len(left) > 1, "medium", "space in a compound"),
)


def _digit_repairs(text: str) -> Iterator[Repair]:
    for token in _TOKEN.finditer(text):
        if _TECHNICAL.search(token[0]):
            continue
        for number in _NUMBER.finditer(token[0]):
            start = token.start() + number.start()
            yield Repair(start, start + len(number[0]), number[0], number[0].translate(_DIGITS), "high", (),
                         "digits of Persian prose", "digit")


def _space_repairs(text: str) -> Iterator[Repair]:
    for pattern, after, reason in _SPACES:
        for match in pattern.finditer(text):
            yield Repair(match.start(), match.end(), match[0], match.expand(after), "high", (), reason, "space")


def _useless(text: str) -> Iterator[Repair]:
    for match in _USELESS.finditer(text):
        yield Repair(match.start(), match.end(), match[0], "", "high", (), _NOTHING, "zwnj")
