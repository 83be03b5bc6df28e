"""Stages of a long training run: each is written whole when it is finished, and an interrupted run goes on after the last."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np

from framing.errors import IntegrityError, shown
from framing.files import write_all
from framing.weights import archive, unpacked

Arrays = Mapping[str, np.ndarray]


@dataclass(frozen=True, slots=True)
class Stages:
    """A folder of finished stages.

    Attributes
    ----------
    folder : Path
        Where they are kept.
    """

    folder: Path

    def have(self, name: str, key: str) -> bool:
        """Tell whether a stage is finished."""
        return self.path(name, key).exists()

    def path(self, name: str, key: str) -> Path:
        """Return the file of a stage."""
        return self.folder / f"{name}-{key[:16]}.npz"

    def done(self, name: str, key: str, make: Callable[[], Arrays]) -> Arrays:
        """Return a stage's arrays, made now or by an earlier run.

        Parameters
        ----------
        name : str
            The stage.
        key : str
            A digest of all that it depends on; a stage of other data or settings is never taken up.
        make : callable
            Makes the arrays.

        Returns
        -------
        mapping of str to ndarray
            The arrays.

        Raises
        ------
        IntegrityError
            If the stage's file is damaged.
        """
        path = self.path(name, key)
        if path.exists():
            return read(path)
        made = make()
        write_all(self.folder, {path.name: archive(made)})
        return made


def read(path: Path) -> Arrays:
    """Read a stage's file."""
    try:
        return unpacked(path.read_bytes())
    except (ValueError, OSError, EOFError, KeyError, BadZipFile) as error:
        raise IntegrityError(f"cache must hold whole stages, got a damaged {path.name}: {shown(error)}; delete it") from error


def digest(*parts: Any) -> str:
    """Return the sha256 of arrays and of what JSON knows."""
    found = hashlib.sha256()
    for part in parts:
        found.update(part.tobytes() if isinstance(part, np.ndarray) else json.dumps(part, sort_keys=True).encode())
        found.update(b"|")
    return found.hexdigest()
