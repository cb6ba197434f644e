"""The words that say that people or things were lost: patterns with the kind of loss and how they take their count.

Forms: `verb` takes its count as object, or as subject in the passive; `gerund` as object or after "of"; `state` from
its subject or the number before it; `of` after "of"; `after` directly after it; `noun` from the number right before it.
"""

from __future__ import annotations

import re
from typing import NamedTuple


class Trigger(NamedTuple):
    """A wording that tells of a loss: what kind of loss, the form of the wording, and the pattern that finds it."""

    kind: str
    form: str
    pattern: re.Pattern[str]


def _trigger(kind: str, form: str, pattern: str) -> Trigger:
    return Trigger(kind, form, re.compile(rf"\b(?:{pattern})(?![\w-])", re.IGNORECASE))


_TO_DEATH = r"(?:shot|stabbed|beaten|hacked|burned|burnt|crushed|tortured|trampled|hanged|starved)\s+to\s+death"
_OF_HARM = r"(?:seriously\s+|critically\s+|slightly\s+|badly\s+)?"

TRIGGERS = (
    _trigger(
        "killed",
        "verb",
        rf"killed|kills|slain|slew|murdered|assassinated|massacred|executed|beheaded|lynched|martyred|gunned\s+down|"
        rf"shot\s+dead|shot\s+and\s+killed|{_TO_DEATH}",
    ),
    _trigger("killed", "gerund", r"killing|murdering|assassinating|massacring|executing|beheading|slaying"),
    _trigger("killed", "state", r"died|perished|drowned|lost\s+(?:his|her|their)\s+li(?:fe|ves)|dead"),
    _trigger("killed", "of", r"deaths?|assassinations?|murders?|killings?|massacre|slayings?|execution|lives"),
    _trigger("killed", "noun", r"deaths?|fatalit(?:y|ies)|lives"),
    _trigger(
        "killed",
        "after",
        r"(?:death\s+toll|toll|number\s+of\s+(?:the\s+)?(?:dead|deaths|victims|people\s+killed|those\s+killed))"
        r"(?:\s+(?:in|from|of)\s+the\s+[\w-]+(?:\s+[\w-]+)?)?"
        r"(?:,?\s+(?:has|had|have|now|officially|later|then|since|currently))*"
        r"\s+(?:(?:rose|risen|rises|climbed|jumped|grew|grown|rising|climbing|increased|went\s+up|revised)(?:\s+from\s+\w+)?\s+to|"
        r"reached|passed|exceeded|hit|stands\s+at|stood\s+at|at|to|of|is|was|as)",
    ),
    _trigger("wounded", "verb", rf"{_OF_HARM}(?:wounded|injured|hurt|maimed)|wounds|injures"),
    _trigger("wounded", "gerund", rf"{_OF_HARM}(?:wounding|injuring|maiming|hurting)"),
    _trigger("wounded", "noun", r"injur(?:y|ies)|wounded|injured"),
    _trigger("killed", "after", r"also\s+(?:killed|dead)\s+(?:was|were)"),
    _trigger("wounded", "after", rf"also\s+{_OF_HARM}(?:wounded|injured|hurt)\s+(?:was|were)"),
    _trigger("captured", "verb", r"captured|kidnapped|abducted|taken\s+(?:prisoner|hostage|captive)"),
    _trigger("captured", "gerund", r"capturing|kidnapping|abducting"),
    _trigger("captured", "verb", r"arrested|detained|rounded\s+up|taken\s+into\s+custody"),
    _trigger("captured", "gerund", r"arresting|detaining|rounding\s+up"),
    _trigger("captured", "after", r"(?:took|taking)(?=\s+(?:[\w-]+\s+){1,6}(?:prisoner|hostage|captive)\b)"),
    _trigger("missing", "state", r"missing|unaccounted\s+for|disappeared"),
    _trigger("displaced", "verb", r"displaced|uprooted"),
    _trigger("displaced", "gerund", r"displacing|uprooting"),
    _trigger(
        "displaced", "state", r"fled|homeless|forced\s+to\s+flee|(?:driven|forced)\s+(?:out\s+of|from)\s+their\s+homes"
    ),
    _trigger(
        "displaced",
        "after",
        r"(?:forced|forcing|drove|driving)(?=\s+(?:[\w,-]+\s+){1,7}(?:from\s+their\s+homes|to\s+flee)\b)",
    ),
    _trigger("equipment", "verb", r"destroyed|shot\s+down|downed|knocked\s+out|sank|sunk|blown\s+up|blew\s+up|torched"),
    _trigger("equipment", "gerund", r"destroying|shooting\s+down|downing|knocking\s+out|sinking|blowing\s+up|torching"),
    _trigger("lost", "after", r"lost|losing"),
)

LOST_IN_BATTLE = frozenset(
    "soldiers servicemen men troops fighters officers policemen guerrillas rebels marines pilots airmen "
    "militants insurgents militiamen commandos soldier serviceman pilot fighter officer policeman guardsmen "
    "conscripts combatants".split()
)
"""Those of whom "lost 5 ..." says that they died; a party may also lose members, workers or supporters."""

NO_LOSSES = re.compile(
    r"\b(?:(?:there\s+(?:were|have\s+been|are)|suffered|caused|causing|reported|with|had)\s+)?(?:no|without(?:\s+any)?)\s+"
    r"(?:(?:reports?\s+of|reported|immediate|word\s+(?:of|on)|any)\s+)*(?P<noun>casualties|deaths|fatalities|injuries|"
    r"(?:deaths|casualties|injuries|fatalities)\s+(?:or|nor|and)\s+(?:injuries|deaths|damage|casualties))\b",
    re.IGNORECASE,
)
NO_REPORTS = re.compile(
    r"\b(?:reports?|word|confirmation|information|details)\s+(?:of|on)\b|\bimmediate\b", re.IGNORECASE
)
"""No report of losses is not a report of no losses."""
