#!/usr/bin/env python3
"""Articles reworded by a machine, mixed into a corpus: test data for `retold scan`, with its truth.

    python3 make.py DOCS OUT [--thesaurus th_en_US_v2.dat] [--originals 50] [--rates 10,20,30,40,50,60]
                    [--blind] [--shuffle] [--half] [--least-words 80] [--seed 1]

DOCS   a JSON line an article with `id` and `text`, or a folder of .txt and .jsonl files
OUT    gets docs.jsonl (all of DOCS with the copies among them) and truth.jsonl (a line a copy: `copy`, `original`, `rate`
       asked for, `met` as swapped, `words`, `kind`)

Of the articles of enough words, so many for each rate are copied, none twice. In a copy that share of ALL words is another
word: a synonym where the thesaurus (MyThes format, as office suites and Debian's mythes-* packages have it; not seen by
retold) or the list of variants below knows one, ending and capital carried over; when these are used up, a word of the same
corpus that is about as frequent. Without a thesaurus every swap is of this kind. With --blind the words are chosen without
asking whether a synonym is known, so that names and figures go as often as others; without it they go last, as with real
spinners. --shuffle puts the sentences of each run of five in another order. --half copies only the first half of an
article's sentences, into the middle of another article. The same arguments give the same bytes.
"""
import argparse, json, random, re
from collections import Counter
from pathlib import Path

WORD = re.compile(r"[^\W_]+")
SENTENCE = re.compile(r"(?<=[.!?؟。])\s+")
ENDINGS = ("", "s", "es", "ed", "d", "ing", "ly")
VARIANTS = """about=around above=over according=as after=following again=anew against=versus ago=earlier all=every also=too although=though
among=amid and=plus another=further any=some around=about as=while at=in because=since before=until began=started being=getting
between=among both=either but=yet by=through can=may could=might despite=notwithstanding did=does do=perform due=owing during=in each=every
either=both even=still every=each few=several first=initially for=toward from=out had=has has=had have=hold he=they her=their his=their
however=still i=we if=when in=within into=inside is=remains it=that its=their just=merely last=final like=as many=several may=might
more=further most=many much=considerable must=should near=by never=hardly new=fresh next=following no=zero not=hardly now=presently
of=from off=from on=upon once=formerly one=a only=solely or=and other=further our=the out=outside over=above own=personal per=a said=stated
same=identical say=state says=states see=notice shall=will she=they should=ought since=because so=thus some=certain such=similar than=over
that=which the=this their=its them=those then=afterwards there=here these=those they=these this=the those=these though=although
through=via to=toward told=informed too=also two=both under=below until=till up=upward upon=on us=them very=quite was=became we=they
well=properly were=became what=which when=while where=wherever which=that while=as who=that will=shall with=alongside within=inside
without=lacking would=could yet=still you=one your=the""".split()


def rows(path):
    files = [path] if path.is_file() else sorted(p for p in path.rglob("*") if p.suffix in (".txt", ".jsonl"))
    for file in files:
        if file.suffix == ".txt":
            yield {"id": str(file), "source": file.parent.name, "text": file.read_text(encoding="utf-8")}
            continue
        with file.open(encoding="utf-8", newline="\n") as lines:
            for number, line in enumerate(lines, 1):
                row = json.loads(line)
                text = next((row[key] for key in ("text", "body", "content", "article") if isinstance(row.get(key), str)), "")
                yield {**row, "id": str(row.get("id", f"{file}:{number}")), "text": text}


def thesaurus(path):
    """Word to its synonyms of one word, in the order of the file; the wider terms where there are none."""
    known = {}
    with path.open(encoding="utf-8", errors="replace") as lines:
        next(lines)
        for line in lines:
            head, _, count = line.rstrip("\n").rpartition("|")
            near, wide = [], []
            for _ in range(int(count)):
                for term in next(lines).rstrip("\n").split("|")[1:]:
                    name, _, note = term.partition(" (")
                    if WORD.fullmatch(name) and name.lower() != head.lower():
                        if note in ("", "similar term)"):
                            near.append(name)
                        elif note == "generic term)":
                            wide.append(name)
            if WORD.fullmatch(head) and (near or wide):
                known.setdefault(head.lower(), near or wide)
    return known


class Swapper:
    def __init__(self, known, texts, rng):
        self.known, self.rng = known, rng
        self.variants = dict(pair.split("=") for pair in VARIANTS) if known else {}
        counts = Counter(word for text in texts for word in WORD.findall(text.lower()))
        self.ranked = sorted(counts, key=lambda word: (-counts[word], word))
        self.rank = {word: rank for rank, word in enumerate(self.ranked)}

    def synonyms(self, word):
        """Synonyms of a word in the form in which it stands."""
        if word in self.variants:
            return [self.variants[word]]
        for ending in ENDINGS:
            stem = word[: len(word) - len(ending)]
            if word.endswith(ending) and len(stem) > 2:
                for base in (stem, stem + "e", stem[:-1] if stem[-2:-1] == stem[-1:] else stem):
                    if base in self.known:
                        return [name if not ending or name.endswith(ending) else name.rstrip("e") + ending for name in self.known[base]]
        return []

    def neighbour(self, word):
        """A word about as frequent."""
        rank = self.rank.get(word, len(self.ranked) - 1)
        low, high = int(rank * 0.9), min(int(rank * 1.1) + 6, len(self.ranked) - 1)
        for _ in range(20):
            other = self.ranked[self.rng.randint(low, high)]
            if other != word:
                return other
        return word

    def swap(self, text, rate, blind):
        """The text with that share of its words swapped, and the share met."""
        places = [(found.start(), found.end()) for found in WORD.finditer(text)]
        words = [text[start:end] for start, end in places]
        options = [self.synonyms(word.lower()) for word in words]
        order = list(range(len(words)))
        self.rng.shuffle(order)
        if not blind:
            order.sort(key=lambda at: not options[at])
        wanted, done = round(rate * len(words)), 0
        for at in order:
            if done == wanted:
                break
            word = words[at]
            other = self.rng.choice(options[at]) if options[at] else self.neighbour(word.lower())
            if other.lower() == word.lower():
                continue
            words[at] = other.capitalize() if word[:1].isupper() else other
            done += 1
        out, end = [], 0
        for (start, stop), word in zip(places, words):
            out += [text[end:start], word]
            end = stop
        return "".join(out) + text[end:], done / max(1, len(words))


def shuffled(text, rng):
    def mix(paragraph):
        sentences = SENTENCE.split(paragraph)
        parts = [sentences[at : at + 5] for at in range(0, len(sentences), 5)]
        for part in parts:
            rng.shuffle(part)
        return " ".join(sentence for part in parts for sentence in part)

    return "\n\n".join(mix(paragraph) for paragraph in text.split("\n\n"))


def halves(text):
    sentences = SENTENCE.split(text)
    middle = len(sentences) // 2
    return " ".join(sentences[:middle]), " ".join(sentences[middle:])


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("docs", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--thesaurus", type=Path)
    parser.add_argument("--originals", type=int, default=50, help="copies of each rate")
    parser.add_argument("--rates", default="10,20,30,40,50,60", help="per cent of words swapped")
    parser.add_argument("--blind", action="store_true")
    parser.add_argument("--shuffle", action="store_true")
    parser.add_argument("--half", action="store_true")
    parser.add_argument("--least-words", type=int, default=80)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    rng = random.Random(args.seed)
    docs = list(rows(args.docs))
    swapper = Swapper(thesaurus(args.thesaurus) if args.thesaurus else {}, (row["text"] for row in docs), rng)
    rates = [int(rate) for rate in args.rates.split(",")]
    least = args.least_words * (2 if args.half else 1)
    fit = [row for row in docs if len(WORD.findall(row["text"])) >= least]
    chosen = rng.sample(fit, min(len(fit), args.originals * len(rates)))
    copies, truth = [], []
    for number, original in enumerate(chosen):
        rate, text = rates[number % len(rates)], original["text"]
        if args.half:
            text = halves(text)[0]
        text, met = swapper.swap(text, rate / 100, args.blind)
        words = len(WORD.findall(text))
        if args.shuffle:
            text = shuffled(text, rng)
        kind, host = "whole", None
        if args.half:
            host = rng.choice(fit)
            while host is original:
                host = rng.choice(fit)
            before, behind = halves(host["text"])
            text, kind = "\n\n".join((before, text, behind)), "half"
        name = f"spun/{rate}/{number}"
        copies.append({"id": name, "source": "spinner", "text": text})
        line = {"copy": name, "original": original["id"], "rate": rate, "met": round(met, 4), "words": words, "kind": kind}
        truth.append({**line, "host": host["id"]} if host else line)
    mixed = docs + copies
    rng.shuffle(mixed)
    args.out.mkdir(parents=True, exist_ok=True)
    for name, lines in (("docs.jsonl", mixed), ("truth.jsonl", truth)):
        with (args.out / name).open("w", encoding="utf-8", newline="\n") as out:
            out.writelines(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)


if __name__ == "__main__":
    main()
