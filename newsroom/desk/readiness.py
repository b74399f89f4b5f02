"""Readiness: what still stands between an article in a language and its approval or its edition.

Each guard is one function; both verbs and screens ask the same table. What only deserves a look before publishing is
a warning, and refuses nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from newsroom.annotation.note import Note, NoteKind
from newsroom.annotation.span import Span, SpanState
from newsroom.base import languages
from newsroom.content.article import Article
from newsroom.content.asset import Asset
from newsroom.content.block import Block, BlockKind
from newsroom.desk.snapshot import document_of
from newsroom.entities.entity import Entity
from newsroom.localization.segment import Segment, Status

Guard = Callable[[Article, str], Iterator[str]]


def problems(article: Article, language: str, *, approved: bool) -> list[str]:
    """Every reason why the language is not ready, in words; `approved` also asks for each text's approval."""
    guards = TO_PUBLISH if approved else TO_APPROVE
    return [problem for guard in guards for problem in guard(article, language)]


def warnings(article: Article, language: str) -> list[str]:
    """What somebody should look at before publishing, in words; it refuses nothing."""
    return [warning for guard in TO_LOOK_AT for warning in guard(article, language)]


def _has_a_title(article: Article, language: str) -> Iterator[str]:
    title = article.blocks.filter(kind=BlockKind.TITLE).first()
    if title is None or not title.source(language):
        yield _("The article has no title in this language.")


def _nothing_is_missing(article: Article, language: str) -> Iterator[str]:
    for block in Block.objects.of_article(article).with_words():
        if block.stands_in(language) and not block.source(language):
            yield _("Block %(block)s has no text in this language.") % {"block": block}


def _nothing_is_outdated(article: Article, language: str) -> Iterator[str]:
    for segment in Segment.objects.of_article(article.pk, language).outdated().select_related("block"):
        yield _("Block %(block)s was translated from an older text of its source.") % {"block": segment.block}


def _everything_is_approved(article: Article, language: str) -> Iterator[str]:
    for block in _unapproved(article, language):
        yield _("Block %(block)s is not approved.") % {"block": block}


def _the_source_is_approved(article: Article, language: str) -> Iterator[str]:
    """A translation of words that nobody has approved says what nobody has approved."""
    if language != article.source_language and _unapproved(article, article.source_language):
        yield _("The source text is not approved.")


def _everything_named_has_a_name(article: Article, language: str) -> Iterator[str]:
    """A card without a name is no card; asked of the very set that publishing freezes."""
    named = document_of(article).in_language(language).named()
    nameless = {f"{languages.column('name', language)}__isnull": True}
    for entity in Entity.objects.filter(public_id__in=named, **nameless).order_by("public_id"):
        yield _("“%(entity)s” has no name in this language.") % {"entity": entity}


def _maps_show_places(article: Article, language: str) -> Iterator[str]:
    """A place may lose its coordinates after it was put on a map."""
    lost = Entity.objects.filter(pk__in=_on_maps(article), latitude=None)
    for entity in lost:
        yield _("“%(entity)s” stands on a map and has no coordinates.") % {"entity": entity}


def _on_maps(article: Article) -> QuerySet[Any]:
    return Asset.objects.filter(blocks__article=article, places__isnull=False).values("places")


def _images_are_described(article: Article, language: str) -> Iterator[str]:
    """Who made it and who may use it is said of every image, and what it shows to those who do not see it."""
    shown = Block.objects.of_article(article).filter(kind=BlockKind.IMAGE, asset__isnull=False)
    for image in shown.select_related("asset").prefetch_related("children"):
        if image.stands_in(language) and image.asset is not None:
            yield from _said_of(image, image.asset, language)


def _said_of(image: Block, asset: Asset, language: str) -> Iterator[str]:
    named = {"block": image, "image": asset}
    if not languages.read(asset, "credit", language):
        yield _("%(block)s: the image “%(image)s” has no credit in this language.") % named
    if not asset.rights:
        yield _("%(block)s: nobody has said who may use the image “%(image)s”.") % named
    if not any(child.kind == BlockKind.ALT and child.stands_in(language) for child in image.children.all()):
        yield _("%(block)s: the image “%(image)s” has no alternative text.") % named


def _every_public_note_is_translated(article: Article, language: str) -> Iterator[str]:
    """A fact check that readers see says in their language what was found."""
    shown = Span.objects.of_article(article.pk, language).accepted()
    silent = Note.objects.filter(
        article=article, public=True, spans__in=shown, **{f"{languages.column('finding', language)}__isnull": True}
    )
    for note in silent.distinct():
        yield _("A public fact check has no finding in this language: “%(exact)s”.") % {
            "exact": note.spans.filter(language=language)[0].exact
        }


def _unapproved(article: Article, language: str) -> list[Block]:
    """Blocks with words in the language whose segment is not approved, or that have none."""
    approved = Segment.objects.of_article(article.pk, language).filter(status=Status.APPROVED)
    blocks = Block.objects.of_article(article).with_words().exclude(pk__in=approved.order_by().values("block"))
    return [block for block in blocks if block.stands_in(language) and block.source(language)]


def _no_claim_waits_for_review(article: Article, language: str) -> Iterator[str]:
    """Knowledge rule 8 of re-anchoring: claims and fact checks block, mentions and talk only warn."""
    for span in _lost(article, language).filter(_A_CLAIM):
        yield _("A claim or fact check lost its place: “%(exact)s”.") % {"exact": span.exact}


def _every_fact_check_has_a_finding(article: Article, language: str) -> Iterator[str]:
    """A doubt that was raised is answered, or said to be settled, before readers get the sentence."""
    unanswered = dict.fromkeys((f"{column}__isnull" for column in languages.columns("finding")), True)
    for note in _open_notes(article, language, NoteKind.FACT_CHECK).filter(**unanswered).order_by("pk"):
        yield _("Nobody has said what the fact check of “%(exact)s” found.") % {"exact": note.quote}


def _annotations_have_their_place(article: Article, language: str) -> Iterator[str]:
    if number := _lost(article, language).exclude(_A_CLAIM).count():
        text = ngettext(
            "%(number)s mention or note lost its place.", "%(number)s mentions or notes lost their place.", number
        )
        yield text % {"number": number}


def _nothing_is_proposed_or_asked(article: Article, language: str) -> Iterator[str]:
    if number := _open_notes(article, language, NoteKind.CORRECTION, NoteKind.QUESTION).count():
        text = ngettext(
            "%(number)s correction proposal or question is open.",
            "%(number)s correction proposals or questions are open.",
            number,
        )
        yield text % {"number": number}


_A_CLAIM = Q(statement__isnull=False) | Q(note__kind=NoteKind.FACT_CHECK)


def _lost(article: Article, language: str) -> QuerySet[Span]:
    return Span.objects.of_article(article.pk, language).filter(state__in=[SpanState.REVIEW, SpanState.ORPHANED])


def _open_notes(article: Article, language: str, *kinds: NoteKind) -> QuerySet[Note]:
    """Unresolved notes of some kinds on words that stand in the language."""
    here = Span.objects.filter(language=language, state=SpanState.ACCEPTED)
    found: QuerySet[Note] = Note.objects.unresolved().filter(article=article, kind__in=kinds)
    return found.filter(pk__in=here.values("note"))


TO_APPROVE: tuple[Guard, ...] = (_has_a_title, _nothing_is_missing, _nothing_is_outdated)
TO_PUBLISH: tuple[Guard, ...] = (
    *TO_APPROVE,
    _everything_is_approved,
    _the_source_is_approved,
    _everything_named_has_a_name,
    _maps_show_places,
    _images_are_described,
    _every_public_note_is_translated,
    _no_claim_waits_for_review,
    _every_fact_check_has_a_finding,
)
TO_LOOK_AT: tuple[Guard, ...] = (_annotations_have_their_place, _nothing_is_proposed_or_asked)
