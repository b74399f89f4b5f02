"""The article's page in the admin costs the same for a short report and a long one."""

from __future__ import annotations

from collections.abc import Callable

from django.db import connection
from django.test.utils import CaptureQueriesContext

from newsroom.content.article import Article
from newsroom.desk.annotate import suggest_mentions
from newsroom.screens.article_overview import overview
from newsroom.staff.user import User


def cost(article: Article, who: User) -> int:
    with CaptureQueriesContext(connection) as queries:
        overview(article, who)
    return len(queries)


def test_it_costs_the_same_for_any_number_of_blocks(write: Callable[[str], Article], staff: dict[str, User]) -> None:
    short = write("A short report\n\nMoscow and Tashkent spoke.")
    long = write("A long report\n\n" + "\n\n".join(f"Moscow met Tashkent, part {n} of many." for n in range(120)))
    for article in (short, long):
        suggest_mentions(article, language="en", by=staff["annotator"])
    editor = staff["editor"]
    assert editor.roles
    assert cost(short, editor) == cost(long, editor) <= 50


def test_it_shows_each_their_own_steps(followed: Article, staff: dict[str, User]) -> None:
    def steps(who: str, language: str = "en") -> list[str]:
        rows = overview(Article.objects.get(pk=followed.pk), staff[who]).languages
        return [step.value for row in rows if row.code == language for step in row.steps]

    assert steps("publisher") == ["request_changes", "publish"]
    assert steps("editor") == ["request_changes"]
    assert steps("translator-en") == steps("annotator") == steps("administrator") == []
    assert steps("publisher", "fa") == ["publish"]
