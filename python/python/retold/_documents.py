"""What documents can be: paths, dicts, tables."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from pathlib import Path
from typing import Any, Protocol, TypeAlias, runtime_checkable


@runtime_checkable
class ArrowStream(Protocol):
    """What hands over a table by Arrow's C interface: of pyarrow, pandas, Polars, DuckDB and others."""

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object: ...


@runtime_checkable
class ArrowArray(Protocol):
    """What hands over one array or batch by Arrow's C interface."""

    def __arrow_c_array__(self, requested_schema: object | None = None) -> object: ...


StrPath: TypeAlias = "str | os.PathLike[str]"
#: Articles: a path or several, dicts, a table or several.
Documents: TypeAlias = "StrPath | ArrowStream | ArrowArray | Iterable[StrPath | Mapping[str, Any] | ArrowStream | ArrowArray]"
#: One article: a path, a text, or a dict.
Article: TypeAlias = "StrPath | Mapping[str, Any]"

_END = object()


def _is_path(given: object) -> bool:
    return isinstance(given, (str, os.PathLike))


def supply(documents: Any) -> tuple[list[StrPath], Iterator[Any] | None]:
    """Paths, or an iterator of dicts and tables."""
    if _is_path(documents):
        return [documents], None
    if isinstance(documents, (bytes, bytearray, Mapping)):
        kind = type(documents).__name__
        raise TypeError(f"documents: paths, dicts or a table are wanted, not one {kind}: put it into a list")
    home = type(documents).__module__.partition(".")[0]
    if home == "datasets" and hasattr(documents, "with_format") and hasattr(documents, "num_rows"):
        # Hugging Face: by the table, which is a tenth of the work of row by row.
        return [], documents.with_format("arrow").iter(batch_size=1024)
    if home == "pandas" and not hasattr(documents, "__arrow_c_stream__"):
        return [], iter(documents.to_dict(orient="records"))
    if isinstance(documents, (ArrowStream, ArrowArray)):
        return [], iter([documents])
    items = iter(documents)
    first = next(items, _END)
    if not _is_path(first):
        return [], items if first is _END else chain([first], items)
    paths = [first, *items]
    for path in paths:
        if not _is_path(path):
            raise TypeError(f"documents: paths and other things together: {type(path).__name__} beside paths")
    return paths, None


def side(article: Any, name: str) -> Path | dict[str, Any]:
    """One of two articles that are to be compared: a path, or a dict."""
    if isinstance(article, os.PathLike):
        return Path(article)
    if isinstance(article, str):
        return Path(article) if means_path(article) else {"text": article}
    if isinstance(article, Mapping):
        return dict(article)
    raise TypeError(f"{name}: a path, a text or a dict is wanted, not {type(article).__name__}")


def means_path(words: str) -> bool:
    """Whether words are a path and not a text: a file stands there, or they are one line and look like the name of one."""
    if "\n" in words or len(words) > 4096 or not words:
        return False
    looks = words.isascii() and " " not in words or re.search(r"\.[A-Za-z0-9]{1,8}$", words) is not None
    try:
        return looks or words == "-" or os.path.exists(words)
    except ValueError:
        return False
