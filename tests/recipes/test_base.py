"""The pruned tokenizer cuts text as the whole one does."""

from __future__ import annotations

from pathlib import Path
from types import ModuleType

import pytest

pytest.importorskip("google.protobuf")
pytest.importorskip("torch")

TEXTS = ["Thủ tướng Đức đến Paris.", "Giá xăng tăng 2% ở Paris.", "The Chancellor of Germany came to Paris."] * 3
RARE = "Quốc hội thông qua luật đất đai mới về quyền sử dụng."


@pytest.fixture
def whole(tmp_path: Path, base: ModuleType) -> object:
    """A tokenizer with Gemma's special pieces."""
    import sentencepiece

    (tmp_path / "corpus.txt").write_text("\n".join([*TEXTS, RARE, RARE]), encoding="utf-8")
    sentencepiece.SentencePieceTrainer.train(
        input=str(tmp_path / "corpus.txt"), model_prefix=str(tmp_path / "spm"), model_type="bpe", vocab_size=420,
        byte_fallback=True, normalization_rule_name="identity", add_dummy_prefix=False, pad_id=0, eos_id=1, bos_id=2,
        unk_id=3, control_symbols=[f"<unused{n}>" for n in range(16)], user_defined_symbols=["\n"],
        hard_vocab_limit=False, minloglevel=2, pad_piece="<pad>", eos_piece="<eos>", bos_piece="<bos>",
    )  # fmt: skip
    spm = sentencepiece.SentencePieceProcessor(model_file=str(tmp_path / "spm.model"))
    ids = range(spm.get_piece_size())
    kinds = [6 if spm.is_byte(i) else 2 if spm.is_unknown(i) else 3 if spm.is_control(i) else 1 for i in ids]
    return base.Pieces([spm.id_to_piece(i) for i in ids], [spm.get_score(i) for i in ids], kinds)


def test_what_stays_is_cut_as_before(base: ModuleType, whole: object) -> None:
    import sentencepiece

    ids = base.choose(whole, TEXTS, 2)
    assert len(ids) < len(whole.text)  # type: ignore[attr-defined]
    old = sentencepiece.SentencePieceProcessor(model_proto=whole.model(range(len(whole.text))))  # type: ignore[attr-defined]
    new = sentencepiece.SentencePieceProcessor(model_proto=whole.model(ids))  # type: ignore[attr-defined]
    for text in TEXTS:
        assert new.encode(text, out_type=str) == old.encode(text, out_type=str)
    assert new.decode(new.encode(RARE)) == RARE  # in smaller pieces
    assert len(new.encode(RARE)) > len(old.encode(RARE))
    assert [new.piece_to_id(name) for name in ("<pad>", "<eos>", "<bos>", "<unk>")] == [0, 1, 2, 3]


def test_merges_are_those_that_bpe_makes(base: ModuleType) -> None:
    scores = {"ab": -1.0, "bc": -0.5, "abc": -2.0, "ca": -3.0}
    assert list(base.merges("abc", scores)) == ["bc", "abc"]
    assert list(base.merges("abab", scores)) == ["ab", "ab"]
