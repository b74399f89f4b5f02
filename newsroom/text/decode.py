"""Decoding: the bytes of a report as received, as text, or a refusal that says what to do about it.

Reports arrive as UTF-8, with or without a byte order mark, or as UTF-16 with one. Nothing else is guessed silently:
a wrong guess turns a report into plausible nonsense. Other encodings are refused with the place of the first bad byte
and the encoding that would make the most of the bytes.
"""
from __future__ import annotations

import codecs
from dataclasses import dataclass

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_MAGIC = (
    (b"%PDF", "a PDF document"), (b"PK\x03\x04", "a ZIP archive (Word and OpenDocument files are such)"),
    (b"\x89PNG", "a PNG image"), (b"\xff\xd8\xff", "a JPEG image"), (b"GIF8", "a GIF image"),
    (b"\x1f\x8b", "a gzip archive"), (b"\xd0\xcf\x11\xe0", "an old Word document"), (b"{\\rtf", "an RTF document"),
    (b"RIFF", "a RIFF media file"), (b"7z\xbc\xaf", "a 7z archive"), (b"Rar!", "a RAR archive"),
)
_CONTROLS = bytes(code for code in range(32) if code not in b"\t\n\r\f\x1b") + b"\x7f"
_MAX_CONTROL_SHARE = 0.01
_SAMPLE = 20_000  # bytes that are enough to recognise a code page
# The commonest letters of each language first: a wrong code page turns them into rare letters, capitals or signs.
_COMMON = {
    "windows-1256": "ايرنمهدتبوشسلكخفقپگچژجحعآصطظضذزثغءئ",
    "windows-1251": "оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфё",
    "koi8-r": "оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфё",
    "windows-1252": "éèàüöäçßñáíóúêôâîëïåøæœ’“”–—«»…€£°ÉÀÜÖÄ",
}


class Undecodable(ValueError):
    """The bytes are not a report in an encoding we read."""


class Empty(Undecodable):
    """There is not one letter in the file."""

    def __init__(self) -> None:
        super().__init__("the file holds no letters at all")


class TooLarge(Undecodable):
    """The file is larger than a report can be."""

    def __init__(self, size: int, limit: int) -> None:
        super().__init__(f"the file has {size:,} bytes; at most {limit:,} are read")
        self.size, self.limit = size, limit


class Binary(Undecodable):
    """The file is not text. `offset` is the first byte that shows it."""

    def __init__(self, offset: int, what: str = "") -> None:
        super().__init__(f"the file is not text: it looks like {what}" if what else
                         f"the file is not text: byte {offset} and others are control codes")
        self.offset, self.what = offset, what


class WrongEncoding(Undecodable):
    """The file is text, but not UTF-8. `offset` counts bytes from the start of the file."""

    def __init__(self, offset: int, byte: int, suggestion: str) -> None:
        advice = f"it looks like {suggestion}: convert it to UTF-8" if suggestion else "convert it to UTF-8"
        super().__init__(f"byte {offset} (0x{byte:02x}) is not valid UTF-8; {advice}")
        self.offset, self.byte, self.suggestion = offset, byte, suggestion


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text of a file with line ends as \\n, the encoding it was in, and whether a byte order mark was dropped."""

    text: str
    encoding: str
    had_bom: bool


def decode(data: bytes, *, limit: int = 2_000_000) -> Decoded:
    """Decode a report.

    Args:
        data: the file as received.
        limit: the largest size accepted, in bytes.

    Raises:
        TooLarge, Binary, WrongEncoding, Empty: all of them `Undecodable`.
    """
    if len(data) > limit:
        raise TooLarge(len(data), limit)
    for magic, what in _MAGIC:
        if data.startswith(magic):
            raise Binary(0, what)
    bom, encoding = next((pair for pair in _BOMS if data.startswith(pair[0])), (b"", "utf-8"))
    body = data[len(bom):]
    if encoding == "utf-8":
        _refuse_binary(body, len(bom))
    try:
        text = body.decode(encoding)
    except UnicodeDecodeError as error:
        offset = len(bom) + error.start
        sample = body[error.start:error.start + _SAMPLE]
        raise WrongEncoding(offset, data[offset], "" if bom else _suggest(sample)) from error
    if "\0" in text:
        raise Binary(len(bom) + text.index("\0"))
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not any(char.isalpha() for char in text):
        raise Empty
    return Decoded(text, encoding, bool(bom))


def _refuse_binary(body: bytes, shift: int) -> None:
    """Refuse NUL bytes and a share of control codes that no text has; name UTF-16 that came without its mark."""
    zero = body.find(0)
    if zero >= 0:
        wide = _wide(body)
        raise WrongEncoding(shift + zero, 0, wide) if wide else Binary(shift + zero)
    controls = [offset for offset, byte in enumerate(body) if byte in _CONTROLS]
    if len(controls) > max(2, len(body) * _MAX_CONTROL_SHARE):
        raise Binary(shift + controls[0])


def _wide(body: bytes) -> str:
    """Return the UTF-16 flavour that bytes without a mark are in, or "": then nearly all of it must be letters."""
    for encoding in ("utf-16-le", "utf-16-be"):
        try:
            text = body.decode(encoding)
        except UnicodeDecodeError:
            continue
        likely = sum(char in "\n\r\t" or " " <= char < "\u0600" or "\u0600" <= char <= "\u06ff"
                     or "\u2000" <= char <= "\u206f" for char in text)
        if text and likely > 0.95 * len(text) and "\0" not in text:
            return encoding
    return ""


def _suggest(body: bytes) -> str:
    """Return the code page whose reading of the bytes looks most like a language, or "" when none does."""
    best = max(_COMMON, key=lambda encoding: _score(body, encoding))
    return best if _score(body, best) > 0 else ""


def _score(body: bytes, encoding: str) -> float:
    """Rate one reading: common letters count most, letters that touch another script count against it."""
    text = body.decode(encoding, errors="replace")
    common = _COMMON[encoding]
    weights = {char: 1.0 - position / len(common) / 2 for position, char in enumerate(common)}
    latin = encoding == "windows-1252"
    score = 0.0
    for position, char in enumerate(text):
        if char < "\x80":
            continue
        score += weights.get(char, weights.get(char.lower(), 0.5) - 0.5 if char.isalpha() else -0.5)
        around = text[max(0, position - 1):position] + text[position + 1:position + 2]
        if char.isalpha():
            touches_latin = any(other.isalpha() and other < "\x80" for other in around)
            score += 0.5 if touches_latin == latin else -1.5
    return score
