"""Text that must be decoded to be read: found by decoding it and seeing whether words come out."""

import base64
import binascii
import html
import re
from collections.abc import Callable, Iterator
from urllib.parse import unquote

from drafter.grounding.instructions.place import Family, Place
from drafter.grounding.instructions.plain import plain
from drafter.grounding.instructions.vocabulary import known
from drafter.grounding.instructions.windows import windows

_LONGEST = 4000
"""Characters of one code that are decoded; more would tell no more."""
_REACH = 60
_STEMS = re.compile(
    r"ignor|disregard|previous|instruction|overturn|overturned|upheld|approv|system|prompt|necessary|determin|probab|answer|respond|"
    r"uphold|grant|everything|reviewer|guideline|criteria|assistant|request|denial|forget|output|always|authoriz|override|evidence|medical"
)
_STRONG = re.compile(r"overturn|uphold|approve(?!d)|ignor|disregard|instruction|prompt")
_COMMON = frozenset(
    (
        "the and to of is are you your all this that must not be as in for with it on please ignore answer system "
        "prompt overturn overturned approve approved instructions previous request reviewer output set respond "
        "say medically necessary"
    ).split()
)
_MORSE = dict(
    zip(
        (
            ".- -... -.-. -.. . ..-. --. .... .. .--- -.- .-.. -- -. --- .--. --.- .-. ... - ..- ...- .-- "
            "-..- -.-- --.."
        ).split(),
        "abcdefghijklmnopqrstuvwxyz",
        strict=True,
    )
)


def encoded_in(text: str) -> Iterator[Place]:
    """The places of codes that words come out of."""
    for seldom, codes in _CODES:
        for start, end in windows(text, seldom, _REACH, _REACH):
            for pattern, decode, readable in codes:
                for match in pattern.finditer(text, start, end):
                    if readable(decode(match.group()[:_LONGEST])):
                        yield Place(match.start(), match.end(), Family.ENCODED)


def _words(decoded: str) -> bool:
    """Whether a decoded text is words: letters and spaces, a common one or a signal among them."""
    if len(decoded) < 6:
        return False
    plainly = sum(char.isascii() and (char.isalpha() or char == " ") for char in decoded)
    if plainly < 0.7 * len(decoded) or any(ord(char) < 9 for char in decoded):
        return False
    words = re.findall(r"[a-z]+", decoded.lower())
    return any(word in _COMMON for word in words) or len(_stems(decoded)) > 0


def _stems(decoded: str) -> set[str]:
    return set(_STEMS.findall(decoded.lower()))


def _spelled(decoded: str) -> bool:
    """Whether letters that stood apart spell a command."""
    return _two_stems(decoded) or (len(decoded) > 12 and bool(_STRONG.search(decoded)))


def _two_stems(decoded: str) -> bool:
    return len(_stems(decoded)) > 1


def _bytes(raw: bytes) -> str:
    """The text that bytes are, in UTF-8 or in 16 bits a letter; nothing if they are none."""
    if len(raw) > 3 and raw[1::2].count(0) > len(raw) // 3:
        raw = raw[::2]
    return raw.decode("utf-8", errors="ignore") if len(raw.decode("utf-8", "ignore").encode()) >= len(raw) - 3 else ""


def _base64(code: str) -> str:
    if code.isalpha() and (code.islower() or code.istitle()):
        return ""  # a long word of prose, and no code
    bare = re.sub(r"\s", "", code).rstrip("=").replace("-", "+").replace("_", "/")
    bare = bare[: len(bare) - (len(bare) % 4 == 1)]
    try:
        decoded = _bytes(base64.b64decode(bare + "=" * (-len(bare) % 4), validate=True))
    except (binascii.Error, ValueError):
        return ""
    return decoded


def _twice_base64(code: str) -> str:
    once = _base64(code)
    return _base64(once) if re.fullmatch(r"[A-Za-z0-9+/=\s]{8,}", once) else ""


def _base32(code: str) -> str:
    bare = code.rstrip("=")[: _LONGEST // 8 * 8]
    try:
        return _bytes(base64.b32decode(bare + "=" * (-len(bare) % 8)))
    except (binascii.Error, ValueError):
        return ""


def _hex(code: str) -> str:
    bare = re.sub(r"0x|\\x|[^0-9A-Fa-f]", "", code)
    return _bytes(bytes.fromhex(bare[: len(bare) // 2 * 2]))


def _escapes(code: str) -> str:
    marks = r"(?:\\{1,4}u\{?|\\{1,4}x|U\+|%u|&#x|0x)([0-9A-Fa-f]{2,6})[};]?"
    decoded = re.sub(marks, lambda m: chr(min(int(m[1], 16), 0x10FFFF)), code)
    plainly = re.sub(r"[^\S ]|[;,]", "", html.unescape(re.sub(r"\\([0-7]{3})", lambda m: chr(int(m[1], 8)), decoded)))
    return plainly[::2] if plainly[1::2].isspace() else plainly


def _numbers(base: int) -> Callable[[str], str]:
    def decode(code: str) -> str:
        return "".join(chr(value) for part in re.findall(r"\w+", code) if 31 < (value := int(part, base)) < 127)

    return decode


def _morse(code: str) -> str:
    signs = code.replace("·", ".").replace("•", ".").replace("–", "-").replace("−", "-").replace("_", "-")
    return "".join(_MORSE.get(sign, " ") for sign in re.split(r"[\s/|]+", signs))


def _letters(code: str) -> str:
    return re.sub(r"[^a-z]", "", plain(code))


def _joined(code: str) -> str:
    return "" if known(code.lower()) else code


_Code = tuple[re.Pattern[str], Callable[[str], str], Callable[[str], bool]]
_CODES: tuple[tuple[re.Pattern[str], tuple[_Code, ...]], ...] = tuple(
    (re.compile(seldom), tuple((re.compile(code), decode, readable) for code, decode, readable in codes))
    for seldom, codes in (
        (
            r"[A-Za-z0-9+/_-]{12}",
            (
                (
                    r"(?<![A-Za-z0-9+/_-])(?:[A-Za-z0-9+/_-]{12,}+(?:[\r\n ]{1,3}(?=[A-Za-z0-9+/_-]{8}))?)++={0,2}",
                    _base64,
                    _words,
                ),
                (r"(?<![A-Za-z0-9+/_-])[A-Za-z0-9+/_-]{12,}={0,2}", _base64, _words),
                (r"(?<![A-Za-z0-9+/_-])[A-Za-z0-9+/_-]{20,}={0,2}", _twice_base64, _words),
                (r"(?<![A-Z0-9])[A-Z2-7]{16,}={0,6}", _base32, _words),
                (r"(?<![^\W\d_])[A-Za-z]{14,80}(?![^\W\d_])", _joined, _two_stems),
            ),
        ),
        (
            r"[0-9A-Fa-f][0-9A-Fa-f][ :,-]{0,2}(?:0x|\\x)?(?:[0-9A-Fa-f]{2}[ :,-]{0,2}(?:0x|\\x)?){5}",
            (
                (r"(?<![0-9A-Za-z])(?:(?:0x|\\x)?[0-9A-Fa-f]{2}[ :,-]{0,2}){6,}", _hex, _words),
                (r"(?<![0-9])(?:[01]{7,8}[ ,\n-]{0,2}){5,}", _numbers(2), _words),
            ),
        ),
        (
            r"[0-9][0-9]{1,2}[ ,;-]{1,2}(?:[0-9]{2,3}[ ,;-]{1,2}){5}",
            ((r"(?<![0-9.])(?:[1-9][0-9]{1,2}[ ,;-]{1,2}){6,}[1-9][0-9]{1,2}", _numbers(10), _two_stems),),
        ),
        (
            r"%[0-9A-Fa-f]{2}",
            (
                (r"(?:(?:%[0-9A-Fa-f]{2})[A-Za-z0-9.,!+_-]{0,1}){4,}", unquote, _words),
                (r"(?:[A-Za-z0-9.,!:_-]{1,20}%[0-9A-Fa-f]{2}){3,}[A-Za-z0-9]{0,20}", unquote, _two_stems),
            ),
        ),
        (
            r"\\[uxUX0-7]|U\+[0-9A-F]|%u|&#",
            (
                (
                    r"(?:(?:\\{1,4}u\{?[0-9A-Fa-f]{2,6}\}?|\\{1,4}x[0-9A-Fa-f]{2}|\\[0-7]{3}|U\+[0-9A-Fa-f]{4,6}|%u[0-9A-Fa-f]{4}|"
                    r"&#x?[0-9A-Fa-f]{2,6};)[ ,]?(?:[A-Za-z](?!\+))?){4,}",
                    _escapes,
                    _words,
                ),
            ),
        ),
        (
            r"[.\-·•–−_][.\-·•–−_]{0,4}[ /|]{1,3}[.\-·•–−_]{1,5}[ /|]",
            ((r"(?:[.\-·•–−_]{1,5}[ /|]{1,3}){8,}[.\-·•–−_]{0,5}", _morse, _words),),
        ),
        (
            r"(?<![^\W_])[^\W_][\W_]{1,3}[^\W_][\W_]{1,3}[^\W_](?![^\W_])",
            ((r"(?<![^\W_])(?:[^\W_](?:[ .\-_*·|~/,+]|\s){1,3}){7,}[^\W_](?![^\W_])", _letters, _spelled),),
        ),
    )
)
"""Of what every code of a kind has some; then what one looks like, how it is decoded, and what must come out.

The first begins with a single character where it can: patterns that begin with a repeat are several times as slow."""
