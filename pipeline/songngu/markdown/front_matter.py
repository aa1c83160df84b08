"""The fields that a Markdown file may open with: YAML between `---`, TOML between `+++`."""

from __future__ import annotations

import re
import tomllib
from typing import NamedTuple

_YAML = re.compile(r"---[ \t]*\n(?P<body>.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_TOML = re.compile(r"\+\+\+[ \t]*\n(?P<body>.*?)^\+\+\+[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_KEY = re.compile(r"""(?P<key>[^\W\d][\w.-]*(?: +[\w.-]+)*|"[^"]+"|'[^']+')[ \t]*+:(?=[ \t]|\Z)(?P<value>.*)""")
_GOES_ON = re.compile(r"[ \t].*|-(?:[ \t].*)?|#.*|[\]})].*|")  # the lines of a YAML mapping that begin no key


class FrontMatter(NamedTuple):
    """Where it ends in the text (0 for none) and its plain fields: lower-case key to value."""

    end: int
    fields: dict[str, str]


def find_front_matter(text: str) -> FrontMatter:
    """The front matter of a text with LF line ends. Raises nothing: what isn't front matter is text.

    A stray `---` on the first line is a rule: front matter has a field on its next line, and nothing but fields.
    """
    if match := _YAML.match(text):
        fields = _yaml_fields(match["body"].split("\n")[:-1])
    elif match := _TOML.match(text):
        fields = _toml_fields(match["body"])
    else:
        return FrontMatter(0, {})
    return FrontMatter(match.end(), fields) if fields else FrontMatter(0, {})


def _yaml_fields(lines: list[str]) -> dict[str, str]:
    """The simple fields of a YAML mapping; none where some line can't be of one."""
    fields: dict[str, str] = {}
    if not lines or not lines[0].strip():
        return {}
    for line in lines:
        if match := _KEY.fullmatch(line):
            fields[match["key"].strip("\"'").lower()] = match["value"].strip().strip("\"'")
        elif not _GOES_ON.fullmatch(line):
            return {}
    return fields


def _toml_fields(body: str) -> dict[str, str]:
    try:
        table = tomllib.loads(body)
    except (tomllib.TOMLDecodeError, RecursionError):
        return {}
    return {key.lower(): str(value) for key, value in table.items() if not isinstance(value, dict | list)}
