"""The digest as one HTML file that needs nothing else: no network, no other file, no script to be read."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator
from functools import lru_cache
from importlib import resources
from importlib.resources.abc import Traversable
from urllib.parse import quote

import jinja2
from markupsafe import Markup

from songngu.counts import describe, number_of
from songngu.digest import labels
from songngu.digest.view import build_page
from songngu.records import Digest


def render_html(digest: Digest) -> bytes:
    """Render `index.html`: UTF-8, everything inline, closed by a Content-Security-Policy of hashes."""
    return fill_template("page.html.j2", "digest.js", page=build_page(digest))


def fill_template(template: str, script_name: str, **values: object) -> bytes:
    """Fill the template of a page that has this script, and the style and icon of all."""
    style, icon = _asset("digest.css"), _asset("icon.svg")
    script = _asset("search.js") + _asset(script_name)
    text = (
        _environment()
        .get_template(template)
        .render(
            policy=content_policy(style, script),
            style=Markup(style),
            script=Markup(script),
            icon=Markup("data:image/svg+xml," + quote(icon)),
            **values,
        )
    )
    return text.encode("utf-8")


def look() -> str:
    """A hash of all that gives a page its look: templates, styles and scripts."""
    digest = hashlib.sha256()
    for file in sorted(_files(resources.files("songngu.digest").joinpath("templates")), key=lambda file: file.name):
        digest.update(file.read_bytes())
    return digest.hexdigest()


def _files(folder: Traversable) -> Iterator[Traversable]:
    for entry in folder.iterdir():
        if entry.is_dir():
            yield from _files(entry)
        else:
            yield entry


@lru_cache(maxsize=1)  # compiling the templates takes as long as filling them for some twenty articles
def _environment() -> jinja2.Environment:
    return build_environment()


def build_environment() -> jinja2.Environment:
    """The environment every page is rendered in: everything escaped unless it is songngu's own."""
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("songngu.digest", "templates"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters |= {
        "count": number_of,
        "figures": describe,
        "short_vi": labels.short_vi,
        "short_en": labels.short_en,
    }
    return environment


def content_policy(style: str, script: str) -> str:
    """Allow exactly this style and this script, by hash, and images only from the file itself.

    https://www.w3.org/TR/CSP3/: nothing else loads or runs, even if an article could smuggle it in.
    """
    return (
        f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}'; img-src data:; "
        "base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'"
    )


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii")


def _asset(name: str) -> str:
    """The file's text as it will stand in the page."""
    return resources.files("songngu.digest").joinpath("templates", name).read_text("utf-8").strip()
