"""The store of pictures: files under random names, written before their row and removed when the row does not come.

A database forgets what it did not commit, a disk does not. So the files of a picture are written first, `kept` removes
them again when anything inside its block fails, and the block ends after the commit. What a killed process leaves
behind is found by `stray`.
"""

from __future__ import annotations

import secrets
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import timedelta

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from newsroom.text.renditions import FOLDER

YOUNG = timedelta(hours=1)  # a folder whose row may still be on its way


@contextmanager
def kept(files: Mapping[str, bytes]) -> Iterator[str]:
    """Write the files of one picture into a new folder, whose name is given; whatever fails inside removes it."""
    folder = f"{FOLDER}/{secrets.token_hex(16)}"
    try:
        for name, content in files.items():
            default_storage.save(f"{folder}/{name}", ContentFile(content))
        yield folder
    except BaseException:
        remove(folder)
        raise


def remove(folder: str) -> None:
    """Remove a picture's folder with all its files; one that is not there is no error."""
    with suppress(FileNotFoundError):
        for name in default_storage.listdir(folder)[1]:
            default_storage.delete(f"{folder}/{name}")
        default_storage.delete(folder)


def folder_of(file: str) -> str:
    """The folder of a picture's file."""
    return file.rpartition("/")[0]


def stray(known: Collection[str]) -> list[str]:
    """The folders that are none of `known`, without those that somebody may be filling now."""
    with suppress(FileNotFoundError):
        return [folder for folder in _folders() if folder not in known and not _young(folder)]
    return []


def _folders() -> list[str]:
    return [f"{FOLDER}/{name}" for name in sorted(default_storage.listdir(FOLDER)[0])]


def _young(folder: str) -> bool:
    """Whether a file of the folder, or an empty folder itself, was written within the hour."""
    names = [f"{folder}/{name}" for name in default_storage.listdir(folder)[1]] or [folder]
    return max(map(default_storage.get_modified_time, names)) > timezone.now() - YOUNG
