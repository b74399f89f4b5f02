"""How good projection is: what the source of a report names, found again in its translations.

A projected span is right when both its range and its entity are those of the gold standard of the translation. The
share is that of the source's mentions that got a span; no method reaches 1, since translations name less often or more
(`possible` is the most that k-th to k-th can do). Run it with `python -m tests.annotation.measure_projection`.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from newsroom.annotation.projection import BlockPair, BlockProjection, Naming, project
from tests.annotation import measure
from tests.annotation.measure import Mark, Report

WAYS = (("fa", "en"), ("fa", "ru"), ("en", "fa"), ("ru", "fa"), ("en", "ru"), ("ru", "en"))
Shown = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Figures:
    """Shares of 1. Of the entities that a block of the translation does not name by the gold standard (`missing`),
    how many are reported (`told`), and how many others besides (`false_alarms`). Those named inside a longer name only
    are missing there and not reported. `wrong` and `unprojected` as (block, words, entity).
    """

    precision: float
    share: float
    possible: float
    source: int
    missing: int
    told: int
    false_alarms: int
    wrong: tuple[Shown, ...]
    unprojected: tuple[Shown, ...]


def projections(source: Report, target: Report, language: str) -> dict[str, BlockProjection]:
    """Project the gold mentions of one language on the texts of another."""
    pairs = [BlockPair(block, text, _namings(source, block)) for block, text in target.blocks]
    return project(pairs, language, measure.lookup_in(target.names))


def _namings(report: Report, block: str) -> tuple[Naming, ...]:
    marks = sorted(mark for mark in report.gold if mark[0] == block)
    return tuple(Naming(start, end, entity, number) for number, (_b, start, end, entity) in enumerate(marks))


def figures(source: Report, target: Report, language: str) -> Figures:
    """Measure one way of one report."""
    found = projections(source, target, language)
    ours, theirs = dict(source.blocks), dict(target.blocks)
    marks = {(block, p.start, p.end, p.naming.entity) for block, one in found.items() for p in one.projected}
    right = marks & target.gold
    absent, told = _absent(source, target), {(b, n.entity) for b, one in found.items() for n in one.missing}
    return Figures(
        precision=len(right) / max(1, len(marks)),
        share=len(marks) / max(1, len(source.gold)),
        possible=sum((_counted(source.gold) & _counted(target.gold)).values()) / max(1, len(source.gold)),
        source=len(source.gold),
        missing=len(absent),
        told=len(told & absent),
        false_alarms=len(told - absent),
        wrong=tuple((b, theirs[b][start:end], entity) for b, start, end, entity in sorted(marks - right)),
        unprojected=tuple(
            (b, ours[b][n.start : n.end], n.entity) for b, one in found.items() for n in one.unprojected
        ),
    )


def _counted(gold: frozenset[Mark]) -> Counter[tuple[str, str]]:
    return Counter((block, entity) for block, _start, _end, entity in gold)


def _absent(source: Report, target: Report) -> set[tuple[str, str]]:
    """What the source names in a block and the gold standard of the translation does not."""
    return set(_counted(source.gold)) - set(_counted(target.gold))


def sample(source: str, target: str) -> Figures:
    """Measure the development report."""
    return figures(measure.sample(source), measure.sample(target), target)


def heldout(title: str, source: str, target: str) -> Figures:
    """Measure one of the held-out reports."""
    return figures(measure.heldout(title, source), measure.heldout(title, target), target)


def main() -> None:
    """Print a table, and everything wrong or without a place."""
    rows = [("sample", way, sample(*way)) for way in WAYS]
    rows += [(title, way, heldout(title, *way)) for title in measure.heldout_titles() for way in WAYS]
    for title, (source, target), one in rows:
        print(
            f"{title:<12} {source}->{target}  mentions {one.source:>3}  projected {one.share:.3f} "
            f"(possible {one.possible:.3f})  precision {one.precision:.3f}  "
            f"missing {one.missing}: reported {one.told}, false alarms {one.false_alarms}"
        )
    for title, (source, target), one in rows:
        for what, items in (("wrong", one.wrong), ("no place", one.unprojected)):
            for block, words, entity in items:
                print(f"{title} {source}->{target} {what}: {block} {words!r} = {entity}")


if __name__ == "__main__":
    main()
