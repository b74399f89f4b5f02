"""How good the projection of statements is: the words of the source, and the words proposed in its translations.

A proposal is right when it shares at least half of its words with the words that the gold standard has (words of both
together: intersection by union), and exact when it has the same. `heldout` are passages written after the rules, in
translations freer than those of the demo. Run it with `python -m tests.annotation.measure_statement_projection`.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from newsroom.annotation.projection import BlockPair, Naming, project
from newsroom.annotation.statement_projection import SentencePairs, Side
from newsroom.text.segments import words
from tests.annotation import measure
from tests.annotation.measure import Report
from tests.annotation.measure_projection import WAYS

SEED = Path(__file__).parents[2] / "seeds" / "cis-summit-2024.statements.json"
HELDOUT = Path(__file__).with_name("heldout_statements.json")
ENOUGH = 0.5

Range = tuple[int, int]
Said = Mapping[str, Sequence[Range]]
"""Statement -> the words that report it in one block."""


@dataclass(frozen=True, slots=True)
class Passage:
    """One block in one language: its text, what it names, and who says what in it."""

    text: str
    namings: tuple[Naming, ...]
    said: Said


@dataclass(frozen=True, slots=True)
class Story:
    """Blocks in one language, with the names that the gazetteer knows."""

    passages: Sequence[Passage]
    report: Report


@dataclass(frozen=True, slots=True)
class Figures:
    """Shares of 1. `wrong` as (share of words, reason, words of the source, words proposed)."""

    said: int
    share: float
    precision: float
    exact: float
    wrong: tuple[tuple[float, str, str, str], ...]


def sample(language: str) -> Story:
    """The demo's report with its statements."""
    report = measure.sample(language)
    rows: list[dict[str, Any]] = json.loads(SEED.read_text(encoding="utf-8"))
    passages = []
    for number, (block, text) in enumerate(report.blocks, start=1):
        said: dict[str, list[Range]] = defaultdict(list)
        for row in rows:
            for span in row["spans"][language]:
                if span["block"] == number:
                    start = text.index(span["exact"])
                    said[row["key"]].append((start, start + len(span["exact"])))
        passages.append(Passage(text, tuple(_namings(m for m in report.gold if m[0] == block)), said))
    return Story(passages, report)


def heldout_titles() -> list[str]:
    """Return the names of the held-out passages."""
    return list(json.loads(HELDOUT.read_text(encoding="utf-8")))


def heldout(title: str, language: str) -> Story:
    """Read held-out passages; marks that begin with "s." are statements."""
    passages = []
    for block in json.loads(HELDOUT.read_text(encoding="utf-8"))[title]:
        text, marks = measure.read_marks("", block[language])
        said: dict[str, list[Range]] = defaultdict(list)
        for _block, start, end, what in marks:
            if what.startswith("s."):
                said[what].append((start, end))
        passages.append(Passage(text, tuple(_namings(m for m in marks if not m[3].startswith("s."))), said))
    return Story(passages, measure.heldout(title, language))


def _namings(marks: Iterable[measure.Mark]) -> Iterator[Naming]:
    return (Naming(start, end, entity, number) for number, (_b, start, end, entity) in enumerate(sorted(marks)))


def figures(source: Story, target: Story, languages: tuple[str, str]) -> Figures:
    """Measure one way of one story."""
    tried = list(_tried(source, target, languages))
    proposed = [one for one in tried if one is not None]
    likeness = [like for like, *_words in proposed]
    return Figures(
        said=len(tried),
        share=len(proposed) / max(1, len(tried)),
        precision=sum(like >= ENOUGH for like in likeness) / max(1, len(proposed)),
        exact=sum(like == 1 for like in likeness) / max(1, len(proposed)),
        wrong=tuple(one for one in proposed if one[0] < ENOUGH),
    )


def _tried(source: Story, target: Story, languages: tuple[str, str]) -> Iterator[tuple[float, str, str, str] | None]:
    """Each statement of the source with what was proposed for it, None for nothing."""
    pairs = [
        BlockPair(str(number), theirs.text, ours.namings)
        for number, (ours, theirs) in enumerate(zip(source.passages, target.passages, strict=True))
    ]
    found = project(pairs, languages[1], measure.lookup_in(target.report.names))
    for pair, ours, theirs in zip(pairs, source.passages, target.passages, strict=True):
        one = found[pair.block]
        named = [Naming(p.start, p.end, p.naming.entity) for p in one.projected]
        named += [Naming(s.start, s.end, s.entity) for s in one.fresh]
        sentences = SentencePairs(Side(ours.text, languages[0], ours.namings), Side(theirs.text, languages[1], named))
        for key, (start, end) in ((key, place) for key, places in ours.said.items() for place in places):
            proposal = sentences.project(start, end)
            if proposal is None:
                yield None
                continue
            place = proposal.start, proposal.end
            like = max((_alike(theirs.text, place, gold) for gold in theirs.said.get(key, ())), default=0.0)
            yield round(like, 2), proposal.reason, ours.text[start:end], theirs.text[slice(*place)]


def _alike(text: str, one: Range, other: Range) -> float:
    ours, theirs = ({word.start for word in words(text) if a <= word.start < b} for a, b in (one, other))
    return len(ours & theirs) / max(1, len(ours | theirs))


def main() -> None:
    """Print a table and every wrong proposal."""
    rows = [("statements", way, figures(sample(way[0]), sample(way[1]), way)) for way in WAYS]
    rows += [
        (title, way, figures(heldout(title, way[0]), heldout(title, way[1]), way))
        for title in heldout_titles()
        for way in WAYS
    ]
    for title, (source, target), one in rows:
        print(
            f"{title:<12} {source}->{target}  statements {one.said:>3}  proposed {one.share:.3f}  "
            f"precision {one.precision:.3f}  exact {one.exact:.3f}"
        )
    for title, (source, target), one in rows:
        for like, reason, said, proposed in one.wrong:
            print(f"{title} {source}->{target} {like} {reason}: {said!r} -> {proposed!r}")


if __name__ == "__main__":
    main()
