"""Headlines: articles read together with their titles, for lists."""

from __future__ import annotations

from django.db.models import Case, OuterRef, QuerySet, Subquery, TextField, When

from newsroom.base import languages
from newsroom.content.article import Article
from newsroom.content.block import Block, BlockKind


def with_headlines(articles: QuerySet[Article]) -> QuerySet[Article]:
    """Each article with `headline`, the Markdown of its title in its source language, in the same query."""
    titles = Block.objects.filter(article=OuterRef("pk"), kind=BlockKind.TITLE)
    whens = [
        When(source_language=code, then=Subquery(titles.values(languages.column("text", code))[:1]))
        for code in languages.codes()
    ]
    return articles.annotate(headline=Case(*whens, output_field=TextField()))
