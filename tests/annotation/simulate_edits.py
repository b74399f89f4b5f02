"""Simulated editing: how many spans come through, and is any silently put on the wrong words.

Run `python -m tests.annotation.simulate_edits [edits]` for the figures of both sets: the edits that the rules were
made with, on the report, and those of `unseen_edits`, on other texts. It fails below the bounds (`judging`). The
generators are seeded, so a run can be repeated; pinned small runs are in test_anchoring_figures.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from tests.annotation import unseen_edits
from tests.annotation.judging import (
    SENTENCE,
    WORD,
    Edit,
    Editor,
    Figures,
    Source,
    Text,
    copied,
    plain,
    simulate,
    source_of,
    spaced,
    table,
    typed,
)

MATERIAL = Path(__file__).parent.parent / "material"
LETTERS = {"fa": "ابپتجدرزسشکگلمنوهی", "en": "abcdefghilmnoprstuvw", "ru": "абвгдежзиклмнопрст"}
SEED = 20241008
MOVES = frozenset({"move", "swap", "mix"})


def sources(report: Path = MATERIAL / "report_blocks.json") -> list[Source]:
    """Read the paragraphs of the report in its three languages."""
    data = json.loads(report.read_text("utf-8"))
    found = []
    for language in LETTERS:
        words = [w for block in data["blocks"] for w in WORD.findall(block.get(language) or "")]
        for block in data["blocks"]:
            text = block.get(language) or ""
            if block["kind"] in ("paragraph", "lead", "quotation") and "\n" not in text:
                here = [m for m in data["mentions"] if (m["lang"], m["block"]) == (language, block["id"])]
                found.append(source_of(language, text, [(m["start"], m["end"]) for m in here], words))
    return found


# --- edits: each takes a text and returns the edited one --------------------------------------------------


def insert(by: Editor, text: Text) -> Text:
    start, _ = by.word(text)
    return text[:start] + typed(f"{by.phrase(4)} ") + text[start:]


def delete(by: Editor, text: Text) -> Text:
    start, end = by.word(text)
    return text[:start] + text[end + 1 :]


def replace(by: Editor, text: Text) -> Text:
    start, end = by.word(text)
    return text[:start] + typed(by.rng.choice(by.source.words)) + text[end:]


def typo(by: Editor, text: Text) -> Text:
    at = by.rng.randrange(len(text)) if text else 0
    letter = typed(by.rng.choice(LETTERS[by.source.language]))
    return by.rng.choice(
        [text[:at] + letter + text[at:], text[:at] + text[at + 1 :], text[:at] + letter + text[at + 1 :]]
    )


def respell(by: Editor, text: Text) -> Text:
    """Lose or restore what a reader does not see: ZWNJ in Persian, ё in Russian."""
    lost = by.rng.random() < 0.5
    out: Text = []
    for one in text:
        if one.char == "\u200c" and lost:
            continue
        char = one.char if lost else {"ی": "ي", "ё": "е", "ک": "ك"}.get(one.char, one.char)
        out.append(one._replace(char=char))
    return out


def move(by: Editor, text: Text) -> Text:
    start, end = by.sentence(text)
    rest = text[:start] + text[end:]
    stops = [0, *(m.end() for m in SENTENCE.finditer(plain(rest)))]
    at = by.rng.choice(stops)
    return spaced(rest[:at]) + spaced(text[start:end]) + rest[at:]


def swap(by: Editor, text: Text) -> Text:
    found = [m.span() for m in SENTENCE.finditer(plain(text))]
    if len(found) < 2:
        return text
    at = by.rng.randrange(len(found) - 1)
    (a, b), (_, c) = found[at], found[at + 1]
    return text[:a] + spaced(text[b:c]) + text[a:b] + text[c:]


def drop(by: Editor, text: Text) -> Text:
    start, end = by.sentence(text)
    return text[:start] + text[end:]


def duplicate(by: Editor, text: Text) -> Text:
    start, end = by.sentence(text)
    copy = copied(spaced(text[start:end]))
    before = by.rng.random() < 0.5
    at = start if before else end
    return spaced(text[:at]) + copy + text[at:]


SINGLE = {
    "insert": insert,
    "delete": delete,
    "replace": replace,
    "typo": typo,
    "respell": respell,
    "move": move,
    "swap": swap,
    "drop": drop,
    "duplicate": duplicate,
}


def mix(by: Editor, text: Text) -> Text:
    for _ in range(by.rng.randint(2, 5)):
        text = SINGLE[by.rng.choice(list(SINGLE))](by, text)
    return text


EDITS: dict[str, Edit] = {**SINGLE, "mix": mix}


def on_the_report(edits: int) -> Figures:
    return simulate(edits, EDITS, sources(), seed=SEED, moves=MOVES)


def main(edits: int) -> int:
    """Print both tables; 1 when a bound is broken."""
    seen, unseen = on_the_report(edits), unseen_edits.on_other_texts(edits)
    lines = [*table("edits known, on the report", seen, list(EDITS)), ""]
    lines += table("edits unseen, on other texts", unseen, list(unseen_edits.EDITS))
    sys.stdout.write("\n".join(lines) + "\n")
    return 0 if seen.good and unseen.good else 1


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 1500))
