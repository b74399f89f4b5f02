"""Made-up people for the benches: their names in three languages, with the keys that the desk would store of them.

First names are few and family names some thousands, as in life: the more people are known, the more of them share the
family name that stands in a text.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

SYLLABLES = {
    "fa": ["با", "را", "مین", "سو", "دار", "کا", "ویچ", "نا", "تو", "گل", "شر", "پور", "لی", "مر", "زاد"],
    "en": ["ba", "ra", "min", "su", "dar", "ka", "vich", "na", "to", "gol", "shar", "pur", "li", "mar", "zad"],
    "ru": ["ба", "ра", "мин", "су", "дар", "ка", "вич", "на", "то", "гол", "шар", "пур", "ли", "мар", "зад"],
}
FIRST_NAMES, FAMILY_NAMES = 300, 20_000
IN_TEXT = ((3, 21), (5, 35), (8, 56))  # first and family name of those whom the text names: the first three people


def full_name(language: str, first: int, family: int) -> str:
    """The same two numbers are the same person in every language."""
    return f"{_word(language, first, 2)} {_word(language, family, 4)}".title()


def people(begin: int, end: int) -> Iterator[tuple[int, dict[str, str]]]:
    """The people with these numbers, each with a name in every language: three names a person."""
    for number in range(begin, end):
        draw = random.Random(number)
        drawn = draw.randrange(FIRST_NAMES), draw.randrange(FAMILY_NAMES)
        first, family = IN_TEXT[number] if number < len(IN_TEXT) else drawn
        yield number, {language: full_name(language, first, family) for language in SYLLABLES}


def in_text() -> str:
    """A few sentences that name three of them, in full and by their family names."""
    three = [full_name("fa", *numbers) for numbers in IN_TEXT]
    return f"{' و '.join(three)} در این نشست بودند. " + " ".join(f"{name.split()[1]} سخن گفت." for name in three)


def derived(begin: int, end: int, folder: Path) -> Path:
    """A file of people's names and keys, a key a line (number, language, key, name); derived once for all databases."""
    from newsroom.text.names import name_keys

    path = folder / f"names-{begin}-{end}.tsv"
    if not path.exists():
        with path.open("w", encoding="utf-8") as file:
            for number, names in people(begin, end):
                for language, name in names.items():
                    keys = name_keys(name, language, kind="person")
                    file.writelines(f"{number}\t{language}\t{key}\t{name}\n" for key in keys)
    return path


def _word(language: str, number: int, syllables: int) -> str:
    """A word by its number, written in base 15 with syllables for digits."""
    parts = []
    for _digit in range(syllables):
        number, digit = divmod(number, len(SYLLABLES[language]))
        parts.append(SYLLABLES[language][digit])
    return "".join(parts)
