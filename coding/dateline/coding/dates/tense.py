"""Whether the words around a time expression look back or ahead: text in, "past", "future" or None out.

A stand-in for the predicate's own tense where no parse is at hand: the verb form nearest before the expression in its
sentence counts, else the nearest after it.
"""

from __future__ import annotations

import re

_ADVERBS = r"(?:\s+(?:not|also|still|then|be|only|never|\w+ly))*"
_FUTURE = (
    rf"(?:will|['’]ll|shall|won['’]t|would|should|(?-i:may)|might|must|can|is\s+to|are\s+to|to\s+be)(?!\s+have\b){_ADVERBS}(?:\s+\w+)?|"
    r"(?:is|are|be|was|were)\s+(?:\w+ly\s+)?(?:scheduled|expected|due|slated|planned|supposed|set(?=\s+(?:to|for)))\b(?:\s+to)?|"
    r"(?:going|ready|set|prepar\w+|(?:agree|vow|promis|pledg|hop|intend|plann?|threaten)(?:e?s|ing|e?d|e)?)\s+(?:to|for)|"
    r"plan(?:s|ned)?\s+(?:an?|the)|as\s+(?:early|soon|late)\s+as|(?:postpone|extend|delay|adjourn|defer|reschedule)\w*|upcoming|deadline|no\s+later\s+than|"
    r"scheduled|slated|expected|due|to\s+(?:attend|hold|meet|visit|begin|start|mark)"
)
_PAST = (
    r"was|were|had|has|have|been|did|said|told|went|came|took|began|broke|fought|fell|fled|found|gave|held|hit|killed|left|led|"
    r"lost|made|met|put|ran|saw|sent|set|put|cut|shot|struck|threw|won|wrote|became|brought|built|burnt|cut|drew|got|kept|knew|"
    r"laid|paid|rose|sank|seized|sought|spoke|spent|stood|swept|thought|withdrew|ago|earlier|tore|drove|flew|lay|sent|felt|heard|rode|shook|stole|swore|wore|(?!united\b|hundred\b|indeed\b)[a-z]{3,}ed"
)
_OPEN = (
    r"(?:could|can|is|are|being)(?:\s+\w+ly)?\s+(?:be\s+)?[a-z]+|"
    r"to\s+(?!the\b|his\b|her\b|its\b|their\b|our\b|this\b|that\b|them\b|him\b|those\b|an\b)[a-z]{3,}"
)
"""Forms that leave the time open: infinitives and the present ("is heard in May")."""
_CUE = re.compile(rf"\b(?:(?P<future>{_FUTURE})|(?P<open>{_OPEN})|(?P<past>{_PAST}))(?!\w)", re.IGNORECASE)
_BY = re.compile(
    r"\b(?:by|until|till|no\s+later\s+than|beyond|through)\s+(?:the\s+)?(?:\d\d?(?::\d\d)?\s*[ap]\.?m\.?\s+(?:[A-Z]{3}\s+)?)?$",
    re.IGNORECASE,
)
_BREAK = re.compile(r"[;:]|\s[-–—_]+\s|--|['’\"”]{1,2}\s|,?\s\b(?:but|although|while|whereas)\b", re.IGNORECASE)


_NEAR_THE_START = 25  # characters: an expression that opens its sentence stands before its verb


def guess_tense(text: str, start: int, end: int) -> str | None:
    """The tense of the verb nearest to `text[start:end]`; `text` is one sentence."""
    before = _BREAK.split(text[:start])[-1]
    after = _BREAK.split(text[end:])[0]
    if re.match(r"\s+(?:as\s+(?:the|a)\s+)?deadline\b", after, re.IGNORECASE):
        return "future"
    cues = list(_CUE.finditer(before))
    if _BY.search(before):
        nearest = cues[-1] if cues else _CUE.search(after)
        tenses = {cue.lastgroup for cue in cues}
        if nearest and nearest.lastgroup == "past" and not cues:
            return "past"
        return "future" if "future" in tenses else None
    cue = cues[-1] if cues else None
    if cue is None and len(text[:start].strip()) <= _NEAR_THE_START:
        cue = _CUE.search(after)
    return cue.lastgroup if cue and cue.lastgroup != "open" else None
