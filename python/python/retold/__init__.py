"""Which articles are the same story printed twice, and which passages do two of them share?

:func:`scan` looks through a corpus, :func:`compare` at two articles, :func:`dedup` leaves out what is there twice, and :func:`signatures`
signs texts for engines that look for pairs themselves. Every near-duplicate and every passage is verified by exact counts.

>>> import retold
>>> story = "The old harbour crane was taken down on Friday after ninety years of daily service there."
>>> print(retold.compare(story, "They say that " + story.lower()).sentence)
B repeats 100 % of A's words; 1 of 1 paragraph; longest run 16 words. A holds 84 % of B's words; 1 of 1 paragraph.

Results are plain classes with ``to_dict()``, which is the JSON of the command line, and ``to_arrow()``, a :class:`Table` that pyarrow, pandas,
Polars and DuckDB take. Places in texts are bytes of their UTF-8: ``span.of(text)`` gives the words.
"""

from ._comparison import (
    ArticleInfo,
    CloseComparison,
    Comparison,
    Coverage,
    Disguise,
    Edit,
    Fact,
    FactSide,
    Headlines,
    Passage,
    Ratio,
    Side,
    Sides,
    Span,
)
from ._errors import DiskError, InputError, RetoldError, SettingError, SkippedWarning, UnreadableError
from ._findings import (
    Boilerplate,
    Carrier,
    Cluster,
    DedupResult,
    Group,
    LeftOut,
    Member,
    Outlet,
    OutletPair,
    Pair,
    ScanResult,
    Signatures,
    Skipped,
)
from ._functions import compare, dedup, scan, signatures
from ._retold import Table, __version__

__all__ = [
    "ArticleInfo",
    "Boilerplate",
    "Carrier",
    "CloseComparison",
    "Cluster",
    "Comparison",
    "Coverage",
    "DedupResult",
    "DiskError",
    "Disguise",
    "Edit",
    "Fact",
    "FactSide",
    "Group",
    "Headlines",
    "InputError",
    "LeftOut",
    "Member",
    "Outlet",
    "OutletPair",
    "Pair",
    "Passage",
    "Ratio",
    "RetoldError",
    "ScanResult",
    "SettingError",
    "Side",
    "Sides",
    "Signatures",
    "Skipped",
    "SkippedWarning",
    "Span",
    "Table",
    "UnreadableError",
    "__version__",
    "compare",
    "dedup",
    "scan",
    "signatures",
]
