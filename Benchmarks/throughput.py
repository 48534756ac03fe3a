#!/usr/bin/env python3
"""How many articles a second the built service analyses, over the wire, and how fast and small it starts.

    throughput.py [--articles N] [--rounds N]

The articles are the pages of Tests/Fixtures, numbered so that no two are alike. A figure is articles per second of the server's own
processor time, so it says what one core does however many cores the machine has; the best round counts.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import threading
import time
from pathlib import Path

from article_service import locate

ROOT = Path(__file__).resolve().parents[1]
METHODS = {
    "article/parse": {},
    "article/entities": {},
    "article/facts": {"publishedAt": "2024-11-27"},
    "article/summarize": {"sentences": 3},
}


def requests(method: str, extra: dict[str, object], count: int) -> bytes:
    texts = [path.read_bytes().decode("utf-8") for path in sorted((ROOT / "Tests/Fixtures/articles").glob("*.txt"))]
    lines = []
    for number in range(count):
        params = {"text": f"{texts[number % len(texts)]}\n{number}\n", **extra}
        message = {"jsonrpc": "2.0", "id": number, "method": method, "params": params}
        lines.append(json.dumps(message, ensure_ascii=False).encode() + b"\n")
    return b"".join(lines)


def cpu_seconds(pid: int) -> float:
    """User and system time of a process so far, from Linux's /proc."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def resident_megabytes(pid: int, what: str) -> float:
    status = Path(f"/proc/{pid}/status").read_text()
    return int(next(line for line in status.splitlines() if line.startswith(what)).split()[1]) / 1024


def run(given: bytes, count: int) -> tuple[float, float, float]:
    """Processor seconds, wall seconds and peak memory (MB) for all requests."""
    process = subprocess.Popen([locate()], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert process.stdin is not None
    assert process.stdout is not None
    started = time.perf_counter()
    writer = threading.Thread(target=process.stdin.write, args=(given,))
    writer.start()
    for _ in range(count):
        if b'"error":' in process.stdout.readline()[:40]:
            raise SystemExit("the server answered with an error")
    wall = time.perf_counter() - started
    cpu, memory = cpu_seconds(process.pid), resident_megabytes(process.pid, "VmHWM")
    writer.join()
    process.stdin.close()
    process.wait()
    return cpu, wall, memory


def start_up() -> tuple[float, float]:
    """Milliseconds from starting the process to the reply to `initialize`, and its memory then (MB)."""
    params = {"processId": None, "rootUri": None, "capabilities": {}}
    request = json.dumps({"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": params}).encode() + b"\n"
    program, best, memory = locate(), float("inf"), 0.0
    for _ in range(30):
        started = time.perf_counter()
        process = subprocess.Popen([program], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(request)
        process.stdin.flush()
        process.stdout.readline()
        best = min(best, time.perf_counter() - started)
        memory = resident_megabytes(process.pid, "VmRSS")
        process.communicate()
    return best * 1000, memory


def main() -> int:
    parser = argparse.ArgumentParser(description="Articles per second over the wire, start-up time and memory.")
    parser.add_argument("--articles", type=int, default=2000)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    milliseconds, memory = start_up()
    print(
        f"start to the reply to initialize  {milliseconds:7.1f} ms (with Python's own process start), {memory:.0f} MB resident"
    )
    print(f"\n{'method':<20}{'articles/s, one core':>22}{'articles/s':>12}{'MB/s':>8}{'peak MB':>9}")
    for method, extra in METHODS.items():
        given = requests(method, extra, options.articles)
        rounds = [run(given, options.articles) for _ in range(options.rounds)]
        cpu, wall = min(r[0] for r in rounds), min(r[1] for r in rounds)
        rates = f"{options.articles / max(cpu, 0.01):>22.0f}{options.articles / wall:>12.0f}{len(given) / 1e6 / max(cpu, 0.01):>8.1f}"
        print(f"{method:<20}{rates}{max(r[2] for r in rounds):>9.0f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
