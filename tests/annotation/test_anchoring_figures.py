"""Re-anchoring under any edit, on texts unseen and at size: properties and figures."""

from __future__ import annotations

import re
from itertools import pairwise
from time import process_time

from hypothesis import given
from hypothesis import strategies as st

from newsroom.annotation.anchoring import Anchor, Arrival, reanchor, selectors
from newsroom.text.fold import fold_key
from tests.annotation import unseen_edits
from tests.annotation.judging import WORD, Source, simulate, source_of, table
from tests.annotation.simulate_edits import EDITS as KNOWN
from tests.annotation.simulate_edits import MOVES, on_the_report, sources

# --- properties and figures

EDITS = st.lists(
    st.tuples(
        st.integers(0, 400),
        st.integers(0, 40),
        st.sampled_from(
            ["", " ", "پوتین ", "\u200c", "ي", "ها", ". ", "Путин", "e\u0301", "۲", "👩\u200d💻", "ِ"]
        ),
    ),
    max_size=6,
)
SOURCES = sources()


@given(st.sampled_from(SOURCES), EDITS, st.booleans())
def test_any_edit_keeps_the_promise(source: Source, edits: list[tuple[int, int, str]], split: bool) -> None:
    old, anchors = source.text, source.anchors
    new = old
    for at, length, text in edits:
        new = new[:at] + text + new[at + length :]
    rest = new[len(new) // 2 :] if split else ""
    new = new[: len(new) // 2] if split else new
    placed = reanchor(old, new, anchors, inserted=[Arrival("other", rest)])
    assert [p.id for p in placed] == [a.id for a in anchors]
    for span, result in zip(anchors, placed, strict=True):
        text = rest if result.block else new
        if result.state == "orphaned":
            assert (result.start, result.end, result.exact) == (span.start, span.end, span.exact)
            continue
        assert 0 <= result.start < result.end <= len(text)
        assert (result.exact, result.prefix, result.suffix) == selectors(text, result.start, result.end)
        assert result.quote_updated == (result.exact != span.exact)
        if result.state in ("kept", "moved"):
            assert fold_key(result.exact).replace(" ", "") == fold_key(span.exact).replace(" ", "")


@given(st.sampled_from(SOURCES), EDITS)
def test_kept_spans_stay_in_order(source: Source, edits: list[tuple[int, int, str]]) -> None:
    old, anchors = source.text, source.anchors
    new = old
    for at, length, text in edits:
        new = new[:at] + text + new[at + length :]
    spans = sorted(anchors, key=lambda a: (a.start, a.end))
    starts = [p.start for p in reanchor(old, new, spans) if p.state == "kept"]
    assert all(a <= b for a, b in pairwise(starts))


# Written for this test, on other subjects than the report: rules must not be fitted to one text.
OTHER_TEXTS = [
    (
        "fa",
        [
            "مریم میرزاخانی",
            "میرزاخانی",
            "دانشگاه استنفورد",
            "تهران",
            "سازمان هواشناسی",
            "رشت",
            "بندر انزلی",
            "گیلان",
        ],
        "مریم میرزاخانی نخستین زنی بود که مدال فیلدز گرفت. او در تهران به دنیا آمد و سپس به دانشگاه استنفورد رفت. "
        "میرزاخانی می\u200cگفت ریاضی را «آرام\u200cآرام» می\u200cآموزد. تهران خیابانی را به نام میرزاخانی کرد.",
    ),
    (
        "fa",
        ["سازمان هواشناسی", "رشت", "بندر انزلی", "گیلان"],
        "سازمان هواشناسی برای گیلان هشدار نارنجی داد. بارش در رشت به ۶۰ میلی\u200cمتر رسید و در بندر انزلی بیشتر بود. "
        "سازمان هواشناسی پیش\u200cبینی می\u200cکند باران تا جمعه در رشت ادامه یابد. گیلان شنبه آفتابی است!",
    ),
    (
        "en",
        ["Reykjavik", "Iceland", "Katrín Jakobsdóttir", "Met Office", "Grindavík"],
        "Lava reached the edge of Grindavík overnight, the Met Office said. Iceland evacuated the town for the third "
        "time; buses left for Reykjavik at dawn. Katrín Jakobsdóttir visited Grindavík and thanked the crews. "
        "The Met Office expects the flow to slow. Is Iceland ready for years of this?",
    ),
    (
        "ru",
        ["Байкал", "Иркутск", "Академия наук", "Академии наук", "Листвянка", "Листвянке"],
        "Учёные Академии наук насчитали в озере Байкал на треть меньше губок. Экспедиция вышла из порта Листвянка "
        "и работала ещё девять дней. Иркутск выделил на исследование 14 млн рублей. Байкал, говорят в Академии наук, "
        "ещё можно спасти: в Листвянке уже строят очистные сооружения.",
    ),
]


def other_sources() -> list[Source]:
    return [
        source_of(
            language,
            text,
            [m.span() for name in names for m in re.finditer(re.escape(name), text)],
            WORD.findall(text),
        )
        for language, names, text in OTHER_TEXTS
    ]


def test_texts_it_has_not_seen_fare_as_well() -> None:
    assert simulate(400, KNOWN, other_sources(), seed=5, moves=MOVES).good


def test_edits_and_reports_it_has_not_seen_fare_as_well() -> None:
    assert unseen_edits.on_other_texts(1000).good


def test_a_simulated_newsroom_keeps_what_it_did_not_touch_and_gets_nothing_wrong() -> None:
    figures = on_the_report(150)
    assert figures.spans > 1000
    assert figures.good


def test_the_table_has_a_line_for_each_kind_of_edit_and_says_the_bounds() -> None:
    lines = list(table("known", on_the_report(20), list(KNOWN)))
    assert [line.split()[0] for line in lines[2 : 2 + len(KNOWN)]] == list(KNOWN)
    assert "at least 95%" in lines[-3]
    assert "at most 0.1%" in lines[-2]


def test_five_hundred_spans_in_a_hundred_kilobytes_are_placed_at_once() -> None:
    text = " ".join(source.text for source in SOURCES)
    text = (text + " ") * (100_000 // len(text) + 1)
    step = len(text) // 500
    spans = [
        Anchor(str(n), n * step, n * step + 12, *selectors(text, n * step, n * step + 12)) for n in range(500)
    ]
    started = process_time()
    placed = reanchor(text, text[: len(text) // 2] + " تازه " + text[len(text) // 2 :], spans)
    assert process_time() - started < 1
    assert sum(p.state == "kept" for p in placed) >= 498
