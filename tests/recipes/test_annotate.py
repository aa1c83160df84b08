"""The training file: what may teach, what is annotated, and that annotation and reference always agree."""

from __future__ import annotations

import lzma
import random
import re
from collections import Counter
from pathlib import Path
from types import ModuleType

import pytest

MARKED = re.compile("\ue001([^\ue001-\ue003]+)\ue002([^\ue001-\ue003]+)\ue003")


class TestPairs:
    @pytest.mark.parametrize(
        ("raw", "clean"),
        [
            ("Hu&#7871; &amp;amp; Đà Nẵng", "Huế & Đà Nẵng"),  # entities, escaped twice by some sites
            ("Hue\u0302\u0301", "Huế"),  # NFD
            ('"""Từ nay"", ông nói."', '"Từ nay", ông nói.'),  # CSV quoting left in a TSV
            ("He did n't go , Anna 's son said .", "He didn't go, Anna's son said."),  # tokenised text
            ('<td class="x">Xin chào</td>', "Xin chào"),
            ("were upset(1) because", "were upset because"),  # footnote marks of a language-learning site
            ("a \ue001b", "a b"),  # our own markers can't come from a text
        ],
    )
    def test_clean(self, pairs: ModuleType, raw: str, clean: str) -> None:
        assert pairs.clean_text(raw) == clean

    @pytest.mark.parametrize(
        ("vi", "en", "kept"),
        [
            ("nạp ắc quy", "To charge a battery", "Charge a battery"),
            ("tự hạ mình", "to abase oneself", "abase oneself"),
            ("để giảm cân", "to lose weight", "to lose weight"),
            ("gửi cha mẹ", "to my parents", "to my parents"),
            ("Nói thật, tôi thích ở nhà.", "To tell the truth, I prefer to stay at home.", None),
            ("Tô Lâm phát biểu", "To Lam speaks", None),
            ("Ai được nhận?", "To whom is it given?", None),
        ],
    )
    def test_a_verb_has_no_to(self, pairs: ModuleType, vi: str, en: str, kept: str | None) -> None:
        assert pairs.drop_infinitive(vi, en) == (kept or en)

    @pytest.mark.parametrize(
        ("vi", "en", "fault"),
        [
            ("Hà Nội có mưa to từ chiều nay.", "Hanoi has had heavy rain since this afternoon.", None),
            ("", "Rain.", "empty"),
            ("['Mưa to.', 'Gió lớn.']", "['Heavy rain and strong wind.']", "printed list"),  # misaligned at the source
            ("Copyright Reuters 2020", "copyright reuters 2020", "same text"),
            ("Mưa.", "It has been raining hard in Hanoi since this morning.", "length ratio"),
            ("The rain in Spain falls on the plain.", "It rains in Spain, mainly on a plain.", "source not Vietnamese"),
            ("Hà Nội có mưa to từ chiều nay.", "Hà Nội có mưa lớn từ chiều hôm nay.", "target not English"),
            ("Москва có mưa to từ chiều nay.", "It has rained in Moscow since noon.", "other script"),
        ],
    )
    def test_faults(self, pairs: ModuleType, vi: str, en: str, fault: str | None) -> None:
        assert pairs.find_fault(vi, en) == fault

    def test_test_sentences_stay_out_on_either_side(self, pairs: ModuleType, tmp_path: Path) -> None:
        # Other case, other punctuation, other partner: the model must not have seen them at all.
        (tmp_path / "test.tsv").write_text("Trời mưa to.\tIt is raining hard.\n", encoding="utf-8")
        lines = ["TRỜI MƯA TO\tIt rains.", "Mưa to quá.\tit is raining hard!", "Trời nắng.\tIt is sunny."]
        (tmp_path / "news.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")
        held_out = pairs.read_held_out([tmp_path / "test.tsv"])
        counts: Counter[tuple[str, str]] = Counter()
        kept = list(pairs.read_corpus({tmp_path / "news.tsv": 1.0}, held_out, seed=1, counts=counts))
        assert kept == [("news", ("Trời nắng.", "It is sunny."))]
        assert counts == {("news", "in a test set"): 2, ("news", "kept"): 1}

    def test_weights(self, pairs: ModuleType, tmp_path: Path) -> None:
        rows = [f"Câu số {i} của bài báo.\tSentence {i} of the article." for i in range(400)]
        file = tmp_path / "news.tsv"
        file.write_text("\n".join([*rows, rows[0]]) + "\n", encoding="utf-8")

        def count(weight: float) -> int:
            return len(list(pairs.read_corpus({file: weight}, frozenset(), seed=1, counts=Counter())))

        assert count(1) == 400, "all but the repeated one"
        assert count(2) == 800
        assert 60 < count(0.2) < 100


class TestLexicon:
    def test_best_match_in_both_directions(self, lexicon: ModuleType) -> None:
        # "change" goes with every "đổi", but "climate change" is the other's best; the longest source wins.
        verbs = [("Mở", "Open"), ("Dừng", "Stop"), ("Bàn", "Discuss"), ("Họp", "Meet")] * 2
        news = [
            (f"{vi}: biến đổi khí hậu {i} ngày.", f"{en}: climate change, {i}.") for i, (vi, en) in enumerate(verbs)
        ]
        other = [(f"Nga thay đổi {vi} tàu.", f"Russia plans to change {en} trains.") for vi, en in verbs]
        assert lexicon.mine(news + other).terms["biến đổi khí hậu"] == "climate change"

    def test_no_function_words_and_no_single_syllables(self, lexicon: ModuleType) -> None:
        rows = [
            (f"Đội {i} dài nhất ở tỉnh này của họ.", f"Team {i} has length here in its province.") for i in range(9)
        ]
        assert "nhất" not in lexicon.mine(rows).terms

    def test_fragments_go(self, lexicon: ModuleType) -> None:
        # "sở dữ" is always inside "cơ sở dữ liệu".
        rows = [(f"Xã {i} lập cơ sở dữ liệu dân cư.", f"Commune {i} builds database of residents.") for i in range(9)]
        assert not {"sở dữ", "sở dữ liệu", "cơ sở dữ"} & set(lexicon.mine(rows).terms)

    @pytest.mark.parametrize(
        ("phrase", "expected"),
        [
            ("Coalition of the Willing", True),
            ("Red River Bank", True),
            ("Ministry of Foreign Affairs", True),
            ("Gibbs of the White House", False),  # a person and a place
            ("Paris", False),
        ],
    )
    def test_organisations(self, lexicon: ModuleType, phrase: str, expected: bool) -> None:
        assert lexicon.is_organisation(phrase) is expected


@pytest.fixture
def empty(lexicon: ModuleType) -> object:
    return lexicon.Lexicon({}, {}, ("Boston",), ("Ministry of Trade",), ("bubble tea",))


@pytest.fixture
def glossary(annotate: ModuleType, tmp_path: Path) -> object:
    rows = [
        "vi,en,kind,mode,note",
        "# Asia",
        "Nhật Bản,Japan|Japanese,place,enforce,",
        "Nhật,Japan|Japanese,place,enforce,",
        "Đức,Germany|German,place,enforce,",
        "Bộ Y tế,Ministry of Health|Health Ministry,organisation,enforce,",
        "đình chiến,ceasefire|truce,term,enforce,",
    ]
    file = tmp_path / "names.csv"
    file.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return annotate.read_glossary([file])


class TestCandidates:
    def find(self, annotate: ModuleType, vi: str, en: str, lexicon: object, glossary: object) -> set[tuple[str, str]]:
        return {(c.source, c.target) for c in annotate.find_candidates(vi, en, lexicon, glossary)}

    @pytest.mark.parametrize(
        ("vi", "en", "expected"),
        [
            # The alternative that the reference has.
            ("Bộ Y tế họp.", "The Health Ministry met.", {("Bộ Y tế", "Health Ministry")}),
            # No short entry inside a longer one.
            ("Quân Nhật Bản rút.", "Japanese troops left.", {("Nhật Bản", "Japanese")}),
            # Once in the source, twice in the reference: which one it is can't be told.
            ("Đức thắng.", "Germany won; Germany rejoiced.", set()),
            # A name that is spelled alike, marks aside, whole.
            ("Ông Nguyễn Văn Nam đến.", "Nguyen Van Nam came.", {("Nguyễn Văn Nam", "Nguyen Van Nam")}),
            # A quantity as the reference renders it.
            ("Họ gặp nhau ngày 6/1 ở đây.", "They met here on January 6.", {("ngày 6/1", "January 6")}),
        ],
    )
    def test_found(
        self, annotate: ModuleType, empty: object, glossary: object, vi: str, en: str, expected: set[tuple[str, str]]
    ) -> None:
        found = self.find(annotate, vi, en, empty, glossary)
        # The quantity rules say themselves how much around the date they take.
        assert {(s, t.removeprefix("on ")) for s, t in found} == expected

    def test_every_occurrence(self, annotate: ModuleType, empty: object, glossary: object) -> None:
        vi, en = "Messi ghi bàn, rồi Messi rời sân.", "Messi scored, then Messi left."
        (candidate,) = annotate.find_candidates(vi, en, empty, glossary)
        marked, reference = annotate.write(vi, en, [(candidate, "Pelé")])
        assert MARKED.findall(marked) == [("Messi", "Pelé")] * 2
        assert reference == "Pelé scored, then Pelé left."


class TestWrite:
    @pytest.mark.parametrize(
        ("en", "old", "new", "expected"),
        [
            ("They held an election.", "election", "vaccine", "They held a vaccine."),
            ("They saw a vaccine.", "vaccine", "election", "They saw an election."),
            # One name wants the article, the other doesn't.
            ("He left the United States.", "United States", "Boston", "He left Boston."),
            ("He left Boston.", "Boston", "Ministry of Trade", "He left the Ministry of Trade."),
            # Before a noun the article is the noun's.
            ("In the Texas town it rained.", "Texas", "Boston", "In the Boston town it rained."),
            ("It opens in August.", "August", "Aug.", "It opens in Aug."),
        ],
    )
    def test_grammar_around_a_random_target(
        self, annotate: ModuleType, en: str, old: str, new: str, expected: str
    ) -> None:
        candidate = annotate.Candidate("name", (0,), (en.index(old),), "Xa", old)
        assert annotate.write("Xa đó.", en, [(candidate, new)])[1] == expected


class TestFile:
    ROWS = (
        ("Thủ tướng Đức Merz gặp Macron ngày 6/1.", "German Chancellor Merz met Macron on January 6."),
        ("Bộ Y tế kêu gọi đình chiến ở Gaza.", "The Ministry of Health called for a ceasefire in Gaza."),
        ("Trời hôm nay rất đẹp và mát.", "The weather is fine and cool today."),
        ("Hôm qua họ đi chợ mua rau quả.", "Yesterday they went to buy vegetables."),
    )

    def build(
        self, annotate: ModuleType, folder: Path, out: str, seed: int = 7, more: tuple[str, ...] = ()
    ) -> list[list[str]]:
        names = ("Merz", "Macron", "Gaza", "Messi", "Lagos", "Quito")
        lines = []
        for number in range(60):
            vi, en = self.ROWS[number % 4]
            name = names[number % 6]
            lines.append(f"{vi} Tin {number} từ {name}.\t{en} Report {number} is from {name}.")
        with lzma.open(folder / "news.tsv.xz", "wt", encoding="utf-8") as file:
            file.write("\n".join(lines) + "\n")
        glossary = folder / "g.csv"
        glossary.write_text(
            "vi,en,kind,mode,note\nBộ Y tế,Ministry of Health,organisation,,\nBộ Công an,Interpol,organisation,,\n",
            encoding="utf-8",
        )
        options = ["--parallel", str(folder), "--mix", "news=1", "--glossary", str(glossary), "--seed", str(seed)]
        annotate.main([*options, *more, "--out", str(folder / out)])
        return [line.split("\t") for line in (folder / out).read_text(encoding="utf-8").splitlines()]

    def test_reference_has_every_target_as_often_as_the_source_asks(self, annotate: ModuleType, tmp_path: Path) -> None:
        rows = self.build(annotate, tmp_path, "out.tsv")
        assert len(rows) == 60
        marked = [row for row in rows if "\ue001" in row[0]]
        assert 20 <= len(marked) <= 31, "half of the pairs"
        for vi, en in marked:
            asked = Counter(target for _, target in MARKED.findall(vi))
            assert 1 <= len(asked) <= annotate.MOST
            assert not re.search("[\ue001-\ue003]", MARKED.sub("", vi) + en)
            for target, count in asked.items():
                assert en.count(target) >= count
        assert {"true", "random"} == {
            "true" if MARKED.sub(r"\1", vi) + "\t" + en in self.plain(tmp_path) else "random" for vi, en in marked
        }

    def plain(self, folder: Path) -> set[str]:
        with lzma.open(folder / "news.tsv.xz", "rt", encoding="utf-8") as file:
            return set(file.read().splitlines())

    def test_same_seed_same_bytes(self, annotate: ModuleType, tmp_path: Path) -> None:
        assert self.build(annotate, tmp_path, "a.tsv") == self.build(annotate, tmp_path, "b.tsv")
        assert self.build(annotate, tmp_path, "a.tsv") != self.build(annotate, tmp_path, "c.tsv", seed=8)

    def test_prints_what_went_in(
        self, annotate: ModuleType, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        self.build(annotate, tmp_path, "a.tsv")
        shown = capsys.readouterr().out
        assert "60 pairs" in shown
        assert re.search(r"glossary\t\d+\t\d+", shown)

    def test_entries_are_pairs_too(self, annotate: ModuleType, tmp_path: Path) -> None:
        rows = self.build(annotate, tmp_path, "a.tsv", more=("--entries", "--names"))
        assert [row[2] for row in rows] == ["news"] * 60 + ["glossary"] * 2
        assert ["Bộ Y tế", "Ministry of Health", "glossary"] in rows

    def test_unknown_corpus(self, annotate: ModuleType, tmp_path: Path) -> None:
        with pytest.raises(SystemExit, match=r"has no novels\.tsv"):
            annotate.parse_mix(tmp_path, ["novels=1"])


def test_random_target_is_never_met_by_accident(annotate: ModuleType, empty: object, glossary: object) -> None:
    # "Boston" is in the reference already: writing it again would teach nothing about where it belongs.
    pair = ("Messi rời Boston.", "Messi left Boston.")
    for seed in range(50):
        result = annotate.annotate(pair, empty, glossary, random.Random(seed), Counter())
        assert result is not None
        assert result[1].count("Boston") == 1 or "\ue002Boston" not in result[0]


def test_a_verb_keeps_its_true_target(annotate: ModuleType, empty: object) -> None:
    # "lây lan" = "spread" may be mined; a random noun after "may" would teach broken English.
    candidate = annotate.Candidate("term", (0,), (7,), "lây lan", "spread")
    draws = {annotate.draw_target("It may spread.", candidate, empty, random.Random(seed)) for seed in range(20)}
    assert draws == {"spread"}
