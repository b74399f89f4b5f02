"""How good the suggestions are: recall and precision against hand-marked reports, per language.

A suggestion counts as right when both its range and its entity are those of the gold standard; mentions
nested in longer ones count like all others. Run it with `python -m tests.annotation.measure`.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from newsroom.annotation.confidence import is_sure
from newsroom.annotation.gazetteer import Hit, Lookup, suggest_blocks
from newsroom.annotation.hits import Matching
from newsroom.text.names import name_keys

LANGUAGES = ("fa", "en", "ru")
MATERIAL = Path(__file__).parents[1] / "material"
HELDOUT = Path(__file__).with_name("heldout.json")

Mark = tuple[str, int, int, str]


@dataclass(frozen=True, slots=True)
class Figures:
    """What was found: shares of 1, and what was missed or wrong as (block, words, entity)."""

    recall: float
    precision: float
    gold: int
    missed: tuple[tuple[str, str, str], ...]
    wrong: tuple[tuple[str, str, str], ...]
    sure: float  # share of the suggestions that may be accepted at once
    sure_precision: float


@dataclass(frozen=True, slots=True)
class Report:
    """One marked report in one language, with the names of its entities."""

    blocks: tuple[tuple[str, str], ...]
    gold: frozenset[Mark]
    names: tuple[Hit, ...]


def _bare(alias: str) -> str:
    """Drop an editor's comment in parentheses behind an alias."""
    return re.sub(r"\s*\([^)]*\)$", "", alias)


def _names(entity: dict[str, Any], language: str) -> list[Hit]:
    """Return the names of an entity in one language, not yet under a key.

    A name that editors noted as ambiguous is asked about when it is also an alias, and never matched
    otherwise.
    """
    never = not entity.get("named", True)
    doubtful = {_bare(alias) for alias in entity.get("ambiguous_aliases", {}).get(language, ())}
    aliases = {_bare(alias) for alias in entity["aliases"].get(language, ())}
    kind = entity["type"]
    found = [
        Hit(
            "",
            entity["id"],
            kind,
            entity["names"][language],
            "never" if never else "always",
            preferred=True,
            language=language,
        )
    ]
    for alias in sorted(aliases):
        matching: Matching = "never" if never else "ask" if alias in doubtful else "always"
        found.append(Hit("", entity["id"], kind, alias, matching, language=language))
    return found + [
        Hit("", entity["id"], kind, alias, "never", language=language) for alias in sorted(doubtful - aliases)
    ]


def index(entities: list[dict[str, Any]], language: str) -> tuple[Hit, ...]:
    """Build what the database holds for articles of a language: its names, and all names in Latin letters."""
    found = []
    for entity in entities:
        for source in dict.fromkeys((language, "en")):
            for hit in _names(entity, source):
                found += [
                    Hit(
                        key,
                        hit.entity,
                        hit.kind,
                        hit.name,
                        hit.matching,
                        hit.case_sensitive,
                        hit.preferred,
                        source,
                    )
                    for key in name_keys(hit.name, source, kind=hit.kind)
                ]
    return tuple(found)


def lookup_in(names: tuple[Hit, ...]) -> Lookup:
    """Return a lookup over an index in memory."""
    by_key: dict[str, list[Hit]] = defaultdict(list)
    for hit in names:
        by_key[hit.key].append(hit)
    return lambda keys: [hit for key in sorted(keys) for hit in by_key.get(key, ())]


def sample(language: str) -> Report:
    """Read the development report."""
    entities = json.loads((MATERIAL / "entities.json").read_text(encoding="utf-8"))["entities"]
    report = json.loads((MATERIAL / "report_blocks.json").read_text(encoding="utf-8"))
    gold = frozenset(
        (m["block"], m["start"], m["end"], m["entity"]) for m in report["mentions"] if m["lang"] == language
    )
    return Report(tuple((block["id"], block[language]) for block in report["blocks"]), gold, index(entities, language))


_MARK = re.compile(r"\[([\w.-]+)\||\]")


def read_marks(block: str, source: str) -> tuple[str, list[Mark]]:
    """Read `[entity|words]` marks, which may nest, into plain text and gold ranges."""
    text, marks, open_marks, done = "", [], [], 0
    for match in _MARK.finditer(source):
        text += source[done : match.start()]
        done = match.end()
        if match[1]:
            open_marks.append((match[1], len(text)))
        else:
            entity, start = open_marks.pop()
            marks.append((block, start, len(text), entity))
    return text + source[done:], marks


def heldout(title: str, language: str) -> Report:
    """Read one of the held-out reports."""
    story = json.loads(HELDOUT.read_text(encoding="utf-8"))[title]
    read = [read_marks(f"{title}-{number}", source) for number, source in enumerate(story["blocks"][language])]
    blocks = tuple((f"{title}-{number}", text) for number, (text, _) in enumerate(read))
    return Report(blocks, frozenset(mark for _, marks in read for mark in marks), index(story["entities"], language))


def heldout_titles() -> list[str]:
    """Return the names of the held-out reports."""
    return list(json.loads(HELDOUT.read_text(encoding="utf-8")))


def figures(report: Report, language: str) -> Figures:
    """Measure the suggestions for one report."""
    texts = dict(report.blocks)
    found = suggest_blocks(report.blocks, language, lookup_in(report.names))
    marks = {(block, s.start, s.end, s.entity) for block, suggestions in found.items() for s in suggestions}

    def shown(some: set[Mark]) -> tuple[tuple[str, str, str], ...]:
        return tuple((block, texts[block][start:end], entity) for block, start, end, entity in sorted(some))

    right = len(marks & report.gold)
    sure = {
        (block, s.start, s.end, s.entity)
        for block, suggestions in found.items()
        for s in suggestions
        if is_sure(s.score, s.reason)
    }
    return Figures(
        right / max(1, len(report.gold)),
        right / max(1, len(marks)),
        len(report.gold),
        shown(set(report.gold) - marks),
        shown(marks - report.gold),
        len(sure) / max(1, len(marks)),
        len(sure & report.gold) / max(1, len(sure)),
    )


def measure(language: str) -> Figures:
    """Measure the suggestions for the development report."""
    return figures(sample(language), language)


def main() -> None:
    """Print a table and everything missed or wrong."""
    rows = [("sample", language, measure(language)) for language in LANGUAGES]
    if HELDOUT.exists():
        rows += [
            (title, language, figures(heldout(title, language), language))
            for title in heldout_titles()
            for language in LANGUAGES
        ]
    for title, language, result in rows:
        print(
            f"{title:<12} {language}  gold {result.gold:>3}  recall {result.recall:.3f}  "
            f"precision {result.precision:.3f}  sure {result.sure:.2f}, precision {result.sure_precision:.3f}"
        )
    for title, language, result in rows:
        for what, items in (("missed", result.missed), ("wrong", result.wrong)):
            for block, words, entity in items:
                print(f"{title} {language} {what}: {block} {words!r} = {entity}")


if __name__ == "__main__":
    main()
