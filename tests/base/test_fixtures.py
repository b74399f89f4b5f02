"""Fixtures load and dump the same in any active language."""

from __future__ import annotations

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.utils import translation

from newsroom.base import languages
from newsroom.entities.entity import Entity
from newsroom.entities.membership import Membership
from newsroom.entities.name import Name
from newsroom.entities.name_key import NameKey
from newsroom.entities.participation import Participation
from tests.depth import THOROUGH

MODELS = ["newsroom.entity", "newsroom.name", "newsroom.membership"]


def entities_in(file: Path) -> int:
    return sum(row["model"] == "newsroom.entity" for row in json.loads(file.read_text(encoding="utf-8")))


def dump() -> str:
    out = StringIO()
    call_command("dumpdata", *MODELS, natural_foreign=True, natural_primary=True, indent=1, stdout=out)
    return out.getvalue()


@pytest.mark.parametrize("language", languages.codes() if THOROUGH else ["fa"])
def test_loading_twice_in_any_language_gives_the_same_rows_and_the_same_dump(
    db: None, language: str, settings: Any
) -> None:
    before, keys = dump(), set(NameKey.objects.values_list("entity__public_id", "language", "key", "text"))
    with translation.override(language):
        for _time in range(2):
            call_command("loaddata", str(settings.BASE_DIR / "fixtures" / "entities.json"), verbosity=0)
        assert dump() == before
    assert set(NameKey.objects.values_list("entity__public_id", "language", "key", "text")) == keys


def test_a_dump_names_no_bare_and_no_derived_column(db: None) -> None:
    text = dump()
    for column in ('"name":', '"slug":', '"sort_key_fa":', '"start_earliest":', '"pk":'):
        assert column not in text
    assert '"name_fa":' in text


def test_it_has_the_55_entities_of_the_report_and_26_of_its_background(db: None, settings: Any) -> None:
    assert entities_in(settings.BASE_DIR / "fixtures" / "entities.json") == 55
    assert entities_in(settings.BASE_DIR / "fixtures" / "background.json") == 26
    assert Entity.objects.count() == 55 + 26
    assert Name.objects.count() > 150
    assert Membership.objects.offices().count() == 10 + 1
    assert Participation.objects.count() == 36
