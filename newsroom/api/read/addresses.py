"""Addresses: the kinds of entity and their folders, the forms of identifiers, links to pages and to the API itself."""

from __future__ import annotations

import re
from uuid import UUID

from django.http import Http404
from django.urls import reverse
from rest_framework.request import Request

from newsroom.base import languages
from newsroom.base.fields import PUBLIC_ID_ALPHABET, PUBLIC_ID_LENGTH
from newsroom.publishing.card import SEGMENTS as FOLDERS
from newsroom.publishing.card import Card

ENTITY_KINDS = [(kind, kind) for kind in FOLDERS]
PUBLIC_ID = re.compile(f"[{PUBLIC_ID_ALPHABET}]{{{PUBLIC_ID_LENGTH}}}")
_NUMBER = re.compile(r"[1-9][0-9]{0,8}", re.ASCII)
_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.ASCII)


def asked_id(text: str) -> str:
    """A public id from an address; raises Http404 for whatever cannot be one, before any query."""
    if not PUBLIC_ID.fullmatch(text):
        raise Http404
    return text


def asked_number(text: str) -> int:
    if not _NUMBER.fullmatch(text):
        raise Http404
    return int(text)


def asked_uuid(text: str) -> UUID:
    if not _UUID.fullmatch(text):
        raise Http404
    return UUID(text)


def asked_language(text: str) -> str:
    if text not in languages.codes():
        raise Http404
    return text


def edition_url(request: Request, article: str, language: str, number: int) -> str:
    return request.build_absolute_uri(reverse("api:edition", args=[article, language, number]))


def annotations_url(request: Request, article: str, language: str, number: int) -> str:
    """The annotations of an edition, as Web Annotations."""
    return request.build_absolute_uri(reverse("api:annotations", args=[article, language, number]))


def entity_url(request: Request, kind: str, public_id: str) -> str:
    return request.build_absolute_uri(reverse(f"api:{kind}", args=[public_id]))


def page_url(request: Request, card: Card) -> str:
    """The page of an entity in the card's language."""
    return request.build_absolute_uri(card.path)
