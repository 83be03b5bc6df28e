"""Measure `framing.voice` on the attributions of PolNeAR (Newell et al., LREC 2018).

Run ``python docs/benchmarks/voice.py --data-dir DIR``, where DIR holds ``polnear/polnear.jsonl.gz``.
"""

from __future__ import annotations

import argparse
import ast
import gzip
import json
import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from framing.voice import Attribution, Quotation, attributions, quotations

Span = tuple[int, int]
# What a reader sees as a quotation: found without the library, so that its errors show.
MARKED = re.compile(r"“[^“”\n]+”|''(?:(?!'')[^\n])+''|\"[^\"\n]+\"|(?<!\w)‘[^‘’\n]+’(?!\w)")
SAME = 0.8  # share of characters that two spans have in common to be one
INSIDE = 0.5  # share of a quotation's characters in an annotated content to be gold direct speech


class Counts(NamedTuple):
    """Right answers among ours and among the annotators'."""

    right: int = 0
    ours: int = 0
    found: int = 0
    gold: int = 0

    def plus(self, right: int, ours: int, found: int, gold: int) -> Counts:
        """Add one article."""
        return Counts(self.right + right, self.ours + ours, self.found + found, self.gold + gold)

    def row(self, name: str) -> str:
        """Return a line of the table."""
        precision, recall = self.right / max(self.ours, 1), self.found / max(self.gold, 1)
        f1 = 2 * precision * recall / max(precision + recall, 1e-9)
        return f"| {name} | {precision:.3f} | {recall:.3f} | {f1:.3f} | {self.ours} | {self.gold} |"


class Gold(NamedTuple):
    """One annotated attribution."""

    cue: list[Span]
    source: list[Span]
    content: list[Span]
    direct: bool


def articles(file: Path, split: str) -> Iterator[dict[str, Any]]:
    """Read the articles of one part of the data."""
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            if row["split"] == split:
                if isinstance(row["attributions"], str):
                    row["attributions"] = ast.literal_eval(row["attributions"])
                yield row


def overlap(a: Span, b: Span) -> int:
    """Return how many characters two spans share."""
    return max(0, min(a[1], b[1]) - max(a[0], b[0]))


def touches(a: Span, spans: Sequence[Span]) -> bool:
    """Tell whether a span overlaps one of several."""
    return any(overlap(a, b) for b in spans)


def same(a: Span, b: Span) -> bool:
    """Tell whether two spans are the same but for their edges."""
    return overlap(a, b) >= SAME * max(a[1] - a[0], b[1] - b[0])


def part(row: dict[str, Any], role: str) -> list[Span]:
    """Return the spans of one role of an annotated attribution."""
    return [(a, b) for a, b in (row.get(role) or {"spans": []})["spans"]]


def annotated(row: dict[str, Any]) -> tuple[list[Gold], list[Span]]:
    """Return the annotated attributions and the gold direct quotations."""
    marked = [found.span() for found in MARKED.finditer(row["text"])]
    gold, direct = [], set()
    for one in row["attributions"]:
        content = part(one, "content")
        quoted = {span for span in marked if sum(overlap(span, c) for c in content) >= INSIDE * (span[1] - span[0])}
        direct |= quoted
        gold.append(Gold(part(one, "cue"), part(one, "source"), content, bool(quoted)))
    return gold, sorted(direct)


def linked(quotes: list[Quotation], gold: list[Gold]) -> tuple[int, int, int]:
    """Count the quotations in annotated contents, those with our verb on their cue, those with any verb."""
    right = total = named = 0
    for quote in (quote for quote in quotes if quote.kind == "speech"):
        span = (quote.start, quote.end)
        its = [one for one in gold if one.cue and sum(overlap(span, c) for c in one.content) >= INSIDE * (span[1] - span[0])]
        if its:
            total += 1
            named += quote.attribution is not None
            right += quote.attribution is not None and touches((quote.attribution.start, quote.attribution.end), its[0].cue)
    return right, total, named


def measure(rows: Iterator[dict[str, Any]]) -> dict[str, Counts]:
    """Compare our quotations and attributions with the annotators'."""
    names = (
        "direct quotation",
        "cue, direct quotations",
        "cue, all",
        "cue, all, outside annotated contents",
        "speaker",
    )
    table = dict.fromkeys((*names, "verb of the quotation"), Counts())
    for row in rows:
        gold, direct = annotated(row)
        quotes = quotations(row["text"])
        verbs = attributions(row["text"], quotes)
        speech = [(q.start, q.end) for q in quotes if q.kind == "speech"]
        introducing = {q.attribution for q in quotes if q.kind == "speech" and q.attribution}
        cues = [span for one in gold for span in one.cue]
        contents = [span for one in gold for span in one.content]

        def add(name: str, *numbers: int) -> None:
            table[name] = table[name].plus(*numbers)

        def on_cue(some: Sequence[Attribution], cues: list[Span] = cues) -> int:
            return sum(touches((verb.start, verb.end), cues) for verb in some)

        def hit(some: Sequence[Gold], verbs: list[Attribution] = verbs) -> int:
            return sum(any(touches((verb.start, verb.end), one.cue) for verb in verbs) for one in some)

        with_cue = [one for one in gold if one.cue]
        with_quote = [one for one in with_cue if one.direct]
        free = [verb for verb in verbs if not touches((verb.start, verb.end), contents)]
        add(names[0], sum(any(same(a, b) for b in direct) for a in speech), len(speech),
            sum(any(same(a, b) for a in speech) for b in direct), len(direct))  # fmt: skip
        add(names[1], on_cue(list(introducing)), len(introducing), hit(with_quote), len(with_quote))
        add(names[2], on_cue(verbs), len(verbs), hit(with_cue), len(with_cue))
        add(names[3], on_cue(free), len(free), hit(with_cue, free), len(with_cue))
        add(names[4], *speakers(verbs, gold))
        right, total, named = linked(quotes, gold)
        add("verb of the quotation", right, named, right, total)
    return table


def speakers(verbs: list[Attribution], gold: list[Gold]) -> tuple[int, int, int, int]:
    """Count the speakers that overlap the source, where the verb is on a cue that has one."""
    right = ours = total = 0
    for verb in verbs:
        its = [one for one in gold if touches((verb.start, verb.end), one.cue)]
        if its and its[0].source:
            total += 1
            ours += verb.speaker_start >= 0
            right += verb.speaker_start >= 0 and touches((verb.speaker_start, verb.speaker_end), its[0].source)
    return right, ours, right, total


def main() -> None:
    """Write the table."""
    parser = argparse.ArgumentParser(description="Measure framing.voice on PolNeAR.")
    parser.add_argument("--data-dir", type=Path, required=True)
    parser.add_argument("--split", default="dev", choices=("train", "dev"))
    arguments = parser.parse_args()
    table = measure(articles(arguments.data_dir / "polnear" / "polnear.jsonl.gz", arguments.split))
    lines = ["| what | precision | recall | F1 | ours | gold |", "|---|---|---|---|---|---|"]
    sys.stdout.write("\n".join([*lines, *(counts.row(name) for name, counts in table.items())]) + "\n")


if __name__ == "__main__":
    main()
