"""An input has the name that reports show and the id of its document."""

from __future__ import annotations

from pathlib import Path

import pytest

from songngu.sources import Input


def test_an_input_is_named_relative_to_its_root(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "a.txt").write_bytes(b"x")
    source = Input(path=tmp_path / "b" / "a.txt", root=tmp_path)
    assert (source.name, source.load()) == ("b/a.txt", b"x")
    assert source.id != Input(path=tmp_path / "a.txt", root=tmp_path).id
    (tmp_path / "b" / "a.txt").unlink()
    with pytest.raises(OSError, match=r"a\.txt"):
        source.load()
