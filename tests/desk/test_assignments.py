"""Assignments: to whom a text may be given, and who is told."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import timezone

from newsroom.audit.log import LogEntry
from newsroom.content.article import Article
from newsroom.content.track import Track
from newsroom.desk import policy
from newsroom.desk.assignments import assign, assign_many, candidates
from newsroom.desk.errors import NotAllowed, NotAssignable
from newsroom.staff.notification import Notification
from newsroom.staff.user import User

TOMORROW = timezone.now() + dt.timedelta(days=1)


def track_of(article: Article, language: str) -> Track:
    return Track.objects.get(article=article, language=language)


def news_of(who: User) -> list[str]:
    return list(Notification.objects.filter(to=who, happening="assigned").values_list("language", flat=True))


def test_a_text_is_given_to_its_translator_who_may_read_it_from_then_on(
    drafts: list[Article], staff: dict[str, User]
) -> None:
    draft, translator = drafts[0], staff["translator-ru"]
    Notification.objects.all().delete()
    assert not policy.readable(Article.objects.filter(pk=draft.pk), translator).exists()
    track = assign(draft, language="ru", to=translator, due=TOMORROW, by=staff["editor"])
    assert (track.assignee, track.due, track.state) == (translator, TOMORROW, "draft")
    assert policy.readable(Article.objects.filter(pk=draft.pk), translator).exists()
    assert news_of(translator) == ["ru"]
    entry = LogEntry.objects.about("article", str(draft.uuid)).last()
    assert entry is not None
    assert (entry.verb, entry.language, entry.detail) == ("assign", "ru", f"translator-ru {TOMORROW.date()}")


def test_the_same_again_changes_nothing_and_another_day_tells_nobody(
    drafts: list[Article], staff: dict[str, User]
) -> None:
    before = LogEntry.objects.count()
    Notification.objects.all().delete()
    for _again in range(2):
        assign(drafts[0], language="ru", to=staff["translator-ru"], by=staff["editor"])
    assert LogEntry.objects.count() == before + 1
    assign(drafts[0], language="ru", to=staff["translator-ru"], due=TOMORROW, by=staff["editor"])
    assert LogEntry.objects.count() == before + 2
    assert news_of(staff["translator-ru"]) == ["ru"]


def test_what_is_taken_back_has_no_day(drafts: list[Article], staff: dict[str, User]) -> None:
    assign(drafts[0], language="ru", to=staff["translator-ru"], due=TOMORROW, by=staff["editor"])
    assign(drafts[0], language="ru", to=None, due=TOMORROW, by=staff["editor"])
    assert (track_of(drafts[0], "ru").assignee, track_of(drafts[0], "ru").due) == (None, None)


@pytest.mark.parametrize(
    ("to", "language", "possible"),
    [
        ("translator-ru", "ru", True),
        ("translator-en", "ru", False),
        ("translator-fa", "en", False),  # the source: who translates does not write it
        ("reporter", "en", True),
        ("reporter", "ru", False),
        ("annotator", "ru", True),
        ("editor", "fa", True),
        ("administrator", "en", False),
    ],
)
def test_a_text_is_given_only_to_who_may_work_in_its_language(
    drafts: list[Article], staff: dict[str, User], to: str, language: str, possible: bool
) -> None:
    if possible:
        assert assign(drafts[0], language=language, to=staff[to], by=staff["editor"]).assignee == staff[to]
    else:
        with pytest.raises(NotAssignable):
            assign(drafts[0], language=language, to=staff[to], by=staff["editor"])


def test_who_left_the_newsroom_is_given_nothing(drafts: list[Article], staff: dict[str, User]) -> None:
    User.objects.filter(username="translator-ru").update(is_active=False)
    with pytest.raises(NotAssignable):
        assign(drafts[0], language="ru", to=User.objects.get(username="translator-ru"), by=staff["editor"])
    assert "translator-ru" not in {one.username for one in candidates()}


@pytest.mark.parametrize("who", ["annotator", "administrator", "translator-fa"])
def test_not_everybody_gives_work(drafts: list[Article], staff: dict[str, User], who: str) -> None:
    with pytest.raises(NotAllowed):
        assign(drafts[0], language="ru", to=staff["translator-ru"], by=staff[who])


def test_several_are_given_together_or_not_at_all(drafts: list[Article], staff: dict[str, User]) -> None:
    assert assign_many(drafts, language="ru", to=staff["translator-ru"], by=staff["editor"]) == 2
    with pytest.raises(NotAssignable):
        assign_many(drafts, language="en", to=staff["translator-ru"], by=staff["editor"])
    assert not Track.objects.filter(article__in=drafts, language="en", assignee__isnull=False).exists()
