"""The demo's statements, fact checks and correction: files only, no database.

They are read by the demo and by nobody else, so what a slip in them would cost (an anchor that finds nothing, a gist in
two languages only, Arabic letters in Persian) is asked here.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from newsroom.text import layout
from newsroom.text.segments import sentences

ROOT = Path(__file__).resolve().parents[2]
LANGUAGES = ("fa", "en", "ru")
SUMMIT, SOURCE = "783a4ve8", "3paq6aq2"

#: What a text of the language must not contain: letters of another script, foreign digits and quotation marks,
#: the hamza of ezafe, and a ZWNJ that joins nothing.
FOREIGN = {
    "fa": re.compile("[A-Za-z\u0400-\u04ff0-9\u0660-\u0669\u064a\u0643\u0649\u0629\u0640\u0654\u06c0\"'“”]"
                     "|\u200c(?!\\w)|(?<!\\w)\u200c"),
    "en": re.compile("[\u0400-\u04ff\u0600-\u06ff\"'«»]"),
    "ru": re.compile("[A-Za-z\u0600-\u06ff\"'“”]"),
}
#: What stays Latin everywhere.
LATIN = re.compile(r"CIS\+|\bAA\b")
YEAR = re.compile(r"\b\d{4}\b")


def read(part: str) -> Any:
    return json.loads((ROOT / "seeds" / f"cis-summit-2024.{part}.json").read_text(encoding="utf-8"))


def plain_texts(language: str) -> list[str]:
    report = (ROOT / "seeds" / f"cis-summit-2024.{language}.md").read_text(encoding="utf-8")
    return [block.text for block in layout.read_report(report, language).blocks]


def entities() -> set[str]:
    files = [ROOT / "fixtures" / name for name in ("entities.json", "background.json")]
    rows = [row for file in files if file.exists() for row in json.loads(file.read_text(encoding="utf-8"))]
    return {row["fields"]["public_id"] for row in rows if row["model"] == "newsroom.entity"}


BLOCKS = {language: plain_texts(language) for language in LANGUAGES}
STATEMENTS: list[dict[str, Any]] = read("statements")
NOTES: list[dict[str, Any]] = read("notes")
CORRECTION: dict[str, Any] = read("correction")
ANCHORED = [pytest.param(row, id=row["key"]) for row in (*STATEMENTS, *NOTES)]


def translated(row: dict[str, Any]) -> Iterator[dict[str, str]]:
    """Every translated text of a statement or a note."""
    yield from (row[field] for field in ("gist", "claim", "finding") if field in row)
    yield from (speaker["capacity"] for speaker in row.get("speakers", ()))


def places(row: dict[str, Any], language: str) -> list[tuple[int, int]]:
    """(block, start) of every span."""
    spans = row["spans"][language]
    return [(span["block"], BLOCKS[language][span["block"] - 1].index(span["exact"])) for span in spans]


def years(text: str) -> set[int]:
    return {int(found) for found in YEAR.findall(text)}


def stray(text: str, language: str) -> str:
    """The first character sequence that does not belong in the language, "" when there is none."""
    found = FOREIGN[language].search(LATIN.sub("", text))
    return found.group() if found else ""


def test_it_tells_every_statement_once() -> None:
    assert 38 <= len(STATEMENTS) <= 48
    for rows in (STATEMENTS, NOTES):
        keys = [row["key"] for row in rows]
        assert len(set(keys)) == len(keys)
    assert all(re.fullmatch(r"[a-z]+(-[a-z]+)+", row["key"]) for row in STATEMENTS)


def test_it_checks_every_doubtful_claim_of_the_editors_table() -> None:
    table = (ROOT / "tests" / "material" / "report_notes.md").read_text(encoding="utf-8")
    assert {row["key"] for row in NOTES} == set(re.findall(r"^\| (O\d+) \|", table, re.MULTILINE))


@pytest.mark.parametrize("row", ANCHORED)
def test_every_span_is_found_exactly_once(row: dict[str, Any]) -> None:
    for language in LANGUAGES:
        assert row["spans"][language]
        for span in row["spans"][language]:
            assert span["exact"] == span["exact"].strip()
            assert BLOCKS[language][span["block"] - 1].count(span["exact"]) == 1, span


@pytest.mark.parametrize("row", ANCHORED)
def test_the_languages_say_the_same_at_the_same_places(row: dict[str, Any]) -> None:
    said = {lang: " ".join(span["exact"] for span in row["spans"][lang]) for lang in LANGUAGES}
    assert len({frozenset(block for block, _ in places(row, lang)) for lang in LANGUAGES}) == 1
    assert years(said["fa"]) == years(said["en"]) == years(said["ru"])
    for texts in translated(row):
        assert years(texts["fa"]) == years(texts["en"]) == years(texts["ru"])


@pytest.mark.parametrize("row", ANCHORED)
def test_every_text_is_there_in_every_language_and_in_its_script(row: dict[str, Any]) -> None:
    for texts in translated(row):
        assert set(texts) == set(LANGUAGES)
        for language, text in texts.items():
            assert text.strip() == text != ""
            assert unicodedata.is_normalized("NFC", text)
            assert not stray(text, language), text


@pytest.mark.parametrize("language", LANGUAGES)
def test_statements_stand_in_reading_order(language: str) -> None:
    order = [places(row, language) for row in STATEMENTS]
    assert all(spans == sorted(spans) for spans in order)
    assert [spans[0] for spans in order] == sorted(spans[0] for spans in order)


def test_who_speaks_is_known_and_speaks_once() -> None:
    known = entities()
    for row in STATEMENTS:
        speakers = [speaker["entity"] for speaker in row["speakers"]]
        assert speakers
        assert len(set(speakers)) == len(speakers)
        assert known.issuperset(speakers)


def test_only_the_source_narrates_and_its_own_words_were_not_said_at_the_summit() -> None:
    for row in STATEMENTS:
        assert row["kind"] in {"quotation", "partial", "paraphrase", "narration"}
        assert row["event"] in {"", SUMMIT}
        narrates = [speaker["entity"] for speaker in row["speakers"]] == [SOURCE]
        assert narrates == (row["kind"] == "narration")
        assert not (narrates and row["event"]), row["key"]


def test_quoted_words_are_quoted_in_every_language() -> None:
    for row in STATEMENTS:
        if row["kind"] in {"partial", "quotation"}:
            for language, mark in zip(LANGUAGES, "«“«", strict=True):
                assert any(mark in span["exact"] for span in row["spans"][language]), row["key"]


def test_only_a_fact_check_is_public_and_an_unverified_one_says_that_no_source_was_found() -> None:
    for row in NOTES:
        assert row["kind"] in {"fact_check", "question"}
        assert row["public"] == (row["kind"] == "fact_check")
        assert row["certainty"] in {"certain", "likely", "unverified"}
        assert bool(row["sources"]) or row["certainty"] != "certain"
        assert ("No source was found" in row["finding"]["en"]) == (row["certainty"] == "unverified")


def test_readers_meet_no_number_of_the_editors_table() -> None:
    for row in NOTES:
        for texts in translated(row):
            assert not re.search(r"\b[Ob]\d{1,2}\b", texts["en"])


def test_the_correction_adds_one_sentence_with_the_right_name() -> None:
    added = CORRECTION["append"]
    assert CORRECTION["language"] == "fa"
    assert added.startswith(" ")
    assert len(sentences(added, "fa")) == 1
    assert "سرگئی لبدف" in added
    assert "دبیرکل" in added
    assert len(sentences(CORRECTION["note"], "fa")) == 2
    assert not any(stray(CORRECTION[field], "fa") for field in ("append", "note", "summary"))


def test_the_correction_leaves_every_annotation_of_its_block_in_place() -> None:
    block = CORRECTION["block"]
    corrected = BLOCKS["fa"][block - 1] + CORRECTION["append"]
    exacts = [
        span["exact"] for row in (*STATEMENTS, *NOTES) for span in row["spans"]["fa"] if span["block"] == block
    ]
    assert exacts
    assert all(corrected.count(exact) == 1 for exact in exacts)
