"""What is said twice in a row is said once; nothing else is lost by it."""

from __future__ import annotations

import datetime

import pytest

from songngu.glossary import repair as repair_module
from songngu.glossary.candidates import Candidate, judge, make_task
from songngu.glossary.matching import combine
from songngu.glossary.repair import TRIED, collapse, repair
from songngu.records import Term
from songngu.text.quantities import find_quantities


def terms(vi: str, *entries: tuple[str, ...]) -> tuple[Term, ...]:
    found = [
        Term(vi=form, vi_span=(at, at + len(form)), targets=tuple(targets), mode="enforce", key=form)
        for form, *targets in entries
        for at in range(len(vi))
        if vi.startswith(form, at)
    ]
    return tuple(sorted(found, key=lambda term: term.vi_span))


STAFF = ("Bộ Tổng tham mưu Ukraine", "General Staff of Ukraine", "Ukrainian General Staff")
COLLAPSED = [
    ("người đứng đầu Bộ Tổng tham mưu Ukraine", STAFF,
     "the head of the General Staff of Ukraine General Staff of Ukraine", "the head of the General Staff of Ukraine"),
    ("con rể ông, Jared Kushner, nói", ("Jared Kushner", "Jared Kushner"),
     "his son-in-law Jared Kushner, Jared Kushner, said", "his son-in-law Jared Kushner, said"),
    ("Thủ tướng Đức nói", ("Thủ tướng Đức", "German Chancellor"), "German Chancellor German Chancellor said",
     "German Chancellor said"),
    ("ở Kharkiv", ("Kharkiv", "Kharkiv"), "in Kharkiv (Kharkiv) today", "in Kharkiv today"),
    ("của Đức", ("Đức", "Germany"), "of Germany of Germany", "of Germany"),
    ("Đức thắng", ("Đức", "Germany"), "Germany's Germany wins", "Germany wins"),
    ("Đức thắng", ("Đức", "Germany"), "Germany, Germany, Germany wins", "Germany wins"),
    ("ngừng bắn ngay", ("ngừng bắn", "ceasefire"), "a ceasefire ceasefire now", "a ceasefire now"),
    ("Công ty Acme nói", ("nói", "said"), "Acme Company Acme Company said", "Acme Company said"),
]  # fmt: skip


@pytest.mark.parametrize(("vi", "entry", "english", "once"), COLLAPSED)
def test_what_is_said_twice_in_a_row_is_said_once(vi: str, entry: tuple[str, ...], english: str, once: str) -> None:
    task = make_task(vi, terms(vi, entry), annotates=True)
    found = collapse(task, judge(task, english, -0.5, "reranked"))
    assert (found.text, found.how) == (once, "reranked"), "how the term came there stays"


KEPT = [
    ("New York, New York", ("New York", "New York"), "New York, New York"),
    ("Kiev (Kyiv)", ("Ki", "Ki"), "Kyiv (Kyiv) said"),
    ("ông nói rằng", ("nói", "said"), "he said that that was it"),
]


@pytest.mark.parametrize(("vi", "entry", "english"), KEPT)
def test_what_the_source_says_twice_stays(vi: str, entry: tuple[str, ...], english: str) -> None:
    own = terms(vi, entry) if vi != "Kiev (Kyiv)" else terms(vi, ("Kiev", "Kyiv"), ("Kyiv", "Kyiv"))
    task = make_task(vi, own, annotates=True)
    assert collapse(task, judge(task, english, -0.5, "model")).text == english


HOSTILE = ["1.500,5 tỷ đồng, ", "ngày 6/1/2026, ", "ĐỨC ", "Zelenskiy, "]


@pytest.mark.parametrize("piece", HOSTILE)
def test_the_work_of_mending_a_crowded_text_has_a_bound(piece: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each lacking term tried every place of the text, and each of these was judged: the cube of its length."""
    vi = (piece * 50).strip()
    task = make_task(vi, combine(terms(vi, ("ĐỨC", "Germany"), ("Zelenskiy", "Zelensky")), find_quantities(vi)),
                     annotates=True)  # fmt: skip
    candidate = judge(task, f"[{vi}]", 0.0, "model")
    judged = 0

    def counting(*args: object, **options: object) -> Candidate:
        nonlocal judged
        judged += 1
        return judge(*args, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(repair_module, "judge", counting)
    mended = repair(task, candidate, untranslated=True)
    assert judged <= 2 * TRIED
    assert len(mended.text) >= len(vi) // 2


VALUES = [
    ("Hà (SN 1969) bị bắt trên QL1A.", "Ha (SN 1969) was arrested on QL1A.",
     "Ha (born in 1969) was arrested on National Highway 1A."),
    ("Đến 7h ngày 30/7, bão cách đảo 400km.", "By 7:00 p.m. on July 30, the storm was 400 km from the island.",
     "By 7 a.m. on July 30, the storm was 400 km from the island."),
    ("Từ 7h đến 19h, mưa to.", "From 7 p.m. to 7:00, heavy rain.", "From 7 p.m. to 7:00, heavy rain."),
    ("Lúc 8h30 và lúc 10h15, mưa to.", "At 8:30 p.m. and 10:15 p.m., heavy rain.",
     "At 8:30 a.m. and 10:15 a.m., heavy rain."),
    ("Bão cách đảo 400km.", "The storm was 450km from the island.", "The storm was 400km from the island."),
    ("Giá tăng 12%.", "Prices rose by 20 percent.", "Prices rose by 12%."),
    ("Nợ 3,9 triệu tỷ đồng.", "Debts of VND3.9 million.", "Debts of VND3.9 quadrillion."),  # with its magnitude
    ("Nợ 3,9 triệu tỷ đồng.", "Debts of VND3.9 thousand billion.", "Debts of VND3.9 quadrillion."),
    ("Lãi 4,5 tỷ USD.", "Profits of $4.5 Million.", "Profits of $4.5 billion."),
    ("Lãi 4,5 tỷ USD.", "Profits of $4.5 million a year.", "Profits of $4.5 billion a year."),
    ("Sáng 30/7, mưa to.", "On the morning of July 31, heavy rain.", "On the morning of July 30, heavy rain."),
    ("Gió giật cấp 8, cấp 9.", "Winds of level 5, level 6.", "Winds of level 5, level 6."),  # which is which?
    ("Bão cách đảo 400km.", "The storm killed 45 people.", "The storm killed 45 people."),
]  # fmt: skip


@pytest.mark.parametrize(("vi", "english", "mended"), VALUES)
def test_a_wrong_value_is_put_right_where_only_one_can_be_meant(vi: str, english: str, mended: str) -> None:
    task = make_task(vi, find_quantities(vi), annotates=True)
    assert repair(task, judge(task, english, -0.5, "model"), untranslated=False).text == mended


STRAYS = [
    ("Ngày 1-5, đại tá Tuấn nói.", "On May 1-5, Colonel Tuan said.", "On May 1, Colonel Tuan said."),
    ("bùng phát ngày 29/4 tại kho", "broke out on April 29/4 at a store", "broke out on April 29 at a store"),
    ("tăng 0,8% so với quý 3", "up $0.8% from the third quarter", "up 0.8% from the third quarter"),
    ("cấp cứu lúc 16h", "taken to hospital at 16:00 pm", "taken to hospital at 4 p.m."),
    ("Từ ngày 1-5/5, trời mưa", "From May 1-5, it rained", "From May 1-5, it rained"),
    ("giai đoạn 2016-2020", "in 2016-2020", "in 2016-2020"),
    ("khoảng 15h30 ngày 15/5", "around 15.30 a.m. on May 15", "around 3:30 p.m. on May 15"),
    ("lúc 10h15", "at 10:15 p.m.", "at 10:15 a.m."),
    ("Vào ngày 24-3, học sinh", "On 24-3, students", "On March 24, students"),
    ("trong ngày 4-7 sẽ ngừng", "will stop in the day of 4-7.", "will stop on July 4."),
    ("ngày 24/3/2018 tại Huế", "the 24/3/2018 meeting in Hue", "the March 24, 2018 meeting in Hue"),
    ("vào ngày 24-3 tại Huế", "On the date of 24 - 3 in Hue", "On March 24 in Hue"),
    ("Ngày 4.7, động đất 4,7 độ", "On July 4, a 4.7 magnitude", "On July 4, a 4.7 magnitude"),
    ("Ngày 4-3, đội thắng 4-3", "On 4-3 the team won 4-3", "On 4-3 the team won 4-3"),
    ("ngày 4-7, tỷ số 4-7", "On July 4, a 4-7 score", "On July 4, a 4-7 score"),
    ("Bài được chấm 9/10, em vui", "The paper got 9/10 and she is glad", "The paper got 9/10 and she is glad"),
    ("xe ở hẻm 8/6 Lê Lợi", "a car in alley 8/6 of Le Loi", "a car in alley 8/6 of Le Loi"),
    ("Cả 4 HLV khó kìm lòng", "Both coaches were moved", "All four coaches were moved"),
    ("Cả 3 đối tượng và hai xe", "Both of them and a car", "Both of them and a car"),
    ("Kẻ trộm cao 1m70", "The thief is 1.70 m tall", "The thief is 1.70 m tall"),
    ("cấm xe từ 16-20h", "cars are banned from 4 to 8 p.m.", "cars are banned from 4 to 8 p.m."),
]


@pytest.mark.parametrize(("vi", "english", "mended"), STRAYS)
def test_what_is_left_of_the_source_beside_a_value_goes(vi: str, english: str, mended: str) -> None:
    task = make_task(vi, combine((), find_quantities(vi, datetime.date(2018, 5, 1))), annotates=True)
    assert repair(task, judge(task, english, -0.5, "model"), untranslated=False).text == mended
