#!/usr/bin/env python3
"""Names by underthesea (PyPI), for accuracy.py to print beside ours.

    python3 -m pip install underthesea
    names_underthesea.py TEXTS.jsonl PREDICTIONS.jsonl

TEXTS.jsonl has `id` and `text` a line. Its tagger was made for sentences and gets them as its own splitter cuts them. The
predictions have `tokens` and BIO `tags`, as scorers of names read them.
"""
import json
import sys
from pathlib import Path

from underthesea import ner, sent_tokenize


def main() -> None:
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    out = Path(sys.argv[2])
    out.parent.mkdir(parents=True, exist_ok=True)
    with open(sys.argv[1], encoding="utf-8") as texts, open(out, "w", encoding="utf-8") as predictions:
        for line in texts:
            row = json.loads(line)
            tagged = [word for sentence in sent_tokenize(row["text"]) for word in ner(sentence)]
            answer = {"id": row["id"], "tokens": [w[0] for w in tagged], "tags": [w[-1] for w in tagged]}
            predictions.write(json.dumps(answer, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
