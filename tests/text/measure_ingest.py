"""Measure how well raw reports are read and their lost ZWNJ restored: `python -m tests.text.measure_ingest`.

Prints a small table; the functions return the figures, and tests pin them. Demo: the report in `tests/material`.
Held out: reports and texts in `tests/text/reports`, on other subjects, written before the rules were run on them.
"""
from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from newsroom.text.decode import decode
from newsroom.text.layout import read_report
from newsroom.text.zwnj import Repair, repairs

TESTS = Path(__file__).parent.parent
MATERIAL = TESTS / "material"
REPORTS = Path(__file__).parent / "reports"
RAW = TESTS.parent / "seeds" / "cis-summit-2024.fa.txt"
ZWNJ = "\u200c"
_PERSIAN_WORD = re.compile(rf"[\u0621-\u064a\u066e-\u06d3\u064b-\u065f{ZWNJ}]+")


@dataclass(frozen=True, slots=True)
class BlockFigures:
    """How many blocks of a report got the right kind and text, and how many were expected and found."""

    name: str
    right: int
    expected: int
    found: int


@dataclass(frozen=True, slots=True)
class ZwnjFigures:
    """How many of the lost places were proposed right, how many proposals were wrong, and how sure we were."""

    name: str
    lost: int
    right: int
    wrong: int
    high: int
    wrong_high: int

    @property
    def recall(self) -> float:
        """The share of the lost places that was proposed right."""
        return self.right / self.lost

    @property
    def precision_high(self) -> float:
        """The share of the proposals marked high that was right."""
        return 1 - self.wrong_high / self.high


def names() -> list[str]:
    """Return the Persian names and aliases of the demo's entities: what a glossary would know."""
    entities = json.loads((MATERIAL / "entities.json").read_text(encoding="utf-8"))["entities"]
    return [name for entity in entities for name in [entity["names"]["fa"], *entity["aliases"]["fa"]] if name]


def demo_blocks() -> Iterator[BlockFigures]:
    """Yield the figures of the demo report, raw and in its three clean forms."""
    blocks = json.loads((MATERIAL / "report_blocks.json").read_text(encoding="utf-8"))["blocks"]
    kinds = ["dateline" if block["kind"] == "date" else block["kind"] for block in blocks]
    sources = [("fa", RAW), *((language, MATERIAL / f"report_{name}.md")
                              for language, name in (("fa", "fa_clean"), ("en", "en"), ("ru", "ru")))]
    for language, path in sources:
        report = read_report(decode(path.read_bytes()).text)
        right = sum(found.kind == kind and squashed(found.text) == squashed(block[language])
                    for found, kind, block in zip(report.blocks, kinds, blocks, strict=False))
        yield BlockFigures(path.name, right, len(blocks), len(report.blocks))


def held_out_blocks() -> Iterator[BlockFigures]:
    """Yield the figures of the held-out reports; their `.kinds` name the kind and the first words of each block."""
    for path in sorted(REPORTS.glob("*.kinds")):
        expected = [line.split(" ", 1) for line in path.read_text(encoding="utf-8").splitlines()]
        report = read_report(decode(path.with_suffix(".txt").read_bytes()).text)
        right = sum(found.kind == kind and found.text.startswith(start)
                    for found, (kind, start) in zip(report.blocks, expected, strict=False))
        yield BlockFigures(path.stem, right, len(expected), len(report.blocks))


def demo_zwnj() -> ZwnjFigures:
    """Return the figures of the demo: the repairs of the raw report, block by block, against the clean one."""
    raw = read_report(RAW.read_text(encoding="utf-8"))
    clean = read_report((MATERIAL / "report_fa_clean.md").read_text(encoding="utf-8"))
    pairs = [(block.text, good.text) for block, good in zip(raw.blocks, clean.blocks, strict=True)]
    return _add("demo raw", [zwnj_figures("", damaged, good, names()) for damaged, good in pairs])


def held_out_zwnj() -> Iterator[ZwnjFigures]:
    """Yield the figures of the held-out texts: they are stripped of their ZWNJ first, and no names are given."""
    for path in sorted(REPORTS.glob("zwnj_*.fa.txt")):
        clean = path.read_text(encoding="utf-8")
        yield zwnj_figures(path.name.removesuffix(".fa.txt"), clean.replace(ZWNJ, ""), clean, [])


def zwnj_figures(name: str, damaged: str, clean: str, known: list[str]) -> ZwnjFigures:
    """Compare the ZWNJ repairs of a damaged text with its clean form.

    Words are matched by their place among the letters, spaces and ZWNJ not counted, so that «نازی زدایی» repaired to
    «نازی‌زدایی» meets its word too.
    """
    wanted = {_place(clean, match.start()): match[0] for match in _PERSIAN_WORD.finditer(clean)}
    proposed = [repair for repair in repairs(damaged, names=known) if repair.kind == "zwnj"]
    wrong = [repair for repair in proposed if not _agrees(repair, damaged, wanted)]
    return ZwnjFigures(
        name, sum(ZWNJ in word for word in wanted.values()), len(proposed) - len(wrong), len(wrong),
        sum(repair.confidence == "high" for repair in proposed), sum(repair.confidence == "high" for repair in wrong))


def squashed(text: str) -> str:
    """Return a text without what a raw report has lost or has in other digits: ZWNJ, spaces, digits."""
    return re.sub(rf"[\s{ZWNJ}\d]", "", text)


def _agrees(repair: Repair, damaged: str, wanted: dict[int, str]) -> bool:
    return wanted.get(_place(damaged, repair.start)) == repair.after


def _place(text: str, offset: int) -> int:
    return len(re.sub(rf"[\s{ZWNJ}]", "", text[:offset]))


def _add(name: str, parts: list[ZwnjFigures]) -> ZwnjFigures:
    return ZwnjFigures(name, *(sum(getattr(part, field) for part in parts)
                               for field in ("lost", "right", "wrong", "high", "wrong_high")))


def main() -> None:
    """Print the table."""
    print(f"{'blocks':32} right  expected  found")
    for row in [*demo_blocks(), *held_out_blocks()]:
        print(f"{row.name:32} {row.right:5}  {row.expected:8}  {row.found:5}")
    print(f"\n{'ZWNJ':32}  lost  right  recall  wrong   high  wrong-high")
    for figures in [demo_zwnj(), *held_out_zwnj()]:
        print(f"{figures.name:32} {figures.lost:5}  {figures.right:5}  {figures.recall:6.1%}  {figures.wrong:5}"
              f"  {figures.high:5}  {figures.wrong_high:10}")


if __name__ == "__main__":
    main()
