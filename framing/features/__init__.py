"""Extractors: scikit-learn transformers from passages to features, one idea each."""

from __future__ import annotations

from framing.features.cues import CueRates
from framing.features.person import Person
from framing.features.quoted import ShareQuoted
from framing.features.surface import Surface
from framing.features.verbs import ReportingVerbs
from framing.features.words import Subwords, Words

__all__ = ["CueRates", "Person", "ReportingVerbs", "ShareQuoted", "Subwords", "Surface", "Words"]
