"""What follows a reporting verb: a clause that it reports, or an object."""

from __future__ import annotations

import re

from framing.voice.places import Place
from framing.voice.tokens import Reading
from framing.voice.words import (
    BE,
    CONTRACTIONS,
    FINITE,
    LITERAL_OBJECTS,
    LITERAL_SUBJECTS,
    PEOPLE,
    PREPOSITIONS,
    PRONOUNS,
    PUNCTUATION,
    QUESTION_WORDS,
    TIMES,
    is_adverb,
    word_set,
)

RESULT = re.compile(r"[^\W\d_],? \d{1,3} ?[-–] ?\d{1,3}\b(?! ?[^\W_])")  # of a match
RESULT_WITHIN = 8  # tokens
CLAUSE = 12  # tokens in which a clause without "that" shows a finite verb
NOMINATIVE = frozenset(("i", "he", "she", "we", "they", "there", "everyone", "nobody"))  # subjects, never objects
TO_VERBS = word_set("promise vow pledge urge ask beg agree demand advise appeal plead swear offer")
ADDRESSED = word_set(
    """
    urge assure reassure remind warn advise tell ask caution beg implore exhort entreat promise inform
    """
)


def introduces_clause(place: Place) -> bool:
    """Tell whether the verb has a clause of its own after it."""
    after, lemma = place.after, place.form.verb.lemma
    if after in QUESTION_WORDS or after in CONTRACTIONS or after == ":":
        return True
    if after == "to":
        return lemma in TO_VERBS
    if lemma in ADDRESSED and {"that", "to"}.intersection(place.reading.words[place.j + 1 : min(place.end, place.j + 6)]):
        return True
    if after in PREPOSITIONS or after in PUNCTUATION or after in TIMES:
        return False
    return after in NOMINATIVE or is_clause(place)


def is_clause(place: Place) -> bool:
    """Tell whether the words after the verb have a finite verb of their own."""
    for word in place.reading.words[place.j + 1 : min(place.end, place.j + CLAUSE)]:
        if word in FINITE:
            return True
        if word in PUNCTUATION or word in QUESTION_WORDS or word == '"':
            return False
    return False


def takes_object(place: Place) -> bool:
    """Tell whether somebody does it to something: Senator slams bill."""
    after = place.after
    if not after or after in PUNCTUATION or after in PREPOSITIONS or after in TIMES or is_adverb(after):
        return place.form.words[-1] in PREPOSITIONS and bool(after) and after not in PUNCTUATION
    if "participle" in place.form.slots and place.before in BE:
        return False
    if place.form.verb.verb_class != "loaded":
        return True
    objects = object_words(place)
    return somebody(place) and LITERAL_OBJECTS.isdisjoint(objects) and not names_result(place)


def names_result(place: Place) -> bool:
    """Tell whether the result of a match stands behind the object: rip Vik 3-1, rip Vik, 110 - 98."""
    reading = place.reading
    first, last = reading.ends[place.j - 1], reading.ends[min(place.end, place.j + RESULT_WITHIN) - 1]
    return RESULT.search(reading.text, first, last) is not None


def somebody(place: Place) -> bool:
    """Tell whether the subject is a person or a group, not a storm or a siren."""
    return is_somebody(place.reading, range(max(place.first, place.i - 5), place.i))


def is_somebody(reading: Reading, names: range) -> bool:
    """Tell whether one of some tokens is a person or a group, and none a storm or a siren."""
    person = any(reading.capital[k] or reading.words[k] in PRONOUNS or reading.words[k] in PEOPLE for k in names)
    return person and not any(reading.words[k] in LITERAL_SUBJECTS for k in names)


def object_words(place: Place) -> list[str]:
    """Return the words of the verb's object, up to a preposition; a name is an empty one."""
    reading = place.reading
    near = [reading.words[k] if not reading.capital[k] else "" for k in range(place.j, min(place.end, place.j + 5))]
    stop = next((k for k, word in enumerate(near) if word in PREPOSITIONS or word in PUNCTUATION), len(near))
    return near[:stop]
