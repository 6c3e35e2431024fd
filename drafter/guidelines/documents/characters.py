"""Characters that only set type: ligatures and marks of where a word may be broken."""

import re

_LIGATURES = {0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0xFB05: "st", 0xFB06: "st"}
_UNSEEN = dict.fromkeys([0xAD, 0x200B, 0x2060, 0xFEFF])
"""Soft hyphen, zero-width space, word joiner, byte order mark."""
_PLAIN = {**_LIGATURES, **_UNSEEN}
_BROKEN_WORD = re.compile("\u00ad[ \t]*\n\\s*")


def plain(text: str) -> str:
    """The text with ligatures as letters and without soft hyphens and unseen marks; words broken at one are joined."""
    return _BROKEN_WORD.sub("", text).translate(_PLAIN)
