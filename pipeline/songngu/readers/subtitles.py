"""SubRip subtitles: cues are joined to sentences, and each sentence, or run of them, is a paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import zip_longest

from songngu.errors import ReadError
from songngu.readers.encodings import decode
from songngu.readers.source import Block, Source
from songngu.records import Record
from songngu.text.normalise import clean, unescape

_STAMP = r"(?:(\d{1,3}):)?(\d{1,2}):(\d{1,2})[,.](\d{1,3})"
_TIMES = re.compile(rf"^[ \t]*{_STAMP}[ \t]*-+>[ \t]*{_STAMP}[^\n]*$", re.MULTILINE)
_NUMBER = re.compile(r"\n[ \t]*\d+[ \t]*\n?\s*\Z")  # of the next cue, before its times
_TAG = re.compile(r"</?(?:[ibus]|font|c|v)\b[^<>\n]*>|\{\\[^{}\n]*\}", re.IGNORECASE)
_SPEAKER = re.compile(r"[-–—]\s*(?=\S)")
_ENDS = re.compile(r"[.!?…♪][\"”’')\]]*$|[\])♪]$")
_PAUSE = 2.0  # seconds without a cue, after which a cue without a full stop isn't continued
_MOST_WORDS = 60  # in a sentence; automatic captions may have no full stops at all


class _Cue(Record, frozen=True, kw_only=True):
    start: float  # seconds
    end: float
    text: str


def read_subtitles(data: bytes, where: str) -> Source:
    """Read the cues in order; a cue that goes on in the next is joined with it. Raises ReadError."""
    text, notes = decode(data, where)
    text, entities = unescape(text)
    text, cleaned = clean(text)
    cues = list(_cues(text))
    if not cues:
        mend = "Each cue is a number, a line `00:00:01,000 --> 00:00:03,000`, and its text"
        raise ReadError("no subtitles (a cue has a line of times)", where=where, mend=mend)
    blocks = tuple(Block(text=sentence, kind="text") for sentence in _sentences(cues))
    joined = f"{len(cues)} cues read as {len(blocks)} paragraphs, without their times"
    return Source(blocks=blocks, notes=(*notes, *entities, *cleaned, joined))


def _cues(text: str) -> Iterator[_Cue]:
    times = list(_TIMES.finditer(text))
    for match, following in zip_longest(times, times[1:]):
        body = text[match.end() : following.start() if following else len(text)]
        if following:
            body = _NUMBER.sub("", body)
        lines = [" ".join(line.split()) for line in _TAG.sub("", body).split("\n")]
        parts = match.groups()
        if any(lines):
            yield _Cue(
                start=_seconds(*parts[:4]), end=_seconds(*parts[4:]), text="\n".join(line for line in lines if line)
            )


def _seconds(hours: str | None, minutes: str, seconds: str, thousandths: str) -> float:
    return int(hours or 0) * 3600 + int(minutes) * 60 + int(seconds) + int(thousandths.ljust(3, "0")) / 1000


def _sentences(cues: list[_Cue]) -> Iterator[str]:
    """What is said, a speaker's turn or sentence at a time."""
    said: list[str] = []
    ended = 0.0
    for cue in cues:
        pause = cue.start - ended
        for line in cue.text.split("\n"):
            if said and (_SPEAKER.match(line) or _is_over(said, pause)):
                yield " ".join(said)
                said = []
            said.append(line)
            pause = 0.0
        ended = cue.end
    if said:
        yield " ".join(said)


def _is_over(said: list[str], pause: float) -> bool:
    """Whether what comes next begins anew."""
    if _ENDS.search(said[-1]):
        return True
    return pause > _PAUSE or sum(len(line.split()) for line in said) >= _MOST_WORDS
