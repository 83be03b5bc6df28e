"""Attributions: reporting verbs that are used as such."""

from __future__ import annotations

from typing import NamedTuple

from framing.voice import speakers
from framing.voice.clauses import introduces_clause, is_somebody, somebody, takes_object
from framing.voice.homographs import is_no_verb
from framing.voice.places import (
    DASHES,
    NAMING,
    Place,
    follows_quotation,
    inverts,
    name_ends,
    next_after_setting,
    parenthetical,
    precedes_quotation,
    quote_is_open,
)
from framing.voice.spans import Attribution
from framing.voice.speakers import Span
from framing.voice.tokens import Reading
from framing.voice.verbs import Form, forms, suggested
from framing.voice.words import BE, CLAUSE_EDGES, OBJECTS, POSSESSIVES, PRONOUNS, is_possessive

SPEECH_FOLLOWS = frozenset((",", ":", '"'))
NOT_NAMES = frozenset(("plan", "schedule", "custom", "plans", "type", "size", "need"))
ASIDE = frozenset((",", "—", "–", "--", ":", '"'))  # what stands beside "in Lund's words"
BEFORE_NAMED = frozenset(("a", "an", "the", "as"))  # what stands between a participle and the name it gives
LITERAL_PASSIVES = frozenset(("question", "shoot down"))  # by detectives, by a gunner
QUOTED = 40  # tokens between "words" and what is quoted
OWNER = 8  # tokens of the longest owner


class Found(NamedTuple):
    """An attribution with where it stands among the tokens."""

    attribution: Attribution
    first: int
    last: int
    speaker: Span | None
    follows_quote: bool


def find(reading: Reading) -> list[Found]:
    """Return the attributions of a text with their tokens."""
    table, words = forms(), reading.words
    found: list[Found] = []
    sentences = iter(reading.sentences)
    first, end = 0, 0
    last: Found | None = None
    for i in reading.reporting:
        while i >= end:
            (first, end), last = next(sentences), None
        if last and i < last.last:
            continue
        form = matching(words, i, end, table[words[i]])
        if form is None:
            continue
        place = Place(reading, first, end, i, i + len(form.words), form, last.last if last else first)
        if fires(place):
            last = attributed(place, last)
            found.append(last)
    return found


def matching(words: tuple[str, ...], i: int, end: int, choices: tuple[Form, ...]) -> Form | None:
    """Return the longest form that stands at token `i`."""
    for form in choices:
        n = len(form.words)
        if n == 1 or (i + n <= end and words[i : i + n] == form.words):
            return form
    return None


def fires(place: Place) -> bool:
    """Tell whether a form is used as a reporting verb here."""
    verb = place.form.verb
    if verb.use == "phrase":
        return phrase_fires(place)
    if is_no_verb(place):
        return False
    if next_after_setting(place) == "that" or follows_quotation(place) or precedes_quotation(place) or parenthetical(place):
        return True
    if verb.use == "say":
        return place.before != "to" and bool(place.after) and not (verb.verb_class == "loaded" and place.after == "with")
    if verb.use == "direct":
        return verb.verb_class == "loaded" and place.after == "about" and "ing" not in place.form.slots and somebody(place)
    if place.before in BE and "ing" not in place.form.slots and place.after != "by" and not names_agent(place):
        return False
    if introduces_clause(place):
        return True
    return verb.use == "object" and (takes_object(place) or done_by_somebody(place))


def phrase_fires(place: Place) -> bool:
    """Tell whether a phrase is followed by who speaks, or "words" stands behind it."""
    lemma = place.form.verb.lemma
    if lemma == "words":
        return owner(place) is not None
    if lemma in {"per", "via"}:
        return names_source(place)
    return place.after not in NOT_NAMES


def names_source(place: Place) -> bool:
    """Tell whether "per" or "via" names who reports: it rained, per the Post."""
    reading, name = place.reading, speakers.right_of(place.reading, place.j, place.end)
    first = place.j + (place.after == "the")  # behind which a text may end
    if name is None or True not in reading.capital[first : first + 1] or place.after == "capita":
        return False
    if place.form.verb.lemma == "via":
        return not place.before and reading.words[name[1] : name[1] + 1] == (":",)
    return place.before in {"", ",", '"', "—", "–"}


def attributed(place: Place, last: Found | None) -> Found:
    """Build the attribution, with its speaker."""
    reading, verb = place.reading, place.form.verb
    behind = follows_quotation(place)
    speaker = speaker_of(place, last)
    start, end = (reading.starts[speaker[0]], reading.ends[speaker[1] - 1]) if speaker else (-1, -1)
    end -= 2 * (verb.lemma == "words" and reading.text[start:end].endswith(("'s", "’s")))
    attribution = Attribution(
        reading.starts[place.i],
        reading.ends[place.j - 1],
        verb.lemma,
        verb.verb_class,
        verb.strength,
        suggested(said(place), place.before),
        start,
        end,
    )
    return Found(attribution, place.i, place.j, speaker, behind)


def said(place: Place) -> Form:
    """Return the form, to be replaced by "said" where direct speech follows a verb that has an object elsewhere."""
    form = place.form
    speaks = form.verb.use == "object" and place.after in SPEECH_FOLLOWS and precedes_quotation(place)
    return form._replace(verb=form.verb._replace(suggestion="say")) if speaks else form


def speaker_of(place: Place, last: Found | None) -> Span | None:
    """Choose on which side of the verb the speaker stands."""
    reading, before = place.reading, place.before
    if place.form.verb.use == "phrase":
        return owner(place) if place.form.verb.lemma == "words" else speakers.right_of(reading, place.j, place.end)
    if quotes_somebody(place):
        return speakers.right_of(reading, place.j, place.end)
    if turned(place) and place.after not in OBJECTS - PRONOUNS and "ing" not in place.form.slots:
        name = speakers.right_of(reading, place.j, place.end)
        if name:
            return name
    if "participle" in place.form.slots and (before in BE or names_agent(place)):
        return agent(place)
    joined = before in {"and", "but", "or", "to", "then", "by"} or ("ing" in place.form.slots and before not in BE)
    if joined:
        return last.speaker if last and last.speaker else speakers.subject_of_sentence(reading, place.first, place.i)
    return speakers.left_of(reading, place.first, place.i, place.after_verb)


def quotes_somebody(place: Place) -> bool:
    """Tell whether the verb names whose words follow: To quote Lund: “…”."""
    edge = place.reading.words[place.i - 2] if place.i - 2 >= place.first else ","
    return place.form.verb.lemma == "quote" and place.before == "to" and edge in DASHES


def turned(place: Place) -> bool:
    """Tell whether the speaker stands behind the verb: "…," said X."""
    if place.before == '"':
        return quote_is_open(place.reading, place.i - 1) or name_ends(place)
    if place.before not in DASHES or not inverts(place):
        return False
    return place.reading.words[place.i - 2 : place.i - 1] == ('"',) or name_ends(place)


def owner(place: Place) -> Span | None:
    """Return whose words a sentence with a quotation is in: in Lund's words, it was “vile”."""
    words = place.reading.words
    stop = place.i - (place.before == "own")
    start = next((k + 1 for k in range(stop - 2, max(place.first, stop - OWNER) - 1, -1) if words[k] == "in"), stop)
    around = words[max(place.first, place.i - QUOTED) : min(place.end, place.i + QUOTED)]
    if start == stop or '"' not in around:
        return None
    aside = not ASIDE.isdisjoint((*words[max(place.first, start - 2) : start - 1], place.after))
    return (start, stop) if aside and CLAUSE_EDGES.isdisjoint(words[start:stop]) and owns(place.reading, stop - 1) else None


def owns(reading: Reading, k: int) -> bool:
    """Tell whether a token owns the next one: her, Lund's, the voters'."""
    return reading.words[k] in POSSESSIVES or is_possessive(reading.words[k]) or reading.text[reading.ends[k]] in "'’"


def names_agent(place: Place) -> bool:
    """Tell whether "by" stands behind a participle, or behind what it quotes: branded “vile” by residents."""
    words, verb = place.reading.words, place.form.verb
    if place.after == "by":
        return verb.use == "object"
    quote = place.j + sum(word in BEFORE_NAMED for word in words[place.j : place.j + 2])
    return words[quote : quote + 2] == ('"', "by") and (verb.use == "object" or verb.lemma in NAMING)


def done_by_somebody(place: Place) -> bool:
    """Tell whether a participle names its speaker: plan slammed by residents, but not by a storm."""
    if "participle" not in place.form.slots or place.form.verb.lemma in LITERAL_PASSIVES or not names_agent(place):
        return False
    by = agent(place)
    return by is not None and (place.after != "by" or is_somebody(place.reading, range(*by)))


def agent(place: Place) -> Span | None:
    """Return who did it in a passive: was told by X."""
    words = place.reading.words
    for k in range(place.j, min(place.end, place.j + 4)):
        if words[k] == "by":
            return speakers.right_of(place.reading, k + 1, place.end)
    return None
