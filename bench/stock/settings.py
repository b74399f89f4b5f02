"""The project's settings with the stock admin alone: its own templates, none of ours."""

from __future__ import annotations

from cms.settings import *  # noqa: F403 - settings are names
from cms.settings import TEMPLATES

ROOT_URLCONF = "bench.stock.urls"
TEMPLATES = [{**TEMPLATES[0], "DIRS": []}]
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
