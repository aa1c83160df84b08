"""Finished articles to files people and programs read: one renderer per format, each a pure function of the digest.

Equal digests give equal bytes: a renderer reads no clock, no environment and no file but its own templates.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from songngu.errors import UsageError
from songngu.files import MARKDOWN_EN, write_atomic
from songngu.lazy import lazily
from songngu.records import Article, Digest

if TYPE_CHECKING:
    from songngu.digest.paged import Front, Place


class Renderer(NamedTuple):
    """A format: the name its file has in the output folder, the function that makes its bytes, if they are UTF-8."""

    file_name: str
    render: Callable[[Digest], bytes]
    text: bool = True


RENDERERS: dict[str, Renderer] = {
    "html": Renderer("index.html", lazily("songngu.digest.html:render_html")),
    "md": Renderer("digest.md", lazily("songngu.digest.markdown:render_markdown")),
    "jsonl": Renderer("digest.jsonl", lazily("songngu.digest.jsonl:render_jsonl")),
    "tmx": Renderer("digest.tmx", lazily("songngu.digest.tmx:render_tmx")),
    "xliff": Renderer("digest.xlf", lazily("songngu.digest.xliff:render_xliff")),
    "xliff12": Renderer("digest-1.2.xlf", lazily("songngu.digest.xliff:render_xliff12")),
    "epub": Renderer("digest.epub", lazily("songngu.digest.epub:render_epub"), text=False),
    "docx": Renderer("digest.docx", lazily("songngu.digest.docx:render_docx"), text=False),
}

# Formats that aren't a file of the whole digest but a folder, of that name, with a file for each article that has one.
FOLDERS = (MARKDOWN_EN,)


class Paging(NamedTuple):
    """How a digest that is too long for one page is written: the suffix of its pages, one of them, and the first."""

    suffix: str
    render_sheet: Callable[[Sequence[Article], Place, str], bytes]
    render_front: Callable[[Front], bytes]


# Formats that are written in pages where one would be too long.
PAGED: dict[str, Paging] = {
    "html": Paging(
        ".html", lazily("songngu.digest.paged:render_sheet_html"), lazily("songngu.digest.paged:render_front_html")
    ),
    "md": Paging(
        ".md",
        lazily("songngu.digest.paged:render_sheet_markdown"),
        lazily("songngu.digest.paged:render_front_markdown"),
    ),
}


def write_digest(digest: Digest, folder: Path, formats: Sequence[str]) -> tuple[Path, ...]:
    """Write the digest in each format and give the paths written, in the order of `formats`.

    Every file is written beside its place and then moved there, so a reader never sees half of one.
    Raises UsageError for an unknown format, before anything is written; StoreError where the folder can't be written.
    """
    renderers = [_renderer(name) for name in dict.fromkeys(formats) if name not in FOLDERS]
    paths = tuple(folder / renderer.file_name for renderer in renderers)
    for path, renderer in zip(paths, renderers, strict=True):
        write_atomic(path, renderer.render(digest))
    return paths


def output_names(formats: Sequence[str]) -> tuple[str, ...]:
    """Give the names of the files (and folders) that a run writes for these formats, in their order.

    Raises UsageError for an unknown format, so that a run may find out before it begins.
    """
    return tuple(name if name in FOLDERS else _renderer(name).file_name for name in dict.fromkeys(formats))


def _renderer(name: str) -> Renderer:
    if name not in RENDERERS:
        raise UsageError(f"unknown format {name!r}", mend=f"Known formats: {', '.join([*RENDERERS, *FOLDERS])}")
    return RENDERERS[name]
