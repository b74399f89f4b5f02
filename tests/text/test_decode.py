"""Decoding: what is accepted, what is refused, and whether the refusal helps."""
from __future__ import annotations

import codecs
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsroom.text.decode import Binary, Empty, TooLarge, Undecodable, WrongEncoding, decode

ROOT = Path(__file__).parents[2]
DEMO = (ROOT / "seeds" / "cis-summit-2024.fa.txt").read_text(encoding="utf-8")
RUSSIAN = (ROOT / "tests" / "material" / "report_ru.md").read_text(encoding="utf-8")


def test_it_reads_the_demo_report_unchanged() -> None:
    decoded = decode(DEMO.encode())
    assert (decoded.text, decoded.encoding, decoded.had_bom) == (DEMO, "utf-8", False)


@pytest.mark.parametrize(("mark", "encoding"), [
    (codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"),
])
def test_it_drops_the_byte_order_mark(mark: bytes, encoding: str) -> None:
    decoded = decode(mark + "گزارش مسکو".encode(encoding))
    assert (decoded.text, decoded.encoding, decoded.had_bom) == ("گزارش مسکو", encoding, True)


def test_it_turns_every_line_end_into_a_newline() -> None:
    assert decode("یک\r\nدو\rسه\n".encode()).text == "یک\nدو\nسه\n"


@pytest.mark.parametrize("data", [b"", b"\xef\xbb\xbf", b" \r\n\t", "۱۲۳ - ۴۵.".encode()])
def test_it_refuses_a_file_without_letters(data: bytes) -> None:
    with pytest.raises(Empty):
        decode(data)


def test_it_refuses_a_file_over_the_limit_and_accepts_one_at_it() -> None:
    assert decode(b"abcd", limit=4).text == "abcd"
    with pytest.raises(TooLarge) as refusal:
        decode(b"abcde", limit=4)
    assert (refusal.value.size, refusal.value.limit) == (5, 4)


@pytest.mark.parametrize(("data", "what"), [
    (b"%PDF-1.7 ...", "PDF"), (b"PK\x03\x04docx", "ZIP"), (b"\x89PNG\r\n\x1a\n", "PNG"), (b"\xff\xd8\xff\xe0", "JPEG"),
])
def test_it_names_a_file_that_is_no_text(data: bytes, what: str) -> None:
    with pytest.raises(Binary, match=what):
        decode(data)


def test_it_gives_the_place_of_the_first_control_code() -> None:
    with pytest.raises(Binary) as refusal:
        decode(b"text\x00more\x01\x02 text")
    assert refusal.value.offset == 4


def test_it_does_not_take_one_stray_control_code_for_a_binary_file() -> None:
    assert decode(b"line\x0bline").text == "line\x0bline"


@pytest.mark.parametrize(("text", "encoding"), [
    ("مسكو روز ميزبان سران كشورها بود و رهبران از همكاري گفتند", "windows-1256"),
    (RUSSIAN, "windows-1251"), (RUSSIAN, "koi8-r"),
    ("Президент приехал", "windows-1251"), ("Президент приехал", "koi8-r"),
    ("Le président a dîné à l’Élysée", "windows-1252"), ("The leader’s “plan”", "windows-1252"),
])
def test_it_suggests_the_encoding_the_file_is_in(text: str, encoding: str) -> None:
    with pytest.raises(WrongEncoding) as refusal:
        decode(text.encode(encoding, "ignore"))
    assert refusal.value.suggestion == encoding
    assert encoding in str(refusal.value)


@pytest.mark.parametrize(("text", "encoding"), [("سلام دنیا", "utf-16-le"), ("Hello there", "utf-16-be")])
def test_it_suggests_utf_16_when_the_mark_is_missing(text: str, encoding: str) -> None:
    with pytest.raises(WrongEncoding) as refusal:
        decode(text.encode(encoding))
    assert refusal.value.suggestion == encoding


def test_it_counts_the_offset_of_the_bad_byte_from_the_start_of_the_file() -> None:
    with pytest.raises(WrongEncoding) as refusal:
        decode(codecs.BOM_UTF8 + "سلام".encode() + b"\xff")
    assert (refusal.value.offset, refusal.value.byte) == (3 + 8, 0xFF)


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused_with_a_named_error(data: bytes) -> None:
    try:
        decoded = decode(data)
    except Undecodable:
        return
    assert "\r" not in decoded.text
    assert any(char.isalpha() for char in decoded.text)


@given(st.text(alphabet="آبپ یک‌دوabcЖй«».،\n", min_size=1, max_size=80))
def test_what_was_utf_8_comes_back_as_it_was(text: str) -> None:
    if any(char.isalpha() for char in text):
        assert decode(text.encode()).text == text
