"""How much the service takes on: of one request, and of all that wait."""

from __future__ import annotations

from typing import Annotated

import msgspec

from songngu.records import Record

Count = Annotated[int, msgspec.Meta(ge=1)]


class Limits(Record, frozen=True, kw_only=True):
    """What is refused beyond. Sizes are bytes, times are seconds."""

    characters: Count = 10_000  # of the texts of one request together
    texts: Count = 50  # of one request, as DeepL has it
    seconds: Annotated[float, msgspec.Meta(gt=0)] = 300.0  # from a request's arrival to its answer
    reading: float = 30.0  # until a request's body is there
    waiting: Count = 4_000  # sentences in the queue
    body: Count = 128 * 1024  # of a request; grows with `characters`
    upload: Count = 32 * 1024**2  # of what becomes a digest or a glossary
    held: Count = 256 * 1024**2  # bodies in memory, of all requests together
    jobs: Count = 20  # digests that wait
    kept: Count = 200  # finished jobs that can be asked for
    glossaries: Count = 1_000  # as DeepL has it
    remembered: int = 20_000  # sentences whose translation is kept in memory
    batch: Count = 16  # sentences translated together; 8 give nearly all there is to gain: docs/measured.md
    patience: float = 0.005  # how long a batch that isn't full waits for more

    @property
    def request(self) -> int:
        """The longest body of a request for a translation: twelve bytes write any character in JSON."""
        return max(self.body, 12 * self.characters)
