"""A model's manifest as a page to read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from framing.card import labels, passages


def card(manifest: Mapping[str, Any]) -> str:
    """Write a manifest as a page of Markdown.

    Parameters
    ----------
    manifest : mapping
        As `framing.models.read_manifest` returns it.

    Returns
    -------
    str
        The card.
    """
    return labels.card(manifest) if "labels" in manifest else passages.card(manifest)
