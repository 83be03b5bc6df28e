"""How much of a passage is somebody else's direct speech."""

from __future__ import annotations

from framing.features.extractor import Extractor
from framing.measures.quoted import quoted


class ShareQuoted(Extractor):
    """Measure the share of a passage's characters that is direct speech, from 0 to 1.

    Examples
    --------
    >>> ShareQuoted().fit_transform(['"It rained," he said.', "It rained."]).round(2)
    array([[0.57],
           [0.  ]])
    """

    measure = staticmethod(quoted)
    columns = ("share_quoted",)
