"""A message says what, where and how to mend; every kind has the one root."""

from __future__ import annotations

import pytest

from songngu import errors
from songngu.errors import SongnguError

KINDS = [kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, SongnguError)]


def test_a_message_has_its_three_parts() -> None:
    error = SongnguError("two columns", where="names.csv:12", mend="Add a comma")
    assert str(error) == "names.csv:12: two columns. Add a comma"
    assert (error.what, error.where, error.mend) == ("two columns", "names.csv:12", "Add a comma")


def test_parts_that_are_missing_leave_no_trace() -> None:
    assert str(SongnguError("it broke")) == "it broke"
    assert str(SongnguError("it broke", where="here")) == "here: it broke"
    assert str(SongnguError("it broke", mend="Mend it")) == "it broke. Mend it"


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_caught_by_the_root_and_says_what_it_is_for(kind: type[SongnguError]) -> None:
    with pytest.raises(SongnguError, match="x: y"):
        raise kind("y", where="x")
    assert kind.__doc__
