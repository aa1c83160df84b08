"""One article as the programs that people use write it: what the contract of the readers is tested with."""

from __future__ import annotations

import io
import json
import unicodedata
import zipfile
from collections.abc import Callable, Mapping

TITLE = "Hà Nội mở thêm ba tuyến buýt điện"
LEAD = "Ba tuyến buýt điện nối ngoại thành với trung tâm sẽ chạy từ ngày 15/1, giá vé 9.000 đồng một lượt."
FIRST = (
    "Sở Giao thông Vận tải Hà Nội ngày 12/1 cho biết ba tuyến mới nối các huyện Đông Anh, Gia Lâm và Hoài Đức với bến "
    "xe Mỹ Đình. Mỗi tuyến có 18 xe, chạy từ 5h đến 21h hàng ngày."
)
CAPTION = "Xe buýt điện tại bến Mỹ Đình sáng 12/1. Ảnh: Giang Huy"
SECOND = (
    "Theo ông Nguyễn Văn Nam, Phó giám đốc Sở, việc thay xe dầu bằng xe điện giúp giảm 40% chi phí nhiên liệu. “Người "
    "dân sẽ được đi xe sạch hơn, êm hơn”, ông Nam nói."
)
HEADING = "Vé tháng được trợ giá"
ITEMS = ("Học sinh, sinh viên: 100.000 đồng một tháng.", "Người trên 60 tuổi không phải trả tiền.")
CELLS = ("Tuyến", "Số xe", "E11", "18")
LAST = "Thành phố chi 120 tỷ đồng để trợ giá trong năm 2026. Mục tiêu đến năm 2030 là mọi xe buýt dùng năng lượng sạch."
AUTHOR = "Võ Hải"
PIECES = (TITLE, LEAD, FIRST, CAPTION, SECOND, HEADING, *ITEMS, *CELLS, LAST)
LEFT_OUT = ("Trang chủ", "Tin liên quan", "mong có thêm tuyến về Sóc Sơn", "Giấy phép số 548")

VNEXPRESS = f"""<!DOCTYPE html>
<html lang="vi"><head><meta charset="utf-8"><title>{TITLE} - Báo VnExpress</title>
<meta name="description" content="{LEAD}"/><meta property="og:title" content="{TITLE}"/>
<meta property="og:site_name" content="vnexpress.net"><meta name="pubdate" content="2026-01-12T10:30:00+07:00"/>
<link rel="canonical" href="https://vnexpress.net/buyt-dien-4567890.html">
<script>var page = {{"html": "<p>Trang chủ</p>"}};</script><style>.x{{color:red}}</style></head>
<body><header class="section top-header"><nav><ul><li><a href="/">Trang chủ</a></li><li><a href="/thoi-su">Thời sự</a>
</li><li><a href="/the-gioi">Thế giới</a></li></ul></nav></header>
<section class="section page-detail"><div class="container"><div class="sidebar-1">
<div class="header-content"><ul class="breadcrumb"><li><a href="/thoi-su">Thời sự</a></li></ul>
<span class="date">Thứ hai, 12/1/2026, 10:30 (GMT+7)</span></div>
<h1 class="title-detail">{TITLE}</h1><p class="description">{LEAD}</p>
<article class="fck_detail "><p class="Normal">{FIRST}</p>
<figure data-size="true" class="tplCaption"><div class="fig-picture"><picture><source srcset="a.jpg">
<img alt="Xe buýt" src="a.jpg"></picture></div><figcaption itemprop="description"><p class="Image">
{CAPTION.replace("Giang Huy", "<em>Giang Huy</em>")}</p></figcaption></figure>
<p class="Normal">{SECOND}</p><p class="subtitle"></p><h2>{HEADING}</h2>
<ul><li>{ITEMS[0]}</li><li>{ITEMS[1]}</li></ul>
<table class="tplTable"><tbody><tr><td>Tuyến</td><td>Số xe</td></tr><tr><td>E11</td><td>18</td></tr></tbody></table>
<p class="Normal">{LAST}</p><p class="author_mail"><strong>{AUTHOR}</strong></p></article>
<div class="box-tinlienquan"><h3>Tin liên quan</h3><ul><li><a href="x">Buýt điện đắt khách dịp Tết</a></li></ul></div>
<div id="box_comment" class="box_comment_vne"><h3>Ý kiến</h3><p>Tuyệt vời, mong có thêm tuyến về Sóc Sơn.</p></div>
</div></div></section><footer class="footer"><p>Giấy phép số 548/GP-BTTTT.</p></footer></body></html>"""

TUOITRE = f"""<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8"/><title>{TITLE} - Tuổi Trẻ Online</title>
<meta property="article:published_time" content="2026-01-12T10:30:00+07:00"/>
<meta property="og:site_name" content="TUOI TRE ONLINE"/></head><body>
<div class="header__nav"><nav><ul><li><a href="/">Trang chủ</a></li></ul></nav></div>
<div class="detail__page"><div class="detail-top"><div class="detail-cate"><a href="/thoi-su.htm">Thời sự</a></div>
<div class="detail-time"><div data-role="publishdate">12/01/2026 10:30 GMT+7</div></div></div>
<h1 class="detail-title article-title" data-role="title">{TITLE}</h1>
<div class="author-info"><a class="name">{AUTHOR}</a></div>
<h2 class="detail-sapo" data-role="sapo">{LEAD}</h2>
<div class="detail-cmain"><div class="detail-content afcbc-body" data-role="content"><p>{FIRST}</p>
<figure class="VCSortableInPreviewMode" type="Photo"><div><a href="b.jpg"><img src="b.jpg" alt=""/></a></div>
<figcaption class="PhotoCMS_Caption"><p data-placeholder="Nhập chú thích ảnh">{CAPTION}</p></figcaption></figure>
<p>{SECOND}</p><h3>{HEADING}</h3><p>{ITEMS[0]}</p><p>{ITEMS[1]}</p>
<table><tbody><tr><td><p>Tuyến</p></td><td><p>Số xe</p></td></tr><tr><td><p>E11</p></td><td><p>18</p></td></tr></tbody>
</table><p>{LAST}</p></div></div>
<div class="detail__related"><h3>Tin liên quan</h3><a href="z">Buýt điện đắt khách</a></div>
<div class="comment-wrapper" id="detail_comment"><p>Tuyệt vời, mong có thêm tuyến về Sóc Sơn.</p></div></div>
<footer><p>Giấy phép số 548.</p></footer></body></html>"""

WORDPRESS = f"""<!DOCTYPE html>
<html lang="vi"><head><meta charset="UTF-8"><title>{TITLE} &#8211; Thủ đô Ngày Nay</title>
<script type="application/ld+json" class="yoast-schema-graph">{{"@context":"https://schema.org","@graph":[
{{"@type":"Article","headline":"{TITLE}","datePublished":"2026-01-11T23:30:00+00:00","author":{{"name":"{AUTHOR}"}}}},
{{"@type":"WebSite","name":"Thủ đô Ngày Nay"}}]}}</script><meta name="generator" content="WordPress 6.8"></head>
<body class="single single-post"><header class="site-header"><p class="site-title"><a href="/">Thủ đô Ngày Nay</a></p>
<nav class="main-navigation"><ul><li><a>Trang chủ</a></li><li><a>Du lịch</a></li></ul></nav></header>
<main><article id="post-12" class="post-12 post type-post hentry"><header class="entry-header">
<h1 class="entry-title">{TITLE}</h1><div class="entry-meta"><span class="posted-on">Đăng ngày
<time class="entry-date published" datetime="2026-01-12T06:30:00+07:00">12/01/2026</time></span></div></header>
<div class="entry-content"><p>{LEAD}</p><p>{FIRST}</p>
<figure id="attachment_55" class="wp-caption aligncenter"><img src="x.jpg" alt=""/>
<figcaption class="wp-caption-text">{CAPTION}</figcaption></figure>
<p>{SECOND}</p><h2 class="wp-block-heading">{HEADING}</h2>
<ul class="wp-block-list"><li>{ITEMS[0]}</li><li>{ITEMS[1]}</li></ul>
<figure class="wp-block-table"><table><tbody><tr><td>Tuyến</td><td>Số xe</td></tr><tr><td>E11</td><td>18</td></tr>
</tbody></table></figure><p>{LAST}</p></div></article>
<div id="comments" class="comments-area"><h2 class="comments-title">1 thought</h2><ol class="comment-list">
<li class="comment"><p>Tuyệt vời, mong có thêm tuyến về Sóc Sơn.</p></li></ol></div></main>
<aside class="widget-area"><h2>Tin liên quan</h2><ul><li><a>Mùa nước đổ</a></li></ul></aside>
<footer class="site-footer"><p>Giấy phép số 548</p></footer></body></html>"""

_CELLS_HTML = "<table><tr><td>Tuyến</td><td>Số xe</td></tr><tr><td>E11</td><td>18</td></tr></table>"
_ITEMS_HTML = f"<ul><li>{ITEMS[0]}</li><li>{ITEMS[1]}</li></ul>"
_BODY_HTML = (
    f"<p>{LEAD}</p><p>{FIRST}</p><figure><img src='a.jpg'/><figcaption>{CAPTION}</figcaption></figure>"
    f"<p>{SECOND}</p><h2>{HEADING}</h2>{_ITEMS_HTML}{_CELLS_HTML}<p>{LAST}</p>"
)
# As Word saves a page: lines wrapped anywhere, windows-1258 where the user's Windows has it.
WORD_PAGE = f"""<html xmlns:o="urn:schemas-microsoft-com:office:office">
<head><meta http-equiv=Content-Type content="text/html; charset=windows-1258"><meta name=Generator
content="Microsoft Word 15 (filtered)"><title>{TITLE}</title><style><!-- p.MsoNormal {{margin:0cm}} --></style></head>
<body lang=VI><div class=WordSection1><h1><span lang=VI>{TITLE}</span></h1>
<p class=MsoNormal><b>12/1/2026</b></p><p class=MsoNormal>{LEAD.replace(" ", chr(10), 3)}</p>
<p class=MsoNormal>{FIRST}</p><p class=MsoCaption><span>{CAPTION}</span></p><p class=MsoNormal>{SECOND}</p>
<h2>{HEADING}</h2>{_ITEMS_HTML}{_CELLS_HTML}<p class=MsoNormal>{LAST}</p></div></body></html>"""


def as_cp1258(text: str) -> bytes:
    """Vietnamese as Windows wrote it: the vowel composed, its tone a character of its own."""
    out = bytearray()
    for char in text:
        try:
            out += char.encode("cp1258")
        except UnicodeEncodeError:
            marks = unicodedata.normalize("NFD", char)
            tone = next((mark for mark in marks if mark in "\u0300\u0301\u0303\u0309\u0323"), "")
            out += unicodedata.normalize("NFC", marks.replace(tone, "")).encode("cp1258", "xmlcharrefreplace")
            out += tone.encode("cp1258")
    return bytes(out)


# TCVN 5712:1993 as fonts have it: letters in the order of their bytes, from A1 and, with a tone, from B5.
_TCVN3 = {letter: 0xA1 + n for n, letter in enumerate("ĂÂÊÔƠƯĐăâêôơưđ")} | {
    letter: 0xB5 + n
    for n, letter in enumerate(
        "àảãáạ.ằẳẵắ.......ặầẩẫấậè.ẻẽéẹềểễếệìỉ...ĩíịò.ỏõóọồổỗốộờởỡớợù.ủũúụừửữứựỳỷỹýỵ"
    )
    if letter != "."
}  # fmt: skip
_VNI_MARKS = {"\u0302": "âåãáàä", "\u0306": "êúüéèë", "": " ûõùøï"}  # with no tone, hook, tilde, acute, grave, dot
_VNI_ALONE = dict(zip("ơưđíìỉĩịỵ", "ôöñíìæóòî", strict=True))
_TONES = "\u0309\u0303\u0301\u0300\u0323"


def as_tcvn3(text: str) -> bytes:
    """Vietnamese in the bytes of the ABC fonts; the quotes, which aren't theirs, as Windows has them.

    Of capitals with a tone, which the fonts lack, the text has one: Ả, as the standard has it.
    """
    return b"".join(
        bytes([_TCVN3[char]]) if char in _TCVN3 else b"\x81" if char == "Ả" else char.encode("cp1252") for char in text
    )


def as_vni(text: str) -> str:
    """Vietnamese as the VNI fonts have it: a vowel, and for its marks a letter of Latin-1 behind it."""
    return "".join(map(_as_vni, text))


def _as_vni(char: str) -> str:
    if alone := _VNI_ALONE.get(char.lower()):
        return alone if char.islower() else alone.upper()
    base, *marks = list(unicodedata.normalize("NFD", char))
    if not marks:
        return char
    tone = next((1 + _TONES.index(mark) for mark in marks if mark in _TONES), 0)
    if "\u031b" in marks:  # the horn
        base, marks = _VNI_ALONE[unicodedata.normalize("NFC", base.lower() + "\u031b")], []
    shape = next((mark for mark in marks if mark not in _TONES), "")
    written = base + _VNI_MARKS[shape][tone]
    return written if char.islower() else written.upper()


def rss() -> str:
    """RSS 2.0 with content:encoded, as WordPress makes it."""
    return f"""<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"
 xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>Thủ đô Ngày Nay</title><link>https://a.vn</link><item><title>{TITLE}</title>
<link>https://a.vn/buyt-dien/</link><dc:creator><![CDATA[{AUTHOR}]]></dc:creator>
<pubDate>Sun, 11 Jan 2026 23:30:00 +0000</pubDate><guid isPermaLink="false">https://a.vn/?p=12</guid>
<description><![CDATA[<p>{LEAD} [&#8230;]</p>]]></description>
<content:encoded><![CDATA[{_BODY_HTML}]]></content:encoded></item></channel></rss>"""


def rss_escaped() -> str:
    """RSS 2.0 with escaped HTML in its description, `&nbsp;` undeclared, as newspapers' own systems make it."""
    body = _BODY_HTML.replace("<", "&lt;").replace(">", "&gt;")
    return f"""<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>Tin mới nhất&nbsp;- Báo</title>
<item><title>{TITLE}</title><description>{body}</description><pubDate>Mon, 12 Jan 2026 10:30:00 +0700</pubDate>
<link>https://b.vn/buyt-dien-4567890.html</link><guid>https://b.vn/buyt-dien-4567890.html</guid></item>
</channel></rss>"""


def atom() -> str:
    """Atom with XHTML content."""
    return f"""<?xml version='1.0' encoding='UTF-8'?><feed xmlns="http://www.w3.org/2005/Atom">
<title type="text">Blog giao thông</title><entry><id>tag:blogger.com,1999:blog-1.post-2</id>
<published>2026-01-12T10:30:00.000+07:00</published><updated>2026-02-01T10:30:00+07:00</updated>
<title type="text">{TITLE}</title><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">{_BODY_HTML}</div>
</content><link rel="self" href="https://c.vn/feed/2"/><link rel="alternate" href="https://c.vn/2026/01/buyt.html"/>
<author><name>{AUTHOR}</name></author></entry></feed>"""


def record(**others: object) -> dict[str, object]:
    """An object of a JSON Lines export."""
    return {"title": TITLE, "text": _BODY_HTML, "date": "2026-01-12", "url": "https://d.vn/buyt.html"} | others


def jsonl(*records: Mapping[str, object]) -> bytes:
    return "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in records).encode()


def packed(files: Mapping[str, str | bytes]) -> bytes:
    """A ZIP archive of the files."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" '
    'ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.'
    'openxmlformats-officedocument.wordprocessingml.document.main+xml"/><Override PartName="/word/styles.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/></Types>'
)
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
    f'Type="{_OFFICE}/{{}}" Target="{{}}"/></Relationships>'
)


def docx(body: str, styles: str) -> bytes:
    """A .docx of WordprocessingML."""
    return packed(
        {
            "[Content_Types].xml": _TYPES,
            "_rels/.rels": _RELATIONS.format("officeDocument", "word/document.xml"),
            "word/_rels/document.xml.rels": _RELATIONS.format("styles", "styles.xml"),
            "word/styles.xml": f"<w:styles {_W}>{styles}</w:styles>",
            "word/document.xml": f"<w:document {_W}><w:body>{body}<w:sectPr/></w:body></w:document>",
        }
    )


def paragraph(text: str, style: str = "", extra: str = "") -> str:
    """A paragraph in two runs, as any word processor cuts them."""
    half = len(text) // 2
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    runs = "".join(f'<w:r><w:t xml:space="preserve">{part}</w:t></w:r>' for part in (text[:half], text[half:]))
    return f"<w:p><w:pPr>{named}{extra}</w:pPr>{runs}</w:p>"


def style(identifier: str, name: str, based: str = "") -> str:
    on = f'<w:basedOn w:val="{based}"/>' if based else ""
    return f'<w:style w:type="paragraph" w:styleId="{identifier}"><w:name w:val="{name}"/>{on}</w:style>'


def _table(write: Callable[[str], str] = str) -> str:
    cells = "".join(f"<w:tc>{paragraph(write(cell))}</w:tc>" for cell in CELLS)
    return f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>"


def word() -> bytes:
    """As a Vietnamese Word writes: ids of styles in its language, a numbered list, tracked changes, a text box."""
    numbered = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    changed = "<w:p><w:del><w:r><w:delText>Tin liên quan</w:delText></w:r></w:del><w:ins><w:r><w:t>"
    box = (
        '<w:p><w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        f'<mc:Choice Requires="wps"><w:drawing><w:txbxContent>{paragraph(CAPTION, "Chuthich")}</w:txbxContent>'
        f"</w:drawing></mc:Choice><mc:Fallback><w:pict><w:txbxContent>{paragraph(CAPTION, 'Chuthich')}"
        "</w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
    body = paragraph(TITLE, "Tiu") + paragraph("Thứ Hai, 12/1/2026") + changed + f"{LEAD}</w:t></w:r></w:ins></w:p>"
    body += paragraph(FIRST) + box + paragraph(SECOND) + paragraph(HEADING, "u2")
    body += "".join(paragraph(item, "oancuaDanhsach", numbered) for item in ITEMS) + _table() + paragraph(LAST)
    styles = style("Tiu", "Title") + style("u2", "heading 2") + style("Chuthich", "caption")
    return docx(body, styles + style("oancuaDanhsach", "List Paragraph"))


def libreoffice(write: Callable[[str], str] = str) -> bytes:
    """As LibreOffice writes: English style names, captions in a style based on Caption. `write` encodes the text."""
    styles = style("Heading1", "Heading 1", "Heading") + style("Heading", "Heading") + style("Caption", "Caption")
    styles += style("Figure", "Hình", "Caption") + style("Heading2", "Heading 2", "Heading")
    styles += style("TextBody", "Body Text")
    named = [(TITLE, "Heading1"), ("Ngày 12/1/2026", "TextBody"), (LEAD, "TextBody"), (FIRST, "TextBody")]
    named += [(CAPTION, "Figure"), (SECOND, "TextBody"), (HEADING, "Heading2"), *((item, "") for item in ITEMS)]
    body = "".join(paragraph(write(text), name) for text, name in named)
    return docx(body + _table(write) + paragraph(write(LAST), "TextBody"), styles)


def google_docs() -> bytes:
    """As Google Docs writes: no-break spaces, soft line ends between the date and the lead, no caption style."""
    body = paragraph(TITLE, "Title") + f"<w:p><w:r><w:t>12/1/2026</w:t><w:br/><w:t>{LEAD}</w:t></w:r></w:p>"
    body += paragraph(FIRST.replace(" ", "\u00a0", 2)) + paragraph(CAPTION) + paragraph(SECOND)
    body += paragraph(HEADING, "Heading2") + "".join(map(paragraph, ITEMS)) + _table() + paragraph(LAST)
    return docx(body, style("Title", "Title") + style("Heading2", "heading 2"))


_XHTML = (
    '<?xml version="1.0" encoding="utf-8"?><html xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title></head>'
)


def epub(chapters: Mapping[str, str], *, contents: str, version: str = "3.0") -> bytes:
    """An e-book of the chapters (name: XHTML) with their table of contents, which is also in its spine in EPUB 3."""
    is_new = version == "3.0"
    items = "".join(f'<item id="c{n}" href="{name}" media-type="application/xhtml+xml"/>' for n, name in
                    enumerate(chapters))  # fmt: skip
    refs = "".join(f'<itemref idref="c{n}"/>' for n in range(len(chapters)))
    nav = (
        '<item id="nav" href="nav.xhtml" properties="nav" media-type="application/xhtml+xml"/>'
        if is_new
        else '<item id="ncx" href="toc.ncx" media-type="application/x-dtbncx+xml"/>'
    )
    package = (
        f'<package xmlns="http://www.idpf.org/2007/opf" version="{version}"><metadata '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Tạp chí Giao thông</dc:title>'
        f"<dc:date>2026-01-12</dc:date><dc:creator>{AUTHOR}</dc:creator></metadata><manifest>{items}{nav}</manifest>"
        f"<spine>{refs}{'<itemref idref=' + chr(34) + 'nav' + chr(34) + '/>' if is_new else ''}</spine></package>"
    )
    container = (
        '<?xml version="1.0"?><container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0">'
        '<rootfiles><rootfile full-path="OEBPS/content.opf"/></rootfiles></container>'
    )
    files = {"mimetype": "application/epub+zip", "META-INF/container.xml": container, "OEBPS/content.opf": package}
    files["OEBPS/nav.xhtml" if is_new else "OEBPS/toc.ncx"] = contents
    return packed(files | {f"OEBPS/{name}": text for name, text in chapters.items()})


def epub3() -> bytes:
    """EPUB 3: a cover without text, a chapter with its heading, the contents in the spine."""
    chapters = {
        "cover.xhtml": f'{_XHTML}<body><div><img src="cover.jpg" alt="Bìa"/></div></body></html>',
        "text/b%20a.xhtml".replace("%20", ""): f"{_XHTML}<body><h1>{TITLE}</h1>{_BODY_HTML}</body></html>",
    }
    return epub(chapters, contents=f"{_XHTML}<body><nav><a href='text/ba.xhtml'>{TITLE}</a></nav></body></html>")


def epub2() -> bytes:
    """EPUB 2 as converters make it: the title only in the NCX, paragraphs of a class."""
    body = _BODY_HTML.replace("<p>", '<p class="calibre1">')
    contents = (
        '<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/"><navMap><navPoint id="n1"><navLabel><text>'
        f'{TITLE}</text></navLabel><content src="split_000.html#a"/></navPoint></navMap></ncx>'
    )
    return epub({"split_000.html": f"{_XHTML}<body>{body}</body></html>"}, contents=contents, version="2.0")


def subtitles() -> bytes:
    """The article as it is read aloud: each paragraph in two cues, the second of two lines, then a pause."""
    cues: list[str] = []
    for number, piece in enumerate(PIECES):
        words = piece.split()
        third = len(words) // 3
        spoken = " ".join(words[:third]), " ".join(words[third : 2 * third]) + "\r\n" + " ".join(words[2 * third :])
        for start, text in enumerate(spoken):
            times = f"00:{number:02}:{4 * start:02},000 --> 00:{number:02}:{4 * start + 4:02},000"
            cues.append(f"{len(cues) + 1}\r\n{times}\r\n{text}\r\n")
    return "\r\n".join(cues).encode()


MARKDOWN = f"""---
title: "{TITLE}"
date: 2026-01-12
---

{LEAD}

{FIRST}

![{CAPTION}](a.jpg)

{SECOND}

## {HEADING}

- {ITEMS[0]}
- {ITEMS[1]}

| Tuyến | Số xe |
|---|---|
| E11 | 18 |

{LAST}
"""
_AS_1252 = [bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in range(256)]
_PLAIN = [TITLE, "12/1/2026", *PIECES[1:4], SECOND, HEADING, *ITEMS, *CELLS, LAST]

FILES: Mapping[str, Callable[[], bytes]] = {
    "plain.txt": lambda: "\n\n".join(_PLAIN).encode(),
    "windows.txt": lambda: as_cp1258("\r\n\r\n".join(_PLAIN)),
    "tcvn3.txt": lambda: as_tcvn3("\r\n\r\n".join(_PLAIN)),
    "vni.txt": lambda: as_vni("\r\n\r\n".join(_PLAIN)).encode("cp1252"),
    "marked.md": MARKDOWN.encode,
    "vnexpress.html": VNEXPRESS.encode,
    "tuoitre.htm": TUOITRE.encode,
    "wordpress.html": WORDPRESS.encode,
    "word.htm": lambda: as_cp1258(WORD_PAGE),
    "mojibake.html": lambda: VNEXPRESS.encode().decode("latin-1").encode(),
    "word.docx": word,
    "libreoffice.docx": libreoffice,
    "google.docx": google_docs,
    "tcvn3.docx": lambda: libreoffice(lambda text: "".join(map(_AS_1252.__getitem__, as_tcvn3(text)))),
    "vni.docx": lambda: libreoffice(as_vni),
    "read-aloud.srt": subtitles,
    "e3.epub": epub3,
    "e2.epub": epub2,
    "wordpress.xml": lambda: rss().encode(),
    "newspaper.rss": lambda: rss_escaped().encode(),
    "utf16.rss": lambda: rss_escaped().replace('encoding="utf-8"', 'encoding="utf-16"').encode("utf-16"),
    "blogger.atom": lambda: atom().encode(),
    "scraper.jsonl": lambda: jsonl(record()),
    "escaped.jsonl": lambda: json.dumps(record(views=5, authors=[AUTHOR])).encode(),
    "pages.zip": lambda: packed({"tin/a.html": WORDPRESS, "__MACOSX/tin/._a.html": b"\0", ".DS_Store": b"\0"}),
    "feeds.zip": lambda: packed({"a/feed.xml": rss()}),
}
