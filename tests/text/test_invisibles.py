"""Characters that nobody sees, counted by name; the page's script draws a mark for exactly the same ones."""

from __future__ import annotations

import re
from pathlib import Path

from newsroom.text.invisibles import NAMES, counted

SCRIPT = Path(__file__).resolve().parents[2] / "newsroom" / "static" / "newsroom" / "admin" / "editor" / "invisibles.js"


def test_each_is_counted_by_its_name_and_a_run_of_spaces_once() -> None:
    assert dict(counted("می\u200cرود  و\u00a0  نمی\u200cآید")) == {"ZWNJ": 2, "NBSP": 1, "2×SPACE": 2}
    assert counted("Nothing hides here.") == ()


def test_the_script_knows_the_same_characters_by_the_same_names() -> None:
    line = next(line for line in SCRIPT.read_text(encoding="utf-8").splitlines() if line.startswith("const NAMES"))
    known = {chr(int(code, 16)): name for code, name in re.findall(r'"\\u([0-9a-f]{4})": "(\w+)"', line)}
    assert known == NAMES
