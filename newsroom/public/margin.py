"""What the margin of a report repeats for every mark: links to mentions, statements in short.

There may be hundreds of each on a page. A template takes as long over them as over all the words of the report, so
they are joined here; every text and every value of an attribute goes through `escape_html`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from newsroom.base.drawn import isolated
from newsroom.text import digits
from newsroom.text.document import SpeakerPart, StatementPart
from newsroom.text.marks import escape_html


def mention_links(anchors: Sequence[str], name: str, language: str) -> SafeString:
    """A numbered link to every mention of one entity; the sentence that tells what it is, is looked up once."""
    sentence = _("Mention %(number)s of %(name)s") if anchors else ""
    links = []
    for count, anchor in enumerate(anchors, start=1):
        number = digits.localize(str(count), language)
        label = escape_html(sentence % {"number": number, "name": name})
        links.append(f'<a href="#{escape_html(anchor)}" aria-label="{label}">{number}</a>')
    return mark_safe(" ".join(links))  # noqa: S308 - escaped above


def statement_items(said: Iterable[tuple[StatementPart, SpeakerPart]], language: str) -> SafeString:
    """List items: what somebody said in short, leading to its words, and in which capacity."""
    items = []
    for statement, speaker in said:
        gist = isolated(statement.gist.get(language) or statement.spans[0].exact, language)
        capacity = speaker.capacity.get(language, "")
        small = f" <small>{isolated(capacity, language)}</small>" if capacity else ""
        items.append(f'<li><a href="#s-{escape_html(statement.id)}">{gist}</a>{small}</li>')
    return mark_safe("\n".join(items))  # noqa: S308 - escaped above, and by `isolated`
