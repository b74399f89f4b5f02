"""Publishing: what was approved becomes an immutable edition, and everything the public reads with it, in one
transaction.
"""

from __future__ import annotations

import hashlib
from dataclasses import asdict
from uuid import UUID

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from newsroom.audit.verbs import Verb
from newsroom.base import languages
from newsroom.content.article import Article
from newsroom.content.block import BlockKind
from newsroom.desk import notifications, record, workflow
from newsroom.desk.cards import write_cards
from newsroom.desk.errors import NothingToPublish
from newsroom.desk.facts import frozen
from newsroom.desk.snapshot import document_of
from newsroom.desk.workflow import Step
from newsroom.publishing.appearance import Appearance, AppearsAs
from newsroom.publishing.edition import NEEDS_A_NOTE, Edition, EditionBody, EditionKind
from newsroom.publishing.outbox import Outbox
from newsroom.publishing.publication import Publication, PublicationStatus
from newsroom.publishing.said import PublishedStatement
from newsroom.staff.notification import Happening
from newsroom.staff.user import User
from newsroom.text import markup, slug
from newsroom.text.document import ArticleDocument
from newsroom.text.summary import summary_of

RESERVED = frozenset({"versions"})  # what stands in the place of a slug in other addresses


@transaction.atomic
def publish(
    article: Article, *, language: str, by: User, kind: str = EditionKind.UPDATE, note: str = ""
) -> Edition:
    """Freeze one language as its next edition and make it the live one.

    `kind` and the public `note` say why there is another edition; the first is always EditionKind.FIRST.
    Raises NotAllowed, IllegalStep, NotReady (every guard that refuses), NothingToPublish.
    """
    unsaid = kind in NEEDS_A_NOTE and not note
    problems = [_("A correction says publicly what it corrects.")] if unsaid else []
    article, track = workflow.begin(article, language=language, step=Step.PUBLISH, by=by, problems=problems)
    _name_address(article, language)
    document = _frozen(article, language)
    edition = _edition(article, document, language, kind, note)
    publication = _point_to(edition)
    _index(edition, document)
    write_cards(document.named(), language)
    Outbox.objects.create(edition=edition, paths=f"{publication.path}\n/{language}/")
    workflow.move(track, step=Step.PUBLISH)
    authors = notifications.authors(article, language, ever=True)
    notifications.tell(authors, Happening.PUBLISHED, article=article, language=language, by=by)
    record.log(
        Verb.PUBLISH,
        article,
        by=by,
        language=language,
        digests=(edition.previous_digest, edition.digest),
        detail=f"edition {edition.number}",
    )
    return edition


def _name_address(article: Article, language: str) -> None:
    """The first edition's title gives the article its slug in that language; later titles do not change it."""
    if languages.read(article, "slug", language):
        return
    title = article.blocks.get(kind=BlockKind.TITLE).plain(language)
    text = slug.unique_slug(slug.slugify(title, language, fallback=article.public_id), RESERVED)
    article.save(update_fields=languages.write(article, "slug", {language: text}))


def _frozen(article: Article, language: str) -> ArticleDocument:
    """The article in one language with the facts its cards will show."""
    return frozen(document_of(article), language)


def _edition(article: Article, document: ArticleDocument, language: str, kind: str, note: str) -> Edition:
    """The next edition and its body; raises NothingToPublish when the body is the last one's."""
    body = document.to_json()
    digest = hashlib.sha256(body.encode()).hexdigest()
    last = Edition.objects.of(article.public_id, language).first()
    if last is not None and last.body_digest == digest:
        raise NothingToPublish(last.number)
    title = markup.parse(document.words(BlockKind.TITLE, language)).text
    edition = Edition(
        article_public_id=article.public_id,
        language=language,
        number=last.number + 1 if last else 1,
        slug=languages.read(article, "slug", language),
        title=title,
        lead=markup.parse(document.words(BlockKind.LEAD, language)).text,
        **asdict(summary_of(document, language)),
        kind=kind if last else EditionKind.FIRST,
        note=note,
        published_at=timezone.now(),
        source_language=article.source_language,
        based_on=_source_edition(article, language),
        body_digest=digest,
        previous_digest=last.digest if last else "",
    )
    edition.digest = edition.computed_digest()
    edition.full_clean()
    edition.save(force_insert=True)
    EditionBody.objects.create(edition=edition, document=body)
    return edition


def _source_edition(article: Article, language: str) -> Edition | None:
    """The newest edition of the source language, when it has the very words this translation was made from."""
    source = article.source_language
    last = Edition.objects.of(article.public_id, source).first()
    if language == source or last is None:
        return None
    published = EditionBody.objects.get(edition=last).content
    if published is None:
        return None
    now = {str(block.uuid): block.source(source) for block in article.blocks.all() if block.source(source)}
    return last if now == {block.id: block.text[source] for block in published.blocks if block.text} else None


def _point_to(edition: Edition) -> Publication:
    path = reverse("public:article", args=[edition.language, edition.article_public_id, edition.slug])
    publication, _created = Publication.objects.update_or_create(
        article_public_id=edition.article_public_id,
        language=edition.language,
        defaults={"edition": edition, "status": PublicationStatus.LIVE, "path": path},
        create_defaults={"edition": edition, "path": path, "first_published_at": edition.published_at},
    )
    return publication


def _index(edition: Edition, document: ArticleDocument) -> None:
    """Every entity at every place of the edition, and every statement with its speakers, in reading order."""
    order = {block.id: number for number, block in enumerate(document.blocks)}
    said = {str(row.uuid): row for row in _said(edition, document, order)}
    rows = [Appearance(entity_public_id=entity, role=AppearsAs.ABOUT) for entity in document.about]
    rows += [
        Appearance(entity_public_id=mention.entity, role=AppearsAs.MENTION, block=span.block, start=span.start)
        for mention in document.mentions
        for span in mention.spans
    ]
    rows += [
        Appearance(
            entity_public_id=speaker.entity,
            role=AppearsAs.STATEMENT,
            block=said[statement.id].block,
            start=said[statement.id].start,
            statement=said[statement.id],
            capacity=speaker.capacity.get(edition.language, ""),
        )
        for statement in document.statements
        for speaker in statement.speakers
    ]
    rows.sort(key=lambda row: (order.get(row.block, -1), row.start))
    for ordinal, row in enumerate(rows):
        row.edition, row.ordinal = edition, ordinal
    Appearance.objects.bulk_create(rows)


def _said(edition: Edition, document: ArticleDocument, order: dict[str, int]) -> list[PublishedStatement]:
    """The statements of an edition, saved, in the order in which they are read."""
    rows = [
        PublishedStatement(
            edition=edition,
            uuid=UUID(statement.id),
            kind=statement.kind,
            event=statement.event,
            gist=statement.gist.get(edition.language, ""),
            quote=" … ".join(span.exact for span in statement.spans),
            block=statement.spans[0].block,
            start=statement.spans[0].start,
        )
        for statement in document.statements
    ]
    rows.sort(key=lambda row: (order[row.block], row.start))
    for ordinal, row in enumerate(rows):
        row.ordinal = ordinal
    return PublishedStatement.objects.bulk_create(rows)
