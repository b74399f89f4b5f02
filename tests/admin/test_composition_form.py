"""What a browser sends, read: a typed text becomes lines of blocks, and no word of it is lost."""

from __future__ import annotations

from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from newsroom.admin.composition_form import read
from newsroom.content.article import Article
from newsroom.screens.editor import EditorPage, EditorRow

ONE = "11111111-1111-4111-8111-111111111111"
BLANK = EditorRow(id=ONE, number=1, kind="paragraph", text="")


@given(st.text(alphabet=" \t\r\n\u2028abپ‌", max_size=60))
def test_a_typed_text_becomes_lines_and_loses_no_word(text: str) -> None:
    drawn = EditorPage(
        Article(), "fa", "rtl", False, True, True, False, 1, "", None, (), (BLANK,), (), (), None, 0
    )  # fmt: skip
    data = QueryDict(mutable=True)
    data["revision"], data[f"text-{ONE}"] = "1", text
    form = read(data, lambda: drawn)
    texts = {one.id: one.text for one in form.rows}
    order = form.order or (ONE,)
    assert order[0] == ONE
    assert set(order) == set(texts)
    assert not any(end in line for line in texts.values() for end in "\n\r\u2028")
    assert " ".join(texts[one] for one in order).split() == text.split()
