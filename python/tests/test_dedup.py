"""A dedup leaves out the same as the command line."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow
import pytest

import retold
from conftest import CRANE, CUP

Command = Callable[..., subprocess.CompletedProcess[str]]


def test_a_corpus_is_written_as_by_the_command_line(command: Command, tmp_path: Path) -> None:
    assert command("dedup", "corpus", "--out", str(tmp_path / "a")).returncode == 0
    found = retold.dedup("corpus", out=tmp_path / "b")
    written = [
        {path.relative_to(place): path.read_bytes() for path in place.rglob("*") if path.is_file()}
        for place in (tmp_path / "a", tmp_path / "b")
    ]
    assert written[0] == written[1] and len(written[0]) > 20
    told = [json.loads(line) for line in (tmp_path / "a" / "left-out.jsonl").read_text().split("\n") if line]
    assert found.to_dict()["left_out"] == told and len(found.left_out) == len(told) == 20
    assert [(it.id, it.kept, it.why, it.line) for it in found.left_out] == [
        (it["id"], it["kept"], it["why"], it["line"]) for it in told
    ]
    assert str(retold.dedup("corpus")) == command("dedup", "corpus", "--dry-run").stdout
    assert pyarrow.table(found.to_arrow())["why"].to_pylist() == [it["why"] for it in told]
    assert found.kept_rows == found.left_out_rows == []
    with pytest.raises(retold.DiskError, match="is an input|lies in the input"):
        retold.dedup("corpus", out="corpus/clean")
    assert not Path("corpus/clean").exists()


def test_rows_stay_and_go_by_their_places(rows: list[dict[str, Any]]) -> None:
    odd: list[Any] = [{"words": "none"}, *rows, {"text": ""}]
    with pytest.warns(retold.SkippedWarning):
        found = retold.dedup(odd)
    gone = [odd[place]["id"] for place in found.left_out_rows]
    assert gone == [it.id for it in found.left_out] and len(gone) == 20
    assert sorted(found.kept_rows + found.left_out_rows) == list(range(len(odd)))
    table = pyarrow.table({"text": [CRANE, CUP, CRANE.upper()]})
    assert retold.dedup(table).kept_rows == [0, 1]
    assert table.take(retold.dedup(table.to_reader(1), keep="first").kept_rows)["text"].to_pylist() == [CRANE, CUP]
    with pytest.raises(retold.SettingError, match="out: articles from memory"):
        retold.dedup(rows, out="clean.jsonl")
    with pytest.raises(retold.InputError, match="documents:1: has no text"):
        retold.dedup(odd, strict=True)
