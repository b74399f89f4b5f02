"""One address of every type of public page, as the demo has it."""

from __future__ import annotations

import urllib.error
import urllib.request

from tests.site import Site

ENTITIES = {
    "event": "/en/events/*/cis-heads-of-state-summit-moscow-2024/",
    "person": "/en/people/*/kassym-jomart-tokayev/",
    "organization": "/en/organizations/*/commonwealth-of-independent-states/",
    "place": "/en/places/*/moscow/",
    "state": "/en/places/*/kazakhstan/",
    "document": "/en/documents/*/statement-on-the-80th-anniversary-of-victory/",
    "initiative": "/en/initiatives/*/cis-format/",
    "topic": "/en/topics/*/regional-trade/",
}
ROOMS = ("people", "organizations", "places", "events", "documents", "initiatives", "topics", "corrections")


def page_types(site: Site, language: str) -> dict[str, str]:
    """Type -> address: a comparison and a missing page where the demo has one, the manual of the API in English."""
    report = site.reports[language]
    versions = f"{site.url}/{language}/articles/{report.split('/')[5]}/versions/"
    pages = {
        "home": f"{site.url}/{language}/",
        "article": report,
        "versions": versions,
        "version": f"{versions}1/",
        "comparison": f"{versions}1..2/",
        **{kind: entity(site, address)[language] for kind, address in ENTITIES.items()},
        **{room: f"{site.url}/{language}/{room}/" for room in ROOMS},
        "not_found": f"{site.url}/{language}/nothing/",
        **_missing(site, language),
        **({"docs": f"{site.url}/api/docs/"} if language == "en" else {}),
    }
    if not _answers(pages["comparison"]):
        del pages["comparison"]
    return pages


def entity(site: Site, address: str) -> dict[str, str]:
    """The addresses in all languages of the page whose English address has these parts around its id."""
    before, after = address.split("*")
    return next(
        page
        for page in site.listed
        if page.get("en", "").startswith(site.url + before) and page["en"].endswith(after)
    )


def _missing(site: Site, language: str) -> dict[str, str]:
    """The page that says in which other languages something is."""
    for page in site.listed:
        if language not in page:
            elsewhere = next(iter(page.values()))
            return {"missing": f"{site.url}/{language}/{'/'.join(elsewhere.split('/')[4:6])}/"}
    return {}


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=60):
            return True
    except urllib.error.HTTPError:
        return False
