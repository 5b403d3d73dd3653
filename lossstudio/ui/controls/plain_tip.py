"""Tooltips that hold words of a document or a file's name: Qt takes a text with marks of HTML for HTML."""

import html


def plain_tip(text: str) -> str:
    """Return the tooltip that shows a text as it is written."""
    # WORKAROUND a tooltip has no text format of its own (Qt 6.11): only HTML can say that something is none.
    return f"<p style='white-space: pre-wrap'>{html.escape(text)}</p>" if "<" in text else text
