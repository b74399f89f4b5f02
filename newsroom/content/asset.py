"""Asset: an image with its rights, reusable by many blocks: a file, or a map of places, drawn in each language."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from newsroom.base.fields import GatedCharField, GatedTextField, uuid_field


class AssetKind(models.TextChoices):
    PICTURE = "picture", _("picture")
    MAP = "map", _("map of places")


class Asset(models.Model):
    """One image, who made it and who may use it. A map has no file: its labels follow the reader's language."""

    uuid = uuid_field()
    kind = models.CharField(_("kind"), max_length=8, choices=AssetKind, default=AssetKind.PICTURE)
    file = models.FileField(_("file"), upload_to="assets/", blank=True)
    places = models.ManyToManyField("newsroom.Entity", blank=True, related_name="+", verbose_name=_("places"))
    hub = models.ForeignKey(
        "newsroom.Entity",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("hub"),
        help_text=_("The place of a map that the others are tied to."),
    )
    name = GatedCharField(_("name in the library"), max_length=200, blank=True)
    caption = GatedTextField(_("caption"), blank=True, help_text=_("Offered wherever the image is used next."))
    alt = GatedTextField(
        _("alternative text"), blank=True, help_text=_("What the image shows, for those who do not see it.")
    )
    media_type = models.CharField(_("format"), max_length=20, blank=True, editable=False)
    # The sizes that were made of it, in pixels across, as "320,640,960", and the format for who reads no WebP.
    widths = models.CharField(max_length=60, blank=True, editable=False)
    fallback = models.CharField(max_length=4, blank=True, editable=False)
    # Its words in all languages, folded (text.fold), for the search of the library.
    folded = models.TextField(blank=True, editable=False)
    sha256 = models.CharField(max_length=64, blank=True, editable=False)
    uploaded_at = models.DateTimeField(_("uploaded"), null=True, blank=True, editable=False)
    uploaded_by = models.ForeignKey(
        "newsroom.User",
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("uploaded by"),
    )
    width = models.PositiveIntegerField(_("width"), help_text=_("pixels"))
    height = models.PositiveIntegerField(_("height"), help_text=_("pixels"))
    credit = GatedCharField(_("credit"), max_length=200, blank=True)
    rights = GatedCharField(_("rights"), max_length=300, blank=True)
    focal_x = models.FloatField(_("focal point, across"), default=0.5)
    focal_y = models.FloatField(_("focal point, down"), default=0.5)
    digital_source_type = models.CharField(_("digital source type"), max_length=60, blank=True)

    class Meta:
        verbose_name = _("image")
        verbose_name_plural = _("images")
        constraints = [
            models.CheckConstraint(condition=Q(width__gt=0, height__gt=0), name="image_has_a_size"),
            models.CheckConstraint(
                condition=Q(focal_x__range=(0, 1), focal_y__range=(0, 1)), name="focal_point_lies_in_the_image"
            ),
            models.CheckConstraint(
                condition=Q(kind=AssetKind.MAP, file="") | (Q(kind=AssetKind.PICTURE) & ~Q(file="")),
                name="a_picture_has_a_file_and_a_map_has_none",
            ),
        ]

    def __str__(self) -> str:
        return self.name or str(self.uuid)

    @property
    def sizes(self) -> tuple[int, ...]:
        """The widths of its renditions, in pixels."""
        return tuple(int(width) for width in self.widths.split(",") if width)
