"""Asset: an image with its rights, reusable by many blocks."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from newsroom.base.fields import GatedCharField, uuid_field


class Asset(models.Model):
    """One image file, who made it and who may use it."""

    uuid = uuid_field()
    file = models.FileField(_("file"), upload_to="assets/")
    width = models.PositiveIntegerField(_("width"), help_text=_("pixels"))
    height = models.PositiveIntegerField(_("height"), help_text=_("pixels"))
    credit = GatedCharField(_("credit"), max_length=200)
    rights = GatedCharField(_("rights"), max_length=300)
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
        ]

    def __str__(self) -> str:
        return self.credit
