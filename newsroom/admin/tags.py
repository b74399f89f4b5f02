"""Template tags of the admin's own pages."""

from __future__ import annotations

from django import template

from newsroom.base import languages
from newsroom.base.drawn import isolated
from newsroom.base.refusals import explain_warning
from newsroom.content.block import Block

register = template.Library()
register.filter("direction", languages.direction)
register.filter("explained", explain_warning)
register.filter("isolated", isolated)


@register.filter
def in_language(block: Block, language: str) -> str:
    """The plain text of a block in a language."""
    return block.plain(language)


@register.filter
def visible(text: str) -> str:
    """Text in which an editor can see a ZWNJ: a light vertical bar stands where it is."""
    return text.replace("\u200c", "\u00a6")
