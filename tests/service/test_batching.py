"""One thread, many requests: who is served when, what is done once, and what isn't done at all."""

from __future__ import annotations

import random
import threading
from collections.abc import Callable, Iterator

import pytest

from songngu.distribute import Job
from songngu.errors import ModelError
from songngu.records import Segment
from songngu.service.batching import AHEAD, Batcher, _Waiting, choose
from songngu.service.errors import Refusal
from songngu.service.limits import Limits

from .conftest import ECHO, GatedEngine

MakeBatcher = Callable[..., Batcher]


@pytest.fixture
def batcher(gated: GatedEngine) -> Iterator[MakeBatcher]:
    made: list[Batcher] = []

    def make(**limits: int) -> Batcher:
        made.append(Batcher(lambda: gated, ECHO, Limits(**limits), lambda **_: None))
        return made[-1]

    yield make
    gated.gate.set()
    for one in made:
        one.close()


def jobs(*texts: str) -> list[Job]:
    return [Job(key=text, segment=Segment(id="s1", paragraph=0, kind="text", vi=text), terms=()) for text in texts]


def started(gated: GatedEngine, batcher: Batcher) -> None:
    """Have the engine busy with a sentence, so that what comes then waits."""
    batcher.submit(jobs("Mở đầu."))
    assert gated.entered.wait(10)


def test_what_waits_is_translated_together(gated: GatedEngine, batcher: MakeBatcher) -> None:
    one = batcher()
    started(gated, one)
    texts = [f"Câu {'dài ' * number}số {number}." for number in range(10)]
    futures = [one.submit(jobs(text))[0] for text in texts]
    gated.gate.set()
    assert [future.result(10).en for future in futures] == [f"[{text}]" for text in texts]
    assert sorted(gated.calls[1], key=len) == gated.calls[1], "by length"
    assert len(gated.calls[1]) == len(texts)


def test_the_same_sentence_is_translated_once(gated: GatedEngine, batcher: MakeBatcher) -> None:
    one = batcher()
    started(gated, one)
    futures = [one.submit(jobs("Trời mưa."))[0] for _ in range(3)]
    gated.gate.set()
    assert {future.result(10).en for future in futures} == {"[Trời mưa.]"}
    assert one.submit(jobs("Trời mưa."))[0].result(10).en == "[Trời mưa.]"
    assert sum(call.count("Trời mưa.") for call in gated.calls) == 1


def test_what_is_remembered_is_bounded(gated: GatedEngine, batcher: MakeBatcher) -> None:
    one = batcher(remembered=1)
    gated.gate.set()
    for text in ("Mưa.", "Gió.", "Gió.", "Mưa."):
        one.submit(jobs(text))[0].result(10)
    assert [source for call in gated.calls for source in call] == ["Mưa.", "Gió.", "Mưa."]


def test_a_short_request_does_not_wait_for_a_long_one(gated: GatedEngine, batcher: MakeBatcher) -> None:
    one = batcher(batch=2)
    started(gated, one)
    long = one.submit(jobs(*(f"Câu số {number}." for number in range(100))))
    short = one.submit(jobs("Gấp."))[0]
    gated.gate.set()
    assert short.result(10).en == "[Gấp.]"
    for future in long:
        future.result(10)
    place = next(place for place, call in enumerate(gated.calls) if "Gấp." in call)
    assert place <= 2, "with the long one's first or second batch"


def test_nothing_waits_for_ever(gated: GatedEngine, batcher: MakeBatcher) -> None:
    """However many come later that fit one another better."""
    one = batcher(batch=4)
    started(gated, one)
    odd = one.submit(jobs("Một câu dài hơn hẳn mọi câu khác " * 5))[0]
    later = one.submit(jobs(*(f"Câu {number}." for number in range(40))))
    gated.gate.set()
    odd.result(10)
    for future in later:
        future.result(10)
    assert any("dài hơn" in source for source in gated.calls[1])


@pytest.mark.parametrize("seed", range(20))
def test_a_batch_has_the_one_whose_turn_it_is_and_its_neighbours_in_length(seed: int) -> None:
    rng = random.Random(seed)
    waiting = [_Waiting(rng.randrange(5), number, jobs("a" * rng.randrange(1, 50))[0], []) for number in range(30)]
    chosen = choose(waiting, 8)
    lengths = [len(one.job.segment.vi) for one in chosen]
    first = min(waiting, key=lambda one: one[:2])
    assert first in chosen
    assert len(chosen) == 8
    others = [len(one.job.segment.vi) for one in waiting if one not in chosen]
    assert len([length for length in others if lengths[0] < length < lengths[-1]]) <= max(0, 30 - AHEAD * 8)
    next_ones = sorted(waiting, key=lambda one: one[:2])[: AHEAD * 8]
    assert all(one in next_ones for one in chosen)
    assert choose([], 8) == []


def test_what_is_cancelled_is_not_translated(gated: GatedEngine, batcher: MakeBatcher) -> None:
    one = batcher()
    started(gated, one)
    (gone,), (wanted,) = one.submit(jobs("Không cần.")), one.submit(jobs("Cần."))
    (shared, other) = (one.submit(jobs("Chung."))[0] for _ in range(2))
    assert gone.cancel()
    assert shared.cancel()
    gated.gate.set()
    assert wanted.result(10).en == "[Cần.]"
    assert other.result(10).en == "[Chung.]"
    assert all("Không cần." not in call for call in gated.calls)


def test_a_full_queue_refuses_and_lets_in_again(gated: GatedEngine, batcher: MakeBatcher) -> None:
    one = batcher(waiting=3)
    started(gated, one)
    first = one.submit(jobs("a.", "b.", "c."))
    with pytest.raises(Refusal) as refused:
        one.submit(jobs("d."))
    assert (refused.value.status, bool(refused.value.retry)) == (429, True)
    for future in first:
        future.cancel()
    assert one.submit(jobs("d.")), "what was given up makes room"


def test_a_request_longer_than_the_queue_is_taken_where_nothing_waits(gated: GatedEngine, batcher: MakeBatcher) -> None:
    gated.gate.set()
    one = batcher(waiting=2)
    assert len([future.result(10) for future in one.submit(jobs("a.", "b.", "c.", "d."))]) == 4


def test_a_sentence_that_breaks_the_engine_breaks_no_other(gated: GatedEngine, batcher: MakeBatcher) -> None:
    one = batcher()
    started(gated, one)
    bad, good = one.submit(jobs("Câu hỏng.", "Câu tốt."))
    gated.gate.set()
    assert good.result(10).en == "[Câu tốt.]"
    with pytest.raises(Refusal, match="out of memory") as refused:
        bad.result(10)
    assert refused.value.status == 500
    assert one.submit(jobs("Sau đó."))[0].result(10).en == "[Sau đó.]"


def test_an_engine_that_can_not_be_loaded() -> None:
    def load() -> GatedEngine:
        raise ModelError("no such model")

    one = Batcher(load, ECHO, Limits(), lambda **_: None)
    with pytest.raises(ModelError):
        one.loaded.result(10)
    assert not one.alive
    with pytest.raises(Refusal):
        one.submit(jobs("a."))[0].result(10)


def test_closing_refuses_what_waits_and_what_the_engine_is_at(gated: GatedEngine, batcher: MakeBatcher) -> None:
    one = batcher()
    (running,) = one.submit(jobs("Đang dịch."))
    assert gated.entered.wait(10)
    (waiting,) = one.submit(jobs("Chờ."))
    one.close()
    for future in (running, waiting):
        with pytest.raises(Refusal, match="ending"):
            future.result(1)
    with pytest.raises(Refusal):
        one.submit(jobs("Sau."))


def test_many_threads_each_get_their_own(gated: GatedEngine, batcher: MakeBatcher) -> None:
    one = batcher(batch=7)
    gated.gate.set()
    found: dict[int, str] = {}

    def ask(number: int) -> None:
        found[number] = one.submit(jobs(f"Bản tin số {number}."))[0].result(20).en

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(100)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == {number: f"[Bản tin số {number}.]" for number in range(100)}
