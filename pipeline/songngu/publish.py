"""The store's articles to the digest's files: one page where they fit, else pages, of which only what changed is new.

A long digest is never in memory as a whole, unless a format is asked for that has to be one file.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from songngu import __version__
from songngu.counts import Counts, add_counts
from songngu.digest import FOLDERS, PAGED, output_names, write_digest
from songngu.digest.sheets import ONE_PAGE, Month, Sheet, cut
from songngu.errors import StoreError
from songngu.figures import Use
from songngu.files import PAGES, SHEET, has_signature, refuse_foreign, remove_leftovers, write_atomic
from songngu.plan import hash_of
from songngu.records import Article, Digest
from songngu.store import Line, Store

OVERVIEW_OF = 1000  # articles, the newest, that the overview of a long digest is chosen from


def publish(store: Store, out: Path, formats: Sequence[str], signature: str) -> None:
    """Write the digest's files for what the store shows; what they no longer need is removed.

    Raises StoreError where they can't be written, UsageError where a file of the user's is in the place of a page.
    """
    with store.snapshot():
        lines = store.lines()
        paged = [name for name in dict.fromkeys(formats) if name in PAGED] if len(lines) > ONE_PAGE else []
        whole = [name for name in dict.fromkeys(formats) if name not in paged]
        written = _write_sheets(store, cut(lines), out, paged, signature)
        if paged:
            _write_front(store, lines, out, paged, signature)
        if whole:
            write_digest(read_whole(store, signature), out, whole)
    _remove_sheets(out, written, formats)


def is_published(store: Store, out: Path, formats: Sequence[str]) -> bool:
    """Whether every file of the digest is there, whatever is in it."""
    names = list(output_names(formats))
    lines = store.lines()
    if len(lines) > ONE_PAGE:
        names += [sheet.path(PAGED[name].suffix) for sheet in _sheets(cut(lines)) for name in formats if name in PAGED]
    return all((out / name).is_dir() if name in FOLDERS else (out / name).is_file() for name in names)


def read_whole(store: Store, signature: str) -> Digest:
    """The digest of all articles that the store shows."""
    lines = store.lines()
    return digest_of([store.article(line.id) for line in lines], _choose(store, lines), signature)


def _choose(store: Store, lines: Sequence[Line]) -> tuple[tuple[str, str], ...]:
    """The sentences of the overview, as (article, segment)."""
    from songngu.assemble import choose_overview

    return choose_overview([store.document(line.id) for line in lines[:OVERVIEW_OF]])


def _write_sheets(store: Store, months: Sequence[Month], out: Path, formats: Sequence[str], signature: str) -> set[str]:
    """Write the pages that aren't there as they should be; the names of all."""
    if not formats:
        return set()
    from songngu.digest.html import look
    from songngu.digest.paged import Place, key_of

    sheets = list(_sheets(months))
    seen, names = look(), set()
    (out / PAGES).mkdir(parents=True, exist_ok=True)
    remove_leftovers(out / PAGES)
    for sheet, newer, older in zip(sheets, [None, *sheets[:-1]], [*sheets[1:], None], strict=True):
        beside = [(each.name, each.days) for each in (newer, older) if each]
        marks = [(line.id, line.mark) for line in sheet.lines]
        key = hash_of(__version__, seen, signature, sheet.name, newer is None, beside, marks)
        place = Place(sheet=sheet, key=key, newer=newer, older=older)
        paths = {name: out / sheet.path(PAGED[name].suffix) for name in formats}
        names |= {path.name for path in paths.values()}
        stale = [name for name, path in paths.items() if key_of(path) != key]
        articles = [store.article(line.id) for line in sheet.lines] if stale else []
        for name in stale:
            refuse_foreign(paths[name])
            write_atomic(paths[name], PAGED[name].render_sheet(articles, place, signature))
    return names


def _write_front(store: Store, lines: Sequence[Line], out: Path, formats: Sequence[str], signature: str) -> None:
    from songngu.digest.paged import NEWEST, Front

    counts: list[Counts] = []
    uses: list[Use] = []
    for figures in store.figures():
        counts.append(figures.counts)
        uses += figures.uses
    chosen = _choose(store, lines)
    wanted = {name for name, _ in chosen} | {line.id for line in lines[:NEWEST]}
    articles = [store.article(line.id) for line in lines if line.id in wanted]
    front = Front(
        digest=digest_of(articles, chosen, signature), months=cut(lines), counts=add_counts(counts), uses=tuple(uses)
    )
    for name in formats:
        (path,) = (out / file for file in output_names([name]))
        write_atomic(path, PAGED[name].render_front(front))


def digest_of(articles: Sequence[Article], chosen: Sequence[tuple[str, str]], signature: str) -> Digest:
    """A digest of articles in reading order whose overview is these sentences of them."""
    from songngu.assemble import overview_sentence

    by_id = {article.id: article for article in articles}
    overview = tuple(overview_sentence(by_id[name], segment) for name, segment in chosen)
    return Digest(articles=tuple(articles), overview=overview, signature=signature)


def _sheets(months: Sequence[Month]) -> Iterator[Sheet]:
    return (sheet for month in months for sheet in month.sheets)


def _remove_sheets(out: Path, wanted: set[str], formats: Sequence[str]) -> None:
    """Remove the pages that the digest no longer has: only those that songngu wrote, and not through a link.

    Those of a format that wasn't asked for stay as they are, like the first page that leads to them.
    """
    folder, kinds = out / PAGES, {PAGED[name].suffix for name in formats if name in PAGED}
    if folder.is_symlink() or not folder.is_dir():
        return
    for path in folder.iterdir():
        ours = SHEET.fullmatch(path.name) and path.suffix in kinds and path.name not in wanted
        if ours and path.is_file() and has_signature(path):
            try:
                path.unlink()
            except OSError as error:
                what = f"a page that the digest no longer has can't be removed ({error.strerror})"
                raise StoreError(what, where=str(path), mend="Check the folder's rights") from error
    if not any(folder.iterdir()):
        folder.rmdir()
