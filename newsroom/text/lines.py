"""Lines: what a single line of a raw report says about itself.

Each reader looks at one line and returns what it found or None: a date line, a caption with its credit, a dateline
(«MOSCOW, October 9 (AA) —»), a list item, a speaker's label. How lines belong together is the business of `layout`.
"""
from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from newsroom.text.calendars import find_dates, parse_date

_PUBLISHED = (r"published(?: on| at)?|date|posted|تاریخ انتشار|انتشار|تاریخ|منتشر شده در|опубликовано"
              r"|дата публикации|дата")
_UPDATED = r"(?:last )?updated(?: on| at)?|modified|به‌?روزرسانی|آخرین به‌?روزرسانی|ویرایش|обновлено|изменено"
_LABEL = re.compile(rf"(?:(?P<updated>{_UPDATED})|{_PUBLISHED})\s*:?\s*", re.IGNORECASE)
_LONGEST_DATE_LINE = 80

_CREDIT_WORD = (r"(?:photo credit|image credit|photo by|photographs? by|photos?|photograph|pictures?|images?|credit|"
                r"photographer|منبع عکس|منبع تصویر|عکس از|تصویر از|عکس‌?ها|عکس|تصویر|عکاس|"
                r"автор фото|источник фото|фотография|фотограф|фото|снимок|изображение|иллюстрация)")
_WHO = r"(?P<credit>[^\[\]():]{1,60}?)"
_CREDITS = tuple(re.compile(pattern, re.IGNORECASE) for pattern in (
    rf"(?P<caption>.*?)\s*[\[(]\s*{_CREDIT_WORD}\s*[:：/—–-]?\s*{_WHO}\s*[\])]\.?",
    rf"(?P<caption>.*?)(?:^|\s*[/|—–-]\s*|[.،,؛;]\s*){_CREDIT_WORD}\s*[:：]\s*{_WHO}\.?",
    rf"(?P<caption>\S+ \S+ .*?)\s(?:photo|عکس|تصویر|عکاس|фото)\s*[:：]\s*{_WHO}\.?",
    rf"(?P<caption>.*?)(?:^|\s*[/|]\s*)(?:©|\(c\))\s*{_WHO}\.?",
    rf"(?P<caption>)(?:photo by|photos by|عکس از|تصویر از|фото)\s+{_WHO}",
))
_LONGEST_CAPTION = 350
_CAPTION_PARTS = re.compile(r"\s+[/|]\s+")

_AGENCIES_FA = (r"ایرنا|ایسنا|فارس|تسنیم|مهر|ایلنا|برنا|میزان|آنا|شینهوا|تاس|اسپوتنیک|رویترز|آسوشیتدپرس|آسوشیتد پرس"
                r"|فرانس‌?پرس|آناتولی|دویچه‌?وله|بی‌?بی‌?سی|یورونیوز|صدا و سیما|صداوسیما|خبرگزاری [\w\u200c]+"
                r"|سرویس [\w\u200c ]{2,20}|[A-Z]{2,8}")
_EN_PLACE = r"[A-Z][\w.'’-]+(?:[ -][A-Z][\w.'’-]+){0,3}"
_EN_DATE = r"(?:[A-Z][a-z]{2,8}\.? \d{1,2}|\d{1,2} [A-Z][a-z]{2,8}\.?)(?:,? \d{4})?"
_RU_PLACE = r"[А-ЯЁ][\w-]+(?:[ -][А-ЯЁ][\w-]+){0,2}"
_RU_DATE = r"\d{1,2} [а-яё]{3,9}\.?(?: \d{4}(?: г(?:ода|\.)?)?)?"
_FA_PLACE = r"[\u0621-\u06cc\u200c]+(?: [\u0621-\u06cc\u200c]+){0,2}"
_DATELINES = tuple(re.compile(pattern) for pattern in (
    rf"(?P<place>{_EN_PLACE}(?:, {_EN_PLACE})?)(?:[,.]? +(?P<date>{_EN_DATE}))?"
    r"(?: *[(/](?P<agency>[A-Z][\w ./-]{1,24})[)/])? *(?:(?:—|–|--|-)(?: |$)|$)",
    rf"(?P<place>{_RU_PLACE})(?:, *(?P<date>{_RU_DATE}))?[.,]? *"
    r"(?:[/(](?P<agency>[^/()]{2,24})[/)]\.?(?: *[—–-](?= ))?|[—–-] *(?=[А-ЯЁ])|$)",
    rf"(?P<place>{_FA_PLACE}) *(?:[-–—،/,] *(?P<agency>(?:{_AGENCIES_FA}))(?= *[-–—:]|$)"
    rf"|\((?P<agency2>(?:{_AGENCIES_FA}))\)) *[-–—:]? *",
))
_LIST_ITEM = re.compile(r"[-*+•▪●◦‣·]\s+(?P<text>\S.*)|(?P<number>\d{1,2})[.)-]\s+(?P<numbered>\S.*)")
_SPEAKER = re.compile(r"(?P<who>[^:：.!?؟«»\"]{1,40})[:：]\s+\S.*")
_ASKS = frozenset({
    "q", "a", "س", "ج", "پرسش", "پاسخ", "سؤال", "سوال", "جواب", "question", "answer", "вопрос", "ответ", "в",
    "о", "корр", "корреспондент", "خبرنگار", "interviewer",
})
_BYLINE = re.compile(
    r"(?:by\s+[A-Z][\w.'’-]+(?:\s+(?:and\s+)?[A-Z][\w.'’-]+){0,5}"
    r"|(?:نویسنده|گزارشگر|خبرنگار|مترجم|author|reporter|автор|текст|корреспондент|source|منبع|источник)\s*[:：]\s*\S.{0,60})",
    re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class DateLine:
    """A date the report gives about itself: where it stands (line numbers from 1), its words and its value."""

    line: int
    text: str
    date: date
    updated: bool = False


@dataclass(frozen=True, slots=True)
class Caption:
    """A caption line: the words of the picture ("" when the credit stands alone), the credit, the place or ""."""

    caption: str
    credit: str
    place: str


@dataclass(frozen=True, slots=True)
class Dateline:
    """Where a report was filed: place, agency ("" when not named), the full date or None, where the text begins."""

    place: str
    agency: str
    date: date | None
    end: int


def read_date_line(line: str, number: int, language: str) -> DateLine | None:
    """Read a line that is nothing but a date, perhaps with a label, weekday and time."""
    if len(line) > _LONGEST_DATE_LINE:
        return None
    label = _LABEL.match(line)
    body = line[label.end():] if label else line
    day = parse_date(body, language) or parse_date(line, language)
    return DateLine(number, line, day, bool(label and label["updated"])) if day else None


def read_caption(line: str) -> Caption | None:
    """Read a line that ends in a photo credit; the place is a short part between caption and credit."""
    if len(line) > _LONGEST_CAPTION:
        return None
    match = next((match for match in (pattern.fullmatch(line) for pattern in _CREDITS) if match), None)
    if not match or re.search(r"[.!?؟]\s", match["credit"]):
        return None
    parts = _CAPTION_PARTS.split(match["caption"])
    place = parts[-1] if len(parts) > 1 and len(parts[-1].split()) <= 3 and not parts[-1].endswith(".") else ""
    return Caption(match["caption"].strip(), match["credit"].strip(" ."), place.strip())


def read_dateline(line: str, language: str) -> Dateline | None:
    """Read the dateline a paragraph begins with, or that fills a line of its own."""
    for pattern in _DATELINES:
        match = pattern.match(line)
        if not match:
            continue
        groups = match.groupdict()
        agency = groups["agency"] or groups.get("agency2") or ""
        if not (agency or groups.get("date") or (match["place"].isupper() and match.end() < len(line))):
            continue
        dates = find_dates(match[0], language)
        return Dateline(match["place"], agency.strip(), dates[0].date if dates else None, match.end())
    return None


def read_list_item(line: str) -> tuple[str, bool] | None:
    """Return the text of a list item and whether it is numbered; None when the line is none."""
    match = _LIST_ITEM.fullmatch(line)
    return (match["text"] or match["numbered"], match["number"] is not None) if match else None


def speaker(line: str) -> str:
    """Return the label before the colon of «Question: ...» or "Smith: ...", or ""."""
    match = _SPEAKER.fullmatch(line)
    return match["who"].strip(" *_") if match and len(match["who"].split()) <= 4 else ""


def asks(label: str) -> bool:
    """Tell whether a speaker's label is one of a question and answer."""
    return label.lower() in _ASKS


def is_byline(line: str) -> bool:
    """Tell whether a line names who wrote the report, or its source."""
    return len(line) <= 100 and _BYLINE.fullmatch(line) is not None
