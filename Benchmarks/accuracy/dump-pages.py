#!/usr/bin/env python3
"""Turns a collection of HTML pages into the texts a reader would paste, for training and evaluating the line labeller.

    dump-pages.py DATA OUT

DATA holds data/pages/*.jsonl.gz (one page a line: html, gold body, metadata), eval/dump.py and seeds/.
OUT/<set>.jsonl gets one object a page: id, text, gold, title, authors, date, blocks.
resiliparse (PyPI) does the rendering; it is installed into OUT/venv on the first run.
"""
import glob
import gzip
import json
import os
import pathlib
import subprocess
import sys


def reexecute_with_resiliparse(out):
    try:
        import resiliparse  # noqa: F401
        return
    except ImportError:
        pass
    python = out / "venv" / "bin" / "python"
    if os.environ.get("DUMP_PAGES_REEXECUTED"):
        sys.exit("dump-pages.py: resiliparse cannot be imported from " + str(out / "venv"))
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", str(out / "venv")], check=True)
        subprocess.run([str(python), "-m", "pip", "install", "--quiet", "resiliparse"], check=True)
    os.environ["DUMP_PAGES_REEXECUTED"] = "1"
    os.execv(str(python), [str(python), *sys.argv])


def as_list(value):
    if not value:
        return []
    return [value] if isinstance(value, str) else [str(item) for item in value]


def body_blocks(page):
    """The page's labelled blocks, [kind, text], where the collection has them."""
    if page.get("blocks"):
        return page["blocks"]
    body = page.get("body")
    if not isinstance(body, dict):
        return []
    blocks = [["lead", text] for text in body.get("summary") or []]
    for section in body.get("sections") or []:
        blocks += [["heading", text] for text in section.get("headline") or []]
        blocks += [["para", text] for text in section.get("paragraphs") or []]
    return blocks


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    data, out = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]).resolve()
    out.mkdir(parents=True, exist_ok=True)
    reexecute_with_resiliparse(out)
    sys.path.insert(0, str(data / "eval"))
    from dump import dump

    for path in sorted(glob.glob(str(data / "data" / "pages" / "*.jsonl.gz"))):
        name = pathlib.Path(path).name.split(".")[0]
        with gzip.open(path, "rt", encoding="utf-8") as pages, open(out / f"{name}.jsonl", "w", encoding="utf-8") as rows:
            for page in map(json.loads, pages):
                row = {
                    "id": page["id"],
                    "text": dump(page["html"], alt=True),
                    "gold": page["gold"] or "",
                    "title": page.get("title") or "",
                    "authors": as_list(page.get("author")),
                    "date": page.get("date") or "",
                    "blocks": body_blocks(page),
                }
                rows.write(json.dumps(row, ensure_ascii=False) + "\n")
    print("pages in", out)


if __name__ == "__main__":
    main()
