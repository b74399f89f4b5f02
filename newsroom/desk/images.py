"""Images: a picture or a map enters an article as three blocks: the image, its alternative text and its caption.

A picture comes from the library (desk/pictures.py) with what is said of it there, in every language in which the
article is being written; from then on its words are the article's own.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from newsroom.audit.verbs import Verb
from newsroom.base import languages, rows
from newsroom.content.article import Article
from newsroom.content.asset import Asset, AssetKind
from newsroom.content.block import Block, BlockKind
from newsroom.desk import policy, record
from newsroom.desk.edit import write_texts
from newsroom.desk.errors import Incomplete, UnknownBlock
from newsroom.desk.policy import Action
from newsroom.entities.entity import Entity
from newsroom.localization.segment import Status
from newsroom.staff.user import User
from newsroom.text import markup
from newsroom.text.fold import fold_key

MAP_SIZE = (1000, 600)  # drawing units; the drawing itself finds its height
LONGEST_NAME = 200  # letters
DRAWN_FROM_DATA = "dataDrivenMedia"  # IPTC digital source type


@dataclass(frozen=True, slots=True)
class MapOf:
    """What a map shows: places, the one that the others are tied to, who drew it (per language), who may use it."""

    places: Sequence[Entity]
    credit: Mapping[str, str]
    rights: str
    hub: Entity | None = None


@dataclass(frozen=True, slots=True)
class Words:
    """The words of an image in the article's source language: inline Markdown."""

    alt: str
    caption: str


@transaction.atomic
def add_map(article: Article, *, drawn: MapOf, after: Block, words: Words, by: User) -> Block:
    """Put a map of some places after a block; it is drawn in every language with the places' names there.

    Raises NotAllowed, Incomplete (a place without coordinates), UnknownBlock, BadText, ValidationError.
    """
    policy.check(by, Action.EDIT_SOURCE, article=article, language=article.source_language)
    if not drawn.places or any(place.latitude is None for place in drawn.places):
        raise Incomplete(_("A map shows places that have coordinates."))
    width, height = MAP_SIZE
    asset = Asset(
        kind=AssetKind.MAP,
        width=width,
        height=height,
        rights=drawn.rights,
        hub=drawn.hub,
        digital_source_type=DRAWN_FROM_DATA,
    )
    languages.write(asset, "credit", drawn.credit)
    rows.check(asset)
    asset.save(force_insert=True)
    asset.places.set(drawn.places)
    image = _place(record.locked(article), asset, after, words, by)
    named = (place.name_in(article.source_language) or place.public_id for place in drawn.places)
    asset.name = ", ".join(named)[:LONGEST_NAME]  # not its caption: a draft's words are for those who may read it
    asset.folded = fold_key(asset.name)
    asset.save(update_fields=["name", "folded"])
    return image


@transaction.atomic
def place_picture(article: Article, asset: Asset, *, after: Block, by: User) -> Block:
    """Put an image of the library after a block, with its alternative text and caption where the library has them.

    Raises NotAllowed, UnknownBlock.
    """
    policy.check(by, Action.EDIT_SOURCE, article=article, language=article.source_language)
    article = record.locked(article)
    said = {code: _words_of(asset, code) for code in _begun(article)}
    return _place(article, asset, after, said.pop(article.source_language), by, said)


def _begun(article: Article) -> set[str]:
    """The languages in which somebody writes the article; the source is one of them."""
    return {article.source_language, *article.tracks.values_list("language", flat=True)}


def _words_of(asset: Asset, language: str) -> Words:
    """What the library holds is plain text; a block holds inline Markdown."""
    alt, caption = (markup.escape(languages.read(asset, name, language)) for name in ("alt", "caption"))
    return Words(alt, caption)


def _place(
    article: Article,
    asset: Asset,
    after: Block,
    words: Words,
    by: User,
    translated: Mapping[str, Words] | None = None,
) -> Block:
    """The image and its words as blocks behind `after`."""
    anchor = Block.objects.filter(pk=after.pk, article=article).first()
    if anchor is None:
        raise UnknownBlock(str(after.uuid))
    _make_room(article, behind=anchor.position, blocks=3)
    image = Block(article=article, position=anchor.position + 1, kind=BlockKind.IMAGE, asset=asset)
    image.save(force_insert=True)
    alt = Block(article=article, position=anchor.position + 2, kind=BlockKind.ALT, parent=image)
    caption = Block(article=article, position=anchor.position + 3, kind=BlockKind.CAPTION, parent=image)
    Block.objects.bulk_create([alt, caption])
    for language, said in {article.source_language: words, **(translated or {})}.items():
        pairs = {str(alt.uuid): (said.alt, words.alt), str(caption.uuid): (said.caption, words.caption)}
        texts = {uuid: text for uuid, (text, source) in pairs.items() if text and source}
        status = Status.DRAFT if language == article.source_language else Status.TRANSLATED
        write_texts(article, language=language, texts=texts, by=by, status=status)
    record.revise(article, by=by, summary=f"image after block {anchor.position}")
    record.log(Verb.ADD_IMAGE, article, by=by, language=article.source_language, detail=str(asset.uuid))
    return image


def _make_room(article: Article, *, behind: int, blocks: int) -> None:
    """Move the later blocks on; by way of negative numbers, so that no two blocks ever stand at one position."""
    later = article.blocks.filter(position__gt=behind)
    later.update(position=-F("position") - blocks)
    article.blocks.filter(position__lt=0).update(position=-F("position"))
    Article.objects.filter(pk=article.pk).update(rev=F("rev") + 1)
