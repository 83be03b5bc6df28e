"""Closed classes of English words that tell verbs from nouns."""

from __future__ import annotations


def word_set(text: str) -> frozenset[str]:
    """Return the words of a text written with spaces between them."""
    return frozenset(text.split())


DETERMINERS = word_set(
    """
    the a an his her its their our my your this these those any some no every each another such several few many
    more most other new recent own first second third
    """
)
POSSESSIVES = word_set("my your his her its our their")
PRONOUNS = word_set("i you he she it we they who")
OBJECTS = word_set("him her them it us me you himself herself themselves itself")
PLURALS = word_set("i you we they who people many some several few others most both police all which that")
PREPOSITIONS = word_set(
    """
    of in on at by for with from to about against over under between into during after before since through
    without within despite amid among around across behind beyond toward towards upon via
    """
)
BE = word_set("is are was were be been being am 's 're 'm")
# A subject and its verb in one word.
CONTRACTIONS = word_set(
    """
    he's she's it's that's there's they're we're you're i'm i've they've we've you've he'd she'd they'd we'd i'd he'll
    she'll they'll we'll i'll it'll you'll
    """
)
PLAIN_AUXILIARIES = BE | word_set(
    """
    has have had having do does did will would can could may might must shall should won't wouldn't can't
    couldn't didn't doesn't don't hasn't haven't hadn't isn't aren't wasn't weren't shouldn't cannot
    """
)
AUXILIARIES = PLAIN_AUXILIARIES | CONTRACTIONS
FINITE = AUXILIARIES - {"be", "been", "being", "having"}
ADVERBS = word_set(
    """
    also then later again once even never not just still already often first now always too soon thus further
    ever all both each so twice long earlier since instead
    """
)
# Nouns and names that end as adverbs do.
NO_ADVERBS = word_set(
    """
    family assembly ally bully rally supply reply jelly belly monopoly anomaly elderly butterfly july italy sicily
    emily kelly sally molly holly polly lilly billy shelly kimberly beverly
    """
)
CLAUSE_EDGES = word_set(
    """
    that but when as if because while after before whether what where how why though although since until than
    so unless nor
    """
)
RELATIVES = frozenset(("who", "that", "which"))
QUESTION_WORDS = word_set("whether if how why what when who where which")
PUNCTUATION = frozenset(".!?…,;:()[]—–---\n")
TIMES = word_set(
    """
    monday tuesday wednesday thursday friday saturday sunday yesterday today tonight recently last early late
    """
)
# Words that may stand between a reporting verb and its "that": said on Monday night in a statement that.
SETTING = TIMES | word_set(
    """
    on in at to a an the this his her their statement interview speech tweet letter post report briefing conference
    news night morning afternoon evening week month year earlier later again publicly repeatedly flatly also january
    february march april may june july august september october november december court parliament congress reporters
    journalists blog email e-mail memo essay article column editorial testimony hearing filing lawsuit brief podcast
    video message note television tv radio social media book books memoir memoirs novel autobiography diary
    manuscript op-ed newspaper newsletter magazine paper ruling order opinion dissent judgment verdict decision
    affidavit deposition complaint petition plea motion address remarks testimony sermon release preface foreword
    review reply response keynote new own recent latest written sworn joint
    """
)
CONTRACTED_IS = word_set("he's she's it's that's there's who's what's here's let's")
# What is hit, torn or burnt rather than criticized, and what does it.
LITERAL_OBJECTS = word_set(
    """
    door doors gate gates window windows hole holes nail nails brake brakes phone phones wall walls floor ball
    balls car cars truck train bus house houses home homes building buildings city cities town towns village
    villages coast island islands shore shores page pages paper papers shirt clothes chicken meat coffee
    vegetables garlic table desk music horn siren rock rocks metal bridge road roads base bases airport port
    shut open beach jet jets missile missiles drone drones balloon balloons plane planes rocket rockets helicopter
    helicopters aircraft warplane warplanes satellite satellites asteroid stadium factory church mosque
    """
)
LITERAL_SUBJECTS = word_set(
    """
    storm storms hurricane hurricanes typhoon tornado tornadoes cyclone wave waves wind winds blizzard quake
    earthquake flood floods truck trucks car cars bus train plane bomb bombs missile missiles rocket rockets
    explosion jets drone drones ship boat gunmen gunman bomber fire flames troops forces warplanes siren sirens
    music radio dog dogs bear bears shark sharks tiger lion lions wolf wolves bull crocodile
    """
)
# What has something written on it: the sign read "…".
WRITTEN = word_set(
    """
    sign signs banner banners placard placards poster posters plaque billboard headline headlines caption captions
    inscription letter note notes message messages text texts email e-mail statement tweet tweets post posts label
    shirt t-shirt shirts t-shirts sticker stickers graffiti chyron slogan slogans advertisement ad that which
    comment comments reply response review editorial suit lawsuit petition motion ruling filing memo report
    """
)
# Who reports what it was told: the jury heard that.
COURTS = word_set(
    """
    court courts jury jurors inquest tribunal hearing inquiry trial magistrates committee panel
    """
)
PEOPLE = word_set(
    """
    senator senators minister ministers president lawmaker lawmakers critics critic governor mayor chief judge
    judges leader leaders activists official officials republicans democrats opposition government spokesman
    spokeswoman union unions experts lawyer lawyers group groups watchdog boss candidate candidates star actor
    singer coach residents voters mps peers campaigners parents neighbours neighbors fans viewers readers listeners
    users bishop bishops historians analysts economists scientists doctors teachers farmers
    """
)


def is_adverb(word: str) -> bool:
    """Tell whether a word may stand between a subject and its verb."""
    return word in ADVERBS or (word.endswith("ly") and len(word) > 4 and word not in NO_ADVERBS)


def is_possessive(word: str) -> bool:
    """Tell whether a word owns the next one."""
    return word.endswith(("'s", "s'")) and word not in CONTRACTED_IS
