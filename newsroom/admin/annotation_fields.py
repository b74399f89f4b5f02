"""The fields of the annotation screen's forms, for a new statement or note and for one that is changed.

A template draws each by its kind; what was typed and refused stands in it again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _

from newsroom.annotation.note import Certainty, Note, NoteKind
from newsroom.annotation.statement import StatementKind
from newsroom.base import languages
from newsroom.entities.kinds import Kind
from newsroom.screens.annotated_statements import StatementLine

SPEAKERS = 3  # offered at once; a script adds more rows of the same names, up to annotation_form.MOST_SPEAKERS
NONE: Mapping[str, str] = {}


@dataclass(frozen=True, slots=True)
class Field:
    """One field: `kind` is "text", "lines", "entity", "choice" or "check"; `known` the entity that is chosen.

    `group` names the row of a script's form that it stands in ("speaker-1"), `only` the kinds of note that have it.
    """

    name: str
    label: str
    kind: str = "text"
    value: str = ""
    language: str = ""
    choices: Sequence[tuple[str, Any]] = ()
    known: str = ""
    hint: str = ""
    group: str = ""
    only: str = ""
    refused: bool = False

    @property
    def direction(self) -> str:
        return languages.direction(self.language) if self.language else "auto"


def mention_fields(codes: Sequence[str], *, typed: Mapping[str, str] = NONE, refused: str = "") -> list[Field]:
    """Of an entity that is not known yet."""
    kinds = [("", "–"), *Kind.choices]
    fields = [Field("new-kind", _("kind"), "choice", choices=kinds)]
    fields += _in_each("new-name", _("name"), codes)
    return _typed(fields, typed, refused)


def statement_fields(
    codes: Sequence[str], line: StatementLine | None = None, *, typed: Mapping[str, str] = NONE, refused: str = ""
) -> list[Field]:
    """Who speaks in which capacity, how, where, and in short."""
    fields = [*_speakers(codes, line)]
    kind = line.statement.kind if line else StatementKind.PARAPHRASE
    fields.append(Field("kind", _("kind"), "choice", value=kind, choices=StatementKind.choices))
    event = line.event if line else None
    said = (event.name, event.public_id) if event else ("", "")
    fields.append(Field("event", _("at the event"), "entity", value=said[0], known=said[1]))
    fields += _in_each("gist", _("in short"), codes, line.statement if line else None)
    return _typed(fields, typed, refused)


def _speakers(codes: Sequence[str], line: StatementLine | None) -> Iterator[Field]:
    voices = line.voices if line else ()
    for number in range(max(SPEAKERS, len(voices) + 1)):
        voice = voices[number] if number < len(voices) else None
        name, group = f"speaker-{number}", f"speaker-{number}"
        who = (voice.who.name, voice.who.public_id) if voice else ("", "")
        yield Field(name, _("who speaks"), "entity", value=who[0], known=who[1], group=group)
        row = voice.speaker if voice else None
        for one in _in_each("capacity", _("in the capacity of"), codes, row):
            yield replace(one, name=languages.column(f"capacity-{number}", one.language), group=group)


def note_fields(
    codes: Sequence[str], note: Note | None = None, *, typed: Mapping[str, str] = NONE, refused: str = ""
) -> list[Field]:
    """What is doubted, proposed, asked or remarked; a new one also says which of these it is."""
    kind = [] if note else [Field("kind", _("kind"), "choice", value=NoteKind.QUESTION, choices=NoteKind.choices)]
    fact_check, correction = str(NoteKind.FACT_CHECK), str(NoteKind.CORRECTION)
    certainties = [("", "–"), *Certainty.choices]
    value = (note.certainty, note.sources, note.proposal, "1" if note.public else "") if note else ("", "", "", "")
    fields = [
        *kind,
        *_in_each("claim", _("what it says"), codes, note, kind="lines"),
        Field("proposal", _("words to put in place"), "lines", value=value[2], language=codes[0], only=correction),
        *(replace(one, only=fact_check) for one in _in_each("finding", _("what was found"), codes, note, kind="lines")),
        Field("certainty", _("how sure that is"), "choice", value=value[0], choices=certainties, only=fact_check),
        Field("sources", _("sources"), "lines", value=value[1], hint=_("One per line."), only=fact_check),
        Field("public", _("public: readers see it beside the sentence"), "check", value=value[3], only=fact_check),
    ]
    shown = [one for one in fields if note is None or not one.only or note.kind == one.only]
    return _typed(shown, typed, refused)


def _in_each(
    name: str, label: str, codes: Sequence[str], row: Any = None, *, kind: str = "text"
) -> Iterator[Field]:
    for code in codes:
        value = languages.read(row, name, code) if row else ""
        yield Field(languages.column(name, code), label, kind, value=value, language=code)


def _typed(fields: Sequence[Field], typed: Mapping[str, str], refused: str) -> list[Field]:
    """With what was sent and not taken, and the one field that is at fault."""
    if not typed:
        return list(fields)
    return [
        replace(
            one,
            value=typed.get(one.name, ""),
            known=typed.get(f"{one.name}-id", ""),
            refused=one.name == refused,
        )
        for one in fields
    ]
