#!/usr/bin/env python3
"""How well a scan found the reworded copies that make.py planted.

    retold scan SET/docs.jsonl --out FOUND
    python3 score.py SET FOUND [--rest FILE] [--without FOUND0]

Recall, for each rate: the share of copies told with their original; "reworded" where a passage has that grade, "told" where any
passage is told (a copy with few words swapped has runs of equal words left). Precision is of the pairs with a reworded passage
that are told: one is right if it is a copy with its original, with an article that shares a run of twelve words with the
original, or with the article into which it was set (or one that shares such a run with that); or if both share a run of twelve words.
With --without, the pairs that a scan with --no-reworded (in FOUND0) grades reworded as well are left out of precision: they
share runs of words. The rest is what nobody planted and no exact run explains, which may be right nevertheless: FILE lists these pairs, to be read.
"""
import argparse, json, re
from collections import Counter, defaultdict
from pathlib import Path

WORD = re.compile(r"[^\W_]+")
RUN = 12


def rows(path):
    with path.open(encoding="utf-8", newline="\n") as lines:
        yield from (json.loads(line) for line in lines)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("set", type=Path)
    parser.add_argument("found", type=Path)
    parser.add_argument("--rest", type=Path)
    parser.add_argument("--without", type=Path)
    args = parser.parse_args()
    texts = {str(row["id"]): row["text"] for row in rows(args.set / "docs.jsonl")}
    truth = {row["copy"]: row for row in rows(args.set / "truth.jsonl")}
    def is_reworded(row):
        return any(passage["grade"] == "reworded" for passage in row["passages"])

    told, reworded, before = set(), {}, set()
    if args.without:
        both = rows(args.without / "passages.jsonl")
        before = {frozenset((row["a"]["id"], row["b"]["id"])) for row in both if is_reworded(row)}
    for row in rows(args.found / "passages.jsonl"):
        pair = frozenset((row["a"]["id"], row["b"]["id"]))
        told.add(pair)
        if is_reworded(row):
            reworded[pair] = row
    count, hit, any_hit = Counter(), Counter(), Counter()
    for row in truth.values():
        pair = frozenset((row["copy"], row["original"]))
        count[row["rate"]] += 1
        hit[row["rate"]] += pair in reworded
        any_hit[row["rate"]] += pair in told
    print("rate  copies  reworded  told")
    for rate in sorted(count):
        print(f"{rate:3} %  {count[rate]:6}  {hit[rate] / count[rate]:8.3f}  {any_hit[rate] / count[rate]:.3f}")

    reworded = {pair: row for pair, row in reworded.items() if pair not in before}
    runs = {}

    def shares(a, b):
        for name in (a, b):
            if name not in runs:
                found = WORD.findall(texts[name].lower())
                runs[name] = {tuple(found[at : at + RUN]) for at in range(len(found) - RUN + 1)}
        return not runs[a].isdisjoint(runs[b])

    def stands_for(name):
        """The articles whose text a name carries: itself, or original and host of a copy."""
        row = truth.get(name)
        return [name] if row is None else [row["original"]] + ([row["host"]] if "host" in row else [])

    kinds, rest = defaultdict(int), []
    for pair in sorted(reworded, key=sorted):
        a, b = sorted(pair)
        sides = [(x, y) for x in stands_for(a) for y in stands_for(b)]
        if any(truth.get(x, {}).get("original") == y for x, y in ((a, b), (b, a))):
            kinds["planted"] += 1
        elif any(x == y for x, y in sides):
            kinds["of one text"] += 1
        elif any(shares(x, y) for x, y in sides):
            kinds["sharing a run"] += 1
        else:
            kinds["rest"] += 1
            rest.append(reworded[frozenset((a, b))])
    print(f"reworded pairs told: {len(reworded)}, of these " + ", ".join(f"{number} {kind}" for kind, number in kinds.items()))
    print(f"explained: {1 - kinds['rest'] / max(1, len(reworded)):.4f}")
    if args.rest:
        with args.rest.open("w", encoding="utf-8", newline="\n") as out:
            for row in rest:
                for passage in row["passages"]:
                    if passage["grade"] == "reworded":
                        sides = {
                            side: texts[row[side]["id"]].encode()[passage[side]["start"] : passage[side]["end"]].decode()
                            for side in "ab"
                        }
                        line = {"a": row["a"]["id"], "b": row["b"]["id"], "words_equal": passage["words_equal"], **{f"{side}_text": text for side, text in sides.items()}}
                        out.write(json.dumps(line, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
