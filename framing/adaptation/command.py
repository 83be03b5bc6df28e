"""The command line of adaptation: ``framing adapt``."""

from __future__ import annotations

import argparse
import shlex
import sys
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from framing.adaptation import adapted, compared, enough, held_out, measured, of_kind
from framing.console import fail, folder_to_write
from framing.datasets import content
from framing.evaluation.files import read_table
from framing.evaluation.held_out import HeldOut, Known, known, packed
from framing.evaluation.judgements import checked
from framing.evaluation.subject import check_new, seen, subject
from framing.models import HELD_OUT, MANIFEST, save_model

Metrics = Mapping[str, Mapping[str, float]]
PROGRAM, FILE, OWN = "framing adapt", "FILE", "own labels"
SHOWN = {"macro_f1": "macro-F1", "auc": "AUC", "calibration_error": "calibration error"}
CARD = """# Model card: {name}

{base} adapted to {n:,} labelled passages ({share:.0%} of class 1) on {created}, by `framing adapt`.

| held out | {names} |
|---|---|---|---|
{table}

Five folds, which share no group; {measured:,} passages that {base} was not trained on. What the labels mean is known to those who
made them. All that the card of {base} says of its use and its failures holds here too; ranks among wire copy are those of {base},
moved as a whole.
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line: ``framing adapt labels.csv --out mine``.

    Parameters
    ----------
    arguments : sequence of str, optional
        The command line; `sys.argv` without it.

    Returns
    -------
    int
        0 if all went well, 1 if an input failed; nothing is written then.
    """
    options = parser().parse_args(arguments)
    roles = {"text": options.text, "label": options.label, "group": options.group}
    try:
        if options.out.exists() and not (options.out / MANIFEST).is_file() and any(options.out.iterdir()):
            raise FileExistsError(f"--out must be new or a model's folder, got {options.out} with other files; name another")
        base, first = of_kind(options.model), subject(options.model)
        frame = enough(checked(read_table(options.labelled, roles, FILE)))
        new = ~seen(first, frame["text"].tolist())
        check_new(first, frame["label"], new, FILE)
        features = measured(base, frame["text"].tolist())
        after, model = held_out(base, frame, features), adapted(base, frame, features)
        found = compared(frame[new], features.log_odds[new], after[new])
        written = described(first.manifest, frame, found, options.out.name)
        kept = HeldOut({f"{OWN}, 5 folds": known(frame["text"], after), **seen_before(first.held_out, written["base"])})
        save_model(model, options.out, manifest=written, card=carded(written, found), extras={HELD_OUT: packed(kept)})
    except (OSError, ValueError, TypeError, ImportError) as error:
        return fail(str(error), PROGRAM)
    sys.stdout.write(summary(found, options.out))
    return 0


def parser() -> argparse.ArgumentParser:
    """Return the parser."""
    found = argparse.ArgumentParser(
        prog=PROGRAM,
        description="Adapt a fast model to labelled passages of your own, and say what that is worth on passages held out.",
    )
    found.add_argument("labelled", type=Path, metavar=FILE, help="labelled passages: .csv, .jsonl or .parquet")
    found.add_argument(
        "--out", type=folder_to_write, required=True, metavar="FOLDER", help="the model's folder, for --model elsewhere"
    )
    found.add_argument("--model", default="fast", help="a fast model to begin with, a name or a folder (default: fast)")
    for role in ("text", "label"):
        found.add_argument(f"--{role}", default=role, metavar="COL", help=f"the file's column with the {role} (default: {role})")
    found.add_argument(
        "--group", metavar="COL", help="the column that folds must not share, such as the article (default: group, if there)"
    )
    return found


def described(manifest: Mapping[str, Any], frame: Any, found: Metrics, name: str) -> dict[str, Any]:
    """Return the manifest of an adapted model: it has seen what the first one saw, and the labels."""
    base = f"{manifest['name']} {manifest['version']}"
    own = {"rows": len(frame), "share": round(float(frame["label"].mean()), 4), "content": content(frame)}
    return {
        "name": name,
        "version": "1",
        "created": datetime.now(UTC).date().isoformat(),
        "description": f"{base} adapted to {len(frame):,} labelled passages",
        "base": base,
        "data": {**manifest.get("data", {}), OWN: own},
        "metrics": {key: {one: round(value, 4) for one, value in values.items()} for key, values in found.items()},
        "floors": {},
        "golden": [],
    }


def seen_before(former: HeldOut, base: str) -> dict[str, Known]:
    """Return the held-out scores of the model to begin with, under names by which none is taken for the adapted model's."""
    return {f"{base}: {name}": own for name, own in former.evaluations.items()}


def carded(manifest: Mapping[str, Any], found: Metrics) -> str:
    """Return an adapted model's card."""
    rows = [f"| {name} | {' | '.join(f'{values[key]:.3f}' for key in SHOWN)} |" for name, values in found.items()]
    own = manifest["data"][OWN]
    names = " | ".join(SHOWN.values())
    n_measured = int(next(iter(found.values()))["n"])
    return CARD.format(**manifest, n=own["rows"], share=own["share"], table="\n".join(rows), names=names, measured=n_measured)


def summary(found: Metrics, out: Path) -> str:
    """Say what adapting was worth."""
    width = max(map(len, found))
    rows = [f"{'':{width}}  {'  '.join(SHOWN.values())}"]
    rows += [
        f"{name:{width}}  {'  '.join(f'{values[key]:<{len(title)}.3f}' for key, title in SHOWN.items())}".rstrip()
        for name, values in found.items()
    ]
    return "\n".join([*rows, f"wrote {out}: framing score FILE --model {shlex.quote(str(out.resolve()))}", ""])


if __name__ == "__main__":
    sys.exit(main())
