"""How far the tests look: `make test` looks at everything once, `make verify` at everything in every way."""

from __future__ import annotations

import os

# What a longer search for the same fault is, and not another fault, asks for this one.
THOROUGH = os.environ.get("HYPOTHESIS_PROFILE") == "thorough"
# What is drawn by one template in every language is looked at in both directions of writing.
BOTH_DIRECTIONS = ("fa", "en", "ru") if THOROUGH else ("fa", "en")
# What only the words of an interface could break is looked at where most can break: from right to left.
ONE_INTERFACE = ("fa", "en") if THOROUGH else ("fa",)


def in_turn(*places: int) -> bool:
    """Whether a case of a table with several dimensions is looked at, by its place in each of them.

    In `make test` a third of the cases is, so chosen that everything in one dimension meets everything in another.
    """
    return THOROUGH or sum(places) % 3 == 0
