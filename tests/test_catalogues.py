"""The interface catalogues: Persian and Russian stay whole, well-formed, compiled and in step with the code.

A string that is missing from a catalogue shows up on an editor's screen in English, and nothing else would notice. Each
rule is a check of its own on a parsed catalogue, and each check is also tried on a catalogue that breaks the rule.
`make messages` brings new strings in and compiles; a person then translates them.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import polib
import pytest
from django.core.management import call_command

ROOT = Path(__file__).resolve().parent.parent
LANGUAGES = ("fa", "ru")
# Where no words of the interface live; the same list as in the Makefile.
NOT_EXTRACTED = {"var", "tests", "bench"}
EXTENSIONS = {".py", ".html"}
# `%(name)s`, `%s`, `%%` and `{name}`, and the tags that a template takes as they are.
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[a-z%]|\{\w*\}|</?[a-z]+[^>]*>")

Key = tuple[str | None, str, str]
Rule = Callable[[polib.POFile], list[str]]


def key(entry: polib.POEntry | polib.MOEntry) -> Key:
    """What gettext finds an entry by: context, msgid, plural."""
    return entry.msgctxt, entry.msgid, entry.msgid_plural or ""


def keys(file: polib.POFile | polib.MOFile) -> set[Key]:
    return {key(entry) for entry in file if not entry.obsolete}


def forms(entry: polib.POEntry | polib.MOEntry) -> list[str]:
    """Every translation of an entry: one, or one per plural form."""
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


def words(file: polib.POFile | polib.MOFile) -> dict[Key, list[str]]:
    return {key(entry): forms(entry) for entry in file if not entry.obsolete}


def catalogue(language: str) -> polib.POFile:
    return polib.pofile(str(ROOT / "locale" / language / "LC_MESSAGES" / "django.po"))


# --- the rules; each names the entries that break it ------------------------------------------------------------------


def untranslated(file: polib.POFile) -> list[str]:
    """Entries that lack a translation in any of the plural forms that the header promises."""
    found = re.match(r"nplurals=(\d+);", file.metadata["Plural-Forms"])
    assert found, "the header says how many plural forms there are"
    return [
        entry.msgid
        for entry in file
        if not entry.obsolete
        and (not all(form.strip() for form in forms(entry)) or len(forms(entry)) != _promised(entry, int(found[1])))
    ]


def _promised(entry: polib.POEntry, plurals: int) -> int:
    return plurals if entry.msgid_plural else 1


def fuzzy(file: polib.POFile) -> list[str]:
    """Guesses of msgmerge that nobody has looked at: gettext does not show them."""
    return [entry.msgid for entry in file if entry.fuzzy]


def obsolete(file: polib.POFile) -> list[str]:
    return [entry.msgid for entry in file.obsolete_entries()]


def lost_placeholders(file: polib.POFile) -> list[str]:
    """Entries with a form that lacks a placeholder or tag, or has one that the code does not fill."""
    return [
        entry.msgid
        for entry in file
        if any(set(PLACEHOLDER.findall(form)) != _asked(entry) for form in forms(entry))
    ]


def _asked(entry: polib.POEntry) -> set[str]:
    return set(PLACEHOLDER.findall(entry.msgid + (entry.msgid_plural or "")))


RULES: list[Rule] = [untranslated, fuzzy, obsolete, lost_placeholders]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_no_entry_of_a_catalogue_breaks_a_rule(rule: Rule, language: str) -> None:
    assert rule(catalogue(language)) == []


BROKEN: list[tuple[Rule, str]] = [
    (untranslated, 'msgid "a"\nmsgstr ""'),
    (untranslated, 'msgid "a"\nmsgid_plural "b"\nmsgstr[0] "x"\nmsgstr[1] ""'),
    (untranslated, 'msgid "a"\nmsgid_plural "b"\nmsgstr[0] "x"'),
    (fuzzy, '#, fuzzy\nmsgid "a"\nmsgstr "x"'),
    (obsolete, '#~ msgid "a"\n#~ msgstr "x"'),
    (lost_placeholders, 'msgid "a %(n)s"\nmsgstr "x"'),
    (lost_placeholders, 'msgid "a %(n)s"\nmsgstr "x %(m)s"'),
    (lost_placeholders, 'msgid "<bdi>a</bdi>"\nmsgstr "<bdi>x"'),
    (lost_placeholders, 'msgid "%(n)s a"\nmsgid_plural "%(n)s b"\nmsgstr[0] "%(n)s x"\nmsgstr[1] "x"'),
]


@pytest.mark.parametrize(("rule", "text"), BROKEN, ids=[f"{rule.__name__}-{n}" for n, (rule, _) in enumerate(BROKEN)])
def test_each_rule_finds_the_entry_that_breaks_it(rule: Rule, text: str) -> None:
    file = polib.pofile(f'msgid ""\nmsgstr "Plural-Forms: nplurals=2; plural=(n > 1);\\n"\n\n{text}\n')
    assert len(rule(file)) == 1


def test_the_catalogues_hold_the_same_strings() -> None:
    first, second = (keys(catalogue(language)) for language in LANGUAGES)
    assert first == second


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_compiled_catalogue_says_what_its_source_says(language: str) -> None:
    source = catalogue(language)
    compiled = polib.mofile(str(ROOT / "locale" / language / "LC_MESSAGES" / "django.mo"))
    assert words(compiled) == words(source)
    assert compiled.metadata["Plural-Forms"] == source.metadata["Plural-Forms"]


# --- in step with the code --------------------------------------------------------------------------------------------


def _copy_sources(into: Path) -> None:
    """Copy what makemessages reads: it walks the folder it stands in and writes beside templates while it works."""
    for folder in ROOT.iterdir():
        if not folder.is_dir() or folder.name.startswith(".") or folder.name in NOT_EXTRACTED:
            continue
        for source in folder.rglob("*"):
            if source.suffix in EXTENSIONS:
                copy = into / source.relative_to(ROOT)
                copy.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(source, copy)


@pytest.fixture(scope="module")
def extracted(tmp_path_factory: pytest.TempPathFactory) -> set[Key]:
    """The strings that makemessages finds in the code and templates of today, starting from no catalogue at all."""
    site = tmp_path_factory.mktemp("site")
    _copy_sources(site)
    (site / "locale").mkdir()
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(site)
        patch.setattr("django.conf.settings.LOCALE_PATHS", [str(site / "locale")])
        call_command("makemessages", locale=["fa"], extensions=["py,html"], no_location=True, verbosity=0)
    return keys(polib.pofile(str(site / "locale" / "fa" / "LC_MESSAGES" / "django.po")))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_string_of_the_code_is_in_the_catalogue(language: str, extracted: set[Key]) -> None:
    assert extracted, "makemessages found nothing: it looked in the wrong place"
    assert extracted - keys(catalogue(language)) == set(), "run make messages, then translate what is new"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_string_of_the_catalogue_is_in_the_code(language: str, extracted: set[Key]) -> None:
    assert keys(catalogue(language)) - extracted == set(), "run make messages, then drop what is obsolete"
