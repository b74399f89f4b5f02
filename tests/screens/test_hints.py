"""Hints on an article: what contradicts itself or the knowledge base, in a sentence, in a fixed number of queries."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from newsroom.content.article import Article
from newsroom.content.block import Block
from newsroom.desk.annotate import suggest_mentions
from newsroom.entities.entity import Entity
from newsroom.entities.membership import Membership
from newsroom.screens.hints import Hint, hints
from newsroom.staff.user import User
from tests.stories import block_of

ODD = (
    "Talks in Moscow\n\n"
    "Sergey Lavrov, secretary-general of the Commonwealth of Independent States, came to Moscow. Snow fell.\n\n"
    "The organization has eleven members: Armenia, Belarus and Moldova.\n\n"
    "Armenia, Belarus and Moldova sent two and three people respectively.\n\n"
    "The summit was held in Moscow on 10 October 2024."
)


@pytest.fixture
def odd(write: Callable[[str], Article], staff: dict[str, User]) -> Article:
    return written(write, staff, ODD)


def written(write: Callable[[str], Article], staff: dict[str, User], text: str) -> Article:
    article = write(text)
    suggest_mentions(article, language="en", by=staff["annotator"])
    Article.objects.filter(pk=article.pk).update(source_date=dt.date(2024, 10, 9))
    article.about.set([Entity.objects.get(public_id="783a4ve8")])
    article.refresh_from_db()
    return article


def words(hint: Hint, language: str = "en") -> str:
    return Block.objects.get(uuid=hint.block).plain(language)[hint.start : hint.end]


def test_each_contradiction_is_told_in_a_sentence(odd: Article) -> None:
    with translation.override("en"):
        found = hints(odd, "en")
    assert [one.kind for one in found] == ["office_of_another", "count", "pairs", "date"]
    assert [one.sentence for one in found] == [
        "On 9 October 2024 that was Sergei Lebedev, not Sergey Lavrov.",
        "The text says 11, the list has 3.",
        "The lists that belong together have 3 and 2 parts.",
        "This lies outside the days of “CIS heads of state summit, Moscow 2024”: 8 October 2024.",
    ]


def test_a_hint_stands_on_its_words(odd: Article) -> None:
    assert words(hints(odd, "en")[1]) == "eleven members: Armenia, Belarus and Moldova"
    assert hints(odd, "en")[0].block == block_of(odd, 2).uuid


def test_numbers_are_written_as_the_editor_reads_them(odd: Article) -> None:
    with translation.override("fa"):
        assert "۱۱" in hints(odd, "en")[1].sentence


@pytest.mark.parametrize(
    ("language", "office"),
    [
        ("fa", "«دبیرکل» کشورهای مستقل مشترک‌المنافع"),
        ("en", "“secretary-general” of the Commonwealth of Independent States"),
        ("ru", "«генеральным секретарём» Содружества Независимых Государств"),
    ],
)
def test_the_demo_has_the_one_contradiction_that_its_editors_noted(
    summit: Article, language: str, office: str
) -> None:
    """The source calls Lavrov secretary-general; the editors' correction says that it was Lebedev."""
    found = hints(summit, language)
    assert [(one.kind, words(one, language)) for one in found] == [("office_of_another", office)]


def test_an_office_held_at_another_time_is_told_with_its_time(odd: Article) -> None:
    Membership.objects.filter(member__public_id="2bvgmju9").delete()
    lavrov = Entity.objects.get(public_id="e9jebjc5")
    body = Entity.objects.get(public_id="h5uxaqaw")
    role = "Secretary-General of the CIS"
    office = Membership(member=lavrov, organization=body, role_en=role, start="1999", end="2004")
    office.derive()
    office.save()
    with translation.override("en"):
        assert hints(odd, "en")[0].sentence == (
            "Sergey Lavrov held that office at another time: 1999 – 2004."
        )


def test_two_offices_name_both_places(write: Callable[[str], Article], staff: dict[str, User]) -> None:
    Membership.objects.all().delete()
    text = "Talks\n\nThe president of Russia Sergey Lavrov came.\n\nThe prime minister of Russia Sergey Lavrov left."
    with translation.override("en"):
        assert [one.sentence for one in hints(written(write, staff, text), "en")] == [
            "In another place Sergey Lavrov is “president of Russia”."
        ]


def test_with_two_events_a_common_noun_means_neither(odd: Article) -> None:
    odd.about.set(Entity.objects.filter(kind="event")[:2])
    assert "date" not in [one.kind for one in hints(odd, "en")]


def test_a_text_without_contradictions_has_no_hints(write: Callable[[str], Article], staff: dict[str, User]) -> None:
    assert hints(written(write, staff, "Talks\n\nSergey Lavrov came to Moscow."), "en") == []


def test_the_queries_do_not_grow_with_the_text(write: Callable[[str], Article], staff: dict[str, User]) -> None:
    def queries(text: str) -> int:
        article = written(write, staff, text)
        with CaptureQueriesContext(connection) as captured:
            assert hints(article, "en")
        return len(captured)

    longer = ODD + "\n\n" + "\n\n".join(ODD.split("\n\n")[1:] * 4)
    assert queries(ODD) == queries(longer) == 6
