"""The desk speaks the language of its editor: no screen shows a string of the interface in English."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import django
import polib
import pytest
from django.conf import settings
from django.test import Client

from newsroom.content.article import Article
from newsroom.staff.user import User
from tests.depth import THOROUGH

VOID = {"area", "br", "col", "hr", "img", "input", "link", "meta"}
SAID = ("aria-label", "title", "placeholder", "alt")
# Django writes the name of a picture itself and does not have it translated.
HARD_CODED = {"Search"}
ENGLISH = re.compile(r"[A-Za-z]{3,}")


class Screen(HTMLParser):
    """The texts of a screen that do not say that they are in another language, and its links."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[tuple[str, str]] = []
        self.texts: list[str] = []
        self.links: list[str] = []
        self.language = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = {name: value or "" for name, value in attrs}
        self.language = self.language or named.get("lang", "")
        lang = named.get("lang") or (self.open[-1][1] if self.open else "")
        if tag == "a":
            self.links.append(named.get("href", ""))
        if lang == self.language:
            self.texts += [named[name] for name in SAID if named.get(name)]
            self.texts += [named.get("value", "")] if named.get("type") in ("submit", "button") else []
        if tag not in VOID:
            self.open.append((tag, lang))

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop()[0] != tag:
            continue

    def handle_data(self, data: str) -> None:
        tags = {tag for tag, _lang in self.open}
        if self.open and self.open[-1][1] == self.language and not tags & {"script", "style", "code"}:
            self.texts.append(data)


def interface_strings(language: str) -> set[str]:
    """Every English string that our catalogue or Django's has another word for."""
    own = settings.BASE_DIR / "locale" / language / "LC_MESSAGES" / "django.po"
    home = Path(django.__file__).parent
    apps = ("contrib/admin", "contrib/auth")
    theirs = [home / app / "locale" / language / "LC_MESSAGES" / "django.po" for app in apps]
    entries = [entry for path in (own, *theirs) for entry in polib.pofile(str(path))]
    words = {form: {entry.msgstr, *entry.msgstr_plural.values()} for entry in entries for form in forms(entry)}
    return {form for form, said in words.items() if ENGLISH.search(form) and "%" not in form and form not in said}


def forms(entry: polib.POEntry) -> list[str]:
    return [form for form in (entry.msgid, entry.msgid_plural) if form]


def screens(who: User) -> Iterator[tuple[str, Screen]]:
    """One screen of each kind that can be reached from the desk."""
    client, waiting, met, kinds = Client(), deque(["/admin/"]), {"/admin/"}, set()
    client.force_login(who)
    while waiting:
        path = waiting.popleft()
        kind = re.sub(r"/(\d+|[0-9a-f-]{36})/", "/N/", path)
        if kind in kinds:
            continue
        kinds.add(kind)
        response = client.get(path)
        if response.status_code != 200 or "text/html" not in response.headers["Content-Type"]:
            continue
        screen = Screen(response.content.decode())
        yield path, screen
        for link in screen.links:
            target = urlsplit(urljoin(path, link)).path
            foreign = "logout" in target or target.endswith("/preview/")  # a preview speaks the language of its readers
            if target.startswith("/admin/") and not foreign and target not in met:
                met.add(target)
                waiting.append(target)


PAIRS = [("publisher", "fa"), ("administrator", "ru"), ("publisher", "ru"), ("administrator", "fa")]


@pytest.mark.parametrize(("who", "language"), PAIRS if THOROUGH else PAIRS[:2])
def test_no_screen_shows_english(summit: Article, staff: dict[str, User], who: str, language: str) -> None:
    User.objects.filter(username=who).update(interface_language=language)
    english = interface_strings(language) - set(User.objects.values_list("username", flat=True)) - HARD_CODED
    met = 0
    for path, screen in screens(User.objects.get(username=who)):
        met += 1
        assert screen.language == language, path
        shown = {" ".join(text.split()).rstrip(":") for text in screen.texts}
        left = (shown | {f"{text}:" for text in shown}) & english
        assert not left, f"{path}: {left}"
    assert met > (25 if who == "publisher" else 8)
