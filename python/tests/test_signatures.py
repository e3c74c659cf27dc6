"""Signatures are those of the library."""

from __future__ import annotations

from typing import Any

import pandas
import polars
import pyarrow
import pytest

import retold
from conftest import CRANE, CUP

TEXTS = [CRANE, "", CUP, CRANE.upper(), "\u2014", CRANE + " " + CUP]

#: As `Recipe::default().sign` gives it (`src/pipeline/sign.rs` has the same numbers).
KNOWN_SLOTS = [215913618, 234990377, 237328624, 103031007]
KNOWN_KEYS = [4434766778899326709, 6584915842976700371]


def test_the_numbers_are_those_of_the_library() -> None:
    signed = retold.signatures([CRANE])
    (slots,), (keys,) = signed.slots(), signed.bands()
    assert slots is not None and keys is not None
    assert slots[:4] == KNOWN_SLOTS and keys[:2] == KNOWN_KEYS and len(slots) == 128 and len(keys) == 42
    assert signed.to_bytes() == [b"".join(slot.to_bytes(4, "little") for slot in slots)]


def forms() -> dict[str, Any]:
    texts = pyarrow.array(TEXTS)
    return {
        "a generator": (text for text in TEXTS),
        "an array": texts,
        "chunks": pyarrow.chunked_array([TEXTS[:2], TEXTS[2:]]),
        "large_string": texts.cast(pyarrow.large_string()),
        "string_view": texts.cast(pyarrow.string_view()),
        "categories": texts.dictionary_encode(),
        "a table": pyarrow.table({"id": range(6), "text": texts}),
        "one column": pyarrow.table({"story": texts}),
        "a slice": pyarrow.array(["x", *TEXTS, "y"])[1:-1],
        "polars": polars.Series(TEXTS),
        "a frame": polars.DataFrame({"text": TEXTS}),
        "pandas": pandas.Series(TEXTS),
        "nulls": [text or None for text in TEXTS],
        "null values": pyarrow.array([text or None for text in TEXTS]),
    }


def test_every_form_of_the_texts_gives_the_same() -> None:
    known = retold.signatures(TEXTS)
    assert len(known) == 6 and known.slots()[1] is known.bands()[4] is None
    assert known.slots()[0] == known.slots()[3] != known.slots()[2]
    for name, texts in forms().items():
        signed = retold.signatures(texts, threads=1)
        assert (signed.slots(), signed.bands()) == (known.slots(), known.bands()), name
    table = pyarrow.table(known.to_arrow())
    assert table.schema.field("signature").type == pyarrow.list_(pyarrow.field("item", pyarrow.uint32()), 128)
    assert table.schema.field("bands").type == pyarrow.list_(pyarrow.field("item", pyarrow.uint64()), 42)
    assert table.to_pydict() == {"signature": known.slots(), "bands": known.bands()}


def test_equal_slots_estimate_the_similarity_and_settings_count() -> None:
    whole, part = retold.signatures([f"{CRANE} {CUP}", CRANE]).slots()
    assert whole is not None and part is not None
    equal = sum(x == y for x, y in zip(whole, part, strict=True)) / 128
    assert 0.15 < equal < 0.65
    assert retold.signatures([CRANE], threshold=0.8).bands()[0] != retold.signatures([CRANE]).bands()[0]
    assert retold.signatures([CRANE], shingle=3).slots() != retold.signatures([CRANE]).slots()
    assert len(retold.signatures([])) == 0 and pyarrow.table(retold.signatures([]).to_arrow()).num_rows == 0


def test_many_texts_come_back_in_order() -> None:
    texts = [f"the pier was sold for {number} crowns in the end" for number in range(3_000)]
    signed = retold.signatures(texts)
    assert len(signed) == 3_000 and signed.slots()[2_999] == retold.signatures(texts[-1:]).slots()[0]
    assert signed.slots() == retold.signatures(pyarrow.table({"text": texts})).slots()


def test_what_is_no_text_is_refused() -> None:
    with pytest.raises(TypeError, match="not one str: put it into a list"):
        retold.signatures(CRANE)
    with pytest.raises(TypeError):
        retold.signatures([7])  # type: ignore[list-item]
    with pytest.raises(retold.InputError, match="texts: .*has no text: fields found: a, b; name the one .* text_field"):
        retold.signatures(pyarrow.table({"a": ["x"], "b": ["y"]}))
    with pytest.raises(retold.InputError, match="strings are wanted, not Int64"):
        retold.signatures(pyarrow.array([1]))
    assert len(retold.signatures(pyarrow.table({"a": ["x"], "b": ["y"]}), text_field="b")) == 1
