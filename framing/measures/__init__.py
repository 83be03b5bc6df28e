"""What counts in a passage, and where: pure functions from words to occurrences.

An occurrence is a span of the passage, the name of the feature that it feeds, and its share of that feature's value. A feature's
value is the sum over its occurrences, so a model that is linear in the features is a sum over spans of text.
"""

from __future__ import annotations

from collections.abc import Callable

from framing.tokens import Tokens

Occurrence = tuple[int, int, str, float]
Measure = Callable[[Tokens], list[Occurrence]]
