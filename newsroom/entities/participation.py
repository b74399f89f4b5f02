"""Participation: who took part in an event or signed a document, as what, for whom."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from newsroom.base.fields import uuid_field
from newsroom.entities.entity import Entity


class Capacity(models.TextChoices):
    HOST = "host", _("host")
    ORGANIZER = "organizer", _("organizer")
    ATTENDEE = "attendee", _("attendee")
    ABSENT = "absent", _("absent")
    SPEAKER = "speaker", _("speaker")
    SIGNATORY = "signatory", _("signatory")


class ParticipationQuerySet(models.QuerySet["Participation"]):
    def get_by_natural_key(self, uuid: str) -> Participation:
        return self.get(uuid=uuid)


class Participation(models.Model):
    """One participant of one event (or signatory of one document) in one capacity."""

    uuid = uuid_field()
    event = models.ForeignKey(
        Entity, models.CASCADE, related_name="participations", verbose_name=_("event or document")
    )
    entity = models.ForeignKey(Entity, models.PROTECT, related_name="took_part", verbose_name=_("participant"))
    capacity = models.CharField(_("capacity"), max_length=12, choices=Capacity, default=Capacity.ATTENDEE)
    on_behalf_of = models.ForeignKey(
        Entity, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("on behalf of")
    )

    objects = ParticipationQuerySet.as_manager()

    class Meta:
        verbose_name = _("participation")
        verbose_name_plural = _("participations")
        constraints = [
            models.UniqueConstraint(
                fields=["event", "entity", "capacity"], name="one_participation_per_event_entity_and_capacity"
            ),
            models.CheckConstraint(condition=~Q(event=models.F("entity")), name="no_event_takes_part_in_itself"),
        ]

    def __str__(self) -> str:
        return str(self.get_capacity_display())

    def natural_key(self) -> tuple[str]:
        return (str(self.uuid),)

    natural_key.dependencies = ["newsroom.entity"]  # type: ignore[attr-defined]
