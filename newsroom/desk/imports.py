"""Bringing in a sheet of entities, names, memberships or participations: one import, one transaction, one audit row.

The same checks as in `desk.entities`, made for many rows at once: rules that ask one row only are asked in Python,
rules that ask the table (what is unique) with one query per batch. A preview calls `check_rows`, the verb calls it
again.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models, transaction
from django.db.models import F, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from newsroom.audit.log import LogEntry
from newsroom.audit.verbs import Verb
from newsroom.base import languages
from newsroom.base.rows import translated_fields
from newsroom.desk import policy, record
from newsroom.desk.errors import StaleImport
from newsroom.desk.policy import Action
from newsroom.entities import name_key
from newsroom.entities.entity import Entity
from newsroom.entities.membership import Membership
from newsroom.entities.name import Name
from newsroom.entities.participation import Participation
from newsroom.staff.user import User

Row = Entity | Name | Membership | Participation

BATCH = 500
# The entity whose row is locked while a row that says more of it is written.
OWNER = {"entity": "pk", "name": "entity_id", "membership": "member_id", "participation": "event_id"}
RENAMING = {"entity": "pk", "name": "entity_id"}  # of which entities the keys of names are made again


@dataclass(frozen=True, slots=True)
class Edit:
    """A stored row as it shall be, and as the plan found it."""

    row: Row
    seen: Row

    def changed(self) -> set[str]:
        """Names of the columns in which the two differ."""
        before, after = state_of(self.seen), state_of(self.row)
        return {name for name, value in after.items() if before[name] != value}


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """What a sheet would do; all rows are of one table.

    Attributes:
        what: what the sheet holds, for the log: "person", "membership".
        file_name: the name of the file, for the log.
        digest: sha256 of the bytes of the file.
        unchanged: how many rows of the sheet say what is stored already.
    """

    what: str
    file_name: str
    digest: str
    new: Sequence[Row]
    edits: Sequence[Edit]
    unchanged: int = 0


def take_turn() -> None:
    """Wait until no other import is being written; held until the end of the transaction.

    For whoever plans and writes in one transaction: two imports of the same new people would not see each other.
    """
    list(ContentType.objects.select_for_update().filter(app_label="newsroom", model="entity").values_list("pk"))


def last_change() -> int:
    """The last row of the log: while it stands, no verb has changed anything, and what was planned is still so."""
    return LogEntry.objects.order_by("-pk").values_list("pk", flat=True).first() or 0


@transaction.atomic
def import_rows(plan: ImportPlan, *, by: User) -> LogEntry | None:
    """Write the new and the changed rows of a sheet, with everything derived from them; None when there are none.

    Raises NotAllowed, StaleImport when a stored row is no longer as the plan saw it, ValidationError of the first bad
    row; then nothing is written.
    """
    policy.check(by, Action.IMPORT_ENTITIES)
    rows = [*plan.new, *(edit.row for edit in plan.edits)]
    if not rows:
        return None
    record.lock(by)
    _lock(rows, plan.edits)
    if problems := check_rows(rows):
        raise problems[min(problems)]
    for row in rows:
        if isinstance(row, Entity | Membership):
            row.derive()
    _write(plan)
    _rename(rows)
    name = "".join(char for char in plan.file_name if char.isprintable())[:120]
    detail = f"{plan.what}: {len(plan.new)} new, {len(plan.edits)} changed, {plan.unchanged} as before; {name}"
    return record.log(Verb.IMPORT_ENTITIES, by, by=by, digests=("", plan.digest), detail=detail)


def check_rows(rows: Sequence[Row]) -> dict[int, ValidationError]:
    """What is wrong with rows of one table, by their position; {} when they can be written.

    Asks what `base.rows.check` asks. An empty text of a language becomes a missing one (NULL).
    """
    problems: dict[int, ValidationError] = {}
    for position, row in enumerate(rows):
        try:
            _check(row)
        except ValidationError as error:
            problems[position] = error
    for position, clash in _taken(rows):
        problems.setdefault(position, clash)
    return problems


def state_of(row: models.Model) -> dict[str, Any]:
    """The columns of a row by name, without the bare ones and its number."""
    return {field.attname: getattr(row, field.attname) for field in _columns(type(row)) if not field.primary_key}


# --- rules that ask one row -------------------------------------------------------------------------------------------


def _check(row: Row) -> None:
    bare = translated_fields(type(row))
    for column in languages.columns(*bare):
        if getattr(row, column) == "":
            setattr(row, column, None)
    relations = [field for field in _columns(type(row)) if field.is_relation]
    missing = [field.name for field in relations if not field.null and getattr(row, field.attname) is None]
    if missing:
        raise ValidationError({name: _("This field is required.") for name in missing})
    exclude = bare | {field.name for field in relations}  # the database knows whether the other row is there
    row.full_clean(exclude=exclude, validate_unique=False, validate_constraints=False)
    for constraint in row._meta.constraints:
        if isinstance(constraint, models.CheckConstraint) and holds(constraint.condition, row) is False:
            raise ValidationError(_WORDS.get(constraint.name, constraint.get_violation_error_message()))


_WORDS: dict[str, Any] = {
    "only_a_place_has_coordinates": gettext_lazy(
        "A place has both coordinates or none: latitude from -90 to 90, longitude from -180 to 180."
    ),
    "nobody_is_a_member_of_itself": gettext_lazy("Nobody is a member of itself."),
    "no_event_takes_part_in_itself": gettext_lazy("No event takes part in itself."),
}
_LOOKUPS: dict[str, Callable[[Any, Any], bool]] = {
    "exact": operator.eq,
    "in": lambda value, among: value in among,
    "range": lambda value, ends: ends[0] <= value <= ends[1],
    "lte": operator.le,
    "startswith": lambda value, start: bool(value.startswith(start)),
}


def holds(condition: Any, row: models.Model) -> bool | None:
    """Whether a row meets the condition of a constraint, None where SQL would say NULL.

    Asked in Python because Django's own check is one query per row and constraint. Knows the look-ups that our
    constraints use; raises KeyError for another one, and a test holds it against the database.
    """
    answers = [
        holds(child, row) if isinstance(child, Q) else _compare(child[0], child[1], row) for child in condition.children
    ]
    decisive = condition.connector == Q.OR
    if decisive in answers:
        answer: bool | None = decisive
    else:
        answer = None if None in answers else not decisive
    return not answer if condition.negated and answer is not None else answer


def _compare(path: str, wanted: Any, row: models.Model) -> bool | None:
    name, _separator, lookup = path.partition("__")
    value = _value(row, name)
    if lookup == "isnull" or wanted is None:
        return (value is None) == (wanted is None or wanted)
    if isinstance(wanted, F):
        wanted = _value(row, wanted.name)
    compare = _LOOKUPS[lookup or "exact"]
    return None if value is None or wanted is None else compare(value, wanted)


def _value(row: models.Model, name: str) -> Any:
    return getattr(row, row._meta.get_field(name).attname)  # type: ignore[union-attr]


# --- rules that ask the table -----------------------------------------------------------------------------------------


def _taken(rows: Sequence[Row]) -> Iterator[tuple[int, ValidationError]]:
    """Rows that say what only one row may say: twice in the sheet, or once more than is stored."""
    if not rows:
        return
    for constraint in _table(rows[0])._meta.constraints:
        if isinstance(constraint, models.UniqueConstraint):
            yield from _clashes(constraint, rows)


def _clashes(constraint: models.UniqueConstraint, rows: Sequence[Row]) -> Iterator[tuple[int, ValidationError]]:
    keys = {
        position: tuple(_value(row, name) for name in constraint.fields)
        for position, row in enumerate(rows)
        if constraint.condition is None or holds(constraint.condition, row)
    }
    stored = _stored(constraint, rows[0], keys.values())
    field = constraint.fields[0] if len(constraint.fields) == 1 else NON_FIELD_ERRORS
    seen: set[tuple[Any, ...]] = set()
    for position, key in keys.items():
        if key in seen:
            yield position, ValidationError({field: _("Another row of this sheet says the same.")})
        elif stored.get(key, rows[position].pk) != rows[position].pk:
            yield position, ValidationError({field: _("Another row that is here already says the same.")})
        seen.add(key)


def _stored(
    constraint: models.UniqueConstraint, sample: Row, keys: Iterable[tuple[Any, ...]]
) -> Mapping[tuple[Any, ...], Any]:
    """Which stored row has each of the keys."""
    table = _table(sample)
    first = constraint.fields[0]
    found: dict[tuple[Any, ...], Any] = {}
    for batch in batches({key[0] for key in keys}):
        names = [table._meta.get_field(name).attname for name in constraint.fields]  # type: ignore[union-attr]
        for pk, *key in table._base_manager.filter(**{f"{first}__in": batch}).values_list("pk", *names):
            found[tuple(key)] = pk
    return found


# --- writing ----------------------------------------------------------------------------------------------------------


def _lock(rows: Sequence[Row], edits: Sequence[Edit]) -> None:
    """Hold the rows and the entities they belong to; raises StaleImport when a row is not as the plan saw it."""
    table = _table(rows[0])
    owners = {getattr(row, OWNER[_model(row)]) for row in rows} - {None}
    for batch in batches(owners):
        list(Entity.objects.select_for_update().filter(pk__in=batch).order_by("pk").values_list("pk"))
    stored: dict[Any, Any] = {}
    for batch in batches({edit.row.pk for edit in edits}):
        held = table._base_manager.select_for_update().filter(pk__in=batch).order_by("pk")
        stored.update({row.pk: state_of(row) for row in held})
    for edit in edits:
        if stored.get(edit.row.pk) != state_of(edit.seen):
            raise StaleImport(str(edit.seen))


def _write(plan: ImportPlan) -> None:
    if plan.new:
        type(plan.new[0])._default_manager.bulk_create(list(plan.new), batch_size=BATCH)  # type: ignore[arg-type]
    columns = sorted(set().union(*(edit.changed() for edit in plan.edits)))
    if columns:
        rows = [edit.row for edit in plan.edits]
        fields = [field.name for field in _columns(type(rows[0])) if field.attname in columns]
        type(rows[0])._base_manager.bulk_update(rows, fields, batch_size=BATCH)  # type: ignore[arg-type]


def _rename(rows: Sequence[Row]) -> None:
    """Make the keys of names again where a name may have changed."""
    column = RENAMING.get(_model(rows[0]))
    if column is not None:
        for batch in batches({getattr(row, column) for row in rows}):
            name_key.refresh(Entity.objects.filter(pk__in=batch))


def batches(values: Iterable[Any], size: int = BATCH) -> Iterator[list[Any]]:
    """The values in an order of their own, so many at a time that no database minds the query."""
    ordered = iter(sorted(values))
    while batch := list(islice(ordered, size)):
        yield batch


def _columns(model: type[models.Model]) -> list[Any]:
    bare = translated_fields(model)
    return [field for field in model._meta.concrete_fields if field.name not in bare]


def _table(row: Row) -> type[models.Model]:
    """The model of the table: a Person lives in Entity's."""
    model = type(row)._meta.concrete_model
    assert model is not None
    return model


def _model(row: Row) -> str:
    return str(_table(row)._meta.model_name)
