"""Measure sentence splitters on speed, news text and hard cases.

Run from the root of the repository, with the splitters to compare installed:
``python docs/benchmarks/splitters.py --data-dir DATA``, where DATA/newsdiscourse/newsdiscourse.jsonl.gz holds
one article a line, ``{"sents": [{"text": ...}, ...]}``. Without ``--data-dir`` only the hard cases are run.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

Splitter = Callable[[str], list[str]]
ENDED = re.compile(r"[.!?…][\"'”’»)\]]*$")

# Each case is one paragraph, given as its sentences; a system passes if it finds exactly these.
HARD: tuple[tuple[str, ...], ...] = (
    ("The vote is over.", "The count begins at noon."),
    ("Was it close?", "It was!", "Nobody had expected that."),
    # quotation marks of every kind
    ('"He left."', "She stayed."),
    ("“He left.”", "She stayed."),
    ("‘He left.’", "She stayed."),
    ("'He left.'", "She stayed."),
    ("«He left.»", "She stayed."),
    ("„He left.“", "She stayed."),
    ('"Who?" he asked.',),
    ("“Who?” asked Mr. Hale.", "Nobody knew."),
    ("“Stop!” she shouted at the driver.", "He braked."),
    ('"It is over," he said.', '"Go home."'),
    ("“It is over,” he said.", "“Go home.”"),
    ("“It rained.", "It rained all week,” he said.", "The river rose."),
    ("She called it “a farce.”", "The council disagreed."),
    ("“What now?”", "The room fell silent."),
    ("He said: “The dam broke.", "We ran.”", "Nobody was hurt."),
    ("The book, called “Why Us?” and out in May, sold well.",),
    ("“I said ‘no.’”", "He meant it."),
    ("The guests' cars were towed.", "The owners' anger grew."),
    ("Back in the '90s the mill closed.", "It never reopened."),
    ("He is 6'2\" tall.", "His brother is 5'11\"."),
    ('The board is 4" wide.', "It is 12' long."),
    ('An odd "mark stands alone here.', "The rest goes on."),
    # abbreviations and initials
    ("The U.S. said it would pay.", "Canada declined."),
    ("He moved to the U.S.", "He never went back."),
    ("The leaders met in the U.S. on Friday.",),
    ("U.S. President Ann Ward met U.K. Prime Minister Lee Cole.",),
    ("A new order was no longer led by the U.S.", "In a statement, they agreed."),
    ("Mr. Smith met Mrs. Jones and Dr. Brown.", "They talked."),
    ("J. R. R. Tolkien wrote it.", "C. S. Lewis read it."),
    ("George W. Bush spoke first.", "John F. Kennedy's grave is near."),
    ("Sen. Maria Lopez and Rep. Tom Dunn, R-Ohio, voted no.",),
    ("Gov. Jane Roe met Gen. Paul Kerr, Lt. Col. Ray Voss and Sgt. Amy Poe.",),
    ("The prime minister left No. 10 at noon.", "He looked tired."),
    ("The shop opens at 9 a.m. and shuts at 5 p.m. on weekdays.",),
    ("The train left at 6 a.m.", "It arrived at noon."),
    ("The train left at 6 p.m. Monday.", "It was late."),
    ("The firm, Acme Inc., was sold to Brand Corp. in May.",),
    ("She works for Acme Inc.", "Her sister works for Brand Ltd."),
    ("The hearing is on Jan. 6 and the ruling on Feb. 12.", "Both are public."),
    ("The parish of St. Mary is on Fifth Ave. near the river.",),
    ("Toys, games, books, etc. were sold.", "Nothing was left."),
    ("The case is Roe v. Wade.", "The court ruled in 1973."),
    ("Many cities, e.g. Leeds, i.e. the large ones, agreed.",),
    ("Martin Luther King Jr. spoke there.", "So did Harry Connick Jr."),
    ("She holds a Ph.D. from Yale.", "He holds none."),
    ("The U.N. Security Council met.", "The E.U. did not."),
    ("About 5 sq. km. burned, roughly 500 ft. from the road.",),
    ("He said it to Mr. and Mrs. H. G. Adams of Washington, D.C., last week.",),
    ("She lives in Washington, D.C.", "Her office is in Virginia."),
    ("It was plan B.", "Plan A had failed."),
    ("Who else?", "Only I.", "They knew."),
    # ellipses, numbers, addresses
    ("He paused… and then went on.", "Nobody spoke."),
    ("He paused... and then went on.", "Nobody spoke."),
    ("We waited...", "The door opened."),
    ("“I thought . . . maybe not.”", "He shrugged."),
    ("Prices rose 3.5 percent to $1.25 million.", "Wages fell 0.4 percent."),
    ("The total was 42.", "Nobody disputed it."),
    ("Founded in 1998.", "Sold in 2004.", "Closed."),
    ("See https://example.org/a.b?c=1!d.", "The page is gone."),
    ("Visit www.example.com.", "It is free."),
    ("Write to jo.doe@example.org today.", "She answers."),
    ("Yahoo! said its profit fell.", "Shares dropped."),
    ("The band Panic! at the Disco played.",),
    ("The minister (who resigned in May.) was absent.",),
    ("He left.", "(She stayed.)", "They met again."),
    ("The deal (worth $5 bn.) failed.", "[It was the second.]", "Talks go on."),
    ("Really?!", "Yes!!!", "It is so."),
    ("iPhone sales fell.", "iPad sales rose."),
    ("The law passed.[1]", "It was popular."),
    ("The bank\u00a0failed.", "\u00a0Its owner fled."),
    ("The first point is clear; the second is not.", "A third was dropped."),
    ("Émile left.", "Élise stayed.", "Ørsted paid."),
    ("It ended 2-1.", "3,000 fans cheered."),
    ("Rain fell 😀.", "😀 Then it stopped."),
)

ABBREVIATION = re.compile(
    r"(?:^|[\s\"'“‘(])(?:[A-Z]|[A-Z](?:\.[A-Z])+|[ap]\.m|e\.g|i\.e|Mrs?|Ms|Dr|Prof|Sen|Rep|Gov|Gen|Col|Lt|Sgt|Capt|Maj|Rev|Hon|"
    r"St|No|vs?|Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov|Dec)\.$"
)
CANDIDATE = re.compile(r"[.?!…][\"'”’»)\]]*\s+(?=([\"'“‘„«(\[]*)(\S))")


def by_rules(text: str) -> list[str]:
    """Split by 20 lines of rules: the least that a splitter of our own would be."""
    starts = [0]
    for found in CANDIDATE.finditer(text):
        before = text[max(starts[-1], found.start() - 12) : found.start() + 1]
        if not found[2].islower() and not ABBREVIATION.search(before):
            starts.append(found.end())
    return [text[start:end].strip() for start, end in zip(starts, [*starts[1:], len(text)], strict=True)]


def load(name: str) -> Splitter:
    """Return the splitter of this name; the import is part of its price."""
    if name == "rules":
        return by_rules
    if name == "framing":
        from framing.passages.sentences import sentence_spans

        return lambda text: [text[start:end] for start, end in sentence_spans(text)]
    if name == "nupunkt":
        import nupunkt

        return nupunkt.sent_tokenize
    if name == "syntok":
        from syntok import segmenter

        return lambda text: list(_syntok(segmenter, text))
    if name == "pysbd":
        import pysbd

        return pysbd.Segmenter("en", clean=False).segment
    import sentencex

    return lambda text: list(sentencex.segment("en", text))


def _syntok(segmenter: object, text: str) -> Iterable[str]:
    for paragraph in segmenter.process(text):
        for sentence in paragraph:
            yield "".join(token.spacing + token.value for token in sentence)


def ends(sentences: Iterable[str]) -> set[int]:
    """Return where the sentences end, counted in characters that are not white space."""
    found, position = set(), 0
    for sentence in sentences:
        position += len("".join(sentence.split()))
        found.add(position)
    return found


def hard_cases(split: Splitter, shown: bool) -> int:
    """Return how many hard cases are split exactly."""
    passed = 0
    for case in HARD:
        got = [" ".join(part.split()) for part in split(" ".join(case)) if part.strip()]
        right = got == [" ".join(part.split()) for part in case]
        passed += right
        if shown and not right:
            print("   ", got)
    return passed


def articles(data_dir: Path) -> list[list[str]]:
    """Return articles as lists of sentences; one without a final mark has no end that running text shows."""
    with gzip.open(data_dir / "newsdiscourse" / "newsdiscourse.jsonl.gz", "rt", encoding="utf-8") as file:
        records = [json.loads(line) for line in file]
    parts = [[sentence["text"].strip() for sentence in record["sents"]] for record in records]
    return [kept for part in parts if (kept := [text for text in part if ENDED.search(text)])]


def boundary_scores(split: Splitter, gold: Sequence[Sequence[str]], shown: int = 0) -> tuple[float, float, float, float]:
    """Return precision, recall and F1 of inner boundaries, and milliseconds per 40 sentences."""
    right = found = wanted = 0
    seconds = 0.0
    for sentences in gold:
        text = " ".join(sentences)
        start = time.perf_counter()
        got = split(text)
        seconds += time.perf_counter() - start
        expected, actual = ends(sentences[:-1]), ends(got[:-1])
        right, found, wanted = right + len(expected & actual), found + len(actual), wanted + len(expected)
        if shown:
            _show(text, expected, actual)
    precision, recall = right / found, right / wanted
    n_sentences = sum(map(len, gold))
    return precision, recall, 2 * precision * recall / (precision + recall), 1000 * seconds / n_sentences * 40


def _show(text: str, expected: set[int], actual: set[int]) -> None:
    places = [place for place, character in enumerate(text) if not character.isspace()]
    for position in sorted(expected ^ actual):
        place = places[position - 1] + 1
        mark = "missed" if position in expected else "added "
        print(f"    {mark} {text[max(0, place - 45) : place]!r} | {text[place : place + 35]!r}")


def import_seconds(name: str) -> float:
    """Return the time until a new process has split its first sentence, without Python's own start."""
    code = (
        "import sys, time; sys.path[:0] = ['docs/benchmarks', '.']; import splitters; start = time.perf_counter(); "
        f"splitters.load({name!r})('It rained. It stopped.'); print(time.perf_counter() - start)"
    )
    runs = [subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True) for _ in range(3)]
    return min(float(run.stdout) for run in runs)


def main() -> None:
    """Print the table of docs/splitters.md."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data-dir", type=Path)
    parser.add_argument("--show", action="store_true", help="print what each splitter gets wrong")
    parser.add_argument("--only", nargs="*", default=["framing", "rules", "nupunkt", "syntok", "pysbd", "sentencex"])
    options = parser.parse_args()
    gold = articles(options.data_dir) if options.data_dir else []
    print("| splitter | hard cases | precision | recall | F1 | ms / 40 sentences | first sentence, s |")
    print("|---|---|---|---|---|---|---|")
    for name in options.only:
        split = load(name)
        split("It rained. It stopped.")
        hard = f"{hard_cases(split, options.show)}/{len(HARD)}"
        scores = boundary_scores(split, gold, options.show) if gold else (float("nan"),) * 4
        cells = [
            name,
            hard,
            *(f"{score:.4f}" for score in scores[:3]),
            f"{scores[3]:.1f}",
            f"{import_seconds(name):.3f}",
        ]
        print("| " + " | ".join(cells) + " |", flush=True)


if __name__ == "__main__":
    main()
