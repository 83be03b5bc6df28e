"""Reporting verbs by class: neutral, evaluative, loaded."""

from __future__ import annotations

from framing.features.extractor import Extractor
from framing.measures.verbs import verbs


class ReportingVerbs(Extractor):
    """Count the reporting verbs of each class, and add up their strength.

    Only verbs that are used to report count: "he screamed in pain" has none.

    Examples
    --------
    >>> ReportingVerbs().fit_transform(["Prices will rise, screams the Herald."])
    array([[0., 0., 1., 1.]])
    """

    measure = staticmethod(verbs)
    columns = (
        "n_neutral_reporting_verbs",
        "n_evaluative_reporting_verbs",
        "n_loaded_reporting_verbs",
        "strength_of_reporting_verbs",
    )
