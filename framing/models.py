"""Model folders: verify, check the format, construct. The only file that knows their format.

A folder has ``model.json`` (the manifest), the files of its kind (arrays, a graph; never a pickle), ``CARD.md`` and perhaps
``held_out.npz``, ``lessons.npz`` and ``words.npz``. The manifest lists the sha256 of the other files and a digest of its own
content; ``models/REGISTRY`` lists the sha256 of every file that ships. Nothing is built before everything is checked. What is
inside the files of a kind is known to `framing.weights`, what is inside the last three to `framing.evaluation.held_out` and
`framing.training.lessons`.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Mapping
from functools import lru_cache
from math import isfinite
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np

from framing.classifiers.additive import LOADED, AdditiveClassifier
from framing.classifiers.labels import LabelClassifier
from framing.errors import IntegrityError, shown
from framing.files import write_all
from framing.resources import resource_folder
from framing.weights import KINDS, LABELS, Intercept, Model, kind_of

# The format that is written, and those that are read. 1: the fast model without marked words, the accurate one without words; 2:
# neither with averages of words; 3: neither with saturation; 4: the accurate model without.
FORMAT, FORMATS = 5, (1, 2, 3, 4, 5)
MANIFEST, CARD, REGISTRY = "model.json", "CARD.md", "REGISTRY"
# Files that a model may have: scores of passages by models that did not see them; its scores of passages, and what words add in
# it, which others learn from.
HELD_OUT, LESSONS, TAUGHT = EXTRAS = "held_out.npz", "lessons.npz", "words.npz"
OF_MODELS = frozenset(EXTRAS).union(*(kind.files for kind in KINDS.values()))


def load_model(model: str | Path = "fast") -> Model:
    """Load a model that ships with the package, or a folder.

    Parameters
    ----------
    model : str or Path, default="fast"
        The name of a shipped model (see `list_models`), or a folder that `save_model` wrote. A folder that is called like a
        shipped model is a Path, or ``"./fast"``.

    Returns
    -------
    FastClassifier, AccurateClassifier or LabelClassifier
        The model, ready to score; of frames and techniques a LabelClassifier.

    Raises
    ------
    FileNotFoundError
        If there is no such model, or a file of it is missing.
    IntegrityError
        If a file is not the one that was recorded; nothing has been built from it then.
    ValueError
        If the folder has a format that this version does not know.

    Examples
    --------
    >>> load_model("fast").predict(["The council met on Monday."])
    array([0])
    """
    files = files_of(model)
    manifest = json.loads(files[MANIFEST])
    found = built(manifest, files)
    setattr(found, LOADED, f"{manifest['name']} {manifest['version']}")
    return found


def name_of(model: Model) -> str:
    """Return the name and version that a model was loaded by, or the name of its class if it was built by hand."""
    return str(getattr(model, LOADED, type(model).__name__))


def resolved(model: str | Path | AdditiveClassifier) -> tuple[AdditiveClassifier, str]:
    """Return a model that is named, in a folder, or loaded already; and what `name_of` calls it."""
    if isinstance(model, AdditiveClassifier):
        return model, name_of(model)
    if isinstance(model, LabelClassifier):
        raise ValueError("model must score passages, got a LabelClassifier, which tells labels; pass 'fast'")
    if not isinstance(model, str | Path):
        raise TypeError(f"model must be a name, a folder or a classifier of framing's, got {shown(model)}; pass 'fast'")
    found = cached_model(model, KINDS.keys() - {LABELS})
    if not isinstance(found, AdditiveClassifier):
        raise ValueError(f"model must score passages, got {shown(str(model))}, which tells labels; pass 'fast'")
    return found, name_of(found)


def resolved_labels(model: str | Path | LabelClassifier) -> LabelClassifier:
    """Return a model of several labels that is named, in a folder, or loaded already."""
    if not isinstance(model, LabelClassifier | str | Path):
        raise TypeError(f"model must be a name, a folder or a LabelClassifier, got {shown(model)}; pass 'frames'")
    found = model if isinstance(model, LabelClassifier) else cached_model(model, {LABELS})
    if not isinstance(found, LabelClassifier):
        raise ValueError(f"model must tell labels, got {shown(str(model))}, which scores passages; pass 'frames'")
    return found


def cached_model(model: str | Path, kinds: Collection[str]) -> Model:
    """Load a model once a process, and again if its folder has another; `kinds` are those that an error names."""
    name, folder = located(model, kinds)
    return loaded(name, "") if name else loaded(str(folder.resolve()), sha256((folder / MANIFEST).read_bytes()))


@lru_cache(maxsize=8)
def loaded(model: str, manifest: str) -> Model:
    """Load a model; `manifest`, the sha256 of its manifest, tells one model of a folder from the next."""
    return load_model(model)


def read_manifest(model: str | Path) -> dict[str, Any]:
    """Return a model's manifest, verified.

    Parameters
    ----------
    model : str or Path
        As in `load_model`.

    Returns
    -------
    dict
        Format, libraries, data, metrics, floors and golden scores.

    Examples
    --------
    >>> read_manifest("fast")["format"]
    4
    """
    manifest: dict[str, Any] = json.loads(files_of(model)[MANIFEST])
    return manifest


def read_extra(model: str | Path, name: str) -> bytes | None:
    """Return a further file of a model, verified.

    Parameters
    ----------
    model : str or Path
        As in `load_model`.
    name : {"held_out.npz", "lessons.npz", "words.npz"}
        Which file.

    Returns
    -------
    bytes or None
        For `framing.evaluation.held_out.unpacked`, or `framing.training.lessons.words_unpacked`; None of a model without it.
    """
    return files_of(model).get(name)


def list_models() -> list[dict[str, Any]]:
    """List the models that ship with the package.

    Returns
    -------
    list of dict
        Name, version, date and description of each.

    Examples
    --------
    >>> [model["name"] for model in list_models()]
    ['accurate', 'fast', 'frames', 'techniques']
    """
    keys = ("name", "version", "created", "description")
    manifests = [read_manifest(path.parent.name) for path in shipped_manifests()]
    return [{key: manifest[key] for key in keys} for manifest in manifests]


def is_shipped(name: str) -> bool:
    """Tell whether a model of that name is among those that ship; whoever packages framing may leave some out."""
    return any(path.parent.name == name for path in shipped_manifests())


def shipped_manifests() -> list[Path]:
    """Return where the manifests of the shipped models are."""
    return sorted(resource_folder("models").glob(f"*/{MANIFEST}"))


def save_model(
    model: Model,
    folder: str | Path,
    *,
    manifest: Mapping[str, Any] | None = None,
    card: str = "",
    extras: Mapping[str, bytes] | None = None,
) -> None:
    """Write a model's folder, whole or not at all.

    Parameters
    ----------
    model : FastClassifier, AccurateClassifier or LabelClassifier
        A fitted model.
    folder : str or Path
        Where to write; made if it is not there. A model that it has is replaced, other files are left alone.
    manifest : mapping, optional
        What to record beside the weights: data, metrics, floors, golden scores.
    card : str, optional
        The model card, Markdown.
    extras : mapping of str to bytes, optional
        Further files, of those that `read_extra` knows.

    Raises
    ------
    ValueError
        If a weight, the intercept or the reference is not finite, or an extra is none of those; nothing is written then.
    TypeError
        If `model` is none of framing's classifiers.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     save_model(load_model("fast"), folder)
    ...     load_model(folder).predict(["The council met on Monday."])
    array([0])
    """
    folder, further = Path(folder), dict(extras or {})
    if further.keys() - EXTRAS:
        raise ValueError(f"extras must be of {', '.join(EXTRAS)}, got {shown(min(further.keys() - EXTRAS))}; leave it out")
    kind, intercept = KINDS[kind_of(model)], np.asarray(model.intercept, dtype=float).tolist()
    files = kind.packed(model) | {CARD: (card or "No card was written for this model.\n").encode()} | further
    try:
        kind.built(finite(intercept), files, kind.features(model))
    except ValueError as error:
        raise ValueError(f"model must have finite weights, got another ({error}); fit it again") from error
    content: dict[str, Any] = {"name": folder.name, "version": "0", "created": "", "description": ""}
    content |= dict(manifest or {}) | {
        "format": FORMAT,
        "kind": kind_of(model),
        "intercept": intercept,
        "features": kind.features(model),
        "files": {name: {"sha256": sha256(data), "size": len(data)} for name, data in files.items()},
    }
    content.pop("digest", None)
    content["digest"] = digest(content)
    stale = OF_MODELS - files.keys() if (folder / MANIFEST).is_file() else ()
    write_all(folder, files | {MANIFEST: (json.dumps(content, indent=1, ensure_ascii=False) + "\n").encode()})
    for name in stale:
        (folder / name).unlink(missing_ok=True)


def write_registry(models: Path) -> None:
    """Record the files of every model in a folder of models, as ``path sha256 size``."""
    files = sorted(path for path in models.glob("*/*") if path.is_file())
    lines = [f"{path.relative_to(models).as_posix()} {sha256(data := path.read_bytes())} {len(data)}\n" for path in files]
    write_all(models, {REGISTRY: "".join(lines).encode()})


def located(model: str | Path, kinds: Collection[str] = KINDS) -> tuple[str, Path]:
    """Return a shipped model's name and folder, or an empty name and the folder given; `kinds` are those that an error names."""
    if not isinstance(model, str | Path):
        raise TypeError(f"model must be a name or a folder, got {type(model).__name__} {shown(model)}; pass 'fast'")
    if isinstance(model, str) and is_shipped(model):
        return model, resource_folder("models") / model
    folder = Path(model)
    if not (folder / MANIFEST).is_file():
        names = ", ".join(path.parent.name for path in shipped_manifests() if json.loads(path.read_bytes())["kind"] in kinds)
        raise FileNotFoundError(
            f"model must be one of {names}, or a folder with a {MANIFEST}, got {shown(str(model))}; see `framing models`"
        )
    return "", folder


def registered(name: str) -> dict[str, str]:
    """Return the recorded sha256 of each file of a shipped model."""
    lines = (resource_folder("models") / REGISTRY).read_text(encoding="utf-8").splitlines()
    entries = (line.split() for line in lines)
    return {path.split("/")[1]: sha for path, sha, _ in entries if path.split("/")[0] == name}


def files_of(model: str | Path) -> dict[str, bytes]:
    """Read a model's files; raise before anything is built if one is not the one recorded."""
    model_name, folder = located(model)
    recorded = registered(model_name) if model_name else {}
    data = (folder / MANIFEST).read_bytes()
    same(folder / MANIFEST, data, recorded.get(MANIFEST))
    manifest = parsed(folder / MANIFEST, data)
    files = {MANIFEST: data}
    for name, entry in manifest["files"].items():
        path = folder / Path(name).name
        if not path.is_file():
            raise FileNotFoundError(f"model must have the file {name}, got a folder without it: {shown(folder.name)}; restore it")
        files[name] = path.read_bytes()
        same(path, files[name], entry["sha256"])
        same(path, files[name], recorded.get(name))
    return files


def parsed(path: Path, data: bytes) -> dict[str, Any]:
    """Return a manifest whose format and digest are right."""
    try:
        content: dict[str, Any] = json.loads(data)
        version, recorded = content["format"], content.pop("digest")
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise IntegrityError(f"{path.name} must be a manifest, got {shown(data[:30])}; restore the model's folder") from error
    if version not in FORMATS:
        known = " or ".join(map(str, FORMATS))
        raise ValueError(f"{path.name} must have format {known}, got {shown(version)}; install the framing that wrote it")
    if recorded != digest(content):
        raise IntegrityError(f"{path.name} must have the digest {shown(recorded)}, got other content; restore the model's folder")
    if not is_complete(content):
        raise IntegrityError(
            f"{path.name} must tell name, version, kind, intercept, features and sha256 of its files; train again"
        )
    return content


def is_complete(manifest: Mapping[str, Any]) -> bool:
    """Tell whether a manifest has all that loading needs, each of its type."""
    files, features, intercept = (manifest.get(key) for key in ("files", "features", "intercept"))
    return (
        all(isinstance(manifest.get(key), str) for key in ("name", "version", "created", "description", "kind"))
        and manifest["kind"] in KINDS
        and are_finite(intercept)
        and isinstance(intercept, list) == (manifest["kind"] == LABELS)
        and isinstance(features, dict)
        and isinstance(files, dict)
        and {*KINDS[manifest["kind"]].files, CARD} <= files.keys()
        and all(isinstance(entry, dict) and isinstance(entry.get("sha256"), str) for entry in files.values())
    )


def same(path: Path, data: bytes, recorded: str | None) -> None:
    """Raise if a file is not the one recorded."""
    if recorded is not None and sha256(data) != recorded:
        raise IntegrityError(f"{path.name} must have sha256 {recorded[:12]}…, got {sha256(data)[:12]}…; restore the folder")


def built(manifest: Mapping[str, Any], files: Mapping[str, bytes]) -> Model:
    """Build a classifier from verified content."""
    kind = KINDS[manifest["kind"]]
    try:
        recorded = manifest["features"]
        model = kind.built(manifest["intercept"], files, recorded)
        if not recorded.items() <= kind.features(model).items():
            raise ValueError("other numbers of features than the manifest's")
    except (ValueError, KeyError, TypeError, OSError, EOFError, BadZipFile) as error:
        what = f"{' and '.join(kind.files)} must hold a model of kind {manifest['kind']}"
        raise IntegrityError(f"{what}, got {shown(error)}; train it again") from error
    return model


def finite(intercept: Intercept) -> Intercept:
    """Return an intercept, or one a label, if it is finite; else raise."""
    if not are_finite(intercept):
        raise ValueError(f"intercept {shown(intercept)}")
    return intercept


def are_finite(intercept: object) -> bool:
    """Tell a finite float, or a list of such."""
    numbers = intercept if isinstance(intercept, list) else [intercept]
    return all(isinstance(one, float) and isfinite(one) for one in numbers)


def sha256(data: bytes) -> str:
    """Return a hash as hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


def digest(content: Mapping[str, Any]) -> str:
    """Return the sha256 of a manifest's canonical content."""
    return sha256(json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode())
