#!/usr/bin/env python3
"""Measures the accuracy of the built service, over the wire, on development data.

    accuracy.py --data DATA [--pages DUMPS] [--peers PEERS] [--only NAME ...]

DATA holds data/, eval/ (the scorers) and seeds/. DUMPS holds pages as `dump-pages.py DATA DUMPS` writes them; without it that part
is left out. PEERS holds what other tools found (`make peers`); it stands beside our figures. The service is found as the Python
client finds it. The models were trained on parts of this data, so these figures are a check against falling back, not a forecast;
docs/accuracy.md tells which part was held out for what.
"""

from __future__ import annotations

import argparse
import collections
import importlib
import json
import sys
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from article_service import Analysis, Client, RPCError

ROOT = Path(__file__).resolve().parents[2]
# The answer as JSON: here nothing but the figures counts.
Raw = Analysis[Any]


def raw(method: str) -> Raw:
    return Analysis(method, lambda answer, text: answer)


@dataclass(frozen=True)
class Given:
    """What to measure on."""

    data: Path
    dumps: Path | None
    peers: Path | None


class Table:
    """Figures beside the best that was found elsewhere and the goal."""

    def __init__(self) -> None:
        self.rows: list[tuple[str, str, str, str, str]] = []
        self.notes: list[str] = []

    def add(self, what: str, measure: str, figure: str, best: str = "", goal: str = "") -> None:
        self.rows.append((what, measure, figure, best, goal))

    def note(self, text: str) -> None:
        self.notes.append(text)

    def show(self) -> None:
        rows = [("what", "measure", "here", "best found", "goal"), *self.rows]
        widths = [max(len(row[column]) for row in rows) for column in range(5)]
        for number, row in enumerate(rows):
            print("  ".join(cell.ljust(width) for cell, width in zip(row, widths)).rstrip())
            if number == 0:
                print("  ".join("─" * width for width in widths))
        for note in self.notes:
            print(note)


def rows_of(path: Path) -> list[Any]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line.strip()]


def analysed(client: Client, rows: Iterable[Any], analysis: Raw, **options: Any) -> Iterator[Any]:
    """The answers for the member `text` of each row, in order."""
    return client.map((row["text"] for row in rows), analysis, **options)


# MARK: Lines and bodies

# The roles of the seeds' labels, as the service names them.
SEED_ROLES = {
    "title": {"headline"},
    "title-dup": {"headlineRepeat"},
    "byline": {"byline"},
    "dateline": {"dateline"},
    "lead": {"standfirst"},
    "follow": {"prompt"},
    "image-alt": {"imageAlt"},
    "caption": {"caption"},
    "heading": {"heading"},
    "para": {"paragraph"},
    "keypoint": {"keyPoint"},
    "category": {"category"},
    "related-alt": {"relatedRepeat"},
    "related-title": {"relatedTitle"},
    "related-snippet": {"relatedSnippet"},
    "list-header": {"listHeader"},
    "footer": {"footer"},
}


def block_texts(answer: Any, text: str) -> list[tuple[str, bool, str]]:
    """Label, whether it is body, and text of each block."""
    return [(b["label"], b["isBody"], text[b["content"][0] : b["content"][1]]) for b in answer["blocks"]]


def body_of(answer: Any, text: str) -> str:
    return "\n\n".join(content for _, is_body, content in block_texts(answer, text) if is_body)


def tiles(answer: Any, text: str) -> bool:
    at = 0
    for block in answer["blocks"]:
        if block["span"][0] != at:
            return False
        at = block["span"][1]
    return at == len(text)


def seeds(client: Client, given: Given, table: Table) -> None:
    score = importlib.import_module("score")
    right = total = 0
    gold, bodies, tiled = {}, {}, []
    wrong: collections.Counter[str] = collections.Counter()
    labels = given.data / "seeds" / "labels"
    for path in sorted((given.data / "seeds").glob("*.txt")):
        text = path.read_bytes().decode("utf-8")
        answer = client.call("article/parse", {"text": text})
        at = {len(text[: block["content"][0]].encode()): block["label"] for block in answer["blocks"]}
        for row in (labels / f"{path.stem}.labels.tsv").read_text(encoding="utf-8").splitlines()[1:]:
            _, offset, _, role, _ = row.split("\t", 4)
            label = at.get(int(offset), "no block begins here")
            right += label in SEED_ROLES[role]
            total += 1
            if label not in SEED_ROLES[role]:
                wrong[f"{role} → {label}"] += 1
        gold[path.stem] = (labels / f"{path.stem}.gold.txt").read_text(encoding="utf-8")
        bodies[path.stem] = body_of(answer, text)
        tiled.append(tiles(answer, text))
    table.add("seed pages", "lines with the right role", f"{right} of {total}", "none", f"all {total}")
    table.add("seed pages", "body, 4-gram F1", f"{score.evaluate(gold, bodies, boot=0)['f1']:.3f}", "", "0.99")
    table.add("seed pages", "blocks tile the text", f"{sum(tiled)} of {len(tiled)}", "", "all")
    for what, count in wrong.most_common(8):
        print(f"  seed lines: {what} ({count})")


def fixtures(client: Client, given: Given, table: Table) -> None:
    right = total = 0
    for path in sorted((ROOT / "Tests" / "Fixtures" / "articles").glob("*.txt")):
        text = path.read_bytes().decode("utf-8")
        answer = client.call("article/parse", {"text": text})
        lines = {}
        for block in answer["blocks"]:
            start, end = block["content"]
            first = text.count("\n", 0, start) + 1
            for line in range(first, first + text.count("\n", start, end) + 1):
                lines[line] = block["label"]
        for row in path.with_suffix(".labels.tsv").read_text(encoding="utf-8").splitlines()[1:]:
            number, role, _ = row.split("\t", 2)
            total += 1
            right += lines.get(int(number)) == role
    table.add("pages of Tests/Fixtures", "lines with the right role", f"{right} of {total}")


PAGE_GOALS = {
    "scrapinghub": ("0.90", "0.95"),
    "fundus": ("0.93", "0.95"),
    "wcxb": ("0.91", "0.93"),
    "vn10": ("0.968", "0.98"),
}


def pages(client: Client, given: Given, table: Table) -> None:
    score = importlib.import_module("score")
    for path in sorted(given.dumps.glob("*.jsonl") if given.dumps else ()):
        rows = rows_of(path)
        gold = {row["id"]: row["gold"] for row in rows}
        bodies = {row["id"]: body_of(answer, row["text"]) for row, answer in zip(rows, analysed(client, rows, PARSE))}
        best, goal = PAGE_GOALS.get(path.stem, ("", ""))
        found = score.evaluate(gold, bodies, boot=0)
        table.add(f"pages {path.stem} ({len(rows)})", "body, 4-gram F1", f"{found['f1']:.3f}", best, goal)


# MARK: Names and dates

# The corpus's tags, by the service's names.
TAGS = {"person": "PER", "place": "LOC", "organisation": "ORG", "event": "EVENT", "work": "WORK"}


def names(client: Client, given: Given, table: Table) -> None:
    ner = importlib.import_module("ner_f1")
    rows = rows_of(given.data / "data" / "names" / "dev.jsonl")
    requests = [
        client.submit(ENTITIES, row["text"], published_at=row["published"], include_furniture=True) for row in rows
    ]
    predictions, pairs = {}, [0, 0, 0]
    for row, pending in zip(rows, requests):
        entities = pending.result(120)["entities"]
        spans = [(*m["span"], TAGS[e["type"]], n) for n, e in enumerate(entities) for m in e["mentions"]]
        predictions[row["id"]] = {"entities": [span[:3] for span in spans]}
        count_pairs(pairs, {tuple(e[:2]): e[3] for e in row["entities"]}, {s[:2]: s[3] for s in spans})
    gold = [{"id": row["id"], "text": row["text"], "entities": [e[:3] for e in row["entities"]]} for row in rows]
    strict = ner.score(gold, predictions, types={"PER", "LOC", "ORG"})["strict"]
    best = {"PER": "41", "LOC": "62", "ORG": "5", "micro": "43"}
    peer = given.peers / "names.underthesea.jsonl" if given.peers else None
    if peer is not None and peer.exists():
        found = {row["id"]: row for row in rows_of(peer)}
        scores = ner.score(gold, found, types={"PER", "LOC", "ORG"})["strict"]
        best = {kind: f"{scores.get(kind, {'F1': 0})['F1']:.1f} underthesea" for kind in best}
    for kind, goal in {"PER": "95", "LOC": "93", "ORG": "85", "micro": "91"}.items():
        figure = f"{strict.get(kind, {'F1': 0})['F1']:.1f}"
        table.add(f"names ({len(rows)} articles)", f"{kind} strict F1", figure, best[kind], goal)
    table.note("names: ours were trained on these very articles; docs/accuracy.md has the cross-validated figures")
    table.add("names", "grouped, pairwise F1", f"{f1(*pairs):.1f}", "none", "96")


def count_pairs(counts: list[int], gold: dict[Any, int], predicted: dict[Any, int]) -> None:
    """Pairs of mentions that belong together, among the mentions that both sides have: right, predicted, gold."""
    shared = sorted(gold.keys() & predicted.keys())
    for number, first in enumerate(shared):
        for second in shared[number + 1 :]:
            in_gold, in_prediction = gold[first] == gold[second], predicted[first] == predicted[second]
            counts[0] += in_gold and in_prediction
            counts[1] += in_prediction
            counts[2] += in_gold


def dates(client: Client, given: Given, table: Table) -> None:
    rows = rows_of(given.data / "data" / "names" / "dev.jsonl")
    spans, values = [0, 0, 0], [0, 0, 0]
    requests = [client.submit(FACTS, row["text"], published_at=row["published"]) for row in rows]
    for row, pending in zip(rows, requests):
        gold = {(start, end): value for start, end, value in row["dates"]}
        found = {tuple(date["span"]): date["value"] for date in pending.result(120)["dates"]}
        for counts, same in (
            (spans, sum(span in gold for span in found)),
            (values, sum(gold.get(span) == value for span, value in found.items())),
        ):
            counts[0] += same
            counts[1] += len(found)
            counts[2] += len(gold)
    table.add("dates", "span, strict F1", f"{f1(*spans):.1f}", "86", "93")
    table.add("dates", "span and value, F1", f"{f1(*values):.1f}", "30", "93")


def f1(right: int, predicted: int, gold: int) -> float:
    return 200 * right / (predicted + gold) if predicted + gold else 0.0


# MARK: Sentences, words, summaries


def sentences(client: Client, given: Given, table: Table) -> None:
    scorer = importlib.import_module("sentence_f1")
    for name, best, goal in (("dev.paragraphs", "98.0", "99"), ("dev.paragraphs-glued", "98.3", "98.5")):
        rows = rows_of(given.data / "data" / "treebank" / f"{name}.jsonl")
        found = {}
        for row, answer in zip(rows, analysed(client, rows, PARSE)):
            found[row["id"]] = {"sentences": [sentence["span"] for sentence in answer["sentences"]]}
        result = scorer.score(rows, found)
        table.add(f"sentences {name}", "boundary F1", f"{result['boundary_F1']:.1f}", best, goal)


def words(client: Client, given: Given, table: Table) -> None:
    scorer = importlib.import_module("segmentation_f1")
    rows = rows_of(given.data / "data" / "treebank" / "dev.words.jsonl")
    found = {}
    for row, answer in zip(rows, analysed(client, rows, WORDS)):
        found[row["id"]] = {"words": [word for sentence in answer["sentences"] for word in sentence["words"]]}
    table.add("words dev", "span F1", f"{scorer.score(rows, found)['F1']:.1f}", "97.2", "")


def summaries(client: Client, given: Given, table: Table) -> None:
    rouge = importlib.import_module("rouge")
    folder = given.data / "data" / "summaries"
    for name, best, goal in (
        ("articles", "28.9 16.1 21.9", "32 19 25"),
        ("clusters", "57.0 43.5 38.2", "59 46 43"),
    ):
        gold = rows_of(folder / f"{name}.refs.jsonl")
        budgets = {row["id"]: row["budget"] for row in gold}
        predictions, waiting = {}, []
        for row in rows_of(folder / f"{name}.jsonl"):
            if row["id"] in budgets:
                documents = row.get("docs") or [row]
                articles = [{"text": page(document)} for document in documents]
                waiting.append((row["id"], {"articles": articles, "words": budgets[row["id"]]}))
        for identifier, params in waiting:
            answer = client.call("article/summarize", params)
            predictions[identifier] = answer["text"]
        result = rouge.corpus(gold, predictions, cut=True)
        figures = " ".join(f"{result[f'rouge{kind}_F']:.1f}" for kind in "12L")
        table.add(f"summaries of {name}", "ROUGE-1 2 L", figures, best, goal)


def page(document: Any) -> str:
    """The page a reader would paste: title, lead where it is given, body."""
    parts = [document.get("title"), document.get("lead"), document.get("body")]
    return "\n\n".join(part for part in parts if part)


PARSE = raw("article/parse")
ENTITIES = raw("article/entities")
FACTS = raw("article/facts")
WORDS = raw("article/words")
PARTS = {
    "seeds": seeds,
    "fixtures": fixtures,
    "pages": pages,
    "sentences": sentences,
    "words": words,
    "names": names,
    "dates": dates,
    "summaries": summaries,
}


def main() -> int:
    parser = argparse.ArgumentParser(description="Accuracy of the built service on development data.")
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--pages", type=Path, help="dumps of pages, as dump-pages.py writes them")
    parser.add_argument("--peers", type=Path, help="what other tools found, as `make peers` leaves it")
    parser.add_argument("--only", action="append", choices=list(PARTS), help="only this part; may be repeated")
    options = parser.parse_args()
    sys.path.insert(0, str(options.data.resolve() / "eval"))
    given = Given(options.data, options.pages, options.peers)
    table = Table()
    failed = False
    with Client(timeout=300) as client:
        for name, part in PARTS.items():
            if (options.only and name not in options.only) or (name == "pages" and options.pages is None):
                continue
            started = time.monotonic()
            try:
                part(client, given, table)
            except RPCError as error:
                failed = True
                print(f"{name}: {error}", file=sys.stderr)
            print(f"{name}: {time.monotonic() - started:.1f} s", file=sys.stderr)
    table.show()
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
