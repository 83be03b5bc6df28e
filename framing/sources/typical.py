"""Which cues are typical of a group: those that it has more often than the others."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from framing.sources.estimates import Floats, Integers

if TYPE_CHECKING:
    from pandas import Series

SEPARATOR = "; "
# Cues of a group that are named, articles of it that must have one, and how often any at all may be named by chance.
MOST, FEWEST, BY_CHANCE = 5, 3, 0.05
# Articles of no group in particular that every group is thought to have besides its own.
PRIOR = 20.0


def typical(cues: Series[Any], articles: Integers, groups: Integers, n_groups: int) -> list[str]:
    """Return the cues that each group has in clearly more of its articles than the other groups.

    Parameters
    ----------
    cues : Series of str
        The cues of each passage, ``"; "`` between them.
    articles, groups : ndarray of shape (n_passages,)
        Number of each passage's article, and of its group.
    n_groups : int
        How many groups there are.

    Returns
    -------
    list of str
        For each group up to five, the most typical first, ``"; "`` between them.

    Notes
    -----
    Log-odds ratios with an informative prior, the share of all articles that have a cue: after Monroe, Colaresi and Quinn,
    "Fightin' words", 2008. A cue counts once an article, so that no single one makes it typical. Of thousands of cues some
    differ by chance; with Bonferroni's correction any is named by chance in one table of twenty.

    Examples
    --------
    >>> import pandas as pd
    >>> cues = pd.Series(["vile", "vile", "vile; only", "only", "only", "only"] * 9)
    >>> typical(cues, np.arange(54), np.tile([0, 0, 0, 1, 1, 1], 9), 2)
    ['vile', 'only']
    """
    import pandas as pd
    from scipy.stats import norm

    lists = cues.fillna("").str.split(SEPARATOR)
    table = pd.DataFrame({"cue": lists, "article": articles, "group": groups}).explode("cue")
    table = table[table["cue"] != ""]
    counts = table.drop_duplicates(["article", "cue"]).groupby(["group", "cue"]).size()
    own = counts[counts >= FEWEST]
    found: list[list[str]] = [[] for _ in range(n_groups)]
    of_cue = counts.groupby("cue").sum()
    n_articles = np.bincount(groups[np.unique(articles, return_index=True)[1]], minlength=n_groups)
    group, cue = own.index.get_level_values("group"), own.index.get_level_values("cue")
    distance = z_scores(np.asarray(own, dtype=np.float64), n_articles[group], np.asarray(of_cue[cue]), n_articles.sum())
    clearly = norm.isf(BY_CHANCE / max(len(own), 1))
    for at in np.argsort(-distance, kind="stable"):
        if distance[at] >= clearly and len(found[group[at]]) < MOST:
            found[group[at]].append(str(cue[at]))
    return [SEPARATOR.join(one) for one in found]


def z_scores(own: Floats, n_articles: Integers, everywhere: Integers, n_all: int) -> Floats:
    """Return by how many standard errors the odds of cues in a group's articles lie above those in others.

    Parameters
    ----------
    own, everywhere : ndarray of shape (n_cues,)
        Articles that have each cue: of the group, and of all.
    n_articles : ndarray of shape (n_cues,)
        Articles of the group.
    n_all : int
        Articles of all groups.

    Returns
    -------
    ndarray of shape (n_cues,)
    """
    prior = PRIOR * everywhere / (n_all + 1)
    here, there = own + prior, everywhere - own + prior
    not_here, not_there = n_articles + PRIOR - here, n_all - n_articles + PRIOR - there
    error = np.sqrt(1 / here + 1 / not_here + 1 / there + 1 / not_there)
    return np.asarray((np.log(here / not_here) - np.log(there / not_there)) / error)
