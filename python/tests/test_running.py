"""Work leaves the interpreter to others, and stops when it is asked to."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

import retold

#: Prints a line when the scan begins, and how it ended.
SCAN = """
import signal, sys, time, random, retold
signal.signal(signal.SIGINT, signal.default_int_handler)
draw = random.Random(7)
words = [f"w{number}" for number in range(20_000)]
def articles(count):
    for number in range(count):
        text = " ".join(draw.choices(words, k=120))
        yield {"id": str(number), "text": f"{text} {shared[number % 200]} {text[:300]}"}
shared = [" ".join(draw.choices(words, k=40)) for _ in range(200)]
rows = list(articles(2_000))
print("begins", flush=True)
start = time.monotonic()
try:
    retold.scan(rows, temp_dir=sys.argv[1], memory=sys.argv[2], exact=True)
    print("done", flush=True)
except KeyboardInterrupt:
    print("interrupted", flush=True)
# The interpreter and the package are whole.
print(retold.scan([{"text": "the pier was sold"}] * 2).articles, flush=True)
"""


def interrupted(after: float, folder: Path, memory: str) -> tuple[str, float]:
    """What a scan in another process prints that is sent Ctrl-C after so many seconds, and how long it took to stop."""
    command = [sys.executable, "-c", SCAN, str(folder), memory]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as process:
        assert process.stdout is not None and process.stdout.readline() == "begins\n"
        time.sleep(after)
        process.send_signal(signal.SIGINT)
        start = time.monotonic()
        line = process.stdout.readline()
        took = time.monotonic() - start
        rest = process.stdout.read()
    assert process.returncode == 0, line + rest
    return line + rest, took


@pytest.mark.skipif(os.name == "nt", reason="signals are sent another way there")
@pytest.mark.parametrize(("after", "memory"), [(0.05, "1G"), (2.0, "2M")])
def test_ctrl_c_stops_a_scan_soon_and_leaves_nothing(tmp_path: Path, after: float, memory: str) -> None:
    told, took = interrupted(after, tmp_path, memory)
    assert told in ("interrupted\n2\n", "done\n2\n"), told
    # A second or so; a shared machine is slower.
    assert took < 10 and list(tmp_path.iterdir()) == []


def test_other_threads_go_on_while_a_scan_works() -> None:
    draw = random.Random(3)
    rows = [{"text": " ".join(draw.choices("abcdefghij", k=400))} for _ in range(4000)]
    count, longest, is_over = 0, 0.0, threading.Event()

    def counting() -> None:
        nonlocal count, longest
        last = time.monotonic()
        while not is_over.is_set():
            time.sleep(0.001)
            now = time.monotonic()
            count, longest, last = count + 1, max(longest, now - last), now

    counter = threading.Thread(target=counting)
    counter.start()
    start = time.monotonic()
    retold.scan(rows)
    took = time.monotonic() - start
    is_over.set()
    counter.join()
    assert took > 0.2, "the scan is too short to tell"
    # With the interpreter held the counter would stand still for all of it.
    assert count > 20 and longest < 0.75 * took, (count, longest, took)


def test_articles_are_taken_by_the_thread_that_called() -> None:
    threads = set()

    def rows() -> object:
        for number in range(600):
            threads.add(threading.get_ident())
            yield {"text": f"the pier was sold for {number} crowns"}

    retold.scan(rows())  # type: ignore[arg-type]
    assert threads == {threading.get_ident()}


def test_scans_in_several_threads_do_not_meet() -> None:
    answers: list[dict[str, object]] = []
    rows = [{"text": f"the pier was sold for {number % 5} crowns on a rainy Friday"} for number in range(50)]

    def scan() -> None:
        told = retold.scan(iter(rows), threads=2).to_dict()
        answers.append(told)

    threads = [threading.Thread(target=scan) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(answers) == 4 and all(answer == answers[0] for answer in answers)
