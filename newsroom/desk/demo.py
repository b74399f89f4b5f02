"""The demo story, told through the verbs: two reports come in, are annotated, translated, published, and one corrected;
a third waits for its review.

Told once per installation: when every edition is there, telling it again changes nothing, and editors' later work is
left alone. A telling that was interrupted is taken up where it stopped.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from newsroom.desk.colleagues import Draft
from newsroom.desk.fixtures import load_fixture
from newsroom.desk.staff import member, save_user, set_rights
from newsroom.desk.telling import Report, Step
from newsroom.entities.entity import Entity
from newsroom.staff.roles import Role
from newsroom.staff.user import User

FIXTURES = ("entities.json", "background.json")
COMMAND_LINE = "command-line"


@dataclass(frozen=True, slots=True)
class Person:
    """One member of the demo's staff."""

    username: str
    first_name: str
    last_name: str
    role: str
    interface: str
    writes: tuple[str, ...] = ()


STAFF = (
    Person("reporter", "Sara", "Karimi", Role.REPORTER, "fa", ("fa",)),
    Person("translator-fa", "Reza", "Mohseni", Role.TRANSLATOR, "fa", ("fa",)),
    Person("translator-en", "Daniel", "Hughes", Role.TRANSLATOR, "en", ("en",)),
    Person("translator-ru", "Anna", "Belova", Role.TRANSLATOR, "ru", ("ru",)),
    Person("annotator", "Navid", "Rostami", Role.ANNOTATOR, "fa"),
    Person("editor", "Leila", "Ahmadi", Role.EDITOR, "fa"),
    Person("publisher", "Omid", "Sharifi", Role.PUBLISHER, "fa"),
    Person("administrator", "Maria", "Weber", Role.ADMINISTRATOR, "en"),
)


@dataclass(frozen=True, slots=True)
class Story:
    """The demo's material: folders of seeds and fixtures, and a password per member of staff."""

    seeds: Path
    fixtures: Path
    passwords: Mapping[str, str]

    @property
    def explainer(self) -> Report:
        """A short report that exists in two languages only."""
        return Report(self.seeds, "cis-explainer", "cis-explainer.en.md", ("en", "fa"))

    @property
    def summit(self) -> Report:
        """The wire story on the heads-of-state summit, in three languages, once corrected."""
        return Report(self.seeds, "cis-summit-2024", "cis-summit-2024.fa.txt", ("fa", "en", "ru"))

    @property
    def draft(self) -> Draft:
        """A short report that waits for its review."""
        return Draft(self.seeds / "cis-chair-2025.fa.txt", "fa")

    def told(self) -> bool:
        """Whether every report is published as it should be, and the draft handed in."""
        return self.explainer.told() and self.summit.told() and self.draft.told()

    def steps(self) -> Iterator[Step]:
        """Each step with its name; calling it does the work and says in a few words what was done."""
        yield "staff", self._staff
        yield "entities", self._entities
        for name, report in (("explainer", self.explainer), ("summit", self.summit)):
            for step, do in report.steps():
                yield f"{name}: {step}", do
        for step, do in self.draft.steps():
            yield f"draft: {step}", do

    def _staff(self) -> str:
        known = set(User.objects.values_list("username", flat=True))
        boss = member(COMMAND_LINE)
        fresh = [person for person in STAFF if person.username not in known]
        for person in fresh:
            user = User(
                username=person.username,
                first_name=person.first_name,
                last_name=person.last_name,
                interface_language=person.interface,
                is_staff=True,
            )
            user.set_password(self.passwords[person.username])
            save_user(user, changed=[], by=boss)
            set_rights(user, roles=[person.role], writes=person.writes, by=boss)
        return f"{len(fresh)} people"

    def _entities(self) -> str:
        for name in FIXTURES:
            load_fixture(self.fixtures / name, by=member(COMMAND_LINE))
        return f"{Entity.objects.count()} entities"
