#!/usr/bin/env python3
"""retold beside other near-duplicate tools, on the same documents: recall, precision, time and memory.

    python3 peers.py --venv DIR --retold BINARY --set NAME DOCS.jsonl OVERLAP.jsonl[.gz] [--set ...] [--repeat 3] [--tool NAME ...]
                     [--cost-alone] [--json FILE]

DOCS     {"id", "text"} a line
OVERLAP  {"a", "b", "jaccard", "cont_a", "cont_b"} a line: the exact overlap of every pair worth finding; `-` where nobody counted it: then
         recall stays empty

Installs pinned releases of datasketch, rensa, gaoya, FastSketchLSH and Daft into the virtual environment DIR (made when missing), then runs
each tool in a process of its own, one at a time and on one thread, the tools in turn so that a noisy moment hits all.
Every peer gets the same shingles: words are runs of letters and digits, lower-cased; each five words in a row are a
shingle; a text of fewer than five words is one shingle. Peers keep 128 slots, query each document against those before
it, then insert it, and drop candidates whose own estimate is below 0.5. Bands x rows are in the table:
    datasketch        MinHashLSH(threshold=0.5, num_perm=128), which picks 25x5; and 42x3, which retold and gaoya pick
    rensa RMinHash    RMinHashLSH with 32 bands of 4 rows: of the bandings that divide 128, the nearest to 0.5
    rensa CMinHash    rensa has no index that lists pairs of these, so the same banding is done here with Python's dict
    gaoya             MinHashStringIndex with 42x3, its own choice for 0.5, its analyzer (word 5-grams) on words cut here
    FastSketchLSH     its LSH with 32 bands; asked for all documents at once, as it is built to be
    Daft              normalize(), minhash() and a grouping of 32 bands, as its guide to deduplication has it; all its threads
    reading alone     no tool: what reading and shingling in Python cost in each row of a peer but gaoya's
    wc -w             no tool: GNU wc counting the words of DOCS in a UTF-8 locale
    retold            `retold scan DOCS --out DIR --no-passages --threads 1`, its own words, pairs checked exactly

Recall is of the pairs in OVERLAP with Jaccard >= 0.5 ("recall J"; "before filter": of all candidates of the index) and
with either containment >= 0.8 ("recall C", which only retold looks for). Precision is the share of the reported pairs
whose exact Jaccard is >= 0.5 ("precision J") or that have a containment >= 0.8 ("precision J, C"). CPU is user and system
time of the process, start and reading of the file included. Each number is the median of the repeats.
"""
import argparse, gzip, json, os, platform, re, statistics, subprocess, sys, tempfile, time, venv
from pathlib import Path

PINNED = ("datasketch==2.0.0", "rensa==0.5.0", "gaoya==0.2.2", "FastSketchLSH==1.0.1", "daft==0.7.26")
SLOTS, WIDTH, JACCARD, CONTAINMENT = 128, 5, 0.5, 0.8
ONE_THREAD = dict.fromkeys(("RAYON_NUM_THREADS", "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
WORD = re.compile(r"[^\W_]+")


def rows(path):
    with (gzip.open if str(path).endswith(".gz") else open)(path, "rt", encoding="utf-8", newline="\n") as lines:
        yield from (json.loads(line) for line in lines if line.strip())


def words(text):
    return WORD.findall(text.lower())


def shingles(found):
    if len(found) < WIDTH:
        return [" ".join(found)]
    return list(map(" ".join, zip(*(found[start:] for start in range(WIDTH)))))


def documents(path):
    """Id and words of each document that has any."""
    return ((row["id"], found) for row in rows(path) if (found := words(row["text"])))


# The tools. Each gives the pairs it reports and, where it has them, all pairs that its index proposed.

def reading_alone(docs):
    for _, found in docs:
        shingles(found)
    return [], None


def queried(sketches, query, insert):
    """Pairs of an index that is asked for each sketch's forerunners before it takes the sketch in."""
    ids, seen, reported, proposed = [], [], [], []
    for id, sketch in sketches:
        for other in set(query(sketch)):
            pair = (ids[other], id)
            proposed.append(pair)
            if sketch.jaccard(seen[other]) >= JACCARD:
                reported.append(pair)
        insert(len(ids), sketch)
        ids.append(id)
        seen.append(sketch)
    return reported, proposed


def datasketch(docs, params=None):
    from datasketch import MinHash, MinHashLSH
    index, ids = MinHashLSH(threshold=JACCARD, num_perm=SLOTS, params=params), []

    def sets():
        for id, found in docs:
            ids.append(id)
            yield [shingle.encode() for shingle in shingles(found)]

    sketches = ((ids[-1], sketch) for sketch in MinHash.generator(sets(), num_perm=SLOTS))
    return queried(sketches, index.query, index.insert)


def rensa_sketches(docs, kind):
    for id, found in docs:
        sketch = kind(SLOTS, 42)
        sketch.update(shingles(found))
        yield id, sketch


def rensa_r(docs, bands=32):
    from rensa import RMinHash, RMinHashLSH
    index = RMinHashLSH(threshold=JACCARD, num_perm=SLOTS, num_bands=bands)
    return queried(rensa_sketches(docs, RMinHash), index.query, index.insert)


def rensa_c(docs, bands=32):
    from rensa import CMinHash
    tables, of_rows = [{} for _ in range(bands)], SLOTS // bands

    def cells(sketch):
        digest = sketch.digest_u64()
        return zip(tables, (tuple(digest[start:start + of_rows]) for start in range(0, SLOTS, of_rows)))

    def query(sketch):
        return (key for table, band in cells(sketch) for key in table.get(band, ()))

    def insert(key, sketch):
        for table, band in cells(sketch):
            table.setdefault(band, []).append(key)

    return queried(rensa_sketches(docs, CMinHash), query, insert)


def gaoya(docs):
    from gaoya.minhash import MinHashStringIndex
    index = MinHashStringIndex(hash_size=32, jaccard_threshold=JACCARD, num_bands=42, band_size=3,
                               analyzer="word", ngram_range=(WIDTH, WIDTH), id_container="smallvec")
    ids, reported = [], []
    for id, found in docs:
        # The analyzer finds no shingle in fewer than five words: there the whole text is one, five times the same "word".
        text = " ".join(found if len(found) >= WIDTH else ["_".join(found)] * WIDTH)
        reported += ((ids[other], id) for other in index.query(text))
        index.insert_document(len(ids), text)
        ids.append(id)
    return reported, None


def fast_sketch(docs, bands=32):
    import numpy
    from FastSketchLSH import LSH, FastSimilaritySketch
    ids, sketches, some, sketch = [], [], [], FastSimilaritySketch(SLOTS, 42)
    for id, found in docs:
        ids.append(id)
        some.append(shingles(found))
        if len(some) == 1024:
            sketches.append(numpy.asarray(sketch.batch(some, num_threads=1), dtype=numpy.uint64))
            some = []
    if some:
        sketches.append(numpy.asarray(sketch.batch(some, num_threads=1), dtype=numpy.uint64))
    rows, index = numpy.concatenate(sketches), LSH(SLOTS, bands, num_threads=1)
    index.insert(rows)
    proposed = {(other, row) for row, others in enumerate(index.query(rows)) for other in others if other < row}
    return alike(ids, rows, proposed)


def daft_bands(path, bands=32):
    import numpy
    import daft
    from daft import col, lit
    text = col("text").normalize(remove_punct=True, lowercase=True, nfd_unicode=False, white_space=True)
    signed = daft.read_json(str(path)).select("id", text.minhash(num_hashes=SLOTS, ngram_size=WIDTH).alias("sketch"))
    signed = signed.collect()
    cells = signed.with_column("band", col("sketch").chunk(SLOTS // bands))
    cells = cells.with_column("number", lit(list(range(bands)))).explode("band", "number")
    groups = cells.groupby("number", "band").agg(col("id").list_agg()).where(col("id").list_count() > 1)
    known = signed.to_arrow()
    ids = known["id"].to_pylist()
    sketches = known["sketch"].combine_chunks().values.to_numpy().reshape(len(ids), SLOTS)
    places = {id: place for place, id in enumerate(ids)}
    proposed = set()
    for group in groups.select("id").to_pydict()["id"]:
        members = sorted(places[id] for id in group)
        proposed.update((a, b) for at, b in enumerate(members) for a in members[:at])
    return alike(ids, sketches, proposed)


def alike(ids, sketches, proposed):
    """Of pairs of rows those whose sketches agree in half of their slots, by id, and all by id."""
    named = lambda pairs: [(ids[a], ids[b]) for a, b in pairs]
    return named(pair for pair in proposed if (sketches[pair[0]] == sketches[pair[1]]).mean() >= JACCARD), named(proposed)


TOOLS = {
    "reading alone": ("", reading_alone),
    "datasketch": ("25x5", datasketch),
    "datasketch, more bands": ("42x3", lambda docs: datasketch(docs, (42, 3))),
    "rensa RMinHash": ("32x4", rensa_r),
    "rensa CMinHash": ("32x4", rensa_c),
    "gaoya": ("42x3", gaoya),
    "FastSketchLSH": ("32x4", fast_sketch),
    "Daft": ("32x4", daft_bands),
}
# Reads the file itself.
OWN_READER = {"Daft"}
COUNT = "wc -w"


def child(tool, docs, out):
    reported, proposed = TOOLS[tool][1](docs if tool in OWN_READER else documents(docs))
    with open(out, "w", encoding="utf-8") as file:
        json.dump({"reported": reported, "proposed": proposed}, file)


# Measuring. The parent holds no data until all is measured: Linux counts its memory into a child's peak.

def measured(command, fine=(0,)):
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, env={**os.environ, **ONE_THREAD})
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in fine:
        sys.exit(f"failed: {' '.join(map(str, command))}")
    unit = 1 if sys.platform == "darwin" else 1024
    return {"cpu_seconds": usage.ru_utime + usage.ru_stime, "wall_seconds": time.perf_counter() - start,
            "peak_bytes": usage.ru_maxrss * unit}


def run(tool, docs, folder, python, retold):
    if tool == COUNT:
        return measured(["env", "LC_ALL=C.UTF-8", "wc", "-w", docs])
    if tool == "retold":
        # 1: nothing found; 2: some records passed over, as without words, or failed: then pairs.jsonl is missing later.
        return measured([retold, "scan", docs, "--out", folder, "--no-passages", "--threads", "1"], fine=(0, 1, 2))
    return measured([python, __file__, "--child", tool, docs, folder / "pairs.json"])


def found_pairs(tool, folder):
    """Pairs reported and pairs proposed (None where the tool does not tell), each as sorted ids."""
    if tool == COUNT:
        return set(), None
    ordered = lambda pairs: {tuple(sorted(pair)) for pair in pairs}
    if tool == "retold":
        return ordered((row["a"], row["b"]) for row in rows(folder / "pairs.jsonl")), None
    with open(folder / "pairs.json", encoding="utf-8") as file:
        answer = json.load(file)
    return ordered(answer["reported"]), None if answer["proposed"] is None else ordered(answer["proposed"])


class Exact:
    """Jaccard and greater containment of any pair: from the overlap file, else counted here."""

    def __init__(self, docs, overlap):
        self.words = dict(documents(docs))
        self.known = {tuple(sorted((row["a"], row["b"]))): (row["jaccard"], max(row["cont_a"], row["cont_b"]))
                      for row in ([] if overlap == "-" else rows(overlap))}
        self.alike = {pair for pair, (jaccard, _) in self.known.items() if jaccard >= JACCARD}
        self.contained = {pair for pair, (_, contained) in self.known.items() if contained >= CONTAINMENT}

    def __call__(self, pair):
        if pair not in self.known:
            a, b = (set(shingles(self.words.get(id, ()))) for id in pair)
            shared = len(a & b)
            self.known[pair] = shared / len(a | b), shared / min(len(a), len(b))
        return self.known[pair]


def scored(exact, reported, proposed):
    share = lambda part, whole: part / whole if whole else None
    right = sum(exact(pair)[0] >= JACCARD for pair in reported)
    either = sum(exact(pair)[0] >= JACCARD or exact(pair)[1] >= CONTAINMENT for pair in reported)
    return {"pairs": len(reported), "recall_jaccard": share(len(reported & exact.alike), len(exact.alike)),
            "recall_before_filter": None if proposed is None else share(len(proposed & exact.alike), len(exact.alike)),
            "proposed": None if proposed is None else len(proposed),
            "recall_containment": share(len(reported & exact.contained), len(exact.contained)),
            "precision_jaccard": share(right, len(reported)), "precision_either": share(either, len(reported))}


UNSCORED = dict.fromkeys(("pairs", "recall_jaccard", "recall_before_filter", "recall_containment", "precision_jaccard",
                          "precision_either"))


def median(runs):
    return {key: None if runs[0][key] is None else statistics.median(run[key] for run in runs) for key in runs[0]}


def table(name, exact_counts, results):
    text = lambda value, form="{:.4f}": "" if value is None else form.format(value)
    print(f"\n{name}: {exact_counts['documents']} documents, {exact_counts['jaccard']} pairs with Jaccard >= {JACCARD}, "
          f"{exact_counts['containment']} with containment >= {CONTAINMENT}\n" if exact_counts else f"\n{name}\n")
    print("| tool | bands x rows | pairs | recall J | before filter | recall C | precision J | precision J, C "
          "| CPU s | wall s | peak MiB |")
    print("|---|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|")
    for tool, row in results.items():
        m = row["median"]
        shares = ("recall_jaccard", "recall_before_filter", "recall_containment", "precision_jaccard", "precision_either")
        cells = [text(m["pairs"], "{:.0f}"), *(text(m[key]) for key in shares)]
        cells = [""] * len(cells) if tool in ("reading alone", COUNT) else cells
        cells += [text(m["cpu_seconds"], "{:.2f}"), text(m["wall_seconds"], "{:.2f}"), text(m["peak_bytes"] / 2**20, "{:.0f}")]
        print(f"| {tool} | {row['banding']} | {' | '.join(cells)} |")


def environment(folder):
    """The virtual environment's Python, with the peers installed, and what is installed."""
    python = folder / "bin" / "python"
    if not python.exists():
        venv.create(folder, with_pip=True)
    pip = [python, "-m", "pip", "--disable-pip-version-check"]
    subprocess.run([*pip, "install", "--quiet", *PINNED], check=True, stdout=sys.stderr)
    listed = subprocess.run([*pip, "list", "--format", "json"], check=True, capture_output=True).stdout
    return python, {package["name"]: package["version"] for package in json.loads(listed)}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--venv", type=Path, required=True, metavar="DIR")
    parser.add_argument("--retold", type=Path, required=True, metavar="BINARY")
    parser.add_argument("--set", dest="sets", nargs=3, action="append", required=True, metavar=("NAME", "DOCS", "OVERLAP"))
    parser.add_argument("--repeat", type=int, default=3, metavar="N")
    parser.add_argument("--json", type=Path, metavar="FILE")
    parser.add_argument("--tool", dest="tools", action="append", choices=[COUNT, *TOOLS, "retold"], metavar="NAME",
                        help="run this one and others named so, not all")
    parser.add_argument("--cost-alone", action="store_true",
                        help="time and memory alone: to tell which pairs are right takes the words of all documents in memory")
    options = parser.parse_args()
    python, versions = environment(options.venv.absolute())
    retold = options.retold.absolute()
    versions["retold"] = subprocess.run([retold, "--version"], check=True, capture_output=True, text=True).stdout.split()[-1]
    tools = options.tools or [COUNT, *TOOLS, "retold"]
    with tempfile.TemporaryDirectory() as scratch:
        runs = {}
        for name, docs, _ in options.sets:
            for repeat in range(options.repeat):
                for number, tool in enumerate(tools):
                    folder = Path(scratch, name, f"{number}-{repeat}")
                    folder.mkdir(parents=True)
                    runs.setdefault((name, tool), []).append((folder, run(tool, docs, folder, python, retold)))
                    print(f"{name} {repeat + 1}/{options.repeat} {tool}", file=sys.stderr)
        report = {"python": platform.python_version(), "system": platform.platform(), "versions": versions, "sets": {}}
        for name, docs, overlap in options.sets:
            exact = None if options.cost_alone else Exact(docs, overlap)
            counts = {"documents": len(exact.words), "jaccard": len(exact.alike), "containment": len(exact.contained)} if exact else {}
            results = {}
            for tool in tools:
                score = lambda folder: scored(exact, *found_pairs(tool, folder)) if exact else UNSCORED
                each = [{**cost, **score(folder)} for folder, cost in runs[name, tool]]
                banding = {"retold": "42x3", COUNT: ""}.get(tool) or TOOLS.get(tool, ("",))[0]
                results[tool] = {"banding": banding, "median": median(each), "runs": each}
            table(name, counts, results)
            report["sets"][name] = {**counts, "tools": results}
    if options.json:
        options.json.write_text(json.dumps(report, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--child"]:
        child(*sys.argv[2:])
    else:
        main()
