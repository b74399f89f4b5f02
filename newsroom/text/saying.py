"""Saying: the words by which a language says that somebody said something, read from `data/attribution/`.

A file per language holds sections of words; a "_" joins the words of a phrase. Verbs stand there once and are inflected
here, because their forms follow from few stems; everything is folded, so that ZWNJ, ё and capitals make no difference.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal

from newsroom.text.fold import fold_key

LANGUAGES = ("fa", "en", "ru")
_DATA = Path(__file__).parent / "data" / "attribution"
Act = Literal["say", "stance", "naming", "wanting", "attributing"]
_ACTS: tuple[Act, ...] = ("say", "stance", "naming", "wanting", "attributing")
Phrase = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Form:
    """One finite form of a verb of saying.

    Attributes:
        act: "say" takes a clause, "stance" an object, "naming" an object and what it is called, "wanting" a wish,
            "attributing" the words and whose they are.
        plural: whether several speak; None when the form does not tell.
        past: whether it is a past form.
        bare: whether it is a participle that needs an auxiliary, or an -ing form that continues a sentence.
    """

    act: Act
    plural: bool | None = None
    past: bool = True
    bare: bool = False
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Saying:
    """The words of one language.

    Attributes:
        verbs: phrase -> form.
        apart: Persian nouns whose light verb may stand at the end of the clause («خواستار ... شد») -> its forms.
        gapped: Persian nouns whose light verb may follow later, for several of them at once -> their form.
        sets: section -> words.
        phrases: section -> phrases, the longest first.
    """

    verbs: Mapping[Phrase, Form]
    apart: Mapping[str, Mapping[str, Form]]
    gapped: Mapping[str, Form]
    sets: Mapping[str, frozenset[str]]
    phrases: Mapping[str, tuple[Phrase, ...]]


@lru_cache(maxsize=len(LANGUAGES))
def saying(language: str) -> Saying:
    """Return the words of "fa", "en" or "ru"; the file is read at the first call. Raises KeyError for others."""
    inflected = _INFLECTED[language]
    sections = _sections((_DATA / f"{language}.txt").read_text(encoding="utf-8"))
    verbs = dict(inflected(sections))
    sets = {name: frozenset(_folded(word) for word in words) for name, words in sections.items()}
    phrases = {
        name: tuple(sorted({_phrase(word) for word in words}, key=lambda phrase: (-len(phrase), phrase)))
        for name, words in sections.items()
    }
    is_persian = "light" in sections
    return Saying(
        verbs, _apart(sections) if is_persian else {}, _gapped(sections) if is_persian else {}, sets, phrases
    )


def _sections(source: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for line in source.splitlines():
        if line.startswith("["):
            current = found.setdefault(line[1:-1], [])
        elif line and not line.startswith("#"):
            current.extend(line.split())
    return found


def _folded(word: str) -> str:
    return fold_key(word.replace("_", " "))


def _phrase(word: str) -> Phrase:
    return tuple(_folded(word).split())


# --- English ----------------------------------------------------------------------------------------------------------

_VOWELS = frozenset("aeiou")
_DOUBLED = ("admit", "back", "label", "dub")


def _english(sections: Mapping[str, list[str]]) -> Iterator[tuple[Phrase, Form]]:
    for act in _ACTS:
        for entry in sections.get(act, ()):
            base, _, past = entry.partition("/")
            word, *rest = base.split("_")
            tail = tuple(rest)
            pasts = past.split("_")[0] or _regular_past(word)
            yield (word, *tail), Form(act, plural=True, past=False)
            yield (_third_person(word), *tail), Form(act, plural=False, past=False)
            yield (_present_participle(word), *tail), Form(act, bare=True)
            yield (pasts, *tail), Form(act)


def _regular_past(word: str) -> str:
    if word.endswith("e"):
        return word + "d"
    if word.endswith("y") and word[-2] not in _VOWELS:
        return word[:-1] + "ied"
    return word + ("led" if word == "label" else "bed" if word == "dub" else "ed")


def _third_person(word: str) -> str:
    if word.endswith("y") and word[-2] not in _VOWELS:
        return word[:-1] + "ies"
    return word + ("es" if word.endswith(("s", "sh", "ch", "x", "o")) else "s")


def _present_participle(word: str) -> str:
    if word.endswith("e") and word not in ("see", "agree", "disagree"):
        return word[:-1] + "ing"
    return word + ("ting" if word == "admit" else "ling" if word == "label" else "ing")


# --- Russian ----------------------------------------------------------------------------------------------------------

_PAST_RU = (("л", False), ("ла", False), ("ло", False), ("ли", True))


def _russian(sections: Mapping[str, list[str]]) -> Iterator[tuple[Phrase, Form]]:
    for word in sections["say_forms"]:
        yield (_folded(word),), Form("say", plural=word.endswith(("ли", "ны")))
    for word in sections["stance_forms"]:
        yield (_folded(word),), Form("stance", plural=word.endswith("ли"))
    for entry in sections["say"]:
        yield (_gerund_ru(*_folded(entry).split("/")),), Form("say", bare=True)
    for act in _ACTS:
        for entry in sections.get(act, ()):
            infinitive, *present = _folded(entry).split("/")
            reflexive = infinitive.endswith("ся")
            stem = infinitive.removesuffix("ся").removesuffix("ть")
            for ending, plural in _PAST_RU:
                tail = "" if not reflexive else "сь" if ending[-1] in "аои" else "ся"
                yield (stem + ending + tail,), Form(act, plural=plural)
            for word, plural in zip(present, (False, True), strict=False):
                yield (word,), Form(act, plural=plural, past=False)


def _gerund_ru(infinitive: str, *present: str) -> str:
    """«Напомнив», «признавшись»; of an imperfective verb «отмечая», «надеясь»."""
    reflexive = infinitive.endswith("ся")
    if not present:
        return infinitive.removesuffix("ся").removesuffix("ть") + ("вшись" if reflexive else "в")
    if infinitive.removesuffix("ся").endswith("авать"):
        return infinitive.removesuffix("ся").removesuffix("ть") + ("ясь" if reflexive else "я")
    stem = present[-1].removesuffix("ся")[:-2]
    soft = "а" if stem[-1] in "жшщч" else "я"
    return stem + soft + ("сь" if reflexive else "")


# --- Persian ----------------------------------------------------------------------------------------------------------

def _finite(entry: str, act: Act) -> Iterator[tuple[str, Form]]:
    """Yield the third persons of a verb "past/present"; the participle is bare until an auxiliary follows."""
    past, _, present = _folded(entry).partition("/")
    for no in ("", "ن"):
        for ending, plural in (("", False), ("ند", True)):
            yield f"{no}{past}{ending}", Form(act, plural, negated=bool(no))
            yield f"{no}می{past}{ending}", Form(act, plural, negated=bool(no))
            yield f"{no}می{present}{ending or 'د'}", Form(act, plural, past=False, negated=bool(no))
        yield f"{no}{past}ه", Form(act, bare=True, negated=bool(no))
        yield f"{no}{past}هاست", Form(act, plural=False, negated=bool(no))
        yield f"{no}{past}هاند", Form(act, plural=True, negated=bool(no))


def _persian(sections: Mapping[str, list[str]]) -> Iterator[tuple[Phrase, Form]]:
    for act in _ACTS:
        for entry in sections.get(act, ()):
            yield from (((word,), form) for word, form in _finite(entry, act))
    for entry in sections["light"]:
        for act, word in _compounds(sections, entry):
            yield from (((*_phrase(word), light), form) for light, form in _finite(entry, act))
    for word in sections["say_است"]:
        for copula, plural in (("است", False), ("بود", False), ("هستند", True), ("اند", True), ("بودند", True)):
            yield (*_phrase(word), copula), Form("say", plural=plural)
        *first, last = _phrase(word)
        for ending, plural in (("ست", False), ("ند", True), ("اند", True)):
            yield (*first, last + ending), Form("say", plural=plural)


def _compounds(sections: Mapping[str, list[str]], light: str) -> Iterator[tuple[Act, str]]:
    past = light.partition("/")[0]
    for act in _ACTS:
        for word in sections.get(f"{act}_{past}", ()):
            yield act, word


def _apart(sections: Mapping[str, list[str]]) -> dict[str, dict[str, Form]]:
    found: dict[str, dict[str, Form]] = {}
    words = {_folded(word) for word in sections["apart"]}
    for entry in sections["light"]:
        for act, word in _compounds(sections, entry):
            if _folded(word) in words:
                forms = {light: form for light, form in _finite(entry, act) if not form.bare}
                found.setdefault(_folded(word), {}).update(forms)
    return found


def _gapped(sections: Mapping[str, list[str]]) -> dict[str, Form]:
    compounds = [compound for light in sections["light"] for compound in _compounds(sections, light)]
    return {_folded(word): Form(act) for act, word in compounds if "_" not in word}


_INFLECTED: Mapping[str, Callable[[Mapping[str, list[str]]], Iterator[tuple[Phrase, Form]]]] = {
    "en": _english,
    "ru": _russian,
    "fa": _persian,
}
