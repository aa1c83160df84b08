"""Subtitles: what is said in several cues is one sentence."""

from __future__ import annotations

import time

import pytest

from songngu.readers.subtitles import read_subtitles

YOUTUBE = """1
00:00:01,000 --> 00:00:03,500
Sáng nay, Thủ tướng đã tiếp

2
00:00:03,500 --> 00:00:06,000
đoàn đại biểu Nhật Bản tại Hà Nội. Hai bên

3
00:00:06,100 --> 00:00:08,000
nói về thương mại.
"""
AEGISUB = (
    "\ufeff1\r\n00:00:01,000 --> 00:00:03,500 X1:0\r\n{\\an8}<i>Anh đi đâu</i>\r\nđấy?\r\n\r\n\r\n"
    "2\r\n00:00:04,000 --> 00:00:05,000\r\n- Đi chợ.\r\n- Mua gì?\r\n\r\n"
    "3\r\n00:00:09,000 --> 00:00:10,000\r\n[tiếng mưa]\r\n\r\n"
    "4\r\n00:00:20,000 --> 00:00:21,000\r\nNăm 2025\r\n2026\r\n"
)


def texts(text: str) -> list[str]:
    return [block.text for block in read_subtitles(text.encode(), "a.srt").blocks]


def test_a_cue_that_goes_on_is_joined() -> None:
    source = read_subtitles(YOUTUBE.encode(), "a.srt")
    assert [block.text for block in source.blocks] == [
        "Sáng nay, Thủ tướng đã tiếp đoàn đại biểu Nhật Bản tại Hà Nội. Hai bên nói về thương mại."
    ]
    assert source.notes == ("3 cues read as 1 paragraphs, without their times",)


def test_turns_sounds_and_pauses_are_kept_apart() -> None:
    assert texts(AEGISUB) == ["Anh đi đâu đấy?", "- Đi chợ.", "- Mua gì?", "[tiếng mưa]", "Năm 2025 2026"]


def test_subtitles_without_full_stops_are_cut_somewhere() -> None:
    cues = "".join(f"{n}\n00:{n // 60:02}:{n % 60:02},0 --> 00:{n // 60:02}:{n % 60:02},9\nmột hai ba bốn\n\n" for n in
                   range(1, 300))  # fmt: skip
    assert max(len(text.split()) for text in texts(cues)) < 70
    assert " ".join(texts(cues)) == " ".join(["một hai ba bốn"] * 299)


@pytest.mark.parametrize("piece", ["1\n", "00:00:00,0 --> ", "-", "<i>", "{\\", "00:00:01,0 --> 00:00:02,0\n", "\n \n"])
def test_the_time_grows_as_the_text(piece: str) -> None:
    start = time.perf_counter()
    read_subtitles((YOUTUBE + piece * (200_000 // len(piece))).encode(), "a.srt")
    assert time.perf_counter() - start < 10
