"""Lines that a site puts around an article: datelines, photo credits, promotion.

Every pattern is tried only on pieces of at most `MAX_FURNITURE` characters, so a text of any length costs linear time.
"""

from __future__ import annotations

import re

from framing.passages.words import WORDS

MAX_FURNITURE = 300
BULLET = re.compile(r"(?:[•‣◦▪●■►*–—-]|\d{1,2}[.)]|[a-z]\))\s+\S")

MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.?"
DAY = r"(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]{0,6}\.?)"
CLOCK = r"\d{1,2}[:.]\d{2}(?::\d{2})?(?:\s?[ap]\.?m\.?)?|\d{1,2}\s?[ap]\.?m\.?"
NTH = r"\d{1,2}(?:st|nd|rd|th)?"
DATE = rf"\d{{1,4}}[./-]\d{{1,2}}[./-]\d{{1,4}}|{MONTH}\s+{NTH}|{NTH}\s+{MONTH}|{MONTH}\s+\d{{4}}|(?:19|20)\d\d"
DATES = (
    r"\W*+(?:(?:(?:first |last )?(?:published|updated|posted|modified|date|issued)(?: on| at)?\b:?|"
    rf"{DAY}|{CLOCK}|{DATE}|at|on|GMT|UTC|B?[CEMPW]S?T|IST|BST|ET|"
    r"\d{1,3} min(?:ute)?s?(?: read)?|\d{1,3}\s?(?:hours?|hrs?|h|minutes?|mins?|m|days?|d|weeks?|months?) ago)(?:\W+|$))++"
)
DATED = re.compile(DATES, re.IGNORECASE)
NAME = r"[A-Z][\w.'’-]*+"
JOINED_NAMES = rf"(?:(?:,? and |, | & | )(?:{NAME}|for|in|of|the|de|van|von|al)){{0,12}}"
# What a sign-off is made of: names, and a few words in small letters.
SIGNED = (
    r"(?:\W*+(?:[A-Z\d]\w*+|\w++[@.]\S++|(?:and|in|on|for|of|by|the|at|from|with|to|additional|reporting|writing|editing|graphics|"
    r"bureaus?|correspondents?|editors?|newsroom|staff|de|la|van|von|der|al|bin|el|d|s)\b))++\W*+"
)
BYLINE = re.compile(
    rf"(?:By|BY|Written by|Reported by|Interview by) {NAME}{JOINED_NAMES}"
    rf"(?:\s?[|•(–—-]\s?(?:@\w+|{NAME}{JOINED_NAMES})\s?)?(?:\W?|\W+(?i:{DATES}))|"
    r"\(?(?:Additional )?(?:[Rr]eporting|[Ww]riting|[Ee]diting|Compiled|Graphics)(?: and \w+)? by (?=[A-Z])"
    rf"{SIGNED}"
)
SIGNATURE = re.compile(rf"[–—-]+\s?[^()]{{1,60}}\(@\w+\)(?=.*\d)(?i:{DATES})")
CONTRIBUTED = re.compile(r"\bcontributed (?:reporting|to this (?:report|story|article|post|piece))\b")
# After fewer small letters a full stop may be an initial's or an abbreviation's.
TWO_SENTENCES = re.compile(r"[a-z]{3}[.!?]\s")
AGENCY = (
    r"(?:AP|AFP|EPA|EFE|ANSA|DPA|dpa|PTI|ANI|UPI|IANS|CNN|BBC|RIA|PA|TASS|Reuters|REUTERS|Xinhua|Sputnik|Bloomberg|"
    r"Interfax|Kyodo|Yonhap|Anadolu|Thomson Reuters Foundation|Agence France-Presse|(?:The )?Associated Press)"
)
CAPITALS = r"[A-Z][A-Z.'’-]*[A-Z](?:(?:/|\s+)[A-Z][A-Z.'’-]+){0,3}"
PLACE = rf"{NAME}(?:\s+{NAME}){{0,2}}"
REGION = rf"(?:,\s+(?:{MONTH}(?:\s+\d{{1,2}})?|\d{{1,2}}\s+{MONTH}|{DAY}|\d{{4}}|{PLACE}(?:/{CAPITALS})?))"
AGENT = rf"(?:\({AGENCY}(?:[ /][A-Z][A-Za-z]*){{0,3}}\)|\.?\s/{AGENCY}/\.?)"
# Capitals before a dash may be a cry (SHOCKING — …): without a region, a date or an agency, the place must be known.
CITY = "|".join(r"\s+".join(map(re.escape, city.split())) for city in sorted(WORDS["city"], key=len, reverse=True))
DASH = r"\s*(?:[–—-]|--)(?=\s)"
DATELINE = re.compile(
    rf"(?:(?:{CAPITALS}|{PLACE}){REGION}{{0,3}},?\s*{AGENT}(?:{DASH})?|{CAPITALS}{REGION}{{1,3}}{DASH}|"
    rf"(?:{CITY})(?:/(?:{CITY}))*+(?:{DASH}(?:\s*\({AGENCY}\){DASH})?|{REGION}{{0,3}}:(?=\s))|"
    rf"\({AGENCY}\){DASH}|(?:\d{{1,2}}:\d\d|\d{{1,2}}(?:[:.]\d\d)?\s?[ap]\.?m\b\.?)(?:{DASH}|:(?=\s)))\s*"
)

HOLDER = (
    rf"(?:{AGENCY}|Getty Images|Getty|Shutterstock|iStockphoto|iStock|Alamy|Imago|Zuma Press|Kremlin\.ru|"
    r"Wikimedia Commons|Wikipedia|Unsplash|Pixabay|Pexels|Flickr|Twitter|Facebook|Instagram|Handout|File|Pool|"
    r"White House|YouTube)"
)
# Atomic, and the longest first, so that a line can be read in one way only.
DOMAIN = r"(?>[\w-]+(?:\.[\w-]+)+)(?:(?<=\.ru)|(?<=\.com)|(?<=\.org)|(?<=\.net))"
CREDIT_NAME = rf"(?>{DOMAIN}|{NAME}|@\w+|via|for|of|from|and|&|/|\||,|-|–|—|by|the)"
LABEL = (
    r"(?:(?:cover|featured|main|stock|lead|mandatory) )?"
    r"(?P<label>photo|image|picture|photograph|video|graphic|illustration|screenshot|credit|source|pic)s?"
    r"(?:er|y)?(?: credits?| courtesy(?: of)?| by| source)?"
)
LABELLED = re.compile(rf"\W*+{LABEL}\s*(?:[:©|]|\s[–—-]\s|/|(?<=source),)\s*(?P<rest>.*)", re.IGNORECASE | re.DOTALL)
NAMES = re.compile(rf"(?:[\s(©]*{CREDIT_NAME})+[\s).]*")
CREDIT = re.compile(
    r"[(\[]?(?:(?:©|\([cC]\)|Copyright)\s*)?(?:"
    r"(?:Photo|Image|Picture|Photograph|Video|Illustration)s? (?:by|courtesy of|via|from):? "
    rf"(?:{CREDIT_NAME}\s?){{1,10}}|"
    rf"(?:{NAME}[ ]){{0,3}}{NAME}\s?[/|,–—]\s?{HOLDER}(?:[\s/|,]++{CREDIT_NAME}){{0,8}}|"
    rf"(?:(?:(?:{NAME}|and|of|the|&)[ /,|]{{1,3}}+){{1,10}}?via |via )?{HOLDER}(?:[\s/|,]++{CREDIT_NAME}){{0,8}})[)\]]?\.?"
)
PICTURED = re.compile(
    r"\W*+(?:FILE PHOTO|FILE|File photo|(?:Image|Media) caption|Pictured|Pictured above|"
    r"In this (?:file )?(?:photo|image|picture))\b\s*[:,–—-]?\s*\S"
)
CAPTION_LABEL = re.compile(r"\W*+(?:image|media|video) caption\W*+", re.IGNORECASE)

PROMPTS = re.compile(
    r"[^\w©]*+(?:"
    r"(?:read|see|find out|learn|watch|listen|hear|view|explore|discover) "
    r"(?:more|also|next|now|here|all|(?:the|our) (?:full|latest|live|original)[\w ]{0,20})"
    r"(?:$|\s*[:.>»…→|]|\s(?:in|on|at|here|about|from|via|news|stories|coverage|articles|below|of our)\b)|"
    r"sign(?:ing)? up (?:for|to|here|now|today|below)\b|"
    r"subscribe(?:\W*$| (?:to (?:our|the|us|my)|now|here|today|for)\b)|"
    r"(?:(?:follow|join|support|contact|email|tweet) (?:us\b|@\w+)|(?:like|find) us on\b)|"
    r"(?:follow|join|like|support|visit) our (?:page|channel|group|community|newsletter|newsroom|telegram|facebook|"
    r"work|app|live)\b|(?:support|fund) (?!for\b|of\b)(?:[\w’'-]+ ){0,3}(?:journalism|reporting|coverage)\b|"
    r"(?:hide|show|toggle) captions?\b|enlarge this image\W*$|"
    r"follow [\w .@]{1,40} on (?:twitter|x|facebook|instagram|telegram|linkedin|threads)\b|"
    r"(?:click|tap|swipe) (?:here|on the|below|to)\b|"
    r"(?:download|get|install|try) (?:our|the)\b[\w -]{0,40} (?:app|newsletter|briefing)s?\b|"
    r"get [^.?!]{1,120} (?:in|to) your inbox\b|get [\w-]+ (?:news )?(?:alerts|updates)\b|"
    r"(?:advertisement|advert|advertising|sponsored(?: content)?|promoted(?: content)?|paid content)\W*$|"
    r"(?:story|article|content) continues (?:below|after)|scroll (?:down )?(?:to|for)\b|skip (?:to|past)\b[^.]*$|"
    r"share(?: this(?: (?:article|story|post|page|video|on|with|via))?| on [\w ]+| via [\w ]+)?\W*$|"
    r"share this (?:article|story|post|page|on|with|via)\b|"
    r"(?:print|email|tweet|whatsapp|copy link|save|bookmark)\W*$|\d* ?comments?\W*$|(?:leave|post|add) a comment|"
    r"our standards: |"
    r"(?:opinion|comment|exclusive|analysis|live|breaking(?: news)?|watch|key points|explainer)\W*$|comments? \(\d+\)\W*$|"
    r"this (?:interview|article|conversation|transcript) (?:has been|was) (?:lightly )?(?:edited|condensed|translated)\b|"
    r"(?:donate|become a (?:member|subscriber|patron))(?:\W*$| (?:now|here|today|to)\b)|"
    r"(?:related|recommended|trending|popular|most read|more|also read|see also|don.t miss|editors?.? picks?|tags?|"
    r"topics|filed under|keywords)"
    r"(?: (?:articles?|stories|topics|coverage|news|content|reading|now|on this|from \w+))?\s*(?::|$)|"
    r"(?:this|the) (?:article|story|post) (?:was )?(?:originally |first )+(?:published|appeared|posted)|"
    r"the post .{1,150} appeared first on|all rights reserved|copyright\b|©|"
    r"have (?:a (?:news )?tip|something to say)|got a (?:tip|story)|https?://\S+\W*$|www\.\S+\W*$)",
    re.IGNORECASE,
)
TEASER = re.compile(r"\W*+(?:watch|read|listen)(?: now| live)?\s?:(?!\s*(?-i:[a-z]))", re.IGNORECASE)
LINK = re.compile(r"(?:https?://|www\.|\bt\.me/)\S", re.IGNORECASE)
SHORT_LINK = re.compile(r"\b[\w-]{1,20}\.[a-z]{2,3}/\w")
INVITING = re.compile(r"\b(?:channel|newsletter|subscribe|follow|join|read|more|app|group|podcast|via)\b", re.IGNORECASE)
MIN_CAPTION_WORDS = 3
MAX_CREDIT_WORDS = 12
MAX_INVITING_WORDS = 20
# Longer ones are prompts that lost their line's end and run into the article's text.
MAX_PROMPT_WORDS = 30


def is_dateline(text: str) -> bool:
    """Say whether a paragraph only tells when, where or by whom it was written.

    Examples
    --------
    >>> [is_dateline(text) for text in ("Updated 10:05 GMT, 3 June 2024", "By Ann Lee", "May comes.")]
    [True, True, False]
    """
    if len(text) > MAX_FURNITURE:
        return False
    return bool(DATED.fullmatch(text) or BYLINE.fullmatch(text) or DATELINE.fullmatch(text)) or is_sign_off(text)


def is_sign_off(text: str) -> bool:
    """Say whether a sentence only tells who wrote what stands before it.

    Examples
    --------
    >>> [is_sign_off(text) for text in ("— Ann Lee (@annlee) May 2, 2024", "Tom Poe contributed to this report.", "Rain fell.")]
    [True, True, False]
    """
    if len(text) > MAX_FURNITURE:
        return False
    return bool(SIGNATURE.fullmatch(text) or (CONTRIBUTED.search(text) and not TWO_SENTENCES.search(text)))


def dateline_length(text: str) -> int:
    """Return how many characters of a paragraph are the dateline before its first sentence.

    Examples
    --------
    >>> dateline_length("PARIS, May 8 (Reuters) - Rain fell."), dateline_length("Paris was wet.")
    (25, 0)
    """
    found = DATELINE.match(text[:MAX_FURNITURE])
    return found.end() if found else 0


def is_credit(text: str) -> bool:
    """Say whether a line names who made or owns a picture, and no more.

    Examples
    --------
    >>> [is_credit(text) for text in ("Photo: Ann Lee", "(AP Photo/Ann Lee)", "Photo: Ann Lee waves to us.")]
    [True, True, False]
    """
    if len(text) > MAX_FURNITURE:
        return False
    labelled = LABELLED.fullmatch(text)
    if labelled:
        return _is_no_description(labelled["rest"]) or labelled["label"].lower() in ("source", "credit")
    return CREDIT.fullmatch(text) is not None


def _is_no_description(rest: str) -> bool:
    """Say whether a label like Photo is followed by names or an address and not by a description."""
    n_words = len(rest.split())
    if n_words <= MIN_CAPTION_WORDS or SHORT_LINK.search(rest):
        return True
    return n_words <= MAX_CREDIT_WORDS and NAMES.fullmatch(rest) is not None


def is_promotion(text: str) -> bool:
    """Say whether a line asks the reader to do something for the site, or is another part of its page.

    Examples
    --------
    >>> [is_promotion(text) for text in ("Sign up for our newsletter", "ADVERTISEMENT", "He signed up.")]
    [True, True, False]
    """
    if len(text) > MAX_FURNITURE:
        return False
    if PROMPTS.match(text):
        return len(text.split()) <= MAX_PROMPT_WORDS
    return bool(LINK.search(text) and INVITING.search(text)) and len(text.split()) <= MAX_INVITING_WORDS


def is_teaser(text: str) -> bool:
    """Say whether a line is another article's title: Watch, Read or Listen, a colon and no word in small letters.

    Examples
    --------
    >>> [is_teaser(text) for text in ("Watch: The bridge falls", "Read: he reads.")]
    [True, False]
    """
    return bool(TEASER.match(text)) and len(text.split()) <= MAX_PROMPT_WORDS


def is_marked_caption(text: str) -> bool:
    """Say whether a paragraph begins as captions do: FILE PHOTO, Pictured, or Photo and a description."""
    start = text[:MAX_FURNITURE]
    return bool(PICTURED.match(start) or LABELLED.match(start))


def is_caption_label(text: str) -> bool:
    """Say whether a line only announces the caption in the next one: Image caption."""
    return len(text) <= MAX_FURNITURE and CAPTION_LABEL.fullmatch(text) is not None


def stands_alone(line: str) -> bool:
    """Say whether a line is a paragraph of its own, also in hard-wrapped text."""
    return bool(BULLET.match(line)) or is_credit(line) or is_dateline(line) or is_promotion(line) or is_teaser(line)
