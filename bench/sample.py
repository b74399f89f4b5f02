"""The article that all figures are about: 30 blocks in three languages, three mentions in each text, a statement and a
note on every third block.
"""

from __future__ import annotations

from typing import Any
from uuid import uuid4

BLOCKS = 30
NAMES = {
    "fa": ["ولادیمیر پوتین", "نیکول پاشینیان", "الهام علی‌اف"],
    "en": ["Vladimir Putin", "Nikol Pashinyan", "Ilham Aliyev"],
    "ru": ["Владимир Путин", "Никол Пашинян", "Ильхам Алиев"],
}
SENTENCES = {
    "fa": "{0} در بند {n} با {1} درباره تجارت گفت‌وگو کرد و {2} از برنامه سال آینده سخن گفت.",
    "en": "{0} spoke in paragraph {n} with {1} about trade, and {2} told of the plans for next year.",
    "ru": "{0} в абзаце {n} говорил с {1} о торговле, а {2} рассказал о планах на следующий год.",
}


def text_of(language: str, number: int) -> str:
    """The words of the n-th block."""
    return SENTENCES[language].format(*NAMES[language], n=number)


def sample_article(blocks: int = BLOCKS) -> Any:
    """Write the article through the desk's verbs; needs the demo's people and staff. Returns it."""
    from newsroom.annotation.span import Span
    from newsroom.base import languages
    from newsroom.desk.annotate import accept_suggestions, suggest_mentions
    from newsroom.desk.articles import create_article
    from newsroom.desk.compose import Composition, Row, compose
    from newsroom.desk.notes import Noted, add_notes
    from newsroom.desk.selection import Selection
    from newsroom.desk.staff import member
    from newsroom.desk.statements import Said, Voice, add_statements
    from newsroom.desk.translate import put_translation
    from newsroom.entities.entity import Entity

    editor = member("editor")
    article = create_article(language="fa", title="مقاله سنجش", by=editor)
    known = [str(block.uuid) for block in article.blocks.order_by("position")]
    ids = [*known[1:], *(str(uuid4()) for _ in range(blocks - len(known)))]
    rows = [Row(known[0], "مقاله سنجش")] + [
        Row(one, text_of("fa", number), kind="lead" if number == 2 else "paragraph")
        for number, one in enumerate(ids, start=2)
    ]
    order = (known[0], *ids)
    compose(article, language="fa", form=Composition(1, tuple(rows), order=order), by=editor)
    titles = {"en": "An article to measure", "ru": "Статья для измерений"}
    for language, title in titles.items():
        texts = {one: text_of(language, number) for number, one in enumerate(ids, start=2)}
        put_translation(article, language=language, texts={known[0]: title, **texts}, by=editor)
    for language in languages.codes():
        suggest_mentions(article, language=language, by=editor)
        accept_suggestions(article, spans=Span.objects.of_article(article.pk, language).suggested(), by=editor)
    putin = Entity.objects.get(**{languages.column("name", "en"): NAMES["en"][0]})
    rows_by_id = {str(block.uuid): block for block in article.blocks.all()}
    marked = [
        [
            Selection(block=rows_by_id[one], language=code, start=0, end=len(names[0]), exact=names[0])
            for code, names in NAMES.items()
        ]
        for one in ids[::3]
    ]
    add_statements(article, said=[Said(at=at, voices=[Voice(putin)]) for at in marked], by=editor)
    add_notes(article, noted=[Noted(at=at, claim={"fa": "ادعا"}, finding={"fa": "یافته"}) for at in marked], by=editor)
    return article
