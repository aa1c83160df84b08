"""The one root error and its few kinds. A message says what happened, where, and how to mend it."""


class SongnguError(Exception):
    """Anything songngu can explain to its user.

    `what` is the fact, `where` a place such as `names.csv:12`, `mend` the step that helps.
    """

    def __init__(self, what: str, *, where: str = "", mend: str = "") -> None:
        self.what, self.where, self.mend = what, where, mend
        super().__init__(f"{where}: {what}" if where else what)

    def __str__(self) -> str:
        text = f"{self.where}: {self.what}" if self.where else self.what
        return f"{text}. {self.mend}" if self.mend else text


def unexpected(error: Exception) -> str:
    """What is told of an error that songngu can't explain, where it must not take everything down."""
    if isinstance(error, MemoryError):  # which has no text of its own
        return "out of memory; run again with fewer --workers, or cut the article up"
    return f"unexpected {type(error).__name__}: {error}"


class UsageError(SongnguError):
    """The command or a setting is wrong; nothing was done."""


class ReadError(SongnguError):
    """An input file can't be read as an article."""


class GlossaryError(SongnguError):
    """A glossary file is broken or contradicts itself."""


class ModelError(SongnguError):
    """A model is missing, altered or can't be called."""


class StoreError(SongnguError):
    """The database or the output folder can't be used."""
