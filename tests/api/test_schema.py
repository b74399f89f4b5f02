"""The OpenAPI document keeps its word: it is valid, says every status, and every answer has the shape it promises."""

from __future__ import annotations

import json
from collections.abc import Iterator
from io import StringIO
from typing import Any

import jsonschema_rs
import pytest
import schemathesis
from django.core import signals
from django.core.management import call_command
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from newsroom.api.read.addresses import FOLDERS
from newsroom.api.schema import document
from newsroom.content.article import Article
from tests.api.fuzz import CHECKS
from tests.api.walk import LISTS, every_address
from tests.depth import THOROUGH

DOCUMENT = document()
EXAMPLES = 40 if THOROUGH else 2  # `make verify` asks a served site hundreds of times besides
NAMES = {found["get"]["operationId"]: path for path, found in DOCUMENT["paths"].items()}


@pytest.fixture(scope="module")
def operations(django_db_setup: None, django_db_blocker: Any) -> Iterator[dict[str, Any]]:
    """The operations of the API, asked in this process through WSGI, which must not close the test's connection."""
    around = (signals.request_started, signals.request_finished)
    for signal in around:
        signal.disconnect(close_old_connections)
    with django_db_blocker.unblock():
        schema = schemathesis.openapi.from_wsgi("/api/schema/", get_wsgi_application())
    found = [operation.ok() for operation in schema.get_all_operations()]
    yield {operation.definition.raw["operationId"]: operation for operation in found}
    for signal in around:
        signal.connect(close_old_connections)


def test_the_document_is_valid_without_a_warning() -> None:
    said = StringIO()
    call_command("spectacular", "--validate", "--fail-on-warn", stdout=said, stderr=said)
    assert said.getvalue().startswith("openapi: 3.1.0")


def test_it_is_json_unless_yaml_is_asked_for() -> None:
    path = reverse("api:schema")
    assert Client().get(path).headers["Content-Type"].startswith("application/json")
    for response in (
        Client().get(f"{path}?format=yaml"),
        Client().get(path, headers={"Accept": "application/yaml"}),
    ):
        assert response.headers["Content-Type"].startswith("application/yaml")
        assert response.content.startswith(b"openapi: 3.1.0")


def test_every_operation_says_every_answer_that_it_can_give() -> None:
    for path, methods in json.loads(Client().get(reverse("api:schema")).content)["paths"].items():
        (operation,) = methods.values()
        wanted = {"200", "304", "400", "405", "406"} | ({"404"} if "{" in path else set())
        assert wanted <= operation["responses"].keys(), path


def test_every_real_answer_has_the_promised_shape(summit: Article) -> None:
    for name, address in every_address().items():
        if name in {"schema", "docs", "nothing"}:
            continue
        known_as = FOLDERS.get(name.removesuffix("_list"), name) if name in LISTS else name
        operation = DOCUMENT["paths"][NAMES[known_as]]["get"]
        paths = [address, f"{address}?page_size=100"] if name in LISTS else [address]
        for path in [*paths, f"{address}?wrong=1"]:
            response = Client().get(path)
            promised = operation["responses"][str(response.status_code)]
            _validate(promised, response.json())


def _validate(promised: dict[str, Any], found: Any) -> None:
    if "$ref" in promised:
        promised = DOCUMENT["components"]["responses"][promised["$ref"].rsplit("/", 1)[-1]]
    content = next(iter(promised["content"].values()))
    schema = {**content["schema"], "components": DOCUMENT["components"]}
    jsonschema_rs.Draft202012Validator(schema).validate(found)


@pytest.mark.parametrize("name", sorted(NAMES))
def test_whatever_is_asked_gets_a_documented_answer(
    summit: Article, operations: dict[str, Any], name: str
) -> None:
    operation = operations[name]

    @given(st.data())
    @settings(max_examples=EXAMPLES, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    def ask(data: st.DataObject) -> None:
        for mode in schemathesis.GenerationMode:
            case = data.draw(operation.as_strategy(generation_mode=mode))
            case.call_and_validate(checks=CHECKS)

    ask()


def test_the_page_for_people_names_every_address_and_every_shape() -> None:
    response = Client().get(reverse("api:docs"))
    html = response.content.decode()
    for path in DOCUMENT["paths"]:
        assert f"GET {path}" in html
    for name in DOCUMENT["components"]["schemas"]:
        assert f'id="shape-{name}"' in html
    assert "<script" not in html
    assert " style=" not in html
    anchors = {part.split('"')[0] for part in html.split('href="#')[1:]}
    assert all(f'id="{anchor}"' in html for anchor in anchors)
