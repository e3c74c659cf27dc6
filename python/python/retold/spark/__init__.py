"""A scan over many machines: the articles of a Spark DataFrame.

:func:`scan` runs on Apache Spark and through Spark Connect on engines that speak it, in the DataFrame API and ``mapInArrow`` alone. Engines move rows; what is
decided is decided by the code of :func:`retold.scan`, so the answer is the same, row for row, whatever the number of executors and partitions.

The package must be installed where executors run, or shipped to them as an archive (``spark.archives``).
"""

from __future__ import annotations

import os
import shutil
import tempfile
import uuid
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Literal

from ._kernels import Kernels
from ._scan import Run

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

__all__ = ["Scanned", "scan"]

#: Settings of the session while a scan runs.
_SESSION = {
    # Rows that a kernel takes at a time: two texts a row.
    "spark.sql.execution.arrow.maxRecordsPerBatch": "2000",
    # Lists of texts are gathered in memory up to so many keys; at the usual 128 all of them are sorted.
    "spark.sql.objectHashAggregate.sortBased.fallbackThreshold": "50000",
}


class Scanned:
    """What a scan found, as DataFrames over Parquet in a folder that it made, in no order.

    Attributes:
        clusters: A row a member of a cluster.
        pairs: A row a pair of near-duplicates.
        passages: A row a passage that two articles share.
        skipped: A row a piece of input that could not be used: id, kind, cause.
        stages: Names of the stages with the seconds that each took.
        work_dir: The folder that the scan made.
    """

    clusters: DataFrame
    pairs: DataFrame
    passages: DataFrame
    skipped: DataFrame
    stages: list[tuple[str, float]]

    def __init__(self, tables: dict[str, Any], stages: list[tuple[str, float]], work_dir: str) -> None:
        self.__dict__.update(tables)
        self.stages, self.work_dir = stages, work_dir

    def remove(self) -> None:
        """Removes the folder that the scan made, and with it what the DataFrames read. Only one of this machine's file system is removed."""
        if place := _local(self.work_dir):
            shutil.rmtree(place, ignore_errors=True)

    def __enter__(self) -> Scanned:
        return self

    def __exit__(self, *_: object) -> None:
        self.remove()


def _local(path: str) -> str | None:
    scheme, colon, rest = path.partition(":")
    if not colon:
        return path
    return "/" + rest.lstrip("/") if scheme == "file" else None


def scan(
    df: DataFrame,
    *,
    work_dir: str | None = None,
    keep_stages: bool = False,
    no_passages: bool = False,
    no_reworded: bool = False,
    min_words: int = 12,
    shingle: int = 5,
    threshold: float | str = 0.5,
    containment: float | str = 0.8,
    recall: float | str = 0.99,
    keep: Literal["earliest", "longest", "first"] = "earliest",
    text_field: str | None = None,
    id_field: str | None = None,
    title_field: str | None = None,
    source_field: str | None = None,
    date_field: str | None = None,
    url_field: str | None = None,
    longest_document: int | str = "16M",
    strict: bool = False,
    memory: int | str | None = None,
    temp_dir: str | None = None,
    threads: int = 0,
    progress: Callable[[str], None] | None = None,
) -> Scanned:
    """Finds near-duplicates and shared passages in the articles of a DataFrame. As :func:`retold.scan`.

    Args:
        df: A row an article, with the columns that a Parquet file of articles has: a text, an id, and where known title, source, date, url, by their usual
            names. A row needs an id, as rows of a DataFrame have no number. Of several with one id one is read: that of the lowest digest of all
            its fields.
        work_dir: A folder that the driver and all executors reach (a path, or a URL of a store that Spark knows). In it a new one is made, in which stages
            stand as Parquet, each in a folder of its name. Otherwise a temporary folder of this machine, which serves where executors run on it.
        keep_stages: Leave all stages there, not the answer alone.
        memory: Memory that is taken where the driver is, for texts of crowds; the rest goes to temporary files in ``temp_dir``.
        threads: Threads where the driver is; 0 for one a core.
        progress: Is told the name of each stage as it begins.

    The other settings and what is raised are those of :func:`retold.scan`. Passage groups, shares of outlets and boilerplate are not told.
    """
    settings = dict(locals())
    for name in ("df", "work_dir", "keep_stages", "threads", "progress"):
        del settings[name]
    # What settings cannot be is said here, and not by a worker.
    Kernels(settings).check()
    spark = df.sparkSession
    # What stands beside it in the folder is somebody's: nothing but a folder of its own is written to, or removed.
    name = f"retold-{uuid.uuid4().hex}"
    place = os.path.join(tempfile.gettempdir() if work_dir is None else os.fspath(work_dir).rstrip("/"), name)
    run = Run(df, settings, place, threads, progress or (lambda _: None))
    before = {name: spark.conf.get(name, None) for name in _SESSION}
    for name, value in _SESSION.items():
        spark.conf.set(name, value)
    try:
        tables = run.all()
    except BaseException:
        if local := _local(place):
            shutil.rmtree(local, ignore_errors=True)
        raise
    finally:
        for name, old in before.items():
            if old is None:
                spark.conf.unset(name)
            else:
                spark.conf.set(name, old)
    if not keep_stages and (local := _local(place)):
        for name, _ in run.stages:
            if name not in tables:
                shutil.rmtree(os.path.join(local, name), ignore_errors=True)
    return Scanned(tables, run.stages, place)
