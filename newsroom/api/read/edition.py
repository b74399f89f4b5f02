"""One edition with its words: blocks as plain text with ranges, what is annotated in them, and the facts of its day.

Everything is read from the frozen document. `start` and `end` count code points of a block's plain text, half-open. The
words are in the edition's language, so they are plain strings; entities are named as they are called today, and
`facts` say what the edition itself said of them.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from rest_framework import serializers
from rest_framework.request import Request

from newsroom.api.read.edition_row import EditionRow, row_of
from newsroom.api.read.relations import Relation, Relations
from newsroom.publishing.edition import Edition
from newsroom.publishing.links import targets
from newsroom.text import markup, renditions
from newsroom.text.document import ArticleDocument, BlockPart, ImagePart, NotePart, SpanPart, StatementPart
from newsroom.text.href import reference
from newsroom.text.summary import references

MARKUP = [("strong", "strong"), ("emphasis", "emphasis"), ("link", "link")]


class MarkupRange(serializers.Serializer):
    """A range of a block's text that is emphasized or a link."""

    kind = serializers.ChoiceField(MARKUP)
    start = serializers.IntegerField()
    end = serializers.IntegerField()
    href = serializers.CharField(allow_null=True)


class File(serializers.Serializer):
    """A picture in one size and format."""

    url = serializers.URLField()
    media_type = serializers.CharField()
    width = serializers.IntegerField()
    height = serializers.IntegerField()


class Image(serializers.Serializer):
    """What an image block shows: a picture in several sizes, or a map of places."""

    kind = serializers.CharField()
    width = serializers.IntegerField()
    height = serializers.IntegerField()
    credit_text = serializers.CharField(allow_null=True)
    copyright_notice = serializers.CharField(allow_null=True)
    digital_source_type = serializers.CharField(allow_null=True)
    places = Relation(many=True)
    files = File(many=True)


class Block(serializers.Serializer):
    """One unit of words, or an image; captions and alternative texts name their image as `parent`."""

    id = serializers.UUIDField()
    kind = serializers.CharField()
    parent = serializers.UUIDField(allow_null=True)
    text = serializers.CharField(allow_null=True)
    url = serializers.URLField(allow_null=True, help_text="Where an embed leads; its text describes it.")
    markup = MarkupRange(many=True)
    image = Image(allow_null=True)


class Span(serializers.Serializer):
    """A range of a block's text with the words that stand there."""

    block = serializers.UUIDField()
    start = serializers.IntegerField()
    end = serializers.IntegerField()
    exact = serializers.CharField()


class Mention(serializers.Serializer):
    """An entity that is named in the text."""

    id = serializers.UUIDField()
    entity = Relation()
    spans = Span(many=True)


class Speaker(serializers.Serializer):
    """Who speaks, and in which capacity."""

    entity = Relation()
    capacity = serializers.CharField(allow_null=True)


class Statement(serializers.Serializer):
    """Who said what, as this edition reports it."""

    id = serializers.UUIDField()
    kind = serializers.CharField()
    speakers = Speaker(many=True)
    event = Relation(allow_null=True)
    gist = serializers.CharField(allow_null=True)
    spans = Span(many=True)


class Note(serializers.Serializer):
    """A public fact check of a range."""

    id = serializers.UUIDField()
    kind = serializers.CharField()
    claim = serializers.CharField(allow_null=True)
    finding = serializers.CharField(allow_null=True)
    certainty = serializers.CharField(allow_null=True)
    sources = serializers.ListField(child=serializers.CharField())
    spans = Span(many=True)


class Credit(serializers.Serializer):
    """A maker of the report."""

    role = serializers.CharField()
    name = serializers.CharField()


class Facts(serializers.Serializer):
    """What the edition says of an entity, as of its day."""

    id = serializers.CharField()
    kind = serializers.CharField()
    name = serializers.CharField(allow_null=True)
    description = serializers.CharField(allow_null=True)
    office = serializers.CharField(allow_null=True, help_text="The office that a person held on the day.")
    latitude = serializers.FloatField(allow_null=True)
    longitude = serializers.FloatField(allow_null=True)


class Body(serializers.Serializer):
    """The words of an edition."""

    genre = serializers.CharField()
    location_created = serializers.CharField(allow_null=True, help_text="The place of the dateline, as written.")
    source_organization = serializers.CharField(allow_null=True, help_text="Who the report came from.")
    source_date = serializers.DateField(allow_null=True)
    is_based_on = serializers.CharField(allow_null=True, help_text="The address of the original report.")
    about = Relation(many=True)
    credits = Credit(many=True)
    blocks = Block(many=True)
    mentions = Mention(many=True)
    statements = Statement(many=True)
    notes = Note(many=True)
    facts = Facts(many=True)


class WholeEdition(EditionRow):
    """One frozen publication with its words. The body of a withheld edition is null."""

    body = Body(allow_null=True)


def whole(edition: Edition, live: dict[str, int], request: Request) -> dict[str, Any]:
    """An edition whose body is loaded; its relations cost one query."""
    body = getattr(edition, "body", None)
    document = body.content if body is not None else None
    words = _Words(document, edition.language, request).body() if document is not None else None
    return row_of(edition, live, request) | {"withheld": document is None, "body": words}


class _Words:
    """A document of one language, told in the words of the API."""

    def __init__(self, document: ArticleDocument, language: str, request: Request) -> None:
        self.document, self.language = document, language
        self.relations = Relations(document.named(), request)
        self.request = request
        self.links = targets(references(document, language), language)

    def body(self) -> dict[str, Any]:
        document = self.document
        return {
            "genre": document.genre,
            "location_created": document.located or None,
            "source_organization": document.source_name or None,
            "source_date": document.source_date or None,
            "is_based_on": document.source_url or None,
            "about": self.relations.all(document.about),
            "credits": [
                {"role": credit.role, "name": name}
                for credit in document.credits
                if (name := credit.name_in(self.language))
            ],
            "blocks": [self._block(block) for block in document.blocks if block.image or block.text],
            "mentions": [
                {"id": mention.id, "entity": entity, "spans": _spans(mention.spans)}
                for mention in document.mentions
                if (entity := self.relations.get(mention.entity))
            ],
            "statements": [self._statement(statement) for statement in document.statements],
            "notes": [self._note(note) for note in document.notes if note.public],
            "facts": self._facts(),
        }

    def _block(self, block: BlockPart) -> dict[str, Any]:
        inline = markup.parse(block.text.get(self.language, ""))
        return {
            "id": block.id,
            "kind": block.kind,
            "parent": block.parent or None,
            "text": inline.text or None,
            "url": block.url or None,
            "markup": [
                {"kind": one.kind, "start": one.start, "end": one.end, "href": href}
                for one in inline.ranges
                if (href := self._address(one)) or one.kind != "link"
            ],
            "image": self._image(block.image) if block.image else None,
        }

    def _address(self, one: markup.Range) -> str | None:
        """Where a link leads; None for what is none, or for what is not there for readers."""
        if reference(one.href):
            path = self.links.get(one.href)
            return self.request.build_absolute_uri(path) if path else None
        return one.href or None

    def _files(self, image: ImagePart) -> list[dict[str, Any]]:
        size = (image.width, image.height)
        return [
            {
                "url": self.request.build_absolute_uri(settings.MEDIA_URL + renditions.name(image.file, width, ending)),
                "media_type": renditions.MEDIA_TYPES[ending],
                "width": width,
                "height": renditions.height(size, width),
            }
            for width in image.widths
            for ending in ("webp", image.fallback)
        ]

    def _image(self, image: ImagePart) -> dict[str, Any]:
        return {
            "kind": image.kind,
            "width": image.width,
            "height": image.height,
            "credit_text": image.credit.get(self.language) or None,
            "copyright_notice": image.rights or None,
            "digital_source_type": image.digital_source_type or None,
            "places": self.relations.all(image.places),
            "files": self._files(image),
        }

    def _statement(self, statement: StatementPart) -> dict[str, Any]:
        return {
            "id": statement.id,
            "kind": statement.kind,
            "speakers": [
                {"entity": entity, "capacity": speaker.capacity.get(self.language) or None}
                for speaker in statement.speakers
                if (entity := self.relations.get(speaker.entity))
            ],
            "event": self.relations.get(statement.event),
            "gist": statement.gist.get(self.language) or None,
            "spans": _spans(statement.spans),
        }

    def _note(self, note: NotePart) -> dict[str, Any]:
        return {
            "id": note.id,
            "kind": note.kind,
            "claim": note.claim.get(self.language) or None,
            "finding": note.finding.get(self.language) or None,
            "certainty": note.certainty or None,
            "sources": list(note.sources),
            "spans": _spans(note.spans),
        }

    def _facts(self) -> list[dict[str, Any]]:
        return [
            {
                "id": public_id,
                "kind": facts.kind,
                "name": facts.name or None,
                "description": facts.description or None,
                "office": facts.office or None,
                "latitude": facts.latitude,
                "longitude": facts.longitude,
            }
            for public_id, facts in sorted(self.document.entities.items())
            if self.relations.get(public_id)
        ]


def _spans(spans: tuple[SpanPart, ...]) -> list[dict[str, Any]]:
    return [{"block": one.block, "start": one.start, "end": one.end, "exact": one.exact} for one in spans]
