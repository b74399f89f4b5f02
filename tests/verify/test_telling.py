"""The demo from nothing, however often its telling is interrupted. Takes a minute: `make verify` runs it."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.apps import apps
from django.db import connection

from newsroom.annotation.span import Span
from newsroom.base import guards, languages
from newsroom.content.block import Block
from newsroom.desk.demo import COMMAND_LINE
from newsroom.localization.segment import Segment
from newsroom.publishing.appearance import Appearance
from newsroom.publishing.card import Card
from newsroom.publishing.edition import Edition
from newsroom.staff.user import User
from tests.desk.test_demo import REPORTS, told
from tests.stories import story


def forget_everything() -> None:
    """Every row but what an installation comes with: the roles, and the command line as a member of staff."""
    kept = {User: {"username": COMMAND_LINE}, User.groups.through: {"user__username": COMMAND_LINE}}
    with guards.lifted():
        for model in apps.get_app_config("newsroom").get_models(include_auto_created=True):
            if not model._meta.proxy:
                rows = model._base_manager.exclude(**kept[model]) if model in kept else model._base_manager.all()
                rows._raw_delete(rows.db)
        connection.check_constraints()


def outcome(slug: str, name: str, codes: tuple[str, ...]) -> dict[str, Any]:
    """What a report came to, without what is drawn anew in every telling: its ids, its hours."""
    article = told(name)
    order = {block.pk: number for number, block in enumerate(Block.objects.of_article(article))}
    spans = Span.objects.filter(block__article=article).select_related("mention__entity", "statement", "note")
    return {
        "texts": [(b.kind, *(b.source(code) for code in languages.codes())) for b in Block.objects.of_article(article)],
        "spans": sorted(
            (order[s.block_id], s.language, s.start, s.end, s.exact, s.state, owner_of(s)) for s in spans
        ),
        "segments": sorted(
            (order[s.block_id], s.language, s.status, s.digest, s.based_on_digest)
            for s in Segment.objects.filter(block__article=article)
        ),
        "editions": {
            code: list(Edition.objects.of(article.public_id, code).values_list("number", "kind", "note", "title"))
            for code in codes
        },
        "tracks": sorted(article.tracks.values_list("language", "state")),
        "about": sorted(article.about.values_list("public_id", flat=True)),
    }


def owner_of(span: Span) -> str:
    owner = span.statement or span.note
    return str(owner.uuid) if owner else span.mention.entity.public_id


def all_outcomes() -> list[Any]:
    cards = sorted(Card.objects.values_list("entity_public_id", "language", "digest"))
    appearances = Counter(Appearance.objects.values_list("edition__language", "edition__number", "entity_public_id"))
    return [*(outcome(*report) for report in REPORTS), cards, appearances]


def tell_until(stop: str, without: frozenset[str] = frozenset()) -> None:
    """Tell the story from its beginning up to the step of a name; a report that is told has no steps any more."""
    steps = list(story().steps())
    if stop not in dict(steps):
        return
    for name, do in steps:
        if name not in without:
            do()
        if name == stop:
            return


def test_nothing_is_told_before_and_all_is_told_in_the_end_in_the_same_place_however_often_it_was_interrupted(
    db: None,
) -> None:
    """Somebody pulls the plug, and the telling is started again from the beginning, so every step is taken again.

    """
    whole = all_outcomes()
    forget_everything()
    assert not story().told()
    names = [name for name, _do in story().steps()]
    assert len(names) > 25
    slow: frozenset[str] = frozenset()
    for name in names:
        assert not story().told(), f"told before the step “{name}”"
        tell_until(name, without=slow)
        if name in ("staff", "entities"):
            tell_until(name)  # taken again once; the fixtures take seconds
            slow |= {name}
    assert story().told()
    assert list(story().explainer.steps()) == list(story().summit.steps()) == []
    assert all_outcomes() == whole
