"""Who said it: names, pronouns, offices, groups, the source, and nobody; `[entity|words]` marks what is named."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsroom.annotation.antecedents import Named
from newsroom.annotation.attribution import SaidHere, suggest_statements
from newsroom.annotation.reasons import WORDS
from tests.annotation.measure import read_marks

KINDS = {"p": "person", "o": "organization", "l": "place", "e": "event"}


def found(language: str, *blocks: str, source: str = "") -> list[SaidHere]:
    texts, mentions = [], {}
    for number, marked in enumerate(blocks):
        text, marks = read_marks(str(number), marked)
        texts.append((str(number), text))
        mentions[str(number)] = [Named(start, end, one, KINDS[one[0]]) for _block, start, end, one in marks]
    said = suggest_statements(texts, language, mentions, source=source)
    assert list(said) == [identity for identity, _text in texts]
    return [one for some in said.values() for one in some]


def speakers(language: str, *blocks: str, source: str = "") -> list[str]:
    return ["+".join(one.speakers) for one in found(language, *blocks, source=source)]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "[p.a|Putin] said the talks were long."),
        ("en", "After talks with [p.b|Xi], [p.a|Putin] said they were long."),
        ("en", "[p.a|Putin], who met [p.b|Xi] on Monday, said the talks were long."),
        ("en", "[l.r|Russia]’s president [p.a|Putin] said the talks were long."),
        ("en", "The president of [l.r|Russia], [p.a|Putin], said the talks were long."),
        ("en", "“The talks were very long,” said [p.a|Putin] after he met [p.b|Xi]."),
        ("en", "[p.a|Putin] spokesman said the talks were long."),
        ("en", "According to [p.a|Putin], [p.b|Xi] was late."),
        ("en", "[p.b|Xi]’s guest [p.a|Putin] said the talks were long."),
        ("en", "[p.a|Putin]’s office denied long talks."),
        ("en", "[p.b|Xi]’s claim that it snowed was denied by [p.a|Putin]."),
        ("fa", "[p.a|پوتین] ادعای [p.b|شی] درباره برف را «شوخی» خواند."),
        ("fa", "[p.a|پوتین] در دیدار با [p.b|شی] گفت مذاکرات طولانی بود."),
        ("fa", "پس از دیدار با [p.b|شی]، [p.a|پوتین] گفت مذاکرات طولانی بود."),
        ("fa", "رئیس‌جمهور [l.r|روسیه]، [p.a|پوتین]، مذاکرات را طولانی خواند."),
        ("fa", "[p.a|پوتین] [p.b|شی] را دوست خود خواند."),
        ("ru", "[p.a|Путин] сказал, что переговоры были долгими."),
        ("ru", "На встрече с [p.b|Си] [p.a|Путин] сказал, что она была долгой."),
        ("ru", "Президент [l.r|России] [p.a|Владимир Путин] сказал, что встреча была долгой."),
        ("ru", "Об этом сообщил в среду [p.a|Путин]."),
        ("ru", "Переговоры [p.a|Путин] назвал долгими."),
        ("ru", "В аппарате [p.a|Путина] долгие переговоры отрицают."),
        ("ru", "Вечером [p.b|Си] уехал; в письме «[p.a|Путин]» сообщил о переговорах."),
        ("ru", "«Переговоры были очень долгими», — сказал [p.a|Путин] после встречи с [p.b|Си]."),
    ],
)
def test_the_subject_speaks_and_nobody_else(language: str, text: str) -> None:
    assert speakers(language, text) == ["p.a"]


def test_a_ministry_speaks_and_not_the_country_that_owns_it() -> None:
    assert speakers("en", "[l.r|Russia]’s [o.m|Foreign Ministry] said the talks were long.") == ["o.m"]


def test_he_is_nobody_whom_a_quotation_only_talks_about() -> None:
    text = "[p.a|Putin] came late. “[p.b|Xi] was not there at all,” he said."
    assert speakers("en", text) == ["p.a"]


def test_in_the_ministry_they_called_the_claim_of_somebody_else_an_error() -> None:
    text = "Утверждение [p.b|Си] о том, что шёл снег, в [o.m|министерстве] назвали «ошибкой»."
    assert speakers("ru", text) == ["o.m"]


@pytest.mark.parametrize(
    ("language", "first", "second"),
    [
        ("en", "[o.m|The club] said it snowed.", "Their report, full of maps, proposes a break."),
        ("fa", "[o.m|باشگاه] گفت برف بارید.", "گزارش آنان پیشنهاد می‌کند بازی عقب بیفتد."),
    ],
)
def test_their_report_is_not_the_report_that_is_retold(language: str, first: str, second: str) -> None:
    assert speakers(language, f"{first} {second}", source="o.x") == ["o.m", "o.m"]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "[p.a|Putin] and [p.b|Xi] said the talks were long."),
        ("fa", "[p.a|پوتین] و [p.b|شی] گفتند مذاکرات طولانی بود."),
        ("ru", "[p.a|Путин] и [p.b|Си] сказали, что встреча была долгой."),
    ],
)
def test_several_speak_together(language: str, text: str) -> None:
    assert speakers(language, text) == ["p.a+p.b"]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "[p.a|Putin] said the talks were long. Snow fell. He added that they were useful."),
        ("fa", "[p.a|پوتین] گفت مذاکرات طولانی بود. برف بارید. او افزود که سودمند بود."),
        ("fa", "[p.a|پوتین] گفت مذاکرات طولانی بود. در ادامه افزود که سودمند بود."),
        ("ru", "[p.a|Путин] сказал, что встреча была долгой. Шёл снег. Он добавил, что она полезна."),
        ("en", "[p.a|Putin] said the talks were long and called for patience."),
        ("en", "[p.a|Putin] said the talks were long, adding that they were useful."),
        ("fa", "[p.a|پوتین] گفت مذاکرات طولانی بود و خواستار شکیبایی شد."),
        ("ru", "[p.a|Путин] сказал, что встреча была долгой, и призвал к терпению."),
        ("en", "[l.r|Russia]’s president [p.a|Putin] said no. The president of [l.r|Russia] added that it was late."),
    ],
)
def test_who_spoke_goes_on_speaking(language: str, text: str) -> None:
    assert speakers(language, text) == ["p.a", "p.a"]


def test_a_pronoun_means_the_person_that_the_last_sentence_began_with() -> None:
    text = "[p.a|Putin] said the talks were long. [p.b|Xi] left Moscow. He said they were useful."
    assert speakers("en", text) == ["p.a", "p.b"]


def test_a_pronoun_is_not_looked_for_two_blocks_before() -> None:
    assert speakers("en", "[p.a|Putin] said no.", "Snow fell.", "He said the snow was deep.") == ["p.a"]


def test_an_office_is_held_by_whom_the_article_ties_to_its_place() -> None:
    first = "[p.a|Aliyev] of [l.a|Azerbaijan] met [p.b|Tokayev] of [l.k|Kazakhstan]."
    told = "[p.b|Tokayev] said the talks were long. The president of [l.a|Azerbaijan] said they were short."
    assert speakers("en", first, told) == ["p.b", "p.a"]


def test_an_office_that_nobody_known_holds_speaks_for_nobody() -> None:
    first = "[p.a|Aliyev] of [l.a|Azerbaijan] and [p.c|Bayramov] of [l.a|Azerbaijan] came."
    assert speakers("en", first, "The president of [l.a|Azerbaijan] said they were late.") == []


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The leaders of the [o.c|CIS] said the talks were long."),
        ("en", "The [o.c|CIS] met in Moscow. The organization said the talks were long."),
        ("en", "The [o.c|CIS] met in Moscow. Its members said the talks were long."),
        ("en", "A spokesman for the [o.c|CIS] met us. The spokesman of the [o.c|CIS] said no."),
        ("fa", "سران [o.c|کشورهای مشترک‌المنافع] گفتند مذاکرات طولانی بود."),
        ("ru", "Главы [o.c|СНГ] сказали, что встреча была долгой."),
        ("ru", "В [o.c|СНГ] говорят, что встреча была долгой."),
    ],
)
def test_a_group_speaks_for_its_organization(language: str, text: str) -> None:
    assert speakers(language, text) == ["o.c"]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Analysts said the talks were long."),
        ("en", "A minister said the talks with [p.a|Putin] were long."),
        ("en", "The Art Ministry said the talks were long."),
        ("en", "Some leaders of the [o.c|CIS] said the talks were long.") ,
        ("en", "It was said that [p.a|Putin] was late."),
        ("en", "Kazakhstan: a fair in [l.t|Taraz]"),
        ("en", "[l.k|Kazakhstan]: a fair and a “forum”"),
        ("fa", "کارشناسان گفتند مذاکرات طولانی بود."),
        ("fa", "وزارت هنر گفت مذاکرات طولانی بود."),
        ("ru", "Аналитики сказали, что встреча с [p.a|Путиным] была долгой."),
        ("ru", "Министерство культуры сообщило, что встреча была долгой."),
    ],
)
def test_whom_nobody_named_says_nothing(language: str, text: str) -> None:
    assert speakers(language, text) == []


def test_a_title_names_its_speaker_before_a_colon() -> None:
    assert speakers("en", "[p.a|Putin]: talks were long") == ["p.a"]
    assert speakers("ru", "[p.a|Путин]: встреча была долгой") == ["p.a"]
    assert speakers("fa", "[p.a|پوتین]: «مذاکرات طولانی بود»") == ["p.a"]


def test_the_source_is_whom_a_caption_credits() -> None:
    credit = "Leaders in Moscow / Photo: [o.aa|AA]"
    assert [(one.speakers, one.kind) for one in found("en", credit, "The source says the talks were long.")] == [
        (("o.aa",), "narration")
    ]
    assert speakers("fa", "عکس: [o.aa|AA]", "به نوشته منبع، مذاکرات طولانی بود.") == ["o.aa"]
    assert speakers("ru", "Фото: [o.aa|AA]", "По данным источника, встреча была долгой.") == ["o.aa"]


def test_the_source_that_is_given_wins() -> None:
    blocks = ("Photo: [o.aa|AA]", "The source says the talks were long.")
    assert speakers("en", *blocks, source="o.tass") == ["o.tass"]


def test_without_a_source_nobody_tells() -> None:
    assert speakers("en", "The source says the talks were long.") == []


@pytest.mark.parametrize(
    ("language", "text", "kind"),
    [
        ("en", "“The talks were very long,” said [p.a|Putin].", "quotation"),
        ("en", "[p.a|Putin] said: “The talks were long.”", "quotation"),
        ("en", "[p.a|Putin] called the talks “too long”.", "partial"),
        ("en", "[p.a|Putin] said the talks were “too long”.", "partial"),
        ("en", "[p.a|Putin] said the talks were long.", "paraphrase"),
        ("en", "[p.a|Putin] proposed a format named “[e.c|CIS+]”.", "paraphrase"),
        ("fa", "[p.a|پوتین] گفت: «مذاکرات بسیار طولانی بود.»", "quotation"),
        ("fa", "[p.a|پوتین] مذاکرات را «بسیار طولانی» خواند.", "partial"),
        ("ru", "«Переговоры были долгими», — сказал [p.a|Путин].", "quotation"),
        ("ru", "[p.a|Путин] назвал переговоры «слишком долгими».", "partial"),
    ],
)
def test_quotation_marks_decide_the_kind(language: str, text: str, kind: str) -> None:
    assert [one.kind for one in found(language, text)] == [kind]


def test_a_named_speaker_is_surer_than_a_pronoun_and_a_pronoun_than_an_office() -> None:
    named = found("en", "[p.a|Putin] said the talks were long. He said no. The minister said yes.")
    assert [one.reason for one in named] == ["said+speaker_named", "said+speaker_pronoun", "said+speaker_office"]
    assert [one.score for one in named] == sorted((one.score for one in named), reverse=True)


def test_every_reason_has_its_words() -> None:
    some = found(
        "en", "Photo: [o.aa|AA]", "The source says so.", "[p.a|Putin] said that talks help, while war does not end it.",
        "In his view, it is late. The [o.c|CIS] met. Its leaders said no.",
    )  # fmt: skip
    codes = {code for one in some for code in one.reason.split("+")}
    assert {"said", "according", "goes_on", "speaker_source", "speaker_pronoun", "speaker_group"} <= codes
    assert codes <= WORDS.keys()


def test_a_language_without_rules_has_no_suggestions() -> None:
    assert suggest_statements([("b", "Putin sagte, es sei spät.")], "de", {}) == {"b": []}


@given(st.lists(st.text(max_size=40), max_size=4), st.sampled_from(["fa", "en", "ru"]))
def test_whatever_is_written_suggestions_stand_in_it(texts: list[str], language: str) -> None:
    blocks = [(str(number), text) for number, text in enumerate(texts)]
    mentions = {identity: [Named(0, max(1, len(text)), "p.a", "person")] for identity, text in blocks}
    for identity, some in suggest_statements(blocks, language, mentions).items():
        for one in some:
            assert 0 <= one.start < one.end <= len(dict(blocks)[identity])
            assert one.speakers
            assert 0 < one.score <= 1
