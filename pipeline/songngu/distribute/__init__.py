"""Where batches are translated. Results come back in the order of the batches, the same from every distributor."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from songngu.distribute.local import run_local
from songngu.distribute.ray import run_ray
from songngu.distribute.translate import (
    Batch,
    Broken,
    Job,
    Outcomes,
    Results,
    translate_batch,
    translate_by_rule,
    translate_each,
)
from songngu.errors import UsageError
from songngu.settings import Settings

__all__ = [
    "DISTRIBUTORS",
    "Batch",
    "Broken",
    "Distributor",
    "Job",
    "Outcomes",
    "Results",
    "distributor",
    "translate_batch",
    "translate_by_rule",
    "translate_each",
]

Distributor = Callable[[Iterable[Batch], Settings], Iterator[tuple[Batch, Outcomes]]]

DISTRIBUTORS: dict[str, Distributor] = {"local": run_local, "ray": run_ray}


def distributor(name: str) -> Distributor:
    """The distributor of that name; raises UsageError that lists the known ones."""
    try:
        return DISTRIBUTORS[name]
    except KeyError:
        raise UsageError(f"unknown --engine {name!r}", mend=f"Known: {', '.join(DISTRIBUTORS)}") from None
