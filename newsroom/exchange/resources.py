"""A sheet to a plan, and rows to a sheet: import-export's loop over rows, without a query or a write of its own.

Rows are identified by what never changes: entities by public id, memberships and participations by uuid, names by
entity, language and text. A row without identity is new, unless a stored row says the very same: then it is that row,
so that a file imported twice changes nothing the second time.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from typing import Any

import tablib
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from import_export import resources

from newsroom.base import languages
from newsroom.base.rows import translated_fields
from newsroom.desk import imports
from newsroom.exchange.columns import Column, column_of, is_blank, says
from newsroom.exchange.known import KnownRows, entities_of, text_of
from newsroom.exchange.refusals import SheetRefused
from newsroom.exchange.result import SheetDiff, SheetResult, SheetRowResult
from newsroom.exchange.sheet import Sheet
from newsroom.staff.user import User

Key = tuple[str, ...]


class SheetResource(resources.ModelResource):  # type: ignore[misc]
    """What sheets of all kinds have in common; `sheets` makes one class per kind."""

    identity: Sequence[str] = ()  # the columns that every sheet must have
    writes_identity = False  # whether a new row takes its identity from the sheet
    filled_in: frozenset[str] = frozenset()  # columns that the verb fills in where they are blank

    # --- what the kinds say of themselves ---------------------------------------------------------------------------

    def key_of(self, row: Any) -> Key:
        """The identity of a stored row, in the words of a sheet."""
        raise NotImplementedError

    def named_in(self, sheet: Sheet) -> Iterator[Any]:
        """The stored rows that the sheet names."""
        raise NotImplementedError

    def similar_to(self, sheet: tablib.Dataset) -> Iterator[Any]:
        """Stored rows that a row without identity may repeat."""
        return iter(())

    def marks_of(self, row: Any) -> set[Hashable]:
        """What a repetition of the row would have in common with it."""
        return set()

    def repetition(self, row: Any) -> Hashable:
        """What two new rows of one sheet may not have in common."""
        return tuple(field.export(row) for field in self.get_import_fields())

    def accept(self, key: Key, row: Any) -> Any:
        """The stored row for an identity; raises ValidationError when there is none, or it is none of this kind."""
        return row

    def refuse_twin(self, twin: Any) -> None:
        """Raises ValidationError when a row like a stored one, but not the same, cannot be meant."""

    # --- doing it -----------------------------------------------------------------------------------------------------

    def import_data(self, dataset: Sheet, dry_run: bool = False, **kwargs: Any) -> SheetResult:
        """Plan the import and, unless it is a preview, write it when the plan is the one that was previewed.

        Keyword arguments: `user` who imports, `file_name`, `digest` of its bytes, `expected`: the fingerprint of the
        preview. Raises SheetRefused, and what `desk.imports.import_rows` raises.
        """
        self.check_columns(dataset.headers)
        mark = imports.last_change()
        result = self._planned(dataset)  # outside the transaction: SQLite has one writer, who should not think long
        if dry_run:
            return result
        with transaction.atomic():
            imports.take_turn()
            if imports.last_change() != mark:
                result = self._planned(dataset)
            if result.writable and result.fingerprint() == kwargs["expected"]:
                self._write(result, kwargs["user"], kwargs["file_name"], kwargs["digest"])
            return result

    def check_columns(self, headers: Sequence[str]) -> None:
        """Raises SheetRefused when the sheet has a column that is not ours, or lacks one that identifies its rows."""
        bare = translated_fields(self._meta.model)
        for name in headers:
            if name in bare:
                raise SheetRefused(
                    _("“%(column)s” does not say in which language: use %(columns)s.")
                    % {"column": name, "columns": ", ".join(languages.columns(name))}
                )
        named = {"known": ", ".join(self.fields), "sheet": self.get_display_name()}
        if unknown := [name for name in headers if name not in self.fields]:
            raise SheetRefused(
                _("Unknown columns: %(unknown)s. A sheet of %(sheet)s may have: %(known)s.")
                % {**named, "unknown": ", ".join(unknown)}
            )
        if missing := [name for name in self.identity if name not in headers]:
            raise SheetRefused(
                _("Missing columns: %(missing)s. They say which row is meant.") % {"missing": ", ".join(missing)}
            )

    def _planned(self, sheet: Sheet) -> SheetResult:
        self._columns, self._numbers = set(sheet.headers), sheet.numbers
        self._seen: dict[Any, int] = {}
        entities = entities_of(self, sheet)
        result: SheetResult = self.import_data_inner(
            sheet, True, False, using_transactions=False, collect_failed_rows=False, entities=entities
        )
        result.numbers = sheet.numbers
        rows = result.changes
        for position, error in imports.check_rows([row.instance for row in rows]).items():
            result.append_invalid_row(rows[position].position, rows[position].cells, error)
        return result

    def _write(self, result: SheetResult, user: User, file_name: str, digest: str) -> None:
        what = str(self._meta.model._meta.model_name)
        imports.import_rows(result.plan(what=what, file_name=file_name, digest=digest), by=user)
        result.written = True

    # --- import-export's steps ----------------------------------------------------------------------------------------

    def get_import_fields(self) -> list[Column]:
        """The columns that this sheet has, without those that only say which row is meant."""
        own = () if self.writes_identity else self.identity
        shown = getattr(self, "_columns", set(self.fields))
        return [field for name, field in self.fields.items() if name in shown and name not in own]

    def get_instance(self, instance_loader: KnownRows, row: Mapping[str, Any]) -> Any:
        self._known = instance_loader
        return instance_loader.get_instance(row)

    def before_import_row(self, row: Mapping[str, Any], **kwargs: Any) -> None:
        self._number = self._numbers[kwargs["row_number"] - 1]
        if (key := self.key_in(row)) is not None:
            self._once(key)

    def key_in(self, row: Mapping[str, Any]) -> Key | None:
        """The identity that a row of the sheet gives, None where it is blank."""
        key = tuple(text_of(row[name]) for name in self.identity)
        return key if any(key) else None

    def skip_row(self, instance: Any, original: Any, row: Any, import_validation_errors: Any = None) -> bool:
        if import_validation_errors:
            return False
        if instance.pk is not None:
            return imports.state_of(instance) == imports.state_of(original)
        marks = self.marks_of(instance)
        for twin in self._known.twins(marks):
            if self._same(instance, twin):
                return True
            self.refuse_twin(twin)
        if marks:
            self._once(self.repetition(instance))
        return False

    def validate_instance(
        self, instance: Any, import_validation_errors: Any = None, validate_unique: bool = True
    ) -> None:
        """Wrong cells are said at once; the rules of the desk are asked of all rows together, by `check_rows`."""
        if import_validation_errors:
            raise ValidationError(import_validation_errors)

    def save_instance(self, instance: Any, is_create: bool, row: Any, **kwargs: Any) -> None:
        """Nothing yet: the verb writes all rows or none."""

    def after_import_row(self, row: Mapping[str, Any], row_result: SheetRowResult, **kwargs: Any) -> None:
        row_result.position, row_result.cells = kwargs["row_number"], row

    def bulk_create(self, *args: Any, **kwargs: Any) -> None:
        """Nothing: see save_instance."""

    bulk_update = bulk_delete = bulk_create

    @classmethod
    def get_display_name(cls) -> str:
        return str(cls._meta.model._meta.verbose_name_plural)

    get_result_class = classmethod(lambda cls: SheetResult)
    get_row_result_class = classmethod(lambda cls: SheetRowResult)
    get_diff_class = classmethod(lambda cls: SheetDiff)

    def _once(self, key: Hashable) -> None:
        """Raises ValidationError naming the row that said the same before."""
        if (first := self._seen.setdefault(key, self._number)) != self._number:
            raise ValidationError(_("Row %(number)s says the same.") % {"number": first})

    def _same(self, instance: Any, twin: Any) -> bool:
        """Whether a new row says nothing that the stored one does not."""
        for field in self.get_import_fields():
            said, stored = field.export(instance), field.export(twin)
            blank = is_blank(said) and (is_blank(stored) or field.column_name in self.filled_in)
            if not (blank or says(said, stored)):
                return False
        return True


def chosen(model: Any, columns: Iterable[str]) -> dict[str, Any]:
    """The attributes of a resource class of these columns of a model."""
    names = list(columns)
    options = {
        "model": model,
        "fields": names,
        "import_order": names,
        "export_order": names,
        "instance_loader_class": KnownRows,
        "skip_unchanged": True,
        "report_skipped": False,
        "use_bulk": True,  # no savepoint per row
        "batch_size": None,
        "store_instance": True,
    }
    columns_of = {name: column_of(model._meta.get_field(name)) for name in names}
    return {**columns_of, "Meta": type("Meta", (), options)}
