"""A page in Markdown in, one self-contained HTML page out: with a table of contents, light or dark as the reader's."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from jinja2 import Environment
from markdown_it import MarkdownIt
from markdown_it.token import Token

# What would fetch or run anything from elsewhere, or pass HTML through as it is.
_UNWANTED = ("image", "link", "autolink", "html_inline", "html_block", "reference")
_CONTENTS = ("h2", "h3")

_TEMPLATE = """\
<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{{ title }}</title>
<style>
:root { color-scheme: light dark; --back: #fff; --text: #1c1e21; --faint: #5b6168; --line: #d9dce0;
  --shade: #f3f4f6; --link: #0b5cad; }
@media (prefers-color-scheme: dark) { :root { --back: #16181b; --text: #e4e6e9; --faint: #a0a6ad;
  --line: #363a40; --shade: #22262b; --link: #7db8f0; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--back); color: var(--text); font: 16px/1.55 system-ui, sans-serif; }
.page { display: grid; grid-template-columns: 17rem minmax(0, 1fr); gap: 2.5rem; max-width: 76rem;
  margin: 0 auto; padding: 1.5rem; }
nav { position: sticky; top: 0; align-self: start; max-height: 100vh; overflow-y: auto; font-size: .875rem; }
nav ul { list-style: none; margin: 0; padding: 0 0 0 .75rem; }
nav > ul { padding: 0; }
nav > ul > li { margin-bottom: .35rem; }
a { color: var(--link); text-decoration: none; }
a:hover, a:focus-visible { text-decoration: underline; }
h1, h2, h3 { line-height: 1.25; scroll-margin-top: .5rem; }
h2 { margin-top: 3rem; padding-bottom: .3rem; border-bottom: 1px solid var(--line); }
h3 { margin-top: 2.25rem; }
code { background: var(--shade); border-radius: .25rem; padding: .1em .3em; font-size: .9em;
  overflow-wrap: anywhere; }
.table { overflow-x: auto; }
table { border-collapse: collapse; font-size: .9rem; }
th, td { text-align: left; vertical-align: top; padding: .3rem .7rem .3rem 0; border-bottom: 1px solid var(--line); }
th { color: var(--faint); font-weight: 600; }
@media (max-width: 50rem) { .page { display: block; } nav { position: static; max-height: none; } }
@media print { .page { display: block; } nav { display: none; } h3, table { break-inside: avoid; } }
</style>
</head>
<body>
<div class="page">
<nav aria-label="Contents">
<ul>
{%- for section in sections %}
<li>
{%- if section.parts %}<details><summary><a href="#{{ section.anchor }}">{{ section.title }}</a></summary>
<ul>
{%- for part in section.parts %}
<li><a href="#{{ part.anchor }}">{{ part.title }}</a></li>
{%- endfor %}
</ul></details>
{%- else %}<a href="#{{ section.anchor }}">{{ section.title }}</a>
{%- endif %}</li>
{%- endfor %}
</ul>
</nav>
<main>
{{ body|safe }}</main>
</div>
</body>
</html>
"""


@dataclass(frozen=True, slots=True)
class Section:
    """A heading in the table of contents with those below it."""

    anchor: str
    title: str
    parts: tuple[Section, ...] = ()


def render_webpage(markdown: str) -> str:
    """The page as HTML. Its title is that of the page; what looks like HTML in it is shown as it is written."""
    reader = MarkdownIt("commonmark", {"html": False}).enable("table").disable(_UNWANTED)
    tokens = reader.parse(markdown)
    headings = _anchor_headings(tokens)
    body = reader.renderer.render(tokens, reader.options, {})
    # A wide table scrolls by itself, not the page.
    body = body.replace("<table>", '<div class="table"><table>').replace("</table>", "</table></div>")
    title = next((section.title for tag, section in headings if tag == "h1"), "Codebook")
    template = Environment(autoescape=True, keep_trailing_newline=True).from_string(_TEMPLATE)
    # The renderer has escaped all text of the body; only therefore may the template take it as it is.
    return template.render(title=title, sections=_nest(headings), body=body)


def _anchor_headings(tokens: Sequence[Token]) -> list[tuple[str, Section]]:
    """Gives each heading an id made of its words; the headings with their tags, in order."""
    headings: list[tuple[str, Section]] = []
    taken: set[str] = set()
    for opening, inline in zip(tokens, tokens[1:], strict=False):
        if opening.type != "heading_open":
            continue
        title = "".join(child.content for child in inline.children or ())
        base = re.sub(r"[^a-z0-9_]+", "-", title.lower()).strip("-") or "section"
        anchor, number = base, 2
        while anchor in taken:
            anchor, number = f"{base}-{number}", number + 1
        taken.add(anchor)
        opening.attrSet("id", anchor)
        headings.append((opening.tag, Section(anchor, title)))
    return headings


def _nest(headings: Sequence[tuple[str, Section]]) -> list[Section]:
    sections: list[Section] = []
    for tag, section in headings:
        if tag == "h3" and sections:
            last = sections[-1]
            sections[-1] = Section(last.anchor, last.title, (*last.parts, section))
        elif tag in _CONTENTS:
            sections.append(section)
    return sections
