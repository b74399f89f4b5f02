"""People and articles for the walk: one article in each state, and somebody without a role."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.template.response import SimpleTemplateResponse
from django.test import Client

from newsroom.content.article import Article
from newsroom.content.block import Block
from newsroom.content.track import Track
from newsroom.desk.articles import trash_article
from newsroom.desk.edit import edit_texts
from newsroom.staff.user import User
from tests.access.table import GUEST


@pytest.fixture
def undrawn(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages are decided on and not drawn: whoever gets in is known before, and other tests look at what they show."""
    monkeypatch.setattr(SimpleTemplateResponse, "rendered_content", "")


@pytest.fixture
def people(staff: dict[str, User]) -> dict[str, User]:
    return {**staff, GUEST: User.objects.create(username=GUEST, is_staff=True)}


@pytest.fixture
def at_desk(people: dict[str, User]) -> Callable[[str], Client]:
    """A browser in which somebody is logged in, which answers errors instead of raising them."""

    def enter(who: str) -> Client:
        client = Client(raise_request_exception=False)
        client.force_login(people[who])
        return client

    return enter


@pytest.fixture
def states(people: dict[str, User], write: Callable[[str], Article], summit: Article) -> dict[str, Article]:
    """English articles: Sara's own, one that is given to her and to Anna, a stranger's, one in the trash; and the
    published report, which Sara brought in and Daniel and Anna translated.
    """

    def draft(words: str) -> Article:
        article = write(f"A report on {words}\n\nWith words of its own.")
        block = Block.objects.of_article(article)[1]
        edit_texts(article, language="en", texts={str(block.uuid): "With other words."}, by=people["reporter"])
        return article

    made = {"own": draft("wheat"), "assigned": draft("water"), "strange": draft("steel"), "trashed": draft("tin")}
    foreign = [made["assigned"].pk, made["strange"].pk]
    Article.objects.filter(pk__in=foreign).update(created_by=people["editor"])
    for language, who in (("en", "reporter"), ("ru", "translator-ru")):
        Track.objects.update_or_create(
            article=made["assigned"], language=language, defaults={"assignee": people[who]}
        )
    trash_article(made["trashed"], by=people["editor"])
    fresh = {state: Article.objects.get(pk=article.pk) for state, article in made.items()}
    return {**fresh, "published": summit}
