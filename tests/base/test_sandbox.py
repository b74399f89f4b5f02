"""The bounded child: what a worker may use, and what is said when it wants more."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from newsroom.base import sandbox
from newsroom.base.sandbox import Exceeded, Limits

LIMITS = Limits(memory=300_000_000, cpu=1, wall=5, file=1_000_000)


def work(tmp_path: Path, code: str, *, given: bytes = b"", limits: Limits = LIMITS) -> dict[str, object]:
    worker = tmp_path / "worker.py"
    worker.write_text("import json, os, pathlib, time\n" + code)
    with sandbox.done(worker, given=given, asked={"wish": 3}, limits=limits) as done:
        return {**done.answer, "folder": done.folder}


ANSWER = "pathlib.Path('answer.json').write_text(json.dumps({}))\n".format


def test_a_worker_finds_bytes_and_wishes_and_its_folder_is_gone_afterwards(tmp_path: Path) -> None:
    code = """
said = {"bytes": pathlib.Path("given").read_text(), **json.loads(pathlib.Path("asked.json").read_text())}
""" + ANSWER("said")
    answer = work(tmp_path, code, given=b"hello")
    assert (answer["bytes"], answer["wish"]) == ("hello", 3)
    assert not Path(str(answer["folder"])).exists()


def test_it_knows_no_secret_of_its_parent(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_KEY", "do-not-tell")
    answer = work(tmp_path, ANSWER("{'env': dict(os.environ), 'up': os.getcwd()}"))
    assert "SECRET_KEY" not in answer["env"]  # type: ignore[operator]


@pytest.mark.parametrize(
    ("code", "what"),
    [
        ("x = bytearray(400_000_000)", "memory"),
        ("while True: pass", "time"),
        ("os.abort()", "crash"),
        ("raise SystemExit(7)", "crash"),
        ("raise OSError('no')", "crash"),
        ("open('big', 'wb').write(b'x' * 2_000_000)", "crash"),
        ("pass", "crash"),  # it said nothing
        (ANSWER("[1]"), "crash"),
    ],
)
def test_it_ends_where_its_limits_are(tmp_path: Path, code: str, what: str) -> None:
    with pytest.raises(Exceeded) as exceeded:
        work(tmp_path, code)
    assert exceeded.value.what == what


def test_a_worker_that_sleeps_ends_by_the_clock_with_whatever_it_started(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    child = f"import time; file = open({str(pipe)!r}, 'w'); file.write('x'); file.flush(); time.sleep(60)"
    code = f"""
import subprocess, sys
subprocess.Popen([sys.executable, "-c", {child!r}])
time.sleep(60)
"""
    with pytest.raises(Exceeded) as exceeded:
        work(tmp_path, code, limits=Limits(memory=300_000_000, cpu=5, wall=1.5))
    assert exceeded.value.what == "time"
    os.set_blocking(reader, True)
    assert (os.read(reader, 9), os.read(reader, 9)) == (b"x", b"")  # it wrote, and nobody holds the other end any more
    os.close(reader)


def test_only_a_plain_file_of_the_folder_is_read_back(tmp_path: Path) -> None:
    worker = tmp_path / "worker.py"
    worker.write_text(
        "import os\nos.symlink('/etc/passwd', 'link')\n"
        "open('plain', 'w').write('x')\nopen('answer.json', 'w').write('{}')\n"
    )
    with sandbox.done(worker, given=b"", asked={}, limits=LIMITS) as done:
        assert done.file("plain") == b"x"
        for name in ("link", "../worker.py", "/etc/passwd", "none"):
            with pytest.raises(Exceeded):
                done.file(name)
