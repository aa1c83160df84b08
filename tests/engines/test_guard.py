"""What counts as a decoding accident."""

from __future__ import annotations

from songngu.engines.guard import is_degenerate, is_short


def test_a_loop_a_runaway_and_a_dropped_sentence_are_accidents() -> None:
    assert is_degenerate(list("abcd" * 4), 16, 100)  # four times the same run
    assert is_degenerate([str(n) for n in range(50)], 20, 50)  # stopped by the limit
    assert is_degenerate(["a", "b"], 40, 100)


def test_ordinary_repetition_is_none() -> None:
    assert not is_degenerate(list("abcdxabcdyabcdz"), 16, 100)  # a name said three times
    assert not is_degenerate([], 3, 100)
    assert not is_short(["a"], 10)  # "Xin trân trọng cảm ơn quý vị." -> "Thanks."
