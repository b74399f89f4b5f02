"""Name: one more way the name of an entity is written in a language."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from newsroom.base.fields import GatedCharField, language_field
from newsroom.entities.entity import Entity
from newsroom.entities.kinds import Matching


class NameKind(models.TextChoices):
    ALIAS = "alias", _("alias")
    ABBREVIATION = "abbreviation", _("abbreviation")
    FORMER = "former", _("former name")
    FORBIDDEN = "forbidden", _("never to be written")


class NameQuerySet(models.QuerySet["Name"]):
    def get_by_natural_key(self, public_id: str, language: str, text: str) -> Name:
        return self.get(entity__public_id=public_id, language=language, text=text)


class Name(models.Model):
    """One more way a name is written, with the rule how the gazetteer treats it."""

    entity = models.ForeignKey(Entity, models.CASCADE, related_name="names", verbose_name=_("entity"))
    language = language_field()
    text = GatedCharField(_("name"), max_length=300)
    kind = models.CharField(_("kind"), max_length=12, choices=NameKind, default=NameKind.ALIAS)
    matching = models.CharField(_("matching"), max_length=8, choices=Matching, default=Matching.ALWAYS)
    case_sensitive = models.BooleanField(_("case matters"), default=False)

    objects = NameQuerySet.as_manager()

    class Meta:
        verbose_name = _("name")
        verbose_name_plural = _("names")
        constraints = [
            models.UniqueConstraint(
                fields=["entity", "language", "text"], name="one_name_per_entity_language_and_text"
            )
        ]

    def __str__(self) -> str:
        return self.text

    def natural_key(self) -> tuple[str, str, str]:
        return (self.entity.public_id, self.language, self.text)

    natural_key.dependencies = ["newsroom.entity"]  # type: ignore[attr-defined]
