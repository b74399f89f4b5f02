"""The history in the admin: the list, two revisions side by side, and the way back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from newsroom.content.article import Article
from newsroom.content.block import Block
from newsroom.content.revision import Revision
from newsroom.desk.edit import edit_texts
from newsroom.staff.user import User
from tests.admin.forms import enter, messages_of


@pytest.fixture
def plain(write: Callable[[str], Article], staff: dict[str, User]) -> Article:
    article = write("Ministers meet in Vienna\n\nThey spoke for two hours.\n\nNothing was signed on that day.")
    block = Block.objects.of_article(article)[2]
    edit_texts(article, language="en", texts={str(block.uuid): "Little <b>was</b> signed."}, by=staff["reporter"])
    return article


@pytest.fixture
def desk(client: Client, staff: dict[str, User]) -> Client:
    return enter(client, staff["editor"])


def page(name: str, *args: object) -> str:
    return reverse(f"admin:newsroom_article_{name}", args=args)


def test_the_list_links_to_what_changed_and_offers_the_way_back(plain: Article, desk: Client) -> None:
    html = desk.get(page("history", plain.pk)).content.decode()
    assert f'{page("compare", plain.pk)}?old=1&amp;new=2' in html
    assert page("restore", plain.pk, 1) in html
    assert page("restore", plain.pk, 2) not in html  # it is what stands now


def test_words_that_came_and_went_are_marked_and_nothing_is_markup(plain: Article, desk: Client) -> None:
    answer: Any = desk.get(page("compare", plain.pk) + "?old=1&new=2")
    html = answer.content.decode()
    assert "<del>Nothing" in html
    assert "<ins>Little" in html
    assert "<b>was</b>" not in html
    assert "&lt;b&gt;" in html
    turned: Any = desk.get(page("compare", plain.pk) + "?old=2&new=1")
    assert turned.context["compared"].languages == answer.context["compared"].languages


def test_a_comparison_is_written_in_the_direction_of_its_language(summit: Article, desk: Client) -> None:
    last = summit.revisions.count()
    html = desk.get(page("compare", summit.pk) + f"?old=1&new={last}").content.decode()
    for language, direction in (("fa", "rtl"), ("en", "ltr"), ("ru", "ltr")):
        assert f'<table class="compared" lang="{language}" dir="{direction}"' in html


@pytest.mark.parametrize("query", ["", "?old=1", "?old=1&new=x", "?old=1&new=99", "?old=-1&new=2", "?old=1&new=٢"])
def test_what_is_no_pair_of_revisions_is_no_page(plain: Article, desk: Client, query: str) -> None:
    assert desk.get(page("compare", plain.pk) + query).status_code == 404


def test_one_revision_twice_is_said_to_be_one(plain: Article, desk: Client) -> None:
    answer = desk.get(page("compare", plain.pk) + "?old=1&new=1", follow=True)
    assert messages_of(answer) == [("info", "Choose two different revisions.")]


def test_restoring_makes_a_new_revision_that_says_what_the_old_one_said(plain: Article, desk: Client) -> None:
    answer = desk.post(page("restore", plain.pk, 1), follow=True)
    assert messages_of(answer) == [("success", "Revision 1 is restored as revision 3.")]
    first, third = (Revision.objects.get(article=plain, number=number).document for number in (1, 3))
    assert [block.text for block in third.blocks] == [block.text for block in first.blocks]
    assert "restored revision 1" in desk.get(page("history", plain.pk)).content.decode()


def test_a_revision_that_is_not_there_is_said_not_to_be(plain: Article, desk: Client) -> None:
    [(level, _words)] = messages_of(desk.post(page("restore", plain.pk, 99), follow=True))
    assert level == "error"
    assert plain.revisions.count() == 2


def test_a_look_restores_nothing(plain: Article, desk: Client) -> None:
    assert desk.get(page("restore", plain.pk, 1)).status_code == 405


def test_the_pages_cost_the_same_for_long_and_short_reports(
    plain: Article, summit: Article, desk: Client, django_assert_max_num_queries: Any
) -> None:
    for article in (plain, summit):
        with django_assert_max_num_queries(9):
            desk.get(page("history", article.pk))
        with django_assert_max_num_queries(9):
            desk.get(page("compare", article.pk) + "?old=1&new=2")
