"""Say which passages of a news article are editorialized, how strongly, in whose voice and by which words."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from framing import datasets, evaluation, features, lexicons, voice
    from framing.adaptation import adapt
    from framing.articles import score_frame
    from framing.classifiers.accurate import AccurateClassifier
    from framing.classifiers.fast import FastClassifier
    from framing.classifiers.labels import LabelClassifier
    from framing.comparison import Comparison, compare
    from framing.errors import IntegrityError
    from framing.labels import frames
    from framing.many import score_many
    from framing.models import list_models, load_model, save_model
    from framing.passages import Passage, plain_text, split
    from framing.report import Report, score
    from framing.sources import summarize

# Where each public name lives; loaded when it is first asked for, so that importing costs milliseconds.
HOMES = {
    "AccurateClassifier": "framing.classifiers.accurate",
    "Comparison": "framing.comparison",
    "FastClassifier": "framing.classifiers.fast",
    "IntegrityError": "framing.errors",
    "LabelClassifier": "framing.classifiers.labels",
    "Passage": "framing.passages",
    "Report": "framing.report",
    "adapt": "framing.adaptation",
    "compare": "framing.comparison",
    "frames": "framing.labels",
    "list_models": "framing.models",
    "load_model": "framing.models",
    "plain_text": "framing.passages",
    "save_model": "framing.models",
    "score": "framing.report",
    "score_frame": "framing.articles",
    "score_many": "framing.many",
    "split": "framing.passages",
    "summarize": "framing.sources",
}
SUBMODULES = ("datasets", "evaluation", "features", "lexicons", "voice")

__all__ = [
    "AccurateClassifier",
    "Comparison",
    "FastClassifier",
    "IntegrityError",
    "LabelClassifier",
    "Passage",
    "Report",
    "__version__",
    "adapt",
    "compare",
    "datasets",
    "evaluation",
    "features",
    "frames",
    "lexicons",
    "list_models",
    "load_model",
    "plain_text",
    "save_model",
    "score",
    "score_frame",
    "score_many",
    "split",
    "summarize",
    "voice",
]


def __getattr__(name: str) -> Any:
    """Load a public name."""
    if name == "__version__":
        return _version()
    if name in SUBMODULES:
        return import_module(f"framing.{name}")
    if name not in HOMES:
        raise AttributeError(f"module 'framing' has no attribute {name!r}; it has {', '.join(__all__)}")
    value = globals()[name] = getattr(import_module(HOMES[name]), name)
    return value


def __dir__() -> list[str]:
    """List the public names."""
    return __all__


def _version() -> str:
    """Return the installed version; a checkout that was never installed has none."""
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("news-framing")
    except PackageNotFoundError:
        return "0+unknown"
