"""The gazetteer: which mentions it suggests, which it leaves alone, and how sure it is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsroom.annotation.gazetteer import Hit, Lookup, Suggestion, suggest, suggest_blocks
from newsroom.annotation.hits import Matching
from newsroom.text.names import name_keys
from tests.annotation import measure


def named(
    entity: str, *names: str, language: str = "en", matching: Matching = "always", exact_case: bool = False
) -> list[Hit]:
    """The index rows of an entity "kind.id": its own name first, then its aliases."""
    kind = entity.partition(".")[0]
    return [
        Hit(key, entity, kind, name, matching, exact_case, position == 0, language)
        for position, name in enumerate(names)
        for key in name_keys(name, language, kind=kind)
    ]


def found(text: str, language: str, *rows: list[Hit], context: Iterable[str] = ()) -> list[tuple[str, str]]:
    """What is suggested for a text, as (words, entity)."""
    lookup = measure.lookup_in(tuple(hit for row in rows for hit in row))
    return [(text[s.start : s.end], s.entity) for s in suggest(text, language, lookup, context=frozenset(context))]


def only(text: str, language: str, *rows: list[Hit]) -> Suggestion:
    """The one suggestion of a text."""
    (suggestion,) = suggest(text, language, measure.lookup_in(tuple(hit for row in rows for hit in row)))
    return suggestion


CIS = named("organization.cis", "Commonwealth of Independent States", "CIS")
SUMMIT = named("event.summit", "CIS heads of state summit, Moscow 2024", "CIS summit")
COUNCIL = named("organization.council", "CIS Economic Council", "Economic Council of the CIS")
KREMLIN = named("organization.kremlin", "the Kremlin (Russian presidency)")
PALACE = named("place.kremlin", "Kremlin Palace", "Kremlin")


# ---- the longest match, and what may stand inside it ---------------------------------------------------------------


def test_the_longest_name_wins() -> None:
    putin = named("person.putin", "Vladimir Putin", "Putin")
    assert found("Vladimir Putin spoke, and Putin left.", "en", putin) == [
        ("Vladimir Putin", "person.putin"),
        ("Putin", "person.putin"),
    ]


def test_a_plus_makes_another_name() -> None:
    plus = named("initiative.plus", "CIS+ format", "CIS+")
    assert found("the “CIS+” plan of the CIS", "en", CIS, plus) == [
        ("CIS+", "initiative.plus"),
        ("CIS", "organization.cis"),
    ]


def test_an_event_keeps_the_organizations_and_countries_in_its_name() -> None:
    ukraine, invasion = named("place.ukraine", "Ukraine"), named("event.war", "invasion of Ukraine")
    lookup = measure.lookup_in((*ukraine, *invasion))
    outer, inner = suggest("its invasion of Ukraine", "en", lookup)
    assert (outer.entity, outer.nested) == ("event.war", False)
    assert (inner.entity, inner.nested, inner.reason) == ("place.ukraine", True, "name+nested")


def test_a_place_in_the_name_of_a_place_or_organization_is_part_of_it() -> None:
    iran = named("place.iran", "ایران", language="fa")
    federation = named("organization.ffi", "فدراسیون فوتبال ایران", language="fa")
    assert found("فدراسیون فوتبال ایران", "fa", iran, federation) == [("فدراسیون فوتبال ایران", "organization.ffi")]
    assert found("the Kremlin Palace", "en", KREMLIN, PALACE) == [("Kremlin Palace", "place.kremlin")]


def test_an_organization_keeps_its_parent_only_when_that_is_named_in_full() -> None:
    assert found("the CIS Economic Council", "en", CIS, COUNCIL) == [("CIS Economic Council", "organization.council")]
    assert found("the Economic Council of the Commonwealth of Independent States", "en", CIS, COUNCIL) == [
        ("Economic Council of the Commonwealth of Independent States", "organization.council"),
        ("Commonwealth of Independent States", "organization.cis"),
    ]


def test_a_document_keeps_its_parties_but_not_the_city_it_is_called_after() -> None:
    places = [named("place.a", "Armenia"), named("place.b", "Azerbaijan"), named("place.p", "Paris")]
    peace, paris = (
        named("document.peace", "Armenia–Azerbaijan peace agreement"),
        named("document.paris", "Paris Agreement"),
    )
    assert found("the Armenia–Azerbaijan peace agreement", "en", *places, peace)[1:] == [
        ("Armenia", "place.a"),
        ("Azerbaijan", "place.b"),
    ]
    assert found("the Paris Agreement", "en", *places, paris) == [("Paris Agreement", "document.paris")]


def test_the_abbreviation_after_an_event_belongs_to_the_event() -> None:
    text = "The summit of the Commonwealth of Independent States (CIS) began."
    assert found(text, "en", CIS, SUMMIT) == [
        ("summit of the Commonwealth of Independent States (CIS)", "event.summit"),
        ("Commonwealth of Independent States", "organization.cis"),
        ("CIS", "organization.cis"),
    ]


def test_the_abbreviation_after_its_own_name_stays_a_mention_of_its_own() -> None:
    assert found("the Commonwealth of Independent States (CIS)", "en", CIS) == [
        ("Commonwealth of Independent States", "organization.cis"),
        ("CIS", "organization.cis"),
    ]


def test_initials_count_only_when_the_long_name_is_a_known_organization() -> None:
    assert found("summit of the Central Intelligence Service", "en", CIS, SUMMIT) == []


def test_other_names_may_be_inserted_into_a_title() -> None:
    rows = [
        named("event.victory", "80-летие Победы во Второй мировой войне", language="ru"),
        named("event.war", "Вторая мировая война", language="ru"),
        named("place.ussr", "Советский Союз", language="ru"),
        named("place.germany", "Германия", language="ru"),
    ]
    text = "отметят 80-летие победы Советского Союза над Германией во Второй мировой войне вместе"
    assert found(text, "ru", *rows)[0] == (text[8:-7], "event.victory")
    other = "80-летие победы отметят в школах, а также память о Второй мировой войне"
    assert found(other, "ru", *rows) == [
        ("80-летие победы", "event.victory"),
        ("Второй мировой войне", "event.war"),
    ]


# ---- which spellings count -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["الهام علی‌اف", "الهام علیاف", "الهام علی اف", "الهام علي‌اف", "الهامِ علی‌اف"])
def test_a_persian_name_is_found_however_its_joints_are_written(text: str) -> None:
    assert found(f"دیدار با {text} بود.", "fa", named("person.a", "الهام علی‌اف", language="fa")) == [(text, "person.a")]


def test_a_glued_suffix_is_part_of_the_range_and_a_zwnj_ends_it() -> None:
    iran = named("place.iran", "ایران", language="fa")
    assert found("کشتی ایرانی و ایران‌دوستان", "fa", iran) == [
        ("ایرانی", "place.iran"),
        ("ایران", "place.iran"),
    ]
    assert only("کشتی ایرانی", "fa", iran).reason == "name+derived"
    assert only("کشتی ایرانی", "fa", iran).score < only("کشتی ایران", "fa", iran).score


def test_a_suffix_or_a_second_half_makes_another_person() -> None:
    rahman = named("person.r", "امامعلی رحمان", "رحمان", language="fa")
    ali = named("person.ali", "علی", language="fa")
    assert found("آقای رحمانی و علی‌اف آمدند", "fa", rahman, ali) == []


@pytest.mark.parametrize("form", ["Кремль", "Кремля", "Кремлю", "Кремлём", "Кремле"])
def test_a_russian_name_is_found_in_every_case(form: str) -> None:
    assert found(f"о {form} говорят", "ru", named("place.k", "Кремль", language="ru")) == [(form, "place.k")]


def test_a_word_with_the_same_stem_is_no_name() -> None:
    rows = [named("place.g", "Грузия", language="ru"), named("place.m", "Мали", language="ru")]
    assert found("Грузы ждут. Малый бизнес тоже.", "ru", *rows) == []


def test_capitals_are_required_where_the_name_has_them() -> None:
    us, aa, council = (
        named("place.us", "US"),
        named("organization.aa", "AA"),
        named("organization.sf", "Federation Council"),
    )
    assert found("It told us of an aa lava and a federation council.", "en", us, aa, council) == []
    assert found("The US, the U.S. and AA.", "en", us, aa) == [
        ("US", "place.us"),
        ("U.S.", "place.us"),
        ("AA", "organization.aa"),
    ]


def test_titles_may_be_written_small_in_running_text() -> None:
    war = named("event.war", "Вторжение России на Украину", language="ru")
    assert found("началось вторжение России на Украину", "ru", war) == [("вторжение России на Украину", "event.war")]
    assert found("вторжение россии на украину", "ru", war) == []


def test_a_case_sensitive_name_is_compared_letter_by_letter() -> None:
    apple = named("organization.i", "iRobot", exact_case=True)
    assert found("iRobot and IRobot", "en", apple) == [("iRobot", "organization.i")]


def test_look_alike_capitals_of_the_other_alphabet_are_found() -> None:
    assert found("Фото: AA", "ru", named("organization.aa", "АА", language="ru")) == [("AA", "organization.aa")]


def test_an_adjective_leads_to_a_place_only() -> None:
    iran = named("place.iran", "Иран", language="ru")
    club = named("organization.iran", "Иран", language="ru")
    assert found("иранские компании", "ru", iran) == [("иранские", "place.iran")]
    assert found("иранские компании", "ru", club) == []


def test_nothing_is_found_inside_a_word() -> None:
    assert found("precise decisions", "en", named("organization.cis", "cis")) == []
    assert found("ترازو و ترازنامه", "fa", named("place.t", "تراز", language="fa")) == []


# ---- short forms ---------------------------------------------------------------------------------------------------


def test_a_surname_is_enough_once_the_article_has_the_full_name() -> None:
    rows = named("person.j", "صدیر جپاروف", language="fa")
    blocks = [("a", "جپاروف آمد."), ("b", "صدیر جپاروف رفت.")]
    lookup = measure.lookup_in(tuple(rows))
    assert [s.reason for s in suggest_blocks(blocks, "fa", lookup)["a"]] == ["short"]
    assert suggest_blocks(blocks[:1], "fa", lookup)["a"] == []
    assert found("جپاروف آمد.", "fa", rows, context=["person.j"]) == [("جپاروف", "person.j")]


def test_a_short_title_needs_its_qualifier_nearby() -> None:
    expo = named("event.expo", "International Industrial Exhibition in Tashkent")
    assert found("It meets in Tashkent at the International Industrial Exhibition.", "en", expo) == [
        ("International Industrial Exhibition", "event.expo")
    ]
    assert found("It meets at the International Industrial Exhibition.", "en", expo) == []


# ---- ambiguous names -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "entity"),
    [
        ("leaders at the Kremlin", "place.kremlin"),
        ("He came to the Kremlin", "place.kremlin"),
        ("The Kremlin’s justification", "organization.kremlin"),
        ("Kremlin officials", "organization.kremlin"),
    ],
)
def test_a_preposition_of_place_tells_a_building_from_those_who_work_in_it(text: str, entity: str) -> None:
    suggestion = only(text, "en", KREMLIN, PALACE)
    assert suggestion.entity == entity
    assert suggestion.alternatives == tuple({"place.kremlin", "organization.kremlin"} - {entity})
    assert "metonym" in suggestion.reason


@pytest.mark.parametrize(
    ("text", "language", "kind"),
    [
        ("رهبران در کرملین", "fa", "place"),
        ("توجیه کرملین", "fa", "organization"),
        ("лидеры в Кремле", "ru", "place"),
        ("из Кремля", "ru", "place"),
        ("Кремль оправдывает", "ru", "organization"),
        ("с Кремлём", "ru", "organization"),
    ],
)
def test_metonyms_are_told_apart_in_every_language(text: str, language: str, kind: str) -> None:
    name = {"fa": "کرملین", "ru": "Кремль"}[language]
    rows = [named("place.k", name, language=language), named("organization.k", name, language=language)]
    assert only(text, language, *rows).entity == f"{kind}.k"


def test_of_two_namesakes_the_one_named_in_full_is_meant() -> None:
    rows = [named("person.a", "Ahmad Rahimi", "Rahimi"), named("person.b", "Saeid Rahimi", "Rahimi")]
    assert found("Saeid Rahimi came. Rahimi spoke.", "en", *rows)[1] == ("Rahimi", "person.b")
    assert found("Rahimi spoke.", "en", *rows, context=["person.b"]) == [("Rahimi", "person.b")]


def test_an_entitys_own_name_goes_before_an_alias_of_another() -> None:
    suggestion = only("Jordan said", "en", named("person.j", "Michael Jordan", "Jordan"), named("place.j", "Jordan"))
    assert (suggestion.entity, suggestion.alternatives) == ("place.j", ("person.j",))
    assert suggestion.score < only("Jordan said", "en", named("place.j", "Jordan")).score


def test_a_doubtful_alias_scores_lower_and_a_forbidden_one_is_silent() -> None:
    sure, ask = named("place.t", "Taraz"), named("place.t", "Taraz", matching="ask")
    assert only("Taraz", "en", ask).score < only("Taraz", "en", sure).score
    assert only("Taraz", "en", ask).reason == "name+ask"
    assert found("Taraz", "en", named("place.t", "Taraz", matching="never")) == []


def test_a_forbidden_name_does_not_hide_what_is_inside_it() -> None:
    rows = [
        named("organization.g", "دولت اوکراین", language="fa", matching="never"),
        named("place.u", "اوکراین", language="fa"),
    ]
    assert found("از دولت اوکراین", "fa", *rows) == [("اوکراین", "place.u")]


# ---- the whole article ---------------------------------------------------------------------------------------------


def test_the_index_is_asked_once_for_all_blocks() -> None:
    report = measure.sample("fa")
    asked: list[int] = []

    def counted(lookup: Lookup) -> Lookup:
        def answer(keys: set[str]) -> Iterable[Hit]:
            asked.append(len(keys))
            return lookup(keys)

        return answer

    suggestions = suggest_blocks(report.blocks, "fa", counted(measure.lookup_in(report.names)))
    assert len(asked) == 1
    assert list(suggestions) == [block for block, _ in report.blocks]


@pytest.mark.parametrize(
    ("language", "recall", "precision"), [("fa", 0.97, 0.98), ("en", 0.95, 0.97), ("ru", 0.95, 0.98)]
)
def test_the_report_is_annotated_as_well_as_measured(language: str, recall: float, precision: float) -> None:
    figures = measure.measure(language)
    assert figures.recall >= recall, figures.missed
    assert figures.precision >= precision, figures.wrong


@pytest.mark.parametrize("title", measure.heldout_titles())
@pytest.mark.parametrize("language", measure.LANGUAGES)
def test_reports_on_other_topics_are_annotated_as_well(title: str, language: str) -> None:
    figures = measure.figures(measure.heldout(title, language), language)
    assert figures.recall >= 0.9, figures.missed
    assert figures.precision >= 0.93, figures.wrong


def test_arabic_letters_change_no_suggestion() -> None:
    report = measure.sample("fa")
    typed = str.maketrans("یک", "يك")
    damaged = replace(report, blocks=tuple((block, text.translate(typed)) for block, text in report.blocks))
    whole, after = measure.figures(report, "fa"), measure.figures(damaged, "fa")
    assert (after.recall, after.precision) == (whole.recall, whole.precision)


def test_a_report_that_has_lost_every_zwnj_is_annotated_as_well() -> None:
    report = measure.sample("fa")
    texts = dict(report.blocks)

    def moved(block: str, offset: int) -> int:
        return offset - texts[block][:offset].count("\u200c")

    gold = frozenset(
        (block, moved(block, start), moved(block, end), entity) for block, start, end, entity in report.gold
    )
    blocks = tuple((block, text.replace("\u200c", "")) for block, text in report.blocks)
    figures = measure.figures(replace(report, blocks=blocks, gold=gold), "fa")
    assert figures.recall >= 0.97, figures.missed
    assert figures.precision >= 0.98, figures.wrong


NAMES = (
    "the",
    "Kremlin",
    "Palace",
    "CIS",
    "CIS+",
    "Commonwealth",
    "Independent",
    "States’",
    "Economic",
    "Council’s",
)
SMALL = ("summit", "of", "in", "2024", "Moscow", "(", ")", ",", ".", "«", "»")
WORDS = st.lists(st.sampled_from(NAMES + SMALL), max_size=14)


@given(WORDS)
def test_suggestions_never_cross_and_never_repeat_an_entity_inside_itself(words: list[str]) -> None:
    text = " ".join(words)
    lookup = measure.lookup_in((*CIS, *SUMMIT, *COUNCIL, *KREMLIN, *PALACE))
    suggestions = suggest(text, "en", lookup)
    assert suggestions == sorted(suggestions, key=lambda s: (s.start, -s.end))
    for one in suggestions:
        assert 0 <= one.start < one.end <= len(text)
        assert 0 < one.score <= 1
        around = [o for o in suggestions if o is not one and o.start < one.end and one.start < o.end]
        assert all(
            (o.start <= one.start and one.end <= o.end) or (one.start <= o.start and o.end <= one.end) for o in around
        )
        assert one.nested == any(o.start <= one.start and one.end <= o.end for o in around)
        assert all(o.entity != one.entity for o in around)
