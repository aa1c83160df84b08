"""What Prometheus reads at /metrics. A registry of its own for each service; no text of a request is in it."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

from songngu.records import Issue, TermResult

MEDIA_TYPE = "text/plain; version=0.0.4; charset=utf-8"
_SECONDS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300)
_SENTENCES = (1, 2, 4, 8, 16, 32, 64)


class Metrics:
    """Counts what the service does."""

    def __init__(self) -> None:
        registry = self._registry = CollectorRegistry()
        self.characters = 0  # of the texts translated since the start
        self._requests = Counter("songngu_requests", "Requests answered", ("route", "status"), registry=registry)
        self._seconds = Histogram(
            "songngu_request_seconds", "Time to the answer", ("route",), buckets=_SECONDS, registry=registry
        )
        self._characters = Counter("songngu_characters", "Characters of the texts translated", registry=registry)
        self._wanted = Counter("songngu_sentences_wanted", "Sentences asked for", registry=registry)
        self._translated = Counter("songngu_sentences_translated", "Sentences through the engine", registry=registry)
        self._failed = Counter("songngu_sentences_failed", "Sentences that the engine failed on", registry=registry)
        self._batches = Histogram("songngu_batch_sentences", "Sentences a batch", buckets=_SENTENCES, registry=registry)
        self._terms = Counter("songngu_terms", "Terms of the texts translated", ("mode", "met"), registry=registry)
        self._issues = Counter("songngu_issues", "Doubts", ("check", "severity"), registry=registry)
        self._jobs = Counter("songngu_digests", "Digests that ended", ("state",), registry=registry)

    def watch(self, name: str, what: str, value: Callable[[], float]) -> None:
        """Show a value as it is whenever it's asked for."""
        Gauge(name, what, registry=self._registry).set_function(value)

    def count_request(self, route: str, status: int, seconds: float) -> None:
        """Count an answer; `route` is the address with its parameters' names."""
        self._requests.labels(route, str(status)).inc()
        self._seconds.labels(route).observe(seconds)

    def count_sentences(self, *, wanted: int = 0, translated: int = 0, failed: int = 0) -> None:
        """Count sentences asked for; or one batch."""
        self._wanted.inc(wanted)
        if translated:
            self._translated.inc(translated)
            self._failed.inc(failed)
            self._batches.observe(translated)

    def count_text(self, characters: int, terms: Iterable[TermResult], issues: Iterable[Issue]) -> None:
        """Count a text that was translated."""
        self.characters += characters
        self._characters.inc(characters)
        for term in terms:
            self._terms.labels(term.mode, "yes" if term.met else "no").inc()
        for issue in issues:
            self._issues.labels(issue.check, issue.severity).inc()

    def count_job(self, state: str) -> None:
        """Count a digest that ended."""
        self._jobs.labels(state).inc()

    def text(self) -> bytes:
        """All of it in Prometheus' text format."""
        return generate_latest(self._registry)
