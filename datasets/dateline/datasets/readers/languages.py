"""Which language a text is in: its script and its commonest little words in, a BCP 47 tag or None out.

The words are the most frequent function words of each language that are not words of another one here;
compiled by hand (2025) from common knowledge. It is meant to keep foreign articles out, not to tell near
languages apart.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter

_FUNCTION_WORDS = {
    "en": "a an in to is on as at by or be will the and of that with for said which were has have his her from it are "
    "this not been they but",
    "fr": "le les des du et est dans une pour qui sur pas plus avec par ont ce sont aux cette été au",
    "es": "el los las del y una por con para como más pero sus fue han su este entre según donde desde",
    "pt": "os do dos da uma não com foi mais ao pelo pela são também às disse seu sua isso já",
    "it": "il di della che per non con sono gli nel alla dei più anche ha dal ed è questo delle",
    "ro": "și în cu care pe din nu au fost sunt pentru că este prin după între lui sau fi al",
    "de": "der und das den von zu mit sich des auf für ist nicht ein eine dem auch wurde nach sie",
    "nl": "het een van en dat te zijn voor niet aan ook er maar bij uit naar werd hebben deze wordt",
    "sv": "och att det som på är av för den till inte om ett har från var efter men också sig",
    "pl": "w i na z się nie że jest przez jak po oraz został są dla tym ale było który od",
    "cs": "se na že je ve byl ale jako pro podle jeho jsou také však po při být bylo který",
    "hr": "je u se da na za su od koji nije kako ali bi što iz kao biti sa bio već",
    "hu": "az és hogy nem egy is volt csak meg már azt ki mint vagy szerint még ezt között",
    "tr": "ve bir bu için ile olarak çok daha olan gibi sonra kadar ancak ise göre oldu ne tarafından",
    "az": "və bir bu üçün ilə olan olub edib edilib də ki isə görə qeyd sonra tərəfindən onun kimi",
    "id": "yang dan di dari untuk dengan ini itu pada tidak dalam akan telah juga oleh ke adalah karena",
    "sw": "ya na wa kwa ni katika za la kuwa hiyo huo cha yake baada kama hii lakini watu",
    "ha": "da na ta ya a wannan ba cewa kuma ga sun shi su yi wata domin wanda amma",
    "so": "oo ka ku waa in ay uu soo ah iyo kala la ayaa waxaa si lagu sheegay",
    "sq": "të në dhe e që një për me është nga më ka si janë nuk kanë por duke",
}
_LANGUAGES_OF: dict[str, list[str]] = {}
for _language, _words in _FUNCTION_WORDS.items():
    for _word in _words.split():
        _LANGUAGES_OF.setdefault(_word, []).append(_language)

_SCRIPTS = {
    "CYRILLIC": "Cyrl",
    "ARABIC": "Arab",
    "ARMENIAN": "Armn",
    "GEORGIAN": "Geor",
    "GREEK": "Grek",
    "HEBREW": "Hebr",
    "CJK": "Hani",
    "HIRAGANA": "Jpan",
    "KATAKANA": "Jpan",
    "HANGUL": "Hang",
    "DEVANAGARI": "Deva",
    "BENGALI": "Beng",
    "TAMIL": "Taml",
    "THAI": "Thai",
    "ETHIOPIC": "Ethi",
    "MYANMAR": "Mymr",
}
_WORD = re.compile(r"[^\W\d_]+")
_SAMPLE = 20_000  # characters: more would not change the answer
_FEW_WORDS = 20
_MANY_WORDS = 100


def detected_language(text: str) -> str | None:
    """The language as a BCP 47 tag, "und" or "und-Cyrl" where there is no word list; None if unsure."""
    sample = text[:_SAMPLE]
    letters = [character for character in sample if character.isalpha()]
    if not letters:
        return None
    foreign = Counter(_script(letter) for letter in letters if ord(letter) > 0x24F)
    script, amount = max(foreign.items(), key=lambda item: (item[1], item[0]), default=("Latn", 0))
    if script != "Latn" and amount * 2 > len(letters):
        return f"und-{script}"
    return _language_of_words(_WORD.findall(sample.lower()))


def primary_tag(language: str) -> str:
    """The first part of a language tag in lower case ("en" for "en-GB", "EN" or "English")."""
    tag = language.lower().replace("_", "-").split("-")[0].strip()
    return {"eng": "en", "english": "en"}.get(tag, tag)


def _language_of_words(words: list[str]) -> str | None:
    if len(words) < _FEW_WORDS:
        return None
    hits = Counter(language for word in words for language in _LANGUAGES_OF.get(word, ()))
    ranked = sorted(hits.items(), key=lambda item: (-item[1], item[0]))
    best, most = ranked[0] if ranked else ("und", 0)
    second = ranked[1][1] if len(ranked) > 1 else 0
    if len(words) >= _MANY_WORDS and most < 0.04 * len(words):
        return "und"
    return best if most >= 4 and most >= 1.5 * second and most >= 0.06 * len(words) else None


def _script(letter: str) -> str:
    name = unicodedata.name(letter, "").split(" ")[0]
    return "Latn" if name == "LATIN" else _SCRIPTS.get(name, "Zyyy")
