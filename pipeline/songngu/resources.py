"""Where the shipped models and the shipped glossary are: inside the installed package, else in the repository."""

from __future__ import annotations

from pathlib import Path

from songngu.errors import GlossaryError, ModelError


def models_folder() -> Path:
    """The folder that has one folder per shipped model.

    Raises ModelError when neither the package nor the repository has it.
    """
    found = _find("models")
    if found is None:
        raise ModelError(
            "the folder of shipped models is missing",
            where=str(_candidates("models")[0]),
            mend="Install songngu again: pip install --force-reinstall songngu",
        )
    return found


def glossary_folder() -> Path:
    """The folder of the shipped glossary files.

    Raises GlossaryError when neither the package nor the repository has it.
    """
    found = _find("glossary")
    if found is None:
        raise GlossaryError(
            "the shipped glossary is missing",
            where=str(_candidates("glossary")[0]),
            mend="Install songngu again: pip install --force-reinstall songngu",
        )
    return found


def _find(name: str, package: Path | None = None) -> Path | None:
    return next((folder for folder in _candidates(name, package) if folder.is_dir()), None)


def _candidates(name: str, package: Path | None = None) -> tuple[Path, Path]:
    """`songngu/data/NAME` of a wheel, then NAME of the repository that an editable install points into."""
    package = package or Path(__file__).resolve().parent
    return package / "data" / name, package.parent.parent / name
