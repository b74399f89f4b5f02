"""Block: one unit of words or an image. It exists once and has one text column per language."""

from __future__ import annotations

import hashlib

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from newsroom.base import languages
from newsroom.base.fields import GatedTextField, language_field, uuid_field
from newsroom.content.article import Article
from newsroom.text import markup


class BlockKind(models.TextChoices):
    TITLE = "title", _("title")
    LEAD = "lead", _("lead")
    DATELINE = "dateline", _("date line")
    HEADING = "heading", _("heading")
    PARAGRAPH = "paragraph", _("paragraph")
    QUOTATION = "quotation", _("quotation")
    PULL_QUOTE = "pull_quote", _("pulled quotation")
    LIST_ITEM = "list_item", _("list item")
    TABLE = "table", _("table row")
    IMAGE = "image", _("image")
    CAPTION = "caption", _("caption")
    ALT = "alt", _("alternative text")
    EMBED = "embed", _("embed")
    SHORT_TITLE = "short_title", _("short title")
    SUMMARY = "summary", _("summary for search engines")


WORDLESS = frozenset({BlockKind.IMAGE})
# What stands in the head of a page and in lists, not in the text.
UNSEEN = frozenset({BlockKind.SHORT_TITLE, BlockKind.SUMMARY})
LONGEST_BLOCK = 20_000  # code points; re-anchoring, suggesting and drawing stay fast below it


class BlockQuerySet(models.QuerySet["Block"]):
    def of_article(self, article: Article) -> BlockQuerySet:
        """The blocks of one article, in reading order."""
        return self.filter(article=article).in_order()

    def in_order(self) -> BlockQuerySet:
        return self.order_by("position")

    def with_words(self) -> BlockQuerySet:
        """Blocks that have text; an image has none of its own."""
        return self.exclude(kind__in=WORDLESS)

    def get_by_natural_key(self, uuid: str) -> Block:
        return self.get(uuid=uuid)


class Block(models.Model):
    """One unit of words (title, paragraph, caption, ...) or one image, in every language."""

    uuid = uuid_field()
    article = models.ForeignKey(Article, models.CASCADE, related_name="blocks", verbose_name=_("article"))
    parent = models.ForeignKey(
        "self", models.CASCADE, null=True, blank=True, related_name="children", verbose_name=_("belongs to")
    )
    position = models.IntegerField(_("position"))
    kind = models.CharField(_("kind"), max_length=12, choices=BlockKind)
    text = GatedTextField(_("text"), blank=True, help_text=_("One line; *emphasis*, **strong**, [link](address)."))
    asset = models.ForeignKey(
        "newsroom.Asset", models.PROTECT, null=True, blank=True, related_name="blocks", verbose_name=_("image file")
    )
    url = models.URLField(_("address"), blank=True, help_text=_("Where an embed leads; its text describes it."))
    only_language = language_field(blank=True, help_text=_("Empty: the block stands in every language."))

    objects = BlockQuerySet.as_manager()

    class Meta:
        verbose_name = _("block")
        verbose_name_plural = _("blocks")
        constraints = [
            models.UniqueConstraint(
                fields=["article"], condition=Q(kind=BlockKind.TITLE), name="one_title_block_per_article"
            ),
            models.UniqueConstraint(
                fields=["article"], condition=Q(kind=BlockKind.LEAD), name="one_lead_block_per_article"
            ),
            models.UniqueConstraint(
                fields=["article"], condition=Q(kind=BlockKind.SHORT_TITLE), name="one_short_title_block_per_article"
            ),
            models.UniqueConstraint(
                fields=["article"], condition=Q(kind=BlockKind.SUMMARY), name="one_summary_block_per_article"
            ),
            models.UniqueConstraint(fields=["article", "position"], name="one_block_per_position"),
            models.CheckConstraint(
                condition=Q(url="") | Q(kind=BlockKind.EMBED), name="only_an_embed_has_an_address"
            ),
            models.CheckConstraint(condition=Q(kind__in=BlockKind.values), name="block_kind_is_known"),
            models.CheckConstraint(
                condition=Q(asset=None) | Q(kind=BlockKind.IMAGE), name="only_an_image_block_has_a_file"
            ),
            models.CheckConstraint(
                condition=~Q(kind=BlockKind.ALT) | Q(parent__isnull=False), name="alternative_text_belongs_to_an_image"
            ),
            models.CheckConstraint(
                condition=Q(parent=None) | Q(kind__in=[BlockKind.CAPTION, BlockKind.ALT]),
                name="only_captions_and_alternative_texts_belong_to_a_block",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.position}. {self.get_kind_display()}"

    def natural_key(self) -> tuple[str]:
        return (str(self.uuid),)

    def source(self, language: str) -> str:
        """Its text in one language as stored: inline Markdown."""
        return languages.read(self, "text", language)

    def plain(self, language: str) -> str:
        """Its plain text in one language: what annotations count their code points in."""
        return markup.parse(self.source(language)).text

    def stands_in(self, language: str) -> bool:
        return self.only_language in ("", language)


def digest(plain: str) -> str:
    """Digest of a block's plain text: inline markup alone does not change it. "" for no text."""
    return hashlib.sha256(plain.encode()).hexdigest() if plain else ""
