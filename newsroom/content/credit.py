"""Credit: who made an article, as readers are told."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from newsroom.base.fields import GatedCharField, language_field
from newsroom.content.article import Article


class CreditRole(models.TextChoices):
    AUTHOR = "author", _("author")
    EDITOR = "editor", _("editor")
    TRANSLATOR = "translator", _("translator")
    PHOTOGRAPHER = "photographer", _("photographer")


_ONE_MAKER = (
    Q(user__isnull=False, entity=None, name="")
    | Q(user=None, entity__isnull=False, name="")
    | (Q(user=None, entity=None) & ~Q(name=""))
)


class Credit(models.Model):
    """One maker of an article in one role: a member of staff, an entity, or a name as the source gives it."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="credits", verbose_name=_("article"))
    role = models.CharField(_("role"), max_length=14, choices=CreditRole)
    user = models.ForeignKey(
        "newsroom.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("member of staff")
    )
    entity = models.ForeignKey(
        "newsroom.Entity", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("entity")
    )
    name = GatedCharField(_("name"), max_length=200, blank=True)
    language = language_field(blank=True)

    class Meta:
        verbose_name = _("credit")
        verbose_name_plural = _("credits")
        constraints = [models.CheckConstraint(condition=_ONE_MAKER, name="credit_names_exactly_one_maker")]

    def __str__(self) -> str:
        return f"{self.role}: {self.name or self.user or self.entity}"
