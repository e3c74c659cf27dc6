"""What the tests have in common: the articles in ``corpus/``, and the command line."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]

#: The built command line; without it the tests that compare with it fail.
COMMAND = os.environ.get("RETOLD", str(ROOT / "target" / "debug" / "retold"))

#: The fields of an article by the names under which the files of the corpus have them.
NAMES = {
    "id": ["id"],
    "text": ["text", "body"],
    "title": ["title", "headline"],
    "source": ["source", "publisher"],
    "date": ["date", "published"],
    "url": ["url", "link"],
}

CRANE = "The old harbour crane was taken down on Friday after ninety years of daily service there."
CUP = "Seven goals in one evening made the cup final the talk of the whole island for many weeks."


@pytest.fixture
def command(monkeypatch: pytest.MonkeyPatch) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Runs the command line beside the corpus, where the test runs too, so that paths are called alike."""
    monkeypatch.chdir(ROOT)

    def run(*arguments: str, **rest: Any) -> subprocess.CompletedProcess[str]:
        return subprocess.run([COMMAND, *arguments], capture_output=True, text=True, **rest)

    return run


@pytest.fixture(scope="session")
def rows() -> list[dict[str, Any]]:
    """The articles of the corpus as dicts, of which the command line made ids and outlets; dates are there where a file tells them."""
    found = []
    for path in sorted((ROOT / "corpus").rglob("*")):
        if path.suffix == ".jsonl":
            lines = [json.loads(line) for line in path.read_text().split("\n") if line]
            found += [{part: next(filter(None, map(line.get, names)), None) for part, names in NAMES.items()} for line in lines]
        elif path.suffix == ".txt":
            name = str(path.relative_to(ROOT))
            found.append({"id": name, "text": path.read_text(), "source": path.parent.name})
    assert len(found) > 70
    return found
