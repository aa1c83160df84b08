"""Markdown documents as people and programs write them, and stand-ins for an engine."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from songngu.markdown.placing import Rendering
from songngu.text.sentences import split_sentences

ARTICLE = """---
title: "Giá vàng: tăng mạnh"
date: 2026-01-06
tags:
  - vàng
  - "kinh tế"
---

# Giá vàng [trong nước](../tin/vang.md) tăng mạnh ##

Sáng 6/1, **Công ty SJC** niêm yết giá vàng miếng ở mức 87,5 triệu đồng mỗi lượng, theo
[Ngân hàng Nhà nước](https://www.sbv.gov.vn/a_(b)?x=1&y=2 "NHNN *cũ*"). Trước đó, *Bộ Tài chính* cho biết\\
sẽ [theo dõi sát thị trường][td][^1].

> "Chúng tôi sẽ bán vàng", ông **Nguyễn Văn A** nói.
> Ông nói thêm: `sudo mua_vàng`
lười

![Người dân *mua vàng* tại Hà Nội](img/vang 1.jpg)

* [x] Mua vào: `SJC-01` tăng 2%
* [ ] Xem thêm tại [báo cáo][]

  Đoạn thứ hai của mục.

1. Một
   - Hai
     tiếp
2) Ba

| Loại \\| vàng | Giá mua | Giá bán |
|:-----|:-------:|--------:|
| Vàng miếng | 85,0 | **87,5** |
| [Vàng nhẫn](/nhan) | `a\\|b` | ![giá](g.png) |

````markdown
```
không dịch
```
````

    mã thụt vào

<details open>
<summary>Xem &amp; thêm</summary>

Giá dầu <b>cũng</b> tăng<br>mạnh &amp; nhanh &copy; 5 \\* 3.

</details>

***

Tiêu đề phụ
-----------

Liên hệ <https://a.vn/x> hoặc https://a.vn/y?z=1, thư a.b@c.vn. {{< hinh src="a.png" >}} [báo cáo].

[td]: /theo-doi 'Theo dõi'
[Báo cáo]: <https://imf.org/a b>
[^1]: Theo **Reuters**.

    Đoạn hai của chú thích.
"""

DOCUMENTS = {
    "an article with everything": ARTICLE,
    "CRLF": ARTICLE.replace("\n", "\r\n"),
    "CR": "# Một\r\rHai *ba*\rbốn.\r",
    "no line end": "Giá vàng [tăng](a.html)",
    "TOML front matter": '+++\ntitle = "Giá vàng"\ndate = 2026-01-06\n[extra]\na = 1\n+++\n\nTăng *mạnh*.\n',
    "a stray rule": "---\n\nGiá: tăng.\n\n---\n\nHết.\n",
    "rules and setext": "---\nGiá vàng\n---\n\nTăng\n===\n",
    "four backticks": "````\n```\n# không\n```\n````\n\n~~~\nkhông\n~~~\n\nCó.\n",
    "an open fence": "Trước.\n\n```\n[a](b)\n",
    "links": "[a](b)[c](<d e> 'f')[g] [h][g] [i][]\n\n[g]: j\n[i]: k\n",
    "nested": "***Rất* đậm** và **đậm *nghiêng* `mã`** và [**đậm** `mã` ![ảnh](x)](y)\n",
    "tables": "a | b\n-|-\nmột | hai\n| ba |\n\n> | c | d |\n> |---|---|\n> | bốn \\| năm | [sáu](x\\|y) |\n",
    "lists": "- một\n\n  hai\n  - ba\n\n10. bốn\n    năm\n\n+ \n+ sáu\n",
    "HTML": "<div align='center'>\n  <p>Giá <b>vàng</b> &lt; 5</p>\n<!-- không -->\n</div>\n\n"
    "<script>\nkhông()\n</script>\n",
    "breaks": "Một  \nhai\\\nba<br/>bốn\nnăm \nsáu\n",
    "alert": "> [!NOTE]\n> Chú ý *này*.\n",
    "characters": "Giá\u00a0vàng\u200b tăng “mạnh” — 5°C; e\u0302\u0301.\tHết\n",
    "tabs": "-\tmột\n\n\thai\n\n>\tba\n>\tbốn\n",
    "blank": "\n \n\t\n",
    "empty": "",
    "escapes": "\\# không\n\n5 \\* 3 \\[a\\](b) &lbrack; a_b_c 1\\. hai\n",
}

Words = Callable[[str], str]


def backwards(sentence: str) -> str:
    """A sentence of the same words in another order: hardly anything stays where it was."""
    return " ".join(["The", *reversed(sentence.split())])


def unchanged(passages: Sequence[str]) -> list[Rendering]:
    """A translator whose English is the Vietnamese."""
    return [_render(passage, str) for passage in passages]


def engine(words: Words) -> Callable[[Sequence[str]], list[Rendering]]:
    """A translator that gives each sentence another wording."""
    return lambda passages: [_render(passage, words) for passage in passages]


def _render(vi: str, words: Words) -> Rendering:
    en, at = "", 0
    spans = []
    for sentence in split_sentences(vi):
        bare = sentence.strip()
        if bare:
            en += vi[len(en) : at] if words is str else " " if en else ""
            start = at + sentence.index(bare)
            english = words(bare)
            spans.append(((start, start + len(bare)), (len(en), len(en) + len(english))))
            en += english
        at += len(sentence)
    return Rendering(vi=vi, en=en, sentences=tuple(spans))
