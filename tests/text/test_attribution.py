"""Cues: the attributed clauses of a sentence, found by the grammar of three languages without knowing a name."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsroom.text.attribution import cues
from newsroom.text.cues import Cue

WORDS = [
    "Putin", "he", "said", "that", "and", "called", "“We", "go.”", ",", ".", ";", ":", "according", "to", "his",
]  # fmt: skip
PERSIAN = [
    "پوتین", "گفت", "که", "و", "او", "را", "خواستار", "شد", "«ما", "می‌رویم»", "،", ".", "؛", ":", "به", "گفته", "توصیف",
]  # fmt: skip
RUSSIAN = [
    "Путин", "сказал", "что", "и", "он", "назвал", "«Мы", "едем»", "—", ",", ".", ";", ":", "по", "словам", "его",
]  # fmt: skip


def said(text: str, language: str) -> list[str]:
    return [text[cue.start : cue.end] for cue in cues(text, language) if not cue.nested]


def zone(text: str, language: str, number: int = 0) -> str:
    first = cues(text, language)[number].zones[0]
    return text[first.start : first.end]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Putin said the talks were long", "en"),
        ("The talks, Putin said, were long", "en"),
        ("“The talks were long,” said Putin", "en"),
        ("“The talks were very long,” Putin told reporters in Moscow", "en"),
        ("According to Putin, the talks were long", "en"),
        ("The talks were long, according to Putin", "en"),
        ("In Putin’s view, the talks were long", "en"),
        ("As Putin says, the talks were long", "en"),
        ("In this statement the talks are long", "en"),
        ("A statement that agencies attribute to Putin asks for talks", "en"),
        ("His second proposal is a long talk", "en"),
        ("Long talks were the theme of their remarks", "en"),
        ("Putin described the talks as long", "en"),
        ("Putin accused Kyiv of long talks", "en"),
        ("Xi refuted the story about long talks", "en"),
        ("Xi did not rule out long talks", "en"),
        ("Reports of long talks were denied by the Kremlin", "en"),
        ("The long talks were dismissed as theatre by Xi", "en"),
        ("پوتین گفت مذاکرات طولانی بود", "fa"),
        ("پوتین مذاکرات را طولانی خواند", "fa"),
        ("پوتین خواستار مذاکرات طولانی شد", "fa"),
        ("پوتین می‌گوید که مذاکرات طولانی است", "fa"),
        ("پوتین نوشته است که مذاکرات طولانی بود", "fa"),
        ("به گفته پوتین، مذاکرات طولانی بود", "fa"),
        ("مذاکرات، آن‌گونه که پوتین نوشته است، طولانی بود", "fa"),
        ("در این بیانیه آمده است که مذاکرات طولانی بود", "fa"),
        ("«مذاکرات بسیار طولانی بود»، پوتین گفت", "fa"),
        ("پیشنهاد دوم او مذاکره است", "fa"),
        ("پوتین معتقد است مذاکرات طولانی بود", "fa"),
        ("پوتین با مذاکرات طولانی مخالف است", "fa"),
        ("پوتین همه را به مذاکرات طولانی فراخواند", "fa"),
        ("«مذاکرات بسیار طولانی بود»؛ این را پوتین در مسکو گفت", "fa"),
        ("پوتین از اوکراین خواست که مذاکره کند", "fa"),
        ("پوتین از اوکراین خواست به مذاکره برگردد", "fa"),
        ("Путин сказал, что переговоры были долгими", "ru"),
        ("Переговоры, сообщил Путин, были долгими", "ru"),
        ("«Переговоры были очень долгими», — сказал Путин", "ru"),
        ("По словам Путина, переговоры были долгими", "ru"),
        ("По его мнению, переговоры были долгими", "ru"),
        ("Как пишет Путин, переговоры были долгими", "ru"),
        ("Путин назвал переговоры долгими", "ru"),
        ("Путин призвал провести переговоры", "ru"),
        ("В заявлении говорится, что переговоры были долгими", "ru"),
        ("Второе его предложение — долгие переговоры", "ru"),
        ("Никаких переговоров он не видит", "ru"),
        ("Путин, выслушавший всех до конца, отверг долгие переговоры", "ru"),
        ("Путин опроверг слухи о переговорах", "ru"),
        ("Путин не исключил долгих переговоров", "ru"),
        ("В Кремле винят переговорщиков", "ru"),
        ("Долгие переговоры, не раз повторял он, только вредят", "ru"),
        ("Переговоры, говорится в разосланном вечером заявлении, были долгими", "ru"),
        ("Переговоры, как сообщили на сайте министерства, были долгими", "ru"),
        ("В докладе, вышедшем вчера, предлагается начать переговоры", "ru"),
    ],
)
def test_the_whole_clause_is_attributed_and_the_full_stop_left_out(text: str, language: str) -> None:
    assert said(text + ".", language) == [text]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The proposed plan was reported in May.", "en"),
        ("Asked about it, the team left.", "en"),
        ("The plan that Putin proposed failed.", "en"),
        ("The court called off the match.", "en"),
        ("Messi added a second goal.", "en"),
        ("She saw the train.", "en"),
        ("The report of Monday is long.", "en"),
        ("گفت و گو در مسکو برگزار شد.", "fa"),
        ("گفت‌وگو در مسکو برگزار شد.", "fa"),
        ("پوتین چیزی نگفت.", "fa"),
        ("پوتین از سفر می‌دانست.", "fa"),
        ("گفته شد که مذاکرات طولانی است.", "fa"),
        ("Встречи, которые предложил Узбекистан, прошли.", "ru"),
        ("Путин этого не сказал.", "ru"),
        ("Команда выступила в мае.", "ru"),
        ("Путин видит дом.", "ru"),
        ("Snow fell in Moscow.", "en"),
        ("در مسکو برف بارید.", "fa"),
        ("В Москве шёл снег.", "ru"),
        ("The coach was dismissed by the club.", "en"),
        ("Putin did not say why.", "en"),
        ("Путин исключил соперника из списка.", "ru"),
        ("Отметив праздник, Путин уехал.", "ru"),
        ("Putin said.", "de"),
    ],
)
def test_what_says_nothing_is_no_cue(text: str, language: str) -> None:
    assert said(text, language) == []


@pytest.mark.parametrize(
    ("text", "language", "parts"),
    [
        (
            "Putin said the talks were long and called for patience.", "en",
            ["Putin said the talks were long", "called for patience"],
        ),
        (
            "Putin said that talks help, while war does not end anything.", "en",
            ["Putin said that talks help", "war does not end anything"],
        ),
        (
            "Putin opened the talks; Xi said they were long.", "en",
            ["Xi said they were long"],
        ),
        (
            "پوتین مذاکرات را مهم دانست و پیشنهاد داد ادامه یابد.", "fa",
            ["پوتین مذاکرات را مهم دانست", "پیشنهاد داد ادامه یابد"],
        ),
        (
            "پوتین گفت مذاکره مفید است، اما جنگ چیزی را پایان نمی‌دهد.", "fa",
            ["پوتین گفت مذاکره مفید است", "جنگ چیزی را پایان نمی‌دهد"],
        ),
        (
            "پوتین حمله را محکوم و از مردم قدردانی کرد.", "fa",
            ["پوتین حمله را محکوم", "از مردم قدردانی کرد"],
        ),
        (
            "پوتین گفت شاید باران ببارد و گلایه کرد که «چتر نداریم».", "fa",
            ["پوتین گفت شاید باران ببارد", "گلایه کرد که «چتر نداریم»"],
        ),
        (
            "Путин закрыл заседание, напомнив, что завтра выходной.", "ru",
            ["напомнив, что завтра выходной"],
        ),
        (
            "В Кремле винят соседей: переговоры, отмечается в вечернем сообщении, сорваны.", "ru",
            ["В Кремле винят соседей", "переговоры, отмечается в вечернем сообщении, сорваны"],
        ),
        (
            "پوتین خواستار صلح شد و مسکو را ترک کرد.", "fa",
            ["پوتین خواستار صلح شد"],
        ),
        (
            "Путин сказал, что переговоры полезны, и призвал к терпению.", "ru",
            ["Путин сказал, что переговоры полезны", "призвал к терпению"],
        ),
        (
            "Путин добавил, что санкции вредны, а ответ на них не выходит за рамки.", "ru",
            ["Путин добавил, что санкции вредны", "ответ на них не выходит за рамки"],
        ),
    ],
)  # fmt: skip
def test_a_sentence_is_cut_where_another_thing_is_said(text: str, language: str, parts: list[str]) -> None:
    assert said(text, language) == parts


def test_a_quotation_of_several_sentences_is_one_statement() -> None:
    text = "پوتین گفت: «مذاکره خوب است. جنگ بد است.» برف بارید."
    assert said(text, "fa") == ["پوتین گفت: «مذاکره خوب است. جنگ بد است.»"]


def test_the_words_of_the_one_who_tells_stand_in_russian_quotation_marks() -> None:
    text = "«Переговоры полезны, — сказал Путин. — Война вредна»."
    assert said(text, "ru") == ["«Переговоры полезны, — сказал Путин. — Война вредна»"]
    assert zone(text, "ru") == "Путин"


def test_a_sentence_of_nothing_but_quotation_goes_on() -> None:
    first, second = cues("“Talks are useful,” Putin said. “War is not at all.”", "en")
    assert (first.goes_on, second.goes_on, second.code) == (False, True, "quoted")


def test_a_verb_in_a_quotation_attributes_nothing() -> None:
    assert said("Putin left “as Xi said and called it” today.", "en") == []


@pytest.mark.parametrize(
    ("text", "language", "inner"),
    [
        ("“It snowed, and Xi told me: ‘We go home’,” Putin said.", "en", "Xi told me: ‘We go home’"),
        ("پوتین گفت: «برف می‌بارید و شی گفت: “به خانه می‌رویم.”»", "fa", "شی گفت: “به خانه می‌رویم.”"),
        ("«Шёл снег, а Си ответил: „Мы едем домой“», — сказал Путин.", "ru", "Си ответил: „Мы едем домой“"),
    ],
)
def test_what_a_quotation_quotes_stands_inside_it(text: str, language: str, inner: str) -> None:
    assert [text[cue.start : cue.end] for cue in cues(text, language) if cue.nested] == [inner]
    assert len(said(text, language)) == 1


def test_in_a_house_they_blame_is_no_quotation() -> None:
    assert zone("В «Луче» винят соседей.", "ru") == "В «Луче»"


def test_what_it_calls_is_what_the_one_who_speaks_calls() -> None:
    text = "The Kremlin’s demand has two parts: talks and what it calls the “truth” of war."
    outer, inner = cues(text, "en")
    assert (outer.code, inner.nested, inner.goes_on) == ("noun", True, True)
    assert text[inner.start : inner.end] == "what it calls the “truth” of war"


def test_a_clause_with_its_own_subject_stands_inside_another() -> None:
    text = "The report says Moscow labels them “enemies” because they left."
    outer, inner = cues(text, "en")
    assert text[outer.start : outer.end] == text[:-1]
    assert (text[inner.start : inner.end], inner.nested) == ("Moscow labels them “enemies”", True)


def test_the_source_says_whatever_it_does() -> None:
    assert said("The source puts the number at nine.", "en") == ["The source puts the number at nine"]
    assert said("منبع هدف را کار می‌گذارد.", "fa") == ["منبع هدف را کار می‌گذارد"]
    assert said("Это источник связывает с войной.", "ru") == ["Это источник связывает с войной"]


def test_a_joined_verb_looks_for_its_subject_before_the_first() -> None:
    text = "Putin said the talks were long and called for patience."
    second = cues(text, "en")[1]
    assert [one.side for one in second.zones] == ["base"]
    assert text[second.zones[0].start : second.zones[0].end].startswith("Putin said")


def test_after_a_verb_the_speaker_follows_in_russian() -> None:
    assert zone("Об этом сообщил в среду министр Лавров.", "ru", 0) == "Об этом"
    sides = [one.side for one in cues("Об этом сообщил в среду министр Лавров.", "ru")[0].zones]
    assert sides == ["before", "after"]


def sane(text: str, found: list[Cue]) -> None:
    for cue in found:
        assert 0 <= cue.start < cue.end <= len(text)
        assert not text[cue.start].isspace()
        assert not text[cue.end - 1].isspace()
        for one in cue.zones:
            assert 0 <= one.start < one.end <= len(text)
    assert [cue.start for cue in found] == sorted(cue.start for cue in found)


@pytest.mark.parametrize(("language", "words"), [("en", WORDS), ("fa", PERSIAN), ("ru", RUSSIAN)])
@given(data=st.data())
def test_cues_of_any_text_stand_in_it(language: str, words: list[str], data: st.DataObject) -> None:
    text = " ".join(data.draw(st.lists(st.sampled_from(words), max_size=24)))
    sane(text, cues(text, language))


@given(st.text(max_size=60), st.sampled_from(["en", "fa", "ru"]))
def test_any_characters_are_read(text: str, language: str) -> None:
    sane(text, cues(text, language))
