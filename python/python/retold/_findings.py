"""What a scan and a dedup find, and signatures."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Literal, NoReturn, TypeVar

from . import _retold
from ._comparison import Comparison, Ratio, Span

T = TypeVar("T")


def _named(told: dict[str, Any], *names: str) -> dict[str, Any]:
    return {name: told[name] for name in names}


def _similarity(told: dict[str, Any]) -> dict[str, Any]:
    """The similarity of an article to the one that stands for it."""
    within = told["containment"]
    return {
        "jaccard": Ratio._of(told["jaccard"]),
        "in_representative": Ratio._of(within["in_representative"]),
        "of_representative": Ratio._of(within["of_representative"]),
    }


@dataclass(frozen=True)
class Skipped:
    """A piece of input that could not be used, as a line: path, line, cause.

    Attributes:
        path: The file, or ``documents`` for what was handed over.
        line: The line, row or number in it, from 1, where it holds many.
        kind: The kind of trouble: ``unreadable``, ``empty``, ``no-text-field``, ``duplicate-id`` and others.
        cause: What was wrong and what to do.
    """

    path: str
    line: int | None
    kind: str
    cause: str

    def __str__(self) -> str:
        place = self.path if self.line is None else f"{self.path}:{self.line}"
        return f"{place}: {self.cause}"


@dataclass(frozen=True)
class Member:
    """An article of a cluster, with its exact similarity to the representative."""

    id: str
    source: str
    title: str | None
    date: str | None
    words: int
    jaccard: Ratio
    in_representative: Ratio
    of_representative: Ratio


@dataclass(frozen=True)
class Cluster:
    """Near-duplicates, each verified against one of them, which is the first member.

    Attributes:
        cluster: Its number, from 1, the largest first.
        representative: The id of the article that stands for all.
        size: How many articles it has.
        members: All of them, the representative first.
        lowest: The lowest Jaccard similarity to the representative.
    """

    cluster: int
    representative: str
    size: int
    members: tuple[Member, ...] = field(repr=False)
    lowest: Ratio

    @classmethod
    def _of(cls, told: dict[str, Any]) -> Cluster:
        members = (
            Member(**_named(it, "id", "source", "title", "date", "words"), **_similarity(it))
            for it in told["members"]
        )
        return cls(told["cluster"], told["representative"], told["size"], tuple(members), Ratio._of(told["lowest"]))


@dataclass(frozen=True)
class Pair:
    """Two articles above the thresholds; ``template`` marks the same sentences with other figures, which are no near-duplicates."""

    a: str
    b: str
    jaccard: Ratio
    a_in_b: Ratio
    b_in_a: Ratio
    covered: Ratio
    template: bool

    @classmethod
    def _of(cls, told: dict[str, Any]) -> Pair:
        within = told["containment"]
        return cls(
            told["a"],
            told["b"],
            Ratio._of(told["jaccard"]),
            Ratio._of(within["a_in_b"]),
            Ratio._of(within["b_in_a"]),
            Ratio._of(told["covered"]),
            told["template"],
        )


@dataclass(frozen=True)
class Carrier(Span):
    """An article that holds a passage, and where; carriers with one ``variant`` hold it word for word alike."""

    id: str
    source: str
    date: str | None
    paragraphs: tuple[int, int]
    words: int
    words_equal: int
    variant: int

    @classmethod
    def _of(cls, told: dict[str, Any]) -> Carrier:
        first, last = told["paragraphs"]
        return cls(**{**told, "paragraphs": (first, last)})


@dataclass(frozen=True)
class Group:
    """A passage and every article that carries it, the earliest first."""

    group: int
    words: int
    articles: int
    outlets: int
    variants: int
    text: str = field(repr=False)
    carriers: tuple[Carrier, ...] = field(repr=False)

    @classmethod
    def _of(cls, told: dict[str, Any]) -> Group:
        plain = _named(told, "group", "words", "articles", "outlets", "variants", "text")
        return cls(**plain, carriers=tuple(map(Carrier._of, told["carriers"])))


@dataclass(frozen=True)
class Boilerplate:
    """A paragraph that an outlet puts under articles that have nothing else in common."""

    source: str
    articles: int
    words: int
    total_words: int
    first: str
    text: str = field(repr=False)

    @classmethod
    def _of(cls, told: dict[str, Any]) -> Boilerplate:
        return cls(**{name: told[name] for name in cls.__dataclass_fields__})


@dataclass(frozen=True)
class Outlet:
    """An outlet and whose words its articles are; the last four are ``None`` where passages were not looked for."""

    source: str
    articles: int
    words: int
    own_words: int | None
    unshared_words: int | None
    boilerplate_words: int | None
    main_source: str | None

    @classmethod
    def _of(cls, told: dict[str, Any]) -> Outlet:
        return cls(**{name: told[name] for name in cls.__dataclass_fields__})


@dataclass(frozen=True)
class OutletPair:
    """What an outlet shares with another, and where its words stood first: in the other (earlier), here (later), or undecided."""

    source: str
    other: str
    shared_articles: int
    shared_words: int
    words_earlier: int
    words_later: int
    words_undecided: int

    @classmethod
    def _of(cls, told: dict[str, Any]) -> OutletPair:
        return cls(**{name: told[name] for name in cls.__dataclass_fields__})


def _lines(lines: str, of: Callable[[dict[str, Any]], T]) -> tuple[T, ...]:
    # Not splitlines: a text may hold other line ends.
    return tuple(of(json.loads(line)) for line in lines.split("\n") if line)


class _Frozen:
    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise AttributeError(f"a {type(self).__name__} does not change: {name} cannot be set")

    def __delattr__(self, name: str) -> NoReturn:
        raise AttributeError(f"a {type(self).__name__} does not change: {name} cannot be deleted")


class _Ran(_Frozen):
    """What every run tells."""

    _ran: _retold.Scanned | _retold.Deduplicated

    @cached_property
    def run(self) -> dict[str, Any]:
        """How the answer came about: what stands in ``run.json``."""
        told: dict[str, Any] = json.loads(self._ran.run())
        return told

    @property
    def articles(self) -> int:
        """How many articles were read."""
        number: int = self.run["counts"]["articles"]
        return number

    @cached_property
    def skipped(self) -> tuple[Skipped, ...]:
        """What could not be used, by path and line."""
        return tuple(Skipped(**told) for told in self.run["skipped"])


class ScanResult(_Ran):
    """What a scan found. Lists are made when they are asked for, and kept.

    >>> import retold
    >>> story = "The old harbour crane was taken down on Friday after ninety years of daily service there."
    >>> found = retold.scan([{"id": "1", "text": story}, {"id": "2", "text": "A reader writes: " + story}])
    >>> found
    <retold.ScanResult: 2 articles, 1 clusters, 1 pairs, 1 pairs that share passages, 1 passage groups>
    >>> found.groups[0].text[:20]
    'The old harbour cran'
    """

    _ran: _retold.Scanned

    def __init__(self, scanned: _retold.Scanned) -> None:
        self.__dict__["_ran"] = scanned

    @cached_property
    def clusters(self) -> tuple[Cluster, ...]:
        """The clusters of near-duplicates, the largest first."""
        return _lines(self._ran.lines("clusters"), Cluster._of)

    @cached_property
    def pairs(self) -> tuple[Pair, ...]:
        """The verified pairs above the thresholds, by id."""
        return _lines(self._ran.lines("pairs"), Pair._of)

    @cached_property
    def comparisons(self) -> tuple[Comparison, ...]:
        """The pairs that share passages, by id, each with its passages."""
        return _lines(self._ran.lines("comparisons"), Comparison._of)

    @cached_property
    def groups(self) -> tuple[Group, ...]:
        """The passages that two articles or more carry, those of most outlets times words first."""
        return _lines(self._ran.lines("groups"), Group._of)

    @cached_property
    def boilerplate(self) -> tuple[Boilerplate, ...]:
        """The house text that was set apart, that of most words first."""
        return _lines(self._ran.lines("boilerplate"), Boilerplate._of)

    @cached_property
    def outlets(self) -> tuple[Outlet, ...]:
        """The outlets, by name."""
        return _lines(self._ran.lines("outlets"), Outlet._of)

    @cached_property
    def outlet_pairs(self) -> tuple[OutletPair, ...]:
        """What outlets share, by outlet and other outlet."""
        return _lines(self._ran.lines("outlet_pairs"), OutletPair._of)

    def to_dict(self) -> dict[str, Any]:
        """The same as ``retold scan --format json`` (schema ``retold.scan/1``)."""
        told: dict[str, Any] = json.loads(self._ran.json())
        return told

    def to_arrow(self, table: Literal["clusters", "pairs", "passages", "groups"] = "pairs") -> _retold.Table:
        """A table with the columns of the Parquet file of its name: a row a member, a pair, a passage, a carrier.

        ``pyarrow.table(...)``, ``polars.DataFrame(...)`` and ``pandas.DataFrame.from_arrow(...)`` take it.
        """
        return self._ran.table(table)

    def write(self, folder: str | os.PathLike[str], out_format: Literal["jsonl", "parquet"] = "jsonl") -> None:
        """Writes the files of ``retold scan --out``, all or none: lists, outlets.csv, report.html, run.json."""
        self._ran.write(os.fspath(folder), out_format)

    def text(self, top: int = 10) -> str:
        """What the command line prints, with so many entries of each list; 0 for all."""
        return self._ran.text(top)

    def __str__(self) -> str:
        return self.text()

    def __repr__(self) -> str:
        counts = self.run["counts"]
        return (
            f"<retold.ScanResult: {counts['articles']} articles, {counts['clusters']} clusters, "
            f"{counts['near_duplicate_pairs']} pairs, {counts['sharing_pairs']} pairs that share passages, "
            f"{counts['passage_groups']} passage groups>"
        )


@dataclass(frozen=True)
class LeftOut:
    """An article that is left out, and the one that stays for it.

    Attributes:
        id: The article.
        source: Its outlet.
        path: Where it was read: the file, or ``documents`` for what was handed over.
        line: The line, row or number there, from 1.
        kept: The id of the one that stays.
        jaccard: Shared shingles of all different shingles of both.
        in_representative: Shared shingles of its own.
        of_representative: Shared shingles of those of the one that stays.
        covered: Of the smaller article's words, those in shared passages.
        why: ``identical``, ``similar`` or ``contained``.
    """

    id: str
    source: str
    path: str
    line: int | None
    kept: str
    jaccard: Ratio
    in_representative: Ratio
    of_representative: Ratio
    covered: Ratio
    why: str

    @classmethod
    def _of(cls, told: dict[str, Any]) -> LeftOut:
        return cls(
            **_named(told, "id", "source", "path", "line", "kept", "why"),
            **_similarity(told),
            covered=Ratio._of(told["covered"]),
        )


class DedupResult(_Ran):
    """What a corpus is without its near-duplicates.

    >>> import retold
    >>> story = "The old harbour crane was taken down on Friday after ninety years of daily service there."
    >>> rows = [{"text": story}, {"text": "Seven goals in one evening made the final the talk of the island."}, {"text": story}]
    >>> found = retold.dedup(rows)
    >>> found.left_out[0].why, found.left_out_rows, found.kept_rows
    ('identical', [2], [0, 1])
    """

    _ran: _retold.Deduplicated

    def __init__(self, deduplicated: _retold.Deduplicated) -> None:
        self.__dict__["_ran"] = deduplicated

    @cached_property
    def left_out(self) -> tuple[LeftOut, ...]:
        """The articles that go, by path and line."""
        return _lines(self._ran.left_out(), LeftOut._of)

    @property
    def left_out_rows(self) -> list[int]:
        """The places, from 0, of the documents that go, where they were handed over; else nothing."""
        if self._ran.rows is None:
            return []
        return sorted(gone.line - 1 for gone in self.left_out if gone.line is not None)

    @property
    def kept_rows(self) -> list[int]:
        """The places, from 0, of the documents that stay, where they were handed over; also of those that could not be used."""
        gone = set(self.left_out_rows)
        return [row for row in range(self._ran.rows or 0) if row not in gone]

    def to_dict(self) -> dict[str, Any]:
        """``left_out``, as in the list that the command line writes, and ``run``, the record of the run."""
        return {"left_out": list(_lines(self._ran.left_out(), lambda told: told)), "run": dict(self.run)}

    def to_arrow(self) -> _retold.Table:
        """A row an article that goes: ``id``, ``source``, ``path``, ``line``, ``kept``, counts, ``why``."""
        return self._ran.table()

    def __repr__(self) -> str:
        return f"<retold.DedupResult: {self.articles} articles, {len(self.left_out)} left out>"

    def __str__(self) -> str:
        return self._ran.text()


class Signatures(_Frozen):
    """Signatures of texts, and the keys of their bands: texts with a key in common are worth a comparison.

    >>> import retold
    >>> signed = retold.signatures(["the pier was sold on Friday", "", "The pier was sold, on Friday!"])
    >>> signed
    <retold.Signatures: 3 texts, 128 slots, 42 bands>
    >>> slots = signed.slots()
    >>> len(slots[0]), slots[1], slots[0] == slots[2]
    (128, None, True)
    """

    _signed: _retold.Signed

    def __init__(self, signed: _retold.Signed) -> None:
        self.__dict__["_signed"] = signed

    def __len__(self) -> int:
        return len(self._signed)

    def slots(self) -> list[list[int] | None]:
        """Of each text 128 numbers; the share of equal ones estimates the Jaccard similarity. ``None`` for a text without words."""
        return self._signed.slots()

    def bands(self) -> list[list[int] | None]:
        """Of each text the keys of its bands, unsigned 64-bit numbers."""
        return self._signed.keys()

    def to_bytes(self) -> list[bytes | None]:
        """Of each text its slots as 512 bytes, little-endian."""
        return self._signed.packed()

    def to_arrow(self) -> _retold.Table:
        """A row a text: ``signature`` (fixed list of 128 uint32) and ``bands`` (fixed list of uint64), null for one without words."""
        return self._signed.table()

    def __repr__(self) -> str:
        return f"<retold.Signatures: {len(self)} texts, 128 slots, {self._signed.band_count} bands>"
