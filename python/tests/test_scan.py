"""A scan finds the same as the command line, whatever the articles come out of."""

from __future__ import annotations

import json
import subprocess
import tracemalloc
from collections.abc import Callable
from datetime import date, datetime, timezone
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID

import duckdb
import pandas
import polars
import pyarrow
import pyarrow.parquet
import pytest

import retold
from conftest import CRANE, CUP

Command = Callable[..., subprocess.CompletedProcess[str]]


def answer(found: retold.ScanResult) -> dict[str, Any]:
    """The answer without its record."""
    return {name: told for name, told in found.to_dict().items() if name != "run"}


def test_the_answer_is_that_of_the_command_line(command: Command) -> None:
    told = json.loads(command("scan", "corpus", "--format", "json").stdout)
    found = retold.scan("corpus")
    assert found.to_dict() == told
    assert str(found) == command("scan", "corpus").stdout
    assert len(found.clusters) == len(told["clusters"]) == 12
    for mine, theirs in zip(found.clusters, told["clusters"], strict=True):
        assert (mine.representative, mine.size) == (theirs["representative"], theirs["size"])
        assert [(it.id, it.jaccard.shared) for it in mine.members] == [
            (it["id"], it["jaccard"]["shared"]) for it in theirs["members"]
        ]
    assert [pair.covered.total for pair in found.pairs] == [it["covered"]["total"] for it in told["pairs"]]
    passages = [(it.grade, it.a.start, it.b.end) for pair in found.comparisons for it in pair.passages]
    assert passages == [
        (it["grade"], it["a"]["start"], it["b"]["end"]) for pair in told["comparisons"] for it in pair["passages"]
    ]
    assert [(it.text, len(it.carriers)) for it in found.groups] == [
        (it["text"], len(it["carriers"])) for it in told["groups"]
    ]
    assert [it.source for it in found.outlets] == [it["source"] for it in told["outlets"]]
    assert len(found.outlet_pairs) == len(told["outlet_pairs"]) and len(found.boilerplate) == len(told["boilerplate"])
    assert found.articles == 78 and found.run["counts"] == told["run"]["counts"]


def test_tables_are_those_of_the_parquet_files_row_for_row(command: Command, tmp_path: Path) -> None:
    assert command("scan", "corpus", "--out", str(tmp_path / "a"), "--out-format", "parquet").returncode == 0
    found = retold.scan("corpus")
    for name in ("clusters", "pairs", "passages", "groups"):
        told = pyarrow.parquet.read_table(tmp_path / "a" / f"{name}.parquet")
        mine = found.to_arrow(name)
        assert pyarrow.table(mine).equals(told) and len(mine) == told.num_rows > 0
        assert mine.column_names == told.column_names
        assert polars.DataFrame(mine).equals(polars.DataFrame(told))
    with pytest.raises(retold.SettingError, match="table: one of clusters, pairs, passages, groups, not 'outlets'"):
        found.to_arrow("outlets")  # type: ignore[arg-type]
    found.write(tmp_path / "b", out_format="parquet")
    alike = [path.name for path in (tmp_path / "a").iterdir() if path.name != "run.json"]
    for name in alike:
        assert (tmp_path / "b" / name).read_bytes() == (tmp_path / "a" / name).read_bytes(), name
    found.write(tmp_path / "b")
    assert not (tmp_path / "b" / "pairs.parquet").exists() and (tmp_path / "b" / "pairs.jsonl").exists()


def test_settings_are_those_of_the_command_line(command: Command, tmp_path: Path) -> None:
    flags = ["--threshold", "0.7", "--keep", "longest", "--min-words", "9", "--window", "3", "--threads", "1"]
    told = json.loads(command("scan", "corpus", "--format", "json", *flags).stdout)
    settings: dict[str, Any] = {"threshold": 0.7, "keep": "longest", "min_words": 9, "window": 3, "threads": 1}
    assert retold.scan([Path("corpus")], **settings).to_dict() == told
    told = json.loads(command("scan", "corpus", "--format", "json", "--no-passages", "--exact").stdout or "{}")
    assert told == {}, "the command line refuses the two together"
    found = retold.scan("corpus", exact=True, measure_recall=20, memory="1M", temp_dir=tmp_path)
    assert found.run["exact"]["runs"] == found.run["exact"]["runs_found"] > 0
    assert found.run["measured_recall"]["pairs"] > 0 and found.run["spilled_bytes"] > 0


def sources(rows: list[dict[str, Any]]) -> dict[str, Any]:
    """The same articles in every form."""
    keys = ("id", "text", "source", "date", "title", "url")
    columns = {key: [row.get(key) for row in rows] for key in keys}
    table = pyarrow.table({key: pyarrow.array(column, pyarrow.string()) for key, column in columns.items()})
    views = pyarrow.schema([(key, pyarrow.string_view()) for key in keys])
    large = pyarrow.schema([(key, pyarrow.large_string()) for key in keys])
    numbered = table.set_column(2, "source", table["source"].dictionary_encode())
    relation = duckdb.sql("select * from numbered")
    return {
        "dicts": rows,
        "a generator": (row for row in rows),
        "a table": table,
        "chunks": pyarrow.concat_tables([table.slice(0, 7), table.slice(7, 1), table.slice(8)]),
        "large_string": table.cast(large),
        "string_view": table.cast(views),
        "categories": numbered,
        "a reader": table.to_reader(max_chunksize=5),
        "a batch": table.combine_chunks().to_batches()[0],
        "several tables": [table.slice(0, 30), table.slice(30)],
        "tables and dicts": [table.slice(0, 30), *rows[30:]],
        "pandas": pandas.DataFrame(rows).convert_dtypes(dtype_backend="pyarrow"),
        "pandas objects": pandas.DataFrame(rows).astype(object),
        "polars": polars.DataFrame(table),
        "duckdb": relation,
    }


def test_every_form_of_the_articles_gives_the_same_answer(rows: list[dict[str, Any]]) -> None:
    forms = sources(rows)
    known = answer(retold.scan(forms.pop("dicts")))
    assert len(known["clusters"]) == 12 and len(known["comparisons"]) > 50
    for name, documents in forms.items():
        assert answer(retold.scan(documents)) == known, name


def test_dicts_give_the_answer_of_the_same_articles_in_a_file(
    rows: list[dict[str, Any]], command: Command, tmp_path: Path
) -> None:
    (tmp_path / "all.jsonl").write_text("\n".join(json.dumps(row) for row in rows))
    told = json.loads(command("scan", str(tmp_path / "all.jsonl"), "--format", "json").stdout)
    told.pop("run")
    assert answer(retold.scan(rows)) == told


def test_fields_are_understood_as_in_json() -> None:
    uuid = UUID(int=7)
    rows = [
        {"Headline": "A", "Body": CRANE, "published": date(2031, 3, 7), "publisher": {"name": "Quay"}, "id": 7},
        {"Headline": "B", "Body": CRANE, "published": datetime(2031, 3, 5, tzinfo=timezone.utc), "id": uuid, "x": [1]},
        {"body": CRANE, "published": float("nan"), "url": "https://www.gazette.example/x"},
    ]
    found = retold.scan(rows)
    members = {it.id: (it.source, it.title, it.date) for it in found.clusters[0].members}
    assert members == {
        "7": ("Quay", "A", "2031-03-07"),
        str(uuid): ("-", "B", "2031-03-05T00:00:00+00:00"),
        "documents:3": ("gazette.example", None, None),
    }
    assert found.clusters[0].representative == str(uuid), "the earliest represents"
    nested = [{"page": {"plain": CRANE}, "key": name} for name in "ab"]
    assert retold.scan(nested, text_field="page.plain", id_field="key").pairs[0].b == "b"


def test_what_cannot_be_used_is_told_by_its_row() -> None:
    rows: list[Any] = [
        {"text": CRANE},
        {"words": CRANE},
        7,
        {"text": "  "},
        {"text": "half \ud800 pair"},
        {"text": CRANE, "id": "documents:1"},
        {"text": "Word"},
    ]
    with pytest.warns(retold.SkippedWarning, match=r"documents:2: has no text.*\(and 5 more: see .skipped\)"):
        found = retold.scan(rows)
    told = [str(skipped) for skipped in found.skipped]
    assert [(it.line, it.kind) for it in found.skipped] == [
        (2, "no-text-field"),
        (3, "malformed"),
        (4, "empty"),
        (5, "malformed"),
        (6, "duplicate-id"),
        (7, "too-short"),
    ]
    assert told[0].startswith("documents:2: has no text: fields found: words; name the one that holds it with --text")
    assert told[1] == "documents:3: is a broken record: int is no dict"
    assert told[3] == "documents:5: is a broken record: a string holds half of a surrogate pair"
    with pytest.raises(retold.InputError, match="documents:2: has no text") as caught:
        retold.scan(rows, strict=True)
    assert (caught.value.path, caught.value.line, caught.value.kind) == ("documents", 2, "no-text-field")
    with pytest.warns(retold.SkippedWarning, match="documents: has no text: fields found: words"):
        assert retold.scan(pyarrow.table({"words": ["a b"]})).articles == 0


def test_errors_have_the_words_of_the_command_line(command: Command, tmp_path: Path) -> None:
    missing = str(tmp_path / "none.txt")
    line = command("scan", missing).stderr.strip().removeprefix("retold: ")
    with pytest.warns(retold.SkippedWarning) as warned:
        found = retold.scan(missing)
    assert line == str(warned[0].message) == str(found.skipped[0])
    with pytest.raises(OSError) as caught:
        retold.scan(missing, strict=True)
    assert isinstance(caught.value, retold.InputError) and str(caught.value) == line
    cases: list[tuple[dict[str, Any], list[str]]] = [
        ({"threshold": 2}, ["--threshold", "2"]),
        ({"min_words": 1}, ["--min-words", "1"]),
        ({"shingle": 99}, ["--shingle", "99"]),
        ({"memory": "lots"}, ["--memory", "lots"]),
        ({"encoding": "klingon"}, ["--encoding", "klingon"]),
        ({"threads": 1000}, ["--threads", "1000"]),
        ({"threshold": 0.01, "recall": 1}, ["--threshold", "0.01", "--recall", "1"]),
    ]
    for settings, flag in cases:
        with pytest.raises(retold.SettingError) as refused:
            retold.scan("corpus", **settings)
        words = str(refused.value)
        named = words.partition(": ")[2] if words.partition(": ")[0] in settings else words
        assert named in command("scan", "corpus", *flag).stderr.replace("\n", " "), words
        assert isinstance(refused.value, ValueError)
    with pytest.raises(TypeError, match="threads: "):
        retold.scan("corpus", threads="many")  # type: ignore[arg-type]
    with pytest.raises(retold.DiskError, match="temporary files cannot be kept there"):
        retold.scan("corpus", memory="1K", temp_dir=tmp_path / "none")


def test_what_is_no_corpus_is_refused() -> None:
    cases: list[tuple[Any, str]] = [
        ({"text": CRANE}, "not one dict: put it into a list"),
        (b"corpus", "not one bytes"),
        (["corpus", {"text": CRANE}], "paths and other things together"),
        (7, "not iterable"),
    ]
    for documents, words in cases:
        with pytest.raises(TypeError, match=words):
            retold.scan(documents)
    assert retold.scan([]).articles == 0 and retold.scan(iter(())).clusters == ()
    with pytest.raises(retold.InputError, match="a table is wanted, with a column of texts, not an array of Utf8"):
        retold.scan(pyarrow.chunked_array([[CRANE, CUP]]))


def test_what_an_iterator_raises_comes_through() -> None:
    def broken() -> Any:
        yield {"text": CRANE}
        raise LookupError("the database is gone")

    with pytest.raises(LookupError, match="the database is gone"):
        retold.scan(broken())

    def batches() -> Any:
        yield pyarrow.record_batch({"text": [CRANE]})
        raise LookupError("the table is gone")

    schema = pyarrow.schema([("text", pyarrow.string())])
    with pytest.raises(retold.InputError, match="the table is gone"):
        retold.scan(pyarrow.RecordBatchReader.from_batches(schema, batches()))


def test_dicts_are_not_held() -> None:
    rows = ({"text": " ".join(f"w{number}x{word}" for word in range(1_000))} for number in range(400))
    tracemalloc.start()
    found = retold.scan(rows, no_passages=True)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    # Of 400 articles of 8 kB.
    assert found.articles == 400 and peak < 1_000_000, peak


def test_results_do_not_change() -> None:
    found = retold.scan([{"text": CRANE}, {"text": CRANE}])
    with pytest.raises(AttributeError, match="a ScanResult does not change: run cannot be set"):
        found.run = {}
    with pytest.raises(AttributeError):
        found.pairs[0].a = "x"  # type: ignore[misc]
    assert found.pairs is found.pairs


def test_a_column_of_no_length_may_have_no_offsets() -> None:
    # As Spark hands over a list column that is empty in a batch; what stands behind the buffer is not looked at.
    bytes_behind = pyarrow.py_buffer(b"\x11\x22\x33\xf4" * 16)
    offsets, words = bytes_behind.slice(8, 0), bytes_behind.slice(8, 0)
    none = pyarrow.Array.from_buffers(pyarrow.string(), 0, [None, offsets, words])
    lists = pyarrow.list_(pyarrow.string())
    tags = pyarrow.Array.from_buffers(lists, 2, [None, pyarrow.py_buffer(bytes(12))], children=[none])
    found = retold.scan(pyarrow.table({"id": ["1", "2"], "text": [CRANE, CRANE], "tags": tags}))
    assert [cluster.size for cluster in found.clusters] == [2]
    assert retold.signatures(none).bands() == []


def test_ids_and_dates_of_every_type_are_read() -> None:
    texts = [CRANE, CUP]
    days = pyarrow.array([1_930_348_800_000, None], pyarrow.date64())
    for ids, wanted in [
        (pyarrow.array([1.0, 2.0]), ["1.0", "2.0"]),
        (pyarrow.array([1.5, 2.0], pyarrow.float32()), ["1.5", "2.0"]),
        (pyarrow.array([Decimal("1.50"), Decimal("2")], pyarrow.decimal128(9, 2)), ["1.50", "2.00"]),
    ]:
        found = retold.dedup(pyarrow.table({"id": ids, "text": texts, "date": days}))
        assert found.kept_rows == [0, 1] and "bytes" not in str(found)
        found = retold.scan(pyarrow.table({"id": ids, "text": [CRANE, CRANE], "date": days}))
        members = found.clusters[0].members
        assert [member.id for member in members] == wanted and str(members[0].date).startswith("2031-03-04"), members
