"""Which words of a translation report what some words of its source report."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsroom.annotation.projection import Naming
from newsroom.annotation.statement_projection import Proposal, SentencePairs, Side
from tests.annotation import measure_statement_projection as measure
from tests.annotation.measure_projection import WAYS


def side(text: str, language: str, *names: str) -> Side:
    """A text that names entities; "Putin=p" names p with the word Putin, its first one."""
    pairs = (name.split("=") for name in names)
    return Side(text, language, [Naming(text.index(w), text.index(w) + len(w), entity) for w, entity in pairs])


def proposed(source: Side, words: str, target: Side) -> tuple[str, str]:
    start = source.text.index(words)
    found = SentencePairs(source, target).project(start, start + len(words))
    assert found is not None
    return target.text[found.start : found.end], found.reason


FA = "پوتین آمد. علی‌اف گفت لاچین آباد می‌شود. همه رفتند."
EN = "Putin came. Aliyev said Lachin would be rebuilt. They all left."


def test_a_sentence_gets_the_sentence_that_translates_it() -> None:
    source, target = side(FA, "fa", "پوتین=p", "علی‌اف=a"), side(EN, "en", "Putin=p", "Aliyev=a")
    words, reason = proposed(source, "علی‌اف گفت لاچین آباد می‌شود", target)
    assert (words, reason) == ("Aliyev said Lachin would be rebuilt", "sentence")


def test_a_full_stop_comes_along_where_the_source_has_it() -> None:
    words, _reason = proposed(side(FA, "fa"), "علی‌اف گفت لاچین آباد می‌شود.", side(EN, "en"))
    assert words == "Aliyev said Lachin would be rebuilt."


def test_a_part_of_a_sentence_is_told_by_what_it_names() -> None:
    source = side("لاوروف مخالف بود، اما توکایف گفت ۱۱ سند امضا شد.", "fa", "لاوروف=l", "توکایف=t")
    target = side("Tokayev said 11 documents were signed, but Lavrov was against.", "en", "Tokayev=t", "Lavrov=l")
    assert proposed(source, "توکایف گفت ۱۱ سند امضا شد", target) == ("Tokayev said 11 documents were signed", "clause")


def test_a_part_that_nothing_else_tells_is_found_by_its_length_and_place_and_trusted_less() -> None:
    source = side("رهبران نظر دادند و همکاری چندجانبه را ضروری شمردند.", "fa")
    target = side("The leaders gave their views and called multilateral cooperation essential.", "en")
    start = source.text.index("همکاری")
    found = SentencePairs(source, target).project(start, len(source.text) - 1)
    assert found is not None
    assert target.text[found.start : found.end] == "called multilateral cooperation essential"
    assert found.score == 0.5


def test_a_quotation_gets_the_quotation() -> None:
    source = side("او گفت: «ما، همه با هم، وعده نمی‌خواهیم.» و رفت تا فردا بازگردد.", "fa")
    target = side("“All of us want no promises,” he said, then left to return the next day.", "en")
    assert proposed(source, "ما، همه با هم، وعده نمی‌خواهیم.", target) == ("All of us want no promises", "quoted")
    assert proposed(source, "«ما، همه با هم، وعده نمی‌خواهیم.»", target)[0] == "“All of us want no promises,”"


def test_a_part_of_a_sentence_that_has_no_parts_gets_the_whole_to_be_narrowed() -> None:
    source, target = side("پوتین گفت، آنان آمدند.", "fa"), side("Putin said they came.", "en")
    assert proposed(source, "آنان آمدند", target) == ("Putin said they came", "wide")


def test_a_statement_of_two_sentences_gets_both() -> None:
    words, reason = proposed(side(FA, "fa"), "علی‌اف گفت لاچین آباد می‌شود. همه رفتند", side(EN, "en"))
    assert (words, reason) == ("Aliyev said Lachin would be rebuilt. They all left", "sentence")


@pytest.mark.parametrize(("source", "target"), [("", ""), ("Words.", ""), ("", "Words."), (" ", " ")])
def test_no_words_get_none(source: str, target: str) -> None:
    assert SentencePairs(side(source, "fa"), side(target, "en")).project(0, 1) is None


TEXT = st.text(st.sampled_from("aб ,.«»“”?؟12و،—\n🙂\u200c"), max_size=80)


@given(TEXT, TEXT, st.data())
def test_whatever_the_texts_a_proposal_lies_in_the_translation(source: str, target: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(source)))
    end = data.draw(st.integers(start, len(source)))
    found = SentencePairs(side(source, "fa"), side(target, "ru")).project(start, end)
    if found is not None:
        assert isinstance(found, Proposal)
        assert 0 <= found.start < found.end <= len(target)
        assert 0 < found.score <= 1
        assert target[found.start : found.end].strip() == target[found.start : found.end]


@pytest.mark.parametrize("way", WAYS, ids="-".join)
def test_statements_of_the_report_are_projected_as_well_as_measured(way: tuple[str, str]) -> None:
    figures = measure.figures(measure.sample(way[0]), measure.sample(way[1]), way)
    assert figures.precision >= 0.95, figures.wrong
    assert figures.share >= 0.98


@pytest.mark.parametrize("way", WAYS, ids="-".join)
@pytest.mark.parametrize("title", measure.heldout_titles())
def test_statements_in_freer_translations_are_projected_nearly_as_well(title: str, way: tuple[str, str]) -> None:
    figures = measure.figures(measure.heldout(title, way[0]), measure.heldout(title, way[1]), way)
    assert figures.precision >= 0.85, figures.wrong
    assert figures.share >= 0.85
