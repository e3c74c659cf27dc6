"""The stages of a scan in the DataFrame API: what is brought together, and which kernel decides then.

Each stage stands in Parquet below a folder that all executors reach before the next one reads it, so plans stay short, and a worker that is lost costs its
rows alone. Kernels are pure, and what they are given does not depend on how rows are laid over workers.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import pyarrow as pa  # type: ignore[import-untyped,import-not-found,unused-ignore]
from pyspark.sql import functions as F
from pyspark.sql.window import Window

from .. import _retold
from .._errors import InputError, SettingError
from ._kernels import ASSIGNED, COMPARED, LOOKED_WITHIN, PASSAGES, Kernels, bucketed, take

#: Texts that one worker puts in order by rank.
BUCKET_ROWS = 250_000
#: Texts of crowds that are fetched at a time.
FETCHED = 20_000
#: Edges that are joined to clusters where the driver is.
MOST_EDGES = 200_000_000

_COUNTS = ["shared", "a_shingles", "b_shingles"]
_BODY = ["text", "words", "outlet", "seconds", "house", "body"]


class Run:
    """A scan, stage by stage."""

    def __init__(self, df: Any, settings: dict[str, Any], work_dir: str, threads: int, told: Callable[[str], None]) -> None:
        self.spark = df.sparkSession
        self.settings, self.threads, self.told = settings, threads, told
        self.kernels = Kernels(settings)
        self.work_dir = work_dir.rstrip("/")
        self.stages: list[tuple[str, float]] = []
        self.passages = not settings["no_passages"]
        self.reworded = self.passages and not settings["no_reworded"]
        self.df = df

    def keep(self, name: str, df: Any) -> Any:
        """Writes a stage, and reads it."""
        self.told(name)
        started, path = time.monotonic(), f"{self.work_dir}/{name}"
        df.write.mode("overwrite").parquet(path)
        self.stages.append((name, time.monotonic() - started))
        return self.spark.read.schema(df.schema).parquet(path)

    def here(self, name: str, work: Callable[[], Any]) -> Any:
        """Work where the driver is."""
        self.told(name)
        started = time.monotonic()
        done = work()
        self.stages.append((name, time.monotonic() - started))
        return done

    def frame(self, table: Any, columns: str) -> Any:
        """A table of the driver as a DataFrame."""
        table = pa.table(table)
        return self.spark.createDataFrame(table.combine_chunks(), columns) if table.num_rows else self.none(columns)

    def none(self, columns: str) -> Any:
        return self.spark.createDataFrame([], columns)

    def all(self) -> dict[str, Any]:
        """The DataFrames of the answer."""
        articles, skipped = self.articles()
        carriers = self.carriers(articles)
        texts = self.texts(articles, carriers)
        keys = self.keep("keys", self.kernels.over(texts, "sketch"))
        bodies = texts.join(self.house(texts, keys), "text", "left").select(*_BODY)
        compared = self.compared(texts, keys, bodies)
        if self.reworded:
            compared = self.in_other_words(texts, bodies, compared)
        copied = carriers.where("place = 0 and carriers > 1").select("text", "carriers")
        copied = copied.join(keys.select("text", "shingles"), "text").join(texts.select("text", "words"), "text")
        tables = {
            "clusters": self.clusters(articles, carriers, compared, copied),
            "pairs": self.pairs(carriers, compared, copied),
            "passages": self.told_passages(articles, carriers, compared, copied) if self.passages else self.none(PASSAGES),
        }
        return {**tables, "skipped": skipped}

    # Articles and texts.

    def articles(self) -> tuple[Any, Any]:
        """Articles with ids of their own, and the rows that are none."""
        read = self.keep("read", self.kernels.over(self.df, "read"))
        good = read.where(F.col("kind").isNull()).drop("kind", "cause")
        skipped = read.where(F.col("kind").isNotNull()).select("id", "kind", "cause")
        repeated = good.groupBy("id").agg(F.count(F.lit(1)).alias("times"), F.min("digest").alias("digest")).where("times > 1")
        repeated = self.keep("repeated", repeated)
        if not repeated.isEmpty():
            # A DataFrame has no order: of several articles with one id that of the lowest digest stays; rows that are equal are one.
            first = good.join(repeated.select("id", "digest"), ["id", "digest"], "left_semi").dropDuplicates(["id"])
            good = self.keep("articles", good.join(repeated.select("id"), "id", "left_anti").unionByName(first))
            cause = F.concat(F.lit("stands there "), F.col("times").cast("string"), F.lit(" times: ids must be unique; one was read"))
            skipped = skipped.unionByName(repeated.select("id", F.lit("duplicate-id").alias("kind"), cause.alias("cause")))
        skipped = self.keep("skipped", skipped)
        if good.isEmpty() and not skipped.isEmpty():
            raise InputError(f"no row can be used; the first that cannot: {skipped.orderBy('id', 'cause').first()['cause']}")
        if self.settings.get("strict") and not skipped.isEmpty():
            first_skipped = skipped.orderBy("id", "cause").first()
            raise InputError(f"{first_skipped['id'] or 'a row'}: {first_skipped['cause']}")
        return good, skipped

    def carriers(self, articles: Any) -> Any:
        """Of each article its text by number, which ascend in the order in which they should represent, and its place among those that carry it."""
        alike = Window.partitionBy("identity")
        ranked = articles.select("id", "identity", "rank1", "rank2").select(
            "*",
            (F.row_number().over(alike.orderBy("rank1", "rank2", "id")) - 1).cast("bigint").alias("place"),
            F.count(F.lit(1)).over(alike).alias("carriers"),
        )
        ranked = self.keep("ranked", ranked)
        first = ranked.where("place = 0").select("id", "identity", "rank1", "rank2")
        numbered = self.numbered(first, "id string, identity binary, rank1 bigint, rank2 bigint")
        return self.keep("carriers", ranked.join(numbered, "identity").select("text", "place", "carriers", "id", "identity"))

    def numbered(self, first: Any, columns: str) -> Any:
        """Texts with their numbers: ranges of ranks are put in order apart, and counted on."""
        self.count = first.count()
        if self.count >= 1 << 32:
            raise SettingError(f"{self.count} different texts: numbers end at {(1 << 32) - 1}; scan parts of them")
        buckets = -(-self.count // BUCKET_ROWS) or 1
        splitters: list[tuple[int, int, str]] = []
        if buckets > 1:
            # What texts say is as good as chance; any splitters give the same numbers.
            sample = first.orderBy("identity").limit(100 * buckets).select("rank1", "rank2", "id").collect()
            ranks = sorted(tuple(row) for row in sample)
            splitters = [ranks[at * len(ranks) // buckets] for at in range(1, buckets)]
        placed = bucketed(first, columns, splitters)
        within = Window.partitionBy("bucket").orderBy("rank1", "rank2", "id")
        placed = placed.select("identity", "bucket", F.row_number().over(within).alias("at"))
        placed = self.keep("placed", placed)
        before, starts = 0, []
        for row in placed.groupBy("bucket").count().orderBy("bucket").collect():
            starts.append({"bucket": row["bucket"], "start": before})
            before += row["count"]
        start = self.spark.createDataFrame(starts or [], "bucket bigint, start bigint")
        return placed.join(F.broadcast(start), "bucket").select("identity", (F.col("start") + F.col("at") - 1).alias("text"))

    def texts(self, articles: Any, carriers: Any) -> Any:
        """Each distinct text as its first carrier has it."""
        names = articles.select("source").distinct()
        number = (F.row_number().over(Window.orderBy("source")) - 1).cast("bigint").alias("outlet")
        outlets = self.keep("outlets", names.select("source", number))
        first = carriers.where("place = 0").select("id", "text", "carriers", F.col("identity").alias("said"))
        texts = articles.join(first, "id").join(F.broadcast(outlets), "source")
        return self.keep("texts", texts.select("text", "carriers", "said", "words", "outlet", "given", "seconds", "body"))

    # House text.

    def house(self, texts: Any, keys: Any) -> Any:
        """The house text of each text that has some."""
        none = "text bigint, house array<bigint>"
        paragraphs = keys.select("text", F.explode("paragraphs").alias("key"))
        often = paragraphs.groupBy("key").count().where(F.col("count") >= _retold.LEAST_CARRIERS).select("key")
        recurring = self.keep("recurring", paragraphs.join(often, "key", "left_semi"))
        if recurring.isEmpty():
            return self.none(none)
        at = F.row_number().over(Window.partitionBy("key").orderBy("text"))
        first = self.keep("first", recurring.select("key", "text", at.alias("at")).where(F.col("at") <= _retold.LOOKED_AT))
        left_out = recurring.groupBy("text").agg(F.collect_list("key").alias("left_out"))
        asked = first.select("text").distinct().join(texts.select("text", "outlet", "body"), "text").join(left_out, "text")
        rests = self.keep("rests", self.kernels.over(asked, "rest"))
        carried = first.join(rests, "text").groupBy("key").agg(F.collect_list(F.struct("text", "rest")).alias("carriers"))
        house = self.keep("house", self.kernels.over(carried, "house"))
        own = recurring.join(house, "key", "left_semi").groupBy("text").agg(F.collect_list("key").alias("house"))
        return self.keep("house_of", own)

    # Pairs.

    def compared(self, texts: Any, keys: Any, bodies: Any) -> Any:
        """What pairs with a band or a fingerprint in common have in common."""
        postings = keys.select("text", F.lit(False).alias("sharing"), F.explode("bands").alias("key"))
        postings = postings.unionByName(keys.select("text", F.lit(True).alias("sharing"), F.explode("fingerprints").alias("key")))
        large = postings.groupBy("sharing", "key").count().where(F.col("count") > _retold.CROWD).select("sharing", "key")
        large = self.keep("large", large)
        crowds = None if large.isEmpty() else self.settled(texts, keys, bodies, postings.join(large, ["sharing", "key"]))
        group = postings if crowds is None else postings.join(large, ["sharing", "key"], "left_anti")
        kin = self.none("text bigint, kin bigint") if crowds is None else crowds["kin"]
        member = F.struct("text", "kin")
        group = group.join(kin, "text", "left").groupBy("sharing", "key").agg(F.collect_list(member).alias("members"))
        proposed = self.kernels.over(group.where(F.size("members") > 1).select("sharing", "members"), "pairs")
        proposed = proposed.groupBy("a", "b").agg(F.max(F.col("sharing").cast("int")).alias("often"))
        proposed = proposed.select("a", "b", (F.col("often") > 0).alias("sharing"))
        if crowds is not None:
            proposed = proposed.join(crowds["known"], ["a", "b"], "left_anti")
        proposed = self.keep("proposed", proposed)
        facts = keys.select("text", "bbit").join(texts.select("text", "words"), "text").join(kin, "text", "left")
        sides = [facts.select(*(F.col(name).alias(f"{side}_{name}") for name in ("text", "bbit", "words", "kin"))) for side in "ab"]
        related = proposed.join(sides[1], F.col("b") == F.col("b_text")).join(sides[0], F.col("a") == F.col("a_text"))
        related = self.keep("related", self.kernels.over(related, "related"))
        compared = self.keep("compared", self.compare(related, bodies))
        if crowds is None:
            return compared
        compared = compared.unionByName(crowds["compared"])
        return compared if crowds["within"] is None else compared.unionByName(self.within(crowds, proposed, bodies))

    def both(self, pairs: Any, bodies: Any) -> Any:
        """Pairs with their texts; those of one text near each other."""
        sides = [bodies.select(*(F.col(name).alias(f"{side}_{name}") for name in _BODY)) for side in "ab"]
        return pairs.join(sides[1], F.col("b") == F.col("b_text")).join(sides[0], F.col("a") == F.col("a_text"))

    def compare(self, pairs: Any, bodies: Any) -> Any:
        return self.kernels.over(self.both(pairs, bodies), "compare")

    def settled(self, texts: Any, keys: Any, bodies: Any, postings: Any) -> dict[str, Any]:
        """What crowds show, worked off one after the other where the driver is."""
        groups = postings.groupBy("sharing", "key").agg(F.sort_array(F.collect_list("text")).alias("members"))
        groups = self.keep("crowds", groups.select("sharing", "members").distinct())
        work = _retold.CrowdWork({**self.settings})
        work.add(take(groups.toArrow(), "crowds"))
        members = pa.table(work.members())
        asked = self.keep("members", self.frame(members, "text bigint"))
        asked = self.keep("member_texts", bodies.join(asked, "text", "left_semi"))

        def settle() -> Any:
            numbers = members["text"]
            for start in range(0, len(numbers), FETCHED):
                some = numbers[start : start + FETCHED]
                rows = asked.where(F.col("text").between(some[0].as_py(), some[-1].as_py())).toArrow()
                work.add_texts(take(rows, "crowd_texts"))
            return work.settle(self.threads)

        known, compared, kin = self.here("settling crowds", settle)
        crowds, most = work.to_look_within(self.count)
        within = pa.table(crowds)
        return {
            "known": self.keep("known", self.frame(known, "a bigint, b bigint")),
            "compared": self.keep("compared_crowds", self.frame(compared, COMPARED)),
            "kin": self.keep("kin", self.frame(kin, "text bigint, kin bigint")),
            "within": within if self.passages and within.num_rows else None,
            "most": most,
        }

    def within(self, crowds: dict[str, Any], proposed: Any, bodies: Any) -> Any:
        """Pairs in crowds of a fingerprint, for their passages alone."""
        looked_at = self.kernels.over(self.frame(crowds["within"], LOOKED_WITHIN), "within", self.count)
        looked_at = looked_at.groupBy("a", "b").agg(F.min("place").alias("place"))
        for known in (proposed, crowds["known"]):
            looked_at = looked_at.join(known.select("a", "b"), ["a", "b"], "left_anti")
        # Whether two are siblings matters to their verdict alone, and these have none.
        pairs = looked_at.orderBy("place").limit(crowds["most"])
        pairs = self.keep("within", pairs.select("a", "b", F.lit(True).alias("sharing"), F.lit(False).alias("siblings")))
        compared = self.compare(pairs, bodies).withColumn("verdict", F.lit(0).cast("bigint"))
        return self.keep("compared_within", compared)

    # Text in other words.

    def in_other_words(self, texts: Any, bodies: Any, compared: Any) -> Any:
        """What was compared, with passages in other words."""
        sample = texts.orderBy("said", "text").limit(_retold.LANGUAGE_TEXTS).select("body")
        language = self.here("language", lambda: self.kernels.portions.language(take(sample.toArrow(), "texts")))
        kernels = Kernels(self.settings, language)
        grams = self.keep("grams", kernels.over(texts.select("text", "body"), "skip_grams"))
        groups = grams.select("text", F.explode("keys").alias("key")).groupBy("key")
        groups = groups.agg(F.sort_array(F.collect_list("text")).alias("members")).where(F.size("members") > 1)
        met = kernels.over(groups.select("members"), "meet").groupBy("a", "b").agg(F.sum("times").alias("times"))
        met = self.keep("met", met.where(F.col("times") >= _retold.LEAST_SHARED))
        first = compared.where("verdict <> 0").groupBy("b").agg(F.min("a").alias("first"))
        of = grams.select("text", F.size("keys").cast("bigint").alias("keys"))
        of = of.join(first.select(F.col("b").alias("text"), "first"), "text", "left")
        sides = [of.select(*(F.col(name).alias(f"{side}_{name}") for name in ("text", "keys", "first"))) for side in "ab"]
        met = met.join(sides[0], F.col("a") == F.col("a_text")).join(sides[1], F.col("b") == F.col("b_text"))
        met = met.join(compared.select("a", "b", "verdict"), ["a", "b"], "left")
        met = self.keep("open", kernels.over(met, "open"))
        found = self.keep("reworded", kernels.over(self.both(met, bodies), "compare_words"))
        return compared.join(found.select("a", "b"), ["a", "b"], "left_anti").unionByName(found)

    # Articles again.

    def clusters(self, articles: Any, carriers: Any, compared: Any, copied: Any) -> Any:
        """The table of clusters."""
        edges = compared.where("verdict = 1").select("a", "b", *_COUNTS)

        def join() -> Any:
            if (count := edges.count()) > MOST_EDGES:
                raise SettingError(f"{count} pairs of near-duplicates: {MOST_EDGES} are joined to clusters; raise threshold, or scan parts")
            table = edges.toArrow()
            return self.kernels.run("clusters", table) if table.num_rows else None

        joined = self.here("clustering", join)
        columns = ASSIGNED
        assigned = self.none(columns) if joined is None else self.frame(joined, columns)
        shingles = [F.col("shingles").alias(name) for name in _COUNTS]
        alone = copied.join(assigned.select("text"), "text", "left_anti")
        alone = alone.select(F.col("text").alias("representative"), "text", *shingles)
        assigned = self.keep("assigned", assigned.unionByName(alone))
        members = assigned.join(carriers.select("text", "id"), "text").select(F.col("representative").alias("of"), "id", *_COUNTS)
        name = carriers.where("place = 0").select(F.col("text").alias("of"), F.col("id").alias("representative"))
        named = members.groupBy("of").agg(F.count(F.lit(1)).alias("size")).join(name, "of")
        number = F.row_number().over(Window.orderBy(F.col("size").desc(), "representative")).cast("bigint")
        named = self.keep("named", named.select("of", "size", "representative", number.alias("cluster")))
        rows = members.join(named, "of").join(articles.select("id", "source", "title", "date", "words"), "id")
        return self.keep("clusters", self.kernels.over(rows, "tell_clusters"))

    def articles_of(self, carriers: Any, rows: Any, columns: str) -> Any:
        """Rows of two texts as rows of two articles."""
        many = carriers.where("place = 0").select("text", "carriers")
        rows = rows.join(many.select(F.col("text").alias("a"), "carriers"), "a")
        rows = rows.join(many.select(F.col("text").alias("b"), F.col("carriers").alias("others")), "b")
        others = F.when(F.col("a") != F.col("b"), F.col("others"))
        told = self.kernels.expand(rows.withColumn("others", others), f"a bigint, b bigint, {columns}")
        for side in "ab":
            names = ("text", side), ("place", f"{side}_place"), ("id", f"{side}_id")
            told = told.join(carriers.select(*(F.col(name).alias(known) for name, known in names)), [side, f"{side}_place"])
        return told

    def pairs(self, carriers: Any, compared: Any, copied: Any) -> Any:
        """The table of pairs."""
        columns = ["a", "b", *_COUNTS, "covered_shared", "covered_total", "template"]
        edges = compared.where("verdict <> 0").withColumn("template", F.col("verdict") == 2).select(*columns)
        itself = {name: "shingles" for name in _COUNTS} | {"covered_shared": "words", "covered_total": "words", "a": "text", "b": "text"}
        copies = copied.withColumn("template", F.lit(False))
        copies = copies.select(*(F.col(itself.get(name, name)).alias(name) for name in columns))
        told = "shared bigint, a_shingles bigint, b_shingles bigint, covered_shared bigint, covered_total bigint, template boolean"
        rows = self.articles_of(carriers, edges.unionByName(copies), told)
        return self.keep("pairs", self.kernels.over(rows, "tell_pairs_of"))

    def told_passages(self, articles: Any, carriers: Any, compared: Any, copied: Any) -> Any:
        """The table of passages."""
        columns = ["a", "b", *_COUNTS, "passages"]
        found = compared.where(F.col("passages").isNotNull()).select(*columns)
        itself = {name: "shingles" for name in _COUNTS} | {"a": "text", "b": "text"}
        copies = copied.withColumn("passages", F.lit(None).cast("binary"))
        copies = copies.select(*(F.col(itself.get(name, name)).alias(name) for name in columns))
        told = "shared bigint, a_shingles bigint, b_shingles bigint, passages binary"
        rows = self.articles_of(carriers, found.unionByName(copies), told)
        for side in "ba":
            body = articles.select(F.col("id").alias(f"{side}_id"), F.col("body").alias(f"{side}_body"))
            rows = rows.join(body, f"{side}_id")
        return self.keep("passages", self.kernels.over(rows, "tell_passages_of"))
