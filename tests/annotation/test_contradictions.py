"""Contradictions: of a text with itself and with what is known, each kind in each language; `[id|words]` is named."""

from __future__ import annotations

import datetime as dt

import pytest

from newsroom.annotation.antecedents import Named
from newsroom.annotation.contradictions import Contradiction, Known, contradictions
from newsroom.annotation.event_days import Happening
from newsroom.annotation.stated_offices import Held
from newsroom.text.offices import words_of
from tests.annotation.measure import read_marks

KINDS = {"p": "person", "o": "organization", "l": "place", "e": "event"}
DAY = dt.date(2024, 10, 9)
ROLES = {
    "en": ("President of Russia", "Minister of Foreign Affairs of Russia", "Secretary-General of the CIS",
           "Prime Minister of Russia"),
    "fa": ("رئیس‌جمهور روسیه", "وزیر امور خارجه روسیه", "دبیرکل کشورهای مشترک‌المنافع", "نخست‌وزیر روسیه"),
    "ru": ("Президент России", "Министр иностранных дел России", "Генеральный секретарь СНГ", "Премьер-министр России"),
}  # fmt: skip


def known(language: str, **more: object) -> Known:
    president, minister, secretary, premier = (words_of(role, language) for role in ROLES[language])
    held = [
        Held("p.putin", "l.russia", president, "2012-05-07"),
        Held("p.medvedev", "l.russia", president, "2008-05-07", "2012-05-07"),
        Held("p.medvedev", "l.russia", premier, "2012-05-08", "2020-01-16"),
        Held("p.mishustin", "l.russia", premier, "2020-01-16"),
        Held("p.lavrov", "l.russia", minister, "2004-03-09"),
        Held("p.lebedev", "o.cis", secretary, "2007-10"),
    ]
    events = [Happening("e.summit", "2024-10-08", "2024-10-09"), Happening("e.war", "2022-02-24")]
    return Known(DAY, held, events, **more)  # type: ignore[arg-type]


def found(language: str, *blocks: str, known_of: Known | None = None) -> list[tuple[str, str]]:
    texts, mentions = [], {}
    for number, marked in enumerate(blocks):
        text, marks = read_marks(str(number), marked)
        texts.append((str(number), text))
        mentions[str(number)] = [Named(start, end, one, KINDS[one[0]]) for _block, start, end, one in marks]
    hints: list[Contradiction] = contradictions(texts, language, mentions, known_of or known(language))
    return [(one.kind, dict(texts)[one.block][one.start : one.end]) for one in hints]


@pytest.mark.parametrize(
    ("language", "text", "hint"),
    [
        ("en", "[p.lavrov|Lavrov], secretary-general of the [o.cis|CIS], came.",
         ("office_of_another", "secretary-general of the CIS")),
        ("en", "It names [p.lavrov|Lavrov] and calls him the “secretary-general” of the [o.cis|CIS].",
         ("office_of_another", "“secretary-general” of the CIS")),
        ("en", "The president of [l.russia|Russia] [p.lavrov|Lavrov] came.",
         ("office_of_another", "president of Russia")),
        ("en", "[l.russia|Russian] president [p.lavrov|Lavrov] came.", ("office_of_another", "Russian president")),
        ("en", "[l.russia|Russia]’s foreign minister [p.putin|Putin] came.",
         ("office_of_another", "Russia’s foreign minister")),
        ("en", "[p.medvedev|Medvedev], the prime minister of [l.russia|Russia], came.",
         ("office_not_then", "prime minister of Russia")),
        ("fa", "[p.lavrov|لاوروف]، دبیرکل [o.cis|کشورهای مشترک‌المنافع]، آمد.",
         ("office_of_another", "دبیرکل کشورهای مشترک‌المنافع")),
        ("fa", "منبع از [p.lavrov|لاوروف] نام می‌برد و او را «دبیرکل» [o.cis|کشورهای مشترک‌المنافع] می‌خواند.",
         ("office_of_another", "«دبیرکل» کشورهای مشترک‌المنافع")),
        ("fa", "رئیس‌جمهور [l.russia|روسیه] [p.lavrov|لاوروف] آمد.", ("office_of_another", "رئیس‌جمهور روسیه")),
        ("fa", "[p.medvedev|مدودف]، نخست‌وزیر [l.russia|روسیه]، آمد.", ("office_not_then", "نخست‌وزیر روسیه")),
        ("ru", "[p.lavrov|Лавров], генеральный секретарь [o.cis|СНГ], приехал.",
         ("office_of_another", "генеральный секретарь СНГ")),
        ("ru", "Источник называет [p.lavrov|Лаврова] и именует его «генеральным секретарём» [o.cis|СНГ].",
         ("office_of_another", "«генеральным секретарём» СНГ")),
        ("ru", "Приехал президент [l.russia|России] [p.lavrov|Лавров].", ("office_of_another", "президент России")),
        ("ru", "[p.medvedev|Медведев], премьер-министр [l.russia|России], приехал.",
         ("office_not_then", "премьер-министр России")),
    ],
)  # fmt: skip
def test_an_office_that_another_holds_or_at_another_time(language: str, text: str, hint: tuple[str, str]) -> None:
    assert found(language, text) == [hint]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "[p.putin|Putin], the president of [l.russia|Russia], came."),
        ("en", "[l.russia|Russian] foreign minister [p.lavrov|Sergey Lavrov] came."),
        ("en", "[p.lavrov|Lavrov], Minister of Foreign Affairs of [l.russia|Russia], came."),
        ("en", "[p.medvedev|Medvedev], a former president of [l.russia|Russia], came."),
        ("en", "[p.medvedev|Medvedev], deputy secretary-general of the [o.cis|CIS], came."),
        ("en", "[p.medvedev|Medvedev], a minister of [l.russia|Russia], came."),
        ("en", "[p.lavrov|Lavrov] met the president of [l.russia|Russia]."),
        ("en", "[p.lavrov|Lavrov], the president of [l.russia|Russia] [p.putin|Putin] and others came."),
        ("en", "[p.lavrov|Lavrov] came, and his president of [l.russia|Russia] left."),
        ("ru", "[p.lavrov|Лавров] приехал, и его президент [l.russia|России] ждал."),
        ("en", "[p.lavrov|Lavrov], the president of [l.mars|Mars], came."),
        ("fa", "[p.putin|پوتین]، رئیس‌جمهور [l.russia|روسیه]، آمد."),
        ("fa", "[p.lavrov|لاوروف]، وزیر امور خارجه [l.russia|روسیه]، آمد."),
        ("fa", "[p.medvedev|مدودف]، رئیس‌جمهور سابق [l.russia|روسیه]، آمد."),
        ("fa", "[p.medvedev|مدودف]، معاون دبیرکل [o.cis|کشورهای مشترک‌المنافع]، آمد."),
        ("fa", "[p.lavrov|لاوروف] با رئیس‌جمهور [l.russia|روسیه] دیدار کرد."),
        ("ru", "Президент [l.russia|России] [p.putin|Владимир Путин] приехал."),
        ("ru", "Министр иностранных дел [l.russia|России] [p.lavrov|Лавров] приехал."),
        ("ru", "[p.medvedev|Медведев], бывший президент [l.russia|России], приехал."),
        ("ru", "[p.medvedev|Медведев], заместитель генерального секретаря [o.cis|СНГ], приехал."),
        ("ru", "[p.lavrov|Лавров] встретил президента [l.russia|России]."),
    ],
)
def test_a_right_a_qualified_or_an_unknown_office_is_left_alone(language: str, text: str) -> None:
    assert found(language, text) == []


def test_a_disputed_office_contradicts_nothing() -> None:
    held = [Held("p.lebedev", "o.cis", words_of("Secretary-General of the CIS", "en"), disputed=True)]
    text = "[p.lavrov|Lavrov], secretary-general of the [o.cis|CIS], came."
    assert found("en", text, known_of=Known(DAY, held)) == []


@pytest.mark.parametrize(
    ("language", "first", "second", "words"),
    [
        ("en", "[p.x|Ivanov], president of [l.a|Arcadia], came.",
         "The prime minister of [l.a|Arcadia] [p.x|Ivanov] left.",
         "prime minister of Arcadia"),
        ("fa", "[p.x|ایوانف]، رئیس‌جمهور [l.a|آرکادیا]، آمد.", "نخست‌وزیر [l.a|آرکادیا] [p.x|ایوانف] رفت.",
         "نخست‌وزیر آرکادیا"),
        ("ru", "[p.x|Иванов], президент [l.a|Аркадии], приехал.", "Премьер-министр [l.a|Аркадии] [p.x|Иванов] уехал.",
         "Премьер-министр Аркадии"),
    ],
)  # fmt: skip
def test_two_full_offices_of_one_person_are_one_too_many(language: str, first: str, second: str, words: str) -> None:
    assert found(language, first, second) == [("two_offices", words)]


def test_two_offices_that_are_known_for_the_day_are_right() -> None:
    held = [
        Held("p.x", "l.a", words_of("Prime Minister of Arcadia", "en")),
        Held("p.x", "l.a", words_of("Minister of Foreign Affairs of Arcadia", "en")),
    ]
    came = "[p.x|Ivanov], prime minister of [l.a|Arcadia], came."
    left = "[l.a|Arcadian] foreign minister [p.x|Ivanov] left."
    assert found("en", came, left, known_of=Known(DAY, held)) == []


def test_one_office_in_other_words_is_one() -> None:
    blocks = ("[p.x|Ivanov], president of [l.a|Arcadia], came.", "[l.a|Arcadian] president [p.x|Ivanov] left.")
    assert found("en", *blocks) == []


@pytest.mark.parametrize(
    ("language", "text", "date"),
    [
        ("en", "The [e.summit|CIS summit] was held in Moscow on 10 October 2024.", "10 October 2024"),
        ("fa", "[e.summit|نشست سران] روز ۱۰ اکتبر ۲۰۲۴ در مسکو برگزار شد.", "۱۰ اکتبر ۲۰۲۴"),
        ("fa", "[e.summit|نشست سران] روز ۱۹ مهر ۱۴۰۳ در مسکو برگزار شد.", "۱۹ مهر ۱۴۰۳"),
        ("ru", "[e.summit|Саммит СНГ] прошёл в Москве 10 октября 2024 года.", "10 октября 2024"),
        ("en", "The [e.war|war] began on 1 February 2022.", "1 February 2022"),
    ],
)
def test_a_day_outside_its_event_is_found(language: str, text: str, date: str) -> None:
    assert found(language, text) == [("date", date)]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The [e.summit|CIS summit] was held in Moscow on 8 October 2024."),
        ("en", "The [e.summit|CIS summit] was announced on 1 October 2024 and held later."),
        ("en", "[p.putin|Putin] spoke of the [e.summit|CIS summit] on 12 October 2024."),
        ("en", "The [e.summit|CIS summit] opened on 8 October 2024, the next one opens on 1 June 2025."),
        ("en", "The [e.war|war] ended no one knows when, and the [e.summit|summit] was held on 12 October 2024."),
        ("en", "The [e.war|war] began to slow on 12 October 2024."),
        ("en", "The [e.other|fair] was held on 12 October 2024."),
        ("fa", "[e.summit|نشست سران] روز ۸ اکتبر ۲۰۲۴ (۱۷ مهر ۱۴۰۳) در مسکو برگزار شد."),
        ("fa", "خبر برگزاری [e.summit|نشست سران] روز ۱ اکتبر ۲۰۲۴ اعلام شد."),
        ("ru", "[e.summit|Саммит СНГ] прошёл в Москве 8 октября 2024 года."),
        ("ru", "О том, что [e.summit|саммит СНГ] состоится, объявили 1 октября 2024 года."),
    ],
)
def test_a_day_that_fits_or_is_another_s_is_left_alone(language: str, text: str) -> None:
    assert found(language, text) == []


def test_the_one_event_that_the_article_is_about_is_meant_by_a_common_noun() -> None:
    about = Happening("e.summit", "2024-10-08", "2024-10-08")
    text = "The summit was held on 10 October 2024."
    assert found("en", text, known_of=known("en", about=about)) == [("date", "10 October 2024")]
    assert found("en", text) == []
    assert found("en", "The train was held up on 10 October 2024.", known_of=known("en", about=about)) == []


def test_hints_come_in_reading_order() -> None:
    text = "Iran, Iraq and Syria won gold and silver respectively. It has eleven members: Iran, Iraq and Syria."
    assert [kind for kind, _words in found("en", "Snow fell.", text)] == ["pairs", "count"]


def test_a_language_without_rules_has_no_hints() -> None:
    assert contradictions([("b", "Elf Mitglieder: Iran und Irak.")], "de", {}, Known(DAY)) == []
