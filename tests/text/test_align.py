"""Which block each paragraph of a pasted text is."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsroom.text.align import Step, align

REPORT = json.loads((Path(__file__).parent.parent / "material" / "report_blocks.json").read_text(encoding="utf-8"))
TEXTS = [block["fa"] for block in REPORT["blocks"] if block.get("fa")] if isinstance(REPORT, dict) else []


def kinds(steps: list[Step]) -> list[str]:
    return [step.kind for step in steps]


def test_an_unchanged_text_is_kept() -> None:
    assert kinds(align(TEXTS, TEXTS)) == ["kept"] * len(TEXTS)


def test_a_restored_zwnj_changes_a_block_and_no_link() -> None:
    damaged = [text.replace("\u200c", "") for text in TEXTS]
    steps = align(damaged, TEXTS)
    assert [step.old for step in steps] == list(range(len(TEXTS)))


def test_a_paragraph_cut_in_two_stays_with_its_longer_part() -> None:
    whole = max(TEXTS, key=len)
    at = whole.index(" ", len(whole) // 3)
    number = TEXTS.index(whole)
    pasted = [*TEXTS[:number], whole[:at], whole[at + 1 :], *TEXTS[number + 1 :]]
    steps = align(TEXTS, pasted)
    assert kinds(steps)[number : number + 2] == ["split", "changed"]
    assert {step.old for step in steps[number : number + 2]} == {number}


def test_two_paragraphs_in_one_take_the_first_ones_identity() -> None:
    number = next(n for n in range(3, len(TEXTS) - 1) if min(len(TEXTS[n]), len(TEXTS[n + 1])) > 120)
    pasted = [*TEXTS[:number], f"{TEXTS[number]} {TEXTS[number + 1]}", *TEXTS[number + 2 :]]
    steps = align(TEXTS, pasted)
    joined = steps[number]
    assert joined.kind == "merged"
    assert {joined.old, *joined.joined} == {number, number + 1}
    assert "gone" not in kinds(steps)


def test_moved_new_and_removed_paragraphs_are_told_apart() -> None:
    pasted = [TEXTS[0], "این بند درباره چیزی است که در گزارش نبود: برداشت چای در لاهیجان.", *TEXTS[5:], *TEXTS[1:4]]
    steps = align(TEXTS, pasted)
    assert kinds(steps).count("new") == 1
    assert [(step.kind, step.old) for step in steps if step.new is None] == [("gone", 4)]
    assert kinds(steps).count("kept") == len(TEXTS) - 1


def test_nothing_comes_of_nothing() -> None:
    assert align([], []) == []
    assert kinds(align([], ["a"])) == ["new"]
    assert kinds(align(["a"], [])) == ["gone"]


@pytest.mark.parametrize("seed", range(12))
def test_simulated_edits_find_their_blocks(seed: int) -> None:
    """Word edits, moves, removals and additions on the real report: at least 95 of 100 blocks right, no wrong link."""
    random_, right, wrong, total = random.Random(seed), 0, 0, 0
    numbered = list(enumerate(TEXTS))
    random_.shuffle(numbered)
    numbered = sorted(numbered[: len(TEXTS) - 2], key=lambda pair: pair[0] + random_.choice([0, 0, 0, 6]))
    pasted = []
    for _number, text in numbered:
        words = text.split(" ")
        for _edit in range(max(1, len(words) // 10)):
            words[random_.randrange(len(words))] = random_.choice(["تازه", "دیروز", "گفت", "و"])
        pasted.append(" ".join(words))
    for step in align(TEXTS, pasted):
        if step.new is not None:
            total += 1
            right += step.old == numbered[step.new][0]
            wrong += step.old is not None and step.old != numbered[step.new][0]
    assert wrong == 0
    assert right >= 0.95 * total - 2  # a title of three words may lose the one that made it known


SAMPLES = ["one two three four five", "six seven", "one two", "eight", "", "nine ten"]
texts = st.lists(st.sampled_from(SAMPLES), max_size=8)


@given(texts, texts)
def test_every_block_and_every_paragraph_is_spoken_of_once(old: list[str], new: list[str]) -> None:
    steps = align(old, new)
    assert [step.new for step in steps if step.new is not None] == list(range(len(new)))
    owned = [step.old for step in steps if step.kind in ("kept", "changed", "merged", "gone")]
    owned += [one for step in steps for one in step.joined]
    assert sorted(one for one in owned if one is not None) == list(range(len(old)))
