"""The walls: who imports whom, which tables the public touches, that no code names a bare translated column."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.contrib import admin
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from newsroom.api.read.urls import urlpatterns as api_patterns
from newsroom.api.urls import urlpatterns as api_doors
from newsroom.base.rows import translated_fields
from newsroom.content.article import Article
from newsroom.desk import workflow
from newsroom.desk.policy import TABLE
from newsroom.desk.steps import VERBS
from newsroom.public.urls import urlpatterns
from newsroom.publishing.card import Card
from newsroom.publishing.edition import Edition
from newsroom.text.summary import LeadingPicture
from newsroom.translation import TRANSLATED
from tests.api import walk

ROOT = Path(__file__).resolve().parent.parent
SOURCES = sorted(p for p in (ROOT / "newsroom").rglob("*.py") if "migrations" not in p.parts)
ARCHITECTURE = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")


def test_it_imports_in_one_direction_only() -> None:
    lint = subprocess.run(
        [str(Path(sys.executable).parent / "lint-imports"), "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert lint.returncode == 0, lint.stdout


@pytest.mark.django_db
def test_it_has_a_migration_for_every_model() -> None:
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)


@pytest.mark.parametrize("path", SOURCES, ids=lambda p: str(p.relative_to(ROOT)))
def test_it_keeps_modules_short_and_says_what_they_are_for(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 400
    if text.strip():
        assert ast.get_docstring(ast.parse(text)), "a module docstring says what lives here and why"


# --- bare columns -----------------------------------------------------------------------------------------------------

TRANSLATED_NAMES = {model.__name__: set(fields) for model, fields in TRANSLATED.items()}
TRANSLATED_NAMES |= {
    model.__name__: set(translated_fields(model))
    for model in apps.get_app_config("newsroom").get_models()
    if translated_fields(model)
}
LISTS_OF_COLUMNS = {"values", "values_list", "only", "defer", "order_by", "F", "bulk_update", "distinct"}


def bare_columns_in(source: str) -> Iterator[str]:
    """Calls on a translated model that name one of its fields without suffix, by keyword or in a list of columns.

    A complement to the guard in conftest.py, which sees every access that a test reaches; this sees the rest.
    """
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        chain = ast.unparse(node.func)
        fields = TRANSLATED_NAMES.get(re.split(r"\W", chain)[0])
        if fields is None:
            continue
        named = {keyword.arg.split("__")[0] for keyword in node.keywords if keyword.arg}
        if chain.rsplit(".", 1)[-1] in LISTS_OF_COLUMNS:
            named |= {str(a.value).lstrip("-").split("__")[0] for a in node.args if isinstance(a, ast.Constant)}
        for name in sorted(named & fields):
            yield f"line {node.lineno}: {chain}(... {name} ...)"


@pytest.mark.parametrize("path", SOURCES, ids=lambda p: str(p.relative_to(ROOT)))
def test_it_never_names_a_bare_column(path: Path) -> None:
    assert list(bare_columns_in(path.read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize(
    "source",
    [
        'Entity.objects.filter(name="x")',
        'Block.objects.values_list("text")',
        'Entity(name="x")',
        'Article.objects.order_by("-slug")',
    ],
)
def test_it_would_see_a_bare_column(source: str) -> None:
    assert list(bare_columns_in(source))


def test_it_shows_no_bare_column_in_the_admin() -> None:
    for model, desk in admin.site._registry.items():
        shown = [*desk.list_display, *desk.search_fields, *desk.list_filter, *(desk.ordering or ())]
        shown += [name for _title, options in desk.fieldsets or () for name in options["fields"]]
        bare = {str(name).lstrip("-") for name in shown} & translated_fields(model)
        assert not bare, f"{model.__name__}: {bare}"


# --- the public door ------------------------------------------------------------------------------------------------

PUBLIC_TABLES = {
    model._meta.db_table
    for model in apps.get_app_config("newsroom").get_models()
    if model.__module__.startswith("newsroom.publishing.")
}
TABLE_NAME = re.compile(r'(?:FROM|JOIN|INTO|UPDATE)\s+"?(\w+)"?', re.IGNORECASE)


def every_public_address() -> dict[str, str]:
    """A real address for each public route; a new route without a row here fails the test below."""
    corrected = Edition.objects.get(kind="correction")
    live = corrected.publications.get()
    picture = LeadingPicture.from_json(Edition.objects.exclude(picture="")[0].picture)
    card = Card.objects.get(language="fa", kind="event", entity_public_id="783a4ve8")
    known = {"language": "fa", "public_id": live.article_public_id}
    entity = {"language": "fa", "kind": card.kind}
    return {
        "front_door": reverse("public:front_door"),
        "health": reverse("public:health"),
        "sitemap_index": reverse("public:sitemap_index"),
        "sitemap": reverse("public:sitemap", kwargs={"section": "entities"}),
        "rendition": reverse("public:rendition", args=[picture.file.split("/")[1], 320, "webp"]),
        "home": reverse("public:home", kwargs={"language": "fa"}),
        "feed": reverse("public:feed", kwargs={"language": "fa"}),
        "corrections": reverse("public:corrections", kwargs={"language": "fa"}),
        "article_by_id": reverse("public:article_by_id", kwargs=known),
        "versions": reverse("public:versions", kwargs=known),
        "version": reverse("public:version", kwargs={**known, "number": 1}),
        "comparison": reverse("public:comparison", kwargs={**known, "older": 1, "newer": 2}),
        "article": live.path,
        "entities": reverse("public:entities", kwargs=entity),
        "entity_by_id": reverse("public:entity_by_id", kwargs={**entity, "public_id": card.entity_public_id}),
        "entity": card.path,
    }


def test_it_serves_the_public_from_publishing_tables_only(summit: Article, drafts: list[Article]) -> None:
    addresses = every_public_address()
    assert {pattern.name for pattern in urlpatterns} == set(addresses), "give the new public route a row"
    hidden = [reverse("public:article_by_id", args=["fa", draft.public_id]) for draft in drafts]
    for address in [*addresses.values(), *hidden]:
        with CaptureQueriesContext(connection) as queries:
            response = Client().get(address)
        response.close()
        assert response.status_code in ((404,) if address in hidden else (200, 301, 302)), address
        assert len(queries) <= 5, f"{address} costs {len(queries)} queries"
        touched = {table for query in queries for table in TABLE_NAME.findall(query["sql"])}
        assert touched <= PUBLIC_TABLES, f"{address} touches {touched - PUBLIC_TABLES}"


def test_it_serves_the_api_from_publishing_tables_only(summit: Article, drafts: list[Article]) -> None:
    addresses = walk.every_address()
    named = {pattern.name for pattern in [*api_patterns, *api_doors] if hasattr(pattern, "name")}
    assert named == set(addresses), "give the new route of the API a row in tests/api/walk.py"
    hidden = [reverse(f"api:{name}", args=[draft.public_id]) for draft in drafts for name in ("article", "editions")]
    for address in [*addresses.values(), *hidden]:
        with CaptureQueriesContext(connection) as queries:
            response = Client().get(address)
        assert response.status_code in (200, 404), address
        touched = {table for query in queries for table in TABLE_NAME.findall(query["sql"])}
        assert touched <= PUBLIC_TABLES, f"{address} touches {touched - PUBLIC_TABLES}"
        assert not any(draft.public_id.encode() in response.content for draft in drafts)
    for address in hidden:
        assert Client().get(address).status_code == 404


# --- the documents --------------------------------------------------------------------------------------------------


def test_architecture_names_every_package_and_every_file_of_desk_and_text() -> None:
    packages = {p.name for p in (ROOT / "newsroom").iterdir() if p.is_dir() and (p / "__init__.py").exists()}
    for name in sorted(packages - {"migrations"}):
        assert f"`{name}/`" in ARCHITECTURE, f"ARCHITECTURE.md does not name newsroom/{name}"
    for package in ("desk", "text"):
        for path in (ROOT / "newsroom" / package).glob("[a-z]*.py"):
            assert f"`{package}/{path.name}`" in ARCHITECTURE, f"ARCHITECTURE.md does not name {package}/{path.name}"


def test_architecture_names_only_files_that_exist() -> None:
    packages = "|".join(sorted(p.name for p in (ROOT / "newsroom").iterdir() if p.is_dir()))
    for name in re.findall(rf"`((?:{packages})/[\w/]+\.py)`", ARCHITECTURE):
        assert (ROOT / "newsroom" / name).exists(), name


def test_architecture_gives_a_reason_for_every_dependency() -> None:
    for line in (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines():
        name = re.split(r"[\[~=<>]", line)[0].strip()
        if name and not name.startswith("#"):
            assert re.search(rf"^\| {re.escape(name)} \| \S", ARCHITECTURE, re.MULTILINE), name


def test_architecture_prints_the_table_of_rights_as_it_is() -> None:
    for action, reaches in TABLE.items():
        cells = ", ".join(f"{role.value} ({reach.value})" for role, reach in sorted(reaches.items()))
        assert f"| {action.value} | {cells} |" in ARCHITECTURE, f"| {action.value} | {cells} |"


def test_architecture_prints_the_workflow_as_it_is() -> None:
    printed = ARCHITECTURE.split("## The workflow")[1].split("\n## ")[0]
    rows = [line for line in printed.splitlines() if line.startswith("| ")][1:]
    assert rows == [row_of(step) for step in workflow.TABLE]


def row_of(step: workflow.Step) -> str:
    """One step of the workflow as ARCHITECTURE.md prints it."""
    rule = workflow.TABLE[step]
    leads: dict[str, list[str]] = {}
    for before, after in rule.moves.items():
        leads.setdefault(after.value, []).append(before.value)
    moves = "; ".join(f"{', '.join(before)} → {after}" for after, before in leads.items())
    guards = ", ".join(filter(None, [rule.guards and f"ready {rule.guards}", "four eyes" if rule.four_eyes else ""]))
    verb = VERBS.get(step, workflow.step_back)
    done_by = f"`{verb.__module__.rpartition('.')[2]}.{verb.__name__}`"
    who = rule.action.value if rule.action else "the system"
    return f"| {step.value} | {moves} | {who} | {guards or '–'} | {done_by} | {rule.verb.value if rule.verb else '–'} |"


def test_every_code_path_named_in_the_readme_exists() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for name in re.findall(r"`((?:seeds|fixtures|newsroom|tests|cms)/[\w./-]+)`", readme):
        assert (ROOT / name).exists(), name
