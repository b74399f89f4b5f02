"""Many editors save one article at once: `python -m bench.concurrency [2 10 50]`.

A real server (granian), real logins, real forms: every client opens the article, waits for the others, and saves. What
was acknowledged must be there at the end. Three ways of colliding (each a block of one's own, each a word of its own in
one block, all the same word), and Django's stock admin over the same tables beside it; on SQLite and on PostgreSQL.
"""

from __future__ import annotations

import http.client
import os
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from tests.cluster import cluster

ROOT = Path(__file__).resolve().parent.parent
CLIENTS = [2, 10, 50]
TOKEN = "b" * 32  # a double-submitted CSRF token needs only to be the same twice


@dataclass(frozen=True)
class Ports:
    """Where the two servers listen."""

    own: int
    stock: int


@dataclass
class Outcome:
    """What the clients of one round were answered, and what stands in the end."""

    answers: Counter[int] = field(default_factory=Counter)
    acknowledged: set[str] = field(default_factory=set)
    lost: int = 0

    def row(self, database: str, kind: str, clients: int) -> str:
        errors = sum(count for status, count in self.answers.items() if status >= 500 or status == 0)
        refused = sum(count for status, count in self.answers.items() if 400 <= status < 500)
        merged = f"{len(self.acknowledged) / clients:6.0%}"
        return (
            f"{database:10} {kind:28} {clients:7} {len(self.acknowledged):12} {self.lost:5} {refused:8}"
            f" {errors:4} {merged:>7}"
        )


class Form(HTMLParser):
    """The fields of a page's main form, as a browser would send them back."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.fields: dict[str, str] = {}
        self._text = self._select = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {key: value or "" for key, value in attrs}
        name = said.get("name", "")
        if tag == "input" and name and said.get("type") not in {"submit", "button", "file"}:
            if said.get("type") not in {"checkbox", "radio"} or "checked" in said:
                self.fields[name] = said.get("value", "")
        elif tag == "textarea" and name:
            self._text, self.fields[name] = name, ""
        elif tag == "select":
            self._select = name
        elif tag == "option" and self._select and "selected" in said:
            self.fields[self._select] = said.get("value", "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self.fields[self._text] = self.fields[self._text].removeprefix("\n")
            self._text = ""
        elif tag == "select":
            self._select = ""

    def handle_data(self, data: str) -> None:
        if self._text:
            self.fields[self._text] += data


@dataclass(frozen=True)
class Client:
    """One editor's browser."""

    port: int
    session: str

    def get(self, path: str) -> str:
        status, body = self._ask("GET", path, None, {})
        if status != 200:
            raise RuntimeError(f"GET {path}: {status}\n{body[:2000]}")
        return body

    def post(self, path: str, fields: dict[str, str], **headers: str) -> int:
        data = urlencode({**fields, "csrfmiddlewaretoken": TOKEN})
        return self._ask("POST", path, data, {"Content-Type": "application/x-www-form-urlencoded", **headers})[0]

    def _ask(self, method: str, path: str, data: str | None, headers: dict[str, str]) -> tuple[int, str]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)
        cookies = f"sessionid={self.session}; csrftoken={TOKEN}"
        try:
            connection.request(method, path, data, {"Cookie": cookies, **headers})
            answer = connection.getresponse()
            return answer.status, answer.read().decode()
        except OSError:
            return 0, ""
        finally:
            connection.close()


def main() -> None:
    clients = [int(one) for one in sys.argv[1:]] or CLIENTS
    print("database   what the clients do          clients acknowledged  lost  refused  5xx  share")
    for database, url in _databases():
        with _installed(url) as (ports, sessions):
            for count in clients:
                for kind, play in GAMES.items():
                    outcome = play(ports, sessions[:count])
                    print(outcome.row(database, kind, count), flush=True)


def _databases() -> Iterator[tuple[str, str]]:
    with tempfile.TemporaryDirectory() as folder:
        yield "SQLite", f"sqlite:///{folder}/site.sqlite3"
    with cluster() as url:
        yield "PostgreSQL", url


@contextmanager
def _installed(url: str) -> Iterator[tuple[Ports, list[str]]]:
    """A site with the demo, and the stock admin beside it; yields their ports and the sessions of 50 editors."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ.update(DATABASE_URL=url, GOZARESH_VAR=folder)
        for command in (["migrate"], ["demo"], ["collectstatic", "--noinput"]):
            done = subprocess.run([sys.executable, "manage.py", *command], cwd=ROOT, capture_output=True, check=False)
            if done.returncode:
                raise RuntimeError(done.stderr.decode())
        sessions = _run("sessions", str(max(CLIENTS))).split()
        with _serving("cms.settings", "/healthz") as own, _serving("bench.stock.settings", "/stock/login/") as stock:
            yield Ports(own, stock), sessions


@contextmanager
def _serving(settings: str, sign_of_life: str) -> Iterator[int]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    granian = [str(Path(sys.executable).parent / "granian"), "--interface", "wsgi", "--port", str(port), "--no-ws"]
    granian += ["--workers", "2", "--blocking-threads", "4", "--backlog", "1024", "--log-level", "error"]
    env = {**os.environ, "DJANGO_SETTINGS_MODULE": settings, "LOG_LEVEL": "CRITICAL"}
    server = subprocess.Popen([*granian, "cms.wsgi:application"], cwd=ROOT, env=env, stderr=subprocess.DEVNULL)
    try:
        _wait(port, sign_of_life)
        yield port
    finally:
        server.terminate()
        server.wait(timeout=30)


def _wait(port: int, path: str) -> None:
    for _attempt in range(200):
        try:
            if Client(port, "").get(path):
                return
        except (OSError, RuntimeError):
            time.sleep(0.1)
    raise TimeoutError(port)


def _run(*arguments: str) -> str:
    """A small piece of work inside the installation, in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "bench.rows", *arguments], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise RuntimeError(done.stderr)
    return done.stdout.strip()


# --- the games --------------------------------------------------------------------------------------------------------

Save = Callable[[], tuple[int, str]]  # returns the status of the answer and the marker that it wrote


def _round(port: int, sessions: list[str], open_form: Callable[[Client, int], Save]) -> Outcome:
    """All open, all wait, all save."""
    outcome, lock, barrier = Outcome(), threading.Lock(), threading.Barrier(len(sessions))

    def edit(number: int, session: str) -> None:
        save = open_form(Client(port, session), number)
        barrier.wait()
        status, marker = save()
        with lock:
            outcome.answers[status] += 1
            if status in (200, 302):
                outcome.acknowledged.add(marker)

    threads = [threading.Thread(target=edit, args=pair) for pair in enumerate(sessions)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcome


def _ours(place: Callable[[list[str], int], tuple[str, str, Callable[[str, str], str]]]) -> Callable[..., Outcome]:
    """A game in our editor: `place` says which block, which language and how the words change."""

    def play(ports: Ports, sessions: list[str]) -> Outcome:
        pk, *blocks = _run("article").split()

        def open_form(client: Client, number: int) -> Save:
            block, language, change = place(blocks, number)
            path = f"/admin/newsroom/article/{pk}/in/{language}/edit/"
            fields = Form(client.get(path)).fields
            marker = f"mark{number}end"
            text = change(fields[f"text-{block}"], marker)
            sent = {"revision": fields["revision"], f"text-{block}": text}
            return lambda: (client.post(path, sent, Accept="application/json"), marker)

        outcome = _round(ports.own, sessions, open_form)
        standing = _run("texts", pk)
        outcome.lost = sum(marker not in standing for marker in outcome.acknowledged)
        return outcome

    return play


def _own_block(blocks: list[str], number: int) -> tuple[str, str, Callable[[str, str], str]]:
    places = [(block, language) for language in ("fa", "en", "ru") for block in blocks[1:]]
    block, language = places[number]
    return block, language, lambda text, marker: f"{text} {marker}"


def _own_word(blocks: list[str], number: int) -> tuple[str, str, Callable[[str, str], str]]:
    def change(text: str, marker: str) -> str:
        words = text.split(" ")
        words[number * 2] = marker  # every second word: between two changes stands one that nobody touched
        return " ".join(words)

    return blocks[0], "fa", change


def _same_word(blocks: list[str], number: int) -> tuple[str, str, Callable[[str, str], str]]:
    return blocks[1], "fa", lambda text, marker: f"{marker} {text}"


def _stock(ports: Ports, sessions: list[str]) -> Outcome:
    """The same with the stock admin: a block of one's own, in the inline form of the article."""
    pk = _run("article").split()[0]
    path = f"/stock/newsroom/article/{pk}/change/"

    def open_form(client: Client, number: int) -> Save:
        fields = Form(client.get(path)).fields
        language = ("fa", "en", "ru")[number % 3]
        marker = f"mark{number}end"
        fields[f"blocks-{2 + number // 3}-text_{language}"] += f" {marker}"
        return lambda: (client.post(path, fields), marker)

    outcome = _round(ports.stock, sessions, open_form)
    standing = _run("texts", pk)
    outcome.lost = sum(marker not in standing for marker in outcome.acknowledged)
    return outcome


GAMES: dict[str, Callable[..., Any]] = {
    "each a block of their own": _ours(_own_block),
    "each a word of one block": _ours(_own_word),
    "all the same word": _ours(_same_word),
    "stock admin, own blocks": _stock,
}


if __name__ == "__main__":
    main()
