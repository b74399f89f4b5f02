"""The forms of the annotation screen: what a browser sends becomes what the verbs ask for.

With a script and without one the same fields come back. A selection made with a script has `block`, `start`, `end`
(code points) and `exact`; without one it has `quote`, `occurrence` and perhaps `block`. Nothing here decides what is
allowed.
"""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from django.http import Http404, QueryDict
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from newsroom.admin.composition_form import NUMBER
from newsroom.annotation.note import Certainty, Note, NoteKind
from newsroom.annotation.span import Span
from newsroom.annotation.statement import Statement, StatementKind
from newsroom.base import languages
from newsroom.content.article import Article
from newsroom.content.block import Block
from newsroom.desk.errors import Incomplete
from newsroom.desk.notes import Content, Noted
from newsroom.desk.quoting import quoted
from newsroom.desk.selection import Selection
from newsroom.desk.statements import Voice
from newsroom.entities.entity import Entity
from newsroom.screens.entity_search import called

MOST_SPEAKERS = 8
LONGEST_QUOTE = 5_000  # code points


def selection(sent: QueryDict, article: Article, language: str) -> Selection:
    """The words that a form is about. Raises Incomplete naming the field, Http404 for what no form of ours sends."""
    block = _block(sent.get("block", ""), article)
    if block is not None and "exact" in sent and sent.get("start"):
        start, end = number(sent["start"]), number(sent.get("end", ""))
        return Selection(block, language, start, end, sent["exact"])
    words = sent.get("quote", "")[:LONGEST_QUOTE]
    occurrence = number(sent.get("occurrence") or "0")
    return quoted(article, language=language, words=words, block=block, occurrence=occurrence)


def entity(sent: QueryDict, name: str = "entity") -> Entity | None:
    """The entity that a field names, by public id (`…-id`, set by a script) or by what was typed; None: left empty.

    Raises Incomplete, naming the field, when nothing or more than one thing is called so.
    """
    if known := sent.get(f"{name}-id", ""):
        return get_object_or_404(Entity.objects.standing(), public_id=known)
    typed = " ".join(sent.get(name, "").split())
    if not typed:
        return None
    found = called(typed)
    if not found:
        raise Incomplete(_("Nothing that is known is called “%(name)s”.") % {"name": typed}, field=name)
    if len(found) > 1:
        choices = ", ".join(f"{one} ({one.get_kind_display()}, {one.public_id})" for one in found[:6])
        text = _("Several are called “%(name)s”. Write the id of the one that is meant: %(choices)s.")
        raise Incomplete(text % {"name": typed, "choices": choices}, field=name)
    return found[0]


def wanted_entity(sent: QueryDict, name: str = "entity") -> Entity:
    """The same where one is needed; raises Incomplete too when the field is empty."""
    one = entity(sent, name)
    if one is None:
        raise Incomplete(_("Say who or what it is."), field=name)
    return one


def voices(sent: QueryDict) -> list[Voice]:
    """Those who speak: `speaker-0` …, each with `capacity-0_<language>` …; rows left empty are none."""
    rows = ((place, entity(sent, f"speaker-{place}")) for place in range(MOST_SPEAKERS))
    return [Voice(one, texts(sent, f"capacity-{place}")) for place, one in rows if one is not None]


def texts(sent: QueryDict, name: str) -> dict[str, str]:
    """What a field says in each language, by the names of columns, for the languages that the form had."""
    keys = ((code, languages.column(name, code)) for code in languages.codes())
    return {code: sent[key].strip() for code, key in keys if key in sent}


def statement_kind(sent: QueryDict) -> str:
    return _one_of(sent.get("kind", ""), StatementKind.values)


def note_content(sent: QueryDict) -> Content:
    """What a note is to say."""
    return Content(
        claim=texts(sent, "claim"),
        finding=texts(sent, "finding"),
        certainty=_one_of(sent.get("certainty", ""), ["", *Certainty.values]),
        sources=sent.get("sources", "").splitlines(),
        public="public" in sent,
        proposal=sent.get("proposal", ""),
    )


def noted(sent: QueryDict, at: Selection) -> Noted:
    """A new note on some words."""
    said, kind = note_content(sent), _one_of(sent.get("kind", ""), NoteKind.values)
    return Noted(
        at=[at],
        kind=kind,
        claim=said.claim,
        finding=said.finding,
        certainty=said.certainty,
        sources=said.sources,
        public=said.public,
        proposal=said.proposal,
    )


def span_named(sent: QueryDict, article: Article, language: str, name: str = "span") -> Span:
    rows = Span.objects.select_related("block", "mention__entity", "statement", "note")
    found = rows.filter(block__article=article, language=language)
    return get_object_or_404(found, uuid=uuid_of(sent.get(name, "")))


def statement_named(sent: QueryDict, article: Article) -> Statement:
    return get_object_or_404(Statement, uuid=uuid_of(sent.get("statement", "")), article=article)


def note_named(sent: QueryDict, article: Article) -> Note:
    return get_object_or_404(Note, uuid=uuid_of(sent.get("note", "")), article=article)


def decisions(sent: QueryDict) -> Iterator[tuple[UUID, str]]:
    """Each row of the list of suggestions with what was chosen: `decision-<uuid>`."""
    for key in sent:
        if key.startswith("decision-"):
            yield uuid_of(key.removeprefix("decision-")), sent[key]


def uuid_of(text: str) -> UUID:
    """A uuid as our forms send it; raises Http404 for anything else."""
    try:
        return UUID(text)
    except ValueError as error:
        raise Http404 from error


def _block(text: str, article: Article) -> Block | None:
    return get_object_or_404(Block, uuid=uuid_of(text), article=article) if text else None


def number(text: str) -> int:
    """A number as our forms send it; raises Http404 for anything else."""
    if not NUMBER.fullmatch(text):
        raise Http404
    return int(text)


def _one_of(value: str, known: list[str]) -> str:
    if value not in known:
        raise Http404
    return value
