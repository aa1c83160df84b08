"""Each command as a user calls it: what it prints, where, and its exit code."""

from __future__ import annotations

import fcntl
import json
import os
import pty
import re
import shlex
import signal
import struct
import subprocess
import sys
import termios
import time
from pathlib import Path

import msgspec
import pytest
from click.testing import CliRunner, Result

from songngu.cli import main
from songngu.cli.glossary import KINDS, MODES
from songngu.engines import ModelDescription
from songngu.glossary import entries
from songngu.glossary.entries import Entry, Glossary, identity
from songngu.report import Report

ECHO = ("--model", "echo", "--no-shipped-glossary")


def call(*words: str, given: bytes | str = "") -> Result:
    return CliRunner().invoke(main, words, input=given, catch_exceptions=False)


def test_run_tells_what_it_did_and_where_the_digest_is(articles: Path) -> None:
    done = call("run", str(articles), "--out", "out", *ECHO)
    assert done.exit_code == 0
    assert str(Path("out", "index.html")) in done.stdout
    assert "3 articles" in done.stdout
    assert "3 of 3 articles" in done.stderr
    assert "3 of 3 articles" not in done.stdout


def test_run_json_is_the_report_and_quiet_says_nothing(articles: Path) -> None:
    done = call("run", str(articles), "--out", "out", "--json", *ECHO)
    assert msgspec.json.decode(done.stdout, type=Report) == msgspec.json.decode(
        Path("out/report.json").read_bytes(), type=Report
    )
    quiet = call("run", str(articles), "--out", "out", "--quiet", *ECHO)
    assert (quiet.exit_code, quiet.stdout, quiet.stderr) == (0, "", "")


def test_run_reads_standard_input_and_a_single_file(articles: Path) -> None:
    done = call("run", "-", "--out", "out", *ECHO, given=(articles / "gia-vang.txt").read_bytes())
    assert done.exit_code == 0
    assert len(list(Path("out/articles").iterdir())) == 1
    assert call("run", str(articles / "bong-da.txt"), "--out", "out2", *ECHO).exit_code == 0


def test_a_failed_article_is_exit_1_and_named(articles: Path) -> None:
    (articles / "hong.txt").write_bytes(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n\0\0")
    done = call("run", str(articles), "--out", "out", *ECHO)
    assert done.exit_code == 1
    assert "failed: hong.txt" in done.stderr
    assert "3 articles" in done.stdout


def test_strict_is_exit_1_where_something_is_unmet(articles: Path) -> None:
    assert call("run", str(articles), "--out", "out", *ECHO).exit_code == 0
    report = msgspec.json.decode(Path("out/report.json").read_bytes(), type=Report)
    assert report.counts.errors, "the echo engine leaves Vietnamese in the English"
    assert call("run", str(articles), "--out", "out", "--strict", *ECHO).exit_code == 1


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("run", "no-such-folder"), "no-such-folder"),
        (("run", ""), "the name of the folder is empty"),
        (("run", "/dev/null"), "neither a folder nor a plain file"),
        (("run", "x" * 300), "File name too long"),
        (("run", ".", "--out", ""), "out must be a text that is not empty"),
        (("run", ".", "--out", "bong-da.txt"), "can't make the output folder"),
        (("run", ".", "--formats", ","), "formats must be"),
        (("run", ".", "--glossary", ""), "glossary must be"),
        (("run", ".", "--formats", "pdf"), "Known formats: html, md, jsonl"),
        (("run", ".", "--model", "no-such-model"), "no model 'no-such-model'"),
        (("run", ".", "--engine", "slurm"), "Known: local"),
        (("run", ".", "--summariser", "best"), "default, lead, lexrank"),
        (("run", ".", "--beam", "0"), "beam"),
        (("run", ".", "--workers", "-1"), "workers"),
        (("run", ".", "--summary", "many"), "summary"),
        (("run", ".", "--glossary", "absent.csv"), "absent.csv"),
        (("eval", "absent.tsv"), "absent.tsv"),
        (("frobnicate",), "No such command"),
    ],
)
def test_wrong_usage_is_exit_2_and_says_what_is_known(articles: Path, words: tuple[str, ...], said: str) -> None:
    os.chdir(articles)
    extra: tuple[str, ...] = ("--no-shipped-glossary",) if words[0] == "run" else ()
    if words[0] == "run" and "--model" not in words:
        extra += ("--model", "echo")
    done = call(*words, *extra)
    assert said in done.stderr
    assert done.exit_code == 2
    assert "Traceback" not in done.output


def test_unknown_settings_name_their_source(articles: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("songngu.toml").write_text("beem = 3\n")
    done = call("run", str(articles), *ECHO)
    assert done.exit_code == 2
    assert "songngu.toml" in done.stderr
    assert "beem" in done.stderr
    Path("songngu.toml").write_text('out = "from-file"\n')
    assert call("run", str(articles), *ECHO).exit_code == 0
    monkeypatch.setenv("SONGNGU_OUT", "from-variable")
    assert call("run", str(articles), *ECHO).exit_code == 0
    assert Path("from-file/index.html").exists()
    assert Path("from-variable/index.html").exists()


def test_translate_gives_a_line_for_a_line() -> None:
    done = call("translate", *ECHO, "--quiet", given="Trời mưa. Gió to.\n\nTrời nắng.")
    lines = done.stdout.split("\n")
    assert len(lines) == 4
    assert lines[1] == lines[3] == ""
    assert "Trời nắng" in lines[2]


@pytest.mark.parametrize(
    ("given", "lines"),
    [
        (b"", 0), (b"\n", 1), (b" \n\t\n", 2), (b"\r\n\r\n", 2), (b"\xef\xbb\xbf\n", 1),
        ("\u00a0\n\u200b\n".encode(), 2), (b" ", 1),
    ],
)  # fmt: skip
def test_translate_gives_a_blank_line_for_a_blank_line(given: bytes, lines: int) -> None:
    """A file without a letter was an error: a pipe has such files."""
    done = call("translate", *ECHO, given=given)
    assert (done.exit_code, done.stdout, done.stderr) == (0, "\n" * lines, "")
    Path("blank.txt").write_bytes(given)
    assert call("translate", "blank.txt", *ECHO).stdout == "\n" * lines


@pytest.mark.parametrize(("name", "said"), [("absent.txt", "No such file"), (".", "Is a directory")])
def test_translate_names_a_file_that_it_cannot_read(name: str, said: str) -> None:
    done = call("translate", name, *ECHO)
    assert done.exit_code == 2
    assert said in done.stderr


SONGNGU = f"{shlex.quote(sys.executable)} -m songngu.cli"


def shell(line: str) -> subprocess.CompletedProcess[str]:
    """What a shell makes of a line; its exit code is that of the first command of a pipe that failed."""
    return subprocess.run(
        ["bash", "-c", f"set -o pipefail; {line}"],
        capture_output=True,
        text=True,
        errors="surrogateescape",
        check=False,
    )


def test_a_sentence_in_the_place_of_a_file_is_told_where_it_belongs() -> None:
    done = call("translate", "Ba người chết.", *ECHO)
    assert done.exit_code == 2
    assert "Ba người chết.: can't be read (No such file or directory)" in done.stderr
    assert "echo … | songngu translate" in done.stderr
    assert "echo" not in call("translate", "missing.txt", *ECHO).stderr


@pytest.mark.parametrize(
    ("line", "code", "said"),
    [
        (f"echo Tin | {SONGNGU} translate --model echo --no-shipped-glossary >/dev/full", 1, "output: No space"),
        (f"echo Tin | {SONGNGU} translate --model echo --no-shipped-glossary >&-", 1, "standard output: Bad file"),
        (f"{SONGNGU} translate --model echo <&-", 2, "standard input is closed"),
        (f"{SONGNGU} run - --model echo <&-", 2, "standard input is closed"),
        (f"{SONGNGU} run --help >/dev/full", 1, "No space left"),
        (f"{SONGNGU} glossary list >/dev/full", 1, "No space left"),
        (f"{SONGNGU} glossary list >&-", 1, "Bad file"),
        (f"{SONGNGU} glossary list | head -c 1", 1, ""),  # more than a pipe holds
        (f"yes Tin. | head -9999 | {SONGNGU} translate --model echo --no-shipped-glossary --quiet | head -1", 1, ""),
    ],
)  # fmt: skip
def test_a_stream_that_fails_is_said_once_and_in_the_exit_code(line: str, code: int, said: str) -> None:
    done = shell(line)
    assert "Traceback" not in done.stderr
    assert "Exception ignored" not in done.stderr
    assert said in done.stderr
    assert bool(done.stderr) == bool(said), "who ends a pipe knows why"
    # pipefail gives the last code that isn't 0: that of songngu, which stands last of those that fail
    assert done.returncode == code


def test_a_digest_is_made_even_where_nothing_can_be_said(articles: Path) -> None:
    done = shell(f"{SONGNGU} run {shlex.quote(str(articles))} --out out {' '.join(ECHO)} 2>/dev/full")
    assert done.returncode == 0
    assert Path("out/index.html").exists()
    done = shell(f"{SONGNGU} run {shlex.quote(str(articles))} --out out2 {' '.join(ECHO)} >/dev/full")
    assert done.returncode == 1
    assert "standard output: No space" in done.stderr
    assert Path("out2/index.html").exists()


def test_letters_that_a_terminal_lacks_are_escaped() -> None:
    done = shell(f"echo 'Tin mới' | PYTHONIOENCODING=latin-1 {SONGNGU} translate {' '.join(ECHO)} --quiet")
    assert (done.returncode, done.stdout) == (0, "[Tin m\\u1edbi]\n")


def test_names_of_any_bytes_are_reported_and_cannot_play_tricks(articles: Path) -> None:
    evil = (
        b"b\xff.txt",
        b"c\nfailed: x.txt: no.txt",
        b"d\x1b]0;x\x07.txt",
        "e\u202etxt.\u0111.txt".encode(),
        b"f\xfe.x\x1b",
    )
    for name in evil:
        (articles / os.fsdecode(name)).write_bytes(b"" if name[:1] in b"cd" else f"Tin {name!r}.".encode())
    out = os.fsdecode(b"out\xff\x1b")
    for words in ((), ("--json",)):
        done = call("run", str(articles), "--out", out, *words, *ECHO)
        assert done.exit_code == 1
        assert not set("\x1b\x07\u202e") & set(done.stderr)
        assert "\x1b" not in done.stdout
        assert r"failed: c\nfailed: x.txt: no.txt: " in done.stderr
        assert r"f\xfe.x\x1b" in done.stderr
    assert r"b\xff.txt" in {path["path"] for path in records(Path(out))}
    assert r"out\xff\x1b" in call("doctor", "--out", out, *ECHO).stdout
    found = json.loads(call("doctor", "--out", out, "--json", *ECHO).stdout)
    assert found[-1]["detail"].startswith("out\\xff\x1b can be written")
    absent = call("run", os.fsdecode(b"x\xff\x1b"), *ECHO)
    assert absent.exit_code == 2
    assert r"x\xff\x1b: no such" in absent.stderr


def records(out: Path) -> list[dict[str, str]]:
    return [json.loads(path.read_bytes()) for path in out.glob("articles/*.json")]


def test_an_entry_that_is_taught_reaches_only_its_sentences(articles: Path) -> None:
    call("run", str(articles), "--out", "out", "--model", "echo", "--no-shipped-glossary")
    added = call("glossary", "add", "Thái Lan", "Thailand", "--kind", "place")
    assert added.exit_code == 0
    assert Path("glossary.csv").read_text(encoding="utf-8").splitlines()[1].startswith("Thái Lan,Thailand,place")
    done = call("run", str(articles), "--out", "out", *ECHO)
    assert "Thái Lan=Thailand" in done.stdout
    report = msgspec.json.decode(Path("out/report.json").read_bytes(), type=Report)
    assert {change.article for change in report.changes} == {"bong-da"}
    removed = call("glossary", "remove", "Thái Lan")
    assert removed.exit_code == 0
    assert call("glossary", "remove", "Thái Lan").exit_code == 2


def test_kinds_and_modes_are_those_of_entries() -> None:
    assert (KINDS, MODES) == (entries.KINDS, entries.MODES)


def test_glossary_list_and_check() -> None:
    Path("mine.csv").write_text("vi,en,kind,mode,note\nHà Nội,Hanoi,place,,\nHà Nội,Ha Noi,place,,\n", encoding="utf-8")
    listed = call("glossary", "list", "hà", "--glossary", "mine.csv", "--no-shipped-glossary", "--json")
    assert [entry.en for entry in msgspec.json.decode(listed.stdout, type=list[Entry])] == [("Hanoi",)]
    checked = call("glossary", "check", "--glossary", "mine.csv", "--no-shipped-glossary")
    assert checked.exit_code == 1
    assert "mine.csv:3" in checked.stdout


def test_a_broken_glossary_line_is_exit_2_with_its_place(articles: Path) -> None:
    Path("mine.csv").write_text("vi,en,kind,mode,note\nHà Nội,Hanoi\n", encoding="utf-8")
    done = call("run", str(articles), "--glossary", "mine.csv", *ECHO)
    assert done.exit_code == 2
    assert "mine.csv:2" in done.stderr
    assert not Path("output", "index.html").exists()


def test_glossary_check_lists_every_broken_line() -> None:
    Path("mine.csv").write_text("vi,en\nHà Nội\nNga,\nĐức,Germany\n", encoding="utf-8")
    checked = call("glossary", "check", "--glossary", "mine.csv", "--no-shipped-glossary")
    assert checked.exit_code == 1
    assert "mine.csv:2: error: 1 column where" in checked.stdout
    assert "mine.csv:3: error: en is missing" in checked.stdout
    assert "1 entry, 2 errors" in checked.stdout
    assert "no glossary.csv" not in checked.stdout
    assert f"0 warnings; no glossary.csv in {Path.cwd()}" in call("glossary", "check").stdout


def test_glossary_add_names_what_it_replaces_and_what_it_removes() -> None:
    call("glossary", "add", "(Kiev", "Kiev")
    replaced = call("glossary", "add", "Kiev", "Kyiv", "--kind", "place")
    assert "replaced in glossary.csv: Kiev → Kyiv (was (Kiev → Kiev, term, enforce)" in replaced.stdout
    assert "invisible characters removed" in call("glossary", "add", "N\u200bga", "Russia").stderr
    refused = call("glossary", "add", "Đức", "\u200b")
    assert refused.exit_code == 2
    assert "en is missing" in refused.stderr
    assert Path("glossary.csv").read_text(encoding="utf-8").splitlines()[1:] == [
        "Kiev,Kyiv,place,enforce,",
        "Nga,Russia,term,enforce,",
    ]


def test_glossary_add_says_what_is_doubtful_about_an_entry() -> None:
    assert "vi and en are the same" in call("glossary", "add", "Kiev", "Kiev").stderr
    assert "Vietnamese letters: 'Hà Nội'" in call("glossary", "add", "Ha Noi", "Hà Nội").stderr
    assert call("glossary", "add", "Tân Phú Trung", "Tan Phu Trung").stderr == ""


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("x.txt", "# nothing\n", "no entry found"),
        ("x.tmx", "<tmx><tu><tuv xml:lang='de'><seg>Zar</seg></tuv></tu></tmx>", "1 without Vietnamese"),
        ("x.csv", "vi,en\n", "no entry found"),
        ("x.txt", f"Nga\t{'x' * 200_000}\n", "en has 200000 characters"),
    ],
)
def test_an_import_that_finds_nothing_says_so(name: str, text: str, said: str) -> None:
    Path(name).write_text(text, encoding="utf-8")
    done = call("glossary", "import", name, "--file", "mine.csv")
    assert done.exit_code == 1
    assert said in done.stderr
    assert "no entry found" in done.stderr
    assert not Path("mine.csv").exists()


def test_an_import_that_leaves_something_out_says_so_and_keeps_the_rest() -> None:
    Path("x.txt").write_text("Nga\tRussia\nĐức\t\n", encoding="utf-8")
    done = call("glossary", "import", "x.txt", "--file", "mine.csv")
    assert done.exit_code == 1
    assert "x.txt:2: en is missing" in done.stderr
    assert "1 added" in done.stdout
    Path("y.txt").write_text("nga\tRussian\nNga\tRussian\n", encoding="utf-8")
    done = call("glossary", "import", "y.txt", "--file", "mine.csv", "--prefer", "theirs")
    assert done.exit_code == 0
    assert "conflict: mine Nga → Russia, theirs Nga → Russian" in done.stderr


def test_the_readme_adds_a_name_that_is_new() -> None:
    readme = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
    added = re.findall(r'^songngu glossary add "([^"]+)"', readme, re.MULTILINE)
    assert added
    shipped = {identity(entry.vi) for entry in Glossary.load([], shipped=True).entries}
    assert not shipped & {identity(vi) for vi in added}


def test_glossary_goes_out_and_comes_back(tmp_path: Path) -> None:
    call("glossary", "add", "Hà Nội", "Hanoi", "--kind", "place")
    for name in ("out.tmx", "out.tbx", "out.tsv"):
        assert call("glossary", "export", name, "--no-shipped-glossary").exit_code == 0
        back = call("glossary", "import", name, "--file", f"{name}.csv")
        assert back.exit_code == 0, back.output
        assert "Hà Nội,Hanoi" in Path(f"{name}.csv").read_text(encoding="utf-8")


def test_glossary_suggest_finds_the_names_that_are_missing(articles: Path) -> None:
    done = call("glossary", "suggest", str(articles), "--least", "1", "--no-shipped-glossary")
    assert done.exit_code == 0
    assert "Thái Lan" in done.stdout
    Path("glossary.csv").write_text("vi,en\nThái Lan,Thailand\n", encoding="utf-8")
    left = call("glossary", "suggest", str(articles), "--least", "1", "--no-shipped-glossary", "--json").stdout
    assert "Thái Lan" not in [suggestion["vi"] for suggestion in json.loads(left)]


def test_glossary_suggest_shows_how_the_digest_renders_a_name(articles: Path) -> None:
    """Without a folder it looks in the digest, whose English is compared."""
    (articles / "names.txt").write_text("Ông Đinh Văn Thu nói.\n\nÔng Đinh Văn Thu đi.\n", encoding="utf-8")
    assert call("run", str(articles), "--model", "echo", "--out", "digest").exit_code in (0, 1)
    done = call("glossary", "suggest", "--out", "digest", "--json")
    assert done.exit_code == 0, done.output
    (found,) = [one for one in json.loads(done.stdout) if one["vi"] == "Đinh Văn Thu"]
    assert sum(times for _, times in found["renderings"]) == found["count"] == len(found["places"]) == 2
    assert "now: " in call("glossary", "suggest", "--out", "digest").stdout


def test_glossary_suggest_without_articles_or_digest_says_what_to_do(articles: Path) -> None:
    missing = call("glossary", "suggest", "--out", "nowhere")
    assert (missing.exit_code, "songngu run" in missing.stderr) == (2, True)
    assert not Path("nowhere").exists()
    assert call("glossary", "suggest", str(articles), "--out", "nowhere").exit_code == 2


def test_eval_measures_given_translations() -> None:
    Path("pairs.tsv").write_text("Trời mưa.\tIt rains.\nTrời nắng.\tThe sun shines.\n", encoding="utf-8")
    Path("hyp.txt").write_text("It rains.\nThe sun shines.\n", encoding="utf-8")
    done = call("eval", "pairs.tsv", "--hyp", "hyp.txt", "--no-shipped-glossary")
    assert done.exit_code == 0
    assert "chrF2++  100.00" in done.stdout
    Path("hyp.txt").write_text("It rains.\n", encoding="utf-8")
    short = call("eval", "pairs.tsv", "--hyp", "hyp.txt", "--no-shipped-glossary")
    assert short.exit_code == 2
    assert "hyp.txt" in short.stderr


def test_models_lists_names_and_licences() -> None:
    models = msgspec.json.decode(call("models", "--json").stdout, type=list[ModelDescription])
    assert {"vi-en", "echo"} <= {model.name for model in models}
    assert all(model.licence for model in models)
    listed = call("models").stdout
    assert re.search(r"ntrex-128 \(1,997 lines, beam \d\): BLEU \d\d\.\d, chrF2 \d\d\.\d, chrF2\+\+ \d\d\.\d", listed)
    assert "about    gives the Vietnamese back" in listed


def test_doctor_says_what_is_missing_and_how_to_mend_it() -> None:
    Path("mine.csv").write_text("vi;en;oops\n", encoding="utf-8")
    done = call("doctor", "--model", "echo", "--glossary", "mine.csv", "--json")
    findings = {finding["name"]: finding for finding in json.loads(done.stdout)}
    assert done.exit_code == 1
    assert findings["glossary"]["state"] == "broken"
    assert findings["glossary"]["mend"]
    assert findings["model"]["state"] == "ok"


def _many(folder: Path, count: int) -> None:
    folder.mkdir()
    for number in range(count):
        text = "\n\n".join(f"Câu số {number} của đoạn {part} nói về giá gạo tại Hà Nội." for part in range(40))
        (folder / f"{number}.txt").write_text(text, encoding="utf-8")


def test_interrupting_stops_within_two_seconds_and_keeps_what_is_done(tmp_path: Path) -> None:
    _many(tmp_path / "many", 120)
    command = [sys.executable, "-m", "songngu.cli", "run", str(tmp_path / "many"), "--out", "out", *ECHO]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    deadline = time.monotonic() + 60
    while not list(Path("out/articles").glob("*.json")):
        assert time.monotonic() < deadline, "no article was ever finished"
        time.sleep(0.05)
    process.send_signal(signal.SIGINT)
    began = time.monotonic()
    _, said = process.communicate(timeout=20)
    assert time.monotonic() - began < 2
    assert process.returncode == 130
    assert "run again" in said
    assert subprocess.run([*command, "--quiet"], check=False).returncode == 0
    assert len(list(Path("out/articles").glob("*.json"))) == 120


def test_interrupting_workers_leaves_nothing_behind(tmp_path: Path) -> None:
    _many(tmp_path / "many", 300)
    command = [sys.executable, "-m", "songngu.cli", "run", "many", "--out", "out", "--workers", "2", *ECHO]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    deadline = time.monotonic() + 60
    while not list(Path("out/articles").glob("*.json")):
        assert time.monotonic() < deadline, "no article was ever finished"
        time.sleep(0.05)
    process.send_signal(signal.SIGINT)
    began = time.monotonic()
    _, said = process.communicate(timeout=20)  # the pipe closes when the last worker is gone
    assert time.monotonic() - began < 2
    assert process.returncode == 130
    assert "run again" in said
    assert "leaked" not in said


def test_interrupting_gives_semaphores_back_without_a_worker() -> None:
    program = """
import multiprocessing, click
from songngu.cli.shared import explain_errors

@explain_errors
@click.command()
def command():
    lock = multiprocessing.get_context("spawn").Lock()
    raise KeyboardInterrupt

command()
"""
    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60)
    assert ended.returncode == 130
    assert "run again" in ended.stderr
    assert "leaked" not in ended.stderr


def test_a_terminal_gets_a_bar(articles: Path) -> None:
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 100, 0, 0))  # a new one has no columns
    command = [sys.executable, "-m", "songngu.cli", "run", str(articles), "--out", "out", *ECHO]
    process = subprocess.Popen(command, stderr=theirs, stdout=subprocess.DEVNULL)
    assert process.wait(timeout=60) == 0
    shown = os.read(ours, 65536)  # a short run: all of it fits the terminal's buffer
    os.close(theirs)
    os.close(ours)
    assert b"articles" in shown
    assert b"word" in shown


def test_a_run_names_the_glossary_files_it_uses(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who called songngu from another folder wondered why his glossary did nothing."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.txt").write_text("Tin\n\nNga và Mỹ đã họp.\n", encoding="utf-8")
    words = ["run", "a.txt", "--model", "echo", "--no-shipped-glossary"]
    last = CliRunner().invoke(main, words).stdout.splitlines()[-1]
    assert last == f"Glossary: none; no glossary.csv in {tmp_path}, and no --glossary"
    (tmp_path / "glossary.csv").write_text("vi,en\nNga,Russia\n", encoding="utf-8")
    assert CliRunner().invoke(main, words).stdout.splitlines()[-1] == "Glossary: glossary.csv (1 entry)"
    report = json.loads((tmp_path / "output" / "report.json").read_bytes())
    assert report["glossary"] == {"glossary.csv": 1}
