"""What the annotation screen's script says, in the language of the interface."""

from __future__ import annotations

from django.utils.translation import gettext as _


def for_script() -> dict[str, str]:
    """Sentences by the name under which the script knows them; `{…}` is filled in by the script."""
    return {
        "selected": _("Selected: {words}"),
        "nothingSelected": _("Nothing is selected. Select words, or put the caret on one."),
        "suggestion": _("Suggestion {number} of {count}: {words}"),
        "noMore": _("No more here."),
        "sending": _("Saving…"),
        "offline": _("The server cannot be reached. Nothing was lost; try again."),
        "login": _("You are logged out. Log in in another tab, then try again."),
        "loginLink": _("Log in"),
        "fresh": _("The words are shown afresh; what you typed is still here."),
        "lostWords": _("The words that you had selected are there no more. Select again."),
        "found": _("{count} found"),
        "nothing": _("Nothing found."),
        "keysOn": _("Single-key shortcuts are on."),
        "keysOff": _("Single-key shortcuts are off."),
    }
