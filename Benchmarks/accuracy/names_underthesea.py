#!/usr/bin/env python3
"""Names by underthesea (PyPI), for comparison: names_underthesea.py TEXTS.jsonl > PREDICTIONS.jsonl

TEXTS.jsonl has `id` and `text` a line. The predictions have `tokens` and BIO `tags`, as scorers of names read them.
Needs `pip install underthesea`.
"""
import json
import sys

try:
    from underthesea import ner
except ImportError:
    sys.exit("underthesea is missing; install it with: pip install underthesea")


def main() -> None:
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    with open(sys.argv[1], encoding="utf-8") as texts:
        for line in texts:
            row = json.loads(line)
            tagged = ner(row["text"])
            print(json.dumps({
                "id": row["id"],
                "tokens": [word for word, *_ in tagged],
                "tags": [tags[-1] for _, *tags in tagged],
            }, ensure_ascii=False))


if __name__ == "__main__":
    main()
