"""Do to songngu what happens to programs that are left running, and tell what it survived.

    python tests/faults/harness.py [--rounds 100] [--seed N] [--only kill --only disk …]

A round counts as survived when nothing is lost or half-written, no file is left behind, what is said tells what to do,
and the next run ends byte by byte as one that was never disturbed.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.faults import company, damage, disk, inputs, kills, workers
from tests.faults.world import Fault, World

Round = Callable[[World, random.Random, int], str | None]  # gives what was done; None where there is nothing left to do

FAULTS: dict[str, Round] = {
    "kill": kills.kill,
    "write-fails": disk.write_fails,
    "database-full": disk.database_full,
    "small-disk": disk.small_disk,
    "read-only": disk.read_only,
    "damage": damage.damage,
    "locked": company.locked,
    "two-runs": company.two_runs,
    "article-changes": inputs.article_changes,
    "clock": inputs.clock_goes_back,
    "worker": workers.worker_killed,
    "model": workers.model_changed,
    "weights": workers.weights_changed,
}
COSTS = {"worker": 4}  # rounds of the others that one of these takes the time of


def survive(name: str, world: World, rounds: int, seed: int) -> tuple[Counter[str], list[str]]:
    """What was survived, by what it was, and what wasn't, with what repeats it."""
    survived: Counter[str] = Counter()
    failed = []
    for number in range(rounds // COSTS.get(name, 1)):
        try:
            done = FAULTS[name](world, random.Random(f"{seed} {name} {number}"), number)
        except Exception as error:
            where = traceback.extract_tb(error.__traceback__)[-1]
            what = str(error) if isinstance(error, Fault) else f"{error!r} ({Path(where.filename).name}:{where.lineno})"
            failed.append(f"{name}, round {number}, --seed {seed}: {what}")
            continue
        if done is None:
            break
        survived[done] += 1
    return survived, failed


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=100, help="of each fault, where it has so many")
    parser.add_argument("--seed", type=int, default=random.randrange(2**32), help="repeats a run of the harness")
    parser.add_argument("--only", action="append", choices=FAULTS, help="faults to try; all where none is named")
    given = parser.parse_args()
    print(f"--seed {given.seed}", flush=True)
    wrong = 0
    with tempfile.TemporaryDirectory(prefix="songngu-faults-") as folder:
        world = World(Path(folder))
        for name in given.only or FAULTS:
            began = time.perf_counter()
            survived, failed = survive(name, world, given.rounds, given.seed)
            kinds = ", ".join(f"{what} {times}" for what, times in survived.most_common())
            total = survived.total() + len(failed)
            seconds = time.perf_counter() - began
            print(f"{name}: survived {survived.total()} of {total} in {seconds:.0f} s ({kinds})", flush=True)
            for line in failed:
                print(f"  {line}", flush=True)
            wrong += len(failed)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
