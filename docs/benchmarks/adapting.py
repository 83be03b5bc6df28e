"""What labels of one's own are worth: the fast model adapted to a hundred or three hundred passages of data foreign to it.

Run ``python docs/benchmarks/adapting.py --data-dir DIR``; it writes the table of docs/adapting.md.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np

from framing import datasets
from framing.adaptation import adapted, labelled, measured, of_kind
from framing.evaluation import metrics

SETS = ("hyperpartisan_titles", "mpqa", "cwhard", "gwsd")
N_PASSAGES, N_LABELLED, N_DRAWS = 3000, (100, 300, 1000), 3
KEYS = ("auc", "macro_f1", "calibration_error")


def main() -> None:
    """Write the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data-dir", type=Path, required=True, help="folder of the data sets")
    data_dir = parser.parse_args().data_dir
    model = of_kind("fast")
    print("| set | as it is: AUC, macro-F1, calibration error |", " | ".join(f"{n} labels" for n in N_LABELLED), "|")
    print("|---|---|" + "---|" * len(N_LABELLED))
    for name in SETS:
        rows = datasets.load(name, data_dir).dropna(subset=["label"]).sample(frac=1, random_state=0).head(N_PASSAGES)
        frame = labelled(rows["text"].tolist(), rows["label"].tolist(), None)
        features, labels = measured(model, frame["text"].tolist()), frame["label"].to_numpy()
        cells = [shown([metrics(labels, features.log_odds)])]
        for n_labelled in N_LABELLED:
            found = []
            for draw in range(N_DRAWS):
                order = np.random.default_rng(draw).permutation(len(frame))
                own, others = order[:n_labelled], order[n_labelled:]
                mine = adapted(model, frame, features, own)
                found.append(metrics(labels[others], mine.decision_function(frame["text"].iloc[others])))
            cells.append(shown(found))
        print("|", name, "|", " | ".join(cells), "|", flush=True)


def shown(found: list[dict[str, float]]) -> str:
    """Return the means of some metrics."""
    return ", ".join(f"{np.mean([one[key] for one in found]):.3f}"[1:] for key in KEYS)


if __name__ == "__main__":
    main()
