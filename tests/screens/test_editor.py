"""What the editor's page reads: each block as it stands in a language, and what became of the source it translates."""

from __future__ import annotations

import pytest
from pytest_django import DjangoAssertNumQueries

from newsroom.content.article import Article
from newsroom.content.block import Block, BlockKind
from newsroom.content.draft import Draft
from newsroom.desk.comments import add_comment
from newsroom.desk.compose import Composition, compose
from newsroom.desk.drafts import keep_draft
from newsroom.desk.edit import edit_texts
from newsroom.desk.presence import be_present
from newsroom.screens.editor import EditorPage, EditorRow, editor_page
from newsroom.staff.user import User
from newsroom.text.composition import Row
from tests.stories import block_of


def page(article: Article, language: str, who: User) -> EditorPage:
    return editor_page(Article.objects.prefetch_related("tracks").get(pk=article.pk), language, who)


def row(drawn: EditorPage, block: Block) -> EditorRow:
    return drawn.by_id[str(block.uuid)]


def words(article: Article, block: Block, text: str, by: User, language: str = "fa") -> None:
    edit_texts(article, language=language, texts={str(block.uuid): text}, by=by)


def test_a_translation_is_outdated_until_the_source_comes_back(followed: Article, staff: dict[str, User]) -> None:
    block, by = block_of(followed, 8), staff["editor"]
    before = block.source("fa")
    words(followed, block, f"{before} سپس رفتند.", by)
    changed = row(page(followed, "ru", by), block)
    assert changed.outdated
    assert changed.beside is not None
    assert [piece.text.strip() for piece in changed.beside.changes if piece.kind == "insert"] == ["سپس رفتند."]
    assert page(followed, "ru", by).outdated == 1
    words(followed, block, before, by)
    assert not row(page(followed, "ru", by), block).outdated


def test_a_block_of_one_language_is_shown_there_and_named_in_the_source(
    summit: Article, staff: dict[str, User]
) -> None:
    block, by = block_of(summit, 8), staff["editor"]
    form = Composition(last_revision(summit), (Row(str(block.uuid), block.source("fa"), only_language="ru"),))
    compose(summit, language="fa", form=form, by=by)
    assert row(page(summit, "fa", by), block).elsewhere
    assert not row(page(summit, "fa", by), block).writable
    own = row(page(summit, "ru", by), block)
    assert (own.beside, own.missing, own.movable) == (None, False, True)


def last_revision(article: Article) -> int:
    return int(article.revisions.order_by("-number").values_list("number", flat=True)[0])


def test_captions_belong_to_their_image_and_the_head_stands_before_the_text(
    summit: Article, staff: dict[str, User]
) -> None:
    drawn = page(summit, "fa", staff["editor"])
    image = next(one for one in drawn.rows if one.kind == BlockKind.IMAGE)
    assert {child.kind for child in image.children} == {BlockKind.ALT, BlockKind.CAPTION}
    assert [one.kind for one in drawn.head] == [BlockKind.TITLE]
    assert image.picture is not None
    assert not image.has_words


def test_it_says_who_is_here_what_was_left_and_what_is_talked_about(
    summit: Article, staff: dict[str, User], django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    block, by = block_of(summit, 8), staff["editor"]
    add_comment(summit, language="fa", text="Which day?", block=block.uuid, by=staff["publisher"])
    be_present(summit, language="ru", by=staff["publisher"], writing=True, block=block.uuid)
    be_present(summit, language="fa", by=by)
    keep_draft(summit, language="fa", revision=3, payload="revision=3", by=by)
    article = Article.objects.prefetch_related("tracks").get(pk=summit.pk)
    assert by.roles
    with django_assert_max_num_queries(5):
        drawn = editor_page(article, "fa", by)
    assert row(drawn, block).comments == 1
    assert [(one.user.username, one.language) for one in drawn.people] == [("publisher", "ru")]
    assert (drawn.draft_at, drawn.draft_revision) == (Draft.objects.get().at, 3)
    assert drawn.counted_words > 500
    assert drawn.minutes == round(drawn.counted_words / 200)


@pytest.mark.parametrize(
    ("who", "language", "writes", "outlines"),
    [
        ("editor", "fa", True, True),
        ("editor", "ru", True, True),
        ("translator-ru", "ru", True, False),
        ("translator-ru", "fa", False, False),
        ("annotator", "fa", False, False),
    ],
)
def test_it_says_what_each_may_do_with_the_text(
    summit: Article, staff: dict[str, User], who: str, language: str, writes: bool, outlines: bool
) -> None:
    drawn = page(summit, language, staff[who])
    assert (drawn.may_write, drawn.may_outline) == (writes, outlines)
    assert drawn.structure == (outlines and language == "fa")
    assert all(one.writable == writes for one in drawn.rows)
