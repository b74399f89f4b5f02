"""Simulated editing: how many spans come through, and is any silently put on the wrong words.

Every character of a text carries an identity, so after an edit the truth about a span is known without
looking at its words. Run `python -m tests.annotation.simulate_edits [edits]` for the figures; a pinned small
run is in test_anchoring. The generator is seeded, so a run can be repeated.
"""

from __future__ import annotations

import json
import random
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from time import perf_counter
from typing import NamedTuple

from newsroom.annotation.anchoring import Anchor, Kind, Placed, reanchor, selectors

MATERIAL = Path(__file__).parent.parent / "material"
LETTERS = {"fa": "ابپتجدرزسشکگلمنوهی", "en": "abcdefghilmnoprstuvw", "ru": "абвгдежзиклмнопрст"}
SENTENCE = re.compile(r"[^.!?؟]+[.!?؟]+[»”\")]*\s*")
WORD = re.compile(r"[\w\u200c]+")


class Char(NamedTuple):
    """A character and who it is; `copy_of` for the copy of a duplicated sentence."""

    char: str
    identity: int
    copy_of: int = 0


Text = list[Char]
_identities = count(1)


def typed(text: str) -> Text:
    return [Char(char, next(_identities)) for char in text]


def plain(text: Sequence[Char]) -> str:
    return "".join(char.char for char in text)


class Source(NamedTuple):
    language: str
    text: str
    anchors: list[Anchor]
    words: list[str]


def source_of(language: str, text: str, names: Sequence[tuple[int, int]], words: list[str]) -> Source:
    """Make a source with a mention for every given range and a statement for every sentence."""
    sentences = [(m.start(), m.start() + len(m.group().rstrip())) for m in SENTENCE.finditer(text)]
    mentions = [_anchor(text, start, end, "mention") for start, end in dict.fromkeys(names)]
    return Source(
        language, text, [*mentions, *(_anchor(text, *one, "statement") for one in sentences)], words
    )


def _anchor(text: str, start: int, end: int, kind: Kind) -> Anchor:
    return Anchor(f"{kind}{start}-{end}", start, end, *selectors(text, start, end), kind)


def sources(report: Path = MATERIAL / "report_blocks.json") -> list[Source]:
    """Read the paragraphs of the report in its three languages."""
    data = json.loads(report.read_text("utf-8"))
    found = []
    for language in LETTERS:
        words = [w for block in data["blocks"] for w in WORD.findall(block.get(language) or "")]
        for block in data["blocks"]:
            text = block.get(language) or ""
            if block["kind"] in ("paragraph", "lead", "quotation") and "\n" not in text:
                here = [m for m in data["mentions"] if (m["lang"], m["block"]) == (language, block["id"])]
                found.append(source_of(language, text, [(m["start"], m["end"]) for m in here], words))
    return found


# --- edits: each takes a text and returns the edited one --------------------------------------------------


@dataclass
class Editor:
    """Somebody who changes a text at random."""

    rng: random.Random
    source: Source

    def _word(self, text: Text) -> tuple[int, int]:
        return self.rng.choice([m.span() for m in WORD.finditer(plain(text))] or [(0, 0)])

    def _sentence(self, text: Text) -> tuple[int, int]:
        return self.rng.choice([m.span() for m in SENTENCE.finditer(plain(text))] or [(0, len(text))])

    def insert(self, text: Text) -> Text:
        start, _ = self._word(text)
        words = " ".join(self.rng.choices(self.source.words, k=self.rng.randint(1, 4)))
        return text[:start] + typed(f"{words} ") + text[start:]

    def delete(self, text: Text) -> Text:
        start, end = self._word(text)
        return text[:start] + text[end + 1 :]

    def replace(self, text: Text) -> Text:
        start, end = self._word(text)
        return text[:start] + typed(self.rng.choice(self.source.words)) + text[end:]

    def typo(self, text: Text) -> Text:
        at = self.rng.randrange(len(text)) if text else 0
        letter = typed(self.rng.choice(LETTERS[self.source.language]))
        return self.rng.choice(
            [text[:at] + letter + text[at:], text[:at] + text[at + 1 :], text[:at] + letter + text[at + 1 :]]
        )

    def respell(self, text: Text) -> Text:
        """Lose or restore what a reader does not see: ZWNJ in Persian, ё in Russian."""
        lost = self.rng.random() < 0.5
        out: Text = []
        for one in text:
            if one.char == "\u200c" and lost:
                continue
            char = one.char if lost else {"ی": "ي", "ё": "е", "ک": "ك"}.get(one.char, one.char)
            out.append(one._replace(char=char))
        return out

    def move(self, text: Text) -> Text:
        start, end = self._sentence(text)
        rest = text[:start] + text[end:]
        stops = [0, *(m.end() for m in SENTENCE.finditer(plain(rest)))]
        at = self.rng.choice(stops)
        return _spaced(rest[:at]) + _spaced(text[start:end]) + rest[at:]

    def swap(self, text: Text) -> Text:
        found = [m.span() for m in SENTENCE.finditer(plain(text))]
        if len(found) < 2:
            return text
        at = self.rng.randrange(len(found) - 1)
        (a, b), (_, c) = found[at], found[at + 1]
        return text[:a] + _spaced(text[b:c]) + text[a:b] + text[c:]

    def drop(self, text: Text) -> Text:
        start, end = self._sentence(text)
        return text[:start] + text[end:]

    def duplicate(self, text: Text) -> Text:
        start, end = self._sentence(text)
        copy = [Char(one.char, next(_identities), one.identity) for one in _spaced(text[start:end])]
        before = self.rng.random() < 0.5
        at = start if before else end
        return _spaced(text[:at]) + copy + text[at:]

    def mix(self, text: Text) -> Text:
        for _ in range(self.rng.randint(2, 5)):
            text = EDITS[self.rng.choice([name for name in EDITS if name != "mix"])](self, text)
        return text


EDITS: dict[str, Callable[[Editor, Text], Text]] = {
    "insert": Editor.insert,
    "delete": Editor.delete,
    "replace": Editor.replace,
    "typo": Editor.typo,
    "respell": Editor.respell,
    "move": Editor.move,
    "swap": Editor.swap,
    "drop": Editor.drop,
    "duplicate": Editor.duplicate,
    "mix": Editor.mix,
}


def _spaced(text: Text) -> Text:
    return [*text, *typed(" ")] if text and not text[-1].char.isspace() else text


# --- judging ----------------------------------------------------------------------------------------------


@dataclass
class Figures:
    """What came out. `wrong` counts places without a single true character, the copies of duplicates
    apart."""

    edits: int = 0
    spans: int = 0
    untouched: int = 0
    untouched_placed: int = 0
    wrong: int = 0
    copies: int = 0
    lost: int = 0
    not_as_quoted: int = 0
    seconds: float = 0.0
    by_edit: Counter[tuple[str, str]] = field(default_factory=Counter)
    examples: list[str] = field(default_factory=list)

    @property
    def kept_share(self) -> float:
        return self.untouched_placed / max(self.untouched, 1)

    @property
    def wrong_share(self) -> float:
        return self.wrong / max(self.spans, 1)


def simulate(edits: int, seed: int = 20241008, material: Sequence[Source] | None = None) -> Figures:
    """Make that many edits and judge every span of each."""
    rng = random.Random(seed)
    figures = Figures(edits=edits)
    texts = list(material or sources())
    names = list(EDITS)
    for number in range(edits):
        source = rng.choice(texts)
        name = names[number % len(names)]
        before = typed(source.text)
        after = EDITS[name](Editor(rng, source), before)
        started = perf_counter()
        placed = reanchor(source.text, plain(after), source.anchors)
        figures.seconds += perf_counter() - started
        figures.lost += [p.id for p in placed] != [a.id for a in source.anchors]
        for anchor, one in zip(source.anchors, placed, strict=True):
            _judge(figures, name, _Case(before, after, anchor, one))
    return figures


class _Case(NamedTuple):
    before: Text
    after: Text
    anchor: Anchor
    placed: Placed


def _judge(figures: Figures, name: str, case: _Case) -> None:
    figures.spans += 1
    one, anchor = case.placed, case.anchor
    truth = {char.identity for char in case.before[anchor.start : anchor.end]}
    there = case.after[one.start : one.end]
    automatic = one.state in ("kept", "moved")
    figures.not_as_quoted += automatic and plain(there) != one.exact
    untouched = _survives(case.after, case.before[anchor.start : anchor.end])
    verdict = "right" if automatic else one.state
    if automatic and not any(char.identity in truth for char in there):
        copied = any(char.copy_of in truth for char in there)
        verdict = "copy" if copied else "wrong"
        figures.copies += copied
        figures.wrong += not copied
        if not copied:
            figures.examples.append(f"{name}: {anchor} -> {one}")
    if untouched and not (anchor.kind == "statement" and name in ("move", "swap", "mix")):
        figures.untouched += 1
        figures.untouched_placed += verdict == "right"
        figures.by_edit[name, f"untouched {verdict}"] += 1
    figures.by_edit[name, verdict] += 1


def _survives(after: Text, span: Text) -> bool:
    """Tell whether the characters of a span stand together, unchanged, in the edited text."""
    at = next((n for n, char in enumerate(after) if char.identity == span[0].identity), None)
    return at is not None and after[at : at + len(span)] == span


def lines(figures: Figures) -> Iterator[str]:
    pace = 1000 * figures.seconds / max(figures.edits, 1)
    yield f"{figures.edits} edits, {figures.spans} spans, {pace:.2f} ms a block"
    yield f"untouched spans placed right: {figures.kept_share:.2%} of {figures.untouched}"
    yield f"silently wrong: {figures.wrong} ({figures.wrong_share:.3%}); on a copy: {figures.copies}"
    yield f"lost: {figures.lost}; quote does not match: {figures.not_as_quoted}"
    for key in EDITS:
        yield f"  {key}: " + ", ".join(
            f"{v} {n}" for (k, v), n in sorted(figures.by_edit.items()) if k == key
        )
    yield from figures.examples[:12]


if __name__ == "__main__":
    sys.stdout.write("\n".join(lines(simulate(int(sys.argv[1]) if len(sys.argv) > 1 else 1500))) + "\n")
