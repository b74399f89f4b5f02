"""History: whatever was done to an article, every revision can be had back to the letter."""

from __future__ import annotations

import random
from contextlib import suppress
from uuid import uuid4

import pytest

from newsroom.annotation.span import Span, SpanState
from newsroom.content.article import Article
from newsroom.content.block import Block
from newsroom.desk.annotate import accept_suggestions, suggest_mentions
from newsroom.desk.articles import duplicate_article
from newsroom.desk.compose import Composition, Row, compose
from newsroom.desk.errors import BadText, NotAllowed, NotAReport, UnknownRevision
from newsroom.desk.paste import plan_paste
from newsroom.desk.restore import restore
from newsroom.desk.snapshot import document_of
from newsroom.desk.translate import put_translation
from newsroom.localization.segment import Segment, Status
from newsroom.staff.user import User
from newsroom.text import markup
from tests.depth import THOROUGH


def blocks(article: Article) -> list[Block]:
    return list(Block.objects.of_article(article))


def latest(article: Article) -> int:
    return int(article.revisions.order_by("-number").values_list("number", flat=True)[0])


def check(article: Article) -> None:
    """What must hold after every step of whatever kind."""
    rows = blocks(article)
    assert [row.position for row in rows] == list(range(1, len(rows) + 1))
    assert len({row.uuid for row in rows}) == len(rows)
    texts = {(row.pk, code): row.plain(code) for row in rows for code in ("fa", "en", "ru")}
    for span in Span.objects.filter(block__article=article).exclude(state=SpanState.ORPHANED):
        assert texts[span.block_id, span.language][span.start : span.end] == span.exact
    assert article.revisions.order_by("-number")[0].document == document_of(article)


class Editing:
    """Random work on one article: each step is something that an editor does."""

    def __init__(self, article: Article, by: User, seed: int) -> None:
        self.article, self.by, self.random = article, by, random.Random(seed)
        self.language = article.source_language

    def step(self) -> None:
        doing = [self.edit, self.split, self.merge, self.move, self.remove, self.add, self.paste, self.translate]
        with suppress(BadText, NotAReport):  # refused as a whole: nothing was written, which check() sees
            self.random.choice([*doing, self.restore])()

    def edit(self) -> None:
        block = self.some()
        words = block.source(self.language).split(" ")
        at = self.random.randrange(len(words) + 1)
        words[at : at + self.random.randrange(3)] = self.random.sample(["تازه", "**مهم**", "۲۰۲۴", "پوتین", "می‌رود"], 1)
        self.save(Row(str(block.uuid), " ".join(words)))

    def split(self) -> None:
        block, order = self.some(), self.ids()
        text = block.plain(self.language)
        at, fresh = self.random.randrange(len(text) + 1), str(uuid4())
        order.insert(order.index(str(block.uuid)) + 1, fresh)
        head, tail = markup.escape(text[:at].strip()), markup.escape(text[at:].strip())
        self.save(Row(str(block.uuid), head), Row(fresh, tail, kind="paragraph"), order=tuple(order))

    def merge(self) -> None:
        rows = [row for row in blocks(self.article) if row.kind == "paragraph"]
        if len(rows) > 1:
            at = self.random.randrange(1, len(rows))
            one, other = rows[at - 1], rows[at]
            joined = f"{one.source(self.language)} {other.source(self.language)}"
            self.save(Row(str(one.uuid), joined), gone={str(other.uuid): str(one.uuid)})

    def move(self) -> None:
        order = self.ids()
        self.random.shuffle(order)
        self.save(order=tuple(order))

    def remove(self) -> None:
        if len(blocks(self.article)) > 4:
            self.save(gone={str(self.some().uuid): ""})

    def add(self) -> None:
        kind = self.random.choice(["paragraph", "heading"])
        self.save(Row(str(uuid4()), "بند تازه‌ای درباره ولادیمیر پوتین.", kind=kind))

    def paste(self) -> None:
        pasted = ("title", "paragraph", "heading")
        texts = [row.plain(self.language) for row in blocks(self.article) if row.kind in pasted]
        del texts[self.random.randrange(len(texts))]
        plan = plan_paste(self.article, language=self.language, text="\n\n".join(texts), by=self.by)
        compose(self.article, language=self.language, form=plan.form, by=self.by)

    def translate(self) -> None:
        block = self.some()
        texts = {str(block.uuid): f"Words {self.random.random()}."}
        put_translation(self.article, language="en", texts=texts, by=self.by)

    def restore(self) -> None:
        number = self.random.randint(1, latest(self.article))
        wanted = self.article.revisions.get(number=number).document
        restore(self.article, number=number, by=self.by)
        assert document_of(self.article).to_json() == wanted.to_json()

    def some(self) -> Block:
        return self.random.choice([row for row in blocks(self.article) if row.kind != "image"])

    def ids(self) -> list[str]:
        return [str(row.uuid) for row in blocks(self.article)]

    def save(self, *rows: Row, **kwargs: object) -> None:
        form = Composition(latest(self.article), rows=rows, **kwargs)  # type: ignore[arg-type]
        compose(self.article, language=self.language, form=form, by=self.by)


@pytest.mark.parametrize("seed", range(40 if THOROUGH else 1))
def test_through_any_row_of_work_nothing_breaks_and_every_revision_comes_back(
    raw: Article, staff: dict[str, User], seed: int
) -> None:
    suggest_mentions(raw, language="fa", by=staff["editor"])
    waiting = list(Span.objects.of_article(raw.pk, "fa").suggested())
    accept_suggestions(raw, spans=waiting[: len(waiting) // 2], by=staff["editor"])
    work = Editing(raw, staff["editor"], seed)
    for _number in range(40 if THOROUGH else 10):
        work.step()
        check(raw)
    for number in random.Random(seed).sample(range(1, latest(raw) + 1), 2):
        wanted = raw.revisions.get(number=number).document.to_json()
        restore(raw, number=number, by=staff["editor"])
        assert document_of(raw).to_json() == wanted
        check(raw)


def test_a_published_report_with_all_its_annotations_comes_back_after_it_was_emptied(
    summit: Article, staff: dict[str, User]
) -> None:
    before, number = document_of(summit).to_json(), latest(summit)
    gone = {str(row.uuid): "" for row in blocks(summit)[3:] if row.parent_id is None}
    compose(summit, language="fa", form=Composition(number, gone=gone), by=staff["editor"])
    check(summit)
    restore(summit, number=number, by=staff["editor"])
    assert document_of(summit).to_json() == before
    check(summit)
    translations = Segment.objects.of_article(summit.pk, "en").exclude(status=Status.MISSING)
    assert translations.filter(status=Status.DRAFT).count() >= len(gone)


def test_restoring_what_stands_changes_nothing(summit: Article, staff: dict[str, User]) -> None:
    number = latest(summit)
    assert restore(summit, number=number, by=staff["editor"]).number == number
    assert latest(summit) == number


def test_only_who_may_edit_restores_and_only_what_there_is(summit: Article, staff: dict[str, User]) -> None:
    with pytest.raises(NotAllowed):
        restore(summit, number=1, by=staff["translator-en"])
    with pytest.raises(UnknownRevision):
        restore(summit, number=999, by=staff["editor"])


def test_a_copy_says_the_same_under_new_ids(summit: Article, staff: dict[str, User]) -> None:
    copy = duplicate_article(summit, by=staff["editor"])
    one, other = document_of(summit), document_of(copy)
    assert [block.text for block in one.blocks] == [block.text for block in other.blocks]
    assert {block.id for block in one.blocks}.isdisjoint(block.id for block in other.blocks)
    quotes = [sorted(s.exact for part in d.statements for s in part.spans) for d in (one, other)]
    assert quotes[0] == quotes[1]
    assert not Segment.objects.filter(block__article=copy, status=Status.APPROVED).exists()
    check(copy)


def test_a_pasted_text_keeps_blocks_annotations_and_translations(summit: Article, staff: dict[str, User]) -> None:
    rows = [row for row in blocks(summit) if row.kind not in ("image", "caption", "alt")]
    texts = [row.plain("fa") for row in rows]
    texts[7] = texts[7] + " جمله‌ای تازه."
    plan = plan_paste(summit, language="fa", text="\n\n".join(texts), by=staff["editor"])
    assert (plan.count("kept"), plan.count("changed"), plan.count("gone")) == (len(rows) - 1, 1, 0)
    before, order = Span.objects.of_article(summit.pk, "fa").accepted().count(), [row.uuid for row in blocks(summit)]
    compose(summit, language="fa", form=plan.form, by=staff["editor"])
    assert [row.uuid for row in blocks(summit)] == order
    assert Span.objects.of_article(summit.pk, "fa").accepted().count() == before
    assert all(row.source("en") for row in blocks(summit) if row.kind != "image" and row.stands_in("en"))
    check(summit)
