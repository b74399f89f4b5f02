"""The dossier: reads back what it wrote, knows who held which office when, and names others by their ids only."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsroom.text import edtf
from newsroom.text.dossier import OFFICE, Dossier, Participant, Spelling, Tenure, last_taken_up

DAY = dt.date(2024, 10, 8)

words = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
ids = st.sampled_from(["", "aaaa2222", "bbbb3333", "cccc4444", "dddd5555"])
days = st.dates(dt.date(1900, 1, 1), dt.date(2100, 12, 31))
dates = st.just("") | st.builds(
    lambda day, length, doubt: day.isoformat()[:length] + doubt,
    days,
    st.sampled_from([4, 7, 10]),
    st.sampled_from(["", "~", "?"]),
)
tenures = st.builds(
    Tenure,
    kind=st.sampled_from([OFFICE, "full", "observer"]),
    organization=ids,
    role=words,
    start=dates,
    end=dates,
    note=words,
    source=words,
    disputed=st.booleans(),
)
dossiers = st.builds(
    Dossier,
    entity=ids,
    kind=words,
    name=words,
    description=words,
    slug=words,
    names=st.dictionaries(st.sampled_from(["fa", "en", "ru"]), words, max_size=3),
    spellings=st.lists(st.builds(Spelling, language=words, text=words, kind=words), max_size=3).map(tuple),
    start=dates,
    end=dates,
    part_of=ids,
    place=ids,
    latitude=st.none() | st.floats(-90, 90),
    longitude=st.none() | st.floats(-180, 180),
    tenures=st.lists(tenures, max_size=4).map(tuple),
    participants=st.lists(st.builds(Participant, entity=ids, capacity=words, on_behalf_of=ids), max_size=4).map(tuple),
)


def office(role: str, start: str = "", end: str = "") -> Tenure:
    return Tenure(OFFICE, "aaaa2222", role, start, end)


def person(*held: Tenure) -> Dossier:
    return Dossier("dddd5555", "person", "Somebody", tenures=held)


# --- as text ----------------------------------------------------------------------------------------------------------


@given(dossiers)
def test_it_reads_back_what_it_wrote(dossier: Dossier) -> None:
    text = dossier.to_json()
    assert Dossier.from_json(text) == dossier
    assert Dossier.from_json(text).to_json() == text


@given(dossiers)
def test_the_order_in_which_names_were_put_in_changes_no_byte(dossier: Dossier) -> None:
    turned = dataclasses.replace(dossier, names=dict(reversed(list(dossier.names.items()))))
    assert turned.to_json() == dossier.to_json()


def test_it_is_written_in_its_own_letters() -> None:
    text = Dossier("aaaa2222", "topic", "رئیس\u200cجمهور", names={"ru": "Ёлка"}).to_json()
    assert '"name":"رئیس\u200cجمهور"' in text
    assert json.loads(text)["names"] == {"ru": "Ёлка"}


# --- offices ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("start", "end", "held"),
    [
        ("", "", True),
        ("2024-10-08", "2024-10-08", True),
        ("2024-10-09", "", False),
        ("", "2024-10-07", False),
        ("2024", "2024", True),  # known to the year: it may have been that day
        ("2024-10", "", True),
        ("2024-11", "", False),
        ("", "2024-09", False),
        ("2025~", "", False),
        ("", "2024?", True),
        ("2000", "2012", False),
    ],
)
def test_a_tenure_was_held_on_every_day_that_its_dates_leave_open(start: str, end: str, held: bool) -> None:
    assert office("Minister", start, end).held_on(DAY) is held


@given(tenures, days)
def test_a_tenure_is_held_from_its_first_possible_day_to_its_last(tenure: Tenure, day: dt.date) -> None:
    first, last = edtf.earliest(tenure.start) or dt.date.min, edtf.latest(tenure.end) or dt.date.max
    assert tenure.held_on(day) == (first <= day <= last)


@pytest.mark.parametrize(
    ("held", "role"),
    [
        ((), ""),
        ((office("Minister", "2004"),), "Minister"),
        ((office("Minister", "2004"), office("President", "2012")), "President"),
        ((office("President", "2012"), office("Minister", "2004")), "President"),
        ((office("Minister", "2004"), office("President", "2012", "2020")), "Minister"),
        ((office("Minister", "2004"), office("President", "2030")), "Minister"),
        ((office("Deputy"), office("Minister", "2004")), "Minister"),  # without a start it is the oldest
        ((office("Deputy"), office("Minister", "2030")), "Deputy"),
        ((office("Minister", "2004", "2008"),), ""),
    ],
)
def test_the_office_of_a_day_is_the_one_taken_up_last(held: tuple[Tenure, ...], role: str) -> None:
    assert person(*held).office_on(DAY) == role
    assert last_taken_up(held, DAY) == role


def test_a_membership_is_no_office() -> None:
    seat = Tenure("full", "aaaa2222", "Member", start="2020")
    dossier = person(seat, office("Minister", "2004"))
    assert dossier.office_on(DAY) == "Minister"
    assert (dossier.offices, dossier.memberships) == ((office("Minister", "2004"),), (seat,))


@given(dossiers, days)
def test_the_office_of_a_day_was_held_that_day_and_none_held_was_taken_up_later(
    dossier: Dossier, day: dt.date
) -> None:
    held = [one for one in dossier.offices if one.held_on(day)]
    shown = [one for one in held if one.role == dossier.office_on(day)]
    assert bool(shown) == bool(held)
    starts = [edtf.earliest(one.start) or dt.date.min for one in held]
    assert not held or max(starts) in [edtf.earliest(one.start) or dt.date.min for one in shown]


@given(dossiers)
def test_every_tenure_is_an_office_or_a_membership(dossier: Dossier) -> None:
    assert sorted(map(repr, dossier.offices + dossier.memberships)) == sorted(map(repr, dossier.tenures))


# --- whom it names ----------------------------------------------------------------------------------------------------


def test_it_names_what_it_is_in_where_it_is_whose_offices_it_holds_and_who_took_part() -> None:
    dossier = Dossier(
        "self2222",
        "event",
        "A meeting",
        part_of="part2222",
        place="here2222",
        tenures=(Tenure("full", "club2222"),),
        participants=(Participant("host2222", "host"), Participant("gues2222", "attendee", "land2222")),
    )
    assert dossier.refs() == {"part2222", "here2222", "club2222", "host2222", "gues2222", "land2222"}


@given(dossiers)
def test_it_never_names_itself_nor_nobody(dossier: Dossier) -> None:
    assert not dossier.refs() & {"", dossier.entity}


@given(dossiers, st.sampled_from(["aaaa2222", "bbbb3333"]))
def test_it_names_an_entity_exactly_when_a_row_of_it_does(dossier: Dossier, other: str) -> None:
    data = json.loads(dossier.to_json())
    rows = [data["part_of"], data["place"], *(row["organization"] for row in data["tenures"])]
    rows += [value for row in data["participants"] for value in (row["entity"], row["on_behalf_of"])]
    assert (other in dossier.refs()) == (other in rows and other != dossier.entity)
