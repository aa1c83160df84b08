"""Credits of pictures, agency prefixes and author lines, translated by rule: a model copies or invents there.

A credit is a label, a separator and names: `(Ảnh: Reuters)`, `Theo AP, BBC`, `Bài và ảnh: Nguyễn Văn A`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from songngu.records import Kind, Term
from songngu.text.latin import fold_marks
from songngu.text.normalise import fold

# Folded label: English. Those of _VERBAL take their names without a colon.
_LABELS: Mapping[str, str] = {
    **dict.fromkeys(("ảnh", "hình", "hình ảnh", "nguồn ảnh", "ảnh chụp", "photo", "ảnh nguồn", "nguồn hình"), "Photo"),
    **dict.fromkeys(
        ("ảnh minh họa", "hình minh họa", "hình ảnh minh họa", "minh họa", "tranh minh họa"), "Illustration"
    ),
    **dict.fromkeys(("ảnh chụp màn hình", "chụp màn hình", "ảnh màn hình", "ảnh: chụp màn hình"), "Screenshot"),
    **dict.fromkeys(("ảnh chụp từ clip", "ảnh chụp từ video"), "Video still"),
    **dict.fromkeys(
        ("ảnh cắt từ clip", "ảnh cắt từ video", "ảnh cắt clip", "cắt từ clip", "cắt từ video"), "Video still"
    ),
    **dict.fromkeys(("ảnh tư liệu", "ảnh: tư liệu", "tư liệu", "ảnh tl"), "File photo"),
    **dict.fromkeys(("bài và ảnh", "bài, ảnh", "bài & ảnh", "bài - ảnh", "bài-ảnh", "bài ảnh"), "Story and photos"),
    **dict.fromkeys(("ảnh, video", "ảnh và video", "ảnh - video", "ảnh, clip"), "Photos and video"),
    **dict.fromkeys(("video", "video clip", "nguồn video", "nguồn clip"), "Video"),
    **dict.fromkeys(("phóng viên", "pv"), "Staff reporter"),
    **dict.fromkeys(("nhóm phóng viên", "nhóm pv"), "Staff reporters"),
    **dict.fromkeys(("đồ họa", "đồ hoạ"), "Graphic"),
    **dict.fromkeys(("nguồn", "nguồn tin", "source"), "Source"),
    **dict.fromkeys(("dịch", "biên dịch", "người dịch", "lược dịch"), "Translated by"),
    **dict.fromkeys(("tổng hợp", "t/h"), "Compiled by"),
    **dict.fromkeys(("tác giả", "thực hiện"), "By"),
    "theo": "According to",
    "dịch từ": "Translated from",
    "biên tập": "Edited by",
    "ảnh bìa": "Cover photo",
    "clip": "Clip",
    "infographic": "Infographic",
    "bản đồ": "Map",
    "tranh": "Drawing",
    "bài": "Story",
    "ctv": "Contributor",
    "btv": "Editor",
}
_VERBAL = frozenset(("According to", "Translated by", "Translated from", "Compiled by", "By", "Edited by"))
_ROLES = frozenset(("Staff reporter", "Staff reporters", "Contributor", "Editor"))
_ALONE: Mapping[str, str] = {"Compiled by": "Compiled", "Translated by": "Translated"}  # without names
_BARE = frozenset(("Illustration", "Screenshot", "Video still", "File photo", *_ROLES, *_ALONE))

# Who handed the picture in: `Ảnh do nhân vật cung cấp`, `Ảnh: NVCC`.
_GIVERS: Mapping[str, str] = {
    **dict.fromkeys(("nhân vật", "nv"), "the subject"),
    **dict.fromkeys(("gia đình", "gia đình nạn nhân", "gia đình nhân vật"), "the family"),
    **dict.fromkeys(("công an", "cơ quan công an", "ca", "cqcc", "cơ quan điều tra"), "the police"),
    **dict.fromkeys(("bạn đọc", "độc giả", "bđ"), "a reader"),
    **dict.fromkeys(("ban tổ chức", "btc"), "the organizers"),
    **dict.fromkeys(("bệnh viện", "bv", "bvcc"), "the hospital"),
    "người dân": "residents",
    "nhà trường": "the school",
    "đơn vị": "the unit",
    "doanh nghiệp": "the company",
    "công ty": "the company",
    "nhà sản xuất": "the producer",
    "đoàn phim": "the film crew",
}
_GIVEN = re.compile(
    r"(?P<what>ảnh|video|clip|hình)\s*(?:[:\-]\s*)?(?:do\s+)?(?P<who>[^:()]{2,50}?)\s+cung\s+cấp|"
    r"(?P<short>ảnh|video|clip)\s*(?:[:\-]\s*)?(?:nvcc|nhân vật cc)"
)
_WHAT: Mapping[str, str] = {"ảnh": "Photo", "hình": "Photo", "video": "Video", "clip": "Clip"}

# Sources that are no proper names, and names that are written in lower case though they are.
_SOURCES: Mapping[str, str] = {
    **dict.fromkeys(("internet", "mạng", "it"), "Internet"),
    **dict.fromkeys(("mạng xã hội", "mxh"), "social media"),
    **dict.fromkeys(("camera an ninh", "camera giám sát"), "security camera"),
    **dict.fromkeys(("facebook nhân vật", "fb nhân vật", "fbnv", "fb nv"), "the subject's Facebook"),
    **dict.fromkeys(("bạn đọc", "độc giả", "bđ"), "a reader"),
    **dict.fromkeys(("chụp màn hình", "cmh", "chụp từ màn hình"), "screenshot"),
    **dict.fromkeys(("cắt từ clip", "cắt từ video", "cắt clip", "chụp từ clip"), "video still"),
    **dict.fromkeys(("tư liệu", "tl", "lưu trữ"), "file"),
    **dict.fromkeys(("pv", "phóng viên"), "staff reporter"),
    **dict.fromkeys(("nhóm pv", "nhóm phóng viên"), "staff reporters"),
    **dict.fromkeys(("ctv", "cộng tác viên"), "contributor"),
    **dict.fromkeys(("công an cung cấp", "cacc", "ca cung cấp"), "courtesy of the police"),
    **dict.fromkeys(("tổng hợp", "t/h"), "compiled"),
    "nvcc": "courtesy of the subject",
    "minh họa": "illustration",
    "người dân": "residents",
    "gia đình": "the family",
    "nhân vật": "the subject",
    "công an": "police",
    "cơ quan công an": "police",
    "ttxvn": "VNA",
}
_OUTLETS = frozenset(
    (
        "dân trí",
        "dân việt",
        "tuổi trẻ",
        "thanh niên",
        "tiền phong",
        "lao động",
        "người lao động",
        "nhân dân",
        "quân đội nhân dân",
        "công an nhân dân",
        "hà nội mới",
        "sài gòn giải phóng",
        "gia đình",
        "pháp luật",
        "đời sống pháp luật",
        "giao thông",
        "công lý",
        "công thương",
        "zing",
        "vnexpress",
        "bóng đá",
        "thể thao",
        "đất việt",
        "đại đoàn kết",
        "giáo dục",
        "an ninh thủ đô",
        "đầu tư",
        "kiến thức",
        "khám phá",
        "soha",
    )
)
_KINDS: Mapping[str, str] = {"báo": "{} newspaper", "tạp chí": "{} magazine", "đài": "{}", "hãng": "{}", "kênh": "{}"}
_SMALL = frozenset(("de", "da", "di", "van", "von", "al", "el", "bin", "the", "of", "for", "and", "via", "on", "in"))

_LABEL = re.compile(
    rf"(?P<label>{'|'.join(sorted(map(re.escape, _LABELS), key=len, reverse=True))})(?P<colon>\s*:\s*|\s+|\s*-\s+|$)"
)
_PREFIX = re.compile(r"(?P<open>\(?)(?P<name>[^()\-–—]{1,40}?)(?P<close>\)?)\s*(?P<dash>[-–—]+)")
_DASH = re.compile(r"(\s+[-–—|]\s+)")
_JOIN = re.compile(r"(\s*(?:[,;/&|]|\s[-–—]\s)\s*|\s+và\s+)")
# What stands around a credit: a dash before it, brackets, a full stop.
_FRAME = re.compile(
    r"(?P<open>(?:[-–—|/]\s*)?)(?:(?P<bracketed>[(\[])(?P<inner>[^()\[\]]+)(?P<closing>[)\]])|(?P<body>.+?))(?P<close>\s*\.?)"
)
_NAMED = re.compile(r"(?P<names>[^()]+?)\s*\((?P<inner>[^()]+)\)")
_CODE = re.compile(r"@?[\w.+-]*[.@_\d+][\w.+-]*|[a-z]+[A-Z]\w*")  # vnexpress.net, @user, VTV1, iStock
_MOST_NAMES = 10  # words


def translate_credit(vi: str, terms: Sequence[Term] = (), *, kind: Kind = "byline") -> str | None:
    """Translate a segment that is nothing but a credit, an agency prefix or, in a byline, names; None for others.

    Names of `terms` (found in `vi`) are given their first target, other names lose their marks.
    """
    known = {term.vi: term.targets[0] for term in terms}
    prefix = _PREFIX.fullmatch(vi)
    if prefix and bool(prefix["open"]) == bool(prefix["close"]):
        name = _names(prefix["name"], known)
        # It is a line of its own in English: neither the dash that joined it to the text nor the brackets stay.
        return name or None
    frame = _FRAME.fullmatch(vi)
    if not frame:
        return None
    bracket, body = frame["bracketed"] or "", (frame["inner"] or frame["body"]).strip()
    english = _credits(body, known, bracketed=bool(bracket), byline=kind == "byline")
    return f"{frame['open']}{bracket}{english}{frame['closing'] or ''}{frame['close']}" if english else None


def _credits(body: str, known: Mapping[str, str], *, bracketed: bool, byline: bool) -> str | None:
    """The English of one credit, or of several with dashes between: `Bài: Hà Linh - Ảnh: Minh Châu`."""
    english = _credit(body, known, bracketed=bracketed)
    if english is None and (byline or _is_compiled(body, known)):
        english = _author(body, known)
    if english is None and len(parts := _DASH.split(body)) > 1:
        each = [_credit(part, known, bracketed=False) or (byline and _author(part, known)) for part in parts[::2]]
        parts[::2] = [part or "" for part in each]
        english = "".join(parts) if all(each) else None
    return english


def _is_compiled(body: str, known: Mapping[str, str]) -> bool:
    """Whether a credit in brackets tells that the words before it are names: "Mộc Miên (Tổng hợp)"."""
    named = _NAMED.fullmatch(body)
    return named is not None and _credit(named["inner"], known, bracketed=True) is not None


def _credit(body: str, known: Mapping[str, str], *, bracketed: bool) -> str | None:
    """The English of `Ảnh: Reuters`, without the brackets around it."""
    key = fold(body)
    if given := _GIVEN.fullmatch(key):
        return _given(body, given, known)
    label = _LABEL.match(key)
    if not label:
        return None
    english = _LABELS[label["label"]]
    rest = body[label.end() :].strip()
    if not rest:
        return _cased(_ALONE.get(english, english), body) if english in _BARE and ":" not in label["colon"] else None
    if ":" not in label["colon"] and not (bracketed or english in _VERBAL | _ROLES | {"Screenshot", "File photo"}):
        return None  # "Ảnh hưởng", "Video mới": words that go on
    names = _names(rest, known, lone=english != "Video" and english != "Clip")
    if not names:
        return None
    join = " " if english in _VERBAL or (english in _ROLES and ":" not in label["colon"]) else ": "
    return _cased(english, body) + join + names


def _given(body: str, given: re.Match[str], known: Mapping[str, str]) -> str | None:
    what = _WHAT[given["what"] or given["short"]]
    if given["short"]:
        return f"{_cased(what, body)} courtesy of the subject"
    who = _GIVERS.get(given["who"]) or _names(body[slice(*given.span("who"))], known)
    return f"{_cased(what, body)} courtesy of {who}" if who else None


def _author(body: str, known: Mapping[str, str]) -> str | None:
    """Names alone, or names with their source in brackets: `Minh Đức (theo AP, BBC)`."""
    named = _NAMED.fullmatch(body)
    if not named:
        return _names(body, known)
    names = _credit(named["names"], known, bracketed=False) or _names(named["names"], known)
    inner = _credit(named["inner"], known, bracketed=True) or _names(named["inner"], known)
    return f"{names} ({inner})" if names and inner else None


def _names(text: str, known: Mapping[str, str], *, lone: bool = True) -> str | None:
    """The English of names with what joins them; None where something isn't a name.

    Of a video (`lone` false) several names in a row may tell what it shows, so only short ones are taken.
    """
    if not 0 < len(text.split()) <= (_MOST_NAMES if lone else 4):
        return None
    parts = _JOIN.split(text.strip())
    english: list[str] = []
    for index, part in enumerate(parts):
        if index % 2:
            english.append(" and " if part.strip() == "và" else part)
            continue
        name = _name(part, known)
        if not name:
            return None
        english.append(name)
    return "".join(english)


def _name(part: str, known: Mapping[str, str]) -> str | None:
    """The English of one name or source."""
    key = fold(part)
    if part in known:
        return known[part]
    if key in _SOURCES:
        return _SOURCES[key]
    if key in _OUTLETS:
        return fold_marks(part if part[:1].isupper() and part != part.capitalize() else part.title())
    for kind, form in _KINDS.items():
        rest = part[len(kind) + 1 :]
        if key.startswith(f"{kind} ") and (name := _name(rest, known)):
            return form.format(name)
    named = "|".join(re.escape(vi) for vi in sorted(known, key=len, reverse=True))
    pattern = re.compile(rf"(?<!\w)(?:{named})(?!\w)" if named else r"(?!)")
    words = pattern.sub("A", part).split()
    small = [word for word in words[1:] if word in _SMALL]
    if not words or any(word not in small and not _is_name_word(word) for word in words):
        return None
    return fold_marks(pattern.sub(lambda match: known[match[0]], part))


def _is_name_word(word: str) -> bool:
    bare = word.strip("\"'“”‘’.…")
    return bool(bare) and ":" not in bare and (bare[0].isupper() or bool(_CODE.fullmatch(bare)))


def _cased(english: str, body: str) -> str:
    """The label begins as the source does: `theo` is "according to"."""
    return english if body[:1].isupper() else english[:1].lower() + english[1:]
