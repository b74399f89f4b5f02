"""Table of contents of the translated columns, where django-modeltranslation looks for them.

Each field named here becomes one column per language (`name_fa`, ...). A proxy must be registered too, with no
fields of its own, or Django would not know the columns on it (measured: `name_fa=` raises TypeError).
"""

from __future__ import annotations

from modeltranslation.translator import TranslationOptions, translator

from newsroom.annotation.note import Note
from newsroom.annotation.statement import Speaker, Statement
from newsroom.content.article import Article
from newsroom.content.asset import Asset
from newsroom.content.block import Block
from newsroom.entities.entity import Entity
from newsroom.entities.membership import Membership
from newsroom.entities.proxies import PROXIES

TRANSLATED: dict[type, tuple[str, ...]] = {
    Article: ("slug",),
    Asset: ("credit", "caption", "alt"),
    Block: ("text",),
    Entity: ("name", "description", "slug", "sort_key"),
    Membership: ("role", "note"),
    Note: ("claim", "finding"),
    Speaker: ("capacity",),
    Statement: ("gist",),
}

for _model, _fields in TRANSLATED.items():
    translator.register(_model, type(f"{_model.__name__}Columns", (TranslationOptions,), {"fields": _fields}))
for _proxy in PROXIES.values():
    translator.register(_proxy, type(f"{_proxy.__name__}Columns", (TranslationOptions,), {"fields": ()}))
