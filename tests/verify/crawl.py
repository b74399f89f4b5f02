"""Every public page as its bytes: whatever can be reached by links in each language, the API's manual, the errors."""

from __future__ import annotations

import urllib.error
import urllib.request
from collections import deque
from urllib.parse import quote, urljoin, urlsplit

from tests.public.pages import Seen
from tests.site import LANGUAGES, Site

NOT_WALKED = ("/admin/", "/api/v1/", "/api/schema/", "/static/")


class BrokenPage(Exception):
    """A page that should be there answered otherwise."""


def crawl(site: Site) -> dict[str, bytes]:
    """Address -> HTML. Raises BrokenPage at a dead link."""
    errors = [f"{site.url}/{language}/nothing/" for language in LANGUAGES]
    missing = [
        f"{site.url}/{language}/{'/'.join(next(iter(page.values())).split('/')[4:6])}/"
        for page in site.listed
        for language in LANGUAGES
        if language not in page
    ]
    pages = {address: _page(address, status=404) for address in [*errors, *missing]}
    starts = [*(f"{site.url}/{language}/" for language in LANGUAGES), f"{site.url}/api/docs/"]
    waiting, met = deque([*starts, *(address for page in site.listed for address in page.values())]), set(pages)
    while waiting:
        address = waiting.popleft()
        if address in met:
            continue
        met.add(address)
        html = _page(address)
        if html:
            pages[address] = html
            waiting.extend(_links(address, html))
    return pages


def _links(address: str, html: bytes) -> list[str]:
    """Where the page leads within the site, without fragments."""
    found = (urljoin(address, link).partition("#")[0] for link in Seen(html.decode()).links)
    host = urlsplit(address).netloc
    return [to for to in found if urlsplit(to).netloc == host and not urlsplit(to).path.startswith(NOT_WALKED)]


def _page(address: str, status: int = 200) -> bytes:
    """The HTML of an address, b"" when it answers with something else."""
    try:
        with urllib.request.urlopen(quote(address, safe="/:?=&%#."), timeout=30) as answer:
            got, kind, body = answer.status, answer.headers["Content-Type"], answer.read()
    except urllib.error.HTTPError as error:
        got, kind, body = error.code, error.headers["Content-Type"], error.read()
    if got != status:
        raise BrokenPage(f"{address}: {got}")
    return bytes(body) if kind.startswith("text/html") else b""
