"""Closed classes of English that the predication layer needs: light, raising, control and occurrence verbs.

They say how a predicate hands its participants on; what a predicate means is the ontology's business.
"""

from __future__ import annotations

# Verbs that lend a noun their subject: "launched an attack" is an attack by the subject.
LIGHT_VERBS = frozenset(
    """trigger spark provoke carry conduct launch stage mount hold make do give have take undertake perform commit wage
    unleash execute open deliver pay place commence organise organize convene start begin resume continue
    initiate kick host attend lead head chair spearhead
    join engage participate enter embark exchange strike reach issue put throw mastermind orchestrate order
    approve authorise authorize fire drop step intensify renew keep sustain complete finish wrap conclude
    inflict perpetrate impose declare announce provide extend express voice lodge file sign run press repeat""".split()
)

# Light verbs whose passive names the doer as its subject.
INVOLVING = frozenset({"engage", "involve"})

# Light verbs whose noun stands under a preposition: "engaged in talks", "went on strike".
LIGHT_PREPOSITIONS = {
    "engage": ("in",),
    "participate": ("in",),
    "take": ("to", "in"),
    "enter": ("into",),
    "embark": ("on", "upon"),
    "go": ("on", "ahead", "into"),
    "be": ("in", "on", "under", "behind"),
    "come": ("under",),
    "carry": ("out",),
    "join": ("in",),
    "involve": ("in",),
    "resort": ("to",),
    "begin": ("with",),
    "start": ("with",),
    "proceed": ("with",),
    "meet": ("for",),
    "gather": ("for", "in"),
    "assemble": ("for",),
    "converge": ("for",),
    "flock": ("to", "for"),
    "turn": ("for",),
    "sit": ("for",),
    "respond": ("with",),
    "retaliate": ("with",),
    "reply": ("with",),
}

# Verbs that say of a noun only that it happens: "clashes broke out", "a meeting took place".
OCCURRENCE_VERBS = frozenset(
    """break erupt take occur begin continue happen start resume rage ensue follow intensify escalate flare come
    unfold go spread last persist proceed get be kick hit rock strike shake leave kill wound injure target
    damage destroy claim open run""".split()
)

# Verbs whose object, not subject, does what the infinitive says.
OBJECT_CONTROL = frozenset(
    """ask urge order tell force compel allow permit help enable press push pressure persuade convince encourage
    invite instruct command direct require request beg implore advise warn remind recommend want expect need
    like lead cause get authorise authorize empower forbid ban bar prohibit prevent stop keep dissuade deter
    accuse suspect blame criticise criticize condemn praise thank commend fault charge convict call appeal
    oblige lobby plead challenge dare commission summon mandate send deploy dispatch let make have see hear
    watch catch find""".split()
)

# Those of them whose object the parser takes for the subject of a clause: "allowed the refugees to return".
PERMITTING = frozenset("allow permit let authorise authorize enable order force compel forbid want".split())

# Verbs that say what something is: "called the vote a sham", "branded him a traitor".
NAMING = frozenset("call label brand dub term declare deem designate pronounce proclaim style consider".split())

# Verbs whose subject is not who made the attempt that is their object: "foiled an attempt to kill him".
FOILING = frozenset("abort avert block fail foil frustrate prevent stop thwart".split())

# Verbs that take their addressee under a preposition: "called on X to withdraw".
CONTROL_PREPOSITIONS = {
    "call": ("on", "upon", "for"),
    "appeal": ("to",),
    "plead": ("with",),
    "rely": ("on",),
    "look": ("to",),
    "signal": ("to",),
    "press": ("for",),
    "wait": ("for",),
    "shout": ("at",),
}

NEGATIVE_DETERMINERS = frozenset({"no", "neither", "none"})
CONDITIONS = frozenset({"if", "unless", "whether", "lest", "otherwise"})
LIMITS = frozenset({"until", "till"})
MODALS = frozenset({"may", "might", "could", "would", "should", "must", "can", "ought"})
FUTURES = frozenset({"will", "shall", "'ll", "wo", "’ll"})
RELATIVE_PRONOUNS = frozenset({"who", "which", "that", "whom", "whose"})
# Verbs whose "of" or "for" phrase the parser often hangs from the object: "accused the army of shelling".
TAKES_OBJECTS_PREPOSITION = {
    "accuse": {"of"},
    "convict": {"of"},
    "suspect": {"of"},
    "blame": {"for", "on"},
    "warn": {"of", "against", "about"},
    "strip": {"of"},
    "deprive": {"of"},
    "rob": {"of"},
    "inform": {"of"},
    "thank": {"for"},
    "praise": {"for"},
    "condemn": {"for"},
    "criticize": {"for"},
    "criticise": {"for"},
    "charge": {"with"},
    "provide": {"with", "to"},
    "supply": {"with", "to"},
    "impose": {"on", "against"},
    "send": {"to"},
    "give": {"to"},
    "hand": {"to"},
    "return": {"to"},
    "deliver": {"to"},
    "expel": {"from"},
    "withdraw": {"from"},
    "deport": {"to", "from"},
    "launch": {"on", "against", "at", "into"},
    "fire": {"at", "on", "into"},
    "lift": {"on", "against"},
    "urge": {"against"},
    "acquit": {"of"},
    "sign": {"with"},
    "hold": {"with"},
    "release": {"from"},
    "arrest": {"for", "in"},
    "pledge": {"to"},
    "offer": {"to"},
    "grant": {"to"},
    "file": {"against"},
}

# Nouns whose preposition the parser often hangs from the verb: "demanded an end to the blockade".
NOUN_PREPOSITIONS = {
    "end": {"to"},
    "halt": {"to"},
    "stop": {"to"},
    "return": {"to"},
    "call": {"for", "on"},
    "request": {"for"},
    "demand": {"for"},
    "appeal": {"for", "to"},
    "plea": {"for"},
    "proposal": {"for"},
    "plan": {"for"},
    "offer": {"of"},
}

# Lemmas that the parser's tables get wrong.
LEMMA_CORRECTIONS = {
    "stag": "stage",
    "rap": "rape",
    "wag": "wage",
    "dos": "dose",
    "fin": "fine",
    "readmitte": "readmit",
    "servicemen": "serviceman",
    "gunmen": "gunman",
    "policemen": "policeman",
    "fishermen": "fisherman",
    "airstrikes": "airstrike",
    "peacekeeper": "peacekeeper",
    "militiamen": "militiaman",
    "tribesmen": "tribesman",
    "guardsmen": "guardsman",
    "servicewomen": "servicewoman",
    "policewomen": "policewoman",
    "spokesmen": "spokesman",
}
# Words that say what becomes of an object: "took the crew hostage", "set the shop ablaze".
_CAPTIVITY = frozenset({"hostage", "prisoner", "captive"})
_FIRE = frozenset({"ablaze", "alight", "afire"})
RESULT_WORDS: dict[str, frozenset[str]] = {
    "take": _CAPTIVITY,
    "hold": _CAPTIVITY | {"responsible", "accountable"},
    "make": _CAPTIVITY,
    "keep": _CAPTIVITY,
    "capture": _CAPTIVITY,
    "seize": _CAPTIVITY,
    "lead": _CAPTIVITY,
    "set": _FIRE | {"free"},
    "burn": _FIRE,
    "let": frozenset({"free"}),
    "find": frozenset({"guilty", "liable"}),
}
# Verbs with a particle that the parser takes for a part of a number: "handed over 700 kg".
OVER_VERBS = frozenset({"hand", "turn", "sign"})
PARTICLE_ADVERBS = frozenset({"back", "away", "down", "off", "out", "up", "aside"})
# Verbs and particles that the parser takes for a preposition with its object: "voted down the bill".
PHRASAL_VERBS = frozenset(
    [("vote", "down"), ("turn", "down"), ("shoot", "down"), ("gun", "down"), ("strike", "down"), ("shut", "down")]
    + [("lay", "down"), ("let", "in"), ("let", "through"), ("call", "off"), ("blow", "up"), ("beef", "up")]
    + [
        ("round", "up"),
        ("break", "up"),
        ("set", "up"),
        ("prop", "up"),
        ("shore", "up"),
        ("wipe", "out"),
        ("rule", "out"),
    ]
    + [("throw", "out"), ("kick", "out"), ("hand", "over"), ("turn", "over")]
)
# Adverbs that make a verb with a particle of a preposition: "pulled out of".
PARTICLE_PREPOSITIONS = frozenset({"out", "off", "away", "back", "down", "up"})

# What stands before a person's name.
TITLES = frozenset(
    """mr mrs ms miss madam dr prof president minister premier senator general colonel major captain sergeant judge king
    queen prince princess sheikh sir lord lady governor mayor ambassador secretary chancellor commander""".split()
)
NAMING = frozenset({"name", "call", "dub", "nickname", "title", "codename"})
