"""The stand-in: what tests of other parts rely on."""

from __future__ import annotations

from songngu.engines.base import Annotation, Request
from songngu.engines.echo import EchoEngine


def test_it_obeys() -> None:
    request = Request(source="gặp Đức ở Paris", annotations=(Annotation(span=(4, 7), target="Germany"),))
    first, second = EchoEngine().translate([request], hypotheses=2)[0]
    assert (first.text, second.text) == ("[gặp Germany ở Paris]", "[gặp Germany ở Paris] (2)")
    assert EchoEngine().score([request, request], [first.text, "x y"]) == [0.0, -1.0]


def test_a_prefix_uses_up_as_many_words() -> None:
    assert EchoEngine().translate([Request(source="a b c d", prefix="X Y")])[0][0].text == "X Y c d]"
    assert EchoEngine().translate([Request(source="a b c", prefix="[a b")])[0][0].text == "[a b c]"
