"""Putting a map into an article: room is made for it, its words are words like all others, all of it or nothing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from newsroom.annotation.span import Span
from newsroom.audit.log import LogEntry
from newsroom.base import languages
from newsroom.base.languages import UnknownLanguage
from newsroom.content.article import Article
from newsroom.content.asset import Asset
from newsroom.content.block import Block
from newsroom.content.track import Track
from newsroom.desk.errors import BadText, Incomplete, NotAllowed, UnknownBlock
from newsroom.desk.images import MapOf, Words, add_map
from newsroom.desk.publish import publish
from newsroom.desk.readiness import problems
from newsroom.desk.review import approve
from newsroom.entities.entity import Entity
from newsroom.localization.segment import Segment
from newsroom.staff.user import User
from tests.stories import block_of

TEXT = "Ministers meet in Vienna\n\nThey spoke for two hours.\n\nNothing was signed.\n\nThey left on Monday."
CITIES = ("Moscow", "Minsk", "Yerevan")


@pytest.fixture
def article(write: Callable[[str], Article]) -> Article:
    return write(TEXT)


@pytest.fixture
def places(db: None) -> list[Entity]:
    return [Entity.objects.get(kind="place", **{languages.column("name", "en"): name}) for name in CITIES]


def put(article: Article, places: list[Entity], by: User, *, number: int = 2, **more: Any) -> Block:
    """A map of some places behind the `number`-th block that came in."""
    return add_map(
        article,
        **{
            "drawn": MapOf(places=places, credit={"en": "Us", "ru": "Мы"}, rights="Free to use.", hub=places[0]),
            "after": block_of(article, number),
            "words": Words(alt="A map of three *capitals*.", caption="The capitals."),
            "by": by,
            **more,
        },
    )


def kinds(article: Article) -> list[str]:
    return [block.kind for block in Block.objects.of_article(article)]


def left_behind(article: Article) -> tuple[Any, ...]:
    rows = list(Block.objects.of_article(article).values_list("pk", "position"))
    rev = Article.objects.get(pk=article.pk).rev
    tables = (model.objects.count() for model in (Asset, Segment, LogEntry))
    return rows, rev, *tables, article.revisions.count()


@pytest.mark.parametrize("number", [1, 2, 3, 4])
def test_room_is_made_and_the_order_of_the_others_stays(
    article: Article, places: list[Entity], staff: dict[str, User], number: int
) -> None:
    before = list(Block.objects.of_article(article))
    image = put(article, places, staff["reporter"], number=number)
    after = list(Block.objects.of_article(article))
    assert [block.position for block in after] == list(range(1, len(before) + 4))
    assert [block.kind for block in after[number : number + 3]] == ["image", "alt", "caption"]
    assert after[number] == image
    assert after[:number] + after[number + 3 :] == before


def test_a_second_map_makes_room_for_itself_too(
    article: Article, places: list[Entity], staff: dict[str, User]
) -> None:
    put(article, places, staff["reporter"], number=2)
    put(article, places[:1], staff["reporter"], number=2)
    trio = ["image", "alt", "caption"]
    assert kinds(article) == ["title", kinds(article)[1], *trio, *trio, "paragraph", "paragraph"]
    assert [block.position for block in Block.objects.of_article(article)] == list(range(1, 11))


def test_what_was_annotated_moves_along(summit: Article, places: list[Entity], staff: dict[str, User]) -> None:
    spans = list(Span.objects.filter(block__article=summit).order_by("pk").values())
    segments = list(Segment.objects.filter(block__article=summit).order_by("pk").values())
    put(summit, places, staff["reporter"], number=10)
    assert list(Span.objects.filter(block__article=summit).order_by("pk").values()) == spans
    kept = Segment.objects.filter(pk__in=[row["id"] for row in segments]).order_by("pk")
    assert list(kept.values()) == segments


def test_the_map_knows_its_places_its_hub_and_who_drew_it(
    article: Article, places: list[Entity], staff: dict[str, User]
) -> None:
    asset = put(article, places, staff["reporter"]).asset
    assert asset is not None
    assert (asset.kind, asset.hub, asset.rights) == ("map", places[0], "Free to use.")
    assert set(asset.places.all()) == set(places)
    assert [languages.read(asset, "credit", code) for code in languages.codes()] == ["", "Us", "Мы"]
    assert not asset.file
    assert asset.digital_source_type == "dataDrivenMedia"


def test_its_words_are_drafts_of_the_source_that_belong_to_their_image(
    article: Article, places: list[Entity], staff: dict[str, User]
) -> None:
    image = put(article, places, staff["reporter"])
    alt, caption = Block.objects.of_article(article).filter(parent=image)
    assert (alt.kind, alt.plain("en")) == ("alt", "A map of three capitals.")
    assert (caption.kind, caption.plain("en")) == ("caption", "The capitals.")
    segments = Segment.objects.filter(block__in=[alt, caption])
    assert {(segment.language, segment.status) for segment in segments} == {("en", "draft")}
    assert all(segment.translator == staff["reporter"] for segment in segments)


def test_it_counts_as_a_change_of_the_structure_with_one_row_and_one_revision(
    article: Article, places: list[Entity], staff: dict[str, User]
) -> None:
    rev, log, revisions = article.rev, LogEntry.objects.count(), article.revisions.count()
    image = put(article, places, staff["reporter"])
    assert Article.objects.get(pk=article.pk).rev == rev + 1
    (entry,) = LogEntry.objects.order_by("pk")[log:]
    assert image.asset is not None
    assert (entry.verb, entry.language, entry.detail) == ("add_image", "en", str(image.asset.uuid))
    assert article.revisions.count() == revisions + 1
    newest = article.revisions.order_by("-number")[0].document
    (part,) = [block.image for block in newest.blocks if block.image]
    assert set(part.places) == {place.public_id for place in places}


def test_an_approved_article_needs_approval_again_and_its_translations_the_new_words(
    followed: Article, places: list[Entity], staff: dict[str, User]
) -> None:
    assert problems(followed, "fa", approved=True) == []
    drawn = MapOf(places=places, credit={"fa": "ما", "en": "Us", "ru": "Мы"}, rights="Free to use.")
    words = Words(alt="نقشهٔ سه پایتخت.", caption="پایتخت‌ها.")
    put(followed, places, staff["reporter"], drawn=drawn, words=words)
    assert len(problems(followed, "fa", approved=True)) == 2
    assert len(problems(followed, "en", approved=False)) == 2
    assert Track.objects.get(article=followed, language="fa").state != "ready"


def test_it_is_printed_with_the_facts_of_its_places(
    article: Article, places: list[Entity], staff: dict[str, User]
) -> None:
    put(article, places, staff["reporter"])
    approve(article, language="en", by=staff["editor"])
    document = publish(article, language="en", by=staff["publisher"]).body.content
    assert document is not None
    for place in places:
        facts = document.entities[place.public_id]
        assert (facts.name, facts.latitude, facts.longitude) == (place.name_in("en"), place.latitude, place.longitude)


# --- refused: nothing half-done ---------------------------------------------------------------------------------------


def refused(article: Article, places: list[Entity], by: User, error: type[Exception], **wrong: Any) -> None:
    before = left_behind(article)
    with pytest.raises(error):
        put(article, places, by, **wrong)
    assert left_behind(article) == before


def test_a_map_of_nothing_or_of_a_place_that_is_nowhere_is_refused(
    article: Article, places: list[Entity], staff: dict[str, User]
) -> None:
    nowhere = Entity.objects.create(kind="place", **{languages.column("name", "en"): "Nowhere"})
    for chosen in ([], [*places, nowhere]):
        drawn = MapOf(places=chosen, credit={"en": "Us"}, rights="Free to use.")
        refused(article, places, staff["reporter"], Incomplete, drawn=drawn)


def test_behind_a_block_of_another_article_is_nowhere(
    article: Article, write: Callable[[str], Article], places: list[Entity], staff: dict[str, User]
) -> None:
    foreign = block_of(write("Another title\n\nOther words."), 2)
    refused(article, places, staff["reporter"], UnknownBlock, after=foreign)


@pytest.mark.parametrize("bad", ["Hidden \u202e turn", "[x](javascript:alert(1))", "two\nlines"])
@pytest.mark.parametrize("field", ["alt", "caption"])
def test_words_that_may_not_enter_a_block_keep_the_map_out(
    article: Article, places: list[Entity], staff: dict[str, User], field: str, bad: str
) -> None:
    words = Words(**{"alt": "A map.", "caption": "The capitals.", field: bad})
    refused(article, places, staff["reporter"], BadText, words=words)


def test_a_credit_in_a_language_of_no_reader_is_refused(
    article: Article, places: list[Entity], staff: dict[str, User]
) -> None:
    drawn = MapOf(places=places, credit={"de": "Wir"}, rights="Free to use.")
    refused(article, places, staff["reporter"], UnknownLanguage, drawn=drawn)


@pytest.mark.parametrize(
    ("who", "allowed"),
    [("reporter", True), ("editor", True), ("publisher", True), ("annotator", False), ("translator-en", False),
     ("administrator", False)],
)  # fmt: skip
def test_only_who_may_edit_the_source_puts_a_map_in(
    article: Article, places: list[Entity], staff: dict[str, User], who: str, allowed: bool
) -> None:
    if allowed:
        assert put(article, places, staff[who]).kind == "image"
    else:
        refused(article, places, staff[who], NotAllowed)


def test_a_reporter_puts_no_map_into_the_article_of_another(
    article: Article, places: list[Entity], staff: dict[str, User]
) -> None:
    Article.objects.filter(pk=article.pk).update(created_by=staff["editor"])
    refused(Article.objects.get(pk=article.pk), places, staff["reporter"], NotAllowed)
