"""Restored annotations: mentions, statements and notes of an article as a document has them, span by span."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.utils import timezone

from newsroom.annotation.mention import Mention
from newsroom.annotation.note import Note
from newsroom.annotation.span import Span
from newsroom.annotation.statement import Speaker, Statement
from newsroom.base import languages
from newsroom.content.article import Article
from newsroom.content.block import Block
from newsroom.desk.snapshot import span_part
from newsroom.entities.entity import Entity
from newsroom.entities.merged import current
from newsroom.staff.user import User
from newsroom.text.document import ArticleDocument, MentionPart, NotePart, SpanPart, StatementPart, Texts

Part = MentionPart | StatementPart | NotePart


def restore(article: Article, then: ArticleDocument, *, by: User) -> None:
    """Make the decided annotations what `then` says; suggestions are left alone. The words must stand already."""
    _Restoration(article, then, by).run()


class _Restoration:
    """One restoration: the rows that stand, and those that the document wants."""

    def __init__(self, article: Article, then: ArticleDocument, by: User) -> None:
        self.article, self.then, self.by = article, then, by
        self.blocks: dict[str, Block] = {str(block.uuid): block for block in article.blocks.all()}
        named = {m.entity for m in then.mentions} | {s.event for s in then.statements if s.event}
        named |= {voice.entity for s in then.statements for voice in s.speakers}
        standing = current(named)
        rows = {row.public_id: row for row in Entity.objects.filter(public_id__in=standing.values())}
        self.entities = {old: rows[new] for old, new in standing.items()}

    def run(self) -> None:
        for field, table, parts, write in (
            ("mention", Mention, self._known_mentions(), self._mention),
            ("statement", Statement, self.then.statements, self._statement),
            ("note", Note, self.then.notes, self._note),
        ):
            self._owners(field, table, parts, write)

    def _known_mentions(self) -> tuple[MentionPart, ...]:
        """Without those of entities that were deleted since, which nothing can name any more."""
        return tuple(part for part in self.then.mentions if part.entity in self.entities)

    def _owners(self, field: str, table: Any, parts: tuple[Any, ...], write: Callable[[Any, Any], None]) -> None:
        """One kind of annotation: those of the document as they were, the others without their decided spans."""
        wanted = {part.id: part for part in parts}
        standing = {str(row.uuid): row for row in _told(table).filter(article=self.article)}
        for one, part in wanted.items():
            row = standing.get(one) or table(uuid=UUID(one), article=self.article)
            write(row, part)
            standing[one] = row
        for one, row in standing.items():
            self._spans(field, row, wanted[one].spans if one in wanted else ())
        _told(table).filter(article=self.article, spans=None).delete()

    def _spans(self, field: str, owner: Any, parts: tuple[SpanPart, ...]) -> None:
        """Keep the rows that say the same, remove the others, add what is missing."""
        missing = list(parts)
        rows = Span.objects.told().filter(**{field: owner}).select_related("block")
        for row in rows:
            if (said := span_part(row)) in missing:
                missing.remove(said)
            else:
                row.delete()
        Span.objects.bulk_create(self._span(field, owner, part) for part in missing)

    def _span(self, field: str, owner: Any, part: SpanPart) -> Span:
        return Span(
            block=self.blocks[part.block],
            language=part.language,
            start=part.start,
            end=part.end,
            exact=part.exact,
            prefix=part.prefix,
            suffix=part.suffix,
            state=part.state,
            origin=part.origin,
            score=part.score,
            reason=part.reason,
            former_state=part.former_state,
            former_exact=part.former_exact,
            former_prefix=part.former_prefix,
            former_suffix=part.former_suffix,
            **{field: owner},
        )

    def _mention(self, row: Mention, part: MentionPart) -> None:
        row.entity = self.entities[part.entity]
        row.save()

    def _statement(self, row: Statement, part: StatementPart) -> None:
        row.kind, row.event = part.kind, self.entities.get(part.event)
        languages.write(row, "gist", _all(part.gist))
        row.save()
        wanted = [(self.entities[v.entity], dict(v.capacity)) for v in part.speakers if v.entity in self.entities]
        if [(v.entity, _said(v)) for v in row.voices.order_by("pk").select_related("entity")] == wanted:
            return
        row.voices.all().delete()
        for entity, capacity in wanted:
            speaker = Speaker(statement=row, entity=entity)
            languages.write(speaker, "capacity", _all(capacity))
            speaker.save()

    def _note(self, row: Note, part: NotePart) -> None:
        if row._state.adding:
            row.by, row.at = self.by, timezone.now()
            row.quote = part.spans[0].exact if part.spans else ""
        row.kind, row.public, row.certainty = part.kind, part.public, part.certainty
        row.sources = "\n".join(part.sources)
        languages.write(row, "claim", _all(part.claim))
        languages.write(row, "finding", _all(part.finding))
        row.save()


def _told(table: Any) -> Any:
    """The rows of a table that documents hold."""
    return Note.objects.told() if table is Note else table.objects


def _said(voice: Speaker) -> dict[str, str]:
    return {code: text for code in languages.codes() if (text := languages.read(voice, "capacity", code))}


def _all(texts: Texts) -> dict[str, str | None]:
    return {code: texts.get(code) for code in languages.codes()}
