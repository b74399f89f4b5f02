"""The annotations of one edition as W3C Web Annotations: a collection in pages, and each one at an address of its own.

What readers see of an edition is told: mentions, statements, public fact checks, from its frozen document. Positions
count code points. Entities are named as they are called today; one that is not public is not named.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from django.http import Http404
from django.urls import reverse
from drf_spectacular.utils import OpenApiParameter
from rest_framework.request import Request
from rest_framework.response import Response

from newsroom.api.door import Door
from newsroom.api.errors import WrongParameter
from newsroom.api.plain_json import PlainJson
from newsroom.api.read.addresses import annotations_url, asked_uuid
from newsroom.api.read.annotation_forms import FORMS, ByAccept, Lines
from newsroom.api.read.annotation_shapes import answers
from newsroom.api.read.articles import asked_edition
from newsroom.api.read.relations import Relations
from newsroom.api.read.views import described
from newsroom.publishing.edition import Edition
from newsroom.text.annotated import Annotated, annotated_in
from newsroom.text.document import SpeakerPart
from newsroom.text.webannotation import PAGE_SIZE, Addresses, Collection, alone, on_page, web_annotation

PAGE_PARAMETER = OpenApiParameter(
    "page",
    {"type": "integer", "minimum": 1, "maximum": 999_999},
    description=f"The number of an AnnotationPage, {PAGE_SIZE} annotations each; without it the collection.",
)
_PAGE = re.compile(r"[1-9][0-9]{0,5}", re.ASCII)
# What the Web Annotation Protocol wants a container and an annotation to call themselves.
CONTAINER = '<http://www.w3.org/ns/ldp#BasicContainer>; rel="type"'
RESOURCE = '<http://www.w3.org/ns/ldp#Resource>; rel="type"'


class _Negotiated(Door):
    """Three forms by Accept; a refusal is plain JSON like every other one."""

    renderer_classes = FORMS
    content_negotiation_class = ByAccept

    def handle_exception(self, exc: Exception) -> Response:
        self.request.accepted_renderer = PlainJson()
        self.request.accepted_media_type = PlainJson.media_type
        return super().handle_exception(exc)


@described(
    tags=["articles"],
    summary="The annotations of an edition",
    operation_id="annotations",
    parameters=[PAGE_PARAMETER],
    responses=answers("AnnotationCollection", "AnnotationPage"),
)
class Annotations(_Negotiated):
    """As JSON Lines the whole edition, or the page that is asked for."""

    parameters = frozenset({"page"})

    def get(self, request: Request, **_kwargs: Any) -> Response:
        number = _asked_page(request)
        told = _Told(asked_edition(self.kwargs)[0], request)
        collection = Collection(told.address, told.label, len(told.rows))
        if number > collection.pages:
            raise Http404
        links = [CONTAINER, *(f'<{iri}>; rel="{rel}"' for rel, iri in collection.beside(number) if number)]
        headers = {"Link": ", ".join(links)}
        if isinstance(request.accepted_renderer, Lines):
            return Response([alone(one) for one in told.items(number)], headers=headers)
        items = told.items(number or 1)
        return Response(collection.page(number, items) if number else collection.whole(items), headers=headers)


@described(
    tags=["articles"],
    summary="One annotation of an edition",
    operation_id="annotation",
    responses=answers("Annotation"),
)
class Annotation(_Negotiated):
    """The address is the annotation's `id`; its `canonical` name is the same in every edition."""

    def get(self, request: Request, **_kwargs: Any) -> Response:
        asked = str(asked_uuid(self.kwargs["annotation"]))
        told = _Told(asked_edition(self.kwargs)[0], request)
        found = next((one for one in told.rows if one.id == asked), None)
        if found is None:
            raise Http404
        return Response(alone(web_annotation(found, told.addresses)), headers={"Link": RESOURCE})


def _asked_page(request: Request) -> int:
    """The number of the page, 0 where none is asked for."""
    text = request.query_params.get("page")
    if text is None:
        return 0
    if not _PAGE.fullmatch(text):
        raise WrongParameter("page", "A number from 1.")
    return int(text)


class _Told:
    """What is told of one edition; its relations cost one query, a second one where entities were merged."""

    def __init__(self, edition: Edition, request: Request) -> None:
        document = edition.body.content
        if document is None:
            raise Http404
        place = (edition.article_public_id, edition.language, edition.number)
        self.relations = Relations(document.named(), request)
        self.address = annotations_url(request, *place)
        self.label = "Annotations of {}, {}, edition {}".format(*place)
        self.rows = [told for one in annotated_in(document) if (told := self._named(one))]
        page = request.build_absolute_uri(reverse("public:version", args=[edition.language, place[0], edition.number]))
        self.addresses = Addresses(
            article=page,
            annotation=lambda uuid: f"{self.address}{uuid}/",
            block=lambda block, _language: f"{page}#b-{block}",
            entity=lambda public_id: str((self.relations.get(public_id) or {})["api_url"]),
        )

    def items(self, number: int) -> list[dict[str, Any]]:
        """Those of a page, all for 0."""
        rows = on_page(self.rows, number) if number else self.rows
        return [web_annotation(one, self.addresses) for one in rows]

    def _named(self, one: Annotated) -> Annotated | None:
        """With the entities that are public; a mention of none says nothing."""
        entity = self._today(one.entity)
        if one.sort == "mention" and not entity:
            return None
        speakers = {self._today(voice.entity): voice.capacity for voice in reversed(one.speakers)}
        voices = tuple(SpeakerPart(who, speakers[who]) for who in reversed(speakers) if who)
        return replace(one, entity=entity, event=self._today(one.event), speakers=voices)

    def _today(self, public_id: str) -> str:
        relation = self.relations.get(public_id)
        return str(relation["id"]) if relation else ""
