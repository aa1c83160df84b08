"""What a shell is told when it asks how a word may go on; `songngu completion` prints how a shell comes to ask."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import click
    from click.shell_completion import CompletionItem

Completer = Callable[["click.Context", "click.Parameter", str], "list[CompletionItem]"]


def of_kind(kind: str) -> Completer:
    """Leave it to the shell: the names of a `file` or of a folder (`dir`)."""

    def complete(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
        from click.shell_completion import CompletionItem

        return [CompletionItem(incomplete, type=kind)]

    return complete


def models(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Shipped models and echo; folders, where none of them begins so."""
    from songngu.engines import shipped_models

    return _beginning(incomplete, ("echo", *shipped_models())) or of_kind("dir")(context, parameter, incomplete)


def formats(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """The last of several names with commas between them."""
    from songngu.digest import FOLDERS, RENDERERS

    before, comma, _ = incomplete.rpartition(",")
    names = (name for name in (*RENDERERS, *FOLDERS) if name not in before.split(","))
    return _beginning(incomplete, (before + comma + name for name in names))


def one_format(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """The name of one format."""
    from songngu.digest import FOLDERS, RENDERERS

    return _beginning(incomplete, (*RENDERERS, *FOLDERS))


def summarisers(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """How sentences may be chosen."""
    from songngu.summarise import SUMMARISERS

    return _beginning(incomplete, SUMMARISERS)


def _beginning(incomplete: str, names: Iterable[str]) -> list[CompletionItem]:
    from click.shell_completion import CompletionItem

    return [CompletionItem(name) for name in names if name.startswith(incomplete)]
