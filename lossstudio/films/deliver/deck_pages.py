"""A deck's clips and stills as slides in other languages: a web page, Quarto, LaTeX and Typst.

Whatever a scene says is text in each of them: nothing in a title or in notes can be markup, a command or a script.
"""

import base64
import hashlib
import html
import json
import re
from collections.abc import Sequence

from lossstudio.core.resources import resource
from lossstudio.films.deliver.slides import Slide
from lossstudio.films.plain_line import plain_line

PAGE, QUARTO, LATEX, TYPST = "index.html", "slides.qmd", "slides.tex", "slides.typ"
WIDTH_CM = 33.867
"""As wide as slide programs make 16:9."""

_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)
_FIELD = re.compile(r"\{(title|slides|script-hash)\}")
_MARKDOWN = re.compile(r"([!-/:-@\[-`{-~])")
_TEX = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "$": r"\$",
    "&": r"\&",
    "#": r"\#",
    "%": r"\%",
    "_": r"\_",
    "^": r"\textasciicircum{}",
    "~": r"\textasciitilde{}",
    "<": r"\textless{}",
    ">": r"\textgreater{}",
    '"': r"\textquotedbl{}",
    "'": r"\textquotesingle{}",
    "`": r"\textasciigrave{}",
    "|": r"\textbar{}",
    "-": r"{-}",
    "?": r"{?}",
    "!": r"{!}",
}


def deck_pages(slides: Sequence[Slide], size: tuple[int, int], title: str, *, repeats: bool) -> dict[str, str]:
    """Return the files that show the slides, by name.

    Parameters
    ----------
    slides
        In their order; their files lie beside these.
    size
        Of the clips, in pixels.
    title
        What the deck is called.
    repeats
        Whether clips begin anew at their end; else they rest at their last picture.
    """
    return {
        PAGE: web_page(slides, title, repeats=repeats),
        QUARTO: quarto(slides, title, repeats=repeats),
        LATEX: latex(slides, size, title, repeats=repeats),
        TYPST: typst(slides, size, title),
    }


def web_page(slides: Sequence[Slide], title: str, *, repeats: bool) -> str:
    """Return a page for browsers, which needs nothing but the clips and stills beside it."""
    shown = "\n".join(
        f'<section class="slide" aria-roledescription="slide"><h2>{_html(slide.title)}</h2>'
        f'<video src="{slide.clip.name}" muted playsinline preload="auto"{" loop" if repeats else ""} '
        f'aria-label="{_html(slide.alt)}"></video>'
        f'<img src="{slide.poster.name}" alt="{_html(slide.alt)}">'
        f"<aside>{_html_lines(slide.notes)}</aside></section>"
        for slide in slides
    )
    template = resource("deck", "index.html").read_text(encoding="utf-8")
    script = _SCRIPT.search(template)
    assert script is not None, "the page has its script"
    digest = base64.b64encode(hashlib.sha256(script[1].encode()).digest()).decode()
    fields = {
        "title": _html(title),
        "slides": shown,
        "script-hash": f"sha256-{digest}",
    }
    return _FIELD.sub(lambda field: fields[field[1]], template)


def quarto(slides: Sequence[Slide], title: str, *, repeats: bool) -> str:
    """Return a document for Quarto, whose reveal.js slides are filled by the clips."""
    head = (
        "---\n"
        f"title: {json.dumps(_markdown(title), ensure_ascii=False)}\n"
        "format:\n"
        "  revealjs:\n"
        "    slide-number: true\n"
        "    include-in-header:\n"
        "      text: |\n"
        "        <style>.reveal .slides section > h2 { position: absolute; clip-path: inset(50%); }</style>\n"
        "---\n"
    )
    loop = ' background-video-loop="true"' if repeats else ""
    pages = (
        f'\n## {_markdown(slide.title)} {{background-video="{slide.clip.name}"{loop} background-video-muted="true" '
        f'background-image="{slide.poster.name}" background-size="contain"}}\n\n'
        f"::: {{.visually-hidden}}\n{_markdown(slide.alt)}\n:::\n\n"
        f"::: {{.notes}}\n{_markdown_lines(slide.notes)}\n:::\n"
        for slide in slides
    )
    return head + "".join(pages)


def latex(slides: Sequence[Slide], size: tuple[int, int], title: str, *, repeats: bool) -> str:
    """Return a document for LaTeX's beamer: stills that play their clip where the reader of PDFs can."""
    tall = WIDTH_CM * size[1] / size[0]
    head = (
        "% Needs beamer; LuaLaTeX or XeLaTeX write every letter.\n"
        "\\documentclass{beamer}\n"
        f"\\geometry{{paperwidth={WIDTH_CM}cm,paperheight={tall:.3f}cm}}\n"
        "\\usepackage{iftex}\n"
        "\\iftutex\\usepackage{fontspec}\\else\\usepackage[T1]{fontenc}\\fi\n"
        "\\usepackage{textcomp,graphicx,multimedia}\n"
        "\\setbeamertemplate{navigation symbols}{}\n"
        "\\setbeamersize{text margin left=0pt,text margin right=0pt}\n"
        f"\\title{{{_tex(title)}}}\n"
        "\\begin{document}\n"
    )
    how = "autostart,loop" if repeats else "autostart"
    pages = (
        "\\begin{frame}[plain]\n"
        f"\\pdfbookmark[2]{{{_tex(slide.title)}}}{{slide{number}}}\n"
        f"\\movie[{how},showcontrols=false]{{\\includegraphics[width=\\paperwidth,height=\\paperheight,keepaspectratio,"
        f"alt={{{_tex(slide.alt)}}}]{{{slide.poster.name}}}}}{{{slide.clip.name}}}\n"
        f"\\note{{{_tex_lines(slide.notes)}}}\n"
        "\\end{frame}\n"
        for number, slide in enumerate(slides, start=1)
    )
    return head + "".join(pages) + "\\end{document}\n"


def typst(slides: Sequence[Slide], size: tuple[int, int], title: str) -> str:
    """Return a document for Typst: stills that lead to their clip; notes are metadata, for `typst query`."""
    tall = WIDTH_CM * size[1] / size[0]
    head = (
        f"#set document(title: {_typst(title)})\n"
        f"#set page(width: {WIDTH_CM}cm, height: {tall:.3f}cm, margin: 0pt)\n"
        "#show heading: it => place(hide(it.body))\n"
        "#let slide(title, clip, still, alt, notes) = {\n"
        "  heading(title)\n"
        '  link(clip, image(still, width: 100%, height: 100%, fit: "contain", alt: alt))\n'
        "  [#metadata(notes) <notes>]\n"
        "  pagebreak(weak: true)\n"
        "}\n"
    )
    pages = (
        f"#slide({_typst(slide.title)}, {_typst(slide.clip.name)}, {_typst(slide.poster.name)}, "
        f"{_typst(slide.alt)}, {_typst(slide.notes)})\n"
        for slide in slides
    )
    return head + "".join(pages)


def _html(text: str) -> str:
    return html.escape(plain_line(text))


def _html_lines(text: str) -> str:
    return "\n".join(map(_html, text.splitlines()))


def _markdown(text: str) -> str:
    """Return a text in which every mark that could mean something is one that Pandoc takes as it is."""
    return _MARKDOWN.sub(r"\\\1", plain_line(text))


def _markdown_lines(text: str) -> str:
    return "\n\n".join(filter(None, map(_markdown, text.splitlines())))


def _tex(text: str) -> str:
    return "".join(_TEX.get(letter, letter) for letter in plain_line(text))


def _tex_lines(text: str) -> str:
    return "\\par ".join(filter(None, map(_tex, text.splitlines())))


def _typst(text: str) -> str:
    """Return a text as a string of Typst's, in which nothing but a quotation mark would mean something."""
    lines = "\n".join(map(plain_line, text.splitlines()))
    return '"' + lines.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'
