"""The command line: thin over the library. Only here is anything printed and is an exit code chosen.

Heavy modules are imported inside the commands, so that `songngu --help` answers at once.
"""

from __future__ import annotations

import click

from songngu import __version__
from songngu.cli.completion import completion
from songngu.cli.doctor import doctor
from songngu.cli.evaluate import evaluate
from songngu.cli.export import export
from songngu.cli.glossary import glossary
from songngu.cli.memory import memory
from songngu.cli.models import models
from songngu.cli.review import review
from songngu.cli.run import run
from songngu.cli.serve import serve
from songngu.cli.shared import Group, explain_errors
from songngu.cli.translate import translate


@click.group(cls=Group, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="songngu")
def main() -> None:
    """Translate Vietnamese news into a side-by-side digest, with your glossary enforced. Works offline.

    \b
    songngu run FOLDER        the digest of a folder, in output/index.html
    songngu translate FILE    plain text in, plain English out
    songngu review            read, correct, approve the digest in the browser
    songngu serve             translate and make digests for other programs, over HTTP
    songngu glossary add …    teach a name; the next run translates again only what it touches
    """


for command in (run, review, serve, translate, glossary, memory, export, evaluate, models, doctor, completion):
    main.add_command(explain_errors(command))
