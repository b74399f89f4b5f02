"""Quoting: typed words are found where they stand, and nowhere else."""

from __future__ import annotations

import pytest

from newsroom.content.article import Article
from newsroom.desk.articles import create_article
from newsroom.desk.errors import Incomplete
from newsroom.desk.quoting import quoted
from newsroom.staff.user import User
from tests.stories import block_of

TEXT = "الهام علی‌اف به مسکو رفت و از مسکو بازگشت.\n\nCIS+ در «مسکو» بررسی شد."


@pytest.fixture
def report(staff: dict[str, User]) -> Article:
    return create_article(language="fa", title="سفر", text=TEXT, by=staff["editor"])


def test_words_that_stand_once_need_no_number(report: Article) -> None:
    at = quoted(report, language="fa", words="CIS+")
    assert (at.block, at.start, at.end, at.exact) == (block_of(report, 3), 0, 4, "CIS+")


def test_words_that_stand_often_are_numbered_over_the_whole_text(report: Article) -> None:
    with pytest.raises(Incomplete) as refusal:
        quoted(report, language="fa", words="مسکو")
    assert refusal.value.field == "occurrence"
    assert quoted(report, language="fa", words="مسکو", occurrence=3).block == block_of(report, 3)
    assert quoted(report, language="fa", words="مسکو", block=block_of(report, 3)).start == 9
    with pytest.raises(Incomplete):
        quoted(report, language="fa", words="مسکو", occurrence=4)


@pytest.mark.parametrize("typed", ["علیاف", "علي‌اف", "عَلی‌اف"])
def test_another_spelling_is_found_and_the_words_of_the_text_are_taken(report: Article, typed: str) -> None:
    assert quoted(report, language="fa", words=typed).exact == "علی‌اف"


@pytest.mark.parametrize("typed", ["", "  ", "لندن"])
def test_what_stands_nowhere_is_refused_by_the_name_of_its_field(report: Article, typed: str) -> None:
    with pytest.raises(Incomplete) as refusal:
        quoted(report, language="fa", words=typed)
    assert refusal.value.field == "quote"
