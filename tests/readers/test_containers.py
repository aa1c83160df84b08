"""Files that hold several articles: each is known again whatever comes or goes beside it, and fails alone."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest
from tests.readers import made

from songngu import batch
from songngu.cli.run import find_sources
from songngu.errors import ReadError
from songngu.report import Report
from songngu.settings import Settings


def run(place: Path, settings: Settings) -> Report:
    sources, skipped = find_sources(str(place))
    return batch.run(settings, sources, skipped, progress=lambda done, total: None)


def names(place: Path) -> list[str]:
    return [source.name for source in find_sources(str(place))[0]]


def item(number: int, text: str, *, guid: bool = True) -> str:
    identity = f"<guid>https://a.vn/?p={number}</guid>" if guid else ""
    link = f"<link>https://a.vn/tin-{number}.html</link>"
    return f"<item><title>Tin số {number}</title>{link}{identity}<description>{text}</description></item>"


def feed(*items: str) -> str:
    return f'<rss version="2.0"><channel><title>Báo A</title>{"".join(items)}</channel></rss>'


def line(number: int, text: str, **others: object) -> str:
    return json.dumps({"url": f"https://a.vn/tin-{number}.html", "text": text} | others)


OLD = [f"Đây là tin số {n}. Nó nói về chuyện số {n}." for n in range(3)]
NEW = "Đây là tin vừa tới. Nó đứng trên cùng."


@pytest.mark.parametrize("kind", ["feed.xml", "export.jsonl", "old.zip", "book.epub"])
def test_a_new_entry_at_the_top_leaves_the_others_alone(kind: str, tmp_path: Path, settings: Settings) -> None:
    path = tmp_path / "in" / kind
    path.parent.mkdir()

    def write(texts: dict[int, str]) -> None:
        if kind == "feed.xml":
            path.write_text(feed(*(item(number, text) for number, text in texts.items())), encoding="utf-8")
        elif kind == "export.jsonl":
            path.write_text("\n".join(line(number, text) for number, text in texts.items()), encoding="utf-8")
        elif kind == "old.zip":
            path.write_bytes(made.packed({f"{number}.txt": text for number, text in texts.items()}))
        else:
            chapters = {f"{number}.xhtml": f"<html><body><p>{text}</p></body></html>" for number, text in texts.items()}
            path.write_bytes(made.epub(chapters, contents="<ncx/>", version="2.0"))

    write(dict(enumerate(OLD)))
    assert run(path.parent, settings).articles["finished"] == 3
    write({9: NEW, **dict(enumerate(OLD))})
    second = run(path.parent, settings)
    assert (second.articles["finished"], second.articles["unchanged"], second.articles["removed"]) == (1, 3, 0)
    write({9: NEW, 0: OLD[0], 1: OLD[1] + " Thêm một câu.", 2: OLD[2]})
    third = run(path.parent, settings)
    assert (third.articles["finished"], third.articles["unchanged"]) == (1, 3)
    assert third.segments["translated"] == 1
    assert run(path.parent, settings).articles["unchanged"] == 4


def test_what_an_export_says_beside_the_article_changes_nothing(tmp_path: Path, settings: Settings) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(line(1, OLD[1], views=1))
    run(path, settings)
    path.write_text(line(1, OLD[1], views=2, scraped_at="2026-01-12T10:00:00"))
    assert run(path, settings).articles["unchanged"] == 1


def test_names_say_where_an_entry_is(tmp_path: Path) -> None:
    lines = [line(1, "a"), '{"id": 7, "text": "b"}', '{"title": "Bão số 5", "text": "c"}', '{"text": "d"}']
    (tmp_path / "a.jsonl").write_text("\n".join([*lines, "", '{"text": "e"}', line(1, "again")]), encoding="utf-8")
    found = [name.removeprefix("a.jsonl#") for name in names(tmp_path)]
    assert [name.rsplit("-", 1)[0] for name in found[:3]] == ["tin-1", "7", "bao-so-5"]
    assert found[3:] == ["4", "6", found[0] + "-2"]
    assert len({source.id for source in find_sources(str(tmp_path))[0]}) == 6


def test_a_feed_without_guids_goes_by_its_links(tmp_path: Path) -> None:
    path = tmp_path / "a.rss"
    path.write_text(feed(item(1, "a", guid=False), item(2, "b", guid=False)))
    before = names(path)
    path.write_text(feed(item(3, "c", guid=False), item(1, "A", guid=False), item(2, "b", guid=False)))
    assert names(path)[1:] == before


def test_what_is_broken_fails_alone_and_is_told(tmp_path: Path, settings: Settings) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").write_text("Bài này đọc được.")
    (folder / "b.zip").write_bytes(b"PK\x03\x04 not a zip")
    (folder / "c.rss").write_text("<html><body>404</body></html>")
    (folder / "d.jsonl").write_text('{"text": "Dòng này đọc được."}\n{"text": \n{"title": "Không có bài"}\n[1]\n')
    (folder / "e.epub").write_bytes(made.packed({"mimetype": "application/epub+zip"}))
    (folder / "f.docx").write_bytes(made.packed({"word/document.xml": "<x/>"}))
    (folder / "g.srt").write_text("Không có mốc giờ nào")
    (folder / "h.xml").write_text("<config><a/></config>")
    (folder / "i.zip").write_bytes(
        made.packed({"tốt.txt": "Bài trong gói.", "../x.txt": "y", "/etc/x.txt": "z", "in.zip": b"PK", "p.jpg": b"j",
                     "bad.docx": b"x", "bad.rss": "<rss/>", "C:\\x.txt": "w"})
    )  # fmt: skip
    (folder / "j.epub").write_bytes(b"")
    (folder / "k.docx").write_bytes(b"\xd0\xcf\x11\xe0 old")
    report = run(folder, settings)
    assert report.articles["finished"] == 3
    failed = {failure.path: failure.reason for failure in report.failures}
    wanted = {
        "b.zip": "damaged",
        "c.rss": "neither RSS nor Atom",
        "d.jsonl#2": "d.jsonl:2: not JSON",
        "d.jsonl#4": "not a JSON object",
        "e.epub": "is missing",
        "f.docx": "not a Word document",
        "g.srt": "no subtitles",
        "i.zip#../x.txt": "leads out of the archive",
        "i.zip#/etc/x.txt": "leads out of the archive",
        "i.zip#C:\\x.txt": "leads out of the archive",
        "i.zip#bad.docx": "damaged",
        "i.zip#bad.rss": "no entries",
        "i.zip#in.zip": "an archive in an archive",
        "j.epub": "damaged",
        "k.docx": "an old Word file",
    }
    assert [name for name, what in wanted.items() if what not in failed.get(name, "")] == []
    assert any(name.startswith("d.jsonl#khong-co-bai") and "no text" in reason for name, reason in failed.items())
    assert len(failed) == 16
    skipped = {one.path: one.reason for one in report.skipped}
    assert "isn't a feed" in skipped["h.xml"]
    assert ".jpg isn't read" in skipped["i.zip#p.jpg"]
    assert not (tmp_path / "x.txt").exists()


def test_archives_in_the_style_of_bombs_are_refused(tmp_path: Path, settings: Settings) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    with zipfile.ZipFile(folder / "a.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", b"0" * 30_000_000)
    with zipfile.ZipFile(folder / "b.docx", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b" " * 30_000_000)
    with zipfile.ZipFile(folder / "c.zip", "w") as archive:
        for number in range(50_001):
            info = zipfile.ZipInfo(str(number))
            archive.filelist.append(info)
            info.header_offset = info.CRC = info.compress_size = info.file_size = 0
    link = zipfile.ZipInfo("d.txt")
    link.external_attr = 0o120777 << 16
    with zipfile.ZipFile(folder / "d.zip", "w") as archive:
        archive.writestr(link, "/etc/passwd")
    report = run(folder, settings)
    reasons = {failure.path: failure.reason for failure in report.failures}
    assert "times its size" in reasons["a.zip"]
    assert "times its size" in reasons["b.docx"]
    assert "50,000 files" in reasons["c.zip"]
    assert "a link" in reasons["d.zip#d.txt"]
    assert report.articles["finished"] == 0


LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;"><!ENTITY x SYSTEM "file:///etc/passwd">'
    "]><rss><channel><item><title>&b;&x;</title></item></channel></rss>"
)


def test_entities_are_neither_expanded_nor_fetched(tmp_path: Path, settings: Settings) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.rss").write_text(LAUGHS)
    (folder / "b.epub").write_bytes(made.packed({"META-INF/container.xml": LAUGHS}))
    (folder / "c.docx").write_bytes(made.packed({"word/document.xml": LAUGHS, "[Content_Types].xml": "<Types/>"}))
    report = run(folder, settings)
    assert sorted(failure.path for failure in report.failures) == ["a.rss", "b.epub", "c.docx"]
    assert all("entities of its own" in failure.reason for failure in report.failures)


def test_a_feed_with_small_mistakes_is_read_and_said_so(tmp_path: Path) -> None:
    path = tmp_path / "a.rss"
    text = "Giá&nbsp;vàng & đô la &lt;b&gt;tăng&lt;/b&gt;."
    path.write_text(feed(item(1, text)).replace("</channel>", ""), encoding="utf-8")
    document = find_sources(str(path))[0][0].read()
    assert document.segments[1].vi == "Giá vàng & đô la tăng."
    assert any("XML is broken" in note for note in document.notes)


@pytest.mark.parametrize("kind", ["rss", "atom", "rdf"])
@pytest.mark.parametrize("share", [0.35, 0.6, 0.8, 0.97])
def test_a_feed_that_is_cut_off_is_an_error(tmp_path: Path, kind: str, share: float) -> None:
    """Half an entry was once an article, and those behind it seemed to be gone."""
    path = tmp_path / f"a.{kind}.xml"
    items = [item(number, f"<![CDATA[{text} </rss></feed></rdf:RDF>]]>") for number, text in enumerate(OLD)]
    whole = {
        "rss": feed(*items),
        "atom": f'<feed xmlns="http://www.w3.org/2005/Atom">{"".join(items).replace("item>", "entry>")}</feed>',
        "rdf": f"<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'>{''.join(items)}</rdf:RDF>",
    }[kind]
    path.write_text(whole, encoding="utf-16" if kind == "atom" else "utf-8")
    assert len(names(path)) == 3
    path.write_text(whole[: int(len(whole) * share)], encoding="utf-16" if kind == "atom" else "utf-8")
    (source,) = find_sources(str(path))[0]
    with pytest.raises(ReadError, match="the feed is cut off: its last tag"):
        source.read()


@pytest.mark.parametrize("name", ["feed.xml", "feeds.zip"])
@pytest.mark.parametrize("now", ["cut off", "empty", "another page"])
def test_what_is_known_of_a_file_that_cannot_be_read_stays(
    tmp_path: Path, settings: Settings, name: str, now: str
) -> None:
    folder = tmp_path / "in"
    folder.mkdir()

    def write(text: str) -> None:
        data = made.packed({"x/feed.xml": text}) if name.endswith("zip") else text.encode()
        (folder / name).write_bytes(data)

    articles = Path(settings.out, "articles")
    whole = feed(*(item(number, text) for number, text in enumerate(OLD)))
    (folder / "a.txt").write_text("Mưa lớn.")
    (folder / "b.txt").write_text("Gió lớn.")
    write(feed(item(9, NEW)))
    run(folder, settings)
    write(whole)
    run(folder, settings)
    before = {path.name: path.read_bytes() for path in articles.iterdir()}
    assert len(before) == 5, "the entry that left the feed is gone"
    (folder / "a.txt").unlink()
    write({"cut off": whole[:-20], "empty": "", "another page": "<html><body>503</body></html>"}[now])
    report = run(folder, settings)
    after = {path.name: path.read_bytes() for path in articles.iterdir()}
    assert after == {name: data for name, data in before.items() if name != "a.json"}, "what is taken away goes"
    file = name if name == "feed.xml" else "feeds.zip#x/feed.xml"
    assert any(note.startswith(f"{file} can't be read") and "(3 articles)" in note for note in report.notes)
    assert [one.path for one in (*report.failures, *report.skipped)] == [file]
    assert all(text in Path(settings.out, "index.html").read_text() for text in ("số 0", "số 1", "số 2"))
    write(feed(item(0, OLD[0])))
    report = run(folder, settings)
    assert report.articles["removed"] == 2, "now it is known that they are gone"
    assert report.segments["translated"] == 0


def test_a_document_a_book_and_subtitles_in_an_archive_are_read(tmp_path: Path, settings: Settings) -> None:
    """As they are beside it."""
    alone = tmp_path / "alone"
    alone.mkdir()
    data = {"tin.docx": made.word(), "sách.epub": made.epub3(), "phim.srt": made.subtitles()}
    for name, content in data.items():
        (alone / name).write_bytes(content)
    (tmp_path / "in.zip").write_bytes(made.packed({f"tin/{name}": content for name, content in data.items()}))
    packed = find_sources(str(tmp_path / "in.zip"))[0]
    single = {source.name: source.read() for source in find_sources(str(alone))[0]}
    assert {source.name.removeprefix("in.zip#tin/") for source in packed} == set(single)
    for source in packed:
        document, wanted = source.read(), single[source.name.removeprefix("in.zip#tin/")]
        assert (document.segments, document.title_id, document.date) == (wanted.segments, wanted.title_id, wanted.date)
        assert made.LAST in " ".join(segment.vi for segment in document.segments)
    assert run(tmp_path / "in.zip", settings).articles["finished"] == len(packed) == 3


def test_an_archive_of_an_export(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(made.packed({"x/b.jsonl": line(1, OLD[1]) + "\n" + line(2, OLD[2])}))
    assert [name.rsplit("-", 1)[0] for name in names(path)] == ["a.zip#x/b.jsonl#tin-1", "a.zip#x/b.jsonl#tin-2"]
    firsts = [source.read().segments[0].vi for source in find_sources(str(path))[0]]
    assert firsts == ["Đây là tin số 1.", "Đây là tin số 2."]
