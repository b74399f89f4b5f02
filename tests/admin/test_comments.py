"""Comments in the admin: plain forms, one page per text, one view per block."""

from __future__ import annotations

from collections.abc import Callable
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from newsroom.content.article import Article
from newsroom.content.block import Block
from newsroom.desk.comments import add_comment, reply
from newsroom.screens.threads import places, threads_by_block
from newsroom.staff.comment import Comment
from newsroom.staff.user import User
from tests.admin.forms import enter, messages_of
from tests.stories import block_of


@pytest.fixture(autouse=True)
def _nothing_was_said(db: None) -> None:
    Comment.objects.all().delete()


def address(article: Article, language: str = "en") -> str:
    return reverse("admin:newsroom_article_comments", args=[article.pk, language])


def test_a_thread_is_begun_answered_and_settled_by_forms(
    client: Client, summit: Article, staff: dict[str, User]
) -> None:
    enter(client, staff["translator-en"])
    block = block_of(summit, 5)
    said = {"do": "add", "block": str(block.uuid), "text": "A doubt\r\nin two lines"}
    response = client.post(address(summit), said)
    assert response.headers["Location"] == f"{address(summit)}?block={block.uuid}"
    (first,) = Comment.objects.filter(article=summit)
    assert (first.text, first.block, first.by) == ("A doubt\nin two lines", block.uuid, staff["translator-en"])
    client.post(address(summit), {"do": "reply", "comment": str(first.uuid), "text": "None."})
    client.post(address(summit), {"do": "resolve", "comment": str(first.uuid)})
    html = client.get(address(summit)).content.decode()
    assert "None." in html
    assert "Resolved by" in html
    client.post(address(summit), {"do": "reopen", "comment": str(first.uuid)})
    assert Comment.objects.unresolved().count() == 1


def test_what_was_refused_is_not_lost(client: Client, summit: Article, staff: dict[str, User]) -> None:
    enter(client, staff["editor"])
    text = "hidden \u202e turn, and words worth keeping"
    response = client.post(address(summit), {"do": "add", "text": text})
    assert response.status_code == 200
    assert messages_of(response)[0][0] == "error"
    assert "words worth keeping" in response.content.decode()


def test_a_view_of_one_block_shows_no_other(client: Client, summit: Article, staff: dict[str, User]) -> None:
    for number in (4, 5):
        add_comment(
            summit, language="en", block=block_of(summit, number).uuid, text=f"On {number}", by=staff["editor"]
        )
    enter(client, staff["editor"])
    html = client.get(address(summit), {"block": str(block_of(summit, 5).uuid)}).content.decode()
    assert "On 5" in html
    assert "On 4" not in html
    assert "All comments on this text" in html
    html = client.get(address(summit)).content.decode()
    assert "On 4" in html
    assert "All comments on this text" not in html


def test_a_latin_name_at_its_head_does_not_turn_a_persian_remark(
    client: Client, summit: Article, staff: dict[str, User]
) -> None:
    """The browser takes the direction from the first letter outside <bdi>."""
    add_comment(summit, language="fa", text="@reporter نام او را ببینید & <b>", by=staff["editor"])
    enter(client, staff["editor"])
    html = client.get(address(summit, "fa")).content.decode()
    assert '<div dir="auto"><p><bdi>@reporter</bdi> نام او را ببینید &amp; &lt;b&gt;</p></div>' in html


@pytest.mark.parametrize(
    "said", [{"do": "burn"}, {"do": "reply", "comment": str(uuid4())}, {"do": "add", "block": "x"}, {}]
)
def test_what_no_form_of_ours_sends_is_no_page(
    client: Client, summit: Article, staff: dict[str, User], said: dict[str, str]
) -> None:
    enter(client, staff["editor"])
    assert client.post(address(summit), said | {"text": "Words"}).status_code == 404
    assert not Comment.objects.exists()


def test_a_comment_is_answered_in_its_own_language_only(
    client: Client, summit: Article, staff: dict[str, User]
) -> None:
    foreign = add_comment(summit, language="ru", text="Только для русского", by=staff["editor"])
    enter(client, staff["translator-en"])
    assert client.get(address(summit, "ru")).status_code == 404
    said = {"do": "reply", "comment": str(foreign.uuid), "text": "Words"}
    assert client.post(address(summit, "en"), said).status_code == 404
    assert "Только" not in client.get(address(summit, "en")).content.decode()


def test_markup_in_a_comment_is_shown_as_text(client: Client, summit: Article, staff: dict[str, User]) -> None:
    add_comment(summit, language="en", text="<script>alert(1)</script> *no*", by=staff["editor"])
    enter(client, staff["editor"])
    html = client.get(address(summit)).content.decode()
    assert "&lt;script&gt;alert(1)&lt;/script&gt; *no*" in html


def test_talk_about_a_removed_block_is_still_shown(summit: Article, staff: dict[str, User]) -> None:
    comment = add_comment(summit, language="en", block=block_of(summit, 5).uuid, text="Here", by=staff["editor"])
    Comment.objects.filter(pk=comment.pk).update(block=uuid4())
    whole, gone = places(summit, "en")
    assert (whole.uuid, whole.gone) == (None, False)
    assert (gone.gone, len(gone.threads)) == (True, 1)


def test_threads_cost_the_same_however_many(
    write: Callable[[str], Article], staff: dict[str, User]
) -> None:
    article = write("A report\n\n" + "\n\n".join(f"Words {n}." for n in range(12)))
    blocks = list(Block.objects.of_article(article))
    for block in blocks:
        first = add_comment(article, language="en", block=block.uuid, text="A", by=staff["editor"])
        reply(first, text="B", by=staff["publisher"])
    with CaptureQueriesContext(connection) as queries:
        found = threads_by_block(article, "en")
        said = {thread.replies[0].by.username for threads in found.values() for thread in threads}
    assert len(queries) == 1
    assert said == {"publisher"}
    assert set(found) == {block.uuid for block in blocks}
