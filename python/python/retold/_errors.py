"""What can go wrong, in the words of the command line."""

from __future__ import annotations


class RetoldError(Exception):
    """Anything that retold refuses or cannot do."""


class SettingError(RetoldError, ValueError):
    """A setting that cannot be, or does not go with others."""


class DiskError(RetoldError, OSError):
    """The disk takes no more, or nothing can be written to a place."""


class InputError(RetoldError, ValueError):
    """Input that cannot be used.

    Attributes:
        path: The file, or ``documents`` for what was handed over; ``None`` where it is not known.
        line: The line, row or number in it, from 1, where it holds many.
        kind: The kind of trouble, as in ``Skipped.kind``.
    """

    def __init__(
        self, words: str, *, path: str | None = None, line: int | None = None, kind: str | None = None
    ) -> None:
        super().__init__(words)
        self.path = path
        self.line = line
        self.kind = kind


class UnreadableError(InputError, OSError):
    """A file that the system does not give."""


class SkippedWarning(UserWarning):
    """Some input was not used; the result's ``skipped`` has it all."""
