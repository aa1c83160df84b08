"""The digest as JSON Lines: one article a line, the same record as `articles/<id>.json`."""

from __future__ import annotations

import msgspec

from songngu.records import Digest


def render_jsonl(digest: Digest) -> bytes:
    """Give one JSON object a line, UTF-8, in reading order; nothing at all for a digest without articles."""
    return msgspec.json.Encoder().encode_lines(digest.articles)
