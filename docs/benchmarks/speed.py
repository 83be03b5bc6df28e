"""Time importing, loading and scoring; prints the table of docs/benchmarks.md.

python docs/benchmarks/speed.py
"""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import framing
from framing.passages import split
from framing.scoring import score_passages
from framing.voice import voices

ROOT = Path(__file__).parents[2]
ARTICLE = (ROOT / "docs/article.txt").read_text(encoding="utf-8")
REPEATS = 20
FIRST = f"import framing; framing.score(open({str(ROOT / 'docs/article.txt')!r}, encoding='utf-8').read()).score"


def best(action: Callable[[], object], repeats: int = REPEATS) -> float:
    """Return the least time of some runs, in milliseconds."""
    times = []
    for _ in range(repeats):
        start = time.perf_counter()
        action()
        times.append(time.perf_counter() - start)
    return 1000 * min(times)


def process(code: str) -> Callable[[], object]:
    """Return an action that runs code in a new Python."""
    return lambda: subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT)


def main() -> None:
    """Print the table."""
    model = framing.load_model("fast")
    passages = split(ARTICLE)
    texts = [one.text for one in passages]
    empty = best(process("pass"), 5)
    rows = [
        ("`import framing` in a new process", best(process("import framing"), 5) - empty),
        ("`import framing` and a first `framing.score` in a new process", best(process(FIRST), 5) - empty),
        ("`framing.load_model`", best(lambda: framing.load_model("fast"), 5)),
        (f"one article of {len(passages)} passages: split", best(lambda: split(ARTICLE))),
        ("… voices", best(lambda: voices(ARTICLE, passages))),
        ("… `decision_function` of its passages", best(lambda: model.decision_function(texts))),
        ("… `contributions` of its passages", best(lambda: model.contributions(texts))),
        ("… all: split, voice, scores of both voices, cues", best(lambda: score_passages(ARTICLE, model))),
    ]
    print("| what | ms |\n|---|---|")
    for name, milliseconds in rows:
        print(f"| {name} | {milliseconds:.1f} |")


if __name__ == "__main__":
    main()
