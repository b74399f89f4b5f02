"""Layout: raw reports read into blocks; the demo in four forms, held-out reports, and single rules."""
from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsroom.text.decode import decode
from newsroom.text.layout import RawReport, read_report, split_title_from_lead
from tests.text.measure_ingest import MATERIAL, RAW, REPORTS, BlockFigures, demo_blocks, held_out_blocks

EN = "Officials said on Monday that the plan would be reviewed next year. They gave no more details about it."
FA = "مسئولان گفتند این طرح سال آینده بازبینی خواهد شد. آنان جزئیات بیشتری ندادند و به پرسش‌ها پاسخ نگفتند."
RU = "Чиновники заявили в понедельник, что план пересмотрят в следующем году. Подробностей они не привели."


def kinds(report: RawReport) -> str:
    """Return the kinds of the blocks by their first letters: «tlcdphp»."""
    return "".join(block.kind[0] for block in report.blocks)


def held_out(name: str) -> RawReport:
    return read_report(decode((REPORTS / f"{name}.txt").read_bytes()).text)


@pytest.mark.parametrize("figures", list(demo_blocks()), ids=lambda figures: figures.name)
def test_it_finds_the_26_blocks_of_the_demo(figures: BlockFigures) -> None:
    assert (figures.right, figures.found) == (26, 26)


@pytest.mark.parametrize("figures", list(held_out_blocks()), ids=lambda figures: figures.name)
def test_it_reads_the_held_out_reports(figures: BlockFigures) -> None:
    assert figures.right == figures.expected == figures.found


def test_there_are_at_least_fourteen_held_out_layouts() -> None:
    assert len(list(REPORTS.glob("*.kinds"))) >= 14


def test_it_keeps_the_words_of_the_demo_as_they_were_received() -> None:
    raw = RAW.read_text(encoding="utf-8")
    report = read_report(raw)
    assert report.title == "رهبران کشورهای مستقل مشترکالمنافع در کرملین؛ از سالگرد پیروزی تا قالب «CIS+»"
    assert report.blocks[1].text.startswith("مسکو روز ۸ اکتبر میزبان سران کشورهای مستقل مشترکالمنافع بود.")
    assert report.blocks[3].text == "9 اکتبر 2024"
    assert all(block.text in raw for block in report.blocks)
    assert report.header == raw.split("\n")[0].strip()


def test_it_reads_what_the_demo_says_about_itself() -> None:
    report = read_report(RAW.read_text(encoding="utf-8"))
    assert (report.language, report.genre, report.credit) == ("fa", "report", "AA")
    assert report.source_date == date(2024, 10, 9)
    assert [day.line for day in report.dates] == [1, 4]
    assert report.warnings == ()


@pytest.mark.parametrize("line", range(1, 5))
def test_the_demo_survives_the_loss_of_any_of_its_first_lines(line: int) -> None:
    """Without the fused line the next paragraph becomes the lead; all after it is read the same."""
    lines = RAW.read_text(encoding="utf-8").split("\n")
    whole, cut = read_report("\n".join(lines)), read_report("\n".join(lines[:line - 1] + lines[line:]))
    assert [(block.kind, block.text) for block in cut.blocks[-21:]] == [
        (block.kind, block.text) for block in whole.blocks[-21:]]
    assert bool(cut.title)


@pytest.mark.parametrize(("line", "title", "expected"), [
    ("رهبران در کرملین - گزارشمسکو روز", "رهبران در کرملین", ("رهبران در کرملین", "مسکو روز")),
    ("رهبران در کرملین - گزارشگروهی آمدند", "رهبران در کرملین - گزارش", ("رهبران در کرملین", "گروهی آمدند")),
    ("كشورهاي مستقل مشترکالمنافع  - گزارش", "کشورهای مستقل مشترک‌المنافع", ("كشورهاي مستقل مشترکالمنافع", "")),
    ("Leaders meet - ReportMoscow was cold.", "Leaders meet", ("Leaders meet", "Moscow was cold.")),
    ("Leaders meetMoscow was cold.", "Leaders meet", ("Leaders meet", "Moscow was cold.")),
    ("Лидеры в Москве — репортажМосква", "Лидеры в Москве", ("Лидеры в Москве", "Москва")),
    ("Leaders meet in Moscow today", "Leaders meet", ("", "Leaders meet in Moscow today")),
    ("رهبران در کرملین و مسکو", "رهبران در کرملین", ("", "رهبران در کرملین و مسکو")),
    ("چیز دیگری", "رهبران در کرملین", ("", "چیز دیگری")),
])
def test_it_splits_the_lead_from_the_title_where_the_title_ends(
        line: str, title: str, expected: tuple[str, str]) -> None:
    assert split_title_from_lead(line, title) == expected


@given(st.text(alphabet="آبپتجکی ‌ك«»", min_size=3, max_size=40).map(lambda text: text.strip(" \u200c") + "»"),
       st.sampled_from(["مسکو میزبان بود", "«نه» گفت", "Moscow was cold"]))
def test_a_fused_line_gives_back_title_and_lead(title: str, lead: str) -> None:
    assert split_title_from_lead(f"{title} - گزارش{lead}", title) == (title, lead)


@pytest.mark.parametrize(("header", "genre"), [
    ("date 2023-05-01 Council rejects plan - Report", "report"), ("2023-05-01 Council rejects plan", ""),
    ("date: 2023/05/01 Council rejects plan – Analysis", "analysis"),
    ("2023-05-01T10:30 Council rejects plan | Interview", "interview"),
])
def test_it_reads_header_lines_in_their_variants(header: str, genre: str) -> None:
    report = read_report(f"{header}\nCouncil rejects plan\n\n{EN}\n\n{EN}\n")
    assert (report.title, report.genre, kinds(report)) == ("Council rejects plan", genre, "tlp")
    assert report.source_date == date(2023, 5, 1)


def test_a_header_alone_gives_the_title() -> None:
    report = read_report(f"تاریخ ۱۴۰۲/۰۲/۱۱ شورا طرح را رد کرد - یادداشت\n\n{FA}\n\n{FA}")
    assert (report.title, report.genre, report.source_date) == ("شورا طرح را رد کرد", "opinion", date(2023, 5, 1))


def test_reported_is_not_a_genre_in_english() -> None:
    assert read_report(f"Troops to leave – report\n\n{EN}\n\n{EN}").title == "Troops to leave – report"


@pytest.mark.parametrize(("line", "credit", "place"), [
    ("Leaders in the hall / Moscow / Photo: AA", "AA", "Moscow"), ("رهبران در تالار / عکس: AA", "AA", ""),
    ("Лидеры в зале (Фото: ТАСС)", "ТАСС", ""), ("Leaders [Photo: Reuters]", "Reuters", ""),
    ("رهبران در تالار. عکس: ایسنا", "ایسنا", ""), ("Leaders in the hall © AFP", "", ""), ("Leaders / © AFP", "AFP", ""),
])
def test_it_reads_the_credit_of_a_caption(line: str, credit: str, place: str) -> None:
    report = read_report(f"A title of the report\n\n{EN}\n\n{line}\n\n{EN}\n\n{EN}", "en")
    assert (report.credit, report.place) == (credit, place)
    assert [block.text for block in report.blocks if block.kind == "caption"] == ([line] if credit else [])


def test_a_credit_on_its_own_line_joins_the_caption_and_says_so() -> None:
    report = held_out("credit_alone_ru")
    assert report.blocks[2].text == "Жители Перми на новом мосту / Фото: Интерфакс"
    assert [warning.code for warning in report.warnings] == ["credit-joined"]


@pytest.mark.parametrize(("start", "place"), [
    ("MOSCOW, October 9 (AA) — ", "MOSCOW"), ("LONDON (Reuters) - ", "LONDON"), ("تهران - ایرنا - ", "تهران"),
    ("تهران (ایسنا) ", "تهران"), ("МОСКВА, 9 октября. /ТАСС/. ", "МОСКВА"), ("Sarajevo, Oct 9 (AA) - ", "Sarajevo"),
])
def test_it_records_the_place_of_a_dateline_and_keeps_the_words(start: str, place: str) -> None:
    body = RU if start.startswith("М") else FA if start.startswith("ت") else EN
    report = read_report(f"1 A\n\n{start}{body}\n\n{body}")
    assert report.place == place
    assert report.blocks[1].text.startswith(start.strip())


@pytest.mark.parametrize("paragraph", [
    EN, FA, RU, "Moscow - the capital of Russia - was cold.", "تهران - پایتخت - سرد بود.",
])
def test_it_finds_no_place_in_an_ordinary_paragraph(paragraph: str) -> None:
    assert read_report(f"T\n\n{paragraph}\n\n{paragraph}").place == ""


def test_it_warns_when_the_dates_disagree() -> None:
    top = " date 2024-10-09 شورا طرح را رد کرد - گزارش\nشورا طرح را رد کرد\n۸ اکتبر ۲۰۲۴"
    report = read_report(f"{top}\n\n{FA}\n\n{FA}")
    assert [(warning.code, warning.line) for warning in report.warnings] == [("dates-disagree", 3)]
    assert report.source_date == date(2024, 10, 9)


def test_a_jalali_and_a_gregorian_line_of_the_same_day_agree() -> None:
    report = read_report(f"شورا طرح را رد کرد\nسه‌شنبه ۱۷ مهر ۱۴۰۳ - ۱۰:۳۰\n8 اکتبر 2024\n\n{FA}\n\n{FA}")
    assert (kinds(report), report.warnings, report.source_date) == ("tddlp", (), date(2024, 10, 8))


def test_an_update_is_no_contradiction() -> None:
    report = read_report(f"Council rejects plan\nPublished: 9 October 2024\nUpdated: 10 October 2024\n\n{EN}\n\n{EN}")
    assert (report.warnings, report.source_date, len(report.dates)) == ((), date(2024, 10, 9), 2)


def test_dates_between_paragraphs_head_a_chronicle() -> None:
    report = read_report(f"Two days\n\n{EN}\n\n9 October 2024\n\n{EN}\n\n10 October 2024\n\n{EN}")
    assert (kinds(report), report.dates, report.warnings) == ("tlhphp", (), ())


@pytest.mark.parametrize(("line", "kind"), [
    ("What comes next", "heading"), ("Why now?", "heading"), ("The price:", "heading"), ("A new era.", "heading"),
    ("It was close.", "paragraph"), ("He declined to comment.", "paragraph"),
    ("دیدار سران پایان یافت.", "paragraph"),
    ("به نوشته منبع، دیدار سران با امضای ۱۱ سند همکاری پایان یافت.", "paragraph"),
    ("Переговоры завершились.", "paragraph"),
    ("Новая эра.", "heading"), ("آغاز یک دوره تازه", "heading"), ("Apples, pears,", "paragraph"),
])
def test_it_tells_headings_from_short_paragraphs(line: str, kind: str) -> None:
    language = "fa" if "ی" in line else "ru" if "р" in line else "en"
    text = {"fa": FA, "en": EN, "ru": RU}[language] * 2
    report = read_report(f"Title\n\n{text}\n\n{text}\n\n{line}\n\n{text}\n\n{text}", language)
    assert report.blocks[3].kind == kind


def test_a_run_of_short_lines_is_no_run_of_headings() -> None:
    report = read_report(f"Title\n\n{EN}\n\nOne line\n\nTwo lines\n\nThree lines\n\n{EN}")
    assert kinds(report) == "tlpppp"
    assert [(warning.code, warning.line) for warning in report.warnings] == [("heading-run", 5)]


def test_two_headings_in_a_row_stay_and_are_reported() -> None:
    report = read_report(f"Title\n\n{EN}\n\nA section\n\nA part of it\n\n{EN}")
    assert kinds(report) == "tlhhp"
    assert [warning.code for warning in report.warnings] == ["heading-run"]


def test_a_question_of_an_interview_is_no_heading() -> None:
    answer = f"{EN} {EN}"
    report = read_report(f"A talk - Interview\n\n{EN}\n\nWhy now?\n\n{answer}\n\nWhy here?\n\n{answer}")
    assert (kinds(report), report.genre) == ("tlpppp", "interview")


def test_a_report_without_a_title_says_so() -> None:
    report = read_report(f"{EN}\n\n{EN}")
    assert (report.title, kinds(report), [warning.code for warning in report.warnings]) == ("", "pp", ["no-title"])


def test_a_byline_is_neither_lead_nor_heading() -> None:
    report = read_report(f"Council rejects plan\n\nBy Jane Doe\n\n{EN}\n\n{EN}")
    assert (kinds(report), [warning.code for warning in report.warnings]) == ("tplp", ["byline"])


def test_a_long_first_paragraph_is_no_lead() -> None:
    assert kinds(read_report(f"Council rejects plan\n\n{EN} {EN}\n\n{EN}")) == "tpp"


def test_it_collapses_inner_spaces_and_says_where() -> None:
    report = read_report(f"Council  rejects\tplan \n\n{EN}\n\n{EN}")
    assert report.title == "Council rejects plan"
    assert [(warning.code, warning.line) for warning in report.warnings] == [("inner-spaces", 1)]


def test_hard_wrapped_lines_are_joined_and_reported() -> None:
    report = held_out("hard_wrapped_en")
    assert "as a school for young sailors. The harbour trust signed the lease on Tuesday." in report.blocks[1].text
    assert "rejoined-lines" in [warning.code for warning in report.warnings]


def test_blocks_name_the_line_they_begin_in() -> None:
    lines = (MATERIAL / "report_en.md").read_text(encoding="utf-8").split("\n")
    for block in read_report("\n".join(lines)).blocks:
        assert block.text[:20] in lines[block.line - 1]


@given(st.lists(st.sampled_from([
    "", "", "\u00a0", EN, FA, RU, "A short line", "عنوان کوتاه", "Why?", "- item", "> quote", "# T", "## H", "**b**",
    "*i*", "9 اکتبر 2024", "x / Photo: AA", "Photo: AA", "date 2024-10-09 A short line - Report", "1. one", "---",
    "<!-- c",
]), max_size=12))
def test_no_words_are_lost_whatever_the_lines(lines: list[str]) -> None:
    """Every line that is no rule, comment or repeated title is found in the blocks or is the header."""
    text = "\n".join(lines)
    report = read_report(text)
    shown = " ".join([*(block.text for block in report.blocks), report.header or ""])
    for line in text.split("<!--")[0].split("\n"):
        bare = line.strip("\u00a0#*>- ").removeprefix("1. ").removesuffix(" - Report")
        assert bare in shown
    assert all(block.text.strip() == block.text != "" for block in report.blocks)
    assert [block.line for block in report.blocks] == sorted(block.line for block in report.blocks)
    assert sum(block.kind == "title" for block in report.blocks) <= 1


@given(st.text(max_size=120))
def test_any_text_can_be_read(text: str) -> None:
    report = read_report(text)
    assert report.title == next((block.text for block in report.blocks if block.kind == "title"), "")


def test_the_reports_folder_holds_only_what_the_tests_use() -> None:
    assert {path.suffix for path in Path(REPORTS).iterdir()} == {".txt", ".kinds"}
