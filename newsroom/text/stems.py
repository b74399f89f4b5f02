"""Stems: how a name changes at its end in running text, per language, and how to undo it.

Three light rules, each applied to folded words and each the same on the side of the index and of the text:
Russian case endings are cut by one pattern until nothing more comes off; Persian suffixes are tried in every
combination, since no rule can tell روسیه‌ای from روسی‌های; English only loses its possessive. Adjectives
made of place names (Iranian, иранский) lead back to the place. The cuts are generous on purpose: `agrees`
then compares the name that was found with the word in the text and rejects what no grammar allows (Грузы is
no form of Грузия).
"""

from __future__ import annotations

import re
from functools import lru_cache

MIN_STEM = 3
# A possessive م ت ش on a short name is nearly always another word: چینش, مسکوت.
_MIN_BEFORE_POSSESSIVE = 5

# The shortest stem of three letters or more that leaves a case ending.
_RU_ENDING = re.compile(
    "(.{3,}?)(?:[аеиоуыэюяйь]+|[аеиоуыэюя]?(?:ом|ем|ым|им|ам|ям|ами|ями|ыми|ими)|[ое]го|[ое]му|[аяыи]х)"
)
# Fleeting vowels: дворец, дворца; рынок, рынка; Павел, Павла.
_RU_FLEETING = re.compile("([^аеиоуыэюя])ь?[ео]([цкл])$")
_RU_GENITIVE_PLURAL = re.compile("[ое]в$")
_RU_ADJECTIVE = re.compile("ск$")
_RU_VOWELS = "аеиоуыэюя"
_VOWEL_LETTERS = frozenset(_RU_VOWELS)
_RU_PLURAL_HUSHERS = "кгхжшчщ"

_FA_SUFFIXES = ("هایی", "های", "ها", "یی", "ای", "ان", "ی", "مان", "شان", "تان")
_FA_POSSESSIVES = ("م", "ت", "ش")
_MAX_STACKED = 3

_EN_ADJECTIVES = (  # ending, what it replaced
    ("ian", ""),
    ("ian", "e"),
    ("ian", "a"),
    ("an", ""),
    ("n", ""),
    ("ese", ""),
    ("ese", "a"),
    ("i", ""),
)
_MIN_COUNTRY = 4


@lru_cache(maxsize=65536)
def russian_stem(word: str) -> str:
    """Cut the case endings of a folded Russian word while three letters remain."""
    while match := _RU_ENDING.fullmatch(word):
        word = match[1]
    fleeting = _RU_FLEETING.sub(r"\1\2", word)
    return fleeting if len(fleeting) >= MIN_STEM else word


def russian_singular_stem(stem: str) -> str:
    """Cut the genitive plural -ов, -ев: эмиратов -> эмират. Surnames end so too, so callers try both."""
    short = _RU_GENITIVE_PLURAL.sub("", stem)
    return short if len(short) >= MIN_STEM else stem


def adjective_bases(word: str, stem: str, language: str) -> tuple[str, ...]:
    """Return the keys of places of which a folded word may be the adjective: иранский -> иран, iranian ->
    iran.

    Args:
        word: the folded word.
        stem: its key, i.e. the Russian stem in Russian, the word itself otherwise.
        language: "ru" or "en"; no other language has such a rule (Persian ی is a suffix like others).
    """
    if language == "ru":
        base = _RU_ADJECTIVE.sub("", stem)
        return (russian_stem(base),) if base != stem and len(base) > MIN_STEM else ()
    if language != "en":
        return ()
    singular = word.removesuffix("s")
    bases = {singular.removesuffix(ending) + old for ending, old in _EN_ADJECTIVES if singular.endswith(ending)}
    return tuple(sorted(base for base in bases if len(base) >= _MIN_COUNTRY))


@lru_cache(maxsize=65536)
def persian_stems(word: str) -> tuple[str, ...]:
    """Return every shorter word left by stripping up to three stacked suffixes of a folded Persian word."""
    found: dict[str, None] = {}
    level = {word}
    for _ in range(_MAX_STACKED):
        level = {stem for longer in level for stem in _strip_one(longer)}
        found.update(dict.fromkeys(sorted(level)))
    return tuple(found)


def _strip_one(word: str) -> set[str]:
    stems = {word.removesuffix(suffix) for suffix in _FA_SUFFIXES if word.endswith(suffix)}
    kept = {stem for stem in stems if len(stem) >= MIN_STEM}
    if word.endswith(_FA_POSSESSIVES) and len(word) > _MIN_BEFORE_POSSESSIVE:
        kept.add(word[:-1])
    return kept


def agrees(name: str, word: str, *, alone: bool) -> bool:
    """Say whether a Russian word with the same stem can be a form of a name, by the name's declension.

    Args:
        name: a folded word of the name as it stands in the gazetteer.
        word: the folded word of the text.
        alone: whether the name is this one word; only then a final -и can mean an indeclinable name (Мали).
    """
    if name == word:
        return True
    if name.endswith(("ия", "ие")):
        return word.startswith(name[:-1])
    if name[-1] in "уюэ" or (name[-1] == "о" and name[-2:-1] in _VOWEL_LETTERS):
        return False
    if alone and name.endswith("и") and name[-2:-1] not in _RU_PLURAL_HUSHERS:
        return False
    if name[-1] not in _RU_VOWELS + "йь":
        return word.startswith((name, name[:-2] + name[-1:]))
    return True
