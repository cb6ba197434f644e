"""Light cleaning: any text in; the same words with plain spaces and nothing invisible out.

It takes no line away. It is what a text that is already an article needs; pages.py does more for saved pages.
"""

from __future__ import annotations

import html
import re
import unicodedata

_SPACES = "\t\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
_NEWLINES = "\r\v\f\u2028\u2029"
# Soft hyphen, zero-width characters, byte order mark and the marks that set the writing direction.
_INVISIBLE = (
    "\u00ad\u034f\u061c\u180e\u200b\u200c\u200d\u200e\u200f"
    "\u202a\u202b\u202c\u202d\u202e\u2060\u2061\u2062\u2063\u2064\u2066\u2067\u2068\u2069\ufeff\ufffe\uffff"
)


def _character_table() -> dict[int, str | None]:
    """The C1 range holds no print: it is Windows-1252 read as Latin-1, and is read so (as HTML5 does)."""
    table: dict[int, str | None] = {code: None for code in range(0x20) if code != 0x0A}
    table[0x7F] = None
    for code in range(0x80, 0xA0):
        table[code] = bytes([code]).decode("cp1252", "ignore") or None
    table |= {code: "\ufffd" for code in range(0xD800, 0xE000)}
    table |= {ord(character): " " for character in _SPACES}
    table |= {ord(character): "\n" for character in _NEWLINES}
    table |= {ord(character): None for character in _INVISIBLE}
    return table


_CHARACTERS = _character_table()
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_SPACE_RUN = re.compile(r" {2,}")
_SPACE_AT_NEWLINE = re.compile(r" ?\n ?")
_BLANK_LINES = re.compile(r"\n{3,}")


def clean_text(text: str) -> str:
    """The text with plain spaces, `\\n` newlines, at most one blank line in a row, and nothing invisible.

    Also composes accents (NFC) and resolves HTML entities. Cleaning a cleaned text changes nothing.
    """
    while True:
        cleaned = _clean_once(text)
        if cleaned == text:
            return cleaned
        text = cleaned


def clean_line(text: str) -> str:
    """The text cleaned and on one line, as titles, names and ids are."""
    return " ".join(clean_text(text).split())


def article_text(title: str | None, body: str) -> str:
    """The text of an article from cleaned parts: the title line, a blank line, the body.

    A body whose first line is the title already (whatever its case and final mark) does not get it twice.
    """
    if not title:
        return body
    first_line, _, rest = body.partition("\n")
    if _title_key(first_line) == _title_key(title):
        body = rest.lstrip("\n")
    return f"{title}\n\n{body}" if body else title


def control_share(text: str) -> float:
    """The share, 0 to 1, of control characters other than white space, which only binary data holds."""
    controls = sum(1 for character in text if character < " " and not character.isspace())
    return controls / len(text) if text else 0.0


def _clean_once(text: str) -> str:
    text = text.replace("\r\n", "\n").translate(_CHARACTERS)
    if "&" in text:
        text = _ENTITY.sub(lambda match: html.unescape(match[0]), text)
    text = unicodedata.normalize("NFC", text)
    text = _SPACE_RUN.sub(" ", text)
    text = _SPACE_AT_NEWLINE.sub("\n", text)
    return _BLANK_LINES.sub("\n\n", text).strip()


def _title_key(line: str) -> str:
    return line.casefold().strip(" .!?:;-–—\"'“”‘’«»")
