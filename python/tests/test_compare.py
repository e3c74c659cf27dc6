"""A comparison tells the same as the command line, and shows it without danger."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import pyarrow
import pytest

import retold
from conftest import CRANE, CUP

Command = Callable[..., subprocess.CompletedProcess[str]]
A = "corpus/harbour-times/northfold-school-budget.edited.txt"
B = "corpus/saltmarsh-gazette/northfold-school-budget.reprint.txt"


def test_the_answer_is_that_of_the_command_line(command: Command, tmp_path: Path) -> None:
    told = json.loads(command("compare", A, B, "--format", "json").stdout)
    found = retold.compare(A, Path(B))
    assert found.to_dict() == told
    assert str(found) == command("compare", A, B).stdout
    assert found.to_markdown() == command("compare", A, B, "--format", "markdown").stdout
    command("compare", A, B, "--html", str(tmp_path / "page.html"))
    assert found.to_html() == (tmp_path / "page.html").read_text()
    assert (found.jaccard.shared, found.jaccard.total) == (226, 408)
    assert found.coverage.a.words == told["coverage"]["a"]["words"] == 292
    assert [it.grade for it in found.passages] == [it["grade"] for it in told["passages"]]
    assert len(found.facts) == len(told["facts"]) and len(found.alone.a) == len(told["alone"]["a"])
    first = found.passages[0]
    assert first.a.of(found.texts.a).split()[0].lower() == first.b.of(found.texts.b).split()[0].lower()
    assert found.sentence.startswith("B repeats 92 % of A's words")
    table = pyarrow.table(found.to_arrow())
    assert table["words_equal"].to_pylist() == [it.words_equal for it in found.passages + found.repeats]
    assert "CloseComparison(a=ArticleInfo(id='corpus/harbour" in repr(found)


def test_texts_dicts_and_ids_are_compared_too(command: Command) -> None:
    texts = [Path(path).read_text() for path in (A, B)]
    known = retold.compare(A, B)
    by_text = retold.compare(*texts)
    by_dict = retold.compare({"body": texts[0]}, {"id": "x", "content": texts[1], "title": "T"})
    for found in (by_text, by_dict, retold.compare(A, {"text": texts[1]})):
        assert (found.passages, found.coverage) == (known.passages, known.coverage)
    assert (by_text.a.id, by_text.b.id, by_dict.b.id) == ("a", "b", "x")
    ids = ("kestrel-wire/northfold-school-budget.wire", B)
    told = json.loads(command("compare", *ids, "--docs", "corpus", "--format", "json").stdout)
    assert retold.compare(*ids, docs="corpus").to_dict() == retold.compare(*ids, docs=[Path("corpus")]).to_dict() == told


@pytest.mark.parametrize("words", ["none.txt", "no such file.txt", "none", "/none/of/these"])
def test_a_name_without_a_file_is_an_error_and_no_text(words: str) -> None:
    with pytest.raises(retold.UnreadableError, match=re.escape(f"{words}: cannot be read: No such file")):
        retold.compare(words, CRANE)


def test_errors_have_the_words_of_the_command_line(command: Command, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_text("")
    for a in ("corpus", "corpus/kestrel-wire", str(tmp_path / "empty.txt")):
        with pytest.raises(retold.InputError) as caught:
            retold.compare(a, B)
        assert str(caught.value) in command("compare", a, B).stderr
    with pytest.raises(retold.InputError, match="^a: has no text: fields found: words"):
        retold.compare({"words": CRANE}, CUP)
    with pytest.raises(retold.InputError, match="^b: holds no text"):
        retold.compare(CRANE, {"text": " "})
    with pytest.raises(retold.InputError, match="'nobody' is neither an article's id nor a file"):
        retold.compare("nobody", B, docs="corpus")
    with pytest.raises(TypeError, match="a: a path, a text or a dict is wanted, not int"):
        retold.compare(7, B)  # type: ignore[arg-type]


class Markup(HTMLParser):
    """The elements of a fragment, and the page in its frame."""

    def __init__(self, fragment: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.feed(fragment)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))


HOSTILE = [
    '"></iframe><script>parent.document.title="taken"</script>',
    "'\" onload=alert(1) x='",
    "</script><script>alert(1)</script><!--",
    "&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;",
    "\u202e\u0007]]>",
]


@pytest.mark.parametrize("hostile", HOSTILE)
def test_a_notebook_shows_hostile_texts_as_text(hostile: str) -> None:
    text = f"{CRANE} {hostile}\n\n{CUP}"
    found = retold.compare({"text": text, "id": hostile, "title": hostile}, {"text": text, "title": hostile, "id": "b"})
    markup = Markup(found._repr_html_())
    assert [tag for tag, _ in markup.elements] == ["p", "iframe"]
    attributes = markup.elements[1][1]
    assert set(attributes) == {"title", "sandbox", "style", "srcdoc"}
    assert attributes["sandbox"] == "allow-scripts", "no access to the notebook"
    page = attributes["srcdoc"] or ""
    # What a browser makes of the attribute is the page itself, whose policy lets nothing but its own script run.
    assert page == found.to_html()
    policy = Markup(page).elements[3][1]["content"] or ""
    assert policy.startswith("default-src 'none'; ") and "script-src 'sha256-" in policy
    assert [tag for tag, _ in Markup(page).elements].count("script") == 2 and hostile not in page


def test_a_very_long_comparison_is_not_put_into_a_notebook(monkeypatch: pytest.MonkeyPatch) -> None:
    found = retold.compare(CRANE, CRANE)
    assert len(found._repr_html_()) > 10_000
    monkeypatch.setattr("retold._comparison._MOST_SHOWN", 10_000)
    shown = found._repr_html_()
    assert len(shown) < 1_000 and "equal word for word" in shown and "to_html()" in shown
