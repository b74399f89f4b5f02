"""Figures of suggested statements: the targets hold on the demo's report, and what was reached elsewhere stays."""

from __future__ import annotations

import json
from itertools import product

import pytest

from newsroom.annotation.attribution import SaidHere
from tests.annotation import measure_statements as measure
from tests.annotation.measure import LANGUAGES


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_demo_is_annotated_as_well_as_was_asked(language: str) -> None:
    found = measure.measure(language)
    assert found.recall >= 0.85, found.missed
    assert found.precision >= 0.80, found.wrong
    assert found.speaker >= 0.90, found.given


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("title", measure.heldout_titles())
def test_other_reports_are_annotated_as_well(title: str, language: str) -> None:
    found = measure.figures(measure.heldout(title, language), language)
    assert found.recall >= 0.90, found.missed
    assert found.precision >= 0.90, found.wrong
    assert found.speaker == 1, found.given


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("title", measure.heldout_titles(measure.UNSEEN))
def test_what_was_mended_on_the_unseen_reports_stays(title: str, language: str) -> None:
    found = measure.figures(measure.heldout(title, language, measure.UNSEEN), language)
    assert found.recall >= 0.85, found.missed
    assert found.precision >= 0.95, found.wrong
    assert found.speaker >= 0.90, found.given


def test_half_of_the_words_in_common_is_a_match_and_a_neighbour_is_none() -> None:
    report = measure.Report(
        (("b", "one two three four five six"),),
        {},
        (measure.Unit("b", frozenset({0, 1, 2, 3}), frozenset({"p"}), "paraphrase", ""),),
    )
    half, next_to = SaidHere(8, 27, "paraphrase", ("p",), 1.0, ""), SaidHere(19, 27, "paraphrase", ("p",), 1.0, "")
    assert [len(measure.matched(report, {"b": [one]})) for one in (half, next_to)] == [0, 0]
    most = SaidHere(4, 23, "paraphrase", ("p",), 1.0, "")
    assert [(unit.block, one) for unit, _block, one in measure.matched(report, {"b": [most, half]})] == [("b", most)]


def test_one_statement_in_two_pieces_is_one_unit() -> None:
    """Georgia "left the organization", and so did Ukraine: their statements share words."""
    units = [unit for unit in measure.demo("en").gold if unit.block == "26"]
    assert len(units) == 2
    assert units[0].words & units[1].words


def test_the_heldout_reports_quote_their_own_words() -> None:
    for file in (measure.HELDOUT, measure.UNSEEN):
        stories = json.loads(file.read_text(encoding="utf-8"))
        for title, language in product(stories, LANGUAGES):
            report = measure.heldout(title, language, file)
            assert all(unit.words for unit in report.gold)
            assert {speaker for unit in report.gold for speaker in unit.speakers} <= stories[title]["entities"].keys()
