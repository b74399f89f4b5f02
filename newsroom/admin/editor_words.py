"""What the editor's script says, in the language of the interface: a script has no translations of its own."""

from __future__ import annotations

from django.utils.translation import gettext as _

from newsroom.admin.tags import counted


def saved(revision: int) -> str:
    """Said after a save, with and without a script."""
    return _("Saved as revision %(number)s.") % {"number": counted(revision)}


def for_script() -> dict[str, str]:
    """Sentences by the name under which the script knows them; `{…}` is filled in by the script."""
    return {
        "clean": _("Everything is saved"),
        "dirty": _("Not saved yet"),
        "kept": _("Not saved yet; kept in case of a crash"),
        "saving": _("Saving…"),
        "offline": _("The server cannot be reached. Your work is kept in this browser."),
        "login": _("You are logged out. Your work is kept in this browser: log in in another tab, then save."),
        "refused": _("Nothing was saved."),
        "decide": _("Somebody else changed the same words. Decide, then save."),
        "merged": _("Somebody else’s changes were merged with yours."),
        "newer": _("{name} saved meanwhile; your next save will merge."),
        "somebody": _("Somebody"),
        "reading": _("{name} has this open"),
        "writing": _("{name} is writing"),
        "writingIn": _("{name} is writing in block {number}"),
        "deleted": _("Block deleted until you save."),
        "restored": _("Block is back."),
        "moved": _("Moved to place {number}."),
        "split": _("Block split."),
        "joined": _("Blocks merged."),
        "words": _("{words} words"),
        "selected": _("{words} words selected"),
        "minutes": _("about {minutes} min to read"),
        "nothing": _("Nothing found."),
        "found": _("{count} found"),
        "badAddress": _("An address begins with https:, http:, mailto:, / or #."),
        "local": _("Unsaved work from {time} is kept in this browser."),
        "leave": _("There is unsaved work."),
        "deletedLabel": _("Deleted:"),
        "undo": _("Undo"),
        "restore": _("Restore it"),
        "discard": _("Discard it"),
        "loginLink": _("Log in"),
    }
