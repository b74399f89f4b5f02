"""Fixtures there and back: the same rows and the same bytes, in whatever language is active."""

from __future__ import annotations

from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.utils import translation

from newsroom.base import languages
from newsroom.entities.entity import Entity
from newsroom.entities.membership import Membership
from newsroom.entities.name import Name
from newsroom.entities.name_key import NameKey
from newsroom.entities.participation import Participation
from newsroom.publishing.appearance import Appearance
from tests.depth import THOROUGH

MODELS = ["newsroom.entity", "newsroom.name", "newsroom.membership", "newsroom.participation"]
FIXTURES = ["entities.json", "background.json"]


def dumped() -> str:
    out = StringIO()
    call_command("dumpdata", *MODELS, natural_foreign=True, natural_primary=True, indent=1, stdout=out)
    return out.getvalue()


def emptied() -> None:
    """Take away the rows of the fixtures, and what the demo's reports say of them."""
    from newsroom.annotation.mention import Mention
    from newsroom.annotation.note import Note
    from newsroom.annotation.statement import Speaker, Statement
    from newsroom.content.article import Article
    from newsroom.content.asset import Asset

    for model in (Speaker, Statement, Mention, Note):
        model.objects.all().delete()
    for article in Article.objects.all():
        article.about.clear()
        article.blocks.filter(asset__isnull=False).delete()
    for asset in Asset.objects.all():
        asset.delete()
    for rows in (Participation, Membership, Name):
        rows.objects.all().delete()
    Entity.objects.update(part_of=None, place=None)
    Entity.objects.all().delete()


@pytest.mark.django_db
@pytest.mark.parametrize("language", languages.codes() if THOROUGH else ["en"])
def test_the_fixtures_come_back_byte_for_byte_in_any_active_language(language: str, tmp_path: Path) -> None:
    before, keys = dumped(), set(NameKey.objects.values_list("entity__public_id", "language", "key"))
    file = tmp_path / "dump.json"
    file.write_text(before, encoding="utf-8")
    with translation.override(language):
        assert dumped() == before
        emptied()
        assert not Entity.objects.exists()
        call_command("loaddata", str(file), verbosity=0)
        assert dumped() == before
    assert set(NameKey.objects.values_list("entity__public_id", "language", "key")) == keys
    assert Appearance.objects.exists(), "what was published stands on its own"


@pytest.mark.django_db
@pytest.mark.parametrize("language", languages.codes() if THOROUGH else ["ru"])
def test_loading_the_committed_fixtures_again_changes_nothing(language: str) -> None:
    before = dumped()
    with translation.override(language):
        for name in FIXTURES:
            call_command("loaddata", str(settings.BASE_DIR / "fixtures" / name), verbosity=0)
        assert dumped() == before


@pytest.mark.django_db
def test_the_committed_fixtures_hold_every_row_of_the_demo() -> None:
    import json

    rows = [row for name in FIXTURES for row in json.loads((settings.BASE_DIR / "fixtures" / name).read_text("utf-8"))]
    there = {row["model"]: sum(other["model"] == row["model"] for other in rows) for row in rows}
    counts = {
        "newsroom.entity": Entity.objects.count(),
        "newsroom.name": Name.objects.count(),
        "newsroom.membership": Membership.objects.count(),
        "newsroom.participation": Participation.objects.count(),
    }
    assert there == counts
