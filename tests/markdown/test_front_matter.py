"""What opens a file: fields of a site generator, or a rule."""

from __future__ import annotations

import pytest

from songngu.markdown.front_matter import find_front_matter

YAML = "---\ntitle: 'Giá: vàng'\ndate: 2026-01-06\ntags: [a, b]\nlist:\n- x\n  more\n# note\n---\nBài.\n"


def test_yaml_with_lists_and_notes() -> None:
    front = find_front_matter(YAML)
    assert YAML[front.end :] == "Bài.\n"
    assert (front.fields["title"], front.fields["date"]) == ("Giá: vàng", "2026-01-06")


def test_toml_with_tables() -> None:
    text = '+++\ntitle = "Giá vàng"\ndate = 2026-01-06\n[a]\nb = 1\n+++\nBài.\n'
    front = find_front_matter(text)
    assert text[front.end :] == "Bài.\n"
    assert front.fields == {"title": "Giá vàng", "date": "2026-01-06"}


@pytest.mark.parametrize(
    "text",
    [
        "---\n\nGiá: tăng.\n\n---\n",  # a rule, then text that looks like a field
        "---\nGiá vàng tăng.\n---\n",  # a heading
        "---\nNói: vậy\nkhông phải trường\n---\n",
        "---\ntitle: x\n",  # no end
        "----\ntitle: x\n---\n",
        " ---\ntitle: x\n---\n",
        "+++\nkhông = = toml\n+++\n",
        "Bài\n---\ntitle: x\n---\n",
        "---\n---\n",
    ],
)
def test_a_rule_is_no_front_matter(text: str) -> None:
    assert find_front_matter(text) == (0, {})


def test_dots_may_end_it() -> None:
    assert find_front_matter("---\na: 1\n...\nBài\n").end == len("---\na: 1\n...\n")
