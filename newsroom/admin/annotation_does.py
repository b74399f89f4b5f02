"""What the forms of the annotation screen do: a table of names and of the verbs behind them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from newsroom.admin import annotation_form as form
from newsroom.admin import annotation_undo
from newsroom.admin.tags import counted
from newsroom.annotation.span import Span
from newsroom.content.article import Article
from newsroom.desk import annotate, mentions, note_work, notes, review_spans, statements
from newsroom.desk.decide import Decision, decide
from newsroom.desk.errors import AnnotationGone
from newsroom.desk.project import project
from newsroom.entities.kinds import Kind
from newsroom.staff.user import User


@dataclass(frozen=True, slots=True)
class Done:
    """What was done, in words; `show` is the list that it is seen in, `focus` the id of the row, "" for neither."""

    message: str
    show: str = ""
    focus: str = ""


Does = Callable[[HttpRequest, Article, str], Done]


# --- suggestions ------------------------------------------------------------------------------------------------------


def _suggest(request: HttpRequest, article: Article, language: str) -> Done:
    found = annotate.suggest_mentions(article, language=language, by=request.user)
    text = ngettext("%(number)s mention suggested.", "%(number)s mentions suggested.", found)
    return Done(text % {"number": counted(found)}, "suggestions")


def _project(request: HttpRequest, article: Article, language: str) -> Done:
    done = project(article, language=language, by=request.user)
    text = ngettext(
        "%(number)s annotation carried over as a suggestion.",
        "%(number)s annotations carried over as suggestions.",
        done.written + done.statements,
    )
    return Done(text % {"number": counted(done.written + done.statements)}, "suggestions")


def _decide(request: HttpRequest, article: Article, language: str) -> Done:
    chosen = [
        Decision(
            span=uuid,
            accepted=what == "accept",
            seen=request.POST.get(f"seen-{uuid}", ""),
            entity=form.entity(request.POST, f"as-{uuid}"),
        )
        for uuid, what in form.decisions(request.POST)
        if what in ("accept", "reject")
    ]
    return _decided(request, article, language, decide(article, decisions=chosen, by=request.user))


def _accept_confident(request: HttpRequest, article: Article, language: str) -> Done:
    before = set(Span.objects.of_article(article.pk, language).suggested().values_list("pk", flat=True))
    annotate.accept_confident(article, language=language, by=request.user)
    spans = list(Span.objects.accepted().filter(pk__in=before))
    return _decided(request, article, language, spans)


def _decided(request: HttpRequest, article: Article, language: str, spans: list[Span]) -> Done:
    annotation_undo.remember(request, article, language, "decided", spans)
    text = ngettext("%(number)s suggestion decided.", "%(number)s suggestions decided.", len(spans))
    return Done(text % {"number": counted(len(spans))})


def _undo(request: HttpRequest, article: Article, language: str) -> Done:
    count = annotation_undo.undo(request, article, language)
    text = ngettext("Taken back: %(number)s annotation.", "Taken back: %(number)s annotations.", count)
    return Done(text % {"number": counted(count)})


# --- mentions ---------------------------------------------------------------------------------------------------------


def _mention(request: HttpRequest, article: Article, language: str) -> Done:
    at = form.selection(request.POST, article, language)
    names = {code: name for code, name in form.texts(request.POST, "new-name").items() if name}
    if (kind := request.POST.get("new-kind", "")) in Kind.values:
        names = names or {language: at.exact}
        mention = mentions.create_and_annotate(article, at=at, kind=kind, names=names, by=request.user)
    else:
        mention = annotate.add_mention(article, at=at, entity=form.wanted_entity(request.POST), by=request.user)
    span = mention.spans.get(block=at.block, language=language, start=at.start, end=at.end)
    annotation_undo.remember(request, article, language, "added", [span])
    return Done(_("Annotated: “%(words)s” is %(entity)s.") % {"words": at.exact, "entity": mention.entity}, "mentions")


def _change_mention(request: HttpRequest, article: Article, language: str) -> Done:
    span = form.span_named(request.POST, article, language)
    entity = form.wanted_entity(request.POST)
    annotate.change_mention(span.mention, entity=entity, by=request.user)
    text = _("“%(words)s” is %(entity)s now.") % {"words": span.exact, "entity": entity}
    return Done(text, "mentions", str(span.uuid))


def _remove(request: HttpRequest, article: Article, language: str) -> Done:
    span = form.span_named(request.POST, article, language)
    review_spans.remove_annotation(span, by=request.user)
    return Done(_("Removed from “%(words)s”.") % {"words": span.exact})


# --- doubtful places --------------------------------------------------------------------------------------------------


def _place(request: HttpRequest, article: Article, language: str) -> Done:
    """`candidate` is the number of one of the places that were proposed; without it, what was selected or quoted."""
    span = form.span_named(request.POST, article, language)
    if "candidate" in request.POST:
        at = review_spans.candidate(span, form.number(request.POST["candidate"]))
        if at is None:
            raise AnnotationGone
    else:
        at = form.selection(request.POST, article, language)
    review_spans.place(span, at=at, by=request.user)
    return Done(_("The annotation has its place again."), "doubtful")


def _convert(request: HttpRequest, article: Article, language: str) -> Done:
    span = form.span_named(request.POST, article, language)
    text = request.POST.get("text", "")
    review_spans.convert_to_note(span, kind=request.POST.get("kind", "comment"), text=text, by=request.user)
    return Done(_("It is a note now."), "notes")


# --- statements -------------------------------------------------------------------------------------------------------


def _statement(request: HttpRequest, article: Article, language: str) -> Done:
    said = statements.Said(
        at=[form.selection(request.POST, article, language)],
        voices=form.voices(request.POST),
        kind=form.statement_kind(request.POST),
        event=form.entity(request.POST, "event"),
        gist=form.texts(request.POST, "gist"),
    )
    (row,) = statements.add_statements(article, said=[said], by=request.user)
    annotation_undo.remember(request, article, language, "added", list(row.spans.all()))
    return Done(_("The statement is recorded."), "statements", str(row.uuid))


def _change_statement(request: HttpRequest, article: Article, language: str) -> Done:
    row = statements.change_statement(
        form.statement_named(request.POST, article),
        kind=form.statement_kind(request.POST),
        event=form.entity(request.POST, "event"),
        gist=form.texts(request.POST, "gist"),
        voices=form.voices(request.POST),
        by=request.user,
    )
    return Done(_("The statement is changed."), "statements", str(row.uuid))


def _link_statement(request: HttpRequest, article: Article, language: str) -> Done:
    row = form.statement_named(request.POST, article)
    statements.link_words(row, at=form.selection(request.POST, article, language), by=request.user)
    return Done(_("The words belong to the statement."), "statements", str(row.uuid))


# --- notes ------------------------------------------------------------------------------------------------------------


def _note(request: HttpRequest, article: Article, language: str) -> Done:
    at = form.selection(request.POST, article, language)
    (row,) = notes.add_notes(article, noted=[form.noted(request.POST, at)], by=request.user)
    return Done(_("The note is written."), "notes", str(row.uuid))


def _change_note(request: HttpRequest, article: Article, language: str) -> Done:
    row = form.note_named(request.POST, article)
    notes.change_note(row, content=form.note_content(request.POST), by=request.user)
    return Done(_("The note is changed."), "notes", str(row.uuid))


def _link_note(request: HttpRequest, article: Article, language: str) -> Done:
    row = form.note_named(request.POST, article)
    notes.link_note(row, at=form.selection(request.POST, article, language), by=request.user)
    return Done(_("The words belong to the fact check."), "notes", str(row.uuid))


def _reply(request: HttpRequest, article: Article, language: str) -> Done:
    row = form.note_named(request.POST, article)
    note_work.reply_to_note(row, text=request.POST.get("text", ""), language=language, by=request.user)
    return Done(_("Answered."), "notes", str(row.uuid))


def _assign(request: HttpRequest, article: Article, language: str) -> Done:
    row, key = form.note_named(request.POST, article), request.POST.get("person", "")
    to = User.objects.filter(pk=int(key)).first() if form.NUMBER.fullmatch(key) else None
    note_work.assign_note(row, to=to, by=request.user)
    return Done(_("Assigned.") if to else _("Assigned to nobody."), "notes", str(row.uuid))


def _on_note(verb: Callable[..., Any], said: Callable[[], str]) -> Does:
    def done(request: HttpRequest, article: Article, language: str) -> Done:
        row = form.note_named(request.POST, article)
        verb(row, by=request.user)
        return Done(said(), "notes", str(row.uuid))

    return done


DOES: dict[str, Does] = {
    "suggest": _suggest,
    "project": _project,
    "decide": _decide,
    "accept_confident": _accept_confident,
    "undo": _undo,
    "mention": _mention,
    "change_mention": _change_mention,
    "remove": _remove,
    "place": _place,
    "convert": _convert,
    "statement": _statement,
    "change_statement": _change_statement,
    "link_statement": _link_statement,
    "note": _note,
    "change_note": _change_note,
    "link_note": _link_note,
    "reply": _reply,
    "assign": _assign,
    "resolve": _on_note(note_work.resolve_note, lambda: _("The note is settled.")),
    "reopen": _on_note(note_work.reopen_note, lambda: _("The note is open again.")),
    "apply": _on_note(note_work.apply_proposal, lambda: _("The proposed words stand in the text.")),
    "remove_note": _on_note(notes.remove_note, lambda: _("The note is gone.")),
}
