"""Text columns accept and refuse the same text on every database, however it comes."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from newsroom.base import languages, rows
from newsroom.base.fields import new_public_id
from newsroom.content.article import Article
from newsroom.content.block import Block
from newsroom.entities.entity import Entity
from newsroom.text.gate import Refused


@pytest.mark.parametrize("text", ["nul \x00", "lone \ud800", "turn \u202e", "tag \U000e0041"])
def test_no_write_gets_past_the_gate(summit: Article, text: str) -> None:
    block = Block.objects.of_article(summit)[0]
    column = languages.column("text", "fa")
    for write in (
        lambda: Block.objects.filter(pk=block.pk).update(**{column: text}),
        lambda: Block.objects.bulk_create([Block(article=summit, position=99, kind="paragraph", **{column: text})]),
        lambda: Entity.objects.create(kind="topic", **{languages.column("name", "en"): text}),
    ):
        with pytest.raises(Refused), transaction.atomic():
            write()


def test_a_form_learns_which_character_where(db: None) -> None:
    entity = Entity(kind="topic", **{languages.column("name", "en"): "bad \u202e name"})
    with pytest.raises(ValidationError) as refusal:
        rows.check(entity)
    assert "U+202E" in str(refusal.value)
    assert languages.column("name", "en") in refusal.value.message_dict


def test_decomposed_letters_are_composed_on_the_way_in(db: None) -> None:
    entity = Entity.objects.create(kind="topic", **{languages.column("name", "en"): "Cafe\u0301"})
    entity.refresh_from_db()
    assert entity.name_in("en") == "Caf\u00e9"


def test_public_ids_do_not_repeat() -> None:
    assert len({new_public_id() for _ in range(5000)}) == 5000


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "unicorn"},
        {"kind": "person", "event_status": "happened"},
        {"kind": "person", "latitude": 1.0, "longitude": 1.0},
        {"kind": "place", "latitude": 100.0, "longitude": 1.0},
        {"kind": "event", "country_code": "IR"},
        {"kind": "topic", "wikidata": "X5"},
    ],
)
def test_the_database_refuses_an_impossible_entity(db: None, wrong: dict[str, object]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Entity.objects.create(**{languages.column("name", "en"): "Thing"}, **wrong)


def test_an_article_has_one_title(summit: Article) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Block.objects.create(article=summit, position=99, kind="title")
