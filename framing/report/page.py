"""A report as one HTML page: the article as written, shaded by score. Everything from outside is escaped; no script runs."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from html import escape
from itertools import groupby, pairwise
from operator import attrgetter

from framing.report.pieces import described, facts, only_quoted, pieces, raising, safe, summary, unscored
from framing.scores import Cue, ScoredPassage, Scores
from framing.tokens import inside

STYLE = """
:root { color-scheme: light dark; --ink: #1a1a1a; --paper: #fff; --faint: #595959; --own: 214 69 38; --quoted: 36 104 190 }
@media (prefers-color-scheme: dark) { :root { --ink: #eee; --paper: #161616; --faint: #aaa } }
body { max-width: 42rem; margin: 2rem auto; padding: 0 1rem; font: 1.05rem/1.65 Georgia, serif; color: var(--ink);
  background: var(--paper); overflow-wrap: anywhere }
h1 { font-size: 1.1rem } ul { padding-left: 1.2rem } header, footer { font-family: system-ui, sans-serif; font-size: .9rem }
.author, .included, .strip .mixed { background: rgb(var(--own) / calc(var(--score) * .45)) }
.quoted { background: rgb(var(--quoted) / calc(var(--score) * .45)) }
.quoted, .included { font-style: italic }
.quoted, .included, .strip .mixed { box-shadow: inset 0 -1px rgb(var(--quoted)) }
.unscored { color: var(--faint); font-size: .9em }
.headline { font-weight: bold } .caption { font-size: .9em }
mark { position: relative; background: none; color: inherit; text-decoration: underline 2px rgb(var(--own));
  text-underline-offset: .2em }
mark.of-quoted { text-decoration-color: rgb(var(--quoted)) }
mark:hover::after, mark:focus::after { content: attr(data-note); position: absolute; left: 0; top: 1.6em; z-index: 1;
  width: max-content; max-width: 16rem; padding: .2rem .5rem; border: 1px solid var(--ink); background: var(--paper);
  font: .8rem/1.4 system-ui, sans-serif }
@media (max-width: 56rem) { mark:hover::after, mark:focus::after { position: fixed; inset: auto 1rem 1rem; width: auto;
  max-width: none } }
.strip { display: flex; height: 1.6rem; border: 1px solid var(--faint) }
.strip a { min-width: 2px; border-right: 1px solid var(--paper) } .strip a.unscored { background: none }
table { border-collapse: collapse; width: 100%; font-size: .85rem }
th, td { text-align: left; vertical-align: top; padding: .2rem .4rem; border-top: 1px solid #8886 }
@media print { body { max-width: none; print-color-adjust: exact } details, .strip { display: none } }
""".strip()

LEGEND = """
<ul>
<li><span class="author" style="--score:.1">pale</span> to <span class="author" style="--score:1">strong</span>: the author's
words, from 0 (neutral) to 1 (editorialized). The score is the probability that trained annotators would call the passage
editorialized.</li>
<li><span class="quoted" style="--score:.6">Italic, blue</span>: words of those quoted, shaded by a score of their own, or
<span class="included" style="--score:.6">as the author's</span> where they count as such.</li>
<li><mark>Underlined</mark>: words that raise the odds of the author's words, or <mark class="of-quoted">in blue</mark> of those
quoted, by two thirds or more; point at them, or go to them with the tabulator key, for kind, weight (log-odds) and a neutral
alternative.</li>
<li>The strip above the article shows where in it the editorializing is: a field for each passage, as wide as its words.</li>
<li><span class="unscored">Small and grey</span>: not scored, such as datelines and photo credits.</li>
<li>A technique (such as “loaded language”) and a frame (“Framed as”) come from models of their own, which are right in half of
the cases or more. What they do not name may be there all the same; some frames, such as the economic one, are never named.</li>
<li>A genre is what the article calls itself (“labelled”) or how it scores (“reads as”): editorialized reporting reads as opinion
too, and opinion in plain words as reporting.</li>
<li>“Above 97 % of wire copy” is a rank among passages of news agencies.</li>
<li>A score is about wording. It does not say whether a statement is true, which side it takes, what was left out or what
anyone intended; grim facts in neutral words score low.</li>
</ul>
""".strip()

SHELL = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>{title}</title>
<style>
{style}
</style>
</head>
<body>
<header>
<h1>{summary}</h1>
{notes}</header>
{body}</body>
</html>
"""

BODY = """<main>
<nav class="strip" aria-label="Passages">{strip}</nav>
<article dir="auto">
{article}
</article>
</main>
<footer>
<details>
<summary>All passages as a table</summary>
<table>
<thead>
<tr><th scope="col">passage</th><th scope="col">score</th><th scope="col">quoted</th><th scope="col">words that raise it</th>
<th scope="col">techniques</th></tr>
</thead>
<tbody>
{table}
</tbody>
</table>
</details>
<h2>What a score means</h2>
{legend}
</footer>
"""


def as_page(scores: Scores, techniques: Sequence[tuple[str, ...]], frames: Mapping[str, float], genre: str) -> str:
    """Return a report as a page of its own.

    Parameters
    ----------
    scores : Scores
        Scores of one article.
    techniques : sequence of tuple of str
        The persuasion techniques of each passage.
    frames : mapping of str to float
        Probabilities of the article's frames.
    genre : str
        What there is to say of its genre, or nothing.

    Returns
    -------
    str
        HTML.
    """
    framed = ", ".join(f"{frame} ({likely:.2f})" for frame, likely in frames.items())
    said = {"Genre": genre, "Framed as": framed, "Only quoted": only_quoted(scores), "Not scored": unscored(scores)}
    notes = [f"{what}: {left}" for what, left in said.items() if left]
    notes += [f"Warning: {warning}" for warning in scores.warnings]
    body = BODY.format(
        strip="".join(fields(scores)),
        article="\n".join(paragraphs(scores, techniques)),
        table="\n".join(rows(scores, techniques)),
        legend=LEGEND,
    )
    return document(title_of(scores.passages, "Framing report"), STYLE, summary(scores), notes, body)


def document(title: str, style: str, heading: str, notes: Sequence[str], body: str) -> str:
    """Return a whole page; title, heading and notes are texts, style and body are markup."""
    lines = "".join(f"<p>{escaped(note)}</p>\n" for note in notes)
    return SHELL.format(title=escaped(title), style=style, summary=escaped(heading), notes=lines, body=body)


def title_of(passages: Sequence[ScoredPassage], otherwise: str) -> str:
    """Return an article's headline, or else another title."""
    return next((one.text for one in passages if one.kind == "headline"), otherwise)


def in_frame(page: str, title: str) -> str:
    """Return a page as a frame of another one: nothing of it runs, and neither page's style reaches the other."""
    style = "width:100%;height:32em;border:1px solid #8888"
    return f'<iframe sandbox="" title="{escaped(title)}" style="{style}" srcdoc="{escape(page)}"></iframe>'


def fields(scores: Scores) -> Iterator[str]:
    """Yield a field of the strip for each passage with words, as wide as these are many, and shaded as it is."""
    for number, passage in enumerate(scores.passages):
        if passage.n_words:
            shade, leads = shaded(passage), f'href="#p{number}" title="{escaped(facts(passage))}"'
            width = f"flex-grow:{passage.n_words}"
            if math.isnan(shade):
                yield f'<a {leads} class="unscored" style="{width}" aria-label="passage {number}, not scored"></a>'
                continue
            named = f'class="{tone(passage)}" style="{width};--score:{shade:.3f}"'
            yield f'<a {leads} {named} aria-label="passage {number}, {shade:.2f}"></a>'


def rows(scores: Scores, techniques: Sequence[tuple[str, ...]]) -> Iterator[str]:
    """Yield a row of the table for each passage: what it is, without colours."""
    for passage, cues, own in zip(scores.passages, raising(scores), techniques, strict=True):
        numbers = "".join(f"<td>{'' if math.isnan(one) else f'{one:.2f}'}</td>" for one in (passage.score, passage.quoted_score))
        named = "; ".join(f"{safe(cue.text)}: {described(cue)}" for cue in cues)
        yield f"<tr><td>{escaped(passage.text)}</td>{numbers}<td>{escaped(named)}</td><td>{escaped(', '.join(own))}</td></tr>"


def paragraphs(scores: Scores, techniques: Sequence[tuple[str, ...]]) -> Iterator[str]:
    """Yield the article's paragraphs."""
    numbered = zip(range(len(scores.passages)), scores.passages, raising(scores), techniques, strict=True)
    for _, group in groupby(numbered, key=lambda one: one[1].paragraph):
        yield f"<p>{' '.join(span(scores, *one) for one in group)}</p>"


def shaded(passage: ScoredPassage) -> float:
    """Return the score that shades a passage: the author's, or that of those quoted if there are no other words."""
    return passage.quoted_score if math.isnan(passage.score) else passage.score


def span(scores: Scores, number: int, passage: ScoredPassage, cues: Sequence[Cue], techniques: Iterable[str]) -> str:
    """Return a passage, shaded, its cues underlined."""
    inner = voiced(scores, number, lambda part: underlined(part, cues))
    score = "" if math.isnan(passage.score) else f"{passage.score:.2f} · "
    return (
        f'<span id="p{number}" {look(passage)} title="{score}{escaped(" · ".join([facts(passage), *techniques]))}">{inner}</span>'
    )


def voiced(scores: Scores, number: int, inner: Callable[[ScoredPassage], str]) -> str:
    """Return a passage as `inner` gives it, one with direct speech stretch by stretch."""
    passage = scores.passages[number]
    return "".join(stretches(scores, number, inner)) if passage.voice == "mixed" else inner(passage)


def stretches(scores: Scores, number: int, inner: Callable[[ScoredPassage], str]) -> Iterator[str]:
    """Yield the author's words and those quoted in turn, each shaded by the score that it counts for."""
    passage, own, speech = scores.passages[number], scores.own[number], scores.speech[number]
    edges = sorted({0, *(edge for span in speech for edge in span), len(passage.text)})
    for start, end in pairwise(edges):
        counts = inside(own, start)
        voice = "author" if not inside(speech, start) else "included" if counts else "quoted"
        score = passage.score if counts else passage.quoted_score
        part = replace(passage, start=passage.start + start, end=passage.start + end, text=passage.text[start:end])
        yield f'<span class="{voice}" style="--score:{0 if math.isnan(score) else score:.3f}">{inner(part)}</span>'


def underlined(passage: ScoredPassage, cues: Sequence[Cue]) -> str:
    """Return a passage, or a stretch of one, its cues underlined; they are in order."""
    first, last = (bisect_left(cues, at, key=attrgetter("start")) for at in (passage.start, passage.end))
    return "".join(marked(piece, cue) for piece, cue in pieces(passage, cues[first:last]))


def look(passage: ScoredPassage) -> str:
    """Return the attributes that shade a passage by its score and voice."""
    shade = shaded(passage)
    if math.isnan(shade):
        return 'class="unscored"'
    return f'class="{tone(passage)} {escaped(passage.kind)}" style="--score:{shade:.3f}"'


def tone(passage: ScoredPassage) -> str:
    """Return the class that shades a passage: its voice, unless it is nothing but direct speech that counts as the author's."""
    return "included" if passage.voice == "quoted" and not math.isnan(passage.score) else escaped(passage.voice)


def marked(piece: str, cue: Cue | None) -> str:
    """Return a piece of a passage, underlined if it is a cue."""
    if not cue:
        return escaped(piece)
    voice = ' class="of-quoted"' if cue.voice == "quoted" else ""
    return f'<mark{voice} tabindex="0" data-note="{escaped(described(cue))}">{escaped(piece)}</mark>'


def escaped(text: str) -> str:
    """Return a text that stands for itself in HTML, in an attribute too."""
    return escape(safe(text))
