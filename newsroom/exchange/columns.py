"""A column: the cell of a sheet to the value of a row's field and back.

A blank cell clears the field: to NULL where it may be missing, to "" in a text that may be empty, to its default where
it has one. A cell that says what is stored already changes nothing, so that NULL and "" survive a round trip even
through CSV and XLSX, which know one kind of empty cell only.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _
from import_export.fields import Field

from newsroom.base.refusals import explain
from newsroom.entities.entity import Entity
from newsroom.exchange.sheet import ABSENT, Cell
from newsroom.text import gate

TRUE = frozenset({"true", "1", "yes", "истина"})  # Russian spreadsheet programs write their own words
FALSE = frozenset({"false", "0", "no", "ложь"})
Entities = Mapping[str, Entity]
"""The entities that a sheet names, by public id; one of them stands for the rest of the table."""


class Column(Field):  # type: ignore[misc]
    """One field of a model under its own name."""

    def __init__(self, field: models.Field[Any, Any]) -> None:
        super().__init__(attribute=field.name, column_name=field.name)
        self.field = field

    def export(self, instance: Any, **_kwargs: Any) -> Cell:
        """The stored value as a cell: text, number, truth or None."""
        value = getattr(instance, self.field.attname)
        return value if value is None or isinstance(value, str | bool | float) else str(value)

    def save(self, instance: Any, row: Mapping[str, Any], is_m2m: bool = False, **kwargs: Any) -> None:
        """Set the field when its cell says something else; raises ValueError with the reason."""
        cell = row[self.column_name]
        if cell is ABSENT or says(cell, self.export(instance)):
            return
        try:
            self.write(instance, cell, kwargs.get("entities", {}))
        except ValidationError as error:
            raise ValueError(" ".join(error.messages)) from error
        except gate.Refused as error:
            raise ValueError(explain(error)) from error

    def write(self, instance: Any, cell: Any, entities: Entities) -> None:
        """Set the field to what the cell means; raises ValidationError or ValueError with the reason."""
        value = self.blank() if is_blank(cell) else self.parse(cell)
        setattr(instance, self.field.attname, self.field.clean(value, instance))

    def blank(self) -> Any:
        """What an empty cell means."""
        if self.field.null:
            return None
        return self.field.get_default() if self.field.has_default() else ""

    def parse(self, cell: Any) -> Any:
        """The text of a cell; a number or date that a spreadsheet program made of it is text again."""
        if isinstance(cell, bool):
            return "true" if cell else "false"
        if isinstance(cell, float) and cell.is_integer():
            return str(int(cell))
        return str(cell).strip()


class NumberColumn(Column):
    """A number; both decimal signs are read."""

    def parse(self, cell: Any) -> float:
        try:
            number = float(str(cell).strip().replace(",", ".").replace("٫", "."))
        except ValueError:
            number = math.nan
        if isinstance(cell, bool) or not math.isfinite(number):
            raise ValueError(_("This is no number."))
        return number


class TruthColumn(Column):
    """Yes or no."""

    def parse(self, cell: Any) -> bool:
        if isinstance(cell, bool):
            return cell
        word = str(cell).strip().lower().removesuffix(".0")
        if word not in TRUE | FALSE:
            raise ValueError(_("Write true or false."))
        return word in TRUE


class EntityColumn(Column):
    """Another entity, by its public id."""

    def export(self, instance: Any, **_kwargs: Any) -> Cell:
        if getattr(instance, self.field.attname) is None:
            return None
        return str(getattr(instance, self.field.name).public_id)

    def write(self, instance: Any, cell: Any, entities: Entities) -> None:
        setattr(instance, self.field.name, None if is_blank(cell) else self._named(self.parse(cell), entities))

    def _named(self, public_id: str, entities: Entities) -> Entity:
        entity = entities.get(public_id)
        if entity is None:
            raise ValueError(_("There is no entity with the public id “%(id)s”.") % {"id": public_id})
        if entity.merged_into_id is not None:
            raise ValueError(_("“%(id)s” was merged into another entity.") % {"id": public_id})
        return entity


_COLUMNS: dict[type[models.Field[Any, Any]], Callable[[Any], Column]] = {
    models.ForeignKey: EntityColumn,
    models.FloatField: NumberColumn,
    models.BooleanField: TruthColumn,
}


def column_of(field: models.Field[Any, Any]) -> Column:
    """The column that reads and writes a field."""
    return _COLUMNS.get(type(field), Column)(field)


def is_blank(cell: Any) -> bool:
    """Whether a cell holds nothing."""
    return cell is None or cell is ABSENT or (isinstance(cell, str) and not cell.strip())


def says(cell: Any, stored: Cell) -> bool:
    """Whether a cell says what is stored. "" says NULL too (an empty text of a language is a missing one); null, which
    only JSON has, does not say "".
    """
    if stored is None:
        return cell is None or cell == ""
    if isinstance(stored, bool) or isinstance(cell, bool):
        return stored is cell
    if isinstance(stored, float):
        return cell == stored or (isinstance(cell, str) and cell == json.dumps(stored))
    return bool(cell == stored)
