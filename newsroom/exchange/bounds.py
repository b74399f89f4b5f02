"""What is asked of a file before anything parses it: its size, and what a ZIP archive would become unpacked."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO

from django.conf import settings
from django.utils.translation import gettext as _

from newsroom.exchange.refusals import SheetRefused

MAX_MEMBERS = 200  # a workbook of one sheet has about ten
MAX_APPARATUS = 1_000_000  # bytes of styles, themes, ...: openpyxl builds an object of each (a bomb of 12 kB was tried)
_CELLS = re.compile(r"^xl/(worksheets/[^/]+|sharedStrings)\.xml$", re.IGNORECASE)
_CHUNK = 1 << 20


def check_size(size: int) -> None:
    """Raises SheetRefused naming both numbers when a file of `size` bytes is too large."""
    if size > settings.IMPORT_MAX_BYTES:
        raise SheetRefused(
            _("The file has %(size)s bytes; at most %(limit)s are accepted.")
            % {"size": size, "limit": settings.IMPORT_MAX_BYTES}
        )


def check_archive(data: bytes) -> None:
    """Raises SheetRefused when an XLSX file is no ZIP archive, unpacks to too much, or declares XML entities.

    The sizes an archive declares can be trusted here: Python's zipfile unpacks no byte more than a member declares.
    """
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            members = archive.infolist()
            unpacked = sum(member.file_size for member in members)
            if len(members) > MAX_MEMBERS or unpacked > settings.IMPORT_MAX_UNPACKED:
                raise SheetRefused(
                    _("Unpacked, the file has %(count)s parts of %(size)s bytes; at most %(limit)s bytes are read.")
                    % {"count": len(members), "size": unpacked, "limit": settings.IMPORT_MAX_UNPACKED}
                )
            apparatus = sum(member.file_size for member in members if not _CELLS.search(member.filename))
            if apparatus > MAX_APPARATUS:
                raise SheetRefused(
                    _("The file has %(size)s bytes of styles and the like: save it as CSV.") % {"size": apparatus}
                )
            if any(_declares_entities(archive, member) for member in members):
                raise SheetRefused(_("The file declares XML entities: no spreadsheet program writes such a file."))
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError) as error:
        raise SheetRefused(_("The file is no XLSX workbook, or it is damaged or encrypted.")) from error


def _declares_entities(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bool:
    """Whether a part has a document type, in any encoding in which letters of ASCII stand one after another."""
    if not member.filename.lower().endswith((".xml", ".rels", ".vml")):
        return False
    tail = b""
    with archive.open(member) as part:
        while chunk := part.read(_CHUNK):
            window = tail + chunk.replace(b"\0", b"")
            if b"<!DOCTYPE" in window or b"<!ENTITY" in window:
                return True
            tail = window[-16:]
    return False
