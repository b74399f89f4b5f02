"""Notifications as their reader sees them: what happened, to which report; its title only while they may read it."""

from __future__ import annotations

from dataclasses import dataclass

from newsroom.content.article import Article
from newsroom.content.headlines import with_headlines
from newsroom.desk import policy
from newsroom.staff.notification import Happening, Notification
from newsroom.staff.user import User

# Where a notification leads besides the article itself.
TO_COMMENTS = frozenset({Happening.MENTIONED, Happening.REPLIED, Happening.CHANGES_REQUESTED})
TO_NOTES = frozenset({Happening.NOTE_ASSIGNED, Happening.NOTE_REPLIED, Happening.NOTE_MENTIONED})


@dataclass(frozen=True, slots=True)
class Notice:
    """One notification; no article where its reader may no longer read it."""

    row: Notification
    article: Article | None

    @property
    def leads_to_comments(self) -> bool:
        return self.row.happening in TO_COMMENTS

    @property
    def leads_to_notes(self) -> bool:
        """A note whose words are gone has no language: then it is found from the article."""
        return self.row.happening in TO_NOTES and bool(self.row.language)


def notices(who: User, limit: int) -> list[Notice]:
    """The newest notifications of somebody, unread ones first; three queries besides the rights."""
    unread = Notification.objects.unread().filter(to=who).select_related("by").order_by("-at", "-pk")[:limit]
    rows = list(unread)
    if len(rows) < limit:
        read = Notification.objects.filter(to=who).exclude(read_at=None).select_related("by").order_by("-at", "-pk")
        rows += read[: limit - len(rows)]
    readable = policy.readable(Article.objects.kept(), who).filter(pk__in={row.article_id for row in rows})
    articles = {article.pk: article for article in with_headlines(readable)}
    return [Notice(row, articles.get(row.article_id)) for row in rows]
