"""Annotations made to harm: each is refused with the property to blame, or taken so that no page stumbles over it."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, override_settings
from django.urls import reverse

from newsroom.annotation.note import Note
from newsroom.annotation.span import Span
from newsroom.content.article import Article
from newsroom.staff.user import User
from tests.stories import block_of

TEXT = "Talks in Moscow\n\nPutin met Lavrov. Later Putin spoke."
LAVROV = "e9jebjc5"


@pytest.fixture(autouse=True)
def _folder(tmp_path: Any) -> Any:
    with override_settings(IMPORT_FOLDER=tmp_path / "imports"):
        yield


@pytest.fixture
def article(write: Callable[[str], Article]) -> Article:
    return write(TEXT)


def mention(article: Article, place: dict[str, Any] | None = None, **more: Any) -> dict[str, Any]:
    source = {"id": f"https://x/en/articles/a/#b-{block_of(article, 2).uuid}", "language": "en"}
    quote = {"type": "TextQuoteSelector", "exact": "Lavrov", "prefix": "met ", "suffix": ". "}
    target = {"type": "SpecificResource", "source": source, "selector": [quote], **(place or {})}
    body = {"type": "SpecificResource", "source": f"x/{LAVROV}", "gz:role": "entity", "gz:entity": LAVROV}
    return {"type": "Annotation", "motivation": "identifying", "target": target, "body": body, **more}


def note(article: Article, place: dict[str, Any] | None = None, **more: Any) -> dict[str, Any]:
    said = {"type": "TextualBody", "value": "So it is.", "language": "en", "gz:role": "finding"}
    what = {"motivation": "oa:assessing", "gz:sort": "note", "gz:kind": "fact_check", "body": [said]}
    return {**mention(article, place), **what, **more}


def doubtful(candidates: str) -> dict[str, str]:
    return {"gz:state": "review", "gz:candidates": candidates}


POISON: dict[str, tuple[Callable[[Article], dict[str, Any]], str]] = {
    "half a surrogate in its name": (lambda a: mention(a, id="http://x/\ud800"), "id"),
    "half a surrogate and no name": (lambda a: mention(a, foo="\ud800"), "id"),
    "places too deep": (lambda a: mention(a, doubtful("[" * 9_000 + "]" * 9_000)), "gz:candidates"),
    "places that are words": (
        lambda a: mention(a, doubtful(json.dumps([[str(block_of(a, 2).uuid), "a", "b", "Lavrov"]]))),
        "gz:candidates",
    ),
    "places without words": (
        lambda a: mention(a, doubtful(json.dumps([[str(block_of(a, 2).uuid), 1, 2, ""]]))),
        "gz:candidates",
    ),
    "more places than are offered": (
        lambda a: mention(a, doubtful(json.dumps([[str(block_of(a, 2).uuid), 1, 2, "u"]] * 13))),
        "gz:candidates",
    ),
    "a state that is none": (lambda a: mention(a, {"gz:state": "review", "gz:formerState": "zzz"}), "gz:formerState"),
    "the last year of all": (lambda a: note(a, created="9999-12-31T23:59:59+00:00"), "created"),
    "the first year of all": (lambda a: note(a, created="0001-01-01T00:00:00+00:00"), "created"),
    "a note that was rejected": (lambda a: note(a, {"gz:state": "rejected"}), "gz:state"),
    "a note that is suggested": (lambda a: note(a, {"gz:state": "suggested"}), "gz:state"),
}


def sent(who: User, article: Article, *rows: dict[str, Any]) -> Any:
    client = Client()
    client.force_login(who)
    file = SimpleUploadedFile("annotations.json", json.dumps(rows).encode())
    return client.post(reverse("admin:newsroom_article_import_annotations", args=[article.pk]), {"file": file})


@pytest.mark.parametrize("name", POISON)
def test_poison_is_refused_and_the_property_is_named(article: Article, staff: dict[str, User], name: str) -> None:
    make, field = POISON[name]
    (outcome,) = [one["outcome"] for one in sent(staff["annotator"], article, make(article)).context["outcomes"]]
    assert (outcome.result, outcome.field) == ("refused", field)
    assert not Span.objects.filter(block__article=article).exists()


def test_a_number_that_is_none_is_refused(article: Article, staff: dict[str, User]) -> None:
    response = sent(staff["annotator"], article, mention(article, x=float("inf")))
    assert [one["outcome"].result for one in response.context["outcomes"]] == ["refused"]


@pytest.mark.parametrize("show", ["notes", "doubtful", "suggestions"])
def test_what_is_strange_and_true_is_taken_and_shown(article: Article, staff: dict[str, User], show: str) -> None:
    """An old moment, a place that may have moved, a reason in markup."""
    moved = doubtful(json.dumps([[str(block_of(article, 2).uuid), 1, 2, "u"]]))
    rows = [
        note(article, created="0500-01-01T00:00:00+00:00", id="http://x/1"),
        mention(article, moved, id="http://x/2"),
        mention(article, {"gz:state": "suggested", "gz:reason": "<script>alert(1)</script>"}, id="http://x/3"),
    ]
    response = sent(staff["annotator"], article, *rows)
    client = response.client
    client.post(response.request["PATH_INFO"], {"seal": response.context["seal"]})
    assert Note.objects.filter(article=article).exists()
    page = client.get(reverse("admin:newsroom_article_annotate", args=[article.pk, "en"]), {"show": show})
    assert page.status_code == 200
    assert "<script>alert" not in page.content.decode()
