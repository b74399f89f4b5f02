"""The language matrix: every language of every article at a glance, filtered, at a constant price."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from newsroom.content.article import Article
from newsroom.content.track import Track
from newsroom.desk.assignments import assign
from newsroom.desk.steps import take
from newsroom.screens.article_list import Wanted
from newsroom.screens.language_matrix import PAGE, Cell, matrix
from newsroom.staff.user import User


def cells(article: Article, who: User) -> dict[str, Cell]:
    (row,) = [row for row in matrix(who, Wanted()).rows if row.article == article]
    return {cell.language: cell for cell in row.cells}


def listed(who: User, **wanted: object) -> list[int]:
    return [row.article.pk for row in matrix(who, Wanted(**wanted)).rows]  # type: ignore[arg-type]


def test_each_language_says_how_far_it_is(summit: Article, drafts: list[Article], staff: dict[str, User]) -> None:
    shown = cells(summit, staff["editor"])
    assert {code: cell.state for code, cell in shown.items()} == dict.fromkeys(("fa", "en", "ru"), "published")
    assert (shown["fa"].is_source, shown["fa"].progress.outdated) == (True, 0)
    assert (shown["en"].progress.outdated, shown["en"].progress.percent) == (1, 100)
    assert shown["en"].assignee == staff["translator-en"]
    draft = cells(drafts[0], staff["editor"])
    assert {code: cell.state for code, cell in draft.items()} == {"fa": "missing", "en": "draft", "ru": "missing"}
    assign(drafts[0], language="ru", to=staff["translator-ru"], by=staff["editor"])
    assert cells(drafts[0], staff["editor"])["ru"].state == "missing"  # given to somebody, and nothing written


def test_all_that_is_wanted_is_true_of_one_language(
    summit: Article, drafts: list[Article], staff: dict[str, User]
) -> None:
    editor, draft = staff["editor"], drafts[0]
    assign(draft, language="ru", to=staff["translator-ru"], by=editor)
    take(draft, language="en", step="submit", by=staff["reporter"])
    assert draft.pk in listed(editor, state="in_review", language="en")
    assert draft.pk not in listed(editor, state="in_review", language="ru")
    assert draft.pk not in listed(editor, state="in_review", assignee=staff["translator-ru"].pk)
    assert draft.pk in listed(editor, state="missing", assignee=staff["translator-ru"].pk)
    assert draft.pk in listed(editor, state="missing", language="fa", assignee=0)
    assert draft.pk not in listed(editor, state="missing", language="ru", assignee=0)
    assert listed(editor, state="outdated") == [summit.pk]
    assert listed(editor, state="outdated", language="fa") == []


def test_it_shows_only_what_its_reader_may_read_and_no_trash(
    summit: Article, drafts: list[Article], staff: dict[str, User]
) -> None:
    assert listed(staff["translator-ru"]) == [summit.pk]
    assert not listed(staff["administrator"])
    Article.objects.filter(pk=drafts[0].pk).update(trashed_at=drafts[0].created_at)
    assert drafts[0].pk not in listed(staff["editor"])


def test_a_page_leads_to_the_next_and_all_articles_stand_once(
    summit: Article, staff: dict[str, User]
) -> None:
    Article.objects.bulk_create(
        Article(source_language="en", created_at=summit.created_at) for _each in range(2 * PAGE)
    )
    pages, number, more = [], 1, True
    while more:
        page = matrix(staff["editor"], Wanted(), page=number)
        pages += [row.article.pk for row in page.rows]
        number, more = number + 1, page.has_next
    assert sorted(pages) == sorted(Article.objects.kept().values_list("pk", flat=True))


@pytest.mark.parametrize("wanted", [Wanted(), Wanted(state="missing", language="ru"), Wanted(state="draft")])
def test_it_costs_the_same_for_any_number_of_articles(
    write: Callable[[str], Article], staff: dict[str, User], wanted: Wanted
) -> None:
    def cost() -> int:
        who = User.objects.get(username="editor")
        with CaptureQueriesContext(connection) as queries:
            assert matrix(who, wanted).rows
        return len(queries)

    write("A report\n\nWords.")
    before = cost()
    for number in range(4):
        article = write(f"Report {number}\n\n" + "\n\n".join(f"Words {n}." for n in range(number * 5)))
        Track.objects.create(article=article, language="fa", assignee=staff["editor"])
    assert cost() == before <= 7
