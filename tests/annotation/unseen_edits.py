"""Edits and texts that the rules of re-anchoring were not made with: other reports, other hands, another seed.

The texts are the stories of heldout.json with their marked names, the explainer of the demo, and the raw reports of
tests/text/reports with arbitrary words as names. The edits are what desks do besides inserting and deleting: clauses
and words change places, sentences are translated anew, paragraphs are split and joined, numbers, quotation marks and
vowel signs change, a name is replaced everywhere.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from newsroom.text.names import name_keys
from tests.annotation import measure
from tests.annotation.judging import (
    SENTENCE,
    WORD,
    Edit,
    Edited,
    Editor,
    Figures,
    Source,
    Text,
    copied,
    plain,
    simulate,
    source_of,
    spaced,
    typed,
)

ROOT = Path(__file__).parents[2]
REPORTS = ROOT / "tests" / "text" / "reports"
SEED = 991
NUMBER = re.compile(r"\d+")
CLAUSE = re.compile(r"[^،,;؛:]+[،,;؛:]?\s*")
PERSIAN, LATIN = "۰۱۲۳۴۵۶۷۸۹", "0123456789"
VOWELS = {"fa": "\u064e\u064f\u0650", "en": "\u0301", "ru": "\u0301"}
VOWELLED = {"fa": "بتدرسمنک", "en": "aeiou", "ru": "аеиоуыэюя"}
QUOTES = {"«": "“", "»": "”", "“": "«", "”": "»", '"': "“"}
MOVES = frozenset({"clause", "split", "joined", "to-other-block", "anew", "morning"})

# --- texts ------------------------------------------------------------------------------------------------


def stories() -> Iterator[Source]:
    """The held-out stories, with the names of their entities known."""
    for title in measure.heldout_titles():
        for language in measure.LANGUAGES:
            report = measure.heldout(title, language)
            keys: dict[str, set[str]] = defaultdict(set)
            for hit in report.names:
                keys[hit.entity].add(hit.key)
            words = [word for _block, text in report.blocks for word in WORD.findall(text)]
            for block, text in report.blocks:
                here = {(start, end): entity for one, start, end, entity in report.gold if one == block}
                same = {place: partial(_names, keys[entity], language) for place, entity in here.items()}
                yield source_of(language, text, sorted(here), words, same)


def _names(keys: set[str], language: str, words: str) -> bool:
    return not keys.isdisjoint(name_keys(words, language))


def reports() -> Iterator[Source]:
    """Paragraphs of raw reports; every sixth long word, sometimes with its neighbour, stands for a name."""
    files = [*sorted(REPORTS.glob("*.txt")), *sorted((ROOT / "seeds").glob("cis-explainer.*.md"))]
    for path in files:
        raw = path.read_bytes().decode("utf-8-sig")
        text = unicodedata.normalize("NFC", raw.replace("\r\n", "\n"))
        language = re.search(r"[_.](fa|en|ru)$", path.name.rsplit(".", 1)[0])[1]
        words = WORD.findall(text)
        for paragraph in text.split("\n"):
            if len(paragraph) > 80:
                found = [m.span() for m in WORD.finditer(paragraph) if m.end() - m.start() > 4]
                names = [(a, b if n % 2 else found[min(n + 1, len(found) - 1)][1]) for n, (a, b) in enumerate(found)]
                yield source_of(language, paragraph, names[::6], words)


# --- edits ------------------------------------------------------------------------------------------------


def clause(by: Editor, text: Text) -> Text:
    """A clause moves to the front or the end of its sentence."""
    start, end = by.sentence(text)
    parts = [(start + m.start(), start + m.end()) for m in CLAUSE.finditer(plain(text[start:end]))]
    a, b = by.rng.choice(parts)
    rest = text[start:a] + text[b:end]
    inside = spaced(text[a:b]) + rest if by.rng.random() < 0.5 else spaced(rest) + text[a:b]
    return text[:start] + inside + text[end:]


def words_swapped(by: Editor, text: Text) -> Text:
    found = [m.span() for m in WORD.finditer(plain(text))]
    at = by.rng.randrange(max(len(found) - 1, 1))
    (a, b), (c, d) = found[at], found[min(at + 1, len(found) - 1)]
    return text if c < b else text[:a] + text[c:d] + text[b:c] + text[a:b] + text[d:]


def split(by: Editor, text: Text) -> Edited:
    """The paragraph is cut at a sentence, and a word is put into both halves."""
    ends = [m.end() for m in SENTENCE.finditer(plain(text))][:-1] or [len(text)]
    at = by.rng.choice(ends)
    halves = [_one_word_more(by, half) if half else half for half in (text[:at], text[at:])]
    return Edited(halves[0], {"new": (halves[1], [])})


def _one_word_more(by: Editor, text: Text) -> Text:
    start, _ = by.word(text)
    return text[:start] + typed(by.phrase(1) + " ") + text[start:]


def joined(by: Editor, text: Text) -> Edited:
    """The paragraph goes to the end of the one before it."""
    before = typed(by.phrase(30) + ". ")
    return Edited([], {"before": ([*before, *text], before)})


def to_other_block(by: Editor, text: Text) -> Edited:
    """A sentence moves to another paragraph."""
    start, end = by.sentence(text)
    other = typed(by.phrase(20) + ". ")
    return Edited(text[:start] + text[end:], {"other": ([*other, *text[start:end]], other)})


def anew(by: Editor, text: Text) -> Text:
    """A sentence is translated anew: its names stay, in another order, among other words."""
    start, end = by.sentence(text)
    inside = [a for a in by.source.anchors if a.kind == "mention" and start <= a.start and a.end <= end]
    names: list[Text] = []
    last = start
    for one in sorted(inside, key=lambda a: (a.start, -a.end)):
        if one.start >= last:  # of nested names the outer one
            names.append(text[one.start : one.end])
            last = one.end
    by.rng.shuffle(names)
    out: Text = []
    for name in names:
        out += typed(by.phrase(4) + " ") + name + typed(" ")
    return text[:start] + out + typed(by.phrase(5) + ". ") + text[end:]


def number(by: Editor, text: Text) -> Text:
    """One number becomes another."""
    found = [m.span() for m in NUMBER.finditer(plain(text))]
    if not found:
        return _one_word_more(by, text)
    a, b = by.rng.choice(found)
    at = by.rng.randrange(a, b)
    digit = PERSIAN if text[at].char in PERSIAN else LATIN
    other = by.rng.choice([one for one in digit if one != text[at].char])
    return text[:at] + typed(other) + text[at + 1 :]


def digits(by: Editor, text: Text) -> Text:
    """All numbers are written in the other digits."""
    table = {**dict(zip(PERSIAN, LATIN, strict=True)), **dict(zip(LATIN, PERSIAN, strict=True))}
    return [one._replace(char=table.get(one.char, one.char)) for one in text]


def quotes(by: Editor, text: Text) -> Text:
    return [one._replace(char=QUOTES.get(one.char, one.char)) for one in text]


def vowels(by: Editor, text: Text) -> Text:
    """Vowel signs or stresses on a tenth of the letters; composed where Unicode composes them."""
    marks, letters = VOWELS[by.source.language], VOWELLED[by.source.language]
    out: Text = []
    for one in text:
        marked = one.char in letters and by.rng.random() < 0.1
        both = unicodedata.normalize("NFC", one.char + by.rng.choice(marks)) if marked else one.char
        out += [one._replace(char=both[0]), *typed(both[1:])]
    return out


def name_everywhere(by: Editor, text: Text) -> Text:
    """Find and replace: one name becomes other words wherever it stands."""
    names = [a.exact for a in by.source.anchors if a.kind == "mention"]
    if not names:
        return _one_word_more(by, text)
    name = by.rng.choice(names)
    other = " ".join(by.rng.sample(sorted(set(by.source.words) - set(WORD.findall(name))), 2))
    out: Text = []
    done = 0
    for m in re.finditer(re.escape(name), plain(text)):
        out += text[done : m.start()] + typed(other)
        done = m.end()
    return out + text[done:]


def stutter(by: Editor, text: Text) -> Text:
    """A word is typed twice."""
    a, b = by.word(text)
    return text[:b] + typed(" ") + copied(text[a:b]) + text[b:]


def sentence_cut(by: Editor, text: Text) -> Text:
    """A comma becomes a full stop."""
    found = [n for n, one in enumerate(text) if one.char in "،,;؛"]
    if not found:
        return words_swapped(by, text)
    at = by.rng.choice(found)
    return text[:at] + typed(".") + text[at + 1 :]


def capitals(by: Editor, text: Text) -> Text:
    """A headline's capitals, or a word that gets one."""
    a, b = by.word(text)
    upper = [one._replace(char=one.char.upper()) if len(one.char.upper()) == 1 else one for one in text[a:b]]
    return text[:a] + upper + text[b:]


def morning(by: Editor, text: Text) -> Text | Edited:
    """Several of these in one save, as in a morning's work."""
    for _ in range(by.rng.randint(2, 6)):
        made = LITTLE[by.rng.choice(list(LITTLE))](by, text)
        text = made if isinstance(made, list) else text
    return text


LITTLE: dict[str, Callable[[Editor, Text], Text]] = {
    "clause": clause,
    "words-swapped": words_swapped,
    "number": number,
    "quotes": quotes,
    "name-everywhere": name_everywhere,
    "stutter": stutter,
    "sentence-cut": sentence_cut,
    "capitals": capitals,
    "anew": anew,
}
EDITS: dict[str, Edit] = {
    **LITTLE,
    "digits": digits,
    "vowels": vowels,
    "split": split,
    "joined": joined,
    "to-other-block": to_other_block,
    "morning": morning,
}


def on_other_texts(edits: int, seed: int = SEED) -> Figures:
    return simulate(edits, EDITS, [*stories(), *reports()], seed=seed, moves=MOVES)
