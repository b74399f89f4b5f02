"""Mention: an entity named in an article. Language-neutral; its spans stand in the languages that name it."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from newsroom.base.fields import uuid_field
from newsroom.content.article import Article
from newsroom.entities.entity import Entity


class Mention(models.Model):
    """One naming of one entity."""

    uuid = uuid_field()
    article = models.ForeignKey(Article, models.CASCADE, related_name="mentions", verbose_name=_("article"))
    entity = models.ForeignKey(Entity, models.PROTECT, related_name="mentions", verbose_name=_("entity"))

    class Meta:
        verbose_name = _("mention")
        verbose_name_plural = _("mentions")

    def __str__(self) -> str:
        return f"{self.article_id} → {self.entity_id}"
