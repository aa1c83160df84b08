"""ZIP archives read in memory, within limits; nothing is ever unpacked to a folder."""

from __future__ import annotations

import posixpath
import re
import stat
import zipfile
import zlib
from typing import BinaryIO

from songngu.errors import ReadError

MOST_FILES = 50_000
MOST_BYTES = 1024**3  # of an archive unpacked
MOST_MEMBER = 200 * 1024**2  # of one file in it
MOST_RATIO = 100  # text packs 3 to 10 times, XML up to 50 times
_SMALL = 2 * 1024**2  # bytes unpacked that are no bomb whatever their ratio: read and translated in seconds

_DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, ValueError, NotImplementedError, OSError, RuntimeError)


def open_archive(file: BinaryIO, where: str) -> zipfile.ZipFile:
    """The archive, once its directory shows that it can be unpacked safely. Raises ReadError."""
    try:
        archive = zipfile.ZipFile(file)
    except _DAMAGED as error:
        mend = "Pack or download it again"
        raise ReadError(f"the archive is damaged ({error})", where=where, mend=mend) from error
    infos = archive.infolist()
    packed = file.seek(0, 2)
    size = sum(info.file_size for info in infos)
    mend = "Unpack it and give the folder"
    if len(infos) > MOST_FILES:
        raise ReadError(f"the archive has more than {MOST_FILES:,} files", where=where, mend=mend)
    if size > MOST_BYTES:
        raise ReadError(f"the archive is larger than {MOST_BYTES // 1024**2:,} MB unpacked", where=where, mend=mend)
    if size > _SMALL and size > packed * MOST_RATIO:
        what = f"the archive unpacks to more than {MOST_RATIO} times its size, as zip bombs do"
        raise ReadError(what, where=where, mend="Don't open it unless you know who made it")
    return archive


def read_member(archive: zipfile.ZipFile, info: zipfile.ZipInfo | str, where: str) -> bytes:
    """The bytes of a file in the archive. Raises ReadError."""
    try:
        info = archive.getinfo(info) if isinstance(info, str) else info
    except KeyError as error:
        raise ReadError(f"{info} is missing in it", where=where, mend="Make the file again") from error
    if info.flag_bits & 1:
        raise ReadError("it is encrypted", where=where, mend="Unpack it with its password and give the folder")
    if info.file_size > MOST_MEMBER:
        what = f"larger than {MOST_MEMBER // 1024**2} MB unpacked"
        raise ReadError(what, where=where, mend="Unpack it and give the folder")
    try:
        with archive.open(info) as member:
            return member.read(info.file_size + 1)
    except _DAMAGED as error:
        raise ReadError(f"damaged in the archive ({error})", where=where, mend="Pack or download it again") from error


def unsafe(info: zipfile.ZipInfo) -> str:
    """Why a file of an archive isn't touched: its path leads out of it, or it's a link; "" where it's plain."""
    name = info.filename.replace("\\", "/")
    if name.startswith("/") or re.match(r"[A-Za-z]:", name) or ".." in name.split("/"):
        return "its path leads out of the archive"
    if stat.S_ISLNK(info.external_attr >> 16):
        return "a link, not a file"
    return ""


def joined(base: str, reference: str) -> str:
    """The path in an archive that a reference in the file `base` means."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(base), reference))
