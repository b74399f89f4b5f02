"""Whom a range may name: the same rules as those of the suggestions, for one range."""

from __future__ import annotations

from newsroom.annotation.gazetteer import suggest
from newsroom.annotation.hits import Hit, Matching
from newsroom.annotation.readings import readings
from newsroom.text.names import name_keys
from tests.annotation.measure import LANGUAGES, lookup_in, sample

NAMESAKES: tuple[tuple[str, Matching], ...] = (("one", "always"), ("two", "always"), ("three", "never"))
PEOPLE = tuple(
    Hit(key, entity, "person", "Ann Lee", matching, preferred=True, language="en")
    for entity, matching in NAMESAKES
    for key in name_keys("Ann Lee", "en", kind="person")
)
TEXT = "Ann Lee came. Then Lee left."


def read(start: int, end: int, context: frozenset[str] = frozenset()) -> tuple[str, ...]:
    return readings({"here": (TEXT, "en", start, end)}, lookup_in(PEOPLE), context=context)["here"]


def test_everybody_of_the_name_but_those_who_are_never_suggested() -> None:
    assert set(read(0, 7)) == {"one", "two"}


def test_those_in_the_article_come_first() -> None:
    assert read(0, 7, frozenset({"two"})) == ("two", "one")
    assert read(0, 7, frozenset({"one"})) == ("one", "two")


def test_a_family_name_may_be_of_either() -> None:
    start = TEXT.rindex("Lee")
    assert set(read(start, start + 3)) == {"one", "two"}


def test_words_that_are_no_name_have_no_reading() -> None:
    assert read(8, 12) == ()
    assert read(1, 5) == ()


def test_the_look_up_is_asked_once_for_all_ranges() -> None:
    asked = []

    def lookup(keys: set[str]) -> list[Hit]:
        asked.append(keys)
        return list(lookup_in(PEOPLE)(keys))

    found = readings({1: (TEXT, "en", 0, 7), 2: (TEXT, "en", 8, 12)}, lookup)
    assert len(asked) == 1
    assert set(found[1]) == {"one", "two"}
    assert found[2] == ()


def test_what_is_suggested_is_among_the_readings_of_its_words() -> None:
    """On the sample, in every language. Words that were stretched over what follows are no name as they stand."""
    for language in LANGUAGES:
        report = sample(language)
        lookup = lookup_in(report.names)
        for _block, text in report.blocks:
            found = [one for one in suggest(text, language, lookup) if "expanded" not in one.reason]
            read = readings({(s.start, s.end): (text, language, s.start, s.end) for s in found}, lookup)
            lost = [text[s.start : s.end] for s in found if s.entity not in read[s.start, s.end]]
            assert [words for words in lost if not words.endswith(")")] == []
