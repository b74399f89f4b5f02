"""Texts: a map with every language of the site; a missing text is null and never another language's."""

from __future__ import annotations

from collections.abc import Mapping

from rest_framework import serializers

from newsroom.base import languages


def texts(found: Mapping[str, str | None]) -> dict[str, str | None]:
    """`found` with a null for each language that has nothing."""
    return {code: found.get(code) or None for code in languages.codes()}


Texts: type[serializers.Serializer] = type(  # a field per language of settings.LANGUAGES
    "Texts",
    (serializers.Serializer,),
    {
        "__doc__": "A text in every language of the site. Missing is null, never another language's text.",
        **{code: serializers.CharField(allow_null=True) for code in languages.codes()},
    },
)
Addresses: type[serializers.Serializer] = type(
    "Addresses",
    (serializers.Serializer,),
    {
        "__doc__": "The address of the public page in every language of the site; null where there is none.",
        **{code: serializers.URLField(allow_null=True) for code in languages.codes()},
    },
)
