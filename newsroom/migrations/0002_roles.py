"""The roles as groups, and the account under which commands act."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.hashers import make_password
from django.db import migrations

ROLES = ["reporter", "translator", "annotator", "editor", "publisher", "administrator"]
COMMAND_LINE = "command-line"


def add_roles(apps: Any, schema_editor: Any) -> None:
    group = apps.get_model("auth", "Group")
    for name in ROLES:
        group.objects.get_or_create(name=name)
    user, _created = apps.get_model("newsroom", "User").objects.get_or_create(
        username=COMMAND_LINE,
        defaults={"password": make_password(None), "first_name": "Command line", "is_staff": False},
    )
    user.groups.add(*group.objects.filter(name__in=["reporter", "editor", "administrator"]))


class Migration(migrations.Migration):
    dependencies = [("newsroom", "0001_initial"), ("auth", "0012_alter_user_first_name_max_length")]
    operations = [migrations.RunPython(add_roles, migrations.RunPython.noop)]
