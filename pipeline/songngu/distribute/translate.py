"""One pure function over batches: whoever runs it, and wherever, gets the same translations.

What translates is imported with the first batch: most runs have few, or none.
"""

from __future__ import annotations

from msgspec.structs import replace

from songngu.engines.base import Engine
from songngu.errors import ModelError, SongnguError, unexpected
from songngu.records import Record, Segment, Term, Translation
from songngu.settings import Settings


class Job(Record, frozen=True, kw_only=True):
    """One segment to translate under its key."""

    key: str
    segment: Segment
    terms: tuple[Term, ...]


class Batch(Record, frozen=True, kw_only=True):
    """Jobs that are translated together.

    `engine` is the signature that their keys and articles will tell; "" for whatever engine there is.
    """

    jobs: tuple[Job, ...]
    engine: str = ""


class Broken(Record, frozen=True, kw_only=True):
    """In the place of a translation: what songngu itself did wrong with a segment."""

    reason: str


Results = dict[str, Translation]
Outcomes = dict[str, Translation | Broken]


def translate_batch(batch: Batch, engine: Engine, settings: Settings) -> Results:
    """Translate, enforce and check the jobs of a batch: key to translation. Depends on its arguments only."""
    from songngu.checks import run_checks
    from songngu.glossary.enforcement import enforce
    from songngu.glossary.name_repair import mend_names
    from songngu.headings import as_heading

    made = {job.key: translation for job in batch.jobs if (translation := translate_by_rule(job.segment, job.terms))}
    left = [job for job in batch.jobs if job.key not in made]
    translations = enforce([job.segment for job in left], [job.terms for job in left], engine, settings)
    for job, translation in zip(left, translations, strict=True):
        mended = mend_names(job.segment.vi, translation, job.segment.names)
        made[job.key] = as_heading(job.segment.vi, mended) if job.segment.kind == "heading" else mended
    return {
        job.key: replace(made[job.key], issues=made[job.key].issues + run_checks(job.segment, made[job.key]))
        for job in batch.jobs
    }


def translate_each(batch: Batch, engine: Engine, settings: Settings) -> Outcomes:
    """Translate a batch; where a segment of it makes songngu stumble, that segment is Broken and the others are done.

    Raises SongnguError for what hinders all of them: ModelError where the engine isn't the one that was planned for.
    """
    if batch.engine and engine.signature != batch.engine:
        what = f"the model has been changed since the run began: {engine.signature}, not {batch.engine}"
        raise ModelError(what, mend="What is done is kept; run again")
    try:
        return {**translate_batch(batch, engine, settings)}
    except SongnguError:
        raise
    except Exception as error:  # the border: one article must not take the others down
        if len(batch.jobs) == 1:
            return {batch.jobs[0].key: Broken(reason=unexpected(error))}
    alone = (translate_each(replace(batch, jobs=(job,)), engine, settings) for job in batch.jobs)
    return {key: outcome for outcomes in alone for key, outcome in outcomes.items()}


def translate_by_rule(segment: Segment, terms: tuple[Term, ...]) -> Translation | None:
    """Translate a credit, byline or lead-in without an engine; None for others, or where a term would be lacking."""
    from songngu.glossary.occurrences import prove
    from songngu.text.credits import translate_credit
    from songngu.text.lead_ins import translate_lead_in

    english = translate_lead_in(segment.vi)
    if english is None and segment.kind in ("caption", "byline"):
        english = translate_credit(segment.vi, terms, kind=segment.kind)
    if english is None:
        return None
    results = prove(english, terms, "repaired")
    if any(result.mode == "enforce" and not result.met for result in results):
        return None
    return Translation(en=english, terms=results, origin="rule")
