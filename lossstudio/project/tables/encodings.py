"""Which encoding the bytes of a table are in, where nothing in them says so.

Tables hold few letters: charset-normalizer 3.5.3, tried with eleven short tables, named the encoding of four of them,
and took German in cp1252 for Big5. So each candidate is asked how many of its letters form words as people write them.
"""

import codecs
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from itertools import pairwise

ENCODINGS = {
    "utf-8": "UTF-8",
    "utf-16": "UTF-16",
    "cp1252": "Western European (cp1252)",
    "cp1250": "Central European (cp1250)",
    "cp1251": "Cyrillic (cp1251)",
    "koi8_r": "Cyrillic (KOI8-R)",
    "cp1253": "Greek (cp1253)",
    "cp1254": "Turkish (cp1254)",
    "cp1255": "Hebrew (cp1255)",
    "cp1256": "Arabic (cp1256)",
    "gb18030": "Chinese, simplified (GB18030)",
    "big5": "Chinese, traditional (Big5)",
    "cp932": "Japanese (Shift JIS)",
    "euc_jp": "Japanese (EUC-JP)",
    "cp949": "Korean (cp949)",
    "mac_roman": "Mac Roman",
    "cp850": "DOS (cp850)",
    "latin-1": "ISO 8859-1",
}
"""Encodings that a person can choose, by Python's names; any other name that Python knows is taken too."""

LOOKED_THROUGH_BYTES, TELLING_LINES, SAMPLE_BYTES = 4_000_000, 500, 100_000
"""Of lines with letters beyond ASCII, so many are enough."""
WORD = re.compile(r"[^\W\d_]+")
WESTERN = frozenset("äöüßáàâãåæçéèêëíìîïñóòôõøœúùûýÿÄÖÜÁÀÂÃÅÆÇÉÈÊËÍÎÏÑÓÔÕØŒÚÛÝžšŽŠªº")
CENTRAL = frozenset("áäąâăčćçďđéěëęíîĺľłňńóôőöřŕšśşťţúůűüýžźżßÁÄĄČĆĎĐÉĚĘÍĽŁŇŃÓŐÖŘŠŚŤÚŮŰÜÝŽŹŻ")
SYMBOLS = frozenset("°²³µμ€£§«»–—−±×·“”„‘’…½¼¹‰×÷¿¡©®™\u00a0")
KANA = re.compile("[\u3041-\u30ff]")
CJK_PUNCTUATION = frozenset("，。、；：？！（）《》「」『』【】％～·—“”‘’　・ー〜")
ENOUGH_HANGUL = 8
"""So many syllables in a row that could be Chinese as well are Korean: of Chinese letters, one in three couldn't."""
ITALIAN_ENDS = frozenset("ìò")
"""Accents that Western words have at their end only; elsewhere they are Czech letters, read wrongly."""
CAPITALS = 0.5
"""How usual a word of Greek or Cyrillic capitals is: their bytes are those of the commonest Chinese letters."""
BESIDE_LETTER = re.compile(r"[²³¹£¥¼½¾¿¡§±][^\W\d_]")


@dataclass(frozen=True, slots=True)
class Candidate:
    """An encoding, and what says of a word from 0 to 1 how usual it is that people write it so."""

    encoding: str
    is_usual: Callable[[str], float]


def likely_encoding(content: bytes) -> str:
    """Return the encoding in which most letters beyond ASCII stand in words as people write them."""
    telling = [line for line in content[:LOOKED_THROUGH_BYTES].splitlines() if not line.isascii()]
    sample = b"\n".join(telling[:TELLING_LINES])[:SAMPLE_BYTES] or content[:SAMPLE_BYTES]
    able = [each for each in CANDIDATES if _is_valid(sample, each.encoding, final=False)]
    shares = {each.encoding: _share(sample, each) for each in able}
    likely = sorted((name for name in shares if shares[name] > 0), key=lambda name: -shares[name])
    return next((name for name in (*likely, "cp1252") if _is_valid(content, name)), "latin-1")


def _is_valid(content: bytes, encoding: str, *, final: bool = True) -> bool:
    """Say whether bytes can be read so; they may end in the middle of a letter where more would follow."""
    try:
        codecs.getincrementaldecoder(encoding)().decode(content, final)
    except UnicodeDecodeError:
        return False
    return True


def _share(sample: bytes, candidate: Candidate) -> float:
    """Return the share of the letters and signs beyond ASCII that are usual."""
    text = codecs.getincrementaldecoder(candidate.encoding)().decode(sample)
    usual, total = 0.0, 0
    for word in WORD.findall(text):
        if not word.isascii():
            beyond = sum(not letter.isascii() for letter in word)
            total += beyond
            usual += beyond * candidate.is_usual(word)
    signs = [sign for sign in WORD.sub("", text) if not sign.isascii()]
    total += len(signs)
    usual += sum(sign in SYMBOLS or sign in CJK_PUNCTUATION for sign in signs)
    usual -= len(BESIDE_LETTER.findall(text))
    if candidate.encoding == "cp949" and usual == total >= ENOUGH_HANGUL:
        return 1.0 + 1.0 / total
    return usual / total if total else 0.0


def _is_latin(word: str, letters: frozenset[str]) -> bool:
    """Say whether a word's accented letters are a language's, and not most of it."""
    beyond = [letter for letter in word if not letter.isascii()]
    inner_capital = any(one.islower() and two.isupper() for one, two in pairwise(word))
    if all(letter in SYMBOLS for letter in beyond):
        return True
    if letters is WESTERN and (ITALIAN_ENDS.intersection(word[:-1]) or re.search("õ[^e]", word)):
        return False
    few = len(beyond) < len(word) and 2 * len(beyond) <= len(word) + 2
    return few and letters.issuperset(beyond) and not inner_capital


def _of(word: str, alphabet: re.Pattern[str]) -> float:
    """Return 1 for a word of one alphabet with small letters after the first, less for capitals throughout."""
    if not alphabet.fullmatch(word):
        return 0.0
    if len(word) > 1 and word == word.upper():
        return CAPITALS
    return float(word[1:] == word[1:].lower())


def _is_chinese(word: str) -> bool:
    """Say whether the characters are those of GB 2312's first level, which hold nearly all of a text."""
    return _leads(word, "gb2312", 0xB0, 0xD7)


def _is_traditional(word: str) -> bool:
    return _leads(word, "big5", 0xA4, 0xC6)


def _is_japanese(word: str, encoding: str, kanji: tuple[int, int]) -> bool:
    rest = KANA.sub("", word).replace("ー", "").replace("々", "")
    return not rest or _leads(rest, encoding, *kanji)


def _is_korean(word: str) -> bool:
    return _leads(word, "euc_kr", 0xB0, 0xC8)


def _leads(word: str, encoding: str, first: int, last: int) -> bool:
    """Say whether all letters beyond ASCII have two bytes, of which the first lies between these two."""
    try:
        coded = [letter.encode(encoding) for letter in word if not letter.isascii()]
    except UnicodeEncodeError:
        return False
    return all(len(each) == 2 and first <= each[0] <= last for each in coded)


CANDIDATES = (
    Candidate("cp1252", partial(_is_latin, letters=WESTERN)),
    Candidate("cp1250", partial(_is_latin, letters=CENTRAL)),
    Candidate("cp1251", partial(_of, alphabet=re.compile("[а-яё]+", re.IGNORECASE))),
    Candidate("cp1253", partial(_of, alphabet=re.compile("[α-ωάέήίόύώϊϋΐΰ]+", re.IGNORECASE))),
    Candidate("gb18030", _is_chinese),
    Candidate("cp932", partial(_is_japanese, encoding="cp932", kanji=(0x88, 0x98))),
    Candidate("euc_jp", partial(_is_japanese, encoding="euc_jp", kanji=(0xB0, 0xCF))),
    Candidate("big5", _is_traditional),
    Candidate("cp949", _is_korean),
)
"""Of equally likely ones the first is taken."""
