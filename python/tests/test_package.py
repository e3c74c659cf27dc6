"""The package: its examples run, its types hold, its stub is that of the module."""

from __future__ import annotations

import doctest
import importlib
import inspect
import subprocess
import sys
from pathlib import Path

import pytest

import retold
from retold import _retold

EXAMPLE = """
from pathlib import Path
from collections.abc import Iterator
import retold

def rows() -> Iterator[dict[str, object]]:
    yield {"text": "the pier was sold", "page": 7}

found = retold.scan(rows(), threshold=0.7, keep="longest", memory="1G")
best: float = max((pair.jaccard.value for pair in found.pairs), default=0.0)
kinds: list[str] = [skipped.kind for skipped in found.skipped]
table: retold.Table = found.to_arrow("passages")
first: retold.Cluster | None = found.clusters[0] if found.clusters else None
again: int = len(retold.dedup([Path("corpus")], out=Path("clean")).left_out)
closer = retold.compare({"text": "a b"}, Path("b.txt"), min_words=5)
grades: list[str] = [passage.grade for passage in closer.passages]
keys: list[list[int] | None] = retold.signatures(["a b"]).bands()
retold.scan(table)
"""


@pytest.mark.parametrize("name", ["_comparison", "_documents", "_errors", "_findings", "_functions", "__init__"])
def test_the_examples_run(name: str) -> None:
    module = retold if name == "__init__" else importlib.import_module(f"retold.{name}")
    told = doctest.testmod(module)
    assert told.failed == 0
    assert told.attempted > 0 or name in ("_documents", "_errors")


def test_the_types_hold(tmp_path: Path) -> None:
    (tmp_path / "example.py").write_text(EXAMPLE)
    (tmp_path / "wrong.py").write_text("import retold\nretold.scan('corpus', keep='latest')\nretold.scan(7)\n")
    mypy = [sys.executable, "-m", "mypy", "--strict", "--no-incremental", "--cache-dir", str(tmp_path / "cache")]
    good = subprocess.run([*mypy, "example.py"], cwd=tmp_path, capture_output=True, text=True)
    assert good.returncode == 0, good.stdout
    bad = subprocess.run([*mypy, "wrong.py"], cwd=tmp_path, capture_output=True, text=True)
    assert bad.stdout.count("error: ") == 2, bad.stdout
    own = subprocess.run([*mypy, "-p", "retold"], cwd=tmp_path, capture_output=True, text=True)
    assert own.returncode == 0, own.stdout


def test_the_stub_names_what_the_module_has() -> None:
    import ast

    stub = ast.parse((Path(retold.__file__).parent / "_retold.pyi").read_text())
    told = {node.name: node for node in stub.body if isinstance(node, (ast.ClassDef, ast.FunctionDef))}
    plain = {it.target.id for it in stub.body if isinstance(it, ast.AnnAssign) and isinstance(it.target, ast.Name)} - {"__version__"}
    has = {name for name in dir(_retold) if not name.startswith("_")}
    assert has == set(told) | plain
    for name, node in told.items():
        if isinstance(node, ast.ClassDef):
            members = {it.name for it in node.body if isinstance(it, ast.FunctionDef)}
            members |= {it.target.id for it in node.body if isinstance(it, ast.AnnAssign) and isinstance(it.target, ast.Name)}
            own = {it for it in vars(getattr(_retold, name)) if not it.startswith("__") or it.startswith("__arrow")}
            assert own == {it for it in members if not it.startswith("__") or it.startswith("__arrow")}, name


def test_everything_that_users_see_is_documented() -> None:
    for name in retold.__all__:
        it = getattr(retold, name)
        if name != "__version__":
            assert inspect.getdoc(it), name
        for member, what in vars(it).items() if inspect.isclass(it) else ():
            if not member.startswith("_") and callable(what):
                assert inspect.getdoc(what), f"{name}.{member}"
    assert retold.__version__
