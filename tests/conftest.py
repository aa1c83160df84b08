"""Shared fixtures: a folder of small articles on several subjects, settings for the echo engine."""

from __future__ import annotations

import signal
from pathlib import Path

import pytest
from hypothesis import settings as hypothesis_settings

from songngu.settings import Settings

# No test is timed: machines are noisy, and what is slow is for the benchmarks to tell.
hypothesis_settings.register_profile("untimed", deadline=None)
hypothesis_settings.load_profile("untimed")

# A shell's background job, which the tests may be, is started deaf to Ctrl-C, and so would be what it starts.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

ARTICLES = {
    "gia-vang.txt": """ date 2025-11-03 Giá vàng trong nước tăng mạnh

Sáng 3/11, giá vàng miếng tăng 1,2 triệu đồng mỗi lượng. Đây là mức cao nhất trong 3 tháng qua.

Ngân hàng Nhà nước cho biết sẽ theo dõi sát thị trường.
""",
    "bong-da.txt": """Đội tuyển Việt Nam thắng Thái Lan 2-1

Tối 5/1, đội tuyển Việt Nam đánh bại Thái Lan với tỷ số 2-1 trên sân Rajamangala.

Huấn luyện viên Kim Sang-sik nói: "Các cầu thủ đã chơi rất tốt. Tôi tự hào về họ."
""",
    "suc-khoe/cum-mua.txt": """Theo Bộ Y tế, số ca cúm mùa tại Hà Nội tăng 15% so với tháng trước.

Bác sĩ khuyến cáo người già và trẻ em nên tiêm vắc xin.
""",
}


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    """A folder with three articles."""
    folder = tmp_path / "articles-in"
    for name, text in ARTICLES.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """The echo engine, writing below the test's folder, without the shipped glossary."""
    return Settings(out=str(tmp_path / "out"), model="echo", shipped_glossary=False)
