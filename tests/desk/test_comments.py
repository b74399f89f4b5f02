"""Comments: threads on blocks, answers, people called by name, matters settled."""

from __future__ import annotations

from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsroom.audit.log import LogEntry
from newsroom.content.article import Article
from newsroom.desk import comments
from newsroom.desk.comments import add_comment, mentioned_in, reopen, reply, resolve
from newsroom.desk.errors import BadText, Incomplete, NotAllowed, UnknownBlock
from newsroom.staff.comment import Comment
from newsroom.staff.notification import Notification
from newsroom.staff.user import User
from tests.stories import block_of


def told(who: User) -> list[str]:
    """What somebody has not read yet."""
    return list(Notification.objects.unread().filter(to=who).order_by("pk").values_list("happening", flat=True))


@pytest.fixture
def first(summit: Article, staff: dict[str, User]) -> Comment:
    Notification.objects.all().delete()
    block = block_of(summit, 5).uuid
    return add_comment(summit, language="en", block=block, text="Is this the right office?", by=staff["editor"])


def test_a_thread_is_answered_settled_and_opened_again(
    summit: Article, first: Comment, staff: dict[str, User]
) -> None:
    revisions = summit.revisions.count()
    answer = reply(first, text="It is, since May.", by=staff["translator-en"])
    assert (answer.parent, answer.block, answer.language) == (first, first.block, "en")
    assert told(staff["editor"]) == ["replied"]
    assert told(staff["translator-en"]) == []
    resolve(first, by=staff["translator-en"])
    assert not Comment.objects.unresolved().filter(pk=first.pk).exists()
    resolve(answer, by=staff["editor"])  # settled already: nothing happens
    assert Comment.objects.get(pk=first.pk).resolved_by == staff["translator-en"]
    reopen(first, by=staff["editor"])
    assert Comment.objects.unresolved().filter(pk=first.pk).exists()
    verbs = LogEntry.objects.about("article", str(summit.uuid)).values_list("verb", flat=True)
    assert list(verbs)[-4:] == ["comment", "reply", "resolve", "reopen"]
    assert summit.revisions.count() == revisions


def test_an_answer_opens_a_settled_thread_and_stays_in_it(first: Comment, staff: dict[str, User]) -> None:
    resolve(first, by=staff["editor"])
    answer = reply(reply(first, text="Wait.", by=staff["publisher"]), text="Why?", by=staff["editor"])
    assert answer.parent_id == first.pk
    assert Comment.objects.get(pk=first.pk).resolved_at is None
    assert told(staff["publisher"]) == ["replied"]


def test_who_is_called_by_name_is_told_once_and_only_if_they_may_read_it(
    summit: Article, first: Comment, staff: dict[str, User]
) -> None:
    text = "@translator-en, @publisher. See mail to leila@editor and ask @administrator or @nobody."
    answer = reply(first, text=text, by=staff["reporter"])
    assert {one.username for one in answer.mentioned.all()} == {"translator-en", "publisher"}
    assert told(staff["translator-en"]) == ["mentioned"]
    assert told(staff["editor"]) == ["replied"]
    assert told(staff["administrator"]) == []
    reply(first, text="And @editor?", by=staff["reporter"])
    assert told(staff["editor"]) == ["replied", "mentioned"]
    assert told(staff["publisher"]) == ["mentioned"]  # who was called does not take part yet


def test_what_a_notification_says_holds_no_word_of_the_text(first: Comment, staff: dict[str, User]) -> None:
    reply(first, text="@publisher look at the secret budget", by=staff["editor"])
    row = Notification.objects.get(to=staff["publisher"])
    assert not any("secret" in str(value) for value in vars(row).values())


@pytest.mark.parametrize(("text", "error"), [("  \n", Incomplete), ("a\u202eb", BadText), ("x" * 4001, BadText)])
def test_what_is_no_comment_is_refused(
    summit: Article, staff: dict[str, User], text: str, error: type[Exception]
) -> None:
    before = Comment.objects.count()
    with pytest.raises(error):
        add_comment(summit, language="en", text=text, by=staff["editor"])
    assert Comment.objects.count() == before


def test_a_comment_is_on_a_block_of_the_article(summit: Article, staff: dict[str, User]) -> None:
    with pytest.raises(UnknownBlock):
        add_comment(summit, language="en", block=uuid4(), text="Where?", by=staff["editor"])


@pytest.mark.parametrize(
    ("who", "language", "allowed"),
    [
        ("translator-en", "en", True),
        ("translator-en", "fa", True),  # a remark on the source they translate
        ("translator-en", "ru", False),
        ("annotator", "ru", True),
        ("administrator", "fa", False),
    ],
)
def test_each_comments_on_what_they_work_on(
    summit: Article, staff: dict[str, User], who: str, language: str, allowed: bool
) -> None:
    if allowed:
        assert add_comment(summit, language=language, text="A remark.", by=staff[who]).pk
    else:
        with pytest.raises(NotAllowed):
            add_comment(summit, language=language, text="A remark.", by=staff[who])


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("@leila: بخوانید", {"leila"}),
        ("«@translator-en» و @editor، لطفاً", {"translator-en", "editor"}),
        ("See a@b.example or @@editor", set()),
        ("@editor.", {"editor"}),
        ("@", set()),
    ],
)
def test_a_name_after_an_at_sign_calls_somebody(text: str, names: set[str]) -> None:
    assert mentioned_in(text) == names


@given(st.text(alphabet="@ab.-_ ی،", max_size=30))
def test_nobody_is_called_by_what_is_no_name(text: str) -> None:
    for name in mentioned_in(text):
        assert name
        assert f"@{name}" in text
        assert not name.endswith(tuple(comments.AFTER_A_NAME))
