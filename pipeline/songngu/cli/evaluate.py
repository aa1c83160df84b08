"""`songngu eval`: how good translations are, and how well an engine obeys a glossary."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from songngu.cli.shared import given_settings, say, say_json, setting_options

if TYPE_CHECKING:
    from songngu.evaluate import Pair, Score, TermRun, TermScore


@click.command("eval")
@click.argument("source", type=click.Path(path_type=Path), metavar="SRC")
@click.argument("reference", type=click.Path(path_type=Path), metavar="[REF]", required=False)
@click.option("--hyp", type=click.Path(path_type=Path), metavar="FILE", help="Translations, line for line; else made.")
@click.option("--terms", is_flag=True, help="Translate with no, true and random terms drawn from the reference.")
@click.option("--lines", type=click.IntRange(1), metavar="N", help="Only the first N lines.")
@setting_options("glossary", "shipped_glossary", "model", "threads", "beam")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def evaluate(
    source: Path, reference: Path | None, hyp: Path | None, terms: bool, lines: int | None, as_json: bool,
    **flags: object,
) -> None:  # fmt: skip
    """Measure translation quality and terminology success.

    BLEU, chrF2, chrF2++ and TER come from sacrebleu, with its signatures.

    SRC and REF are text files, line for line; or SRC alone is a TSV with both. Without --hyp the lines are translated
    by the model, with the glossary enforced. --terms asks how far the model obeys: terms that stand in both sides are
    enforced as they are, then with the targets of others ("random"), and each step's share is shown.
    """
    from songngu.errors import UsageError
    from songngu.evaluate import read_pairs, read_parallel

    if hyp and terms:
        raise UsageError("--hyp and --terms exclude each other: --terms makes its own translations")
    pairs = (read_parallel(source, reference) if reference else read_pairs(source))[:lines]
    if not pairs:
        raise UsageError("there are no lines to measure", where=str(source), mend="Give a file with text")
    result = _obedience(pairs, flags) if terms else _quality(pairs, hyp, flags)
    if as_json:
        say_json(result, indent=True)
        return
    for line in _table(result):
        say(line)


def _quality(pairs: list[Pair], hyp: Path | None, flags: dict[str, object]) -> dict[str, object]:
    """Scores of given or fresh translations, and the success of the glossary's terms in them."""
    from songngu.errors import UsageError
    from songngu.evaluate import measure_quality, measure_terms, read_lines
    from songngu.glossary.chosen import load_glossary
    from songngu.glossary.matching import Matcher
    from songngu.lines import LineTranslator

    settings = given_settings(flags)
    if hyp:
        english = read_lines(hyp)[: len(pairs)]
        if len(english) != len(pairs):
            what = f"{len(english)} translations for {len(pairs)} source lines"
            raise UsageError(what, where=str(hyp), mend="Give one line for each source line")
    else:
        english = [line.en for line in LineTranslator(settings).translate(pair.source for pair in pairs)]
    matcher = Matcher(load_glossary(settings))
    scores = measure_quality(english, [pair.reference for pair in pairs])
    terms = measure_terms(english, [matcher.match(pair.source) for pair in pairs])
    return {"lines": len(pairs), "scores": scores, "terms": terms}


def _obedience(pairs: list[Pair], flags: dict[str, object]) -> dict[str, object]:
    from songngu.engines import load_engine
    from songngu.evaluate import draw_terms, evaluate_terms
    from songngu.glossary.chosen import load_glossary

    settings = given_settings(flags)
    drawn = [one for one in draw_terms(pairs, load_glossary(settings)) if one.terms]
    return {"lines": len(drawn), "runs": tuple(evaluate_terms(drawn, load_engine(settings), settings))}


def _table(result: dict[str, object]) -> list[str]:
    lines = [f"{result['lines']} lines"]
    if "runs" in result:
        for run in result["runs"]:  # type: ignore[attr-defined]
            lines += _run_lines(run)
    else:
        lines += [_score_line(score) for score in result["scores"]]  # type: ignore[attr-defined]
        lines.append(_term_line("glossary", result["terms"]))  # type: ignore[arg-type]
    return lines


def _score_line(score: Score) -> str:
    return f"{score.metric:8} {score.value:6.2f}  {score.signature}"


def _term_line(name: str, score: TermScore) -> str:
    return (
        f"{name:8} {score.met} of {score.occurrences} occurrences met ({score.success:.4f}),"
        f" {score.over_produced} too many, consistency {score.consistency:.3f}"
    )


def _run_lines(run: TermRun) -> list[str]:
    steps = run.steps
    shares = ", ".join(
        f"{name} {getattr(steps, name)}" for name in ("model", "repaired", "reranked", "constrained", "unmet")
    )
    return [
        "",
        f"{run.name} terms: {shares}",
        _term_line("terms", run.terms),
        _term_line("numbers", run.quantities),
        _score_line(run.chrf),
    ]
