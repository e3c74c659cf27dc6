"""Scans articles on a Spark of this machine: ``python -m retold.spark corpus --master 'local-cluster[2,1,1024]'``.

The master is any that Spark knows; files are read here and handed over as a DataFrame, which serves to try it and to test it. A large corpus is read by Spark
itself: see ``retold.spark.scan``.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

#: What a small job spends most on is the compilation of Spark itself.
SMALL = {
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.sql.shuffle.partitions": "4",
    "spark.driver.extraJavaOptions": "-XX:TieredStopAtLevel=1",
    "spark.executor.extraJavaOptions": "-XX:TieredStopAtLevel=1",
    "spark.log.level": "ERROR",
}


def session(master: str, **settings: str) -> Any:
    """A Spark of so many executors, whose workers run this Python."""
    from pyspark.sql import SparkSession

    os.environ["PYSPARK_PYTHON"] = sys.executable
    builder = SparkSession.builder.appName("retold").master(master)
    for name, value in {**SMALL, **settings}.items():
        builder = builder.config(name, value)
    return builder.getOrCreate()


def articles(paths: Sequence[str]) -> Iterator[dict[str, Any]]:
    """The articles of JSON lines and of plain texts below paths, each with what a line says, or with its path as id and its folder as source."""
    for path in (file for path in map(Path, paths) for file in ([path] if path.is_file() else sorted(path.rglob("*")))):
        if path.suffix == ".jsonl":
            for number, line in enumerate(path.read_text().split("\n"), 1):
                if line.strip():
                    fields = json.loads(line)
                    one = {name: fields.get(name) for name in ("id", "text", "title", "source", "date", "url")}
                    yield {**one, "id": str(one["id"] or f"{path}:{number}"), "text": one["text"] or fields.get("body")}
        elif path.suffix == ".txt":
            yield {"id": str(path), "text": path.read_text(), "source": path.parent.name}


def main() -> None:
    """Scans, and tells how much was found and where it stands."""
    from . import scan

    parser = argparse.ArgumentParser(prog="python -m retold.spark", description=(__doc__ or "").split(":")[0] + ".")
    parser.add_argument("paths", nargs="+", help="files and folders with .jsonl and .txt")
    parser.add_argument("--master", default="local-cluster[2,1,1024]", help="where Spark runs (%(default)s: two executors of one core here)")
    parser.add_argument("--out", help="a folder for the Parquet files; otherwise they are counted and removed")
    parser.add_argument("--no-reworded", action="store_true", help="look for runs of equal words only")
    given = parser.parse_args()
    columns = "id string, text string, title string, source string, date string, url string"
    rows = [tuple(row.get(name.split()[0]) for name in columns.split(", ")) for row in articles(given.paths)]
    spark = session(given.master)
    started = time.monotonic()
    found = scan(spark.createDataFrame(rows, columns), work_dir=given.out, no_reworded=given.no_reworded)
    counts = {name: getattr(found, name).count() for name in ("clusters", "pairs", "passages", "skipped")}
    print(f"{len(rows)} articles in {time.monotonic() - started:.0f} s: " + ", ".join(f"{count} rows of {name}" for name, count in counts.items()))
    if given.out is None:
        found.remove()
    spark.stop()


if __name__ == "__main__":
    main()
