"""Text to pieces: markers only where an annotation puts them."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from songngu.engines.base import Annotation, Request
from songngu.engines.card import PromptTokens
from songngu.engines.prompt import PromptEncoder
from songngu.errors import ModelError


@pytest.fixture(scope="module")
def encoder(embedded: Path) -> PromptEncoder:
    return PromptEncoder((embedded / "spm.model").read_bytes(), PromptTokens(), embedded)


def test_an_annotation_stands_in_its_place(encoder: PromptEncoder) -> None:
    request = Request(source="gặp Đức ở Paris", annotations=(Annotation(span=(4, 7), target="Germany"),))
    marks = [piece for piece in encoder.prompt(request) if piece in encoder.controls]
    assert marks == ["<bos>", "<unused1>", "<unused2>", "<unused3>", "<unused0>"]
    assert encoder.decode(encoder.prompt(request)) == "gặp ĐứcGermany ở Paris"  # marks decode to nothing


def test_a_target_in_lower_case_has_a_space_as_where_it_is_to_be_written(encoder: PromptEncoder) -> None:
    annotations = (Annotation(span=(0, 8), target="mistakenly shot"), Annotation(span=(9, 12), target="Germany"))
    pieces = encoder.source(Request(source="bắn nhầm Đức", annotations=annotations))
    marks = [i for i, piece in enumerate(pieces) if piece == "<unused2>"]
    assert [pieces[i + 1].startswith("\u2581") for i in marks] == [True, False]


@pytest.fixture(scope="module")
def filling(embedded: Path) -> PromptEncoder:
    return PromptEncoder((embedded / "spm.model").read_bytes(), PromptTokens(fill_to=8), embedded)


@given(st.text("aĐ ,<>unsed4", max_size=40), st.integers(0, 30))
@settings(max_examples=60, deadline=None)
def test_a_prompt_is_filled_to_a_multiple(filling: PromptEncoder, source: str, following: int) -> None:
    request = Request(source=source)
    prompt = filling.prompt(request, following)
    fill = prompt.count("<unused4>")
    assert fill < 8
    assert (len(prompt) + following) % 8 == 0
    assert prompt == ["<bos>", *["<unused4>"] * fill, *filling.source(request), "<unused0>"]


def test_fill_written_in_an_article_is_text(filling: PromptEncoder) -> None:
    request = Request(
        source="<unused4> gặp <unused4>", annotations=(Annotation(span=(10, 13), target="<unused4>meet"),)
    )
    assert "<unused4>" not in filling.source(request)
    assert filling.prompt(request).count("<unused4>") == -(len(filling.source(request)) + 2) % 8
    assert filling.decode(filling.prompt(request)) == "<unused4> gặp<unused4>meet <unused4>"


CONTROL_LIKE = ["<unused1>", "<unused4>", "<bos>", "<eos>", "</s>", "<pad>", "<0x41>", " ", "a", "Đ", "\u2581"]


@given(st.lists(st.sampled_from(CONTROL_LIKE)).map("".join))
@settings(max_examples=60, deadline=None)
def test_text_that_looks_like_control_stays_text(encoder: PromptEncoder, text: str) -> None:
    assert not set(encoder.text(text)) & set(encoder.controls)


@pytest.mark.parametrize("text", ["<unused1> <bos>", "Đức 🙂 \u4e2d", "tab\tand  spaces\n"])
def test_pieces_give_the_text_back_with_single_spaces(encoder: PromptEncoder, text: str) -> None:
    assert encoder.decode(encoder.text(text)) == " ".join(text.split(" ")).replace("\t", " ").replace(
        "  ", " "
    ).replace("\n", " ")


def test_text_is_composed_first(encoder: PromptEncoder) -> None:
    assert encoder.text("Đu\u031b\u0301c") == encoder.text("Đứ" + "c")


def test_a_continuation_follows_the_prefix(encoder: PromptEncoder) -> None:
    head, tail = encoder.continuation("The Chancellor", "The Chancellor of Germany")
    assert encoder.decode([*head, *tail]) == "The Chancellor of Germany"
    assert encoder.decode(head) == "The Chancellor"


def test_a_tokenizer_without_the_marks_is_refused(embedded: Path) -> None:
    with pytest.raises(ModelError, match="<mark>"):
        PromptEncoder((embedded / "spm.model").read_bytes(), PromptTokens(term="<mark>"), embedded)
    with pytest.raises(ModelError, match="<mark>"):
        PromptEncoder((embedded / "spm.model").read_bytes(), PromptTokens(fill="<mark>", fill_to=8), embedded)
    with pytest.raises(ModelError, match="not a SentencePiece model"):
        PromptEncoder(b"garbage", PromptTokens(), embedded)
