"""Notifications: who is told of what, once, and who has read it."""

from __future__ import annotations

from newsroom.audit.log import LogEntry
from newsroom.content.article import Article
from newsroom.desk.notifications import mark_read, tell
from newsroom.screens.notices import notices
from newsroom.staff.notification import Happening, Notification
from newsroom.staff.user import User


def tell_both(article: Article, staff: dict[str, User]) -> int:
    people = [staff["editor"].pk, staff["publisher"].pk, staff["reporter"].pk]
    return tell(people, Happening.REVIEW_REQUESTED, article=article, language="en", by=staff["reporter"])


def test_nobody_is_told_what_they_did_themselves(drafts: list[Article], staff: dict[str, User]) -> None:
    assert tell_both(drafts[0], staff) == 2
    assert not Notification.objects.filter(to=staff["reporter"], article=drafts[0]).exists()


def test_the_same_news_is_told_once_until_it_was_read(drafts: list[Article], staff: dict[str, User]) -> None:
    def of_editor() -> int:
        return Notification.objects.filter(to=staff["editor"], article=drafts[0]).count()

    tell_both(drafts[0], staff)
    tell_both(drafts[0], staff)
    assert of_editor() == 1
    mark_read(staff["editor"])
    tell_both(drafts[0], staff)
    assert of_editor() == 2


def test_each_reads_their_own_and_the_log_says_nothing_of_it(drafts: list[Article], staff: dict[str, User]) -> None:
    Notification.objects.all().delete()
    for draft in drafts:
        tell_both(draft, staff)
    before = LogEntry.objects.count()
    theirs = Notification.objects.filter(to=staff["publisher"]).order_by("pk")
    assert mark_read(staff["editor"], only=theirs[0].pk) == 0
    assert mark_read(staff["publisher"], only=theirs[0].pk) == 1
    assert mark_read(staff["publisher"]) == 1
    assert Notification.objects.unread().filter(to=staff["editor"]).count() == 2
    assert LogEntry.objects.count() == before


def test_a_title_is_shown_only_while_its_reader_may_read_it(drafts: list[Article], staff: dict[str, User]) -> None:
    Notification.objects.all().delete()
    for who in ("editor", "translator-ru"):
        tell([staff[who].pk], Happening.ASSIGNED, article=drafts[0], language="ru", by=staff["publisher"])
    assert [one.article for one in notices(staff["editor"], 10)] == [drafts[0]]
    assert [one.article for one in notices(staff["translator-ru"], 10)] == [None]
