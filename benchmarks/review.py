"""How fast is the review at size? `python benchmarks/review.py TEXTS [--articles N]`; TEXTS has an article a line.

The digest is made without an engine: each sentence's English is its Vietnamese with the terms put in, so that only what
isn't the model is measured. Every figure is the median of several, in milliseconds.
"""

from __future__ import annotations

import lzma
import statistics
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import click

from songngu import batch
from songngu.distribute import DISTRIBUTORS, Batch, Outcomes
from songngu.glossary.occurrences import prove
from songngu.records import Term, Translation
from songngu.review.records import Filter, GlossaryEdit
from songngu.review.service import ReviewService
from songngu.settings import Settings
from songngu.sources import Input

PIECES = 3  # articles of the text in one of the digest: some fifty sentences


@click.command()
@click.argument("texts", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--articles", default=1000, show_default=True)
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), help="Make the digest here, or use it again.")
def main(texts: Path, articles: int, out: Path | None) -> None:
    """Print the size of the digest and how long each thing takes that an editor waits for."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = out or Path(temporary)
        settings = Settings(out=str(folder), model="echo", glossary=(str(folder / "mine.csv"),))
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "mine.csv").write_text("vi,en,kind,mode,note\n", encoding="utf-8")
        _make(texts, articles, settings)
        service = ReviewService(settings)
        for name, action in _actions(service).items():
            click.echo(f"{name:>40}: {_median(action):8.1f} ms")
        service.close()


def _make(texts: Path, articles: int, settings: Settings) -> None:
    with (lzma.open if texts.suffix == ".xz" else open)(texts, "rt", encoding="utf-8") as stream:
        lines = [line for line, _ in zip(stream, range(PIECES * articles), strict=False)]
    sources = [
        Input(path=Path(f"a{number:05}.txt"), root=Path(), data="\n\n".join(lines[at : at + PIECES]).encode())
        for number, at in enumerate(range(0, len(lines), PIECES))
    ]
    DISTRIBUTORS["local"] = _without_engine
    started = time.perf_counter()
    report = batch.run(settings, sources, progress=lambda done, total: None)
    seconds = time.perf_counter() - started
    size = Path(settings.out, "index.html").stat().st_size / 1e6
    click.echo(
        f"{report.articles['found']} articles, {report.counts.sentences} sentences: {seconds:.0f} s, "
        f"{1000 * seconds / report.counts.sentences:.1f} ms a sentence; index.html {size:.0f} MB"
    )


def _without_engine(batches: Iterable[Batch], settings: Settings) -> Iterator[tuple[Batch, Outcomes]]:
    for one in batches:
        outcomes: Outcomes = {}
        for job in one.jobs:
            english = _with_terms(job.segment.vi, job.terms)
            outcomes[job.key] = Translation(en=english, terms=prove(english, job.terms, "model"))
        yield one, outcomes


def _with_terms(text: str, terms: tuple[Term, ...]) -> str:
    for term in reversed(terms):
        start, end = term.vi_span
        text = text[:start] + term.targets[0] + text[end:]
    return text


def _actions(service: ReviewService) -> dict[str, Callable[[], object]]:
    page = service.articles(Filter())
    article = page.rows[0].id
    segment = next(iter(service.article(article).versions))
    count = iter(range(10**6))

    def save() -> object:
        version = service.article(article).versions[segment]
        return service.edit(article, segment, f"Text {next(count)}.", version=version, by="me")

    def preview(vi: str) -> Callable[[], object]:
        return lambda: service.preview(GlossaryEdit(vi=vi, en="Something else"), translate=False)

    return {
        "list of articles": lambda: service.articles(Filter()),
        "list, last page": lambda: service.articles(Filter(), offset=page.total - 50),
        "list of those with a doubt": lambda: service.articles(Filter(doubtful=True)),
        "article": lambda: service.article(article),
        "sentences with a text": lambda: service.segments(Filter(text="công an thành phố")),
        "sentences with a term": lambda: service.segments(Filter(term="Công an")),
        "sentences not approved": lambda: service.segments(Filter(unapproved=True)),
        "save a sentence": save,
        "memory matches": lambda: service.matches(article, segment),
        "preview of a rare name": preview("Tuần Giáo"),
        "preview of a frequent term": preview("Công an"),
        "preview of a very frequent word": preview("người"),
    }


def _median(action: Callable[[], object], times: int = 5) -> float:
    taken = []
    for _ in range(times):
        started = time.perf_counter()
        action()
        taken.append(time.perf_counter() - started)
    return 1000 * statistics.median(taken)


if __name__ == "__main__":
    main()
