"""Homographs: nouns and adjectives that look like reporting verbs."""

from __future__ import annotations

from framing.voice.places import Place
from framing.voice.speakers import right_of, skip_auxiliaries
from framing.voice.words import (
    AUXILIARIES,
    BE,
    CLAUSE_EDGES,
    COURTS,
    DETERMINERS,
    FINITE,
    PLAIN_AUXILIARIES,
    PLURALS,
    PREPOSITIONS,
    PRONOUNS,
    PUNCTUATION,
    QUESTION_WORDS,
    WRITTEN,
    is_adverb,
    is_possessive,
)

PLAIN = frozenset(("say", "tell", "warn", "argue", "insist", "complain"))  # verbs that are no nouns
NOUNS = frozenset(("warn", "hear"))  # verbs whose form in -ing is a noun too
SUBJECTS = {"read": WRITTEN, "hear": COURTS}  # of verbs that report only with these
COMMAS = frozenset((",", "—", "–", '"', ")", "and", "but"))
WITH_NOUN_OF = frozenset(("of", "against", "between"))
# Determiners that may be a subject by themselves, and what stands before one.
SEVERAL = frozenset(("some", "many", "most", "several", "few"))
ONE = frozenset(("another", "each", "other", "first", "second", "third"))
EDGES = PUNCTUATION | CLAUSE_EDGES | PRONOUNS | {"and", '"'}
# What follows a verb rather than a participle and its noun (some reported cases).
FOLLOWING = PUNCTUATION | DETERMINERS | PRONOUNS | PREPOSITIONS | QUESTION_WORDS | {"that", '"'}


def is_no_verb(place: Place) -> bool:
    """Tell whether a form is a noun or an adjective here, or what somebody does with a book."""
    before, slots = place.before, place.form.slots
    subjects = SUBJECTS.get(place.form.verb.lemma)
    if subjects and subject_word(place) not in subjects and not read_behind(place):
        return True
    if (before in DETERMINERS and not is_subject(place)) or is_name(place) or (is_possessive(before) and "ing" not in slots):
        return True
    if "past" in slots or "participle" in slots:
        return before in PREPOSITIONS or before.isdigit()
    if "ing" in slots:
        return before == "of" or (place.form.verb.lemma in NOUNS and not before_participle(place))
    plain = place.form.verb.lemma in PLAIN
    if not plain and (place.after in PLAIN_AUXILIARIES or follows_relative(place)):
        return True
    if "base" in slots:
        return not is_base_verb(place)
    return not plain and is_plural_noun(place)


def subject_word(place: Place) -> str:
    """Return the word before the verb and its auxiliaries and adverbs."""
    at = skip_auxiliaries(place.reading, place.first, place.i - 1)
    return place.reading.words[at] if at >= place.first else ""


def read_behind(place: Place) -> bool:
    """Tell whether something written stands behind a quotation and its verb: “…,” read one comment."""
    name = right_of(place.reading, place.j, place.end) if place.before == '"' and place.form.verb.lemma == "read" else None
    return name is not None and not WRITTEN.union({"one"}).isdisjoint(place.reading.words[slice(*name)])


def is_subject(place: Place) -> bool:
    """Tell whether the determiner before a form is its subject, or an adverb: some say, another said, he first said."""
    words, before, slots = place.reading.words, place.before, place.form.slots
    present = (before in SEVERAL and "base" in slots) or (before in ONE and "third" in slots)
    if before not in SEVERAL | ONE or not (present or "past" in slots):
        return False
    start = place.i - 1 - (words[place.i - 2] in {"a", "the"})
    begins = start <= place.first or words[start - 1] in EDGES
    return begins and (place.form.verb.lemma in PLAIN or place.after in FOLLOWING)


def before_participle(place: Place) -> bool:
    """Tell whether what stands around a form in -ing makes it a verb: is warning, officials warning, warning that."""
    before = place.before
    if place.after == "that" or before in COMMAS or before in BE or before in PREPOSITIONS or is_adverb(before):
        return True
    return not before or (before.endswith("s") and not is_possessive(before) and before not in DETERMINERS)


def is_name(place: Place) -> bool:
    """Tell whether a form has a capital amid small words: the United States."""
    reading, i = place.reading, place.i
    near = range(max(place.first + 1, i - 3), min(place.end, place.j + 3))
    return reading.capital[i] and i > place.first and any(not reading.capital[k] and len(reading.words[k]) > 3 for k in near)


def follows_relative(place: Place) -> bool:
    """Tell whether a relative clause follows, as after a noun: claims that were."""
    words = place.reading.words
    return (
        place.after == "that"
        and place.j + 1 < place.end
        and words[place.j + 1] in FINITE
        and not words[place.j + 1].startswith("it")
    )


def is_plural_noun(place: Place) -> bool:
    """Tell whether a form in -s is a plural: false claims of, in these states."""
    before, reading = place.before, place.reading
    if before in PREPOSITIONS or before in AUXILIARIES or before.isdigit() or place.after in WITH_NOUN_OF:
        return True
    if (
        not before
        or reading.capital[place.i - 1]
        or before in PRONOUNS
        or before in PLURALS
        or is_adverb(before)
        or before in COMMAS
    ):
        return False
    near = reading.words[max(place.first, place.i - 5) : place.i]
    return not any(word in DETERMINERS or is_possessive(word) for word in near)


def is_base_verb(place: Place) -> bool:
    """Tell whether a base form is a verb here: they claim, would claim."""
    before = place.before
    if not before:
        return False
    if before in PREPOSITIONS and before != "to":
        return False
    if place.form.verb.lemma in PLAIN:
        return True
    usual = before in AUXILIARIES or before in PLURALS or before == "to" or is_adverb(before)
    return usual or (before.endswith("s") and not is_possessive(before))
