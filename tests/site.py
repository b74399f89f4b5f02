"""The real thing: an installation in a folder of its own, told the demo (told.py) and served by granian.

Stands outside the test runner, because the journeys, `make verify` and the screenshots all need one.
"""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from xml.etree import ElementTree

from tests.told import ROOT, copy_to, environment_of

LANGUAGES = ("fa", "en", "ru")
XHTML, MAP = "{http://www.w3.org/1999/xhtml}", "{http://www.sitemaps.org/schemas/sitemap/0.9}"
CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@dataclass(frozen=True)
class Site:
    """A running site: its address and its demo logins."""

    url: str
    logins: dict[str, str]

    @cached_property
    def listed(self) -> list[dict[str, str]]:
        """What the site map lists: each page once, as language -> address."""
        pages = {
            tuple(sorted((link.attrib["hreflang"], link.attrib["href"]) for link in entry.iter(f"{XHTML}link")))
            for section in self._xml("/sitemap.xml").iter(f"{MAP}loc")
            for entry in self._xml(str(section.text).removeprefix(self.url)).iter(f"{MAP}url")
        }
        return [dict(page) for page in sorted(pages)]

    @cached_property
    def reports(self) -> dict[str, str]:
        """The addresses of the summit report: the one that is published in every language."""
        return next(page for page in self.listed if len(page) == len(LANGUAGES) and "/articles/" in page["en"])

    def _xml(self, path: str) -> ElementTree.Element:
        with urllib.request.urlopen(f"{self.url}{path}", timeout=60) as answer:
            return ElementTree.fromstring(answer.read())


@contextmanager
def served(var: Path) -> Iterator[Site]:
    """Put an installation that knows the demo into the folder `var`, serve it until the block ends."""
    port = _free_port()
    copy_to(var)
    env = {**os.environ, "LOG_LEVEL": "WARNING", **environment_of(var)}
    env.pop("DJANGO_ALLOW_ASYNC_UNSAFE", None)
    granian = [str(Path(sys.executable).parent / "granian"), "--interface", "wsgi", "--port", str(port), "--no-ws"]
    granian += ["--blocking-threads", "4", "--log-level", "warning", "cms.wsgi:application"]
    log, url = var / "server.log", f"http://127.0.0.1:{port}"
    with log.open("wb") as said:
        server = subprocess.Popen(granian, cwd=ROOT, env=env, stdout=said, stderr=said)
    try:
        _wait_for(f"{url}/healthz")
        yield Site(url=url, logins=json.loads((var / "demo-logins.json").read_text(encoding="utf-8")))
    finally:
        server.terminate()
        server.wait(timeout=20)
        if "Traceback" in (told := log.read_text(encoding="utf-8", errors="replace")):
            sys.stderr.write(told[-20_000:])


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def _wait_for(url: str) -> None:
    for _attempt in range(600):  # a minute and more: a busy machine takes its time to start Python
        try:
            with urllib.request.urlopen(url, timeout=2):
                return
        except OSError:
            time.sleep(0.1)
    raise TimeoutError(url)
