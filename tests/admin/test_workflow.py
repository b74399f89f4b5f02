"""The workflow in the admin: buttons, assigning, the matrix, notifications and the bell, as forms without scripts."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from newsroom.content.article import Article
from newsroom.content.track import Track
from newsroom.desk.notifications import tell
from newsroom.staff.comment import Comment
from newsroom.staff.notification import Happening, Notification
from newsroom.staff.user import User
from tests.admin.forms import enter, messages_of


def page(article: Article) -> str:
    return reverse("admin:newsroom_article_change", args=[article.pk])


def press(client: Client, article: Article, step: str, **said: str) -> list[tuple[str, str]]:
    address = reverse("admin:newsroom_article_step", args=[article.pk, "en", step])
    return messages_of(client.post(address, said, follow=True))


def buttons(client: Client, article: Article) -> set[str]:
    html = client.get(page(article)).content.decode()
    steps = ("submit", "withdraw_review", "request_changes", "approve", "publish")
    return {step for step in steps if reverse("admin:newsroom_article_step", args=[article.pk, "en", step]) in html}


def test_a_text_is_handed_in_sent_back_and_approved_by_buttons(
    client: Client, drafts: list[Article], staff: dict[str, User]
) -> None:
    draft = drafts[0]
    enter(client, staff["reporter"])
    assert buttons(client, draft) == {"submit"}
    assert press(client, draft, "submit") == [("success", "English: A review was asked for.")]
    assert buttons(client, draft) == {"withdraw_review"}
    enter(client, staff["editor"])
    assert buttons(client, draft) == {"withdraw_review", "request_changes", "approve"}
    assert press(client, draft, "request_changes", reason=" ")[0][0] == "error"
    assert press(client, draft, "request_changes", reason="Who spoke?\nAnd when?")[0][0] == "success"
    assert Comment.objects.get(article=draft).text == "Who spoke?\nAnd when?"
    level, said = press(client, draft, "approve")[0]
    assert level == "error"
    assert "changes requested" in said
    assert "Ask for a review" in said


def test_a_button_comes_back_to_the_page_it_stood_on_and_to_no_other_site(
    client: Client, drafts: list[Article], staff: dict[str, User]
) -> None:
    enter(client, staff["reporter"])
    address = reverse("admin:newsroom_article_step", args=[drafts[0].pk, "en", "submit"])
    assert client.post(address, {"next": "/admin/?x=1"}).headers["Location"] == "/admin/?x=1"
    for elsewhere in ("https://evil.example/", "//evil.example/", "javascript:alert(1)", "admin/"):
        assert client.post(address, {"next": elsewhere}).headers["Location"] == page(drafts[0])


def test_a_text_is_assigned_from_its_page_with_a_day(
    client: Client, drafts: list[Article], staff: dict[str, User]
) -> None:
    enter(client, staff["editor"])
    query = {"article": drafts[0].pk, "language": "ru"}
    form = client.get(reverse("admin:newsroom_article_assign"), query).context["form"]
    assert form.initial["language"] == "ru"
    said = query | {"person": str(staff["translator-ru"].pk), "due": "2030-03-05"}
    response = client.post(reverse("admin:newsroom_article_assign"), said, follow=True)
    assert messages_of(response) == [("success", "1 article was assigned.")]
    track = Track.objects.get(article=drafts[0], language="ru")
    assert track.assignee == staff["translator-ru"]
    assert track.due is not None
    assert track.due.isoformat() == "2030-03-05T20:29:00+00:00"  # the end of the day in Tehran


def test_who_may_not_write_the_language_is_not_given_it_and_the_form_stays(
    client: Client, drafts: list[Article], staff: dict[str, User]
) -> None:
    enter(client, staff["editor"])
    keys = [article.pk for article in drafts]
    said = {"article": keys, "language": "ru", "person": str(staff["translator-en"].pk), "next": "/admin/"}
    response = client.post(reverse("admin:newsroom_article_assign"), said)
    assert response.status_code == 200
    assert messages_of(response)[0][0] == "error"
    assert {article.pk for article in response.context["articles"]} == set(keys)
    assert not Track.objects.filter(article__in=keys, language="ru").exists()


@pytest.mark.parametrize("said", [{"language": "de"}, {"person": "999999"}, {"due": "tomorrow"}])
def test_what_is_no_choice_is_refused_on_its_field(
    client: Client, drafts: list[Article], staff: dict[str, User], said: dict[str, str]
) -> None:
    enter(client, staff["editor"])
    whole = {"article": drafts[0].pk, "language": "ru", "person": "", "due": ""} | said
    response = client.post(reverse("admin:newsroom_article_assign"), whole)
    assert set(response.context["form"].errors) == set(said)


def test_the_matrix_is_filtered_and_says_what_is_behind(
    client: Client, summit: Article, drafts: list[Article], staff: dict[str, User]
) -> None:
    enter(client, staff["editor"])
    address = reverse("admin:newsroom_article_matrix")
    html = client.get(address, {"language": "en", "state": "outdated"}).content.decode()
    assert page(summit) in html
    assert page(drafts[0]) not in html
    assert "1 text outdated" in html
    assert page(drafts[0]) in client.get(address, {"state": "nonsense", "p": "x", "assignee": "me"}).content.decode()
    assert "No article matches." in client.get(address, {"p": "400"}).content.decode()


def test_the_front_page_is_what_waits_for_its_reader(
    client: Client, summit: Article, staff: dict[str, User]
) -> None:
    enter(client, staff["translator-en"])
    html = client.get(reverse("admin:index")).content.decode()
    assert "Translations whose source changed" in html
    assert reverse("admin:newsroom_article_edit", args=[summit.pk, "en"]) in html
    assert "Ready to be published" not in html


def test_the_bell_counts_what_was_not_read_and_stops_when_it_was(
    client: Client, drafts: list[Article], staff: dict[str, User]
) -> None:
    Notification.objects.all().delete()
    for draft in drafts:
        tell([staff["editor"].pk], Happening.REVIEW_REQUESTED, article=draft, language="en", by=staff["reporter"])
    theirs = Notification.objects.filter(to=staff["editor"]).order_by("pk")
    enter(client, staff["editor"])
    address = reverse("admin:notifications")
    assert b'aria-label="2 unread"' in client.get(reverse("admin:index")).content
    client.post(address, {"read": str(theirs[0].pk)})
    assert b'aria-label="1 unread"' in client.get(address).content
    client.post(address, {"read": "x"})
    client.post(address, {"all": "1"})
    assert b"desk-unread" not in client.get(address).content
    assert not theirs.unread().exists()


def test_nobody_reads_the_notifications_of_another(
    client: Client, drafts: list[Article], staff: dict[str, User]
) -> None:
    Notification.objects.all().delete()
    tell([staff["publisher"].pk], Happening.REVIEW_REQUESTED, article=drafts[0], language="en", by=staff["reporter"])
    enter(client, staff["editor"])
    address = reverse("admin:notifications")
    assert drafts[0].public_id.encode() not in client.get(address).content
    client.post(address, {"read": str(Notification.objects.get().pk)})
    assert Notification.objects.unread().count() == 1
