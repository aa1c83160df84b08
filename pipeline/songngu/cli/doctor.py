"""`songngu doctor`: what is installed, what is missing, and the command that mends it."""

from __future__ import annotations

import sys

import click

from songngu.cli.shared import SOME_FAILED, given_settings, say, say_json, setting_options


@click.command()
@setting_options("out", "glossary", "shipped_glossary", "model")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def doctor(as_json: bool, **flags: object) -> None:
    """Say what is missing and which command mends it."""
    from songngu.doctor import examine

    findings = []
    for finding in examine(given_settings(flags)):
        findings.append(finding)
        if not as_json:
            mark = "ok" if finding.state == "ok" else finding.state if finding.needed else "optional"
            say(f"{mark:9} {finding.name:14} {finding.detail}")
            if finding.mend:
                say(f"{'':24} {finding.mend}")
    if as_json:
        say_json(findings)
    sys.exit(SOME_FAILED if any(f.state != "ok" and f.needed for f in findings) else 0)
