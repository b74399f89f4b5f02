"""What the history of an article says: each save with what it touched, for those who may read it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.utils import translation

from newsroom.content.article import Article
from newsroom.content.block import Block
from newsroom.desk.edit import edit_article, edit_texts
from newsroom.desk.review import approve
from newsroom.screens.history import comparison, history
from newsroom.screens.summaries import summary_in_words
from newsroom.staff.user import User

ALL = ("fa", "en", "ru")


@pytest.fixture
def plain(write: Callable[[str], Article], staff: dict[str, User]) -> Article:
    """A report of two saves."""
    article = write("Ministers meet in Vienna\n\nThey spoke for two hours.\n\nNothing was signed on that day.")
    block = Block.objects.of_article(article)[2]
    edit_texts(article, language="en", texts={str(block.uuid): "Little was signed on that day."}, by=staff["reporter"])
    return article


def test_each_save_has_its_line_newest_first(plain: Article, staff: dict[str, User]) -> None:
    shown = history(plain, staff["editor"], 1)
    assert [row.number for row in shown.rows] == [2, 1]
    assert (shown.latest, shown.may_restore) == (2, True)
    assert [row.by for row in shown.rows] == ["Sara Karimi", "Sara Karimi"]
    assert [row.touched for row in shown.rows] == [("en",), ("en",)]


def test_a_page_costs_the_same_for_one_revision_and_for_many(
    plain: Article, staff: dict[str, User], django_assert_num_queries: Any
) -> None:
    editor = staff["editor"]
    assert editor.roles
    with django_assert_num_queries(2):
        history(plain, editor, 1)
    block = Block.objects.of_article(plain)[2]
    for number in range(22):
        edit_texts(plain, language="en", texts={str(block.uuid): f"Save {number}."}, by=staff["reporter"])
    with django_assert_num_queries(2):
        first = history(plain, editor, 1)
    second = history(plain, editor, "2")
    assert [row.number for row in first.rows] == list(range(24, 4, -1))
    assert [row.number for row in second.rows] == [4, 3, 2, 1]
    assert second.latest == 24
    assert all(row.touched == ("en",) for row in first.rows)


def test_two_saves_side_by_side_show_the_words_that_changed(plain: Article, staff: dict[str, User]) -> None:
    compared = comparison(plain, staff["editor"], 1, 2)
    assert compared is not None
    [english] = compared.languages
    [row] = english.rows
    assert (english.code, english.direction, english.same) == ("en", "ltr", 2)
    assert [piece.text for piece in row.old_pieces if piece.kind == "delete"] == ["Nothing"]
    assert [piece.text for piece in row.new_pieces if piece.kind == "insert"] == ["Little"]
    assert compared.older.number == 1


@pytest.mark.parametrize(("older", "newer"), [(2, 1), (1, 1), (1, 99), (0, 2)])
def test_what_is_not_there_is_not_compared(plain: Article, staff: dict[str, User], older: int, newer: int) -> None:
    assert comparison(plain, staff["editor"], older, newer) is None


def test_a_changed_description_is_a_change(plain: Article, staff: dict[str, User]) -> None:
    plain.genre, plain.source_name = "analysis", "APA"
    edit_article(plain, changed=["genre", "source_name"], by=staff["reporter"])
    compared = comparison(plain, staff["editor"], 2, 3)
    assert compared is not None
    assert compared.languages == ()
    assert len(compared.fields) == 2
    shown = history(plain, staff["editor"], 1).rows[0]
    assert shown.touched == ()


def test_a_comparison_costs_the_same_for_every_report(
    plain: Article, summit: Article, staff: dict[str, User], django_assert_num_queries: Any
) -> None:
    assert staff["editor"].roles
    for article in (plain, summit):
        with django_assert_num_queries(2):
            assert comparison(article, staff["editor"], 1, 2)


def test_a_translator_sees_what_changed_in_their_languages_only(summit: Article, staff: dict[str, User]) -> None:
    last = summit.revisions.count()
    for who, readable in (("translator-ru", {"fa", "ru"}), ("editor", {"fa", "en", "ru"})):
        compared = comparison(summit, staff[who], 1, last)
        assert compared is not None
        assert {one.code for one in compared.languages} == readable


@pytest.mark.parametrize(
    ("summary", "language", "said"),
    [
        ("ingest", "en", "brought in"),
        ("en: 3 blocks", "en", "3 texts in English"),
        ("en: 1 blocks", "en", "1 text in English"),
        ("approve ru", "en", "Russian approved"),
        ("= r12", "en", "restored revision 12"),
        ("accept_suggestions 43", "en", "43 mentions accepted"),
        ("48 statements", "en", "48 statements"),
        ("ru: Путин", "en", "Russian: Путин"),
        ("a word of the editor's own", "en", "a word of the editor's own"),
    ],
)
def test_a_summary_is_said_in_the_language_of_the_editor(summary: str, language: str, said: str) -> None:
    with translation.override(language):
        assert summary_in_words(summary, ALL) == said


def test_a_count_has_the_digits_of_the_editor() -> None:
    with translation.override("fa"):
        assert "۴۳" in summary_in_words("accept_suggestions 43", ALL)


def test_a_summary_quotes_nothing_of_a_language_that_one_may_not_read() -> None:
    with translation.override("en"):
        assert summary_in_words("ru: Путин", ("fa", "en")) == "Russian"
        assert summary_in_words("why I did it, с цитатой", ("fa", "en")) == ""


def test_an_approval_touches_no_words(plain: Article, staff: dict[str, User]) -> None:
    approve(plain, language="en", by=staff["editor"])
    with translation.override("en"):
        newest = history(plain, staff["editor"], 1).rows[0]
    assert (newest.summary, newest.touched) == ("English approved", ())
