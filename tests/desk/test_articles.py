"""Articles as wholes: begun, pasted over, put away; and unsaved work."""

from __future__ import annotations

import pytest

from newsroom.content.article import Article
from newsroom.content.block import Block
from newsroom.desk.articles import create_article, trash_article, untrash_article
from newsroom.desk.drafts import discard_draft, draft_of, keep_draft
from newsroom.desk.edit import edit_texts
from newsroom.desk.errors import Incomplete, InUse, NotAllowed, NotAReport, Trashed
from newsroom.desk.paste import plan_paste
from newsroom.desk.snapshot import document_of
from newsroom.staff.user import User

PASTED = """نشست وزیران در دوشنبه پایان یافت و وزیران درباره راه‌آهن سخن گفتند.

وزیر راه گفت *قطار* تازه از بهار آینده راه می‌افتد و روزانه دو بار می‌رود."""


def kinds(article: Article) -> list[str]:
    return [block.kind for block in Block.objects.of_article(article)]


def test_a_blank_article_has_a_title_and_room_to_write(staff: dict[str, User]) -> None:
    article = create_article(language="fa", title="راه‌آهن تازه", by=staff["reporter"])
    assert kinds(article) == ["title", "lead", "paragraph"]
    assert article.revisions.get().document == document_of(article)


def test_a_pasted_text_becomes_its_blocks_letter_by_letter(staff: dict[str, User]) -> None:
    article = create_article(language="fa", title="راه‌آهن تازه", text=PASTED, by=staff["reporter"])
    texts = [block.plain("fa") for block in Block.objects.of_article(article)]
    assert texts == ["راه‌آهن تازه", *PASTED.split("\n\n")]  # asterisks are letters in a pasted text
    assert kinds(article)[0] == "title"


def test_an_article_needs_a_title_and_somebody_who_may_begin_one(staff: dict[str, User]) -> None:
    with pytest.raises(Incomplete):
        create_article(language="fa", title="  ", by=staff["reporter"])
    with pytest.raises(NotAllowed):
        create_article(language="fa", title="x", by=staff["annotator"])
    with pytest.raises(NotAReport, match="U\\+202E"):
        create_article(language="fa", title="x", text="bad \u202e text", by=staff["reporter"])
    assert not Article.objects.filter(created_by=staff["reporter"], blocks=None).exists()


def test_a_pasted_text_that_cannot_enter_names_its_character(summit: Article, staff: dict[str, User]) -> None:
    with pytest.raises(NotAReport, match="U\\+202E"):
        plan_paste(summit, language="fa", text="bad \u202e text", by=staff["editor"])
    with pytest.raises(NotAReport):
        plan_paste(summit, language="en", text="A translation.", by=staff["editor"])


def test_nobody_works_on_what_is_in_the_trash_and_it_comes_back_as_it_was(
    drafts: list[Article], staff: dict[str, User]
) -> None:
    article = drafts[0]
    before, block = document_of(article), article.blocks.order_by("position")[0]
    trash_article(article, by=staff["reporter"])
    assert article not in Article.objects.kept()
    with pytest.raises(Trashed):
        edit_texts(article, language="en", texts={str(block.uuid): "x"}, by=staff["editor"])
    with pytest.raises(Trashed):
        trash_article(article, by=staff["editor"])
    untrash_article(article, by=staff["reporter"])
    assert document_of(article) == before
    assert article in Article.objects.kept()


def test_what_readers_can_read_is_not_put_in_the_trash(summit: Article, staff: dict[str, User]) -> None:
    with pytest.raises(InUse):
        trash_article(summit, by=staff["publisher"])


def test_unsaved_work_is_kept_for_its_writer_alone(summit: Article, staff: dict[str, User]) -> None:
    keep_draft(summit, language="fa", revision=3, payload="first", by=staff["editor"])
    keep_draft(summit, language="fa", revision=4, payload="second", by=staff["editor"])
    kept = draft_of(summit, language="fa", by=staff["editor"])
    assert kept is not None
    assert (kept.payload, kept.revision) == ("second", 4)
    assert draft_of(summit, language="fa", by=staff["publisher"]) is None
    with pytest.raises(Incomplete):
        keep_draft(summit, language="fa", revision=4, payload="x" * 2_000_001, by=staff["editor"])
    discard_draft(summit, language="fa", by=staff["editor"])
    assert draft_of(summit, language="fa", by=staff["editor"]) is None
