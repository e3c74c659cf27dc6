"""Kernels of retold as functions of ``mapInArrow``: tables of one batch in, tables out, each with the columns that are declared here.

What engines call a string or a list differs (string, large_string, string_view); columns are cast to one type each on both sides.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

import pyarrow as pa  # type: ignore[import-untyped,import-not-found,unused-ignore]

from .. import _retold

#: Types by the names of Spark: what stands in rows of engines, and what kernels take.
_TYPES = {
    "bigint": (pa.int64(), pa.int64()),
    "boolean": (pa.bool_(), pa.bool_()),
    "string": (pa.string(), pa.large_string()),
    "binary": (pa.binary(), pa.large_binary()),
    "array<bigint>": (pa.list_(pa.int64()), pa.list_(pa.int64())),
    "kin": (pa.list_(pa.struct([("text", pa.int64()), ("kin", pa.int64())])),) * 2,
    "rests": (pa.list_(pa.struct([("text", pa.int64()), ("rest", pa.list_(pa.int64()))])),) * 2,
}


def _schema(columns: str, side: int) -> pa.Schema:
    fields = [column.strip().partition(" ") for column in columns.split(",")]
    return pa.schema([(name, _TYPES[kind][side]) for name, _, kind in fields])


def _sides(columns: str) -> str:
    """The columns of two texts."""
    return ", ".join(f"{side}_{column.strip()}" for side in "ab" for column in columns.split(","))


_TEXT = "text bigint, words bigint, outlet bigint, seconds bigint, house array<bigint>, body string"
_COUNTS = "shared bigint, a_shingles bigint, b_shingles bigint"
_COVERED = "covered_shared bigint, covered_total bigint"
COMPARED = f"a bigint, b bigint, {_COUNTS}, {_COVERED}, verdict bigint, aligned boolean, passages binary"
CLUSTERS = (
    "cluster bigint, size bigint, representative string, id string, source string, title string, date string, words bigint, "
    "jaccard_shared bigint, jaccard_total bigint, representative_shingles bigint, shingles bigint"
)
PAIRS = f"a string, b string, jaccard_shared bigint, jaccard_total bigint, a_shingles bigint, b_shingles bigint, {_COVERED}, template boolean"
PASSAGES = "a string, b string, grade string, words_equal bigint, " + ", ".join(
    f"{side}_{part} bigint" for side in "ab" for part in ("start", "end", "first_paragraph", "last_paragraph", "words")
)

LOOKED_WITHIN = "before bigint, members array<bigint>"
ASSIGNED = f"representative bigint, text bigint, {_COUNTS}"

#: Of each kernel the columns that it takes and those that it gives.
KERNELS = {
    "read": (
        None,
        "kind string, cause string, id string, source string, given boolean, title string, date string, seconds bigint, words bigint, "
        "identity binary, rank1 bigint, rank2 bigint, digest binary, body string",
    ),
    "sketch": (
        "text bigint, outlet bigint, given boolean, carriers bigint, body string",
        "text bigint, bands array<bigint>, fingerprints array<bigint>, paragraphs array<bigint>, bbit binary, shingles bigint",
    ),
    "rest": ("text bigint, outlet bigint, body string, left_out array<bigint>", "text bigint, rest array<bigint>"),
    "house": ("key bigint, carriers rests", "key bigint"),
    "pairs": ("sharing boolean, members kin", "a bigint, b bigint, sharing boolean"),
    "related": (
        f"a bigint, b bigint, sharing boolean, {_sides('bbit binary, words bigint, kin bigint')}",
        "a bigint, b bigint, sharing boolean, siblings boolean",
    ),
    "compare": (f"sharing boolean, siblings boolean, {_sides(_TEXT)}", COMPARED),
    "within": (LOOKED_WITHIN, "a bigint, b bigint, place bigint"),
    "clusters": (f"a bigint, b bigint, {_COUNTS}", ASSIGNED),
    "told": ("carriers bigint, others bigint", "row bigint, a_place bigint, b_place bigint"),
    "tell_clusters": (
        "cluster bigint, size bigint, representative string, id string, source string, title string, date string, words bigint, " + _COUNTS,
        CLUSTERS,
    ),
    "tell_pairs_of": (f"a_id string, b_id string, template boolean, {_COUNTS}, {_COVERED}", PAIRS),
    "tell_passages_of": (f"a_id string, b_id string, a_body string, b_body string, {_COUNTS}, passages binary", PASSAGES),
    "skip_grams": ("text bigint, body string", "text bigint, keys array<bigint>"),
    "meet": ("members array<bigint>", "a bigint, b bigint, times bigint"),
    "open": (
        f"a bigint, b bigint, times bigint, {_sides('keys bigint, first bigint')}, verdict bigint",
        "a bigint, b bigint",
    ),
    "compare_words": (_sides(_TEXT), COMPARED),
    "crowds": ("sharing boolean, members array<bigint>", None),
    "crowd_texts": (_TEXT, None),
    "texts": ("body string", None),
}


def cast(rows: pa.RecordBatch | pa.Table, columns: str | None, side: int) -> pa.Table:
    """Rows with these columns, as one batch."""
    table = pa.Table.from_batches([rows]) if isinstance(rows, pa.RecordBatch) else rows
    if columns is None:
        return table.combine_chunks()
    schema = _schema(columns, side)
    return pa.table([table[field.name].cast(field.type).combine_chunks() for field in schema], schema=schema)


def take(rows: pa.RecordBatch | pa.Table, kernel: str) -> pa.Table:
    """Rows as a kernel takes them."""
    return cast(rows, KERNELS[kernel][0], 1)


@lru_cache(maxsize=4)
def _portions(settings: tuple[tuple[str, Any], ...], language: bytes | None) -> _retold.Portions:
    # A worker keeps it: a language takes some milliseconds.
    return _retold.Portions(dict(settings), language)


class Kernels:
    """The kernels under some settings. An instance goes to the workers with each function, so it holds only what decides an answer."""

    def __init__(self, settings: dict[str, Any], language: bytes | None = None) -> None:
        self.settings = tuple(sorted((name, value) for name, value in settings.items() if value is not None))
        self.language = language

    @property
    def portions(self) -> _retold.Portions:
        return _portions(self.settings, self.language)

    def check(self) -> None:
        """Raises what cannot be of the settings."""
        _ = self.portions

    def run(self, kernel: str, rows: pa.RecordBatch | pa.Table, *more: Any) -> pa.Table:
        """What a kernel makes of rows."""
        made = pa.table(getattr(self.portions, kernel)(take(rows, kernel), *more))
        return cast(made, KERNELS[kernel][1], 0)

    def over(self, df: Any, kernel: str, *more: Any) -> Any:
        """A DataFrame through a kernel."""

        def work(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
            for batch in batches:
                if batch.num_rows:
                    yield from self.run(kernel, batch, *more).to_batches()

        return df.mapInArrow(work, KERNELS[kernel][1])

    def expand(self, df: Any, columns: str) -> Any:
        """Rows of two texts (one, if ``others`` is null), once for each pair of carriers that is told: with ``a_place`` and ``b_place``."""

        def work(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
            for batch in batches:
                if batch.num_rows:
                    told = self.run("told", batch)
                    rows = pa.Table.from_batches([batch]).take(told["row"])
                    for name in ("a_place", "b_place"):
                        rows = rows.append_column(name, told[name])
                    yield from cast(rows, f"{columns}, a_place bigint, b_place bigint", 0).to_batches()

        return df.mapInArrow(work, f"{columns}, a_place bigint, b_place bigint")


def bucketed(df: Any, columns: str, splitters: list[tuple[int, int, str]]) -> Any:
    """Rows with the number of the range between splitters in which their rank lies."""
    def work(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        for batch in batches:
            rows = cast(batch, columns, 0)
            ranks = zip(*(rows[name].to_pylist() for name in ("rank1", "rank2", "id")), strict=True)
            places = pa.array([bisect_right(splitters, rank) for rank in ranks], pa.int64())
            yield from rows.append_column("bucket", places).to_batches()

    return df.mapInArrow(work, f"{columns}, bucket bigint")
