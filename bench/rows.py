"""Small pieces of work inside an installation that the environment names, for `bench.concurrency`: what they print is
their answer.
"""

from __future__ import annotations

import os
import sys

import django

LONG = " ".join(f"واژه{number}" for number in range(120))


def sessions(count: str) -> str:
    """Session keys of so many editors, made and logged in."""
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.auth.models import Group
    from django.utils.module_loading import import_string

    from newsroom.staff.user import User

    keys = []
    for number in range(int(count)):
        user = User.objects.create(username=f"bench{number}", is_staff=True, is_superuser=True)
        user.groups.add(Group.objects.get(name="editor"))
        session = import_string(f"{settings.SESSION_ENGINE}.SessionStore")()
        session[SESSION_KEY] = str(user.pk)
        session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[-1]
        session[HASH_SESSION_KEY] = user.get_session_auth_hash()
        session.create()
        keys.append(session.session_key)
    return " ".join(keys)


def article() -> str:
    """A fresh article of the figures: its key and the ids of its blocks, the second one a long one."""
    from bench.sample import sample_article
    from newsroom.desk.compose import Composition, Row, compose
    from newsroom.desk.staff import member

    made = sample_article()
    ids = [str(block.uuid) for block in made.blocks.order_by("position")]
    number = made.revisions.order_by("-number")[0].number
    compose(made, language="fa", form=Composition(number, (Row(ids[1], LONG),)), by=member("editor"))
    return " ".join([str(made.pk), *ids[1:]])


def texts(pk: str) -> str:
    """All that the article says now, in all languages."""
    from newsroom.base import languages
    from newsroom.content.block import Block

    rows = Block.objects.filter(article=pk).values_list(*languages.columns("text"))
    return " ".join(text for row in rows for text in row if text)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings")
    django.setup()
    work = {"sessions": sessions, "article": article, "texts": texts}
    print(work[sys.argv[1]](*sys.argv[2:]))
