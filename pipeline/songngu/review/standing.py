"""What stands for sentences of an article: a person's text, else the memory's, else the machine's."""

from __future__ import annotations

from collections.abc import Container, Mapping
from typing import NamedTuple

from songngu.assemble import stand
from songngu.records import TITLE_ID, Finished, PlannedSegment, Segment, TranslatedSegment, Translation
from songngu.reviews import Remembered, Review, needs_engine, remembered, reviews_of
from songngu.store import Store


class Standing(NamedTuple):
    """All that the English of some sentences is chosen from and made with."""

    reviews: Mapping[str, Review]  # by Vietnamese
    memory: Mapping[str, Remembered]  # by Vietnamese
    machine: Mapping[str, Translation]  # by the keys of the parts
    parts: Mapping[str, PlannedSegment]  # by id
    sources: Mapping[str, Segment]  # by id

    @classmethod
    def of(cls, store: Store, finished: Finished, texts: Container[str]) -> Standing:
        """Look up what there is for those sentences of an article whose Vietnamese is among `texts`."""
        parts = {part.id: part for part in finished.plan.segments if part.vi in texts}
        return cls(
            reviews=reviews_of(store, finished.article.id),
            memory=remembered(store, (part.vi for part in parts.values())),
            machine=store.translations(part.key for part in parts.values()),
            parts=parts,
            sources=segments_of(finished),
        )

    def segment(self, name: str) -> TranslatedSegment:
        """A sentence beside what stands for it, proved and checked anew. It must not be one that `lacks`."""
        part = self.parts[name]
        return stand(self.sources[name], part, self.machine.get(part.key), self.reviews, self.memory)

    def lacks(self, name: str) -> bool:
        """Whether nothing stands for a sentence: an engine is to make its text first."""
        part = self.parts[name]
        return needs_engine(part.vi, self.reviews, self.memory) and part.key not in self.machine


def segments_of(finished: Finished) -> dict[str, Segment]:
    """The sentences of an article as they were read, by id, the headline made for it among them."""
    segments = finished.document.segments
    if finished.article.title.segment is None:
        from songngu.glossary.given_names import with_people

        headline = Segment(id=TITLE_ID, paragraph=0, kind="heading", vi=finished.article.title.vi)
        segments = with_people((*segments, headline))
    return {each.id: each for each in segments}
