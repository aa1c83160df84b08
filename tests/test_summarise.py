"""Every summariser through one contract, what the default one is for, and the overview of many articles."""

from __future__ import annotations

import datetime
import importlib.util
import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from songngu.errors import UsageError
from songngu.records import Document, Kind, Segment
from songngu.summarise import SUMMARISERS, find_summariser
from songngu.summarise.context import is_leaning, is_pointing
from songngu.summarise.overview import overview, overview_length
from songngu.summarise.vectors import content_syllables, tokenise, vectorise

NAMES = sorted(SUMMARISERS)

# A dam in the dry season: the news is in the first two sentences and in the decision near the end.
DAM = [
    ("heading", "Hồ thủy điện Thác Mơ xuống dưới mực nước chết, ba huyện thiếu nước tưới"),
    ("caption", "Lòng hồ Thác Mơ nứt nẻ sáng 12/5. Ảnh: An Bình"),
    ("text", "Sáng 12/5, mực nước hồ thủy điện Thác Mơ xuống dưới mực nước chết 1,2 m, thấp nhất trong 20 năm qua."),
    (
        "text",
        "Ba huyện hạ lưu với 14.000 ha lúa hè thu đang thiếu nước tưới vì hồ Thác Mơ ngừng xả nước từ đầu tháng 5.",
    ),
    ("text", "“Chúng tôi chưa bao giờ thấy lòng hồ cạn như thế này."),
    ("text", "Ruộng nhà tôi bỏ hoang hết rồi”, ông Lê Văn Tám nói."),
    ("text", "Tuy nhiên, đó chưa phải là điều đáng lo nhất."),
    ("text", "Vì sao nước cạn nhanh như vậy?"),
    ("text", "Theo đài khí tượng thủy văn, lượng mưa bốn tháng đầu năm chỉ bằng 35% trung bình nhiều năm."),
    ("text", "Mực nước hồ thủy điện Thác Mơ sáng 12/5 xuống dưới mực nước chết 1,2 m, thấp nhất trong 20 năm."),
    ("text", "Tỉnh quyết định hỗ trợ 45 tỷ đồng để bơm nước từ sông Bé cứu lúa hè thu ở ba huyện hạ lưu hồ Thác Mơ."),
    ("text", "Xem thêm ảnh."),
]


def document(
    parts: Sequence[tuple[str, str]] | Sequence[str], *, name: str = "a", date: datetime.date | None = None
) -> Document:
    """One paragraph a part; a leading heading is the title."""
    pairs = [part if isinstance(part, tuple) else ("text", part) for part in parts]
    kinds: dict[str, Kind] = {"text": "text", "heading": "heading", "caption": "caption", "byline": "byline"}
    segments = tuple(
        Segment(id=f"s{number}", paragraph=number, kind=kinds[kind], vi=text)
        for number, (kind, text) in enumerate(pairs, 1)
    )
    title = "s1" if pairs and pairs[0][0] == "heading" else None
    return Document(id=name, path=f"{name}.txt", date=date, title_id=title, segments=segments)


sentences = st.text(alphabet='aăâđêôơư ếạốừ.12?“”"', min_size=1, max_size=40)
documents = st.lists(st.tuples(st.sampled_from(["text", "heading", "caption", "byline"]), sentences), max_size=12)


@pytest.mark.parametrize("name", NAMES)
class TestContract:
    @settings(max_examples=60, deadline=None)
    @given(parts=documents, n=st.integers(1, 5))
    def test_of_any_document(self, name: str, parts: list[tuple[str, str]], n: int) -> None:
        article = document(parts)
        ids = SUMMARISERS[name](article, n)
        order = [segment.id for segment in article.segments]
        assert [i for i in order if i in ids] == list(ids), "known ids, each once, in reading order"
        assert len(ids) <= n
        assert bool(ids) == bool(parts), "never empty for a document that isn't"
        assert SUMMARISERS[name](article, n) == ids
        body = [s for s in article.segments if s.id != article.title_id]
        if any(s.kind == "text" for s in body):
            assert {s.kind for s in article.segments if s.id in ids} == {"text"}
            assert article.title_id not in ids

    @pytest.mark.parametrize("kind", ["caption", "heading", "byline"])
    def test_without_text_takes_what_there_is(self, name: str, kind: str) -> None:
        assert SUMMARISERS[name](document([(kind, "Ảnh: Một con đường ở Huế")]), 3) == ("s1",)

    def test_takes_as_many_as_asked(self, name: str) -> None:
        assert [len(SUMMARISERS[name](document(DAM), n)) for n in (1, 2, 3, 4)] == [1, 2, 3, 4]

    def test_says_nothing_twice(self, name: str) -> None:
        again = "Hà Nội có mưa to từ chiều 3/9, nhiều tuyến phố ngập sâu nửa mét."
        other = "Các trường cho học sinh nghỉ hết ngày 4/9 để tránh bão."
        if name != "lead":  # lead is the baseline as the field defines it
            assert SUMMARISERS[name](document([again, again, other, again]), 3) == ("s1", "s3")

    def test_another_article_is_left(self, name: str) -> None:
        """What stands behind `Xem thêm:` is the title of another one."""
        article = document(
            ["Xem thêm:", "Mực nước hồ Thác Mơ xuống dưới mực nước chết.", "Ba huyện đang thiếu nước tưới."]
        )
        lead_in, title, text = article.segments
        article = replace(article, segments=(lead_in, replace(title, paragraph=lead_in.paragraph), text))
        assert SUMMARISERS[name](article, 3) == ("s3",)

    def test_another_article_within_a_paragraph_is_left(self, name: str) -> None:
        """Only its title is: the paragraph goes on."""
        article = document(
            [
                "Ba huyện đang thiếu nước tưới.",
                "Xem thêm:",
                "Mực nước hồ Thác Mơ xuống dưới mực nước chết.",
                "Tỉnh cho khoan thêm bốn mươi giếng mới.",
            ]
        )
        article = replace(article, segments=tuple(replace(one, paragraph=0) for one in article.segments))
        assert SUMMARISERS[name](article, 3) == ("s1", "s4")

    def test_a_long_article_is_quick(self, name: str) -> None:
        # 5,000 sentences took 0.2 s; a dense graph of them would need 25 million cells a step.
        article = document([f"Câu {i} nói về tỉnh {i % 63} và {i % 97} xã có lúa." for i in range(20_000)])
        assert len(SUMMARISERS[name](article, 4)) in range(1, 5)


def test_unknown_name_lists_the_known() -> None:
    with pytest.raises(UsageError, match="default, lead, lexrank"):
        find_summariser("textrank")
    assert find_summariser("lead") is SUMMARISERS["lead"]


class TestDefault:
    def test_news(self) -> None:
        # s3 what happened, s4 what it means; s11 what is done about it. Not: the quotation (s5, s6), the sentence that
        # leans on another (s7), the question (s8), the repetition of s3 (s10), the scrap at the end (s12).
        assert SUMMARISERS["default"](document(DAM), 3) == ("s3", "s4", "s11")

    def test_lead_comes_first(self) -> None:
        # One sentence: the lead, which is what an editor would keep.
        assert SUMMARISERS["default"](document(DAM), 1) == ("s3",)

    def test_sentence_inside_a_quotation_is_left(self) -> None:
        # "Ruộng …" has no mark at its start; only the open quotation before it tells that someone speaks.
        ids = SUMMARISERS["default"](document(DAM), 4)
        assert not {"s5", "s6"} & set(ids)

    def test_captions_and_headings_that_the_file_does_not_mark_are_left(self) -> None:
        # Old text files have everything as lines; who stands in a photograph isn't what happened.
        parts = [
            "Bộ trưởng Y tế Trần Văn Hòa (trái).",
            "Bộ Y tế sẽ tiêm miễn phí vắc xin phế cầu cho trẻ dưới một tuổi từ quý ba năm nay.",
            "Vắc xin cho trẻ nhỏ",
            "Giai đoạn đầu có 14 tỉnh miền núi được chọn, với khoảng 200.000 trẻ được tiêm vắc xin.",
        ]
        assert SUMMARISERS["default"](document(parts), 2) == ("s2", "s4")

    def test_what_leans_is_taken_only_with_what_it_leans_on(self) -> None:
        # The third is most like the title, but "Ông" is nobody without the second.
        parts = [
            ("heading", "Hà Nội cấm xe máy vào phố cổ từ tháng bảy để giảm ùn tắc"),
            ("text", "Nhiều tuyến đường quanh hồ sẽ được tổ chức lại giao thông trong quý ba."),
            ("text", "Giám đốc Sở Giao thông Trần Văn Hòa trình kế hoạch với hội đồng nhân dân."),
            ("text", "Ông nói Hà Nội cấm xe máy vào phố cổ từ tháng bảy để giảm ùn tắc."),
        ]
        assert SUMMARISERS["default"](document(parts), 1) != ("s4",)
        assert "s3" in SUMMARISERS["default"](document(parts), 3)

    def test_title_decides_between_equals(self) -> None:
        # Two sentences alike in all but subject, the title names the second's.
        parts = [
            ("heading", "Giá cà phê Đắk Lắk tăng mạnh"),
            ("text", "Hội nghị nông sản khai mạc tại Buôn Ma Thuột sáng 8/3 với 300 đại biểu."),
            ("text", "Giá hồ tiêu ở Gia Lai giảm 3.000 đồng mỗi kg trong tuần đầu tháng này."),
            ("text", "Giá cà phê ở Đắk Lắk tăng 9.000 đồng mỗi kg trong tuần đầu tháng này."),
        ]
        assert "s4" in SUMMARISERS["default"](document(parts), 2)


@pytest.mark.parametrize(
    "text",
    [
        "Tuy nhiên, giá vẫn tăng.", "Theo đó, hai bên sẽ ký.", "Ông cho biết sẽ từ chức.", "Bà ấy đã khóc.",
        "Họ đang chờ.", "“Anh ta bỏ chạy.", "Ngoài ra còn ba người.", "Điều này là sai.", "Cụ thể, có hai vụ.",
        "Hai bên đã thảo luận về kết quả.", "Cả hai nước ký thỏa thuận.",
    ],
)  # fmt: skip
def test_leaning(text: str) -> None:
    assert is_leaning(text)


@pytest.mark.parametrize(
    "text",
    [
        "Ông Nguyễn Văn A cho biết sẽ từ chức.", "Anh sẽ rời EU.", "Bà con vùng lũ nhận quà.", "Cô gái 19 tuổi bị bắt.",
        "Đức thắng Pháp.", "Đồng yên giảm.", "Sonadezi chia cổ tức.", "Y tế cơ sở thiếu thuốc.",
        "Các nước ASEAN họp ở Hà Nội.", "Hai bên bờ sông Hồng ngập.",
    ],
)  # fmt: skip
def test_not_leaning(text: str) -> None:
    assert not is_leaning(text)


@pytest.mark.parametrize(
    ("text", "points"),
    [
        ("Phái đoàn Ukraine gồm ông và Tổng tham mưu trưởng Andrii Hnatov.", True),
        ("Hai kẻ này bỏ trốn.", True),
        ("Theo các nguồn tin, cuộc họp này được tổ chức sớm.", True),
        ("Ông Umerov nhấn mạnh ưu tiên của Ukraine.", True),
        ("Thủ tướng cho biết như vậy khi trả lời chất vấn.", True),
        ("Tổng thống Trump nói ông sẽ đến.", False),  # he is the one before him
        ("Một sản phụ Anh phải nhập viện.", False),  # a country
        ("Ngoại trưởng Mỹ cho biết nước này đang tìm hiểu.", False),  # Mỹ
        ("Ông Nguyễn Xuân Phúc thăm Huế.", False),
    ],
)
def test_pointing(text: str, points: bool) -> None:
    assert is_pointing(text) is points


class TestOverview:
    FIRE = "Cháy lớn tại xưởng gỗ ở Bình Dương sáng 5/4 làm hai công nhân bị thương, thiệt hại 6 tỷ đồng."
    RICE = "Xuất khẩu gạo quý một đạt 2,1 triệu tấn, tăng 17% so với cùng kỳ nhờ nhu cầu từ Philippines."
    VOTE = "Quốc hội thông qua luật Đất đai sửa đổi với 432 đại biểu tán thành trong phiên họp bế mạc."
    VOTE_ELSEWHERE = "Luật Đất đai sửa đổi được Quốc hội thông qua, có hiệu lực từ ngày 1/1, bỏ khung giá đất."

    def articles(self) -> list[Document]:
        texts = [("fire", self.FIRE, 5), ("rice", self.RICE, 3), ("vote", self.VOTE, 4)]
        return [document([text], name=name, date=datetime.date(2025, 4, day)) for name, text, day in texts]

    def test_by_date(self) -> None:
        assert [article for article, _ in overview(self.articles(), 3)] == ["fire", "vote", "rice"]

    def test_of_one_day_the_most_central_first(self) -> None:
        day = datetime.date(2025, 4, 5)
        texts = [("fire", self.FIRE), ("vote", self.VOTE), ("vote-2", self.VOTE_ELSEWHERE)]
        articles = [document([text], name=name, date=day) for name, text in texts]
        assert overview(articles, 2)[0][0] in {"vote", "vote-2"}

    def test_a_sentence_that_needs_another_is_left(self) -> None:
        # The lead of an article is the best of it, but "he" is nobody where nothing stands before.
        parts = [
            "Ông cho biết giá gạo sẽ tăng 10% trong tháng 5.",
            "Bộ Công Thương dự báo giá gạo tăng 10% từ tháng 5.",
        ]
        assert overview([document(parts)], 1) == (("a", "s2"),)

    def test_it_grows_slowly(self) -> None:
        lengths = [overview_length(n) for n in (1, 2, 3, 5, 12, 50, 200, 500, 10_000)]
        assert lengths == [2, 2, 3, 5, 6, 8, 10, 10, 10]

    def test_undated_come_last(self) -> None:
        articles = [document([self.FIRE], name="undated"), *self.articles()[1:]]
        assert overview(articles, 3)[-1][0] == "undated"

    def test_what_two_report_comes_before_what_one_reports(self) -> None:
        # Two papers on the land law, one each on rice and fire: with one line, it is the law.
        articles = [*self.articles(), document([self.VOTE_ELSEWHERE], name="vote-2")]
        assert overview(articles, 1)[0][0] in {"vote", "vote-2"}

    def test_copies_give_one_sentence(self) -> None:
        copies = [document([self.FIRE], name=f"copy{i}") for i in range(5)]
        assert len(overview([*copies, *self.articles()[1:]], 5)) == 3

    def test_second_sentence_only_where_articles_run_out(self) -> None:
        first, second = document([self.FIRE, self.RICE], name="a"), document([self.VOTE], name="b")
        assert {article for article, _ in overview([first, second], 2)} == {"a", "b"}
        assert sorted(overview([first, second], 3)) == [("a", "s1"), ("a", "s2"), ("b", "s1")]

    def test_of_nothing(self) -> None:
        assert overview([], 5) == ()
        assert overview([document([])], 5) == ()
        assert overview(self.articles(), 0) == ()

    @settings(max_examples=30, deadline=None)
    @given(st.lists(documents, max_size=6), st.integers(1, 8))
    def test_of_any_articles(self, parts: list[list[tuple[str, str]]], n: int) -> None:
        articles = [document(p, name=f"a{i}") for i, p in enumerate(parts)]
        result = overview(articles, n)
        known = {(a.id, s.id) for a in articles for s in a.segments}
        assert set(result) <= known
        assert len(set(result)) == len(result) <= n
        assert bool(result) == any(parts)
        assert overview(articles, n) == result


class TestVectors:
    def test_vietnamese_letters_stay(self) -> None:
        assert tokenise("Đường 1.500,5 tỷ – ngày 6/1/2025, Ủy ban.") == [
            "đường", "1.500,5", "tỷ", "ngày", "6/1/2025", "ủy", "ban",
        ]  # fmt: skip

    def test_stop_syllables_go(self) -> None:
        assert content_syllables("Việc của tỉnh là cứu lúa") == ["tỉnh", "cứu", "lúa"]

    def test_rows_have_length_one_and_cosines_are_right(self) -> None:
        vectors = vectorise([["a", "b"], ["a", "b"], ["c"], []])
        assert vectors.cosines(0).round(9).tolist() == [1, 1, 0, 0]
        assert vectors.cosines(3).tolist() == [0, 0, 0, 0]


@pytest.fixture(scope="module")
def benchmark() -> ModuleType:
    path = Path(__file__).parent.parent / "benchmarks" / "summaries.py"
    spec = importlib.util.spec_from_file_location("summaries_benchmark", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


class TestBenchmark:
    @pytest.mark.parametrize(
        ("hypothesis", "reference", "one", "two", "longest"),
        [
            # Lin 2004, §3: "police killed the gunman"; S2 and S3 share ROUGE-2, the subsequence tells them apart.
            ("police kill the gunman", "police killed the gunman", 3 / 4, 1 / 3, 3 / 4),
            ("the gunman kill police", "police killed the gunman", 3 / 4, 1 / 3, 2 / 4),
            # Counts are clipped: one "mưa" of three is in the reference.
            ("mưa mưa mưa", "mưa to", 2 / 5, 0, 2 / 5),
            # Marks matter: ba, bà and bá are three words.
            ("ba bà", "bá bả", 0, 0, 0),
            ("", "mưa", 0, 0, 0),
        ],
    )
    def test_rouge(
        self, benchmark: ModuleType, hypothesis: str, reference: str, one: float, two: float, longest: float
    ) -> None:
        scores = benchmark.rouge(hypothesis, reference)
        assert [scores[m][2] for m in benchmark.METRICS] == pytest.approx([one, two, longest])

    def test_precision_and_recall(self, benchmark: ModuleType) -> None:
        assert benchmark.rouge("a b c d", "a b")["ROUGE-1"] == pytest.approx((0.5, 1, 2 / 3))

    def test_compares_all_summarisers(self, tmp_path: Path) -> None:
        texts = [text for kind, text in DAM if kind == "text"]
        row = {"id": "dam", "title": DAM[0][1], "abstract": texts[0], "article": texts, "captions": [DAM[1][1]]}
        file = tmp_path / "a.jsonl"
        file.write_text(json.dumps(row, ensure_ascii=False) + "\n" + json.dumps(row) + "\n", encoding="utf-8")
        script = Path(__file__).parent.parent / "benchmarks" / "summaries.py"
        command = [sys.executable, str(script), str(file), "--sentences", "1", "--limit", "1"]
        lines = subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()
        assert lines[0].startswith("1 articles, 1 sentences")
        assert lines[1].split()[:4] == ["lead", "ROUGE-1", "F1", "100.00"]
        assert {line.split()[0] for line in lines[1:]} == set(SUMMARISERS)
