"""Who sits at the desk in these tests, and what lies on it."""

from __future__ import annotations

import pytest
from django.test import Client

from newsroom.content.article import Article
from newsroom.desk.articles import create_article
from newsroom.staff.user import User
from tests.admin.editing import Seat
from tests.admin.forms import enter


@pytest.fixture
def desk(staff: dict[str, User]) -> Seat:
    """Seats members of staff at the desk, each with a browser of their own."""
    return lambda who: enter(Client(), staff[who])


@pytest.fixture
def short(staff: dict[str, User]) -> Article:
    """A title, a lead and two paragraphs in English."""
    text = "A lead that says what happened in the city on Monday.\n\nThe first paragraph.\n\nThe second paragraph."
    return create_article(language="en", title="A short report", text=text, by=staff["editor"])
