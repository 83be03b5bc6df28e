"""Who speaks: the noun phrase that is a reporting verb's subject."""

from __future__ import annotations

from framing.voice.tokens import Reading, abbreviates
from framing.voice.words import (
    AUXILIARIES,
    CLAUSE_EDGES,
    DETERMINERS,
    PREPOSITIONS,
    PRONOUNS,
    PUNCTUATION,
    RELATIVES,
    TIMES,
    is_adverb,
    word_set,
)

Span = tuple[int, int]  # tokens from, to
REACH = 24  # tokens that a subject may stand before its verb
ADJUNCTS = frozenset(("of", "from", "aged"))  # with a number, what comes between a name and its apposition
ADJUNCT = 8  # tokens of the longest
MAX_ADJUNCTS = 3
MODAL_NAMES = frozenset(("will", "may"))
AFTER_NAME = word_set(
    """
    on in at during when while who that to about by with after before as since because last this in
    """
)


def right_of(reading: Reading, j: int, end: int) -> Span | None:
    """Return the noun phrase that begins at token `j`."""
    words = reading.words
    k = j
    while k < end and k - j < REACH:
        word = words[k]
        if word == '"':
            k += k == j
            break
        if (
            is_edge(reading, k)
            or (word in AUXILIARIES and not reading.capital[k])
            or word in AFTER_NAME
            or (word in TIMES and k > j)
        ):
            break
        k += 1
        if word in PRONOUNS:
            break
    return (j, k) if k > j and words[j] not in PREPOSITIONS else None


def is_edge(reading: Reading, k: int) -> bool:
    """Tell whether token `k` is a mark that ends a noun phrase."""
    return reading.words[k] in PUNCTUATION and not abbreviates(reading, k)


def left_of(reading: Reading, first: int, i: int, floor: int) -> Span | None:
    """Return the noun phrase that ends before token `i`, and begins after another verb's end `floor`."""
    words = reading.words
    k = skip_auxiliaries(reading, first, i - 1)
    if k >= first and words[k] in {"and", "but", "or"}:
        return subject_of_sentence(reading, first, i)
    if k >= first and words[k] in RELATIVES:
        if words[k] == "who" and k == first:
            return (k, k + 1)
        k -= 1
        if k >= first and words[k] == ",":
            k -= 1
    elif k >= first and ends_apposition(reading, k):
        k = before_adjuncts(words, first, before_apposition(words, first, k))
    if k < first or words[k] in PUNCTUATION:
        return None
    if words[k] == '"':
        return (k, k + 1)
    return trimmed(reading, phrase_start(reading, floor if floor <= k else first, k), k + 1)


def skip_auxiliaries(reading: Reading, first: int, k: int) -> int:
    """Step back over auxiliaries and adverbs, but not over names: Bo Connolly said."""
    words, capital = reading.words, reading.capital
    while k >= first and (words[k] in AUXILIARIES or is_adverb(words[k])) and words[k] not in PRONOUNS:
        if capital[k] and not capital[k + 1] and (words[k].endswith("ly") or words[k] in MODAL_NAMES):
            return k
        if "'" in words[k] and words[k].partition("'")[0] in PRONOUNS:
            return k
        k -= 1
    return k


def ends_apposition(reading: Reading, k: int) -> bool:
    """Tell whether an apposition may end with token `k`, which may be a quotation with a comma: star of “The Hour,” said."""
    if reading.words[k] != '"':
        return reading.words[k] in {",", "—", "–", ")", "--"}
    return reading.text[reading.pairs[reading.quote_at[k]].inner_end - 1] == ","


def before_apposition(words: tuple[str, ...], first: int, k: int) -> int:
    """Step back over ", the mayor of York," to the name before it."""
    opening = {")": "(", '"': ","}.get(words[k], words[k])
    for place in range(k - 1, max(first, k - REACH) - 1, -1):
        if words[place] == opening:
            return place - 1
        if words[place] == '"':
            return -1
    return -1


def before_adjuncts(words: tuple[str, ...], first: int, k: int) -> int:
    """Step back over ", 45, of York" that ends with token `k` to the name before it."""
    for _ in range(MAX_ADJUNCTS):
        comma = next((at for at in range(k, max(first, k - ADJUNCT), -1) if words[at] == ","), k)
        if comma == k or not (words[comma + 1] in ADJUNCTS or words[comma + 1].isdigit()):
            break
        k = comma - 1
    return k


def phrase_start(reading: Reading, first: int, k: int) -> int:
    """Return where the noun phrase that ends with token `k` begins."""
    words = reading.words
    if words[k] in PRONOUNS:
        return k
    low = max(first, k - REACH)
    start = k
    while start > low:
        word = words[start - 1]
        if is_edge(reading, start - 1) or word in CLAUSE_EDGES or word in AUXILIARIES or word in RELATIVES or word == '"':
            break
        if word in PRONOUNS or (word in {"and", "or"} and not joins_names(reading, start - 1)):
            break
        start -= 1
    return start


def joins_names(reading: Reading, k: int) -> bool:
    """Tell whether an "and" joins two names or noun phrases."""
    before, after = k - 1, k + 1
    return (
        before >= 0
        and (reading.capital[before] or reading.words[before].endswith("s"))
        and (reading.capital[after] or reading.words[after] in DETERMINERS)
    )


def trimmed(reading: Reading, start: int, stop: int) -> Span | None:
    """Cut a leading "on Tuesday" or "in a statement" off a subject."""
    words = reading.words
    while start < stop and (words[start] in {"and", "or", "yet"} or (is_adverb(words[start]) and start < stop - 1)):
        start += 1
    if start < stop and words[start] in PREPOSITIONS:
        heads = [
            place
            for place in range(start + 2, stop)
            if words[place - 1] not in PREPOSITIONS | {"."}
            and (
                words[place] in DETERMINERS
                or words[place] in PRONOUNS
                or (reading.capital[place] and (not reading.capital[place - 1] or words[place - 1] in TIMES))
            )
        ]
        start = heads[-1] if heads else start
    while start < stop - 1 and words[start] in TIMES:
        start += 1
    return (start, stop) if start < stop else None


def subject_of_sentence(reading: Reading, first: int, i: int) -> Span | None:
    """Return the first noun phrase of the sentence, for a verb far from it."""
    words = reading.words
    start = first
    while start < min(i, first + REACH) and (words[start] in PUNCTUATION or words[start] in {'"', "and", "but"}):
        start += 1
    if start < i and (words[start] in PREPOSITIONS or words[start] in CLAUSE_EDGES or words[start].endswith("ing")):
        high = min(start + 2 * REACH, len(words))
        if "," in words[start:high]:
            start = words.index(",", start, high) + 1
            i = max(i, min(start + REACH, high))
    while start < min(i, first + 3 * REACH) and (is_adverb(words[start]) or words[start] == ","):
        start += 1
    stop = start
    while stop < i and stop - start < REACH and not is_edge(reading, stop) and words[stop] not in AUXILIARIES:
        if words[stop] in PRONOUNS or words[stop] == '"':
            return (stop, stop + 1)
        name_over = stop > start and reading.words[stop] != "." and not reading.capital[stop] and reading.capital[stop - 1]
        if words[stop].endswith("ed") or (name_over and words[stop - 1] not in DETERMINERS):
            break
        stop += 1
    return (start, min(stop, start + 6)) if stop > start else None
