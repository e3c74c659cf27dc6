#!/usr/bin/env python3
"""Writes some of the corpus again in every format that is read, by the tools that people use.

Run by hand, in this folder, when the corpus or this script changes:

    python3 -m venv env && env/bin/pip install pyarrow==26.0.1 warcio==1.8.1 && env/bin/python make.py

gzip, zstd, tar and zip come from the system. The files hold no time of their making, so a second run writes the same bytes, but for the
versions of the tools.
"""

import csv
import gzip
import html
import io
import json
import os
import pathlib
import shutil
import subprocess
import uuid

import pyarrow
import pyarrow.parquet
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

HERE = pathlib.Path(__file__).resolve().parent / "files"
CORPUS = HERE.parents[2] / "corpus"
STORIES = ("sorrel-ferry", "northfold-school-budget", "puente-hierro", "schleuse-wendrin", "jisr-ayn-al-khuzama", "karigasaki-furyoku")
KINDS = ("wire", "reprint", "cut", "moved", "edited", "extended")
DAY = "2031-03-04"


def articles():
    """Each article with the same six fields, whatever the corpus calls them."""
    found = []
    for path in sorted(CORPUS.rglob("*")):
        if path.suffix == ".jsonl":
            for line in path.read_text("utf-8").splitlines():
                record = json.loads(line)
                name = record["id"].split("/")[-1]
                found.append((path.parent.name, name, record.get("title") or record["headline"], record.get("text") or record["body"]))
        elif path.suffix == ".txt":
            title, _, text = path.read_text("utf-8").partition("\n")
            found.append((path.parent.name, path.stem, title.strip(), text.strip()))
    for outlet, name, title, text in found:
        story, _, kind = name.rpartition(".")
        if story in STORIES and kind in KINDS:
            yield {
                "id": f"{outlet}.{name}",
                "title": title,
                "source": outlet,
                "date": DAY,
                "url": f"https://{outlet}.example/news/{outlet}.{name}",
                "text": text,
            }


PAGE = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>{title} | {source}</title>
<meta property="og:title" content="{title}">
<meta property="og:site_name" content="{source}">
<meta property="og:url" content="{url}">
<meta property="article:published_time" content="{date}T06:30:00Z">
<link rel="stylesheet" href="/site.css">
<script>window.tracker = ["a", "b"];</script>
</head>
<body>
<header><a href="/">{source}</a>
<nav class="menu"><ul><li><a href="/news">News</a></li><li><a href="/sport">Sport</a></li><li><a href="/weather">Weather</a></li></ul></nav>
</header>
<main>
<article>
<h1>{title}</h1>
<div class="byline">By our staff</div>
<div class="article-body">
{paragraphs}
</div>
</article>
<aside class="related sidebar"><h3>Most read</h3><ul><li><a href="/a">Ten things to do this weekend</a></li><li><a href="/b">Letters to the editor</a></li></ul></aside>
<form class="newsletter-signup" action="/join"><p>Sign up for our newsletter and never miss a story.</p><input type="email"><button>Sign up</button></form>
</main>
<footer class="footer"><p>Copyright {source}. All rights reserved. <a href="/terms">Terms of use</a> <a href="/privacy">Privacy</a></p></footer>
</body>
</html>
"""


def page(article):
    escaped = {key: html.escape(value) for key, value in article.items()}
    paragraphs = "\n".join(f"<p>{html.escape(part.strip())}</p>" for part in article["text"].split("\n\n"))
    return PAGE.format(paragraphs=paragraphs, **escaped)


def table(records, delimiter, encoding):
    out = io.StringIO()
    rows = csv.DictWriter(out, list(records[0]), delimiter=delimiter)
    rows.writeheader()
    rows.writerows(records)
    return out.getvalue().encode(encoding)


def warc(records, path):
    with path.open("wb") as out:
        writer = WARCWriter(out, gzip=True)
        info = writer.create_warcinfo_record(path.name, {"software": "warcio"})
        for record in (info, *web_records(writer, records)):
            name = f"{path.name}/{record.rec_headers.get_header('WARC-Target-URI')}/{record.rec_type}"
            record.rec_headers.replace_header("WARC-Record-ID", f"<urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, name)}>")
            record.rec_headers.replace_header("WARC-Date", f"{DAY}T07:00:00Z")
            writer.write_record(record)


def web_records(writer, records):
    for number, article in enumerate(records):
        body, fields = page(article).encode(), [("Content-Type", "text/html; charset=utf-8")]
        if number % 3 == 1:
            body, fields = gzip.compress(body, mtime=0), [*fields, ("Content-Encoding", "gzip")]
        elif number % 3 == 2:
            parts = [body[at:at + 1000] for at in range(0, len(body), 1000)] + [b""]
            body = b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in parts)
            fields = [*fields, ("Transfer-Encoding", "chunked")]
        request = StatusAndHeaders(f"GET /{article['id']} HTTP/1.1", [("Host", "x.example")], is_http_request=True)
        yield writer.create_warc_record(article["url"], "request", http_headers=request)
        answer = StatusAndHeaders("200 OK", fields, protocol="HTTP/1.1")
        yield writer.create_warc_record(article["url"], "response", payload=io.BytesIO(body), http_headers=answer)
    missing = StatusAndHeaders("404 Not Found", [("Content-Type", "text/html")], protocol="HTTP/1.1")
    yield writer.create_warc_record("https://x.example/gone", "response", payload=io.BytesIO(b"<p>Not here</p>"), http_headers=missing)
    picture = StatusAndHeaders("200 OK", [("Content-Type", "image/png")], protocol="HTTP/1.1")
    yield writer.create_warc_record("https://x.example/a.png", "response", payload=io.BytesIO(b"\x89PNG\0"), http_headers=picture)


def wet(records, path):
    with path.open("wb") as out:
        writer = WARCWriter(out, gzip=True)
        for article in records:
            headers = {"WARC-Date": f"{DAY}T07:00:00Z", "WARC-Record-ID": f"<urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, article['url'])}>"}
            record = writer.create_warc_record(
                article["url"], "conversion", payload=io.BytesIO(article["text"].encode()), warc_content_type="text/plain",
                warc_headers_dict=headers)
            writer.write_record(record)


def run(*command, **options):
    return subprocess.run(command, check=True, capture_output=True, **options).stdout


def archives(records, suffix, write, name):
    """A folder of files, as zip and tar pack it."""
    folder = HERE / name
    shutil.rmtree(folder, ignore_errors=True)
    for article in records:
        path = folder / article["source"] / f"{article['id']}{suffix}"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(write(article), "utf-8", newline="")
        os.utime(path, (1930000000, 1930000000))
    (folder / "picture.png").write_bytes(b"\x89PNG\0")
    os.utime(folder / "picture.png", (1930000000, 1930000000))
    files = sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())
    (HERE / f"{name}.zip").unlink(missing_ok=True)
    run("zip", "-X", "-q", f"../{name}.zip", *files, cwd=folder)
    tar = run("tar", "--sort=name", "--owner=0", "--group=0", "--numeric-owner", "--mtime=@1930000000", "-cf", "-", ".", cwd=folder)
    shutil.rmtree(folder)
    return tar


def main():
    records = list(articles())
    lines = [json.dumps(record, ensure_ascii=False) + "\n" for record in records]
    plain = "".join(lines).encode()
    half = sum(len(line.encode()) for line in lines[: len(lines) // 2])
    (HERE / "news.jsonl").write_bytes(plain)
    # Two members in a row, as `cat a.gz b.gz` makes them.
    (HERE / "news.jsonl.gz").write_bytes(run("gzip", "-n", input=plain[:half]) + run("gzip", "-n", input=plain[half:]))
    (HERE / "news.jsonl.zst").write_bytes(run("zstd", "-q", "-19", input=plain))
    (HERE / "news.json").write_text(json.dumps(records, ensure_ascii=False, indent=1) + "\n", "utf-8")
    (HERE / "news.csv").write_bytes(table(records, ",", "utf-8"))
    # What spreadsheets call Unicode text, and their CSV where the comma is the decimal mark.
    (HERE / "news.utf16.tsv.gz").write_bytes(run("gzip", "-n", "-9", input=table(records, "\t", "utf-16")))
    (HERE / "news.semicolon.csv.zst").write_bytes(run("zstd", "-q", "-19", input=table(records, ";", "utf-8-sig")))
    pyarrow.parquet.write_table(
        pyarrow.Table.from_pylist(records), HERE / "news.parquet", compression="zstd", row_group_size=5)
    columns = pyarrow.Table.from_pylist(records)
    columns = columns.set_column(2, "source", columns["source"].dictionary_encode())
    columns = columns.set_column(5, "text", columns["text"].cast(pyarrow.large_string()))
    pyarrow.parquet.write_table(columns, HERE / "news.snappy.parquet", compression="snappy")
    warc(records, HERE / "pages.warc.gz")
    wet(records, HERE / "texts.warc.wet.gz")
    tar = archives(records, ".html", page, "pages")
    (HERE / "pages.tar.gz").write_bytes(run("gzip", "-n", "-9", input=tar))
    tar = archives(records, ".txt", lambda article: article["text"] + "\n", "texts")
    (HERE / "texts.tar.zst").write_bytes(run("zstd", "-q", "-19", input=tar))


if __name__ == "__main__":
    main()
