"""Kill −9 at random moments: half of them anywhere, half of them where it hurts."""

from __future__ import annotations

import time
from random import Random

from tests.faults.world import MOMENTS, Fault, World, stored_translations

AT_ONCE = 0.0005  # seconds: as long as a commit or the writing of a small file takes


def kill(world: World, chance: Random, number: int) -> str:
    """Kill −9 at a random moment of a run, a first one or one over a finished folder; up to three runs in a row."""
    world.reset(chance.choice(["", "", "first"]))
    for _ in range(chance.choice([1, 1, 1, 2, 3])):
        aimed = MOMENTS[1 + number // 2 % 3] if number % 2 else MOMENTS[0]
        time_of_it = chance.randint(1, 1 if aimed == "rendering" else 12)
        child = world.start("second", awaited=(aimed, time_of_it))
        if aimed == MOMENTS[0]:
            time.sleep(chance.uniform(0, world.seconds))
        else:
            child.wait_for_moment()
            time.sleep(chance.uniform(0, world.seconds / 4 if aimed == "rendering" else AT_ONCE))
        child.kill()
        ended = child.wait()
    world.check_nothing_is_half_written()
    kept = stored_translations(world.out)
    report = world.check_next_run("second")
    if stored_translations(world.out) - kept != report.segments["translated"]:
        raise Fault("what the database had was translated again")
    return ended.moment if ended.code < 0 else "after its end"
