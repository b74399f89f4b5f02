"""One man who was entered twice: whom the tests of merging are about."""

from __future__ import annotations

import pytest

from newsroom.base import languages
from newsroom.desk.entities import save_entity
from newsroom.entities.entity import Entity
from newsroom.staff.user import User

NAME_FA, NAME_EN, NAME_RU = languages.columns("name")


@pytest.fixture
def aliyev(db: None) -> Entity:
    return Entity.objects.get(**{NAME_EN: "Ilham Aliyev"})


@pytest.fixture
def double(staff: dict[str, User]) -> Entity:
    """The same man, entered once more under another spelling."""
    names = {NAME_EN: "Ilham Əliyev", NAME_FA: "الهام علی‌اف", NAME_RU: "Ильхам Гейдар оглы Алиев"}
    return save_entity(Entity(kind="person", **names), changed=[], by=staff["editor"])
