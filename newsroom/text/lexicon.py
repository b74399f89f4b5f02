"""Lexicon: the hand-written Persian word data, and the word forms that follow from it.

The files live in `data/`, one class of words each, and are read once, at first use. Verbs are a closed class, so all
their forms are generated instead of listed; everything else is looked up. Nothing here knows about repairing.
"""
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

ZWNJ = "\u200c"
# Letters that never join the next one: after them a ZWNJ has nothing to do (knowledge: rules of Persian script).
NON_JOINING = frozenset("اآأإدذرزژوؤءةۀ")
_DATA = Path(__file__).parent / "data"
_PRESENT_ENDINGS = ("م", "ی", "د", "یم", "ید", "ند")
_PAST_ENDINGS = ("", "م", "ی", "یم", "ید", "ند")
_PREVERBS = ("بر", "در", "باز", "فرا", "فرو", "وا")
_OBJECTS = ("", "ش", "شان")


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The known words of Persian.

    Attributes:
        words: words written without ZWNJ: nouns, adjectives, solid words and non-finite verb forms.
        adjectives: those of `words` that can be compared.
        solid: words that look damaged and are not.
        relational: nouns in ه whose adjective in ‌ای is common.
        compounds: joined spelling -> spelling with ZWNJ.
        either: joined spellings that are legal as well.
        house: joined spellings that are legal, but not in our house style.
        first_parts: what may begin a compound (بی، هم، پیش).
        second_parts: what may end one (ساز، گذاری، شناسان), longest first.
        telling_parts: second parts that are hardly ever the end of any other word.
        counted: joined spelling -> spelling of what a number is prefixed to (ساله، هفته‌ای).
        finite: finite verb forms as they stand after می.
        bare: finite verb forms as they stand alone, negated ones too.
        participles: past participles (گفته، نگفته), the base of the perfect.
    """

    words: frozenset[str]
    adjectives: frozenset[str]
    solid: frozenset[str]
    relational: frozenset[str]
    compounds: dict[str, str]
    either: frozenset[str]
    house: frozenset[str]
    first_parts: tuple[str, ...]
    second_parts: tuple[str, ...]
    telling_parts: frozenset[str]
    counted: dict[str, str]
    finite: frozenset[str]
    bare: frozenset[str]
    participles: frozenset[str]


def strip_zwnj(word: str) -> str:
    """Return the word as it looks after its ZWNJ were lost."""
    return word.replace(ZWNJ, "")


def seam(left: str, right: str) -> str:
    """Join two parts of a word: with ZWNJ where the letters would connect, without where they cannot."""
    return left + right if left[-1] in NON_JOINING else left + ZWNJ + right


def _lines(name: str) -> list[str]:
    return (_DATA / f"{name}.txt").read_text(encoding="utf-8").split("\n")[:-1]


def _finite(past: str, present: str) -> Iterator[str]:
    """Yield the present and past forms of a verb, each also with an object pronoun («می‌بیندشان»)."""
    forms = [present + ending for ending in _PRESENT_ENDINGS] + [past + ending for ending in _PAST_ENDINGS]
    yield from (form + pronoun for form in forms for pronoun in _OBJECTS)
    yield past + "ه"  # «می‌گفته است»


def _negated(form: str) -> tuple[str, ...]:
    """Return a form with ن and ب; before آ and ا a ی comes between («نیامد»، «بیفتد»)."""
    if form[0] in "آا":
        rest = ("ا" if form[0] == "آ" else "") + form[1:]
        return ("نی" + rest, "بی" + rest)
    return ("ن" + form, "ب" + form)


def _non_finite(past: str, present: str) -> Iterator[str]:
    """Yield infinitive, participles and agent nouns: they are nouns and take the plural like any other."""
    yield from (past + "ن", past + "ه", _negated(past)[0] + "ه", past + "گان", present + "نده", present + "ندگان")
    yield from (preverb + past + ending for preverb in _PREVERBS for ending in ("ن", "ه"))


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """Return the lexicon; the files are read at the first call."""
    verbs = [(past, present) for past, present in (line.split(" ") for line in _lines("verbs"))]
    finite = frozenset(form for verb in verbs for form in _finite(*verb)) | {"توان"}  # «می‌توان گفت» has no person
    non_finite = {form for verb in verbs for form in _non_finite(*verb)}
    nouns, adjectives, solid = _lines("nouns"), frozenset(_lines("adjectives")), frozenset(_lines("solid"))
    relational, either, house = frozenset(_lines("relational")), _lines("either"), _lines("house")
    return Lexicon(
        words=frozenset(nouns) | adjectives | solid | relational | non_finite,
        adjectives=adjectives,
        solid=solid,
        relational=relational,
        compounds={strip_zwnj(word): word for word in [*_lines("compounds"), *house, *either]},
        either=frozenset(strip_zwnj(word) for word in either),
        house=frozenset(strip_zwnj(word) for word in house),
        first_parts=tuple(_lines("first_parts")),
        second_parts=tuple(sorted(_lines("second_parts"), key=lambda part: (-len(part), part))),
        telling_parts=frozenset(_lines("telling_parts")),
        counted={strip_zwnj(word): word for word in _lines("counted")},
        finite=finite,
        bare=finite | {form for verb_form in finite for form in _negated(verb_form)},
        participles=frozenset(f"{form}ه" for past, _ in verbs for form in (
            past, _negated(past)[0], *(preverb + past for preverb in _PREVERBS))),
    )
