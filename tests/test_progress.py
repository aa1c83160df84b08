"""How many words there are is guessed better the more is planned."""

from __future__ import annotations

from songngu.progress import WORDS_A_BYTE, Effort


def test_what_is_not_planned_yet_is_guessed_by_its_size_and_what_was_new_so_far() -> None:
    effort = Effort([1000, 1000, 8000])
    assert effort.total == round(10_000 * WORDS_A_BYTE)
    effort.plan(1000, {"a": 60, "b": 40})
    effort.plan(1000, {})  # all of it is known
    assert effort.total == 100 + 400
    effort.finish(["a", "x"])
    assert (effort.done, effort.total) == (60, 500)
