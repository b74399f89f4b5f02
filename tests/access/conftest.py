"""People and articles for the walk: one article in each state, and somebody without a role."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.template.response import SimpleTemplateResponse
from django.test import Client

from newsroom.content.article import Article
from newsroom.content.block import Block
from newsroom.content.track import Track
from newsroom.desk.articles import trash_article
from newsroom.desk.edit import edit_texts
from newsroom.desk.ingest import ingest, plan_ingest
from newsroom.desk.staff import member
from newsroom.staff.user import User
from tests.access.table import GUEST
from tests.stories import standing

DRAFTS = {"own": "wheat", "assigned": "water", "strange": "steel", "trashed": "tin"}


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


@pytest.fixture(scope="module")
def _in_states(django_db_setup: None, django_db_blocker: Any) -> Iterator[dict[str, int]]:
    with standing(django_db_blocker):
        made = {state: _draft(words) for state, words in DRAFTS.items()}
        foreign = [made["assigned"].pk, made["strange"].pk]
        Article.objects.filter(pk__in=foreign).update(created_by=member("editor"))
        for language, who in (("en", "reporter"), ("ru", "translator-ru")):
            Track.objects.update_or_create(
                article=made["assigned"], language=language, defaults={"assignee": member(who)}
            )
        trash_article(made["trashed"], by=member("editor"))
        yield {state: article.pk for state, article in made.items()}


def _draft(words: str) -> Article:
    sara = member("reporter")
    article = ingest(plan_ingest(f"A report on {words}\n\nWith words of its own.".encode()), by=sara)
    block = Block.objects.of_article(article)[1]
    edit_texts(article, language="en", texts={str(block.uuid): "With other words."}, by=sara)
    return article


@pytest.fixture
def states(_in_states: dict[str, int], summit: Article) -> dict[str, Article]:
    """English articles: Sara's own, one that is given to her and to Anna, a stranger's, one in the trash; and the
    published report, which Sara brought in and Daniel and Anna translated.
    """
    return {**{state: Article.objects.get(pk=pk) for state, pk in _in_states.items()}, "published": summit}
