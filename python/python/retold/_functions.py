"""What the package does."""

from __future__ import annotations

import os
import warnings
from collections.abc import Iterable, Mapping
from typing import Any, Literal, TypeAlias

from . import _retold
from ._comparison import CloseComparison
from ._documents import Article, ArrowArray, ArrowStream, Documents, StrPath, side, supply
from ._errors import SkippedWarning
from ._findings import DedupResult, ScanResult, Signatures, Skipped

Keep: TypeAlias = Literal["earliest", "longest", "first"]


def _settings(given: dict[str, Any], *others: str) -> dict[str, Any]:
    return {name: value for name, value in given.items() if name not in others}


def _warn(skipped: tuple[Skipped, ...]) -> None:
    if skipped:
        rest = "" if len(skipped) == 1 else f" (and {len(skipped) - 1} more: see .skipped)"
        warnings.warn(f"{skipped[0]}{rest}", SkippedWarning, stacklevel=3)


def compare(
    a: Article,
    b: Article,
    *,
    docs: StrPath | Iterable[StrPath] = (),
    min_words: int = 12,
    shingle: int = 5,
    text_field: str | None = None,
    id_field: str | None = None,
    title_field: str | None = None,
    source_field: str | None = None,
    date_field: str | None = None,
    url_field: str | None = None,
    input_format: str | None = None,
    encoding: str | None = None,
    longest_document: int | str = "16M",
    most_unpacked: int | str = "1T",
    most_ratio: int = 200,
    nesting: int = 3,
    threads: int = 0,
) -> CloseComparison:
    """Compares two articles: which paragraphs they share, and how. As ``retold compare A B``.

    Args:
        a: The first article: a path, a text, or a dict with a ``text`` (and ``id``, ``title``, ``source``, ``date``, ``url``, or other
            common names of these). A ``str`` is a path if a file stands there or it looks like the name of one, else a text; hand over
            ``pathlib.Path(...)`` or ``{"text": ...}`` where it comes from outside.
        b: The second article.
        docs: Articles by id: ``a`` and ``b`` are then ids of articles in these files or folders, which also tell what is boilerplate.
        min_words: Fewest equal words of a shared passage.
        shingle: Words of a shingle, on which similarity is counted.
        text_field: The field of records that holds the text, if it is called otherwise; and so on.
        input_format: What files whose ending tells nothing hold.
        encoding: Character set of files that are not UTF-8 and declare none.
        longest_document: Longest text, in bytes; and so on, as the command line's flags.
        threads: 0 for one a core. The answer does not depend on it.

    Raises:
        InputError: An article cannot be used: which, and why.
        SettingError: A setting cannot be.

    >>> import retold
    >>> ours = "The old harbour crane was taken down on Friday after ninety years of daily service there."
    >>> theirs = "The old harbour crane was dismantled on Friday after ninety years of daily service there."
    >>> found = retold.compare(ours, {"id": "theirs", "text": theirs})
    >>> found.passages[0].grade, found.coverage.a.words
    ('edited', 14)
    >>> edit = found.passages[0].edits[0]
    >>> edit.a.of(ours), edit.b.of(theirs)
    ('taken down', 'dismantled')
    """
    settings = _settings(locals(), "a", "b", "docs")
    named = [os.fspath(docs)] if isinstance(docs, (str, os.PathLike)) else [os.fspath(path) for path in docs]
    if named:
        for name, given in (("a", a), ("b", b)):
            if not isinstance(given, (str, os.PathLike)):
                raise TypeError(f"{name}: with docs, an id or a path is wanted, not {type(given).__name__}")
        return CloseComparison._told(_retold.compare(os.fspath(a), os.fspath(b), named, settings))  # type: ignore[arg-type]
    return CloseComparison._told(_retold.compare(side(a, "a"), side(b, "b"), named, settings))


def scan(
    documents: Documents,
    *,
    no_passages: bool = False,
    no_reworded: bool = False,
    measure_recall: int = 0,
    window: int | None = None,
    exact: bool | int = False,
    min_words: int = 12,
    shingle: int = 5,
    threshold: float | str = 0.5,
    containment: float | str = 0.8,
    recall: float | str = 0.99,
    keep: Keep = "earliest",
    text_field: str | None = None,
    id_field: str | None = None,
    title_field: str | None = None,
    source_field: str | None = None,
    date_field: str | None = None,
    url_field: str | None = None,
    input_format: str | None = None,
    encoding: str | None = None,
    longest_document: int | str = "16M",
    most_unpacked: int | str = "1T",
    most_ratio: int = 200,
    nesting: int = 3,
    strict: bool = False,
    memory: int | str | None = None,
    temp_dir: StrPath | None = None,
    threads: int = 0,
) -> ScanResult:
    """Finds near-duplicates and shared passages. As ``retold scan``.

    Args:
        documents: A path or several (folders, files, ``-``); or dicts, in any iterable, which is read once and not held beside the
            articles; or what speaks Arrow's C interface: a table or reader of pyarrow, a pandas or Polars frame, a DuckDB relation, a
            Hugging Face dataset, or an iterable of such. A dict or a row has a ``text`` and, where known, ``id``, ``title``,
            ``source``, ``date``, ``url``, or other common names of these. Without an id it is known by its number: ``documents:7``.
        no_passages: Look for near-duplicates only.
        no_reworded: Look for runs of equal words only, not for text in other words.
        measure_recall: Compare so many articles with all others and tell what share of their near-duplicates was looked at.
        window: Count articles as sharing only if they appeared at most so many days apart.
        exact: Prove the answer by comparing all with all, for at most 5,000 articles, or so many.
        min_words: Fewest equal words of a shared passage.
        shingle: Words of a shingle, on which similarity is counted.
        threshold: Least Jaccard similarity of near-duplicates.
        containment: Least containment of the smaller article that makes them near-duplicates too.
        recall: Share of the pairs at the threshold that must be found, on average.
        keep: Which article represents its near-duplicates: ``earliest``, ``longest`` or ``first``.
        text_field: The field that holds the text, if it is called otherwise; and so on.
        strict: Raise at the first piece of input that cannot be used; otherwise it is in ``skipped``, and a warning tells.
        memory: Memory that the run may take, ``"4G"`` say; otherwise half of what the machine has. The rest goes to temporary files.
        temp_dir: Folder for these.
        threads: 0 for one a core. The answer does not depend on it.

    Raises:
        InputError: With ``strict``, some input cannot be used.
        SettingError: A setting cannot be.
        DiskError: The temporary files cannot be written.
        KeyboardInterrupt: At Ctrl-C the scan stops, and leaves nothing behind; a read that blocks is waited for.

    >>> import retold
    >>> story = "The old harbour crane was taken down on Friday after ninety years of daily service there."
    >>> found = retold.scan({"id": name, "text": story} for name in ("quay", "gazette"))
    >>> [(cluster.representative, cluster.size) for cluster in found.clusters]
    [('gazette', 2)]
    """
    settings = _settings(locals(), "documents")
    found = ScanResult(_retold.scan(*supply(documents), settings))
    _warn(found.skipped)
    return found


def dedup(
    documents: Documents,
    *,
    out: StrPath | None = None,
    dry_run: bool = False,
    shingle: int = 5,
    threshold: float | str = 0.5,
    containment: float | str = 0.8,
    recall: float | str = 0.99,
    keep: Keep = "earliest",
    text_field: str | None = None,
    id_field: str | None = None,
    title_field: str | None = None,
    source_field: str | None = None,
    date_field: str | None = None,
    url_field: str | None = None,
    input_format: str | None = None,
    encoding: str | None = None,
    longest_document: int | str = "16M",
    most_unpacked: int | str = "1T",
    most_ratio: int = 200,
    nesting: int = 3,
    strict: bool = False,
    memory: int | str | None = None,
    temp_dir: StrPath | None = None,
    threads: int = 0,
) -> DedupResult:
    """Finds what a corpus loses when of each cluster only the representative stays. As ``retold dedup``.

    Args:
        documents: As for :func:`scan`. Of what was handed over, ``kept_rows`` and ``left_out_rows`` of the result are places.
        out: With paths: where the corpus goes without what is left out, byte for byte, and beside it the list. Nothing is written without.
        dry_run: Write nothing, whatever ``out`` says.

    The other settings and what is raised are those of :func:`scan`; what cannot be written raises :class:`DiskError`.

    >>> import retold
    >>> story = "The old harbour crane was taken down on Friday after ninety years of daily service there."
    >>> rows = [{"text": story}, {"text": "A reader asks what became of the crane."}, {"text": story.upper()}]
    >>> [rows[place]["text"][:14] for place in retold.dedup(rows).kept_rows]
    ['The old harbou', 'A reader asks ']
    """
    settings = _settings(locals(), "documents", "out")
    paths, items = supply(documents)
    found = DedupResult(_retold.dedup(paths, items, out, settings))
    _warn(found.skipped)
    return found


def signatures(
    batch: ArrowStream | ArrowArray | Iterable[str | None | ArrowStream | ArrowArray],
    *,
    shingle: int = 5,
    threshold: float | str = 0.5,
    recall: float | str = 0.99,
    text_field: str | None = None,
    threads: int = 0,
) -> Signatures:
    """Signs texts: 128 numbers each, of which two texts share as large a part as they share shingles, and the keys of its bands.

    Args:
        batch: Strings, or what speaks Arrow's C interface: a column of strings (string, large_string, string_view, categories), or a table
            with one, called ``text`` or as ``text_field`` says.
        shingle: Words of a shingle.
        threshold: The Jaccard similarity at which a key in common is as likely as ``recall``.
        recall: This probability.
        threads: 0 for one a core.

    >>> import retold
    >>> one, other = retold.signatures(["the pier was sold on Friday"] * 2).bands()
    >>> one == other
    True
    """
    settings = _settings(locals(), "batch")
    if isinstance(batch, (str, bytes, Mapping)):
        raise TypeError(f"batch: texts are wanted, not one {type(batch).__name__}: put it into a list")
    items = iter([batch]) if isinstance(batch, (ArrowStream, ArrowArray)) else iter(batch)
    return Signatures(_retold.signatures(items, settings))
