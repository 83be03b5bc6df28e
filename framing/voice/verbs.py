"""Reporting verbs: their forms, and the neutral form for each."""

from __future__ import annotations

import re
from functools import cache
from typing import Literal, NamedTuple, cast

from framing.lexicons import rows
from framing.voice.words import word_set

VerbClass = Literal["neutral", "evaluative", "loaded"]
Slot = Literal["base", "third", "past", "participle", "ing", "phrase"]
SLOTS: tuple[Slot, ...] = ("base", "third", "past", "participle", "ing")
HAVE = word_set("has have had having 've's 've be been is are was were being")
LETTERS = re.compile(r"[^\W\d_]+")
BASE_BEFORE = word_set("to will would can could may might must shall should do does did not let")


class Verb(NamedTuple):
    """One row of the lexicon of reporting verbs."""

    lemma: str
    verb_class: VerbClass
    strength: float
    suggestion: str
    use: str


class Form(NamedTuple):
    """One inflected form of a reporting verb, as words."""

    words: tuple[str, ...]
    verb: Verb
    slots: tuple[Slot, ...]


@cache
def forms() -> dict[str, tuple[Form, ...]]:
    """Return the forms of all reporting verbs by their first word, longest first."""
    slots: dict[tuple[str, ...], tuple[Verb, list[Slot]]] = {}
    for row in rows("reporting_verbs"):
        verb_class = cast("VerbClass", row["class"])
        verb = Verb(row["lemma"], verb_class, float(row["strength"]), row["suggestion"], row["use"])
        for form, slot in slotted(row["forms"].split("|")):
            known, its_slots = slots.setdefault(tuple(form.split()), (verb, []))
            if known == verb and slot not in its_slots:
                its_slots.append(slot)
    by_word: dict[str, list[Form]] = {}
    for words, (verb, its_slots) in sorted(slots.items(), key=lambda item: -len(item[0])):
        by_word.setdefault(words[0], []).append(Form(words, verb, tuple(its_slots)))
    return {word: tuple(found) for word, found in by_word.items()}


def may_report(text: str) -> bool:
    """Tell whether a text has the words of any form; most passages have none, and need no reading."""
    words = set(LETTERS.findall(text.lower()))
    single, several = words_of_forms()
    return not single.isdisjoint(words) or any(
        words.issuperset(one) for first in words & several.keys() for one in several[first]
    )


@cache
def words_of_forms() -> tuple[frozenset[str], dict[str, list[tuple[str, ...]]]]:
    """Return the forms of one word, and those of several by their first, cut at what is no letter."""
    cut = [tuple(LETTERS.findall(" ".join(form.words))) for entries in forms().values() for form in entries]
    several: dict[str, list[tuple[str, ...]]] = {}
    for words in cut:
        if len(words) > 1:
            several.setdefault(words[0], []).append(words)
    return frozenset(words[0] for words in cut if len(words) == 1), several


def slotted(inflections: list[str]) -> list[tuple[str, Slot]]:
    """Name the slot of each inflection; further spellings are past or -ing."""
    if len(inflections) == 1:
        return [(inflections[0], "phrase")]
    further: list[tuple[str, Slot]] = [(form, "ing" if form.endswith("ing") else "past") for form in inflections[5:]]
    return [*zip(inflections, SLOTS, strict=False), *further]


@cache
def inflections(lemma: str) -> tuple[str, ...]:
    """Return the five forms of a verb of the lexicon."""
    return next((tuple(row["forms"].split("|")[:5]) for row in rows("reporting_verbs") if row["lemma"] == lemma), ())


def suggested(form: Form, before: str) -> str:
    """Inflect the neutral verb like the form found after a given word."""
    neutral = inflections(form.verb.suggestion) if form.verb.suggestion else ()
    slot = slot_of(form, before)
    return neutral[SLOTS.index(slot)] if neutral and slot != "phrase" else ""


def slot_of(form: Form, before: str) -> Slot:
    """Choose one slot where a form has several ("put", "said")."""
    if "participle" in form.slots and before in HAVE:
        return "participle"
    if "base" in form.slots and "past" in form.slots:
        return "base" if before in BASE_BEFORE else "past"
    return form.slots[0]
