"""The shapes of the seven kinds of entity. Names are schema.org's and Popolo's, in snake_case; dates are EDTF texts:
2024, 2024-10 or 2024-10-08, with `~` for about and `?` for uncertain.
"""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from newsroom.api.read.addresses import ENTITY_KINDS
from newsroom.api.read.relations import Relation
from newsroom.api.read.texts import Addresses, Texts


def _date(source: str, about: str) -> Any:
    return serializers.CharField(source=source, allow_null=True, help_text=f"{about} (EDTF)")


def _relation(source: str) -> Any:
    return Relation(source=source, allow_null=True)


class OtherName(serializers.Serializer):
    """One more name: an alias, an abbreviation, a former name; or the name in a language that has no page of it."""

    name = serializers.CharField()
    language = serializers.CharField()
    note = serializers.CharField(help_text="alias, abbreviation, former or name")


class Membership(serializers.Serializer):
    """A role held in an organization or state (`kind` is office), or a membership in one."""

    kind = serializers.CharField()
    organization = Relation()
    role = Texts()
    start_date = _date("start", "The first day")
    end_date = _date("end", "The last day")
    note = Texts()
    source = serializers.CharField(allow_null=True)
    disputed = serializers.BooleanField()


class Member(serializers.Serializer):
    """Who holds a role in this organization or state, or is a member of it."""

    kind = serializers.CharField()
    member = Relation()
    role = Texts()
    start_date = _date("start", "The first day")
    end_date = _date("end", "The last day")
    note = Texts()
    source = serializers.CharField(allow_null=True)
    disputed = serializers.BooleanField()


class Participant(serializers.Serializer):
    """Who took part in an event or signed a document, as what and for whom."""

    entity = Relation()
    capacity = serializers.CharField()
    on_behalf_of = Relation(allow_null=True)


class Entity(serializers.Serializer):
    """What every kind has."""

    id = serializers.CharField()
    kind = serializers.ChoiceField(ENTITY_KINDS)
    name = Texts()
    description = Texts()
    other_names = OtherName(many=True)
    url = Addresses()
    api_url = serializers.URLField()
    same_as = serializers.ListField(child=serializers.URLField(), help_text="The entity elsewhere: Wikidata.")


class Person(Entity):
    birth_date = _date("start", "The day of birth")
    death_date = _date("end", "The day of death")
    memberships = Membership(many=True)


class Organization(Entity):
    founding_date = _date("start", "Founded")
    dissolution_date = _date("end", "Dissolved")
    parent_organization = _relation("part_of")
    location = _relation("place")
    memberships = Membership(many=True)


class Place(Entity):
    start_date = _date("start", "Since when it is, for a state or a place of a time")
    end_date = _date("end", "Until when it was")
    contained_in_place = _relation("part_of")
    latitude = serializers.FloatField(allow_null=True)
    longitude = serializers.FloatField(allow_null=True)
    address_country = serializers.CharField(source="country_code", allow_null=True, help_text="ISO 3166-1 alpha-2")
    memberships = Membership(many=True)


class Event(Entity):
    start_date = _date("start", "The first day")
    end_date = _date("end", "The last day")
    time_zone = serializers.CharField(allow_null=True)
    event_status = serializers.CharField(allow_null=True)
    super_event = _relation("part_of")
    location = _relation("place")
    participants = Participant(many=True)


class Document(Entity):
    date_created = _date("start", "Signed or issued")
    expires = _date("end", "The last day on which it holds")
    is_part_of = _relation("part_of")
    location_created = _relation("place")
    participants = Participant(many=True)


class Initiative(Entity):
    start_date = _date("start", "The first day")
    end_date = _date("end", "The last day")
    is_part_of = _relation("part_of")
    participants = Participant(many=True)


class Topic(Entity):
    is_part_of = _relation("part_of")


class WholeOrganization(Organization):
    """An organization with its members."""

    members = Member(many=True)


class WholePlace(Place):
    """A place; a state has members as well: those who hold an office in it."""

    members = Member(many=True)
