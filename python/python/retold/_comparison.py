"""What two articles share."""

from __future__ import annotations

import html
import json
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from . import _retold

T = TypeVar("T")

#: Larger pages are left to :meth:`CloseComparison.to_html`: a notebook keeps what it shows.
_MOST_SHOWN = 4 << 20


@dataclass(frozen=True)
class Ratio:
    """A share as two counts.

    >>> Ratio(3, 4).value
    0.75
    """

    shared: int
    total: int

    @property
    def value(self) -> float:
        """The share as a number; 0 of nothing."""
        return self.shared / self.total if self.total else 0.0

    def __float__(self) -> float:
        return self.value

    @classmethod
    def _of(cls, told: dict[str, Any]) -> Ratio:
        return cls(told["shared"], told["total"])


@dataclass(frozen=True)
class Sides(Generic[T]):
    """Of A and of B."""

    a: T
    b: T


@dataclass(frozen=True)
class Span:
    """A place in a text, in bytes of its UTF-8; ``span.of(text)`` gives the words.

    >>> Span(4, 8).of("the pier was sold")
    'pier'
    """

    start: int
    end: int

    def of(self, text: str) -> str:
        """What stands there."""
        return text.encode()[self.start : self.end].decode()


@dataclass(frozen=True)
class Side(Span):
    """One side of a passage: its place, its first and last paragraph (from 1), its words."""

    paragraphs: tuple[int, int]
    words: int

    @classmethod
    def _of(cls, told: dict[str, Any]) -> Side:
        first, last = told["paragraphs"]
        return cls(told["start"], told["end"], (first, last), told["words"])


@dataclass(frozen=True)
class Edit:
    """What differs inside a passage: ``kind`` is ``changed``, ``left_out``, ``added`` or ``moved``."""

    kind: str
    a: Span
    b: Span


@dataclass(frozen=True)
class Passage:
    """A stretch that two articles share.

    Attributes:
        grade: ``verbatim``, ``edited``, ``reworded`` or ``quotation``.
        words_equal: How many words are equal.
        a: Where it stands in A.
        b: Where it stands in B.
        edits: What differs inside; empty in a scan, which does not tell.
    """

    grade: str
    words_equal: int
    a: Side
    b: Side
    edits: tuple[Edit, ...] = field(default=(), repr=False)

    @classmethod
    def _of(cls, told: dict[str, Any]) -> Passage:
        edits = (Edit(it["kind"], Span(**it["a"]), Span(**it["b"])) for it in told.get("edits") or ())
        return cls(told["grade"], told["words_equal"], Side._of(told["a"]), Side._of(told["b"]), tuple(edits))


@dataclass(frozen=True)
class ArticleInfo:
    """What is known of an article beside its text."""

    id: str
    source: str
    words: int
    paragraphs: int


@dataclass(frozen=True)
class Coverage:
    """How much of an article stands in the other.

    Attributes:
        words: Equal words, of ``of``.
        of: All words.
        quoted: Of the equal words, those that are speech on both sides.
        boilerplate: Of the equal words, those of house text.
        reworded: Words beside that stand in reworded passages.
        paragraphs: Paragraphs of which at least half stands there, of ``of_paragraphs``.
        of_paragraphs: All paragraphs.
        characters: Characters of the equal words, of ``of_characters``; not told in a scan.
        of_characters: Characters of all words.
    """

    words: int
    of: int
    quoted: int
    boilerplate: int
    reworded: int
    paragraphs: int
    of_paragraphs: int
    characters: int | None = None
    of_characters: int | None = None


@dataclass(frozen=True)
class Comparison:
    """What two articles share, as a scan tells it.

    Attributes:
        a: The one article.
        b: The other.
        jaccard: Shared shingles of all different shingles of both.
        a_in_b: Shared shingles of A's.
        b_in_a: Shared shingles of B's.
        coverage: How many words of each stand in the other.
        passages: The shared passages, in the order of A.
        repeats: Further places of what the passages hold.
    """

    a: ArticleInfo
    b: ArticleInfo
    jaccard: Ratio
    a_in_b: Ratio
    b_in_a: Ratio
    coverage: Sides[Coverage]
    passages: tuple[Passage, ...] = field(repr=False)
    repeats: tuple[Passage, ...] = field(repr=False)

    @staticmethod
    def _fields(told: dict[str, Any]) -> dict[str, Any]:
        coverage = told["coverage"]
        return {
            "a": ArticleInfo(**told["a"]),
            "b": ArticleInfo(**told["b"]),
            "jaccard": Ratio._of(told["jaccard"]),
            "a_in_b": Ratio._of(told["containment"]["a_in_b"]),
            "b_in_a": Ratio._of(told["containment"]["b_in_a"]),
            "coverage": Sides(Coverage(**coverage["a"]), Coverage(**coverage["b"])),
            "passages": tuple(map(Passage._of, told["passages"])),
            "repeats": tuple(map(Passage._of, told["repeats"])),
        }

    @classmethod
    def _of(cls, told: dict[str, Any]) -> Comparison:
        return cls(**cls._fields(told))


@dataclass(frozen=True)
class Headlines:
    """How alike the headlines are; ``grade`` is ``None`` where they are not."""

    grade: str | None
    words_equal: int
    a_words: int
    b_words: int


@dataclass(frozen=True)
class FactSide(Span):
    """Where an article reports a fact first, and how often."""

    paragraph: int
    mentions: int


@dataclass(frozen=True)
class Fact:
    """A number, day, speech or name that both report outside of shared text."""

    kind: str
    likeness: str
    a: FactSide
    b: FactSide


@dataclass(frozen=True)
class Disguise:
    """What was folded away: letters of other scripts that look alike, invisible characters, and so on."""

    kind: str
    count: int
    first: Span


@dataclass(frozen=True)
class CloseComparison(Comparison):
    """Two articles, compared for their own sake. A notebook shows them side by side.

    Attributes:
        headline: How alike the headlines are, where both articles have one.
        alone: The stretches that only A has, and only B.
        facts: What both report outside of shared text.
        disguises: What was looked through in A and in B.
    """

    headline: Headlines | None
    alone: Sides[tuple[Side, ...]] = field(repr=False)
    facts: tuple[Fact, ...] = field(repr=False)
    disguises: Sides[tuple[Disguise, ...]] = field(repr=False)
    _compared: _retold.Compared = field(repr=False, compare=False)

    @classmethod
    def _told(cls, compared: _retold.Compared) -> CloseComparison:
        told = json.loads(compared.json())
        alone, disguises = told["alone"], told["disguises"]

        def disguise(it: dict[str, Any]) -> Disguise:
            return Disguise(it["kind"], it["count"], Span(**it["first"]))

        return cls(
            **cls._fields(told),
            headline=Headlines(**told["headline"]) if told["headline"] else None,
            alone=Sides(tuple(map(Side._of, alone["a"])), tuple(map(Side._of, alone["b"]))),
            facts=tuple(
                Fact(it["kind"], it["likeness"], FactSide(**it["a"]), FactSide(**it["b"])) for it in told["facts"]
            ),
            disguises=Sides(tuple(map(disguise, disguises["a"])), tuple(map(disguise, disguises["b"]))),
            _compared=compared,
        )

    @property
    def sentence(self) -> str:
        """The answer in a sentence."""
        return self._compared.sentence().strip().rpartition("\t")[2]

    @property
    def texts(self) -> Sides[str]:
        """The texts, into which all places point."""
        return Sides(*self._compared.texts())

    def to_dict(self) -> dict[str, Any]:
        """The same as ``retold compare --format json`` (schema ``retold.comparison/1``)."""
        told: dict[str, Any] = json.loads(self._compared.json())
        return told

    def to_arrow(self) -> _retold.Table:
        """A row a passage, with the columns of a scan's ``passages.parquet``."""
        return self._compared.table()

    def to_markdown(self) -> str:
        """For a mail or a ticket."""
        return self._compared.markdown()

    def to_html(self) -> str:
        """Both articles side by side: a page that needs no network and no other file."""
        return self._compared.html()

    def __str__(self) -> str:
        """What the command line prints."""
        return self._compared.text()

    def _repr_html_(self) -> str:
        """The sentence, and below it the page in a frame of its own, which can reach neither the notebook nor the network."""
        sentence = f"<p>{html.escape(self.sentence)}</p>"
        page = self.to_html()
        if len(page) > _MOST_SHOWN:
            return f"{sentence}<p>Too long to be shown here: write <code>to_html()</code> to a file.</p>"
        return (
            f'{sentence}<iframe title="Both articles side by side" sandbox="allow-scripts" '
            'style="width:100%;height:40rem;border:1px solid #8888;background:#fff" '
            f'srcdoc="{html.escape(page, quote=True)}"></iframe>'
        )
