"""Regular expressions take time as the text grows, whatever it is made of.

All of songngu's are tried by `python tests/hostile/patterns.py`, which takes minutes; those that were mended are here.
"""

from __future__ import annotations

import re
import time

import pytest
from tests.hostile.patterns import slow_texts

from songngu.engines import parts
from songngu.glossary import candidates, occurrences, words
from songngu.markdown import front_matter, inline
from songngu.text import quantities

MENDED = {
    "parts._PLACES": parts._PLACES[1],
    "candidates._GLOSS": candidates._GLOSS,
    "inline._KEPT": inline._KEPT,
    "occurrences._BEFORE": occurrences._BEFORE,
    "occurrences._POINTING": occurrences._POINTING,
    "words._ADDRESS": words._ADDRESS,
    "words._SIGNS_BEFORE": words._SIGNS_BEFORE,
    **{f"quantities.RULES[{number}]": rule for number, (rule, _) in enumerate(quantities.RULES[:4])},
}


@pytest.mark.parametrize("name", MENDED)
def test_time_grows_as_the_text(name: str) -> None:
    assert next(slow_texts(MENDED[name]), None) is None


@pytest.mark.parametrize("line", ["a" + " " * 40_000 + "\0", "a: " + " " * 40_000 + "\0", "a " * 20_000])
def test_a_line_of_front_matter_is_read_once(line: str) -> None:
    began = time.process_time()
    front_matter.find_front_matter(f"---\n{line}\n---\n")
    assert time.process_time() - began < 0.5  # it took 5 s and more


@pytest.mark.parametrize("slow", [r"\s+$", r"\w+@"])
def test_what_grows_faster_is_found(slow: str) -> None:
    assert next(slow_texts(re.compile(slow)), None) is not None
