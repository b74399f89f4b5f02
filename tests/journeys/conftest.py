"""The real thing: a fresh installation, told the demo, served by granian, walked through in Debian's Chromium."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent.parent
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
    """A running site: its address, its demo logins, the addresses of the published report."""

    url: str
    logins: dict[str, str]
    reports: dict[str, str]


@pytest.fixture(scope="session")
def django_db_setup() -> None:
    """These tests have a database of their own: the one of the served site."""


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    var = tmp_path_factory.mktemp("var")
    port = _free_port()
    env = {**os.environ, "GOZARESH_VAR": str(var), "LOG_LEVEL": "WARNING"}
    env.pop("DJANGO_ALLOW_ASYNC_UNSAFE", None)
    env["DATABASE_URL"] = f"sqlite:///{var / 'site.sqlite3'}"

    def manage(*command: str) -> str:
        done = subprocess.run(
            [sys.executable, "manage.py", *command], cwd=ROOT, env=env, check=True, capture_output=True, text=True
        )
        return done.stdout

    manage("migrate", "--verbosity", "0")
    manage("demo")
    manage("collectstatic", "--noinput", "--verbosity", "0")
    addresses = manage("show_addresses", "--port", str(port))
    granian = [str(Path(sys.executable).parent / "granian"), "--interface", "wsgi", "--port", str(port), "--no-ws"]
    server = subprocess.Popen([*granian, "--log-level", "warning", "cms.wsgi:application"], cwd=ROOT, env=env)
    url = f"http://127.0.0.1:{port}"
    try:
        _wait_for(f"{url}/healthz")
        reports = [line.split()[-1] for line in addresses.splitlines() if "/articles/" in line]
        yield Site(
            url=url,
            logins=json.loads((var / "demo-logins.json").read_text(encoding="utf-8")),
            reports={report.split("/")[3]: report for report in reports},
        )
    finally:
        server.terminate()
        server.wait(timeout=20)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    chromium = shutil.which("chromium")
    assert chromium, "Chromium is not installed: apt-get install chromium"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=CHROMIUM_FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A fresh tab; the test fails when the page logs an error or breaks the content security policy."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.set_default_timeout(10_000)
    errors: list[str] = []

    def listen(message: ConsoleMessage) -> None:
        if message.type == "error" and "404" not in message.text:
            errors.append(message.text)

    page.on("console", listen)
    page.on("pageerror", lambda error: errors.append(str(error)))
    yield page
    context.close()
    assert errors == []


def log_in(page: Page, site: Site, who: str) -> None:
    """Log in to the desk as one of the demo's staff."""
    page.goto(f"{site.url}/admin/login/?next=/admin/")
    page.fill("#id_username", who)
    page.fill("#id_password", site.logins[who])
    page.click("input[type=submit]")
    page.wait_for_selector("#user-tools")


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def _wait_for(url: str) -> None:
    for _attempt in range(100):
        try:
            with urllib.request.urlopen(url, timeout=2):
                return
        except OSError:
            time.sleep(0.1)
    raise TimeoutError(url)
