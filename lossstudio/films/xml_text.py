"""Text that an XML document can hold."""

import re

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What no XML document may hold (XML 1.0, 2.2), though a title can."""


def xml_text(text: str) -> str:
    """Return a text with a replacement character for each one that XML has not."""
    return _NOT_XML.sub("\N{REPLACEMENT CHARACTER}", text)
