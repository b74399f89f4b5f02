"""Mentions as an editor says them: who is named by some words, whatever was suggested there."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.db.models import Q

from newsroom.annotation import suggested
from newsroom.annotation.mention import Mention
from newsroom.annotation.span import Span, SpanState
from newsroom.audit.verbs import Verb
from newsroom.base import languages
from newsroom.content.article import Article
from newsroom.desk import policy, record
from newsroom.desk.decision import Decided
from newsroom.desk.entities import save_entity
from newsroom.desk.errors import AnnotationGone
from newsroom.desk.policy import Action
from newsroom.desk.selection import Selection, checked, put_on
from newsroom.entities.entity import Entity
from newsroom.staff.user import User


@transaction.atomic
def add_mention(article: Article, *, at: Selection, entity: Entity, by: User) -> Mention:
    """Annotate a selection as naming `entity`; the same again is the same mention.

    A suggestion of the same, or a refusal, is taken up; suggestions of the entity on overlapping words give way.
    Raises NotAllowed, UnknownBlock, StaleSpan.
    """
    policy.check(by, Action.ANNOTATE, article=article, language=at.language)
    article = record.locked(article)
    checked(article, at)
    named = _named(at, entity)
    mention = (named and named.mention) or Mention.objects.create(article=article, entity=entity)
    span, is_new = put_on(article, at, {"mention": mention})
    if is_new:
        Decided(article, [span]).accept()
        record.revise(article, by=by, summary=f"{at.language}: {span.exact}")
        record.log(Verb.ADD_MENTION, article, by=by, language=at.language, detail=entity.public_id)
    return mention


@transaction.atomic
def accept_as(span: Span, *, entity: Entity, by: User) -> Mention:
    """Accept a suggestion or a span under review as naming another entity: the right words, the wrong name.

    The first entity is not suggested there again. What the mention says in other languages is another decision: a
    mention with more spans leaves this one to a mention of its own. Raises NotAllowed, AnnotationGone (decided
    meanwhile), StaleSpan.
    """
    article = record.locked(span.block.article)
    policy.check(by, Action.DECIDE, article=article, language=span.language)
    decided = Decided.waiting(article, [span])
    if not decided.rows or decided.rows[0].mention is None:
        raise AnnotationGone
    row, mention = decided.rows[0], decided.rows[0].mention
    if mention.entity_id != entity.pk:
        decided.check_words()
        decided.refuse()
        mention = _given(row, mention, entity)
        decided = Decided(article, mention.spans.filter(_same_words(row)))
    decided.accept()
    record.revise(article, by=by, summary=f"{row.language}: {row.exact}")
    record.log(Verb.ACCEPT_SUGGESTIONS, article, by=by, language=row.language, detail=f"1, as {entity.public_id}")
    return mention


@transaction.atomic
def change_mention(mention: Mention, *, entity: Entity, by: User) -> Mention:
    """Say that a mention, in all its languages, names another entity; the same again changes nothing.

    The first entity is not suggested there again; what is only suggested stays so. Where the entity is annotated on
    the very words already, that is enough. Returns the mention that stands. Raises NotAllowed, AnnotationGone.
    """
    article = record.locked(mention.article)
    policy.check(by, Action.ANNOTATE, article=article)
    row = Mention.objects.filter(pk=mention.pk, article=article).select_related("entity").first()
    if row is None:
        raise AnnotationGone
    was = row.entity
    if was.pk == entity.pk:
        return row
    decided = Decided(article, row.spans.filter(state__in=[SpanState.ACCEPTED, SpanState.REVIEW]))
    decided.refuse()
    twins = {span: twin for span in decided.rows if (twin := _named(span, entity)) and twin.state == SpanState.ACCEPTED}
    suggested.take_away(list(twins))
    Mention.objects.filter(pk=row.pk).update(entity=entity)  # none, when its last span has just gone
    standing = Mention.objects.filter(pk=row.pk).first() or next(twin.mention for twin in twins.values())
    assert standing is not None  # every twin is of a mention
    again = Decided(article, standing.spans.filter(state__in=[SpanState.ACCEPTED, SpanState.REVIEW]))
    again.allow()
    suggested.give_way(again.rows)
    if Span.objects.told().filter(mention=standing).exists():
        record.revise(article, by=by, summary=f"{was.public_id} → {entity.public_id}")
    record.log(Verb.CHANGE_MENTION, article, by=by, detail=f"{was.public_id} → {entity.public_id}")
    return standing


@transaction.atomic
def create_and_annotate(
    article: Article, *, at: Selection, kind: str, names: Mapping[str, str], by: User
) -> Mention:
    """Make a new entity of `kind` with its `names` (language -> name), and annotate a selection as naming it.

    What is suggested or waits for review on the very words is accepted as the new entity. One transaction, a row in
    the log for the entity and one for the mention. Raises NotAllowed, UnknownLanguage, ValidationError naming the
    field, UnknownBlock, StaleSpan: then nothing was made.
    """
    policy.check(by, Action.ANNOTATE, article=article, language=at.language)
    policy.check(by, Action.EDIT_ENTITIES)
    article = record.locked(article)
    checked(article, at)
    entity = Entity(kind=kind)
    languages.write(entity, "name", names)
    save_entity(entity, changed=(), by=by)
    waiting = Span.objects.undecided().exclude(state=SpanState.ORPHANED).filter(
        block=at.block, language=at.language, start=at.start, end=at.end, exact=at.exact, mention__isnull=False
    )
    suggestion = waiting.order_by("-score", "pk").first()
    if suggestion is not None:
        return accept_as(suggestion, entity=entity, by=by)
    return add_mention(article, at=at, entity=entity, by=by)


def _same_words(of: Span | Selection) -> Q:
    return Q(block=of.block, language=of.language, start=of.start, end=of.end)


def _named(at: Span | Selection, entity: Entity) -> Span | None:
    """The span by which an entity is named with these very words already, an accepted one first."""
    spans = Span.objects.filter(_same_words(at), mention__entity=entity).select_related("mention")
    return min(spans, key=lambda span: (span.state != SpanState.ACCEPTED, span.pk), default=None)


def _given(span: Span, mention: Mention, entity: Entity) -> Mention:
    """Give the words of a span to an entity: by a mention that is there, by its own, or by a new one."""
    named = _named(span, entity)
    if named is not None and named.mention is not None:
        suggested.take_away([span])
        return named.mention
    if mention.spans.exclude(pk=span.pk).exists():
        mention = Mention.objects.create(article_id=mention.article_id, entity=entity)
        Span.objects.filter(pk=span.pk).update(mention=mention)
        return mention
    mention.entity = entity
    mention.save(update_fields=["entity"])
    return mention
