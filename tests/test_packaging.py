"""The wheel and the sdist have all that songngu needs, and work where there is no repository.

Built once each, by the backend that pip and `python -m build` call; installed beside nothing of the repository.
"""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest
from tests.engines.conftest import build_embedded

from songngu import __version__

ROOT = Path(__file__).parents[1]
WHEEL = f"songngu-{__version__}-py3-none-any.whl"
FOLDERS = {  # in the repository: in the wheel
    "pipeline/songngu": "songngu",
    "glossary": "songngu/data/glossary",
    "models/vi-en": "songngu/data/models/vi-en",
}


def files_of(root: Path) -> dict[str, Path]:
    """What a wheel must have, by its name there."""
    return {
        f"{there}/{path.relative_to(root / here).as_posix()}": path
        for here, there in FOLDERS.items()
        for path in (root / here).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }


pytestmark = pytest.mark.skipif(
    importlib.util.find_spec("hatchling") is None, reason="hatchling, which builds the wheel, is not installed"
)


def build(target: str, folder: Path, *, root: Path = ROOT, without_model: bool = False) -> Path:
    environment = {key: value for key, value in os.environ.items() if not key.startswith("SONGNGU_")}
    if without_model:
        environment["SONGNGU_WHEEL_WITHOUT_MODEL"] = "1"
    command = [sys.executable, "-m", "hatchling", "build", "-t", target, "-d", str(folder)]
    subprocess.run(command, cwd=root, env=environment, check=True, capture_output=True)
    (made,) = folder.iterdir()
    return made


@pytest.fixture(scope="module")
def wheel(sources: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Made from the sdist, as `python -m build` makes it."""
    return build("wheel", tmp_path_factory.mktemp("wheel"), root=sources)


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return install(wheel, tmp_path_factory.mktemp("installed"))


@pytest.fixture(scope="module")
def sources(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sdist, unpacked."""
    folder = tmp_path_factory.mktemp("sdist")
    shutil.unpack_archive(build("sdist", folder), folder)  # tarfile's `filter` came with 3.11.4; what is ours is safe
    return folder / f"songngu-{__version__}"


def install(wheel: Path, target: Path) -> Path:
    """Install with pip; the packages that songngu needs are those of this environment."""
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index", "--no-compile"]
    subprocess.run(
        [*command, "--disable-pip-version-check", "--target", target, wheel], check=True, capture_output=True
    )
    return target


def songngu(installed: Path, folder: Path, *words: str, given: str = "") -> subprocess.CompletedProcess[str]:
    """Run the installed command in a folder that has nothing of the repository."""
    environment = {key: value for key, value in os.environ.items() if not key.startswith("SONGNGU_")}
    environment |= {"PYTHONPATH": str(installed), "PYTHONSAFEPATH": "1"}
    command = [sys.executable, str(installed / "bin" / "songngu"), *words]
    return subprocess.run(
        command, cwd=folder, env=environment, input=given, capture_output=True, text=True, check=False
    )


def test_wheel_and_sdist_have_every_file_of_the_package_the_glossary_and_the_model(sources: Path, wheel: Path) -> None:
    expected = files_of(sources)
    assert set(expected) == set(files_of(ROOT))
    with zipfile.ZipFile(wheel) as archive:
        assert {name for name in archive.namelist() if not name.startswith(f"songngu-{__version__}")} == set(expected)
        for name, path in expected.items():
            assert archive.getinfo(name).file_size == path.stat().st_size, name
            assert "model.bin" in name or archive.read(name) == path.read_bytes(), name


def test_the_wheel_has_licences_the_command_and_the_man_page(wheel: Path) -> None:
    info = f"songngu-{__version__}.dist-info"
    with zipfile.ZipFile(wheel) as archive:
        assert (
            archive.read(f"songngu-{__version__}.data/data/share/man/man1/songngu.1")
            == (ROOT / "docs" / "man" / "songngu.1").read_bytes()
        )
        for licence in ("LICENSE", "models/vi-en/LICENSE", "models/vi-en/NOTICE"):
            assert archive.read(f"{info}/licenses/{licence}") == (ROOT / licence).read_bytes()
        assert b"songngu = songngu.cli:main" in archive.read(f"{info}/entry_points.txt")
        metadata = archive.read(f"{info}/METADATA").decode()
    wanted = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    assert len(re.findall(r"^Requires-Dist: (?!.*extra ==)", metadata, re.MULTILINE)) == len(wanted["dependencies"])
    assert f"License-Expression: {wanted['license']}" in metadata


def test_the_installed_command_knows_its_version_and_is_sound(installed: Path, tmp_path: Path) -> None:
    assert songngu(installed, tmp_path, "--version").stdout == f"songngu, version {__version__}\n"
    done = songngu(installed, tmp_path, "doctor", "--model", "echo")
    assert done.returncode == 0, done.stdout
    assert f"{__version__} in {installed}/songngu" in done.stdout
    assert "the shipped glossary: " in done.stdout
    assert "model          echo/1" in done.stdout


@pytest.mark.model
def test_the_installed_model_translates(installed: Path, tmp_path: Path) -> None:
    done = songngu(installed, tmp_path, "translate", given="Giá xăng tăng 2%.\n")
    assert done.returncode == 0, done.stderr
    assert "2%" in done.stdout
    assert re.search(r"\b(gas|gasoline|petrol|fuel)\b", done.stdout, re.IGNORECASE)


def test_an_article_becomes_a_digest_without_the_repository(installed: Path, tmp_path: Path) -> None:
    """Templates, style sheet, lexicon and the other data files are found."""
    (tmp_path / "a.md").write_text("# Tin\n\nNga và [Mỹ](x) đã họp.\n", encoding="utf-8")
    formats = "html,md,jsonl,tmx,xliff,xliff12,epub,docx,markdown-en"
    done = songngu(installed, tmp_path, "run", "a.md", "--model", "echo", "--formats", formats)
    assert done.returncode == 0, done.stderr
    assert "Russia" in (tmp_path / "output" / "index.html").read_text(encoding="utf-8")
    assert "](x)" in (tmp_path / "output" / "markdown-en" / "a.md").read_text(encoding="utf-8")


def test_a_wheel_without_the_model_asks_for_one_and_takes_it_from_a_path(sources: Path, tmp_path: Path) -> None:
    made = build("wheel", tmp_path / "made", root=sources, without_model=True)
    assert made.stat().st_size < 4_000_000
    slim = install(made, tmp_path / "slim")
    lacking = songngu(slim, tmp_path, "translate", given="Tin.\n")
    assert lacking.returncode == 2
    assert "installed without one" in lacking.stderr
    assert "--model" in lacking.stderr
    listed = songngu(slim, tmp_path, "models")
    assert "--model vi-en" not in listed.stdout
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "model.toml").write_bytes((ROOT / "models" / "vi-en" / "model.toml").read_bytes())
    found = songngu(slim, tmp_path, "translate", "--model", str(tmp_path / "broken"), given="Tin.\n")
    assert "can't read the model file" in found.stderr  # it was looked for where the user said
    build_embedded(tmp_path / "tiny")
    translated = songngu(slim, tmp_path, "translate", "--model", "tiny", "--beam", "1", given="Giá xăng.\n")
    assert translated.returncode == 0, translated.stderr
    assert translated.stdout.strip(), "random weights, but words"
    (tmp_path / "a.txt").write_text("Giá xăng.\n", encoding="utf-8")
    run = songngu(slim, tmp_path, "run", "a.txt", "--model", "tiny", "--beam", "1", "--no-shipped-glossary")
    assert run.returncode == 0, run.stderr
    assert "/tiny@" in (tmp_path / "output" / "report.json").read_text(encoding="utf-8")
