"""What the tests of annotating share: who is suggested where, selections, new entities, and passages cut and pasted."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from newsroom.annotation.span import Span
from newsroom.audit.log import LogEntry
from newsroom.base import languages
from newsroom.content.article import Article
from newsroom.content.block import Block
from newsroom.desk.annotate import Selection
from newsroom.desk.compose import Composition, Row, compose
from newsroom.desk.edit import edit_texts
from newsroom.desk.entities import save_entity
from newsroom.desk.staff import member
from newsroom.entities.entity import Entity

TEXT = (
    "Talks in Moscow\n\nSergey Lavrov met Ilham Aliyev in Moscow on Monday.\n\n"
    "Lavrov left Moscow on Tuesday and said nothing."
)


def waiting(article: Article, language: str = "en") -> list[Span]:
    return list(Span.objects.of_article(article.pk, language).suggested())


def the(article: Article, words: str, number: int = 1) -> Span:
    """The `number`-th span of these words in English, in reading order."""
    return [span for span in Span.objects.of_article(article.pk, "en") if span.exact == words][number - 1]


def states(article: Article) -> dict[str, list[str]]:
    """Words -> the states of their spans in English, in reading order."""
    found: dict[str, list[str]] = {}
    for span in Span.objects.of_article(article.pk, "en"):
        found.setdefault(span.exact, []).append(span.state)
    return found


def verbs_on(article: Article) -> list[str]:
    return list(LogEntry.objects.about("article", str(article.uuid)).values_list("verb", flat=True))


def block(article: Article, number: int) -> Block:
    return Block.objects.of_article(article)[number - 1]


def selection(of: Block, words: str, language: str = "en") -> Selection:
    start = of.plain(language).index(words)
    return Selection(of, language, start, start + len(words), words)


def named(name: str) -> Entity:
    return Entity.objects.get(**{languages.column("name", "en"): name})


def somebody(kind: str = "person", **names: str) -> Entity:
    """A new entity: somebody(en="Ann Lee")."""
    entity = Entity(kind=kind)
    languages.write(entity, "name", names)
    return save_entity(entity, changed=(), by=member("editor"))


def say(article: Article, number: int, text: str) -> None:
    """The reporter writes another text into a block."""
    edit_texts(article, language="en", texts={str(block(article, number).uuid): text}, by=member("reporter"))


def cut_and_paste(article: Article, number: int) -> None:
    """A block is taken out in one save, and its text comes back at the end, in a new block, in the next."""
    gone = block(article, number)
    _save(article, gone={str(gone.uuid): ""})
    known = [str(one.uuid) for one in Block.objects.of_article(article)]
    new = Row(str(uuid4()), gone.source("en"), kind=gone.kind)
    _save(article, rows=(new,), order=(*known, new.id))


def _save(article: Article, **said: Any) -> None:
    revision = article.revisions.order_by("-number")[0].number
    compose(article, language="en", form=Composition(revision, **said), by=member("editor"))
