"""What was said stands behind "that", not behind a comma."""

from __future__ import annotations

import pytest

from songngu.text.reported_speech import say_that


@pytest.mark.parametrize(
    ("source", "english", "expected"),
    [
        ("Công an cho biết, đơn vị bắt 2 người.", "Police said, the unit held 2.", "Police said that the unit held 2."),
        ("Ông cũng nhấn mạnh, họ cần.", "He also stressed, they need.", "He also stressed that they need."),
        ("Họ nói, “tiếc” và nhấn mạnh, họ nên giữ.", 'Is "sorry" and stressed, A.', 'Is "sorry" and stressed that A.'),
        ("Bà khẳng định, đúng là vậy.", "She affirmed, that it was so.", "She affirmed that it was so."),
        # As many as the source has.
        ("Ông nói, A và B.", "He said, A added, B.", "He said that A added, B."),
        ("Ông nói rằng A.", "He said, A.", None),
        # What was said stands before, or elsewhere.
        ("“A”, Bộ cho biết, sau khi B.", '"A," the ministry said, the B.', None),
        ("Ông nói, theo Reuters.", "He said, according to Reuters.", None),
        ("Báo đưa tin, ông nói, bị phạt.", "As he said, Kieu was fined.", None),
        ("Điều đó được nhấn mạnh, được đầu tư.", "It will be emphasized, will be funded.", None),
    ],
)  # fmt: skip
def test_that_for_a_comma(source: str, english: str, expected: str | None) -> None:
    assert say_that(english, source) == (expected or english)
