"""Candidates: what a text offers to the index of names."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsroom.text.candidates import Candidate, candidates
from newsroom.text.names import name_keys


def offers(text: str, language: str, name: str, *, via: str | None = None) -> list[Candidate]:
    """The candidates of a text that have the first key of a name."""
    key = name_keys(name, language)[0]
    return [c for c in candidates(text, language) if c.key == key and via in (None, c.via)]


@pytest.mark.parametrize(
    ("text", "language", "name", "words"),
    [
        ("دیدار با الهام علی‌اف در باکو", "fa", "الهام علی‌اف", "الهام علی‌اف"),
        ("دیدار با الهام علیاف در باکو", "fa", "الهام علی‌اف", "الهام علیاف"),
        ("دیدار با الهام علی‌اف در باکو", "fa", "الهام علی اف", "الهام علی‌اف"),
        ("کرملین‌نشینان گفتند", "fa", "کرملین", "کرملین"),
        ("سیاستمداران اوکراینی", "fa", "اوکراین", "اوکراینی"),
        ("روسیه‌ای تازه", "fa", "روسیه", "روسیه"),
        ("the Union’s victory", "en", "Union", "Union"),
        ("in the Soviet Union’s victory", "en", "Soviet Union", "Soviet Union"),
        ("Council of the European Union met", "en", "Council of European Union", "Council of the European Union"),
        ("в Содружестве Независимых Государств", "ru", "Содружество Независимых Государств",
         "Содружестве Независимых Государств"),
        ("делегация Объединённых Арабских Эмиратов", "ru", "Объединённые Арабские Эмираты",
         "Объединённых Арабских Эмиратов"),
        ("с Касым-Жомартом Токаевым", "ru", "Касым-Жомарт Токаев", "Касым-Жомартом Токаевым"),
        ("80-летию Победы", "ru", "80-летие Победы", "80-летию Победы"),
    ],
)  # fmt: skip
def test_a_name_in_running_text_offers_its_key(text: str, language: str, name: str, words: str) -> None:
    assert words in {text[c.start : c.end] for c in offers(text, language, name)}


def test_a_key_found_as_written_is_exact_and_others_say_how_they_were_made() -> None:
    (exact,) = offers("اوکراین", "fa", "اوکراین")
    (derived,) = offers("اوکراینی", "fa", "اوکراین")
    (soft,) = offers("کرملین‌نشینان", "fa", "کرملین")
    (inflected,) = offers("в Кремле", "ru", "Кремль")
    (adjective,) = offers("Ukrainian", "en", "Ukraine")
    assert [(c.exactness, c.via) for c in (exact, derived, soft, inflected, adjective)] == [
        ("exact", ""),
        ("derived", "suffix"),
        ("derived", "zwnj"),
        ("inflected", ""),
        ("derived", "adjective"),
    ]


def test_a_plus_sign_belongs_to_the_word() -> None:
    assert not offers("قالب «CIS+»", "fa", "CIS")
    assert offers("قالب «CIS+»", "fa", "CIS+")


@pytest.mark.parametrize("mark", [". ", ", ", "، ", ": ", "؛ ", " (", " «", " “", "\n", " — ", "؟ "])
def test_no_name_runs_over_punctuation(mark: str) -> None:
    assert not offers(f"ولادیمیر{mark}پوتین", "fa", "ولادیمیر پوتین")


def test_no_name_begins_or_ends_with_an_article() -> None:
    text = "the Kremlin the"
    assert {text[c.start : c.end] for c in candidates(text, "en")} == {"Kremlin"}


@pytest.mark.parametrize(
    ("text", "language", "name"),
    [
        ("Economic Council of the Commonwealth of Independent States", "en", "Economic Council of the CIS"),
        ("summit of the Commonwealth of Independent States", "en", "CIS summit"),
        ("summit of the CIS", "en", "CIS summit"),
        ("European Union foreign ministers", "en", "EU foreign ministers"),
        ("саммита Содружества Независимых Государств", "ru", "саммит СНГ"),
        ("доклад Международного валютного фонда", "ru", "доклад МВФ"),
    ],
)
def test_a_long_name_stands_for_its_initials(text: str, language: str, name: str) -> None:
    (found,) = offers(text, language, name, via="expanded")
    assert (found.start, found.end) == (0, len(text))
    assert found.inner is not None
    assert text[slice(*found.inner)] in text


def test_russian_adjectives_are_written_small() -> None:
    assert offers("иранских", "ru", "Иран", via="adjective")
    assert not offers("Иранских", "ru", "Иран", via="adjective")


def test_a_name_longer_than_the_limit_is_not_offered() -> None:
    text = "one two three four"
    assert max(c.end for c in candidates(text, "en", max_tokens=2) if c.start == 0) == len("one two")


@given(st.text(st.sampled_from("علیافهای\u200cِ +-'’.«»aBoftheСНГ3\n")), st.sampled_from(["fa", "en", "ru"]))
def test_every_candidate_lies_in_the_text_and_has_a_key(text: str, language: str) -> None:
    found = candidates(text, language)
    assert len(found) == len(set(found))
    for candidate in found:
        assert 0 <= candidate.start < candidate.end <= len(text)
        assert candidate.key.strip() == candidate.key != ""
        assert "\n" not in text[candidate.start : candidate.end]
