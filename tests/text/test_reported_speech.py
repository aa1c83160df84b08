"""What was said stands behind "that", not behind a comma."""

from __future__ import annotations

import pytest

from songngu.text.reported_speech import say_that


@pytest.mark.parametrize(
    ("source", "english", "expected"),
    [
        ("Công an cho biết, đơn vị bắt 2 người.", "Police said, the unit held 2.", "Police said that the unit held 2."),
        ("Ông cũng nhấn mạnh, họ cần.", "He also stressed, they need it.", "He also stressed that they need it."),
        ("Bà khẳng định, đúng là vậy.", "She affirmed, that it was so.", "She affirmed that it was so."),
        ("Seoul nói, quyết định đã có.", "Seoul said, a decision was made.", "Seoul said that a decision was made."),
        (
            "Ngày 14/9, Công an tỉnh cho biết, đơn vị vừa bắt 2 người.",
            "On September 14, the police said, the unit held two.",
            "On September 14, the police said that the unit held two.",
        ),
        (
            "Trả lời câu hỏi, ông Nam cho biết, khi nhận lời ông đã biết.",
            "Answering the question, Nam said, when accepting he knew.",
            "Answering the question, Nam said that when accepting he knew.",
        ),
        # What was said began before.
        ("Lạm phát, ông cho biết, sẽ giảm.", "Inflation, he said, will fall.", None),
        ("Ba người, công an cho biết, bị bắt.", "Three people, police said, the men were held.", None),
        ("Sáng hôm sau, bà cho biết, họ nghe tin.", "The next morning, she said, they heard it.", None),
        ("“A”, Bộ cho biết, sau khi B.", '"A," the ministry said, the B.', None),
        # No clause follows.
        ("Ông nói, theo Reuters.", "He said, according to Reuters.", None),
        ("Ông nói, không do dự, rằng giá tăng.", "He said, without hesitation, that prices rose.", None),
        ("Ông nói, giọng run run.", "He said, his voice trembling, that it was so.", None),
        ("Ông nói, chúng ta nên làm gì?", "He said, what should we do?", None),
        ("Ông nói, tôi từ chức.", "He said, I will resign.", None),
        ("Ông cho biết, khi được hỏi.", "He said, in a statement on Monday, it would sue.", None),
        # Nobody says it.
        ("Báo cho biết, ông bị phạt.", "As the paper said, the man was fined.", None),
        ("Bộ khẳng định, giá tăng.", "After the ministry affirmed, the prices rose.", None),
        ("Điều đó được nhấn mạnh, họ đầu tư.", "It was stressed, they invest.", None),
        ("Nói vậy, họ đúng.", "All that said, they are right.", None),
        # The source has no comma there.
        ("Ông nói rằng họ đúng.", "He said, they are right.", None),
        ("Theo ông, họ đúng.", "He said, they are right.", None),
    ],
)  # fmt: skip
def test_that_for_a_comma(source: str, english: str, expected: str | None) -> None:
    assert say_that(english, source) == (expected or english)
