"""Give songngu files that try to break it, and tell how many did.

    python tests/hostile/harness.py [--files 1000] [--seed N] [--only bait --only archives …] [--keep FOLDER]

A file is survived when the run over it ends within ten seconds without a traceback and without an unexpected error in
the report, writes nowhere but into its output folder, opens no connection, and what it wrote is sound in every format.
"""

from __future__ import annotations

import argparse
import functools
import io
import os
import random
import re
import resource
import shutil
import signal
import sys
import tempfile
import time
import traceback
import warnings
import zipfile
from collections import Counter
from pathlib import Path
from typing import Any

from lxml import etree, html
from msgspec.structs import replace

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.hostile.makers import MAKERS

from songngu import batch
from songngu.digest import html as page
from songngu.engines import engine_signature
from songngu.errors import SongnguError
from songngu.glossary.entries import Glossary
from songngu.glossary.matching import Matcher
from songngu.plan import Planner
from songngu.settings import Settings
from songngu.sources import Input, sources_of

LIMIT = 10  # seconds of work a file; a machine that is busy takes longer over them
PATIENCE = 200
FORMATS = ("html", "md", "docx", "epub", "xliff", "tmx", "jsonl")
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC
CHANGES = ("os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.link", "os.symlink", "os.chmod", "shutil.rmtree")
ELEMENTS = {"script": 1, "style": 1, "iframe": 0, "base": 0, "img": 0, "object": 0, "embed": 0, "form": 1}


class Broken(Exception):
    """What must not happen happened."""


def attack(path: Path, out: Path, planner: Planner) -> None:
    """Run over one file; raises Broken, or whatever songngu lets through."""
    _watch_writes(out)
    planner = Planner(replace(planner.settings, out=str(out)), planner.glossary, planner.matcher, planner.engine)
    try:
        sources = [one for one in sources_of(path, path.parent) if isinstance(one, Input)]
        report = batch.run(planner.settings, sources, progress=lambda done, total: None, planner=planner)
    except SongnguError:
        return
    resource.setrlimit(resource.RLIMIT_CPU, (PATIENCE, PATIENCE))  # what follows is the harness's own work
    unexpected = [failure for failure in report.failures if "unexpected" in failure.reason]
    if unexpected:
        raise Broken(unexpected[0].reason)
    check_outputs(out)


def check_outputs(out: Path) -> None:
    """What is in an output folder is well-formed, and nothing in it is alive."""
    for path in out.glob("*.html"):
        check_page(path.read_bytes())
    for path in [*out.glob("*.xlf"), *out.glob("*.tmx")]:
        etree.fromstring(path.read_bytes(), etree.XMLParser(resolve_entities=False, huge_tree=True))
    for path in [*out.glob("*.docx"), *out.glob("*.epub")]:
        with zipfile.ZipFile(io.BytesIO(path.read_bytes())) as archive:
            for name in archive.namelist():
                if name.endswith((".xml", ".rels", ".xhtml", ".opf", ".ncx")):
                    tree = etree.fromstring(archive.read(name), etree.XMLParser(resolve_entities=False, huge_tree=True))
                    _check_tree(tree, name, scripts=0)


def check_page(data: bytes) -> None:
    """An HTML page has one script and one style, songngu's own, and no other way to run or fetch anything."""
    _check_tree(html.document_fromstring(data.decode(), parser=html.HTMLParser(huge_tree=True)), "page", scripts=1)


def _check_tree(tree: Any, name: str, *, scripts: int) -> None:
    found: Counter[str] = Counter()
    for node in tree.iter(etree.Element):
        tag = etree.QName(node).localname.lower()
        found[tag] += 1
        for attribute, value in node.attrib.items():
            bare = re.sub(r"[\s\x00-\x20]", "", value).lower()
            if attribute.lower().startswith("on") and scripts:
                raise Broken(f"{name}: <{tag} {attribute}>")
            if attribute.lower().endswith(("href", "src", "action")) and bare.startswith(("javascript:", "vbscript:")):
                raise Broken(f"{name}: <{tag} {attribute}={value[:40]}>")
    for tag, most in ELEMENTS.items():
        if name == "page" and found[tag] > most:
            raise Broken(f"{name}: {found[tag]} <{tag}>")


def _watch_writes(out: Path) -> None:
    """End with Broken what this process writes outside `out`, and every connection."""
    inside = (str(out.resolve()), "/dev/null")

    def hook(event: str, arguments: tuple[Any, ...]) -> None:
        writes = event == "open" and isinstance(arguments[2], int) and arguments[2] & WRITING
        if event == "socket.connect":
            raise Broken(f"a connection to {arguments[1]}")
        if (writes or event in CHANGES) and isinstance(arguments[0], str | bytes | os.PathLike):
            place = os.path.realpath(os.fsdecode(arguments[0]))
            if not place.startswith(inside):
                raise Broken(f"{event} of {place}")

    sys.addaudithook(hook)


def survive(path: Path, out: Path, planner: Planner, limit: int = LIMIT) -> str:
    """Attack with one file in a process of its own, of `limit` seconds of CPU; what went wrong, or ""."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            resource.setrlimit(resource.RLIMIT_CPU, (limit, PATIENCE))
            attack(path, out, planner)
        except BaseException as error:
            frames = [f"{Path(each.filename).name}:{each.lineno}" for each in traceback.extract_tb(error.__traceback__)]
            os.write(writing, f"{error!r:.200} {' '.join(frames[-3:])}".encode("utf-8", "replace"))
            os._exit(1)
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as told:
        deadline = time.monotonic() + PATIENCE
        while (ended := os.waitpid(child, os.WNOHANG))[0] == 0:
            if time.monotonic() > deadline:
                os.kill(child, signal.SIGKILL)
                os.waitpid(child, 0)
                return "it hangs"
            time.sleep(0.005)
        code = os.waitstatus_to_exitcode(ended[1])
        if code == -signal.SIGXCPU:
            return f"more than {limit} s"
        return "" if code == 0 else told.read().decode() or f"ended by signal {-code}"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--files", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=random.randrange(2**32), help="repeats a run of the harness")
    parser.add_argument("--only", action="append", choices=MAKERS, help="kinds of files; all where none is named")
    parser.add_argument("--limit", type=int, default=LIMIT, help="seconds of CPU that a file may take")
    parser.add_argument("--keep", type=Path, help="where the files that did harm are kept")
    given = parser.parse_args()
    print(f"--seed {given.seed}", flush=True)
    kinds = given.only or list(MAKERS)
    survived: Counter[str] = Counter()
    wrong = 0
    settings = Settings(model="echo", formats=FORMATS)
    glossary = Glossary.load([], shipped=True)
    planner = Planner(settings, glossary, Matcher(glossary), engine_signature(settings))
    patched: Any = page
    patched.build_environment = functools.cache(page.build_environment)  # compiling the templates takes longest
    warnings.simplefilter("ignore")
    with tempfile.TemporaryDirectory(prefix="songngu-hostile-") as folder:
        root = Path(folder)
        for number in range(given.files):
            kind = kinds[number % len(kinds)]
            name, data = MAKERS[kind](random.Random(f"{given.seed} {kind} {number}"))
            path, out = root / "in" / name, root / "out"
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(data)
            if harm := survive(path, out, planner, given.limit):
                wrong += 1
                print(f"  {kind}, file {number}, {name}: {harm}", flush=True)
                if given.keep:
                    given.keep.mkdir(parents=True, exist_ok=True)
                    (given.keep / f"{number}-{name}").write_bytes(data)
            else:
                survived[kind] += 1
            shutil.rmtree(out, ignore_errors=True)
            path.unlink()
            if number % 50 == 49:
                print(f"{number + 1} files, {survived.total()} survived", flush=True)
    total = survived.total() + wrong
    print(f"survived {survived.total()} of {total} ({', '.join(f'{kind} {n}' for kind, n in survived.items())})")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
