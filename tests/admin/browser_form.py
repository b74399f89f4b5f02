"""What a browser without a script would send: every field of one form of a page, as the HTML has them."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Any

from django.http import HttpResponse, QueryDict


class _Fields(HTMLParser):
    """Reads the fields of the form with an id, in order; what stands in <template> is no field."""

    def __init__(self, form: str) -> None:
        super().__init__()
        self.form, self.inside, self.veiled = form, False, False
        self.found: list[tuple[str, str]] = []
        self.area: str | None = None
        self.menu: str | None = None
        self.text, self.first = "", False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        if tag == "form" and said.get("id") == self.form:
            self.inside = True
        if tag == "template":
            self.veiled = True
        if not self.inside or self.veiled:
            return
        name = said.get("name") or ""
        if tag == "textarea":
            self.area, self.text = name, ""
        elif tag == "select":
            self.menu, self.first = name, True
            self.found.append((name, ""))
        elif tag == "option" and self.menu and ("selected" in said or self.first):
            self.found[-1], self.first = (self.menu, said.get("value") or ""), False
        elif tag == "input" and name and (said.get("type") != "checkbox" or "checked" in said):
            self.found.append((name, said.get("value") or ""))

    def handle_data(self, data: str) -> None:
        if self.area is not None:
            self.text += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea" and self.area is not None:
            self.found.append((self.area, self.text.removeprefix("\n")))
            self.area = None
        if tag == "select":
            self.menu = None
        if tag == "template":
            self.veiled = False
        if tag == "form":
            self.inside = False


def sent(response: HttpResponse, form: str, *, press: tuple[str, str] | None = None, **values: Any) -> QueryDict:
    """The fields of a form, with some values changed (`None`: not sent) and a button pressed."""
    reader = _Fields(form)
    reader.feed(response.content.decode())
    data = QueryDict(mutable=True)
    for name, value in reader.found:
        data.appendlist(name, value)
    for name, value in values.items():
        data.pop(name, None)
        if value is not None:
            data[name] = value
    if press:
        data[press[0]] = press[1]
    return data
