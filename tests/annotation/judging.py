"""Judging re-anchoring by the identity of characters: after an edit, the truth about a span is known without its words.

An edit is a function of an Editor (chance, and a source) and a text; it answers with the edited text or, where it
touches other blocks too, with an Edited. `simulate` makes many of them and judges every span of each.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count
from time import process_time
from typing import NamedTuple

from newsroom.annotation.anchoring import Anchor, Arrival, Kind, Placed, reanchor, selectors
from newsroom.annotation.relocation import reads_the_same

LEAST_KEPT = 0.95
MOST_WRONG = 0.001
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


def copied(text: Text) -> Text:
    return [Char(one.char, next(_identities), one.copy_of or one.identity) for one in text]


def plain(text: Sequence[Char]) -> str:
    return "".join(char.char for char in text)


def spaced(text: Text) -> Text:
    return [*text, *typed(" ")] if text and not text[-1].char.isspace() else text


class Edited(NamedTuple):
    """What an edit made of a block, and other blocks that it changed: after and before."""

    text: Text
    others: Mapping[str, tuple[Text, Text]] = {}


class Source(NamedTuple):
    language: str
    text: str
    anchors: list[Anchor]
    words: list[str]


Edit = Callable[["Editor", Text], "Text | Edited"]


@dataclass
class Editor:
    """Somebody who changes a text at random."""

    rng: random.Random
    source: Source

    def word(self, text: Text) -> tuple[int, int]:
        return self.rng.choice([m.span() for m in WORD.finditer(plain(text))] or [(0, 0)])

    def sentence(self, text: Text) -> tuple[int, int]:
        return self.rng.choice([m.span() for m in SENTENCE.finditer(plain(text))] or [(0, len(text))])

    def phrase(self, most: int) -> str:
        return " ".join(self.rng.choices(self.source.words, k=self.rng.randint(1, most)))


def source_of(
    language: str,
    text: str,
    names: Sequence[tuple[int, int]],
    words: list[str],
    same: Mapping[tuple[int, int], Callable[[str], bool]] | None = None,
) -> Source:
    """Make a source with a mention for every given range and a statement for every sentence.

    `same` says for a range whether other words name the same entity.
    """
    sentences = [(m.start(), m.start() + len(m.group().rstrip())) for m in SENTENCE.finditer(text)]
    mentions = [_anchor(text, *one, "mention", (same or {}).get(one)) for one in dict.fromkeys(names)]
    return Source(language, text, [*mentions, *(_anchor(text, *one, "statement") for one in sentences)], words)


def _anchor(text: str, start: int, end: int, kind: Kind, same: Callable[[str], bool] | None = None) -> Anchor:
    return Anchor(f"{kind}{start}-{end}", start, end, *selectors(text, start, end), kind, same)


# --- what came out ----------------------------------------------------------------------------------------


@dataclass
class Figures:
    """`wrong`: placed by machine without a single true character (the copies of duplicates apart), or on words that
    read otherwise: a claim over anything visible, a name over what is neither its spelling nor another name of it.
    """

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

    @property
    def good(self) -> bool:
        held = self.kept_share >= LEAST_KEPT and self.wrong_share <= MOST_WRONG
        return held and self.lost == self.not_as_quoted == 0


class _Case(NamedTuple):
    before: Text
    after: Edited
    anchor: Anchor
    placed: Placed

    @property
    def there(self) -> Text:
        text = self.after.others[self.placed.block][0] if self.placed.block else self.after.text
        return text[self.placed.start : self.placed.end]


def simulate(
    edits: int, kinds: Mapping[str, Edit], texts: Sequence[Source], *, seed: int, moves: frozenset[str] = frozenset()
) -> Figures:
    """Make that many edits, each kind in turn, and judge every span.

    In the kinds `moves`, statements are moved as a whole, which is for a person to look at: they are not counted
    among the untouched.
    """
    rng = random.Random(seed)
    figures = Figures(edits=edits)
    names = list(kinds)
    for number in range(edits):
        source = rng.choice(texts)
        name = names[number % len(names)]
        before = typed(source.text)
        made = kinds[name](Editor(rng, source), before)
        after = made if isinstance(made, Edited) else Edited(made)
        arrivals = [Arrival(one, plain(now), plain(then)) for one, (now, then) in after.others.items()]
        started = process_time()
        placed = reanchor(source.text, plain(after.text), source.anchors, inserted=arrivals)
        figures.seconds += process_time() - started
        figures.lost += [p.id for p in placed] != [a.id for a in source.anchors]
        for anchor, one in zip(source.anchors, placed, strict=True):
            counted = anchor.kind == "mention" or name not in moves
            _judge(figures, name, _Case(before, after, anchor, one), counted=counted)
    return figures


def _judge(figures: Figures, name: str, case: _Case, *, counted: bool) -> None:
    figures.spans += 1
    verdict = _verdict(figures, case)
    figures.copies += verdict == "copy"
    figures.wrong += verdict == "wrong"
    if verdict == "wrong":
        figures.examples.append(f"{name}: {case.anchor} -> {case.placed}")
    span = case.before[case.anchor.start : case.anchor.end]
    if counted and any(_holds(text, span) for text in (case.after.text, *(n for n, _ in case.after.others.values()))):
        figures.untouched += 1
        figures.untouched_placed += verdict == "right"
        figures.by_edit[name, "untouched"] += 1
        figures.by_edit[name, "untouched placed"] += verdict == "right"
    figures.by_edit[name, verdict] += 1


def _verdict(figures: Figures, case: _Case) -> str:
    one, anchor = case.placed, case.anchor
    if one.state not in ("kept", "moved"):
        return one.state
    figures.not_as_quoted += plain(case.there) != one.exact
    truth = {char.identity for char in case.before[anchor.start : anchor.end]}
    if not any(char.identity in truth for char in case.there):
        return "copy" if any(char.copy_of in truth for char in case.there) else "wrong"
    same = anchor.same_entity is not None and anchor.same_entity(one.exact)
    reads = same or reads_the_same(anchor.exact, one.exact, loosely=anchor.kind == "mention")
    return "right" if reads else "wrong"


def _holds(after: Text, span: Text) -> bool:
    """Tell whether the characters of a span stand together, unchanged, in an edited text."""
    at = next((n for n, char in enumerate(after) if char.identity == span[0].identity), None)
    return at is not None and after[at : at + len(span)] == span


COLUMNS = ("right", "review", "orphaned", "copy", "wrong")


def table(title: str, figures: Figures, kinds: Sequence[str]) -> Iterator[str]:
    """The figures of one set, a line for each kind of edit."""
    pace = 1000 * figures.seconds / max(figures.edits, 1)
    yield f"{title}: {figures.edits} edits, {figures.spans} spans, {pace:.2f} ms a block"
    yield f"  {'edit':<16}{'untouched kept':>16}" + "".join(f"{name:>10}" for name in COLUMNS)
    for kind in kinds:
        untouched, kept = figures.by_edit[kind, "untouched"], figures.by_edit[kind, "untouched placed"]
        share = f"{kept / untouched:.1%} of {untouched}" if untouched else "-"
        yield f"  {kind:<16}{share:>16}" + "".join(f"{figures.by_edit[kind, name]:>10}" for name in COLUMNS)
    yield f"  untouched spans kept {figures.kept_share:.2%} of {figures.untouched} (at least {LEAST_KEPT:.0%})"
    yield f"  silently wrong {figures.wrong} = {figures.wrong_share:.3%} (at most {MOST_WRONG:.1%})"
    yield f"  on a copy {figures.copies}; lost {figures.lost}; not as quoted {figures.not_as_quoted}"
    yield from (f"  wrong: {one}" for one in figures.examples[:12])
