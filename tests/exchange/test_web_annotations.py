"""What leaves the desk is a W3C Web Annotation: each term means what the model says, and none is lost."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from newsroom.base import languages
from newsroom.content.article import Article
from newsroom.content.block import Block
from newsroom.exchange.annotations import addresses_of, annotations_of, items_of, lines_of, named_in
from newsroom.text.annotated import Annotated
from newsroom.text.webannotation import Collection, alone, on_page
from tests.exchange.anno_context import NAMESPACES, TABLE, expanded, triples, whole
from tests.exchange.linked import is_understood

SITE = "https://news.example"
OA, XSD = NAMESPACES["oa"], NAMESPACES["xsd"]


def exported(article: Article, *codes: str) -> list[dict[str, Any]]:
    rows = annotations_of(article, codes or languages.codes())
    return [json.loads(line) for line in lines_of(rows, addresses_of(article, SITE, named_in(rows)))]


def test_our_table_of_terms_agrees_with_the_context() -> None:
    assert {term: whole()[term] for term in TABLE} == TABLE


def test_every_property_that_was_written_is_understood(summit: Article) -> None:
    one_of_each: dict[str, dict[str, Any]] = {}
    for one in exported(summit):
        one_of_each.setdefault(one["motivation"], one)
        assert "gz:sort" in one
    assert set(one_of_each) >= {"identifying", "describing", "oa:assessing"}
    for one in one_of_each.values():
        assert is_understood(one)


def test_a_page_is_understood_with_its_collection(summit: Article) -> None:
    rows = annotations_of(summit, languages.codes())
    collection = Collection(f"{SITE}/annotations/", "Annotations", len(rows))
    items = items_of(on_page(rows, 2), addresses_of(summit, SITE, named_in(rows)))
    page = collection.page(2, items[:5])
    assert is_understood(page)
    (found,) = expanded(page)
    assert found["@type"] == [NAMESPACES["as"] + "OrderedCollectionPage"]
    listed = found[NAMESPACES["as"] + "items"][0]["@list"]
    assert [one["@id"] for one in listed] == [one["id"] for one in page["items"]]


def test_what_the_model_demands_stands_in_the_triples(summit: Article) -> None:
    """One Annotation, a body, a target with both selectors, positions that are non-negative integers."""
    for one in exported(summit, "fa")[:40]:
        found, name = triples(one), one["id"]
        assert f"<{name}> <{NAMESPACES['rdf']}type> <{OA}Annotation> ." in found
        assert any(line.startswith(f"<{name}> <{OA}hasTarget> ") for line in found)
        assert any(f"<{OA}motivatedBy> <{OA}" in line for line in found)
        for word in ("start", "end"):
            assert any(
                f"<{OA}{word}> " in line and line.endswith(f"^^<{XSD}nonNegativeInteger> .") for line in found
            )
        assert any(f"<{OA}exact> " in line for line in found)
        assert any(line.endswith(f"<{OA}TextQuoteSelector> .") for line in found)


def test_what_a_fact_check_says_keeps_its_languages(summit: Article) -> None:
    check = next(one for one in exported(summit) if one["gz:sort"] == "note")
    said = {(body["gz:role"], body["language"]) for body in check["body"]}
    assert said >= {("claim", "fa"), ("finding", "en"), ("finding", "ru")}
    assert sum(f"<{NAMESPACES['dc']}language> " in line for line in triples(check)) >= len(said)


def test_every_position_is_right_in_code_points(summit: Article) -> None:
    texts = {
        (str(block.uuid), code): block.plain(code)
        for block in Block.objects.of_article(summit)
        for code in languages.codes()
    }
    rows: list[Annotated] = annotations_of(summit, languages.codes())
    places = [place for one in rows for place in one.places if place.state == "accepted"]
    assert len(places) > 300
    for place in places:
        assert texts[place.block, place.language][place.start : place.end] == place.exact


@pytest.mark.parametrize("code", ["fa", "en", "ru"])
def test_who_reads_one_language_is_given_that_language_alone(summit: Article, code: str) -> None:
    found = exported(summit, code)
    assert found
    for one in found:
        spoken = {value for name, value in _values(one) if name == "language"}
        assert spoken <= {code}, one["id"]
        assert all(f"/{code}/articles/" in value for name, value in _values(one) if name == "id" and "#b-" in value)


def _values(value: Any, name: str = "") -> Iterator[tuple[str, Any]]:
    """Each value with the name it stands under; the keys of a map of languages are languages."""
    if isinstance(value, list):
        for one in value:
            yield from _values(one, name)
    elif isinstance(value, dict) and name == "gz:capacity":
        yield from (("language", code) for code in value)
    elif isinstance(value, dict):
        for key, inner in value.items():
            if key != "@context":
                yield from _values(inner, key)
    else:
        yield name, value


def test_names_of_the_staff_leave_the_house_only_when_asked(summit: Article) -> None:
    assert all("creator" not in one for one in exported(summit))
    rows = annotations_of(summit, languages.codes(), creators=True)
    said = json.dumps([alone(one) for one in items_of(rows, addresses_of(summit, SITE, named_in(rows)))])
    assert '"creator"' in said
    assert "@" not in said.replace('"@', "")
