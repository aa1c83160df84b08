"""From weights to a shipped model on two thin layers: trained, stopped, resumed, exported, loaded."""

from __future__ import annotations

import importlib
import json
from argparse import Namespace
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

torch = pytest.importorskip("torch")

PAIRS = [
    ("Giá xăng tăng 2%.", "Fuel prices rose by 2 percent."),
    ("Thủ tướng \ue001Đức\ue002Germany\ue003 đến Paris.", "The Chancellor of Germany came to Paris."),
    ("Trời mưa.", "It rained."),
] * 8


@pytest.fixture
def folder(tmp_path: Path, weights: ModuleType) -> Path:
    """Weights, tokenizer, configuration and data of a tiny model."""
    import sentencepiece
    from transformers import Gemma3ForCausalLM
    from transformers.models.gemma3 import Gemma3TextConfig

    corpus = tmp_path / "corpus.txt"
    corpus.write_text("\n".join(text for pair in PAIRS for text in pair), encoding="utf-8")
    sentencepiece.SentencePieceTrainer.train(
        input=str(corpus), model_prefix=str(tmp_path / "spm"), model_type="bpe", vocab_size=380, byte_fallback=True,
        normalization_rule_name="identity", add_dummy_prefix=False, control_symbols=[f"<unused{n}>" for n in range(16)],
        pad_id=0, eos_id=1, bos_id=2, unk_id=3, pad_piece="<pad>", eos_piece="<eos>", bos_piece="<bos>", minloglevel=2,
        hard_vocab_limit=False,
    )  # fmt: skip
    pieces = sentencepiece.SentencePieceProcessor(model_file=str(tmp_path / "spm.model"))
    config = {
        "vocab_size": pieces.get_piece_size(), "hidden_size": 32, "intermediate_size": 64, "num_hidden_layers": 2,
        "num_attention_heads": 2, "num_key_value_heads": 1, "head_dim": 16, "pad_token_id": 0, "eos_token_id": 1,
        "bos_token_id": 2, "query_pre_attn_scalar": 16, "rms_norm_eps": 1e-6,
        "layer_types": ["sliding_attention", "full_attention"],
        "rope_parameters": {"sliding_attention": {"rope_type": "default", "rope_theta": 1e4},
                            "full_attention": {"rope_type": "default", "rope_theta": 1e6}},
    }  # fmt: skip
    (tmp_path / "hf_config.json").write_text(json.dumps(config))
    torch.manual_seed(0)
    model = Gemma3ForCausalLM(Gemma3TextConfig(**config))
    for name, weight in model.named_parameters():
        if name.endswith("norm.weight"):
            torch.nn.init.normal_(weight, std=0.1)  # gains that a mistake would show in
    weights.save(model.state_dict(), tmp_path)
    (tmp_path / "data.tsv").write_text("".join(f"{v}\t{e}\n" for v, e in PAIRS), encoding="utf-8")
    return tmp_path


def options(folder: Path, work: str, **given: Any) -> Namespace:
    values = {
        "weights": folder, "data": [folder / "data.tsv"], "dev": [folder / "data.tsv"], "work": folder / work,
        "hours": 1.0, "steps": 0, "mix": [], "last_mix": [], "last_from": 0.6, "rate": 1e-2, "dropout": 0.0,
        "cuts": 0.05, "r_drop": 0.0, "smoothing": 0.1, "vary": 0.1, "step_pieces": 200, "part_pieces": 120,
        "save_minutes": 60.0, "log_steps": 100, "dev_lines": 3, "chrf_lines": 0, "threads": 1, "seed": 1,
        "bfloat16": False, "compile": False,
    }  # fmt: skip
    return Namespace(**(values | given))


def learn(train: ModuleType, folder: Path, work: str, until: int, **given: Any) -> Any:
    """A trainer that has gone on to a step of a run of 12, and saved."""
    chosen = options(folder, work, steps=12, **given)
    chosen.work.mkdir(exist_ok=True)
    trainer = train.Trainer(chosen, train.Corpus(chosen))
    learn_one = trainer._learn

    def stopping(batch: Any) -> Any:
        found = learn_one(batch)
        if trainer.step == until:
            (chosen.work / "stop").touch()
        return found

    trainer._learn = stopping
    trainer.run()
    (chosen.work / "stop").unlink(missing_ok=True)
    return trainer


def test_int8_rows_lose_at_most_half_a_step(tmp_path: Path, weights: ModuleType) -> None:
    state = {"a": torch.randn(5, 7), "b": torch.randn(7)}
    weights.save(state, tmp_path / "w")
    back = weights.load(tmp_path / "w")
    assert torch.equal(back["b"], state["b"])
    step = state["a"].abs().amax(dim=1, keepdim=True) / 127
    assert bool(((back["a"] - state["a"]).abs() <= step / 2 + 1e-6).all())


def test_an_altered_piece_is_refused_with_both_hashes(tmp_path: Path, weights: ModuleType) -> None:
    weights.save({"a": torch.randn(5, 7)}, tmp_path)
    (tmp_path / "weights.00").write_bytes(b"\0" + (tmp_path / "weights.00").read_bytes()[1:])
    with pytest.raises(ValueError, match=r"sha256 [0-9a-f]{64}, expected [0-9a-f]{64}"):
        weights.load(tmp_path)


def dev_loss(trainer: Any) -> float:
    return float(trainer.report().rsplit(" ", 1)[1])


@pytest.mark.parametrize("given", [{}, {"dropout": 0.2, "r_drop": 1.0}])
def test_training_lowers_the_loss_and_goes_on_exactly_where_it_stopped(
    train: ModuleType, folder: Path, monkeypatch: pytest.MonkeyPatch, given: dict[str, float]
) -> None:
    monkeypatch.setattr(train, "CHUNK", 30)  # so that a run crosses from one chunk to the next
    monkeypatch.setattr(train, "WARM_UP", 2)
    none = options(folder, "none")
    before = dev_loss(train.Trainer(none, train.Corpus(none)))
    whole = learn(train, folder, "whole", 12, **given)
    for until in (1, 7, 12):
        parts = learn(train, folder, "parts", until, **given)
    assert dev_loss(whole) < before - 0.2
    assert [getattr(parts, name) for name in train.PLACE[:-1]] == [getattr(whole, name) for name in train.PLACE[:-1]]
    for name, tensor in whole.model.state().items():
        assert torch.allclose(tensor, parts.model.state()[name], atol=1e-6), name


def test_the_mix_says_how_often_each_file_is_seen(train: ModuleType, folder: Path) -> None:
    rows = [f"{v}\t{e}\t{name}" for name, (v, e) in zip(["one", "two", "three"] * 8, PAIRS, strict=True)]
    (folder / "named.tsv").write_text("\n".join(rows), encoding="utf-8")
    given = options(folder, "w", data=[folder / "named.tsv"], mix=["one=3", "*=0"], last_mix=["two"], vary=0)
    corpus = train.Corpus(given)
    first = {tuple(target) for batch in corpus.batches(0, 0) for _, target in batch}
    last = {tuple(target) for batch in corpus.batches(0, 1) for _, target in batch}
    assert first == {tuple(corpus.prompt.target(PAIRS[0][1]))}
    assert tuple(corpus.prompt.target(PAIRS[1][1])) in last


def test_varied_pairs_keep_what_must_be_kept(train: ModuleType) -> None:
    import random

    marked = "Thủ tướng \ue001Đức\ue002Germany\ue003 đến."
    found = [train.vary((marked, "x"), [("Trời mưa.", "It rained.")], random.Random(n), 1.0) for n in range(40)]
    assert {vi for vi, _ in found} >= {marked, f"{marked} Trời mưa."}
    assert all(marked in vi for vi, _ in found)
    plain = {train.vary(("Đã mưa.", "It rained."), [("a", "b")], random.Random(n), 1.0) for n in range(60)}
    assert {("Da mua.", "It rained."), ("It rained.", "It rained."), ("Đã mưa. a", "It rained. b")} <= plain


def test_the_network_is_that_of_transformers(network: ModuleType, weights: ModuleType, folder: Path) -> None:
    model = importlib.import_module("model")
    theirs, ours = model.load_model(folder).eval(), network.Network(*weights.read_model(folder)).eval()
    ids = torch.randint(4, 300, (3, 9))
    with torch.no_grad():
        wanted = theirs.model(input_ids=ids, use_cache=False).last_hidden_state
        assert torch.allclose(ours(ids), wanted, atol=1e-5)
    prompts = [row.tolist() for row in ids] + [[5, 6, 7]]
    found = network.generate(ours, prompts, end=-1, longest=6)
    for prompt, answer in zip(prompts, found, strict=True):
        given = torch.tensor([prompt])
        wanted = theirs.generate(
            given, attention_mask=torch.ones_like(given), max_new_tokens=6, min_new_tokens=6, do_sample=False
        )
        assert answer == wanted[0, len(prompt) :].tolist()


@pytest.mark.parametrize("coarse", [False, True])
def test_what_is_exported_translates_and_can_be_trained_again(
    export: ModuleType, weights: ModuleType, folder: Path, coarse: bool
) -> None:
    from songngu.engines import load_engine
    from songngu.engines.base import Request
    from songngu.settings import Settings

    out = folder / "model"
    out.mkdir()
    (out / "model.toml").write_text('name = "tiny"\nlicence = "test"\n\n[sha256]\n"old" = "hash"\n')
    model, tokenizer = importlib.import_module("model").load_model(folder), folder / "spm.model"
    wanted_config, wanted = weights.read_model(folder)
    scales = None
    if coarse:
        scales = export.coarsen(model, export.read_calibration(folder / "data.tsv", tokenizer, 6), 0.02)
        wanted = {name: model.state_dict()[name].clone() for name in wanted}
    export.export(model, tokenizer, out, scales)
    card = (out / "model.toml").read_text()
    assert 'licence = "test"' in card
    assert '"old"' not in card
    engine = load_engine(Settings(model=str(out)))
    assert len(engine.translate([Request(source="Trời mưa.")])) == 1
    config, state = weights.read_model(out)  # and back again
    assert {name: config[name] for name in wanted_config} == wanted_config
    assert state.keys() == wanted.keys()
    for name, tensor in wanted.items():
        nearness = 1e-6 if coarse else float(tensor.abs().max()) / 120
        assert torch.allclose(state[name], tensor, atol=nearness), name


def test_a_model_is_rounded_to_a_packed_size_where_it_changes_least(
    export: ModuleType, rounding: ModuleType, folder: Path
) -> None:
    load_model = importlib.import_module("model").load_model
    pairs = export.read_calibration(folder / "data.tsv", folder / "spm.model", 24)
    before = load_model(folder).eval()
    calibrations = rounding.calibrate(before, pairs)
    layers = [name for name in calibrations if name != rounding.EMBEDDING]
    assert len(layers) == 14
    least = rounding.round_to({name: calibrations[name] for name in layers}, 100.0)
    assert all(integers.abs().amax(1).eq(127).all() for integers, _ in least.values()), "all of int8, if it is enough"

    def divergence(rounded: dict[str, tuple[Any, Any]]) -> float:
        model = load_model(folder).eval()
        for name, (integers, steps) in rounded.items():
            assert integers.abs().max() <= 127
            model.get_submodule(name).weight.data.copy_(integers * steps[:, None])
        ids = [torch.tensor([prompt + target]) for prompt, target in pairs]
        with torch.no_grad():
            both = [(before(i).logits.log_softmax(-1), model(i).logits.log_softmax(-1)) for i in ids]
        return float(sum((p.exp() * (p - q)).sum() for p, q in both))

    megabytes = 0.6 * rounding.packed_size([integers for integers, _ in least.values()]) / 1e6
    chosen = rounding.round_to({name: calibrations[name] for name in layers}, megabytes)
    size = rounding.packed_size([integers for integers, _ in chosen.values()])
    assert abs(size / 1e6 / megabytes - 1) < 0.1
    alike = {}  # the usual way: one number of levels for all rows, and the nearest integer
    for levels in range(127, 0, -1):
        steps = {name: calibrations[name].weights.abs().amax(1) / levels for name in layers}
        alike = {name: ((calibrations[name].weights / s[:, None]).round(), s) for name, s in steps.items()}
        if rounding.packed_size([integers for integers, _ in alike.values()]) <= size:
            break
    assert divergence(chosen) < 0.5 * divergence(alike)


def test_no_rounding_is_smaller_than_nothing(export: ModuleType, folder: Path, rounding: ModuleType) -> None:
    pairs = export.read_calibration(folder / "data.tsv", folder / "spm.model", 2)
    calibrations = rounding.calibrate(importlib.import_module("model").load_model(folder), pairs)
    with pytest.raises(SystemExit, match=r"0\.0001 MB: no rounding is so small"):
        rounding.round_to(calibrations, 0.0001)
    (folder / "empty.tsv").write_text("\n")
    with pytest.raises(SystemExit, match="has no pairs"):
        export.read_calibration(folder / "empty.tsv", folder / "spm.model", 2)


def test_prompts_are_filled_to_one_length_and_marks_are_pieces(train: ModuleType, folder: Path) -> None:
    prompt = train.Prompt(folder / "spm.model")
    for source, _ in PAIRS[:3]:
        ids = prompt.source(source)
        assert len(ids) % 8 == 0
        assert ids[0] == prompt.bos
        assert ids[-1] == prompt.translate
    assert "\ue001" not in prompt.pieces.decode(prompt.source(PAIRS[1][0]))


def test_training_and_the_engine_write_annotations_alike(train: ModuleType, folder: Path) -> None:
    from songngu.engines.base import Annotation, Request
    from songngu.engines.card import PromptTokens
    from songngu.engines.prompt import PromptEncoder

    encoder = PromptEncoder((folder / "spm.model").read_bytes(), PromptTokens(fill_to=8), folder)
    prompt = train.Prompt(folder / "spm.model")
    for target in ("Germany", "it rained"):
        request = Request(source="Thủ tướng Đức đến.", annotations=(Annotation(span=(10, 13), target=target),))
        ours = prompt.source(f"Thủ tướng \ue001Đức\ue002{target}\ue003 đến.")
        assert [prompt.pieces.id_to_piece(i) for i in ours] == encoder.prompt(request)


def test_cuts_lose_nothing(train: ModuleType) -> None:
    import random

    text = "Thủ tướng Đức đến Paris."
    parts = train.cut(text, random.Random(1), 0.3)
    assert "".join(parts) == text
    assert len(parts) > 2
    assert train.cut("", random.Random(1), 0.3) == [""]


def test_a_mean_keeps_its_share_of_the_weights_before(export: ModuleType) -> None:
    model = torch.nn.Linear(2, 1)
    before = {name: torch.zeros_like(each) for name, each in model.state_dict().items()}
    torch.nn.init.constant_(model.weight, 5.0)
    export.mix(model, before, 0.4)
    assert model.weight.tolist() == [[3.0, 3.0]]
    with pytest.raises(SystemExit, match="0 to 1"):
        export.mix(model, before, 1.5)


def test_answers_of_many_at_once_are_those_of_each_alone(
    network: ModuleType, weights: ModuleType, folder: Path
) -> None:
    model = network.Network(*weights.read_model(folder)).eval()
    prompts = [row.tolist() for row in torch.randint(4, 300, (5, 8))] + [[5, 6, 7], [7, 6, 5]]
    alone = [network.generate(model, [prompt], end=-1, longest=24)[0] for prompt in prompts]
    end = alone[0][3]  # some end early, and go; the others go on
    wanted = [answer[: answer.index(end)] if end in answer else answer for answer in alone]
    assert len({len(answer) for answer in wanted}) > 1
    assert network.generate(model, prompts, end=end, longest=24) == wanted
    twice = network.generate(model, prompts, end=end, longest=24, answers=2, rows=4)
    assert twice == [answer for answer in wanted for _ in range(2)]


def test_an_answer_is_worth_its_likeness_to_the_reference_and_its_obedience(sample: ModuleType) -> None:
    source = "Thủ tướng \ue001Đức\ue002Germany\ue003 đến Paris hôm qua."
    reference = "The Chancellor of Germany came to Paris yesterday."
    answers = [
        "The German Chancellor came to Paris yesterday.",
        "The Chancellor of Germany came to Paris yesterday, and he came with the Minister and with many others.",
        reference,
        "It rained.",
        "The Chancellor of Germany came to Paris.",
    ]
    found = sample.judge((source, reference, answers, 0.3))
    assert [answers.index(answer) for answer, _ in found] == [2, 4, 1, 0, 3]
    assert found[0][1] == 1.0
    without = sample.utility(source, reference, answers[0], 0.0)
    assert abs(without - found[3][1] - 0.3) < 1e-3


def test_sampling_goes_on_where_it_stopped(sample: ModuleType, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sample, "CHUNK", 2)
    monkeypatch.setattr(sample, "WORDS", (2, 70))
    (folder / "named.tsv").write_text("".join(f"{v}\t{e}\tn{n}\n" for n, (v, e) in enumerate(PAIRS)), encoding="utf-8")
    out = folder / "answers.jsonl"
    given = [
        "--weights",
        folder,
        "--data",
        folder / "named.tsv",
        "--out",
        out,
        "--answers",
        "3",
        "--mix",
        "*=1",
        "n1=0",
    ]

    def run(pairs: int) -> list[dict[str, Any]]:
        monkeypatch.setattr("sys.argv", ["sample.py", *map(str, given), "--pairs", str(pairs)])
        sample.main()
        return [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]

    four = run(4)
    out.write_text(out.read_text(encoding="utf-8") + '{"vi": "cut o', encoding="utf-8")
    six = run(6)
    assert (len(four), len(six)) == (4, 6)
    assert six[:4] == four
    assert "n1" not in {row["name"] for row in six}
    for row in six:
        assert (row["vi"], row["en"]) == PAIRS[int(row["name"][1:])]
        utilities = [utility for _, utility in row["answers"]]
        assert 1 <= len(utilities) <= 3
        assert utilities == sorted(utilities, reverse=True)


ANSWERS = [[["It rained.", 0.9], ["It rained rained.", 0.6], ["Rained it.", 0.5], ["The Chancellor.", 0.1]]] * 6


def choose(folder: Path, **given: Any) -> dict[str, Any]:
    """Options of risk.py and its data."""
    rows = [{"vi": "Trời mưa.", "en": "It rained.", "answers": answers} for answers in ANSWERS]
    (folder / "answers.jsonl").write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    return {"data": [folder / "answers.jsonl"], "answers": 3, "sharpness": 10.0, "risk": 1.0, "reference": 0.3} | given


def test_of_the_answers_the_best_and_the_worst_are_always_taken(risk: ModuleType, folder: Path) -> None:
    corpus = risk.Answers(options(folder, "w", **choose(folder)))
    choices = [choice for batch in corpus.batches(0, 0) for choice in batch]
    assert len(choices) == len(ANSWERS)
    for choice in choices:
        assert choice.utilities[0] == 0.9
        assert choice.utilities[-1] == 0.1
        assert choice.utilities[1] in {0.6, 0.5}
        assert [target for _, target in choice.pairs[:2]] == [corpus.prompt.target("It rained.")] * 2


def test_each_pass_sees_every_source(risk: ModuleType, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(risk, "CHUNK", 4)  # of six sources: a pass takes two chunks, the second half full
    corpus = risk.Answers(options(folder, "w", **choose(folder)))
    for chunk, row in enumerate(corpus.rows):
        row["vi"] = f"Trời mưa {chunk}."
    seen = [[tuple(c.pairs[0][0]) for batch in corpus.batches(chunk, 0) for c in batch] for chunk in range(6)]
    for first, second in zip(seen[::2], seen[1::2], strict=True):
        assert (len(first), len(second)) == (4, 2)
        assert len({*first, *second}) == 6
    assert seen[0] != seen[2]


def test_parts_fit_their_pieces_with_padding(risk: ModuleType) -> None:
    choices = [risk.Choice([([0] * 20, [0] * (wide - 20))] * rows, []) for wide, rows in ((100, 9), (300, 3), (60, 4))]
    for some in risk.group(choices, 2000):
        assert max(c.width for c in some) * sum(len(c.pairs) for c in some) <= 2000


@pytest.mark.parametrize("reference", [0.0, 0.3])
def test_risk_training_prefers_the_better_answers(
    risk: ModuleType, train: ModuleType, folder: Path, reference: float
) -> None:
    given = options(folder, "risk", steps=12, rate=3e-3, **choose(folder, reference=reference))
    given.work.mkdir()
    trainer = risk.RiskTrainer(given, risk.Answers(given))
    prompt = trainer.corpus.prompt

    def mean(text: str) -> float:
        loss, count = trainer._loss([(prompt.source("Trời mưa."), prompt.target(text))], 0.0)
        return float(-loss.detach() / count)

    before = mean("It rained.") - mean("The Chancellor.")
    trainer.run()
    assert mean("It rained.") - mean("The Chancellor.") > before + 0.5
