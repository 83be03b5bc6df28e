"""Attribution positions: where a reporting verb stands by a quotation, or in an aside."""

from __future__ import annotations

from typing import NamedTuple

from framing.voice import speakers
from framing.voice.tokens import Reading
from framing.voice.verbs import HAVE, Form, forms
from framing.voice.words import AUXILIARIES, CLAUSE_EDGES, DETERMINERS, PREPOSITIONS, PRONOUNS, PUNCTUATION, SETTING, TIMES

DASHES = frozenset((",", "—", "–", "-", "--"))
NEAR = 14  # tokens between a quotation and the verb that introduces it
SETTING_WORDS = 8  # tokens between a verb and its "that"
# Verbs of saying that need somebody, and so never stand before their speaker.
WITH_OBJECT = frozenset(("tell", "call", "brand", "dub", "label", "inform", "notify", "assure", "remind"))
OF_OBJECTS = frozenset(("a", "an", "the", "his", "her", "their"))  # these begin an object, unless a preposition is before them
NAMING = frozenset(("brand", "call", "dub", "label"))
LEADS = frozenset((",", ":", "that", "as", "--", "—"))  # what stands before a quotation that a verb introduces


class Place(NamedTuple):
    """A candidate verb: tokens `i` to `j` in a sentence `first` to `end`."""

    reading: Reading
    first: int
    end: int
    i: int
    j: int
    form: Form
    after_verb: int  # where the last attribution of the sentence ended, or `first`

    @property
    def before(self) -> str:
        """The word before the verb."""
        return self.reading.words[self.i - 1] if self.i > self.first else ""

    @property
    def after(self) -> str:
        """The word after the verb."""
        return self.reading.words[self.j] if self.j < self.end else ""


def next_after_setting(place: Place) -> str:
    """Return the word after the verb and its "on Monday night" or "in The Times"."""
    words, capital = place.reading.words, place.reading.capital
    somewhere = False
    for k in range(place.j, min(place.end, place.j + SETTING_WORDS)):
        sets = words[k] in SETTING or words[k][0].isdigit() or (somewhere and capital[k])
        if not sets or (words[k] in OF_OBJECTS and not somewhere):
            return words[k]
        somewhere = somewhere or words[k] in PREPOSITIONS
    return ""


def follows_quotation(place: Place) -> bool:
    """Tell whether the verb stands behind a quotation: "…," X said."""
    reading, words = place.reading, place.reading.words
    if place.form.verb.use == "object" or not reading.pairs:
        return False
    for k in range(place.i - 1, max(place.after_verb, place.i - NEAR) - 1, -1):
        if words[k] in {";", ":", "\n"}:
            return False
        if words[k] == '"':
            return quote_is_open(reading, k) and subject_between(place, k)
    return False


def subject_between(place: Place, k: int) -> bool:
    """Tell whether only a subject stands between a quotation and the verb."""
    words = place.reading.words
    between = words[k + 1 + (words[k + 1] in DASHES) : place.i]
    if not between:
        return "ing" not in place.form.slots and place.after not in {"", ",", "."}
    if any(word in CLAUSE_EDGES or word in {"and", "to"} or word.endswith("ing") for word in between):
        return False
    return not any(word in AUXILIARIES for word in between[:-1]) or between[-1] in HAVE | PRONOUNS


def quote_is_open(reading: Reading, k: int) -> bool:
    """Tell whether the sentence goes on after a quotation: "…," or "…",."""
    pair = reading.pairs[reading.quote_at[k]]
    last = reading.text[pair.inner_end - 1 : pair.inner_end]
    following = reading.words[k + 1] if k + 1 < len(reading.words) else ""
    return last in ",?!—–-…'’" or following in DASHES


def precedes_quotation(place: Place) -> bool:
    """Tell whether the verb stands before a quotation: X said: "…"."""
    words = place.reading.words
    high = min(place.end, place.j + NEAR) if place.reading.pairs else place.j
    for k in range(place.j, high):
        if words[k] == '"':
            return words[k - 1] in LEADS or names_by_quote(place, k) or (k == place.j and before_partial(place, k))
        if words[k] in {";", "\n", "!", "?"} or says(words[k]):
            return False
    return False


def says(word: str) -> bool:
    """Tell whether a word is a plain verb of saying, which a quotation then belongs to."""
    return any(form.verb.use == "say" and len(form.words) == 1 for form in forms().get(word, ()))


def before_partial(place: Place, k: int) -> bool:
    """Tell whether the verb may report the quotation right behind it: said "…", but not: to counter "…"."""
    inner = place.reading.pairs[place.reading.quote_at[k]]
    return place.before != "to" or place.form.verb.use == "say" or place.reading.text[inner.inner_end - 1] in ",.!?"


def names_by_quote(place: Place, k: int) -> bool:
    """Tell whether the verb gives a name in quotation marks: called him "…"."""
    return place.form.verb.lemma in NAMING and "," not in place.reading.words[place.j : k]


def parenthetical(place: Place) -> bool:
    """Tell whether the verb is a comment on the sentence: …, VERB NAME."""
    if place.before not in {",", "—", "–"} or not {"third", "past"} & set(place.form.slots):
        return as_comment(place)
    return inverts(place) and name_ends(place)


def inverts(place: Place) -> bool:
    """Tell whether the verb may stand before its speaker: said Lund, stresses Lund, but not told Lund or slammed Lund."""
    verb = place.form.verb
    return verb.lemma not in WITH_OBJECT and (verb.use != "object" or verb.suggestion == "say")


def name_ends(place: Place) -> bool:
    """Tell whether only a name stands behind the verb: …, writes Reuters."""
    name = speakers.right_of(place.reading, place.j, place.end)
    if name is None:
        return False
    names = place.reading.capital[name[0]] or place.after in PRONOUNS or place.after in DETERMINERS or is_quoted_name(place)
    following = place.reading.words[name[1]] if name[1] < place.end else "."
    return names and (following in PUNCTUATION or following in TIMES or following == "who")


def is_quoted_name(place: Place) -> bool:
    """Tell whether a name in quotation marks stands behind the verb: …, writes “The Post”."""
    if place.after != '"':
        return False
    pair = place.reading.pairs[place.reading.quote_at[place.j]]
    inner = place.reading.text[pair.inner_start : pair.inner_end]
    return inner[0].isupper() and inner[-1] not in ".!?,…"


def as_comment(place: Place) -> bool:
    """Tell whether the verb closes an aside: …, NAME VERB. or as NAME VERB."""
    verb = place.form.verb
    comments = verb.use in {"say", "clause"} or verb.lemma == "put it"
    if not comments or place.after not in {"", ".", ","} or "ing" in place.form.slots:
        return False
    words, capital = place.reading.words, place.reading.capital
    for k in range(place.i - 1, max(place.first, place.i - 8) - 1, -1):
        if words[k] in {",", "as"}:
            return k < place.i - 1 and (capital[k + 1] or words[k + 1] in PRONOUNS or words[k + 1] in DETERMINERS)
        if words[k] in PUNCTUATION or words[k] in {"and", "or"}:
            return False
    return False
