"""Sentences of Vietnamese news: nothing lost, and the places a full stop doesn't end one."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from songngu.text.sentences import split_long, split_sentences

NEWS = st.lists(
    st.sampled_from(
        [
            "TP. ",
            "Ông ",
            "nói",
            ". ",
            "! ",
            "… ",
            "... ",
            '"',
            "” ",
            "“",
            "(",
            ") ",
            "\n",
            "1. ",
            "T. ",
            "v.v. ",
            "- ",
            "U.23 ",
            "a",
        ]
    ),
    max_size=40,
).map("".join)


@pytest.mark.parametrize(
    ("sentences", "why"),
    [
        (["UBND TP. Hồ Chí Minh họp. ", "Ông ở Q.1, TP.HCM. ", "Xong."], "TP. is followed by its city; HCM. may end"),
        (["Góp phần xây dựng TP. ", "Tại hội thảo, ông Nam nói."], "TP. ends one before a word that opens sentences"),
        (["Giữ chức phó chủ tịch UBND TP. ", "Ông Chinh 49 tuổi."], "a person is no city"),
        (["Ở TP. Bà Rịa có mưa."], "but Bà Rịa is one"),
        (["Ở KP. Ông Đình có mưa."], "and Ông Đình a quarter"),
        (["Ở phía đông TP. ", "Ngày 1-2, TP. Hội An và TP. Tuy Hòa họp."], "but names begin with such words too"),
        (["Gửi cho bộ GD & ĐT. ", "Ngày 3/7, xong. ", "ĐT. 0912 345 678."], "a ministry, and a telephone"),
        (["Sau Thế chiến I. ", "Putin bày tỏ ủng hộ."], "a number, no initial"),
        (['"Chi phí xử lý... ". ', "Ông Quang nhận định."], "a detached mark with its full stop"),
        (["Cháy tại Q. Bình Thạnh, P. 5. ", "Không ai bị thương."], "district and ward"),
        (["Ở đường Cộng Hòa (Q. Tân Bình). ", "Họ trú tại phường 5, Q. Liên Chiểu."], "a district in brackets"),
        (
            ["Phòng quản lý đô thị Q. Thủ Đức nói. ", "Bà Trần Thị Q. ", "Bình tĩnh lại."],
            "a district, but a person too",
        ),
        (["Bà nhận danh hiệu NSND. ", "Trong danh sách có bà."], "a title that ends one"),
        (["Gia đình ông Hun Sen. ", "Ông nói vậy."], "a name that is a title too"),
        (["Có dấu hiệu giằng co. ", "Xung quanh có nhiều người."], "no company"),
        (["BS.CKII. Nguyễn Văn Nam, NCS. Lê Hoa và ĐĐ. Thích Minh đến."], "titles of hospitals and pagodas"),
        (["Theo PGS.TS. Liên cho biết, bệnh giảm."], "a name that opens sentences too"),
        (["Nạn nhân là anh T., H. ", "Theo công an, họ chết."], "two initials"),
        (["Ông sang Washington D.C. ", "Cô hiện là sinh viên."], "a capital that ends one"),
        (["TS. Lê Văn B, ThS. Trần C. và GS.TS. Phạm D. đã dự họp."], "titles, stacked titles and initials"),
        (["PGS.TS. Nguyễn A, BS. Bình, LS. Cường có mặt."], "more titles"),
        (["Mr. Bean thăm St. Petersburg. ", "No. 5 thắng."], "English titles"),
        (["Gạo, cà phê, v.v. đều tăng. ", "Giá vàng giảm."], "v.v. inside"),
        (["Gạo, cà phê, v.v. ", "Giá vàng giảm."], "v.v. at the end"),
        (["Trận Anh vs. Pháp hòa."], "vs."),
        (["U.23 Việt Nam thắng 2-0."], "no space, no end"),
        (["J. K. Rowling và George W. Bush gặp nhau."], "initials before a family name"),
        (["Ông A. có đưa cho bà C. 20.000 đồng rồi về."], "money after an initial begins no sentence"),
        (["Toàn đâm chị O. 3 nhát khiến chị tử vong."], "nor do blows"),
        (["Ông tìm đến nhà bà C. ", "20 phút sau, ông bỏ chạy."], "but a time does"),
        (["Họ đánh anh S. ", "2 đối tượng này bỏ trốn."], "and so do people"),
        (["Công an bắt Nguyễn Văn T. ", "Theo điều tra, T. bỏ trốn."], "Vietnamese shorten the last name: an end"),
        (["Chị Giàng Th. (SN 1985) kể."], "an initial of two letters before its bracket"),
        (["Ông M. Pompeo đến Hà Nội."], "a foreign family name after an initial"),
        (["Đây là căn cứ lớn nhất châu Á. ", "Mỹ có mặt từ lâu."], "Á is a word, not an initial"),
        (["Trẻ thiếu vitamin A. ", "Trẻ em cần rau."], "a letter that isn't of a name"),
        (["Có trên mẫu T -50 A. ", "Vẫn cần thử nghiệm."], "nor this, of a code"),
        (["Cầu thủ U-23 Q. Hải và tiền vệ U-19 A. Smith ghi bàn ở căn hộ A-12 Q. Tân Bình."], "of codes with letters"),
        (["Ở số 12 Q. Bình Thạnh và P. 5."], "a district after a number"),
        (["Real thắng 3-1 A. Madrid."], "a score before a name"),
        (["Phút 45+1 L. Messi ghi bàn ở giải U21 V. League."], "a minute, an age"),
        (["Giá 1.500,5 tỷ đồng. ", "Tăng 2.000 đồng."], "decimal and thousands"),
        (["Họp ngày 19.12. ", "Từ tháng 6.2024 đến nay."], "dates"),
        (["Xem vnexpress.net và http://a.vn/b.html. ", "Hoặc viết tới a.b@c.vn."], "addresses"),
        (['"Chúng tôi rất vui!" ông nói.'], "said by: one sentence, the quote stays with it"),
        (['"Chúng tôi rất vui." ', "Ông Nam về."], "the closing quote stays with its sentence"),
        (["“Tôi đi. ", "Tôi về”, ông nói."], "a quote of several sentences"),
        (['"Thật à?" - ông hỏi.'], "said by, after a dash"),
        (["- Anh đi đâu? ", "- Tôi về."], "the next speaker"),
        (["Cá khóc… và cười... rồi thôi. ", "Hết… ", "Mai lại tới."], "an ellipsis ends by what follows"),
        (["Ông nói (…) rồi đi. ", "Hết."], "words left out"),
        (["TPO - Hà Nội mưa. ", "Đường ngập."], "a byline isn't a sentence"),
        (["Ông Zelensky ở Paris. ", "(Ảnh: Reuters)."], "a credit stands alone"),
        (["1. Mở rộng đường. ", "2. Xây cầu."], "list markers open an item"),
        (["Gồm:\n", "- một;\n", "- hai;\n", "- ba."], "bullets, line by line"),
        (["Họp lúc 10.30 và 7h30. ", "Nghỉ lúc 12:00."], "times"),
        (["<@!12345> xin chào. ", "Tạm biệt."], "a mention crashed a splitter elsewhere (argos-translate#216)"),
        (["Lửa cháy lớn.", "Ông Nam gọi cứu hỏa."], "the space was forgotten"),
        (["Đọc trên Tuoitre.vn nhé."], "but not in a domain"),
        (["Anh mua iPhone. ", "iPhone rất đắt."], "a brand that begins in lower case"),
        (["Năm 2019. ", "15 người chết."], "a number may open a sentence"),
        (["Hoa Kỳ (U.S. Army) rút quân."], "dotted abbreviation"),
        (["Mưa lớn. ", "Xem video: ", "Đường phố ngập sâu. ", "Xe chết máy."], "what leads to a film, in a paragraph"),
    ],
)
def test_split_sentences(sentences: list[str], why: str) -> None:
    assert list(split_sentences("".join(sentences))) == sentences, why


@settings(deadline=None)
@given(st.text() | NEWS)
def test_nothing_is_lost(paragraph: str) -> None:
    pieces = split_sentences(paragraph)
    assert "".join(pieces) == paragraph
    assert all(piece.strip() for piece in pieces) or not paragraph.strip()


@settings(deadline=None)
@given(NEWS)
def test_white_space_stays_with_the_sentence_before(paragraph: str) -> None:
    for piece in split_sentences(paragraph)[1:]:
        assert not piece[0].isspace()


def test_empty() -> None:
    assert split_sentences("") == ()


@pytest.mark.parametrize("unit", [".", "a. ", "a.B", '"', "a", "a ", "\n", ". \n", " ", "T. A. ", "(", "1. "])
def test_long_runs_are_linear(unit: str) -> None:
    start = time.perf_counter()
    text = unit * (100_000 // len(unit)) + "x"
    assert "".join(piece for sentence in split_sentences(text) for piece in split_long(sentence, 150)) == text
    assert time.perf_counter() - start < 5.0


@settings(deadline=None)
@given(st.text() | NEWS, st.integers(1, 20))
def test_split_long_loses_nothing_and_keeps_the_limit(sentence: str, limit: int) -> None:
    pieces = split_long(sentence, limit)
    assert "".join(pieces) == sentence
    assert all(len(piece.split()) <= limit for piece in pieces)


def test_split_long_leaves_short_sentences() -> None:
    assert split_long("Hà Nội mưa to, đường ngập.", 150) == ("Hà Nội mưa to, đường ngập.",)


@pytest.mark.parametrize(
    ("pieces", "why"),
    [
        (["một, hai ba bốn; ", "năm sáu bảy tám chín mười"], "a semicolon goes before a later comma or space"),
        (["một hai ba bốn năm, ", "sáu bảy tám chín mười"], "then a comma"),
        (["một hai ba bốn năm ", "nhưng sáu bảy tám chín mười"], "then before a conjunction"),
        (["một hai ba bốn năm sáu bảy ", "tám chín"], "then white space"),
        (["x" * 84, "x" * 6], "then hard: seven words of twelve characters"),
    ],
)
def test_split_long_cuts_at_the_best_place(pieces: list[str], why: str) -> None:
    assert list(split_long("".join(pieces), 7)) == pieces, why


def test_gen_is_a_gene_in_lower_case_and_a_general_in_upper() -> None:
    assert split_sentences("Em bé biến đổi gen. Dù vậy, em khỏe.") == ("Em bé biến đổi gen. ", "Dù vậy, em khỏe.")
    assert len(split_sentences("Tướng Gen. Mark Milley đã nói.")) == 1


def test_many_numbers_are_cut_into_smaller_pieces() -> None:
    """A model reads digit by digit; a row of a table is longer for it than its words tell."""
    row = "1.500,5 tỷ đồng, " * 100
    pieces = split_long(row, 150)
    assert "".join(pieces) == row
    assert max(len(piece.split()) for piece in pieces) < 120
