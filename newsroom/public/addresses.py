"""The parts of a public address: a language, a public id, a slug in any script."""

from __future__ import annotations

from typing import ClassVar

from newsroom.base import languages
from newsroom.base.fields import PUBLIC_ID_ALPHABET, PUBLIC_ID_LENGTH
from newsroom.publishing.card import SEGMENTS


class LanguageCode:
    """One of the site's languages; any other word is no page."""

    regex = "[a-z]{2,3}(?:-[a-z]{2,4})?"

    def to_python(self, value: str) -> str:
        return languages.check(value)  # UnknownLanguage is a ValueError: Django then tries the next address

    def to_url(self, value: str) -> str:
        return value


class PublicId:
    regex = f"[{PUBLIC_ID_ALPHABET}]{{{PUBLIC_ID_LENGTH}}}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class KindSegment:
    """A kind of entity, as the part of an address that names it: "people" is "person"."""

    segments: ClassVar = SEGMENTS
    regex = "|".join(SEGMENTS.values())

    def to_python(self, value: str) -> str:
        return next(kind for kind, segment in self.segments.items() if segment == value)

    def to_url(self, value: str) -> str:
        return self.segments[value]


class Folder:
    """The random name under which a picture is kept."""

    regex = "[0-9a-f]{32}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class Picture(Folder):
    """The ending of a picture's file."""

    regex = "webp|jpg|png"


class Slug:
    """Letters of any script, digits and "-"; Django's own converter knows ASCII only."""

    regex = r"[\w\-]{1,80}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value
