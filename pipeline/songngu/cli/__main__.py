"""`python -m songngu.cli`: the same as the `songngu` command."""

from songngu.cli import main

main(prog_name="songngu")
