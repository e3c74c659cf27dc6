"""A scan on Spark and through Spark Connect finds the same as the command line, row for row."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow
import pyarrow.parquet
import pytest

import retold
from conftest import COMMAND, CRANE, CUP

pyspark = pytest.importorskip("pyspark", reason="pyspark is not installed: see tests/requirements-spark.txt")
import retold.spark  # noqa: E402

needs_java = pytest.mark.skipif(shutil.which("java") is None, reason="there is no java for Spark: install default-jre-headless")
# What Spark and Sail warn of is their own.
pytestmark = pytest.mark.filterwarnings("ignore")

TABLES = ("clusters", "pairs", "passages")
COLUMNS = "id string, text string, title string, source string, date string, url string"
NAMES = [column.split()[0] for column in COLUMNS.split(", ")]
Answer = dict[str, list[tuple[Any, ...]]]
ARTICLES = 5000


def in_order(table: pyarrow.Table) -> list[tuple[Any, ...]]:
    return sorted(zip(*(table[name].to_pylist() for name in table.column_names), strict=True), key=repr)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    told = subprocess.run([COMMAND, "bench", "--docs", str(ARTICLES), "--seed", "5", "--write", "-"], capture_output=True, text=True)
    assert told.returncode == 0, told.stderr
    return [json.loads(line) for line in told.stdout.split("\n") if line]


@pytest.fixture(scope="module")
def wanted(made: list[dict[str, Any]], tmp_path_factory: pytest.TempPathFactory) -> Answer:
    """What the command line finds, and Python too."""
    place = tmp_path_factory.mktemp("told")
    lines = "".join(json.dumps(row) + "\n" for row in made)
    command = [COMMAND, "scan", "-", "--out", str(place / "out"), "--out-format", "parquet"]
    assert subprocess.run(command, input=lines, capture_output=True, text=True).returncode == 0
    answer = {name: in_order(pyarrow.parquet.read_table(place / "out" / f"{name}.parquet")) for name in TABLES}
    found = retold.scan(made)
    assert {name: in_order(pyarrow.table(found.to_arrow(name))) for name in TABLES} == answer
    assert all(len(rows) > 1000 for rows in answer.values())
    return answer


@pytest.fixture(scope="module")
def spark() -> Iterator[Any]:
    """Two executors, each a process of its own."""
    from retold.spark.__main__ import session

    spark = session("local-cluster[2,1,1024]", **{"spark.task.maxFailures": "8", "spark.executor.heartbeatInterval": "2s"})
    yield spark
    spark.stop()
    # Otherwise a session of Connect cannot be had beside it.
    for name in ("SPARK_LOCAL_REMOTE", "SPARK_REMOTE", "SPARK_CONNECT_MODE_ENABLED"):
        os.environ.pop(name, None)


def frame(spark: Any, rows: list[dict[str, Any]]) -> Any:
    return spark.createDataFrame([tuple(row.get(name) for name in NAMES) for row in rows], COLUMNS)


def answer_of(found: Any) -> Answer:
    return {name: in_order(getattr(found, name).toArrow()) for name in TABLES}


def executors() -> list[int]:
    """The processes of the executors that this process started, however far down."""
    parents: dict[int, int] = {}
    lines: dict[int, str] = {}
    for place in Path("/proc").iterdir():
        if place.name.isdigit():
            try:
                parents[int(place.name)] = int((place / "stat").read_text().rpartition(")")[2].split()[1])
                lines[int(place.name)] = (place / "cmdline").read_text()
            except OSError:
                continue

    def is_mine(pid: int) -> bool:
        while pid in parents and pid != os.getpid():
            pid = parents[pid]
        return pid == os.getpid()

    return sorted(pid for pid, line in lines.items() if "CoarseGrainedExecutorBackend" in line and is_mine(pid))


@needs_java
def test_executors_find_what_the_command_line_finds_and_one_is_killed_meanwhile(
    spark: Any, made: list[dict[str, Any]], wanted: Answer
) -> None:
    before = executors()
    assert len(before) == 2
    killed = []

    def kill(stage: str) -> None:
        # While the stage runs, not before it.
        if stage == "compared":
            threading.Timer(0.5, lambda: (killed.append(before[0]), os.kill(before[0], signal.SIGKILL))).start()

    with retold.spark.scan(frame(spark, made).repartition(3), progress=kill) as found:
        assert answer_of(found) == wanted
        assert found.skipped.count() == 0
    assert killed and killed[0] not in executors()


@needs_java
def test_what_cannot_be_used_is_told(spark: Any, tmp_path: Path) -> None:
    rows = [
        {"id": "b", "text": CRANE},
        {"id": "a", "text": CRANE, "source": "quay"},
        {"id": "c", "text": " "},
        {"id": "d", "text": "alone"},
        {"id": None, "text": CUP},
        {"id": "e", "text": CUP},
        {"id": "e", "text": CRANE + " " + CUP},
        {"id": "f", "text": CUP},
        {"id": "f", "text": CUP},
    ]
    with retold.spark.scan(frame(spark, rows), no_reworded=True) as found:
        told = sorted((row["id"], row["kind"]) for row in found.skipped.collect() if row["id"])
        assert told == [("e", "duplicate-id"), ("f", "duplicate-id")]
        assert sorted(row["kind"] for row in found.skipped.collect() if not row["id"]) == ["empty", "malformed", "too-short"]
        first = answer_of(found)
        assert [row[2:4] for row in first["clusters"]][:2] == [("a", "a"), ("a", "b")]
    # Of two articles with one id the same is read, wherever they stand.
    with retold.spark.scan(frame(spark, rows[::-1]).repartition(5), no_reworded=True) as found:
        assert answer_of(found) == first
    with retold.spark.scan(frame(spark, [])) as found:
        assert found.skipped.count() == 0 and answer_of(found) == {name: [] for name in TABLES}
    # A folder that holds something keeps it.
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "thesis.txt").write_text(CUP)
    with retold.spark.scan(frame(spark, rows), work_dir=str(tmp_path), no_passages=True) as found:
        assert len(list(tmp_path.iterdir())) == 2 and found.clusters.count() > 1
    assert [str(place.relative_to(tmp_path)) for place in tmp_path.rglob("*")] == ["texts", "texts/thesis.txt"]
    with pytest.raises(retold.InputError, match="no row can be used"):
        retold.spark.scan(frame(spark, [{"id": "a", "text": ""}]))
    with pytest.raises(retold.SettingError, match="threshold"):
        retold.spark.scan(frame(spark, rows), threshold=7)


def test_connect_finds_what_the_command_line_finds(
    made: list[dict[str, Any]], wanted: Answer, rows: list[dict[str, Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    server = pytest.importorskip("pysail.spark", reason="pysail is not installed: see tests/requirements-spark.txt")
    from pyspark.sql import SparkSession

    import retold.spark._scan

    server = server.SparkConnectServer()
    server.start()
    spark = SparkSession.builder.remote(f"sc://localhost:{server.listening_address[1]}").create()
    # So that ranges of ranks are put in order apart, and texts fetched in parts.
    monkeypatch.setattr(retold.spark._scan, "BUCKET_ROWS", 700)
    monkeypatch.setattr(retold.spark._scan, "FETCHED", 100)
    try:
        for partitions in (1, 7):
            started = time.monotonic()
            with retold.spark.scan(frame(spark, made[::-1]).repartition(partitions)) as found:
                assert answer_of(found) == wanted, partitions
            print(f"{partitions} partitions: {time.monotonic() - started:.0f} s")
        told = retold.scan(rows)
        with retold.spark.scan(frame(spark, rows)) as found:
            assert answer_of(found) == {name: in_order(pyarrow.table(told.to_arrow(name))) for name in TABLES}
        with retold.spark.scan(frame(spark, rows), no_passages=True) as found:
            assert found.passages.count() == 0 and answer_of(found)["pairs"] == in_order(pyarrow.table(told.to_arrow("pairs")))
    finally:
        spark.stop()
        server.stop()
