"""Entity: anything a report can be about. One table; the proxies Person, Place, ... are its kinds."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from newsroom.base import languages
from newsroom.base.fields import SLUG, GatedCharField, GatedTextField, public_id_field, uuid_field
from newsroom.entities.kinds import EventStatus, Kind, Matching
from newsroom.entities.period import check_period
from newsroom.text import edtf
from newsroom.text.slug import slugify
from newsroom.text.sortkey import sort_key

ONLY_AN_EVENT_HAS_A_STATUS = Q(event_status="") | Q(kind=Kind.EVENT)
ONLY_A_PLACE_HAS_COORDINATES = Q(latitude=None, longitude=None) | Q(
    kind=Kind.PLACE,
    latitude__isnull=False,
    longitude__isnull=False,
    latitude__range=(-90, 90),
    longitude__range=(-180, 180),
)
ONLY_A_PLACE_HAS_A_COUNTRY_CODE = Q(country_code="") | Q(kind=Kind.PLACE)


class EntityQuerySet(models.QuerySet["Entity"]):
    def of_kind(self, kind: str) -> EntityQuerySet:
        return self.filter(kind=kind)

    def standing(self) -> EntityQuerySet:
        """Entities that were not merged into another one."""
        return self.filter(merged_into=None)

    def get_by_natural_key(self, public_id: str) -> Entity:
        return self.get(public_id=public_id)


class Entity(models.Model):
    """One thing a report can be about: a person, an organization, a place, an event, a document, ..."""

    # Computed by derive(); left out of fixtures and computed again when they load.
    DERIVED = (
        *languages.columns("sort_key"),
        *("start_earliest", "end_latest"),
    )

    uuid = uuid_field()
    public_id = public_id_field()
    kind = models.CharField(_("kind"), max_length=16, choices=Kind)
    name = GatedCharField(_("name"), max_length=300)
    description = GatedTextField(_("description"), blank=True, help_text=_("One line for its card."))
    slug = GatedCharField(_("slug"), max_length=80, blank=True, validators=[SLUG])
    matching = models.CharField(
        _("matching of its names"), max_length=8, choices=Matching, default=Matching.ALWAYS
    )
    classification = GatedCharField(_("classification"), max_length=100, blank=True)
    start = GatedCharField(
        _("start"), max_length=30, blank=True, help_text=_("EDTF: 2024, 2024-10 or 2024-10-08.")
    )
    end = GatedCharField(_("end"), max_length=30, blank=True, help_text=_("EDTF: 2024, 2024-10 or 2024-10-08."))
    start_earliest = models.DateField(null=True, editable=False)
    end_latest = models.DateField(null=True, editable=False)
    time_zone = models.CharField(_("time zone"), max_length=40, blank=True)
    part_of = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="parts",
        verbose_name=_("part of"),
        help_text=_("Parent organization, containing place, larger event."),
    )
    place = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="located", verbose_name=_("place")
    )
    latitude = models.FloatField(_("latitude"), null=True, blank=True)
    longitude = models.FloatField(_("longitude"), null=True, blank=True)
    country_code = models.CharField(
        _("country code"), max_length=2, blank=True, validators=[RegexValidator(r"^[A-Z]{2}$")]
    )
    event_status = models.CharField(_("event status"), max_length=12, choices=EventStatus, blank=True)
    wikidata = models.CharField(
        _("Wikidata"), max_length=16, blank=True, validators=[RegexValidator(r"^Q[1-9]\d*$")]
    )
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="merged", verbose_name=_("merged into")
    )
    sort_key = models.CharField(max_length=400, editable=False)

    objects = EntityQuerySet.as_manager()

    class Meta:
        verbose_name = _("entity")
        verbose_name_plural = _("entities")
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="entity_kind_is_known"),
            models.CheckConstraint(condition=ONLY_AN_EVENT_HAS_A_STATUS, name="only_an_event_has_a_status"),
            models.CheckConstraint(condition=ONLY_A_PLACE_HAS_COORDINATES, name="only_a_place_has_coordinates"),
            models.CheckConstraint(
                condition=ONLY_A_PLACE_HAS_A_COUNTRY_CODE, name="only_a_place_has_a_country_code"
            ),
            models.CheckConstraint(
                condition=Q(wikidata="") | Q(wikidata__startswith="Q"), name="wikidata_id_starts_with_q"
            ),
            models.CheckConstraint(
                condition=Q(start_earliest=None) | Q(end_latest=None) | Q(start_earliest__lte=models.F("end_latest")),
                name="entity_starts_before_it_ends",
            ),
            models.CheckConstraint(
                condition=Q(merged_into=None) | ~Q(merged_into=models.F("id")),
                name="entity_is_not_merged_into_itself",
            ),
            models.CheckConstraint(
                condition=Q(part_of=None) | ~Q(part_of=models.F("id")), name="entity_is_not_a_part_of_itself"
            ),
            models.UniqueConstraint(fields=["wikidata"], condition=~Q(wikidata=""), name="one_entity_per_wikidata_id"),
        ]
        indexes = [models.Index(fields=["kind", "public_id"], name="entity_by_kind")]

    def __str__(self) -> str:
        """Its name in the language of who looks, else in the first that it has: for the desk, never for readers."""
        return self.name_in(languages.spoken()) or next(self.names_in_order(), self.public_id)

    def natural_key(self) -> tuple[str]:
        return (self.public_id,)

    def name_in(self, language: str) -> str:
        """Its name in one language, "" where it has none."""
        return languages.read(self, "name", language)

    def names_in_order(self) -> Iterable[str]:
        """Its names in the languages that have one, in the site's order."""
        return (name for code in languages.codes() if (name := self.name_in(code)))

    def clean(self) -> None:
        """Refuse a nameless entity and dates that EDTF does not know; raises ValidationError naming the field."""
        if not any(self.names_in_order()):
            raise ValidationError(_("Give it a name in at least one language."))
        check_period(self.start, self.end)
        if self.place is not None and self.place.kind != Kind.PLACE:
            raise ValidationError({"place": _("This is no place.")})

    def derive(self) -> list[str]:
        """Compute sort keys, slugs and the range of dates; returns the names of the changed columns."""
        for code in languages.codes():
            name = self.name_in(code)
            languages.write(self, "sort_key", {code: sort_key(name, code)[:400] if name else None})
            if name and not languages.read(self, "slug", code):
                languages.write(self, "slug", {code: slugify(name, code, fallback=self.public_id)})
        self.start_earliest, self.end_latest = edtf.earliest(self.start), edtf.latest(self.end)
        return [*languages.columns("sort_key", "slug"), "start_earliest", "end_latest"]


class OfKind(models.Manager["Entity"]):
    """The entities of one kind, for a proxy."""

    def __init__(self, kind: str) -> None:
        super().__init__()
        self.kind = kind

    def get_queryset(self) -> Any:
        return EntityQuerySet(self.model, using=self._db).of_kind(self.kind)

    def get_by_natural_key(self, public_id: str) -> Entity:
        return self.get_queryset().get(public_id=public_id)
