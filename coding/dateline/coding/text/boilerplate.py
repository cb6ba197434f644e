"""What on a saved web page is not the story: a line in; whether it is furniture or a caption out.

The word lists were compiled by hand (2025) from layouts that newspapers, agencies and broadcasters share.
Each pattern needs the place in the line, the length or the voice (we, you) of furniture, so that a report
about cookies or subscriptions stays.
"""

from __future__ import annotations

import re

from dateline.coding.text.imprints import is_copyright

PARAGRAPH_WORDS = 20
"""From this many words on, a line is a paragraph even without a final full stop."""
_NOTICE_WORDS = 45
_CAPTION_WORDS = 70

# Lines that hold nothing but these words are buttons, menus, counters or empty fields.
_BUTTON_WORDS = frozenset(
    """
    facebook twitter x whatsapp telegram linkedin email e-mail mail print pinterest reddit messenger
    viber vk ok instagram youtube tiktok threads bluesky rss copy link share shares tweet save
    listen comment comments bookmark send pin pocket flipboard a via on this article story page with
    friends your to the menu home search login log in sign up register subscribe close open skip
    main content navigation advertisement advertisements advertising ad ads advert sponsored
    promoted promotion sponsor partner none null nan undefined n/a untitled loading play pause mute
    video audio watch live gallery photos previous next back top more show hide expand less read
    continue reading view all see newsletter newsletters logo newsroom minutes minute min mins hours
    hour days day ago just now views likes like reactions premium free trial font size increase
    decrease translate english language languages
    """.split()
)

_WHOLE_LINES = (
    r".{1,40}\blogo",
    r"[\d.,]+ ?[km]? (?:views|shares|comments|likes|reads?)",
    r"\d+ (?:minutes?|mins?|hours?|days?|weeks?) (?:ago|read)\.?",
    r"(?:estimated )?(?:reading time|time to read):? .{1,20}",
    r"(?:https?://|www\.)\S+",
    r"\S+@\S+\.\S+",
    r"(?:#\w+[ ,]*)+",
    r"(?:[\w' ]{2,30} ?[>›»/] ?){1,5}[\w' ]{2,60}",
    r"[\W_]+",
    r"(?:page )?\d+(?: (?:of|/) \d+)?",
    r"-?\s*(?:ends?|more|30|###)\s*-?",
)

# Lines that begin so are not the story, whatever follows.
_BEGINNINGS = (
    r"(?:last )?updated?(?: on| at)? *:",
    r"last (?:updated?|modified)\b",
    r"share (?:this|on|via|with)\b",
    r"(?:follow|like|find) us\b",
    r"join (?:us|our)\b",
    r"read (?:more|also|next|now|the full|our)\b",
    r"(?:also read|see also|see more)\b",
    r"more (?:on|from|about) this\b",
    r"(?:click|tap) here\b",
    r"watch (?:the video|video|now|live|more)\b",
    r"listen to (?:this|the story)\b",
    r"don['’]t miss\b",
    r"subscribe (?:to|now|for|today|here)\b",
    r"sign up\b",
    r"get (?:our|the latest|breaking)\b",
    r"we use cookies\b",
    r"(?:this|our) (?:web)?(?:site|page) uses\b",
    r"by (?:continuing|using|clicking) .{0,40}\byou agree\b",
    r"please (?:enable|turn on|disable|log in|sign in|wait|subscribe)\b",
    r"(?:your browser|javascript (?:is|must))\b",
    r"support (?:our|independent) (?:journalism|journalists|reporting)\b",
    r"download (?:our|the) app\b",
    r"(?:related )?(?:tags?|topics?|keywords?|hashtags?|categor(?:y|ies)|filed (?:under|in)) *[:|]",
    r"(?:related|recommended|see more|watch|read|more|explainer|opinion|listen|live) *[:|»>](?= )",
    r"(?:posted|filed) (?:in|under)\b",
    r"\(?(?:additional |with )*(?:reporting|editing|writing|translation|production) by\b",
    r"\(?(?:compiled|edited|translated|produced) by\b",
    r"(?:this )?(?:article|story|report) (?:was|is|has been) (?:\w+ )?(?:published|updated|republished)\b",
    r"(?!.*\b(?:who|that|had|has|have|was|were)\b)(?:\w+ ){0,2}"
    r"(?:writer|reporter|correspondent|journalist)s? "
    r"(?:\w+,? ){2,12}contributed\b",
    r"this (?:article|story) is (?:more|older) than\b",
    r"editor['’]?s?['’]? note\b",
    r"corrections? *:",
    r"disclaimer\b",
    r"(?:the views|opinions) expressed\b",
    r"(?:length|section|load-date|language|publication-type|journal-code|word count|document type|issn) *:",
    r"if you (?:notice|find|see|spot) an? (?:error|mistake|typo)\b",
    r"have (?:a tip|you got a story)\b",
    r"contact (?:us|the (?:editor|author|newsroom))\b",
    r"all rights reserved\b",
    r"sources? *: (?=\S+(?: \S+){0,4}$)",
)
_ENDINGS = (
    r"\b(?:contributed|contributing) (?:to )?(?:this|reporting)\b[^.]{0,30}\.?",
    r"\ball rights reserved\.?",
)

# The publisher speaks to the reader: a word for one of the two, and one of these topics.
_READER_WORDS = (r"you", r"your", r"you['’]re", r"our", r"us", r"we")
_SERVICES = (
    r"inbox",
    r"newsletters?",
    r"cookies?",
    r"privacy policy",
    r"terms (?:of|and) \w+",
    r"unsubscribe",
    r"subscri(?:be|bers?|ption)",
    r"sign(?:ing)? up",
    r"ad[- ]?blocker",
    r"javascript",
    r"log in",
    r"e-?mail address",
    r"notifications",
    r"our (?:app|channel|journalism)",
    r"telegram channel",
)

_BOXES = (
    r"related(?: (?:articles?|news|stories|content|topics|posts|links))?",
    r"(?:read|see) (?:more|also|next)|also read",
    r"more (?:on this(?: (?:story|topic))?|stories|news|from .{2,40}|in .{2,30}|like this)",
    r"(?:today['’]s )?most (?:read|popular|viewed|shared|recent)(?: .{2,20})?",
    r"trending(?: now| news)?|popular(?: now)?",
    r"(?:latest|top)(?: (?:news|stories|headlines|posts|articles|updates))?",
    r"recommended(?: (?:for you|stories|articles|reading))?",
    r"editors?['’]?s?['’]? (?:picks?|choice)",
    r"you (?:may|might) also like",
    r"what to read next|in other news|in this (?:story|article)|news feed|don['’]t miss|breaking news",
)
_DISCUSSIONS = (
    r"(?:\(?\d+\)? )?comments?(?: \(?\d+\)?)?:?",
    r"(?:leave|post|add|write) (?:a |your )?(?:comment|reply)s?.{0,30}",
    r"join the (?:discussion|conversation)",
    r"about the authors?:?",
)

_PICTURE = r"(?:photo|photograph|image|picture|video|illustration|graphic|infographic|map|screenshot|caption)s?"
_CAPTION_BEGINNINGS = (
    rf"(?:file )?{_PICTURE}(?: (?:credit|source|courtesy|caption))?(?: ?[:|/©(]| by\b| courtesy\b| taken\b)",
    r"(?:file|pictured|caption|credits?) ?(?:[:–—]|- )",
    r"in this (?:\w+ ){0,4}(?:photo|image|picture|frame grab)\b",
    r"image source\b",
)
_NAME = r"[A-Z][\w.'’-]*"
_CREDIT = r"(?i:(?:file )?(?:photo|image|picture|handout|courtesy|credit|via|screengrab|screenshot)s?)"
_CAPTION_ENDINGS = (
    rf"[(\[|/©—–-] ?{_CREDIT}\b[^.!?]{{0,60}}[)\]]?\.?",
    r"\b(?i:(?:photo|image|picture|credit)s?(?: by)?) ?[:/©] ?[^.!?]{2,50}\.?",
    rf"\[{_NAME}[^\]]*/[^\]]+\]",
    rf"\({_NAME}(?: {_NAME}){{1,3}}/{_NAME}(?: {_NAME}){{0,4}}\)\.?",
    rf"(?:^|[.!?”)] ){_NAME}(?: {_NAME}){{0,3}}/{_NAME}(?: {_NAME}){{0,3}}",
    rf"© ?{_NAME}(?: [\w.&'’-]+){{0,5}}",
    rf"^.{{15,}} / {_NAME}(?: (?:{_NAME}|of|the|and|for|de|via)){{0,8}}",
)


def _any(patterns: tuple[str, ...]) -> str:
    return "(?:" + "|".join(patterns) + ")"


_WHOLE_LINE = re.compile(_any(_WHOLE_LINES), re.IGNORECASE)
_BEGINNING = re.compile(_any(_BEGINNINGS), re.IGNORECASE)
_ENDING = re.compile(_any(_ENDINGS) + "$", re.IGNORECASE)
_READER = re.compile(rf"\b{_any(_READER_WORDS)}\b", re.IGNORECASE)
_SERVICE = re.compile(rf"\b{_any(_SERVICES)}\b", re.IGNORECASE)
_BOX = re.compile(_any(_BOXES) + r" *[:»>]?", re.IGNORECASE)
_DISCUSSION = re.compile(_any(_DISCUSSIONS), re.IGNORECASE)
_CAPTION_BEGINNING = re.compile(_any(_CAPTION_BEGINNINGS), re.IGNORECASE)
_CAPTION_ENDING = re.compile(_any(_CAPTION_ENDINGS) + "$")
_FINAL = re.compile(r"[.!?…] ?[\"'”’»)\]]*$")
_SENTENCE_INSIDE = re.compile(r"\w{3,}[.!?][\"'”’)]* +[A-Z“\"(\[]")
_CONTINUES = re.compile(r"[:;,—–][\"'”’]?$")
_BULLET = re.compile(r"(?:[•·●▪◦‣*–—-]|\(?\d{1,2}[.)])\s+\S")


def is_furniture(line: str) -> bool:
    """Whether the line belongs to the page, not the story (buttons, notices, tags, credits, copyright)."""
    if all(_is_button_word(word) for word in line.split()):
        return True
    if _WHOLE_LINE.fullmatch(line.strip(" .:|•·»>*-–—") or line):
        return True
    if len(line.split()) <= _NOTICE_WORDS and (_BEGINNING.match(line) or _ENDING.search(line)):
        return True
    return _speaks_to_reader(line) or is_copyright(line)


def is_caption(line: str) -> bool:
    """Whether the line is the caption or credit of a picture: it begins or ends with a credit mark."""
    if len(line.split()) > _CAPTION_WORDS:
        return False
    return bool(_CAPTION_BEGINNING.match(line) or _CAPTION_ENDING.search(line))


def opens_box(line: str) -> bool:
    """Whether the line is the head of a box of links to other articles."""
    return bool(_BOX.fullmatch(line.strip(" |•·-–—")))


def opens_discussion(line: str) -> bool:
    """Whether the line is the head of readers' comments or of the author's life; no story comes after it."""
    return bool(_DISCUSSION.fullmatch(line.strip(" |•·-–—")))


def is_sentence(line: str) -> bool:
    """Whether the line ends as a sentence does."""
    return bool(_FINAL.search(line))


def is_bullet(line: str) -> bool:
    """Whether the line is an item of a list."""
    return bool(_BULLET.match(line))


def is_paragraph(line: str) -> bool:
    """Whether the line reads as running text of the story, by its end or by its length."""
    words = len(line.split())
    if is_sentence(line) or words >= PARAGRAPH_WORDS:
        return True
    return (words >= 5 and bool(_CONTINUES.search(line))) or (words >= 10 and bool(_SENTENCE_INSIDE.search(line)))


def _is_button_word(word: str) -> bool:
    return word.strip(".,:;|()•·!+&-–—0123456789").lower() in _BUTTON_WORDS | {""}


def _speaks_to_reader(line: str) -> bool:
    if len(line.split()) > _NOTICE_WORDS or any(mark in line for mark in '"“”«»'):
        return False
    return bool(_READER.search(line) and _SERVICE.search(line))
