"""Template tags of the admin's own pages."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any
from zoneinfo import ZoneInfo

from django import template
from django.conf import settings
from django.utils.html import conditional_escape, format_html, linebreaks
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import capfirst

from newsroom.annotation.relocation import CONTEXT
from newsroom.base import days, languages
from newsroom.base.drawn import isolated
from newsroom.base.refusals import explain_warning
from newsroom.content.article import Article
from newsroom.content.asset import Asset
from newsroom.content.block import Block, BlockKind
from newsroom.desk.comments import MENTION
from newsroom.entities.proxies import PROXIES
from newsroom.screens import image_library
from newsroom.screens.image_library import Thumbnail
from newsroom.text import calendars, digits, markup

register = template.Library()
register.filter("direction", languages.direction)
register.filter("explained", explain_warning)
register.filter("isolated", isolated)
register.filter("own_name", languages.own_name)


@register.filter
def in_language(block: Block, language: str) -> str:
    """The plain text of a block in a language."""
    return block.plain(language)


@register.filter
def of_key(mapping: dict[str, object], key: str) -> object:
    """What a mapping has under a key that the template knows only by name."""
    return mapping.get(key, "")


@register.filter
def headline(article: Article) -> SafeString:
    """The title of an article that was read by `with_headlines`, or its public id."""
    title = getattr(article, "headline", "") or article.public_id
    return isolated(markup.parse(title).text, article.source_language)


@register.filter
def spoken_text(text: str) -> SafeString:
    """A comment as paragraphs; who is called by @name stands apart, so that a Latin name turns no Persian remark."""
    escaped = conditional_escape(text)
    named = MENTION.sub(lambda found: f"<bdi>{found[0]}</bdi>", escaped)
    return mark_safe(linebreaks(named))  # noqa: S308 - escaped above; a name holds letters, digits and .+-_ only


@register.filter
def visible(text: str) -> str:
    """Text in which an editor can see a ZWNJ: a light vertical bar stands where it is."""
    return text.replace("\u200c", "\u00a6")


@register.simple_tag
def thumbnail(asset: Asset) -> Thumbnail | None:
    """A small file of an image; None for a map."""
    return image_library.thumbnail(asset)


@register.filter
def counted(count: object) -> str:
    """A number in the digits of the editor's language."""
    return digits.localize(str(count), languages.spoken())


@register.filter
def moment(when: dt.datetime) -> SafeString:
    """Day and time in the newsroom's zone, in the calendars and digits of the editor's language, inside <time>."""
    language = languages.spoken()
    clock = digits.localize(when.astimezone(ZoneInfo(settings.EDITORIAL_TIME_ZONE)).strftime("%H:%M"), language)
    shown = calendars.show_date(days.day_of(when), language)
    return format_html(
        '<time datetime="{}">{} <bdi>{}</bdi></time>', when.isoformat(timespec="seconds"), shown, clock
    )


@register.filter
def at(table: Mapping[str, object] | str, key: str) -> object:
    """What a table has for a key; "" where it has nothing, or is none."""
    return table.get(key, "") if table and not isinstance(table, str) else ""


@register.filter
def lead_in(before: str) -> str:
    """What stands before a quotation, from its first whole word on: a selector cuts where it has to."""
    return before.partition(" ")[2] if len(before) == CONTEXT and " " in before else before


@register.filter
def lead_out(after: str) -> str:
    """What stands after a quotation, up to its last whole word."""
    return after.rpartition(" ")[0] if len(after) == CONTEXT and " " in after else after


@register.filter
def nth(row: Sequence[object], number: int) -> object:
    """The element of a row at a place counted from 0."""
    return row[number]


@register.filter
def kind_name(kind: str) -> str:
    """What an editor calls a kind of block."""
    return str(dict(BlockKind.choices).get(kind, kind))


@register.simple_tag
def site_languages() -> list[tuple[str, str]]:
    """Code and own name of every language of the site."""
    return [(code, languages.own_name(code)) for code in languages.codes()]


@register.filter
def column_language(field: Any) -> str:
    """The language of the translated column behind a field of an admin form, editable or not."""
    name = field.field["name"] if field.is_readonly else field.field.name
    return next((code for code in languages.codes() if name.endswith(languages.column("", code))), "")


@register.filter
def bare_label(field: Any) -> str:
    """What a translated field is called, without its language: the head of a row."""
    label = str(field.field["label"] if field.is_readonly else field.field.label)
    return capfirst(label.removesuffix(f" [{column_language(field)}]"))


@register.filter
def admin_page(options: Any, page: str) -> str:
    """The name of one of a model's pages: `{% url opts|admin_page:"used" original.pk %}`."""
    return f"admin:newsroom_{options.model_name}_{page}"


@register.filter
def entity_page(entity: Any, page: str) -> str:
    """The name of one of an entity's pages, by its kind."""
    return f"admin:newsroom_{entity.kind}_{page}"


@register.filter
def name_in(entity: Any, language: str) -> str:
    """The name of an entity in a language, "" where it has none."""
    return str(entity.name_in(language))


@register.filter
def entity_plural(entity: Any) -> str:
    """What entities of its kind are called."""
    return capfirst(PROXIES[entity.kind]._meta.verbose_name_plural)
