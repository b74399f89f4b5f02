"""Files to sheets: what is read, what is refused, and that nothing is misread silently."""

from __future__ import annotations

import datetime as dt
import io
import json
import zipfile
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest
import tablib
from django.test import override_settings
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from newsroom.exchange.formats import BY_EXTENSION
from newsroom.exchange.refusals import SheetRefused
from newsroom.exchange.sheet import ABSENT, Sheet
from newsroom.text import gate
from tests.exchange.sheets import AS, as_csv, as_xlsx

ROWS = [
    {"public_id": "", "name_fa": "علی‌اف", "name_en": "Aliyev, Ilham", "note": 'a "quote"; and\tmore'},
    {"public_id": "m3xhqymc", "name_fa": "", "name_en": "=1+1", "note": "'=x"},
]


def read(data: bytes, extension: str = "csv") -> Sheet:
    return BY_EXTENSION[extension]().create_dataset(data)


def refusal(data: bytes, extension: str = "csv") -> str:
    with translation.override("en"), pytest.raises(SheetRefused) as caught:
        read(data, extension)
    return str(caught.value)


def gated(text: str) -> bool:
    try:
        return gate.clean(text) == text
    except gate.Refused:
        return False


LETTERS = st.one_of(st.sampled_from("=+-@',;\"| aعﯽ\u200c"), st.characters(exclude_categories=["Cs", "Cc", "Cn"]))
CELLS = st.text(LETTERS, max_size=20).filter(gated)


@pytest.mark.parametrize("extension", sorted(BY_EXTENSION))
@given(cells=st.lists(CELLS, min_size=3, max_size=3), for_spreadsheets=st.booleans())
def test_a_gated_text_survives_export_and_import(extension: str, cells: list[str], for_spreadsheets: bool) -> None:
    row = ("m3xhqymc", *cells)
    out = tablib.Dataset(row, headers=["public_id", "a", "b", "c"])
    with override_settings(IMPORT_MAX_ROWS=10):
        data = BY_EXTENSION[extension]().export_data(out, for_spreadsheets=for_spreadsheets)
        assert list(read(data, extension)) == [row]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("bom", [True, False])
def test_csv_is_read_with_the_delimiter_it_has_and_with_or_without_a_mark(delimiter: str, bom: bool) -> None:
    sheet = read(as_csv([{**ROWS[0]}], delimiter=delimiter, bom=bom))
    assert sheet.headers == list(ROWS[0])
    assert list(sheet) == [tuple(ROWS[0].values())]


def test_a_utf_16_file_of_a_spreadsheet_program_is_read() -> None:
    data = as_csv(ROWS, delimiter="\t").decode().encode("utf-16")
    assert read(data)["name_fa"] == ["علی‌اف", ""]


@pytest.mark.parametrize(
    "data", ["public_id,name_fa\nx,علي\n".encode("windows-1256"), b"PK\x03\x04rest", b"\x00\x01,a"]
)
def test_other_bytes_than_text_are_no_csv(data: bytes) -> None:
    assert refusal(data)


@pytest.mark.parametrize("text", ["a,b\n1,2,3\n", "a,b\n1\n"])
def test_a_row_of_another_width_is_refused_with_its_number(text: str) -> None:
    assert "Row 2 " in refusal(text.encode())


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('a,b\n"x"y,z\n', "Line 2"),
        ('a,b\n"x,z\n', "Line 2"),
        ("a,,b\n1,2,3\n", "Column 2"),
        ("a,b,a\n1,2,3\n", "twice: a"),
        ("a,b\n", "no rows"),
        ("a,b\n,\n", "no rows"),
        ("", "empty"),
    ],
)
def test_a_broken_csv_says_what_is_wrong(text: str, said: str) -> None:
    assert said in refusal(text.encode())


def test_an_empty_line_is_no_row_and_the_numbers_stay_those_of_the_file() -> None:
    sheet = read(b"a,b\n1,2\n,\n\n3,4\n")
    assert list(sheet) == [("1", "2"), ("3", "4")]
    assert sheet.numbers == [2, 5]


# --- JSON -------------------------------------------------------------------------------------------------------------


def test_json_keeps_null_empty_and_absent_apart() -> None:
    sheet = read(b'[{"a": "x", "b": null}, {"a": "", "c": true}]', "json")
    assert sheet.headers == ["a", "b", "c"]
    assert list(sheet) == [("x", None, ABSENT), ("", ABSENT, True)]


@pytest.mark.parametrize(
    "text",
    ["{", '{"a": 1}', "[1]", '[{"a": [1]}]', '[{"a": {"b": 1}}]', '[{"a": NaN}]', '[{"a": 1, "a": 2}]', "[]", "[{}]",
     "[" * 100_000, '[{"a": ' + "9" * 5000 + "}]"],
    ids=range(11),
)  # fmt: skip
def test_what_is_no_list_of_rows_is_refused(text: str) -> None:
    assert refusal(text.encode(), "json")


# --- XLSX -------------------------------------------------------------------------------------------------------------


def workbook(fill: Callable[[Any], None]) -> bytes:
    book = openpyxl.Workbook()
    fill(book.active)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def test_a_formula_is_refused_and_never_taken_for_an_empty_cell() -> None:
    def fill(page: Any) -> None:
        page.append(["a", "b"])
        page.append(["x", "=1+1"])

    assert "Row 2 has a formula" in refusal(workbook(fill), "xlsx")


def test_a_text_that_looks_like_a_formula_is_exported_as_a_text() -> None:
    out = tablib.Dataset(("=1+1",), headers=["a"])
    for choice, cell in ((True, "'=1+1"), (False, "=1+1")):
        data = BY_EXTENSION["xlsx"]().export_data(out, for_spreadsheets=choice)
        stored = openpyxl.load_workbook(io.BytesIO(data)).active["A2"]
        assert (stored.value, stored.data_type) == (cell, "s")


def test_numbers_and_dates_that_a_program_made_of_texts_are_plain_again() -> None:
    rows = [{"start": dt.datetime(2024, 10, 8), "end": 2024, "x": None}]
    assert list(read(as_xlsx(rows), "xlsx")) == [("2024-10-08", 2024, "")]


def test_empty_cells_at_the_end_of_rows_and_headers_are_no_cells() -> None:
    def fill(page: Any) -> None:
        page.append(["a", "b", None])
        page.append(["x", None, None])
        page["F9"] = ""

    sheet = read(workbook(fill), "xlsx")
    assert (sheet.headers, list(sheet)) == (["a", "b"], [("x", "")])


def unpacked(data: bytes, change: Callable[[dict[str, bytes]], None]) -> bytes:
    """The workbook with changed parts."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    change(parts)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return stream.getvalue()


SHEET = "xl/worksheets/sheet1.xml"


def test_a_zip_bomb_is_refused_before_it_is_unpacked(settings: Any) -> None:
    bomb = unpacked(as_xlsx(ROWS), lambda parts: parts.update({"xl/media/x.bin": b"\0" * 60_000_000}))
    assert len(bomb) < settings.IMPORT_MAX_BYTES
    assert "60" in refusal(bomb, "xlsx")


def test_a_bomb_of_styles_is_refused() -> None:
    """A million empty styles pack into 12 kB; openpyxl made an object of each for half a minute (tried)."""
    styles = b"<styleSheet><cellXfs>" + b"<xf/>" * 1_000_000 + b"</cellXfs></styleSheet>"
    bomb = unpacked(as_xlsx(ROWS), lambda parts: parts.update({"xl/styles.xml": styles}))
    assert len(bomb) < 50_000
    assert "styles" in refusal(bomb, "xlsx")


@pytest.mark.parametrize("item", [{"\ud800": "a"}, {"public_id": "\udfff"}, {"public_id": "a", "name_en": "b\0"}])
def test_characters_that_no_database_knows_are_refused(item: dict[str, str]) -> None:
    import json

    assert "U+" in refusal(json.dumps([item]).encode(), "json")


def test_an_archive_of_very_many_parts_is_refused() -> None:
    many = unpacked(as_xlsx(ROWS), lambda parts: parts.update({f"x{n}.xml": b"<a/>" for n in range(300)}))
    assert "parts" in refusal(many, "xlsx")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_xml_entities_are_refused(encoding: str) -> None:
    laughs = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><worksheet>&b;</worksheet>'
    bad = unpacked(as_xlsx(ROWS), lambda parts: parts.update({SHEET: laughs.encode(encoding)}))
    assert "entities" in refusal(bad, "xlsx")


@pytest.mark.parametrize(
    "body", ['<row r="999999999"><c r="A999999999"><v>1</v></c></row>', '<row r="2"><c r="XFD2"><v>1</v></c></row>']
)
def test_a_sheet_that_claims_to_be_huge_is_refused_quickly(body: str) -> None:
    page = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    page += f'<row r="1"><c r="A1" t="inlineStr"><is><t>a</t></is></c></row>{body}</sheetData></worksheet>'
    assert refusal(unpacked(as_xlsx(ROWS), lambda parts: parts.update({SHEET: page.encode()})), "xlsx")


@pytest.mark.parametrize("data", [b"", b"PK", b"PK\x03\x04" + b"x" * 100, b"a,b\n1,2\n"])
def test_what_is_no_workbook_is_refused(data: bytes) -> None:
    assert "XLSX" in refusal(data, "xlsx")


@pytest.mark.parametrize("part", ["[Content_Types].xml", "xl/workbook.xml", SHEET])
@pytest.mark.parametrize("content", [b"", b"<", b"\xff\xfe", b"<worksheet/>"])
def test_a_damaged_workbook_is_refused_in_words(part: str, content: bytes) -> None:
    assert refusal(unpacked(as_xlsx(ROWS), lambda parts: parts.update({part: content})), "xlsx")


# --- limits -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("extension", sorted(AS))
def test_more_rows_columns_or_letters_than_allowed_are_refused_with_the_limit(extension: str, settings: Any) -> None:
    settings.IMPORT_MAX_ROWS, settings.IMPORT_MAX_COLUMNS = 5, 4
    write = AS[extension]
    assert len(read(write([ROWS[0]] * 5), extension)) == 5
    assert "5 rows" in refusal(write([ROWS[0]] * 6), extension)
    assert "at most 4" in refusal(write([{**ROWS[0], "more": "x"}]), extension)
    assert "20000" in refusal(write([{"a": "x" * 20_001}]), extension)


@pytest.mark.parametrize("extension", sorted(BY_EXTENSION))
def test_persian_is_written_as_letters_and_with_a_mark_for_spreadsheets(extension: str) -> None:
    out = tablib.Dataset(("علی‌اف", None, True, 37.5), headers=["a", "b", "c", "d"])
    data = BY_EXTENSION[extension]().export_data(out, for_spreadsheets=True)
    if extension == "json":
        assert json.loads(data) == [{"a": "علی‌اف", "b": None, "c": True, "d": 37.5}]
        assert "علی‌اف".encode() in data
    if extension == "csv":
        assert data.decode() == "\ufeffa,b,c,d\r\nعلی‌اف,,true,37.5\r\n"
    if extension == "xlsx":
        assert list(read(data, "xlsx")) == [("علی‌اف", "", True, 37.5)]
