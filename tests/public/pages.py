"""What the tests of public pages see of a page: its links, its texts with their languages, its ids."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = {"br", "circle", "hr", "img", "input", "link", "meta", "path", "source", "wbr"}
UNREAD = {"script", "style", "code"}


@dataclass
class Element:
    tag: str
    attrs: dict[str, str]
    text: str = ""


@dataclass
class Seen(HTMLParser):
    """A page as a reader and a crawler meet it. `texts` are (language, text, attributes of the element around)."""

    html: str
    links: list[str] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    texts: list[tuple[str, str, dict[str, str]]] = field(default_factory=list)
    elements: list[Element] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()
        self._open: list[Element] = []
        self.feed(self.html)
        assert not self._open, f"left open: {[one.tag for one in self._open]}"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.elements.append(element)
        if "id" in element.attrs:
            self.ids.append(element.attrs["id"])
        if tag == "a" and "href" in element.attrs:
            self.links.append(element.attrs["href"])
        for said in ("aria-label", "title", "alt"):
            if said in element.attrs:
                self.texts.append((self._language(element), element.attrs[said], element.attrs))
        if tag not in VOID:
            self._open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self._open.pop()

    def handle_endtag(self, tag: str) -> None:
        opened = self._open.pop()
        assert opened.tag == tag, f"{opened.tag} closed by {tag}"

    def handle_data(self, data: str) -> None:
        for element in self._open:
            element.text += data
        if data.strip() and not {one.tag for one in self._open} & UNREAD:
            self.texts.append((self._language(), data.strip(), self._open[-1].attrs))

    def _language(self, *inner: Element) -> str:
        return next((one.attrs["lang"] for one in reversed([*self._open, *inner]) if "lang" in one.attrs), "")

    def all(self, tag: str) -> list[Element]:
        return [one for one in self.elements if one.tag == tag]
