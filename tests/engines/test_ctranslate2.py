"""The embedded decoder: its files, its batches, its limits, and the real model's obedience."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace

from songngu.engines import load_engine
from songngu.engines.base import Annotation, Engine, PieceScorer, Request
from songngu.engines.ctranslate2 import CONTEXT, CTranslate2Engine, Job
from songngu.errors import ModelError
from songngu.settings import Settings
from songngu.text.latin import has_vietnamese_letters


@pytest.fixture
def copy(embedded: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(embedded, tmp_path / "copy"))


def load(folder: Path) -> Engine:
    return load_engine(Settings(model=str(folder), beam=2, threads=1))


@pytest.mark.parametrize("name", ["model.bin.1", "spm.model", "vocabulary.json", "config.json"])
def test_a_missing_file_is_named_with_its_hash_and_the_cure(copy: Path, name: str) -> None:
    (copy / name).unlink()
    with pytest.raises(ModelError, match=r"expected sha256 [0-9a-f]{64}.*git checkout") as caught:
        load(copy)
    assert caught.value.where.endswith(name)


@pytest.mark.parametrize("damage", [lambda b: b[:-1], lambda b: b"\0" + b[1:], lambda b: b""])
def test_a_truncated_or_altered_piece_is_named_with_both_hashes(copy: Path, damage: Callable[[bytes], bytes]) -> None:
    piece = copy / "model.bin.0"
    piece.write_bytes(damage(piece.read_bytes()))
    with pytest.raises(ModelError, match=r"expected sha256 [0-9a-f]{64}, found [0-9a-f]{64}") as caught:
        load(copy)
    assert caught.value.where == str(piece)


def test_a_tokenizer_of_another_model_is_refused(copy: Path, rewrite_card: Callable[..., None]) -> None:
    vocabulary = copy / "vocabulary.json"
    pieces = json.loads(vocabulary.read_text(encoding="utf-8"))
    vocabulary.write_text(json.dumps([*pieces[:-2], pieces[-1], pieces[-2]]), encoding="utf-8")
    rewrite_card(copy)
    with pytest.raises(ModelError, match="wrong tokenizer"):
        load(copy)


def test_a_gap_between_pieces_is_refused(copy: Path, rewrite_card: Callable[..., None]) -> None:
    (copy / "model.bin.0").unlink()
    rewrite_card(copy)
    with pytest.raises(ModelError, match="gap"):
        load(copy)


def test_weights_ctranslate2_cannot_read_are_a_model_error(copy: Path, rewrite_card: Callable[..., None]) -> None:
    (copy / "model.bin.0").write_bytes(b"\xff" * 64)
    rewrite_card(copy)
    with pytest.raises(ModelError, match="can't load"):
        load(copy)


def test_another_format_is_refused(copy: Path, rewrite_card: Callable[..., None]) -> None:
    rewrite_card(copy, "format = 99")
    with pytest.raises(ModelError, match="format 99"):
        load(copy)


def test_a_fill_the_tokenizer_lacks_and_a_filling_to_nothing_are_refused(
    copy: Path, rewrite_card: Callable[..., None]
) -> None:
    rewrite_card(copy, '[prompt]\nfill = "<filler>"\nfill_to = 8')
    with pytest.raises(ModelError, match="<filler>"):
        load(copy)
    rewrite_card(copy, "[prompt]\nfill_to = 0")
    with pytest.raises(ModelError, match="fill_to"):
        load(copy)


SENTENCES = [f"Giá xăng tăng {n}% trong tháng {n % 12 + 1}" + ", ngày Paris" * (n % 5) for n in range(24)]


@pytest.mark.parametrize("beam", [1, 4])
def test_filled_rows_share_batches_and_change_nothing(filled: Path, monkeypatch: pytest.MonkeyPatch, beam: int) -> None:
    engine = CTranslate2Engine(filled, Settings(beam=beam, threads=1))
    requests = [Request(source=s, prefix="The fuel" * (n % 3 == 0)) for n, s in enumerate(SENTENCES)]
    alone = [engine.translate([request], hypotheses=beam)[0] for request in requests]
    sizes: list[int] = []
    generate = engine._generator.generate_batch

    class Spy:
        def generate_batch(self, rows: list[list[str]], **options: object) -> object:
            assert len({len(row) for row in rows}) == 1
            sizes.append(len(rows))
            return generate(rows, **options)

    monkeypatch.setattr(engine, "_generator", Spy())
    assert engine.translate(requests, hypotheses=beam) == alone
    assert engine.translate(requests[::-1], hypotheses=beam) == alone[::-1]
    assert max(sizes) >= 4


def test_scored_rows_share_batches_and_are_the_unfilled_ones(filled: Path) -> None:
    engine = CTranslate2Engine(filled, Settings(beam=1, threads=1))
    requests, targets = [Request(source=s) for s in SENTENCES], [f"The fuel prices {'rose ' * n}" for n in range(24)]
    together = engine.score(requests, targets)
    assert together == [engine.score([r], [t])[0] for r, t in zip(requests, targets, strict=True)]
    rows = [[*engine._encoder.prompt(r), *engine._encoder.verbatim(t)] for r, t in zip(requests, targets, strict=True)]
    for score, row, target in zip(together, rows, targets, strict=True):
        count = len(engine._encoder.verbatim(target))
        bare = engine._generator.score_batch([row])[0].log_probs[-count:]  # without what stands behind the target
        assert score == pytest.approx(sum(bare) / count, abs=1e-5)


def test_a_long_source_goes_in_parts_and_none_is_lost(embedded: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    engine = CTranslate2Engine(embedded, Settings(beam=1, threads=1))
    seen: list[str] = []
    job = engine._job

    def spy(request: Request) -> Job:
        seen.append(request.source)
        return job(request)

    monkeypatch.setattr(engine, "_job", spy)
    source = " ".join(f"Giá xăng tăng {n}% trong tháng này." for n in range(20))
    engine.translate([Request(source=source)])
    assert len(seen) > 1
    assert " ".join(seen) == source
    assert all(engine._measure(Request(source=part)) <= engine.card.max_source for part in seen)


def test_a_request_without_a_word_has_it_not(embedded: Path) -> None:
    # Random weights write any word of the vocabulary.
    engine = CTranslate2Engine(embedded, Settings(beam=1, threads=1))
    requests = [Request(source=f"Giá xăng tăng {n}% trong tháng này.") for n in range(24)]
    plain = engine.translate(requests)
    n, word = next(
        (n, word)
        for n, found in enumerate(plain)
        for word in found[0].text.split()[1:]
        if word.isalpha() and len(engine._encoder.verbatim(f" {word}")) == 1
    )
    forbidden = replace(requests[n], without=(word,))
    without = engine.translate([forbidden, *requests])
    assert word not in without[0][0].text.split()
    assert without[1:] == plain, "each as it would be alone"


def test_an_unmarked_request_has_no_letter_of_vietnamese(embedded: Path) -> None:
    # Random weights write any piece of the vocabulary.
    engine = CTranslate2Engine(embedded, Settings(beam=1, threads=1))
    sources = [f"Giá xăng tăng {n}% trong tháng này." for n in range(12)]
    marked, unmarked = (
        engine.translate([Request(source=source, unmarked=which) for source in sources]) for which in (False, True)
    )
    assert any(has_vietnamese_letters(found[0].text) for found in marked)
    assert not any(has_vietnamese_letters(found[0].text) for found in unmarked)
    assert engine.translate([Request(source=sources[0]), Request(source=sources[1], unmarked=True)]) == [
        marked[0],
        unmarked[1],
    ], "each as it would be alone"


def test_a_prefix_with_a_source_beyond_the_context_is_refused(embedded: Path) -> None:
    with pytest.raises(ModelError, match=str(CONTEXT)):
        load(embedded).translate([Request(source="Giá xăng " * CONTEXT, prefix="Fuel")])


def test_a_loop_is_decoded_again_and_counted(embedded: Path) -> None:
    # Random weights loop: every translation of this model is degenerate.
    engine = CTranslate2Engine(embedded, Settings(beam=1, threads=1))
    found = engine.translate([Request(source="Giá xăng tăng 2% trong tháng này")])
    assert engine.retries >= 1
    assert len(found[0]) == 1


@pytest.mark.model
def test_the_real_model_translates_and_obeys() -> None:
    """No exact English: the weights change. A target that nobody would guess can only come from the annotation."""
    engine = load_engine(Settings(beam=4))
    source = "Thủ tướng Đức đã đến Paris hôm thứ Hai."
    annotated = Request(source=source, annotations=(Annotation(span=(10, 13), target="Ruritania"),))
    plain, obedient = engine.translate([Request(source=source), annotated])
    assert {"paris", "monday"} <= set(plain[0].text.lower().replace(".", "").replace(",", "").split())
    assert "Ruritania" in obedient[0].text
    assert (
        engine.score([Request(source=source)], [plain[0].text])[0] > engine.score([Request(source=source)], ["No."])[0]
    )


def test_the_pieces_of_a_target_have_their_places_and_the_scores_of_the_whole(embedded: Path) -> None:
    engine = load(embedded)
    assert isinstance(engine, PieceScorer)
    requests = [Request(source="Thủ tướng Đức"), Request(source="Giá xăng tăng 2%", prefix="Fuel"), Request(source="x")]
    targets = ["The Chancellor of Germany", "Fuel prices 😀 rose đ by 2 percent.", ""]
    found = engine.score_pieces(requests, targets)
    assert found == [engine.score_pieces([r], [t])[0] for r, t in zip(requests, targets, strict=True)]
    for pieces, target in zip(found, targets, strict=True):
        starts = [piece.start for piece in pieces]
        assert starts == sorted(starts)
        assert starts[:1] == [0][: len(target)]
        assert all(start < len(target) for start in starts)
        assert all(piece.score <= 0 for piece in pieces)
    scores = [piece.score for piece in found[0]]
    assert engine.score(requests[:1], targets[:1])[0] == pytest.approx(sum(scores) / len(scores))
    asked = replace(requests[0], annotations=(Annotation(span=(10, 13), target="Prussia"),))
    assert [piece.start for piece in engine.score_pieces([asked], targets[:1])[0]] == [p.start for p in found[0]]
