"""What stands between a text and its approval or its edition, guard by guard."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from newsroom.annotation.mention import Mention
from newsroom.annotation.note import Note
from newsroom.annotation.span import Span
from newsroom.annotation.statement import Statement
from newsroom.base import languages
from newsroom.content.article import Article
from newsroom.content.block import Block
from newsroom.desk import readiness
from newsroom.desk.annotate import add_mention
from newsroom.desk.edit import edit_article, edit_texts
from newsroom.desk.entities import save_entity
from newsroom.desk.errors import NotReady
from newsroom.desk.images import MapOf, Words, add_map
from newsroom.desk.note_work import reopen_note, resolve_note
from newsroom.desk.notes import Content, Noted, add_notes, change_note
from newsroom.desk.publish import publish
from newsroom.desk.review import approve
from newsroom.desk.selection import Selection
from newsroom.desk.statements import Said, Voice, add_statements
from newsroom.entities.entity import Entity
from newsroom.staff.user import User
from tests.stories import CORRECTED, block_of, story


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    """Problems are said in the language of the desk."""
    with translation.override("en"):
        yield


@pytest.fixture
def article(write: Callable[[str], Article]) -> Article:
    return write("Ministers meet in Vienna\n\nThey spoke for two hours.\n\nNothing was signed on that day.")


def to_approve(article: Article, language: str = "en") -> list[str]:
    return readiness.problems(article, language, approved=False)


def to_publish(article: Article, language: str = "en") -> list[str]:
    return readiness.problems(article, language, approved=True)


def set_text(article: Article, position: int, text: str, by: User, language: str = "en") -> None:
    block = Block.objects.of_article(article).get(position=position)
    edit_texts(article, language=language, texts={str(block.uuid): text}, by=by)


def test_the_told_demo_waits_for_the_translations_of_its_correction_alone(summit: Article) -> None:
    assert to_publish(summit, "fa") == []
    for language in ("en", "ru"):
        (problem,) = to_publish(summit, language)
        assert f"{block_of(summit, CORRECTED).position}." in problem
    explainer = story().explainer.known()
    assert [to_publish(explainer, language) for language in ("en", "fa")] == [[], []]


def test_once_its_translators_followed_the_demo_is_ready_in_every_language(followed: Article) -> None:
    assert [to_publish(followed, language) for language in ("fa", "en", "ru")] == [[], [], []]


def test_a_whole_draft_may_be_approved_and_then_published(article: Article, staff: dict[str, User]) -> None:
    assert to_approve(article) == []
    assert len(to_publish(article)) == 3
    approve(article, language="en", by=staff["editor"])
    assert to_publish(article) == []


def test_a_language_without_a_word_has_no_title_and_misses_every_block(article: Article) -> None:
    problems = to_approve(article, "ru")
    assert len(problems) == 1 + 3
    assert "title" in problems[0]


def test_a_cleared_block_is_missed_by_its_number(article: Article, staff: dict[str, User]) -> None:
    set_text(article, 2, "", staff["reporter"])
    assert len(to_approve(article)) == 1
    assert "2." in to_approve(article)[0]
    with pytest.raises(NotReady) as refusal:
        approve(article, language="en", by=staff["editor"])
    assert list(refusal.value.problems) == to_approve(article)


def test_a_cleared_title_is_missed(article: Article, staff: dict[str, User]) -> None:
    set_text(article, 1, "", staff["reporter"])
    assert any("title" in problem for problem in to_approve(article))


def test_a_block_of_one_language_is_missed_in_no_other(article: Article, staff: dict[str, User]) -> None:
    set_text(article, 1, "Министры встретились", staff["editor"], "ru")
    set_text(article, 2, "Они говорили два часа.", staff["editor"], "ru")
    assert len(to_approve(article, "ru")) == 1
    Block.objects.of_article(article).filter(position=3).update(only_language="en")
    assert to_approve(article, "ru") == []
    assert to_approve(article, "en") == []


def test_an_image_has_no_words_to_miss(article: Article) -> None:
    Block.objects.create(article=article, position=9, kind="image")
    assert to_approve(article) == []


def test_an_outdated_block_is_named_until_the_source_returns(followed: Article, staff: dict[str, User]) -> None:
    block = block_of(followed, 5)
    before = block.source("fa")
    set_text(followed, block.position, "متن تازه.", staff["editor"], "fa")
    for language in ("en", "ru"):
        assert len(to_approve(followed, language)) == 1
        assert f"{block.position}." in to_approve(followed, language)[0]
    set_text(followed, block.position, before, staff["editor"], "fa")
    assert to_approve(followed, "en") == []


def test_one_block_that_is_not_approved_is_enough(followed: Article, staff: dict[str, User]) -> None:
    block = block_of(followed, 5)
    set_text(followed, block.position, block.source("en") + " Fresh words.", staff["translator-en"])
    assert to_approve(followed) == []
    assert len(to_publish(followed)) == 1
    assert f"{block.position}." in to_publish(followed)[0]


# --- annotations ------------------------------------------------------------------------------------------------------


def statement(article: Article) -> dict[str, object]:
    return {"statement": Statement.objects.create(article=article)}


def fact_check(article: Article) -> dict[str, object]:
    found = {languages.column("finding", "en"): "It is so."}
    return {"note": Note.objects.create(article=article, kind="fact_check", at=timezone.now(), **found)}


def mention(article: Article) -> dict[str, object]:
    return {"mention": Mention.objects.create(article=article, entity=Entity.objects.all()[0])}


@pytest.mark.parametrize("state", ["suggested", "accepted", "rejected", "review", "orphaned"])
@pytest.mark.parametrize(
    ("owner", "blocks"), [(statement, True), (fact_check, True), (mention, False)], ids=["statement", "note", "mention"]
)
def test_a_claim_that_waits_for_review_blocks_and_a_mention_does_not(
    followed: Article, state: str, owner: Callable[[Article], dict[str, object]], blocks: bool
) -> None:
    block = block_of(followed, 5)
    Span.objects.create(
        block=block, language="en", start=0, end=6, exact=block.plain("en")[:6], state=state, **owner(followed)
    )
    problems = to_publish(followed)
    assert bool(problems) == (blocks and state in {"review", "orphaned"})
    assert all(block.plain("en")[:6] in problem for problem in problems)
    assert to_publish(followed, "ru") == []
    assert to_approve(followed) == []


def selection(block: Block, words: str, language: str) -> Selection:
    start = block.plain(language).index(words)
    return Selection(block, language, start, start + len(words), words)


def somebody(**names: str) -> Entity:
    """An entity with a name in some languages only: somebody(en="Ivan")."""
    columns = {languages.column("name", code): text for code, text in names.items()}
    return Entity.objects.create(kind="person", **columns)


@pytest.fixture
def spoken(article: Article, staff: dict[str, User]) -> Callable[[Entity], None]:
    """Lets somebody say the last words of the article, in English."""

    def say(who: Entity) -> None:
        at = [selection(block_of(article, 3), "Nothing was signed", "en")]
        add_statements(article, said=[Said(at=at, voices=[Voice(who)])], by=staff["annotator"])

    return say


def test_a_speaker_without_a_name_in_the_language_is_called_by_the_one_they_have(
    article: Article, spoken: Callable[[Entity], None], staff: dict[str, User]
) -> None:
    approve(article, language="en", by=staff["editor"])
    spoken(somebody(ru="Иван Петров"))
    (problem,) = to_publish(article)
    assert "Иван Петров" in problem
    with pytest.raises(NotReady):
        publish(article, language="en", by=staff["publisher"])


def test_a_speaker_with_a_name_in_the_language_is_no_problem(
    article: Article, spoken: Callable[[Entity], None], staff: dict[str, User]
) -> None:
    approve(article, language="en", by=staff["editor"])
    spoken(somebody(en="Ivan Petrov"))
    assert to_publish(article) == []


def test_who_speaks_in_another_language_alone_needs_no_name_in_this_one(
    followed: Article, staff: dict[str, User]
) -> None:
    block = block_of(followed, 5)
    at = [selection(block, block.plain("fa")[:10], "fa")]
    add_statements(followed, said=[Said(at=at, voices=[Voice(somebody(fa="ایوان پتروف"))])], by=staff["annotator"])
    assert to_publish(followed, "fa") == to_publish(followed, "en") == []


def test_a_statement_that_was_not_accepted_asks_for_no_name(
    article: Article, spoken: Callable[[Entity], None], staff: dict[str, User]
) -> None:
    approve(article, language="en", by=staff["editor"])
    spoken(somebody(ru="Иван Петров"))
    Span.objects.filter(block__article=article).update(state="rejected")
    assert to_publish(article) == []


def test_somebody_mentioned_without_a_name_is_named_once_however_often_they_stand_there(
    article: Article, staff: dict[str, User]
) -> None:
    approve(article, language="en", by=staff["editor"])
    nameless = somebody(ru="Иван Петров")
    for number, words in ((1, "Ministers"), (2, "They"), (3, "Nothing")):
        at = selection(block_of(article, number), words, "en")
        add_mention(article, at=at, entity=nameless, by=staff["annotator"])
    assert len(to_publish(article)) == 1


def test_a_place_on_a_map_needs_a_name_in_the_language(article: Article, staff: dict[str, User]) -> None:
    here = {"kind": "place", "latitude": 48.2, "longitude": 16.4}
    vienna = Entity.objects.create(**here, **{languages.column("name", "fa"): "وین"})
    add_map(
        article,
        drawn=MapOf(places=[vienna], credit={"en": "Us"}, rights="free"),
        after=block_of(article, 2),
        words=Words(alt="A map of one city.", caption="The city."),
        by=staff["reporter"],
    )
    approve(article, language="en", by=staff["editor"])
    (problem,) = to_publish(article)
    assert "وین" in problem
    Entity.objects.filter(pk=vienna.pk).update(**{languages.column("name", "en"): "Vienna"})
    assert to_publish(article) == []


def test_the_event_at_which_it_was_said_needs_a_name_in_the_language(
    article: Article, staff: dict[str, User]
) -> None:
    event = Entity.objects.create(kind="event", **{languages.column("name", "ru"): "Ярмарка"})
    at = [selection(block_of(article, 3), "Nothing was signed", "en")]
    add_statements(article, said=[Said(at=at, voices=[Voice(somebody(en="Ivan"))], event=event)], by=staff["annotator"])
    approve(article, language="en", by=staff["editor"])
    (problem,) = to_publish(article)
    assert "Ярмарка" in problem


# --- public fact checks -----------------------------------------------------------------------------------------------


def note_on(article: Article, by: User, *codes: str, **more: Any) -> None:
    """A fact check on the first words of the article in some languages."""
    block = block_of(article, 5)
    at = [selection(block, block.plain(code)[:10], code) for code in codes]
    add_notes(article, noted=[Noted(at=at, **more)], by=by)


def test_a_public_fact_check_without_a_finding_in_the_language_is_quoted(
    followed: Article, staff: dict[str, User]
) -> None:
    note_on(followed, staff["editor"], "fa", "en", "ru", public=True, finding={"fa": "یافته", "ru": "Найдено"})
    (problem,) = to_publish(followed, "en")
    assert block_of(followed, 5).plain("en")[:10] in problem
    assert to_publish(followed, "fa") == to_publish(followed, "ru") == []
    assert to_approve(followed, "en") == []
    with pytest.raises(NotReady):
        publish(followed, language="en", by=staff["publisher"])


def test_a_public_fact_check_that_stands_in_other_languages_alone_is_no_problem(
    followed: Article, staff: dict[str, User]
) -> None:
    note_on(followed, staff["editor"], "fa", public=True, finding={"fa": "یافته"})
    assert to_publish(followed, "en") == []


def test_what_the_desk_keeps_to_itself_needs_no_finding(followed: Article, staff: dict[str, User]) -> None:
    note_on(followed, staff["editor"], "fa", "en", "ru", kind="question", claim={"fa": "آیا چنین است؟"})
    assert [to_publish(followed, code) for code in languages.codes()] == [[], [], []]


def test_a_fact_check_on_two_places_is_quoted_once(followed: Article, staff: dict[str, User]) -> None:
    block = block_of(followed, 5)
    at = [selection(block, words, "en") for words in (block.plain("en")[:10], block.plain("en")[20:30])]
    noted = Noted(at=at, public=True, finding={"ru": "Найдено"})
    add_notes(followed, noted=[noted], by=staff["editor"])
    assert len(to_publish(followed, "en")) == 1


def test_a_fact_check_that_nobody_answered_blocks_until_it_is_settled(
    followed: Article, staff: dict[str, User]
) -> None:
    note_on(followed, staff["editor"], "en", claim={"en": "It was the first time."})
    words = block_of(followed, 5).plain("en")[:10]
    (problem,) = to_publish(followed, "en")
    assert words in problem
    assert to_publish(followed, "ru") == []
    note = Note.objects.get(quote=words, kind="fact_check")
    resolve_note(note, by=staff["editor"])
    assert to_publish(followed, "en") == []
    reopen_note(note, by=staff["editor"])
    change_note(note, content=Content(finding={"ru": "Не впервые."}), by=staff["editor"])
    assert to_publish(followed, "en") == []


def test_open_proposals_and_questions_only_warn_and_so_do_mentions_without_a_place(
    followed: Article, staff: dict[str, User]
) -> None:
    for kind, more in (("correction", {"proposal": "Words"}), ("question", {}), ("comment", {})):
        note_on(followed, staff["editor"], "en", kind=kind, claim={"en": "Is it so?"}, **more)
    block = block_of(followed, 5)
    lost = {"block": block, "language": "en", "start": 0, "end": 6, "exact": block.plain("en")[:6]}
    Span.objects.create(**lost, state="orphaned", **mention(followed))
    assert to_publish(followed, "en") == []
    assert [sentence[0] for sentence in readiness.warnings(followed, "en")] == ["1", "3"]  # one question is the demo's
    assert [sentence[0] for sentence in readiness.warnings(followed, "ru")] == ["1"]


def test_publishing_names_all_that_is_wrong_at_once(article: Article, staff: dict[str, User]) -> None:
    set_text(article, 2, "", staff["reporter"])
    with pytest.raises(NotReady) as refusal:
        publish(article, language="en", by=staff["publisher"])
    assert list(refusal.value.problems)[1:] == to_publish(article)  # after the step itself, which a draft has not
    assert len(refusal.value.problems) >= 3


def cost(article: Article, language: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        readiness.problems(article, language, approved=True)
    return len(queries)


def test_the_number_of_queries_does_not_grow_with_the_blocks(
    article: Article, write: Callable[[str], Article], staff: dict[str, User]
) -> None:
    long = write("A long report\n\n" + "\n\n".join(f"Ministers met, part {n} of many." for n in range(120)))
    for one in (article, long):
        approve(one, language="en", by=staff["editor"])
    assert cost(article, "en") == cost(long, "en")


def test_the_number_of_queries_does_not_grow_with_what_was_annotated(
    followed: Article, staff: dict[str, User]
) -> None:
    block = block_of(followed, 5)
    at = [selection(block, block.plain("fa")[:10], "fa")]
    places = list(Entity.objects.of_kind("place").exclude(latitude=None))
    words = Words(alt="نقشه‌ای دیگر.", caption="شهرها.")

    def annotate(places: list[Entity]) -> int:
        """One statement, one note and one dot of a map for each place; what readiness then costs."""
        add_statements(followed, said=[Said(at=at, voices=[Voice(one)]) for one in places], by=staff["annotator"])
        noted = [Noted(at=at, public=True, finding={"fa": "یافته"}) for _place in places]
        add_notes(followed, noted=noted, by=staff["editor"])
        drawn = MapOf(places=places, credit={"fa": "ما"}, rights="free")
        add_map(followed, drawn=drawn, after=block, words=words, by=staff["reporter"])
        approve(followed, language="fa", by=staff["editor"])
        assert to_publish(followed, "fa") == []
        return cost(followed, "fa")

    assert annotate(places[:1]) == annotate(places)


def test_a_subject_without_a_name_in_the_language_is_named(article: Article, staff: dict[str, User]) -> None:
    """It would have no card, and the page of the article a link to nowhere."""
    topic = Entity(kind="topic")
    languages.write(topic, "name", {"ru": "Часовое дело"})
    save_entity(topic, changed=[], by=staff["editor"])
    edit_article(article, changed=["about"], about=[topic], by=staff["reporter"])
    assert any("Часовое дело" in problem for problem in readiness.problems(article, "en", approved=True))


def test_a_place_on_a_map_that_lost_its_coordinates_is_named(settled: Article) -> None:
    Entity.objects.filter(public_id="nbr78hcp").update(latitude=None, longitude=None)
    assert len(readiness.problems(settled, "en", approved=True)) == 1
