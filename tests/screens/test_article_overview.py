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
    assert cost(short, editor) == cost(long, editor) <= 60


def test_it_shows_each_their_own_steps(summit: Article, staff: dict[str, User]) -> None:
    def steps(who: str) -> set[str]:
        rows = overview(summit, staff[who]).languages
        return {name for row in rows for name in ("may_suggest", "may_approve", "may_publish") if getattr(row, name)}

    assert steps("publisher") == {"may_suggest", "may_approve", "may_publish"}
    assert steps("editor") == {"may_suggest", "may_approve"}
    assert steps("translator-en") == {"may_suggest"}
    assert steps("administrator") == set()
