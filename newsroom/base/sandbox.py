"""A bounded child process: what reads a stranger's file does it there, never in a process that serves readers.

The worker is a Python file of its own, told nothing but a folder: no settings, no secrets, no environment. The kernel
bounds its memory, its processor time and what it may write, a clock bounds the rest. A file that makes a library eat
memory, loop or crash costs one child and one clear error. This bounds what a hostile file costs; it is no jail: the
child runs as the user of its parent.

Run as a program, this module is the child's first step: it lowers its own limits, then becomes the worker.
"""

from __future__ import annotations

import json
import os
import resource
import runpy
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

GIVEN, ASKED, ANSWER = "given", "asked.json", "answer.json"  # files of the folder: bytes in, wishes in, JSON out
_NO_MEMORY = 86  # exit code of a worker that had not enough
_LONGEST_ANSWER = 100_000  # bytes


@dataclass(frozen=True, slots=True)
class Limits:
    """What a worker may use: bytes of address space, seconds of processor, seconds of the clock, bytes per file."""

    memory: int
    cpu: int
    wall: float
    file: int = 200_000_000


class Exceeded(RuntimeError):
    """The worker did not finish within its limits; `what` is "memory", "time" or "crash"."""

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.what = what


@dataclass(frozen=True, slots=True)
class Done:
    """What a worker left: its answer, and its folder, which is gone when the block ends."""

    answer: dict[str, Any]
    folder: Path

    def file(self, name: str) -> bytes:
        """The bytes of a file that the worker wrote; raises Exceeded("crash") for anything but a plain file."""
        path = self.folder / name
        if path.parent != self.folder or path.is_symlink() or not path.is_file():
            raise Exceeded("crash")
        return path.read_bytes()


@contextmanager
def done(worker: Path, *, given: bytes, asked: Mapping[str, Any], limits: Limits) -> Iterator[Done]:
    """Run a worker on some bytes and wait for it.

    It finds them in the file GIVEN of its working directory, the wishes `asked` as JSON in ASKED, and writes JSON into
    ANSWER. Raises Exceeded.
    """
    folder = Path(tempfile.mkdtemp(prefix="sandbox-"))
    try:
        (folder / GIVEN).write_bytes(given)
        (folder / ASKED).write_text(json.dumps(dict(asked)), encoding="utf-8")
        _run(worker, folder, limits)
        yield Done(_answer(folder), folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _run(worker: Path, folder: Path, limits: Limits) -> None:
    command = [sys.executable, "-I", "-B", __file__, str(worker), json.dumps(asdict(limits))]
    child = subprocess.Popen(  # noqa: S603 - our own interpreter and our own files
        command,
        cwd=folder,
        env={"LANG": "C.UTF-8"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        code = child.wait(timeout=limits.wall)
    except subprocess.TimeoutExpired:
        raise Exceeded("time") from None
    finally:
        with suppress(ProcessLookupError):
            os.killpg(child.pid, signal.SIGKILL)  # whatever it started ends with it
        child.wait()
    if code:
        raise Exceeded(_ENDS.get(code, "crash"))


_ENDS = {_NO_MEMORY: "memory", -signal.SIGXCPU: "time", -signal.SIGKILL: "time"}


def _answer(folder: Path) -> dict[str, Any]:
    try:
        with (folder / ANSWER).open("rb") as file:
            answer = json.loads(file.read(_LONGEST_ANSWER))
    except (OSError, ValueError) as error:
        raise Exceeded("crash") from error
    if not isinstance(answer, dict):
        raise Exceeded("crash")
    return answer


def _become(worker: str, limits: Limits) -> None:
    """In the child: lower the limits, which nobody can raise again, and run the worker."""
    resource.setrlimit(resource.RLIMIT_AS, (limits.memory, limits.memory))
    resource.setrlimit(resource.RLIMIT_CPU, (limits.cpu, limits.cpu + 1))
    resource.setrlimit(resource.RLIMIT_FSIZE, (limits.file, limits.file))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    os.umask(0o077)
    try:
        runpy.run_path(worker, run_name="__main__")
    except MemoryError:
        os._exit(_NO_MEMORY)


if __name__ == "__main__":
    _become(sys.argv[1], Limits(**json.loads(sys.argv[2])))
