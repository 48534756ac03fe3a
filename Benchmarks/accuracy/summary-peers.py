#!/usr/bin/env python3
"""Summaries by LexRank and TextRank (sumy, from PyPI), for `DataCompiler summaries --evaluate`.

    python3 -m pip install sumy
    summary-peers.py DATA OUT      # DATA holds clusters.jsonl and articles.jsonl with their .refs.jsonl
    DataCompiler summaries --evaluate DATA --peers OUT

Sumy has no Vietnamese: sentences are cut by the rule below, words are syllables, and both rankers get them through a
tokenizer of that kind. Each summary holds the best sentences, in source order, up to the reference's length.
"""
import json
import re
import sys
from pathlib import Path

from sumy.models.dom import ObjectDocumentModel, Paragraph, Sentence
from sumy.summarizers.lex_rank import LexRankSummarizer
from sumy.summarizers.text_rank import TextRankSummarizer

END = re.compile(r"(?<=[.!?…])[\"”’)]*\s+(?=[\"“‘(]*[A-ZĐÀ-Ỹ0-9])")
WORD = re.compile(r"\w+")


class Syllables:
    """The tokenizer sumy asks for."""

    def to_sentences(self, text):
        return [part for part in END.split(text) if part.strip()]

    def to_words(self, text):
        return WORD.findall(text.lower())


def summarize(ranker, texts, budget):
    tokenizer = Syllables()
    sentences = [Sentence(part, tokenizer) for text in texts for part in tokenizer.to_sentences(text)]
    if not sentences:
        return ""
    document = ObjectDocumentModel([Paragraph(sentences)])

    def enough(ranked):
        """The best sentences up to the reference's length; sumy then puts them in source order."""
        length, chosen = 0, []
        for info in ranked:
            if length >= budget:
                break
            chosen.append(info)
            length += len(tokenizer.to_words(str(info.sentence)))
        return chosen

    return " ".join(str(sentence) for sentence in ranker(document, enough))


def rows(path):
    with open(path, encoding="utf-8") as file:
        return [json.loads(line) for line in file if line.strip()]


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    data, out = Path(sys.argv[1]), Path(sys.argv[2])
    out.mkdir(parents=True, exist_ok=True)
    for peer, kind in (("LexRank", LexRankSummarizer), ("TextRank", TextRankSummarizer)):
        ranker = kind()
        for name in ("clusters", "articles"):
            budgets = {row["id"]: row["budget"] for row in rows(data / f"{name}.refs.jsonl")}
            with open(out / f"{peer}.{name}.jsonl", "w", encoding="utf-8") as file:
                for row in rows(data / f"{name}.jsonl"):
                    texts = [part["body"] for part in row.get("docs", [row])]
                    summary = summarize(ranker, texts, budgets[row["id"]])
                    file.write(json.dumps({"id": row["id"], "summary": summary}, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
