"""Missing names: whom a block of the source names and its translation does not, for translators and their editors."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from newsroom.annotation import bilingual, known_names, projection
from newsroom.content.article import Article


@dataclass(frozen=True, slots=True)
class MissingName:
    """An entity that one block should name.

    Attributes:
        block: the block's uuid.
        number: its place among all blocks of the article, counted from 1, as the editor's page counts.
        name: the entity's name in the language of the translation; where it has none, one that it has.
        words: how the source names it there first.
    """

    block: UUID
    number: int
    name: str
    words: str


def missing_names(article: Article, language: str) -> list[MissingName]:
    """The entities that accepted mentions of the source name and the translation does not, in reading order.

    A name counts when it is annotated there, accepted or waiting, or when the gazetteer knows it, even inside a longer
    one; a pronoun in its place does not. A block without a translation misses nothing yet, nor does the source itself.
    Three queries, however long the article.
    """
    return [] if language == article.source_language else list(_missing(article, language))


def _missing(article: Article, language: str) -> Iterator[MissingName]:
    read = bilingual.read(article, language)
    found = projection.project(read.pairs(), language, known_names.lookup)
    for texts in read.texts:
        for naming in found[str(texts.block.uuid)].missing:
            entity = read.entities[naming.entity]
            words = texts.source[naming.start : naming.end]
            yield MissingName(texts.block.uuid, texts.number, entity.name_in(language) or str(entity), words)
