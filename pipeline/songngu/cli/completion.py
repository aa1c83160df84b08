"""`songngu completion`: what a shell needs to complete songngu's commands, options and names."""

from __future__ import annotations

import click

from songngu.cli.shared import say

SHELLS = ("bash", "zsh", "fish")


@click.command()
@click.argument("shell", type=click.Choice(SHELLS))
def completion(shell: str) -> None:
    """Print what makes a shell complete commands and options.

    \b
    bash: echo 'eval "$(songngu completion bash)"' >> ~/.bashrc
    zsh:  echo 'eval "$(songngu completion zsh)"' >> ~/.zshrc
    fish: songngu completion fish > ~/.config/fish/completions/songngu.fish
    """
    from click.shell_completion import get_completion_class

    found = get_completion_class(shell)
    assert found is not None  # click knows these three
    root = click.get_current_context().find_root().command
    # Not `source()`: that calls bash for its version, and other lines would have to be escaped by `say`.
    script = found(root, {}, "songngu", "_SONGNGU_COMPLETE")
    for line in (script.source_template % script.source_vars()).splitlines():
        say(line)
