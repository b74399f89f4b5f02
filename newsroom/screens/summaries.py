"""Summaries of revisions: what verbs leave behind as codes, in the editor's language."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext_lazy as _

from newsroom.base import languages
from newsroom.text import digits

# Code -> words. Named parts of the code stand in the words; `code` is a language, whose name stands as `language`.
SAID = (
    (r"ingest", _("brought in")),
    (r"begin", _("begun")),
    (r"copy of (?P<id>\w+)", _("copy of %(id)s")),
    (r"= r(?P<number>\d+)", _("restored revision %(number)s")),
    (r"approve (?P<code>[a-z-]+)", _("%(language)s approved")),
    (r"image after block \d+", _("image added")),
    (r"statement changed", _("statement changed")),
    (r"fact check changed", _("fact check changed")),
    (r"fact check removed", _("fact check removed")),
    (r"annotation removed", _("annotation removed")),
    (r"image replaced", _("image replaced")),
    (r"image: .*", _("image edited")),
)
COUNTED: tuple[tuple[str, Callable[[int], str]], ...] = (
    (
        r"(?P<code>[a-z-]{2,7}): (?P<count>\d+) blocks",
        lambda n: ngettext("%(count)s text in %(language)s", "%(count)s texts in %(language)s", n),
    ),
    (
        r"accept (?P<count>\d+) repairs",
        lambda n: ngettext("%(count)s repair accepted", "%(count)s repairs accepted", n),
    ),
    (
        r"accept_suggestions (?P<count>\d+)",
        lambda n: ngettext("%(count)s mention accepted", "%(count)s mentions accepted", n),
    ),
    (
        r"reject_suggestions (?P<count>\d+)",
        lambda n: ngettext("%(count)s mention rejected", "%(count)s mentions rejected", n),
    ),
    (r"(?P<count>\d+) statements", lambda n: ngettext("%(count)s statement", "%(count)s statements", n)),
    (r"(?P<count>\d+) notes", lambda n: ngettext("%(count)s note", "%(count)s notes", n)),
)
OF_A_LANGUAGE = re.compile(r"([a-z-]{2,7}): (.*)", re.DOTALL)


def summary_in_words(summary: str, readable: Collection[str]) -> str:
    """A revision's summary in the editor's language; what it quotes of a language they may not read is left out."""
    for pattern, words in SAID:
        if found := re.fullmatch(pattern, summary):
            return str(words) % _parts(found)
    for pattern, count in COUNTED:
        if found := re.fullmatch(pattern, summary):
            return count(int(found["count"])) % _parts(found)
    quoted = OF_A_LANGUAGE.fullmatch(summary)
    if quoted and quoted[1] in languages.codes():
        name = languages.translated_name(quoted[1])
        return f"{name}: {quoted[2]}" if quoted[1] in readable else name
    return summary if set(readable) >= set(languages.codes()) else ""


def _parts(found: re.Match[str]) -> dict[str, str]:
    spoken = (get_language() or "").split("-")[0]
    said = found.groupdict()
    parts = {name: digits.localize(text, spoken) if text.isdigit() else text for name, text in said.items()}
    return parts | ({"language": languages.translated_name(parts["code"])} if "code" in parts else {})
