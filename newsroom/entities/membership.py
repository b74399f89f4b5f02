"""Membership (Popolo): a member holds a role in an organization from .. to. A state is a member too."""

from __future__ import annotations

import datetime as dt

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from newsroom.base.fields import GatedCharField, GatedTextField, uuid_field
from newsroom.entities.entity import Entity
from newsroom.entities.period import check_period
from newsroom.text import edtf


class MembershipKind(models.TextChoices):
    OFFICE = "office", _("office")
    FULL = "full", _("full member")
    ASSOCIATE = "associate", _("associate member")
    OBSERVER = "observer", _("observer")
    FORMER = "former", _("former member")


class MembershipQuerySet(models.QuerySet["Membership"]):
    def on(self, day: dt.date) -> MembershipQuerySet:
        """Memberships that may have been valid on `day`: an open start or end counts as valid."""
        begun = Q(start_earliest=None) | Q(start_earliest__lte=day)
        return self.filter(begun, Q(end_latest=None) | Q(end_latest__gte=day))

    def offices(self) -> MembershipQuerySet:
        return self.filter(kind=MembershipKind.OFFICE)

    def in_order(self) -> MembershipQuerySet:
        """By their beginnings, the unknown ones first: databases differ in where they put NULL."""
        return self.order_by(F("start_earliest").asc(nulls_first=True), "pk")

    def get_by_natural_key(self, uuid: str) -> Membership:
        return self.get(uuid=uuid)


class Membership(models.Model):
    """A member's role in an organization, or a person's office in a state."""

    DERIVED = ("start_earliest", "end_latest")

    uuid = uuid_field()
    member = models.ForeignKey(Entity, models.CASCADE, related_name="memberships", verbose_name=_("member"))
    organization = models.ForeignKey(
        Entity, models.PROTECT, related_name="members", verbose_name=_("organization or state")
    )
    kind = models.CharField(_("kind"), max_length=12, choices=MembershipKind, default=MembershipKind.OFFICE)
    role = GatedCharField(_("role"), max_length=200, blank=True)
    start = GatedCharField(_("start"), max_length=30, blank=True)
    end = GatedCharField(_("end"), max_length=30, blank=True)
    start_earliest = models.DateField(null=True, editable=False)
    end_latest = models.DateField(null=True, editable=False)
    note = GatedTextField(_("public note"), blank=True, help_text=_("What a reader should know when it is disputed."))
    source = GatedCharField(_("source"), max_length=300, blank=True)
    disputed = models.BooleanField(_("disputed"), default=False)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        constraints = [
            models.CheckConstraint(condition=~Q(member=models.F("organization")), name="nobody_is_a_member_of_itself"),
            models.CheckConstraint(
                condition=Q(start_earliest=None) | Q(end_latest=None) | Q(start_earliest__lte=models.F("end_latest")),
                name="membership_starts_before_it_ends",
            ),
        ]

    def __str__(self) -> str:
        return str(self.get_kind_display())

    def natural_key(self) -> tuple[str]:
        return (str(self.uuid),)

    natural_key.dependencies = ["newsroom.entity"]  # type: ignore[attr-defined]

    def clean(self) -> None:
        """Refuse impossible dates; raises ValidationError naming the field."""
        check_period(self.start, self.end)

    def derive(self) -> list[str]:
        """Compute the range of days from the EDTF texts; returns the names of the changed columns."""
        self.start_earliest, self.end_latest = edtf.earliest(self.start), edtf.latest(self.end)
        return ["start_earliest", "end_latest"]
