"""Reading W3C Web Annotations: what `webannotation` wrote comes back as it was; what others wrote, as far as it can.

An annotation from elsewhere has its sort by its motivation and its entity by the last part of its body's IRI. What
cannot be held here (a region of an image, a body that is no text) is refused, never dropped in silence. Every text
passes the gate.
"""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from newsroom.text import gate
from newsroom.text.annotated import Annotated, Place
from newsroom.text.document import SpeakerPart, canonical
from newsroom.text.webannotation import OF_PLACES

LONGEST = 20_000  # code points of one text
MOST_PLACES = 200  # of one annotation; as many bodies
_LARGEST = 2**31 - 1
_UUID = r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"
_BLOCK = re.compile(rf"#b-({_UUID})$", re.ASCII)
_ID = re.compile(rf"(?:^urn:uuid:|/)({_UUID})/?$", re.ASCII)
_LANGUAGE = re.compile(r"/([a-z]{2,3})/articles/", re.ASCII)
_OFFSET = re.compile(r"(?:Z|[+-][0-9]{2}:?[0-9]{2})$", re.ASCII)
_ENTITY = re.compile(r"(?:^|/)([0-9a-z]{8})/?$", re.ASCII)
# Motivations of others -> sort and kind.
_MEANT: dict[str, tuple[str, str]] = {
    **dict.fromkeys(("identifying", "linking", "tagging"), ("mention", "")),
    **dict.fromkeys(("describing", "classifying"), ("statement", "paraphrase")),
    **dict.fromkeys(("assessing", "reviewing"), ("note", "fact_check")),
    "editing": ("note", "correction"),
    "questioning": ("note", "question"),
    **dict.fromkeys(("commenting", "replying", "moderating"), ("note", "comment")),
}
_SORTS = frozenset({"mention", "statement", "note"})
# (sort or kind, purpose) -> what a text without a role of ours says.
_SAYS = {
    ("statement", ""): "gist",
    ("fact_check", "describing"): "claim",
    ("fact_check", ""): "finding",
    ("correction", "commenting"): "claim",
    ("correction", ""): "proposal",
    ("question", ""): "claim",
    ("comment", ""): "claim",
}
_TEXTS = frozenset({"gist", "claim", "finding"})


class NotAnAnnotation(ValueError):
    """It cannot be read as an annotation of a text: `code` says why in a word, `what` names the part or the value."""

    def __init__(self, code: str, what: str = "") -> None:
        super().__init__(f"{code}: {what}" if what else code)
        self.code = code
        self.what = what


def annotated_of(data: Any) -> Annotated:
    """Read one Annotation; raises NotAnAnnotation, or gate.Refused naming the character that may not stand here."""
    if not isinstance(data, Mapping):
        raise NotAnAnnotation("no_object")
    if "Annotation" not in _all(data.get("type")):
        raise NotAnAnnotation("no_annotation")
    sort, kind = _sort_and_kind(data)
    places = tuple(_place(one) for one in _all(data.get("target")) if not isinstance(one, str))
    said = _Said(kind if sort == "note" else sort, places[0].language if places else "")
    for body in [*_all(data.get("body")), *_values(data)]:
        said.take(body)
    return Annotated(
        sort=sort,
        id=_identity(data),
        places=places,
        kind=kind,
        entity=said.entity,
        speakers=tuple(said.speakers),
        event=said.event,
        gist=said.texts["gist"],
        claim=said.texts["claim"],
        finding=said.texts["finding"],
        certainty=_line(data, "gz:certainty"),
        sources=tuple(_checked(one, "gz:sources") for one in _all(data.get("gz:sources"))),
        public=data.get("gz:public") is True,
        proposal=said.proposal,
        quote=_line(data, "gz:quote"),
        created=_moment(data, "created"),
        resolved=_moment(data, "gz:resolved"),
    )


# --- what it is -------------------------------------------------------------------------------------------------------


def _sort_and_kind(data: Mapping[str, Any]) -> tuple[str, str]:
    sort, kind = _line(data, "gz:sort"), _line(data, "gz:kind")
    if sort in _SORTS:
        return sort, kind
    if sort:
        raise NotAnAnnotation("unknown_sort", sort)
    motivations = [str(one).rpartition(":")[2] for one in _all(data.get("motivation"))] or ["commenting"]
    meant = next((_MEANT[one] for one in motivations if one in _MEANT), None)
    if meant is None:
        raise NotAnAnnotation("unknown_motivation", motivations[0][:40])
    return meant


def _identity(data: Mapping[str, Any]) -> str:
    """Its uuid; of an annotation that has another name or none, one that is always the same for it."""
    names = [str(data[key]) for key in ("canonical", "id") if data.get(key)]
    for name in names:
        if found := _ID.search(name):
            return str(UUID(found[1]))
    try:
        return str(uuid5(NAMESPACE_URL, names[-1] if names else canonical(data)))
    except ValueError as error:  # half a surrogate pair, or a number that is none
        raise NotAnAnnotation("no_text", "id") from error


# --- where it stands --------------------------------------------------------------------------------------------------


def _place(target: Any) -> Place:
    if not isinstance(target, Mapping):
        raise NotAnAnnotation("no_target")
    source = target.get("source")
    iri = str(source.get("id", "")) if isinstance(source, Mapping) else str(source or "")
    block, spoken = _BLOCK.search(iri), _LANGUAGE.search(iri)
    language = _line(source, "language") if isinstance(source, Mapping) else ""
    selectors = list(_selectors(target.get("selector")))
    position = next((one for one in selectors if one.get("type") == "TextPositionSelector"), {})
    quote = next((one for one in selectors if one.get("type") == "TextQuoteSelector"), {})
    if not quote.get("exact"):
        raise NotAnAnnotation("no_quote")
    named = _ID.search(str(target.get("id", "")))
    texts = {name: _line(quote, name) for name in ("exact", "prefix", "suffix")}
    own = {field: _line(target, term) for term, field in OF_PLACES.items() if field != "score"}
    return Place(
        block=str(UUID(block[1])) if block else "",
        language=language or (spoken[1] if spoken else ""),
        start=_offset(position, "start"),
        end=_offset(position, "end"),
        id=str(UUID(named[1])) if named else "",
        score=_score(target.get("gz:score")),
        **texts,
        **own,
    )


def _selectors(found: Any) -> Iterator[Mapping[str, Any]]:
    """All selectors of a target, those that refine others as well."""
    for one in _all(found):
        if isinstance(one, Mapping):
            yield one
            yield from _selectors(one.get("refinedBy"))


def _offset(selector: Mapping[str, Any], name: str) -> int:
    """A number of code points; -1 where there is none."""
    value: Any = selector.get(name, -1)
    if isinstance(value, bool) or not isinstance(value, int) or not -1 <= value <= _LARGEST:
        raise NotAnAnnotation("no_offset", name)
    return int(value)


def _score(value: Any) -> float | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise NotAnAnnotation("no_text", "gz:score")
    return float(value)


# --- what it says -----------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Said:
    """The bodies of one annotation, taken one by one; `about` is the sort, or the kind of a note."""

    about: str
    language: str
    entity: str = ""
    event: str = ""
    proposal: str = ""
    speakers: list[SpeakerPart] = field(default_factory=list)
    texts: dict[str, dict[str, str]] = field(default_factory=lambda: {name: {} for name in sorted(_TEXTS)})

    def take(self, body: Any) -> None:
        if isinstance(body, str):
            body = {"type": "SpecificResource", "source": body}
        if not isinstance(body, Mapping):
            raise NotAnAnnotation("unknown_body")
        reader = self._text if "value" in body else self._entity
        reader(body)

    def _text(self, body: Mapping[str, Any]) -> None:
        purpose = str(body.get("purpose", "")).rpartition(":")[2]
        role = _line(body, "gz:role") or _SAYS.get((self.about, purpose)) or _SAYS.get((self.about, ""), "")
        text, language = _line(body, "value"), _line(body, "language") or self.language
        if role == "proposal" and not self.proposal:
            self.proposal = text
        elif role in _TEXTS and not language:
            raise NotAnAnnotation("no_language", text[:40])
        elif role in _TEXTS and language not in self.texts[role]:
            self.texts[role][language] = text
        else:
            raise NotAnAnnotation("unknown_body", text[:40])

    def _entity(self, body: Mapping[str, Any]) -> None:
        source = body.get("source", body.get("id"))
        iri = str(source.get("id", "")) if isinstance(source, Mapping) else str(source or "")
        found = _ENTITY.search(_line(body, "gz:entity") or iri)
        if found is None:
            raise NotAnAnnotation("no_entity", iri[:80])
        role = _line(body, "gz:role") or {"mention": "entity", "statement": "speaker"}.get(self.about, "")
        take = self._ROLES.get(role)
        if take is None:
            raise NotAnAnnotation("unknown_body", iri[:80])
        take(self, found[1], body)

    def _take_entity(self, public_id: str, body: Mapping[str, Any]) -> None:
        self.entity = self.entity or public_id

    def _take_event(self, public_id: str, body: Mapping[str, Any]) -> None:
        self.event = self.event or public_id

    def _take_speaker(self, public_id: str, body: Mapping[str, Any]) -> None:
        capacity = body.get("gz:capacity", {})
        if not isinstance(capacity, Mapping):
            raise NotAnAnnotation("no_text", "gz:capacity")
        self.speakers.append(SpeakerPart(public_id, {code: _checked(text, code) for code, text in capacity.items()}))

    _ROLES = {"entity": _take_entity, "event": _take_event, "speaker": _take_speaker}


def _values(data: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """The short form of a body that is nothing but a text."""
    if "bodyValue" in data:
        yield {"value": data["bodyValue"]}


# --- values -----------------------------------------------------------------------------------------------------------


def _all(value: Any) -> list[Any]:
    """JSON-LD's one or many, or none; raises NotAnAnnotation for too many."""
    found = value if isinstance(value, list) else [] if value is None else [value]
    if len(found) > MOST_PLACES:
        raise NotAnAnnotation("too_many", str(len(found)))
    return found


def _line(data: Mapping[str, Any], name: str) -> str:
    return _checked(data.get(name, ""), name)


def _checked(value: Any, name: str) -> str:
    """A text of one line, through the gate."""
    if not isinstance(value, str):
        raise NotAnAnnotation("no_text", name)
    if len(value) > LONGEST:
        raise NotAnAnnotation("too_long", name)
    return gate.clean(value, field=name)


def _moment(data: Mapping[str, Any], name: str) -> str:
    """A moment with its offset as it was written, "" where there is none.

    One in the first year or the last that a calendar of ours has is none: elsewhere on earth it lies outside.
    """
    text = _line(data, name)
    try:
        year = dt.datetime.fromisoformat(text).year if text else None
    except ValueError as error:
        raise NotAnAnnotation("no_moment", name) from error
    if year is not None and not (dt.MINYEAR < year < dt.MAXYEAR and _OFFSET.search(text)):
        raise NotAnAnnotation("no_moment", name)
    return text
