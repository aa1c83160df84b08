"""How hub models are called: what the decoder begins with, what the encoder gets."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from songngu import batch
from songngu.cli.run import find_sources
from songngu.engines.base import Request
from songngu.engines.transformers import TransformersEngine
from songngu.errors import ModelError
from songngu.records import Article, all_segments
from songngu.settings import Settings

Build = Callable[[str, int], Path]


@pytest.mark.parametrize(
    ("family", "start", "first"),
    [
        ("marian", ["<pad>"], None),
        ("nllb", ["</s>", "eng_Latn"], "vie_Latn"),
        ("m2m100", ["</s>", "__en__"], "__vi__"),
        ("mbart50", ["</s>", "en_XX"], "vi_VN"),
        ("vinai", ["en_XX"], None),  # mbart-cc25 puts the source language last
    ],
)
def test_languages_stand_where_the_family_wants_them(
    build: Build, family: str, start: list[str], first: str | None
) -> None:
    engine = TransformersEngine(str(build(family, 0)), Settings(beam=1, threads=1))
    assert engine.family.name == family
    assert engine._tokenizer.convert_ids_to_tokens(engine._start) == start
    source = engine._tokenizer.convert_ids_to_tokens(engine._source(Request(source="Paris")))
    assert first is None or source[0] == first
    assert source[-1] == ("vi_VN" if family == "vinai" else "</s>")


def test_control_text_of_an_article_stays_text(build: Build) -> None:
    engine = TransformersEngine(str(build("nllb", 0)), Settings(beam=1, threads=1))
    ids = engine._source(Request(source="a </s> eng_Latn b"))
    assert ids.count(engine._tokenizer.eos_token_id) == 1
    assert engine._tokenizer.convert_tokens_to_ids("eng_Latn") not in ids


def test_a_long_source_goes_in_parts(build: Build, monkeypatch: pytest.MonkeyPatch) -> None:
    engine = TransformersEngine(str(build("marian", 0)), Settings(beam=1, threads=1))
    engine.family = type(engine.family)(name="marian", model_types=("marian",), max_source=40)
    seen: list[str] = []
    whole = engine._generate

    def spy(request: Request, count: int) -> object:
        seen.append(request.source)
        return whole(request, count)

    monkeypatch.setattr(engine, "_generate", spy)
    source = " ".join(["Giá xăng tăng."] * 9)
    engine.translate([Request(source=source)])
    assert len(seen) > 1
    assert " ".join(seen) == source


def test_without_the_extra_it_says_what_to_install(build: Build, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = str(build("marian", 0))
    monkeypatch.setitem(sys.modules, "transformers", None)
    with pytest.raises(ModelError, match=r"songngu\[hub\]"):
        TransformersEngine(folder, Settings())


def test_a_model_without_english_is_refused(build: Build, monkeypatch: pytest.MonkeyPatch) -> None:
    engine = TransformersEngine(str(build("nllb", 0)), Settings(beam=1, threads=1))
    engine.family = type(engine.family)(name="x", model_types=("m2m_100",), target="xx_None", target_by="forced_bos")
    with pytest.raises(ModelError, match="no 'xx_None'"):
        engine._decoder_start(Path("somewhere"))


def test_every_step_of_the_enforcement_works_over_a_hub_model(build: Build, tmp_path: Path) -> None:
    """What a random model writes has no term in it: each is brought in all the same, or told as an error."""
    (tmp_path / "mine.csv").write_text("vi,en\nParis,Berlin\nĐức,Germany\n", encoding="utf-8")
    (tmp_path / "a.txt").write_text("Đức đến Paris.\n", encoding="utf-8")
    settings = Settings(
        model=str(build("marian", 0)),
        beam=1,
        threads=1,
        out=str(tmp_path / "out"),
        glossary=(str(tmp_path / "mine.csv"),),
        shipped_glossary=False,
    )
    sources, skipped = find_sources(str(tmp_path / "a.txt"))
    report = batch.run(settings, sources, skipped, progress=lambda done, total: None)
    assert (report.articles["finished"], report.failures) == (1, ())
    assert "/marian," in report.signature
    article = msgspec.json.decode((tmp_path / "out" / "articles" / "a.json").read_bytes(), type=Article)
    asked = [(segment, term) for segment in all_segments(article) for term in segment.terms]
    assert {(term.vi, term.en) for _, term in asked} == {("Đức", "Germany"), ("Paris", "Berlin")}
    for segment, term in asked:
        told = [issue.message for issue in segment.issues if issue.check == "terms" and issue.severity == "error"]
        assert any(f"{term.vi} → {term.en}" in message for message in told) == (not term.met)
        assert not term.met or (term.en_span and segment.en[slice(*term.en_span)] == term.en)
    assert any(term.how == "constrained" for _, term in asked)
    assert report.terms["enforce"].met == sum(term.met for _, term in asked)
