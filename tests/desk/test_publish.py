"""Approving and publishing: guards, four eyes, the frozen edition and its chain."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable, Iterator

import pytest
from django.db import IntegrityError, transaction
from django.utils import translation

from newsroom.annotation.span import Span
from newsroom.audit.log import LogEntry
from newsroom.base import languages
from newsroom.content.article import Article
from newsroom.content.block import Block
from newsroom.desk.annotate import accept_suggestions, suggest_mentions
from newsroom.desk.edit import edit_texts
from newsroom.desk.entities import save_details
from newsroom.desk.errors import NotAllowed, NothingToPublish, NotReady, Unseen
from newsroom.desk.publish import publish
from newsroom.desk.review import approve
from newsroom.desk.translate import confirm_translation
from newsroom.entities.entity import Entity
from newsroom.entities.membership import Membership
from newsroom.localization.segment import Segment
from newsroom.publishing.appearance import Appearance
from newsroom.publishing.card import Card
from newsroom.publishing.edition import Edition, EditionBody
from newsroom.publishing.outbox import Outbox
from newsroom.publishing.publication import Publication
from newsroom.staff.user import User
from tests.stories import CORRECTED, block_of


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    """What a refusal says is compared in English."""
    with translation.override("en"):
        yield



@pytest.fixture
def plain(write: Callable[[str], Article]) -> Article:
    return write("Ministers meet in Vienna\n\nThey spoke for two hours.\n\nNothing was signed on that day.")


def test_a_draft_is_not_published(plain: Article, staff: dict[str, User]) -> None:
    with pytest.raises(NotReady) as refusal:
        publish(plain, language="en", by=staff["publisher"])
    assert len(refusal.value.problems) == 1 + plain.blocks.count()  # the step itself, and every text
    assert not Edition.objects.of(plain.public_id, "en").exists()


def test_approved_text_becomes_the_first_edition(plain: Article, staff: dict[str, User]) -> None:
    approve(plain, language="en", by=staff["editor"])
    edition = publish(plain, language="en", by=staff["publisher"])
    assert (edition.number, edition.kind, edition.title) == (1, "first", "Ministers meet in Vienna")
    assert Publication.objects.live().get(article_public_id=plain.public_id).edition == edition
    assert Outbox.objects.filter(edition=edition, done=None).exists()


def test_text_changed_after_approval_needs_approval_again(plain: Article, staff: dict[str, User]) -> None:
    approve(plain, language="en", by=staff["editor"])
    block = Block.objects.of_article(plain)[1]
    edit_texts(plain, language="en", texts={str(block.uuid): "They spoke for three hours."}, by=staff["reporter"])
    with pytest.raises(NotReady):
        publish(plain, language="en", by=staff["publisher"])


def test_nobody_approves_or_publishes_what_they_wrote(plain: Article, staff: dict[str, User]) -> None:
    block = Block.objects.of_article(plain)[1]
    edit_texts(plain, language="en", texts={str(block.uuid): "They spoke briefly."}, by=staff["editor"])
    with pytest.raises(NotAllowed):
        approve(plain, language="en", by=staff["editor"])
    approve(plain, language="en", by=staff["publisher"])
    edit_texts(plain, language="en", texts={str(block.uuid): "They spoke long."}, by=staff["publisher"])
    approve(plain, language="en", by=staff["editor"])
    with pytest.raises(NotAllowed):
        publish(plain, language="en", by=staff["publisher"])


def test_a_last_touch_by_somebody_else_does_not_make_it_somebody_elses(
    plain: Article, staff: dict[str, User]
) -> None:
    uuid = str(Block.objects.of_article(plain)[1].uuid)
    edit_texts(plain, language="en", texts={uuid: "All mine."}, by=staff["editor"])
    edit_texts(plain, language="en", texts={uuid: "All mine.."}, by=staff["reporter"])
    with pytest.raises(NotAllowed):
        approve(plain, language="en", by=staff["editor"])


def test_a_link_that_leads_elsewhere_needs_approval_again(plain: Article, staff: dict[str, User]) -> None:
    uuid = str(Block.objects.of_article(plain)[1].uuid)
    edit_texts(plain, language="en", texts={uuid: "[They](https://good.example) spoke."}, by=staff["reporter"])
    approve(plain, language="en", by=staff["editor"])
    edit_texts(plain, language="en", texts={uuid: "[They](https://evil.example) spoke."}, by=staff["publisher"])
    with pytest.raises(NotAllowed):
        publish(plain, language="en", by=staff["publisher"])


def test_a_revision_that_nobody_has_read_is_not_approved(plain: Article, staff: dict[str, User]) -> None:
    seen = plain.revisions.count()
    uuid = str(Block.objects.of_article(plain)[1].uuid)
    edit_texts(plain, language="en", texts={uuid: "They hardly spoke."}, by=staff["reporter"])
    with pytest.raises(Unseen):
        approve(plain, language="en", by=staff["editor"], seen_revision=seen)
    assert approve(plain, language="en", by=staff["editor"], seen_revision=seen + 1)


def test_a_translation_confirmed_beside_its_new_source_is_current_again(
    settled: Article, staff: dict[str, User]
) -> None:
    block = block_of(settled, 24)
    longer = block.source("fa") + " دیدار پایان یافت."
    edit_texts(settled, language="fa", texts={str(block.uuid): longer}, by=staff["reporter"])
    assert confirm_translation(settled, language="en", by=staff["translator-en"]) == 1
    approve(settled, language="fa", by=staff["editor"])
    publish(settled, language="fa", by=staff["publisher"])
    approve(settled, language="en", by=staff["editor"])
    assert not Segment.objects.of_article(settled.pk, "en").outdated().exists()


def test_an_old_report_does_not_bring_back_an_old_office(
    summit: Article, write: Callable[[str], Article], staff: dict[str, User]
) -> None:
    putin = Entity.objects.get(**{languages.column("name", "en"): "Vladimir Putin"})
    junior = Membership(
        member=putin,
        organization=Entity.objects.get(**{languages.column("name", "en"): "Russia"}),
        start="1990",
        end="1996",
        **{languages.column("role", "en"): "Junior clerk"},
    )
    save_details(putin, saved=[junior], removed=[], by=staff["editor"])
    old = write("Clerk of the year\n\nVladimir Putin was there.\n\n9 October 1993")
    suggest_mentions(old, language="en", by=staff["annotator"])
    accept_suggestions(old, spans=Span.objects.of_article(old.pk, "en").suggested(), by=staff["annotator"])
    old.source_date = dt.date(1993, 10, 9)
    old.save(update_fields=["source_date"])
    approve(old, language="en", by=staff["editor"])
    edition = publish(old, language="en", by=staff["publisher"])
    assert edition.body.content.entities[putin.public_id].office == "Junior clerk"
    card = Card.objects.get(entity_public_id=putin.public_id, language="en")
    assert "President of Russia" in card.document


def test_a_correction_without_a_public_note_is_refused_in_words(summit: Article, staff: dict[str, User]) -> None:
    with pytest.raises(NotReady, match="corrects"):
        publish(summit, language="fa", by=staff["publisher"], kind="correction")


@pytest.mark.parametrize("who", ["reporter", "translator-en", "annotator", "editor", "administrator"])
def test_only_a_publisher_publishes(plain: Article, staff: dict[str, User], who: str) -> None:
    approve(plain, language="en", by=staff["editor"])
    with pytest.raises(NotAllowed):
        publish(plain, language="en", by=staff[who])


def test_publishing_the_same_again_is_refused(summit: Article, staff: dict[str, User]) -> None:
    with pytest.raises(NothingToPublish):
        publish(summit, language="fa", by=staff["publisher"])


def test_a_second_edition_is_chained_to_the_first(summit: Article, staff: dict[str, User]) -> None:
    block = block_of(summit, 24)
    confirm_translation(summit, language="en", by=staff["translator-en"])
    text = block.source("en").replace("11 cooperation documents", "11 cooperation documents, none of them public")
    edit_texts(summit, language="en", texts={str(block.uuid): text}, by=staff["translator-en"])
    approve(summit, language="en", by=staff["editor"])
    second = publish(summit, language="en", by=staff["publisher"], kind="correction", note="The number was unproven.")
    first = Edition.objects.get(article_public_id=summit.public_id, language="en", number=1)
    assert (second.number, second.previous_digest) == (2, first.digest)
    assert second.digest == second.computed_digest() == Edition.objects.get(pk=second.pk).computed_digest()
    assert first.body.content is not None
    assert "11 cooperation documents" in first.body.document
    assert "none of them public" not in first.body.document
    assert "none of them public" in second.body.document


def test_a_translation_names_the_edition_it_was_made_from(summit: Article) -> None:
    english = Edition.objects.get(article_public_id=summit.public_id, language="en")
    assert english.based_on == Edition.objects.get(article_public_id=summit.public_id, language="fa", number=1)


def test_a_translation_that_followed_a_correction_names_the_corrected_edition(settled: Article) -> None:
    corrected = Edition.objects.get(article_public_id=settled.public_id, language="fa", number=2)
    for language in ("en", "ru"):
        edition = Edition.objects.get(article_public_id=settled.public_id, language=language, number=2)
        assert edition.based_on == corrected


def test_an_outdated_translation_is_not_published(settled: Article, staff: dict[str, User]) -> None:
    block = block_of(settled, 24)
    edit_texts(settled, language="fa", texts={str(block.uuid): "دیدار پایان یافت."}, by=staff["reporter"])
    with pytest.raises(NotReady, match=f"{block.position}"):
        publish(settled, language="en", by=staff["publisher"])


def test_a_correction_of_the_source_keeps_its_translations_from_print_until_they_follow(
    summit: Article, staff: dict[str, User]
) -> None:
    for language in ("en", "ru"):
        with pytest.raises(NotReady, match=f"{block_of(summit, CORRECTED).position}"):
            publish(summit, language=language, by=staff["publisher"])


def test_the_body_is_the_digest_of_its_bytes(summit: Article) -> None:
    for edition in Edition.objects.select_related("body"):
        assert hashlib.sha256(edition.body.document.encode()).hexdigest() == edition.body_digest


def test_the_index_says_who_appears_where(summit: Article) -> None:
    edition = Edition.objects.get(article_public_id=summit.public_id, language="ru")
    rows = list(Appearance.objects.filter(edition=edition).order_by("ordinal"))
    assert sum(row.role == "mention" for row in rows) == 116
    assert [row.ordinal for row in rows] == list(range(len(rows)))
    named = {row.entity_public_id for row in rows}
    assert Card.objects.filter(language="ru", entity_public_id__in=named).count() == len(named)


def test_an_office_is_the_one_of_the_day(summit: Article) -> None:
    edition = Edition.objects.get(article_public_id=summit.public_id, language="en")
    offices = {facts.name: facts.office for facts in edition.body.content.entities.values() if facts.office}
    assert offices["Sergey Lavrov"] == "Minister of Foreign Affairs of Russia"
    assert len(offices) == 10


def test_a_failure_half_way_leaves_nothing(
    plain: Article, staff: dict[str, User], monkeypatch: pytest.MonkeyPatch
) -> None:
    approve(plain, language="en", by=staff["editor"])
    before = LogEntry.objects.count()

    def break_down(*_args: object) -> None:
        raise RuntimeError("disk full")

    monkeypatch.setattr("newsroom.desk.publish.write_cards", break_down)
    with pytest.raises(RuntimeError), transaction.atomic():
        publish(plain, language="en", by=staff["publisher"])
    assert not Edition.objects.of(plain.public_id, "en").exists()
    assert not Publication.objects.filter(article_public_id=plain.public_id).exists()
    assert LogEntry.objects.count() == before


@pytest.mark.parametrize("change", ["update", "delete"])
@pytest.mark.parametrize("model", [Edition, LogEntry, EditionBody])
def test_published_and_logged_rows_never_change(summit: Article, model: type, change: str) -> None:
    rows = model.objects.all()
    column = {Edition: "title", LogEntry: "verb", EditionBody: "document"}[model]
    act = {"delete": lambda: rows._raw_delete(rows.db), "update": lambda: rows.update(**{column: "x"})}[change]
    with pytest.raises(IntegrityError), transaction.atomic():
        act()


def test_a_body_may_be_withheld_and_its_digest_stays(summit: Article) -> None:
    edition = Edition.objects.get(article_public_id=summit.public_id, language="fa", number=1)
    EditionBody.objects.filter(edition=edition).update(document=None)
    assert EditionBody.objects.get(edition=edition).content is None
    assert edition.digest == edition.computed_digest()


def test_the_log_is_an_unbroken_chain(summit: Article) -> None:
    assert LogEntry.objects.count() > 15
    assert list(LogEntry.objects.broken_links()) == []
