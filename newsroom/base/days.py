"""Days: which day it is in the newsroom."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone


def day_of(moment: dt.datetime) -> dt.date:
    """The newsroom's day at a moment."""
    return moment.astimezone(ZoneInfo(settings.EDITORIAL_TIME_ZONE)).date()


def today() -> dt.date:
    """The newsroom's day now."""
    return day_of(timezone.now())
