"""Marks that no record has of itself: of conversations, of markup, of the lines that evidence is shown in."""

import re
from collections.abc import Iterator

from drafter.grounding.instructions.place import Family, Place
from drafter.grounding.instructions.windows import around, occurrences

_ROLE = r"(?:system|assistant|user|human|developer|ai|bot|model|tool|function|operator)"
_TAGS = (
    r"(?:script|style|iframe|img|svg|div|span|a|p|b|i|u|em|strong|font|body|html|head|meta|link|table|tr|td|form|input|button|object|"
    r"embed|"
    r"details|summary|textarea|template|math|marquee|video|audio|base|title|h[1-6]|br|hr|ul|ol|li|pre|code|center|xml|cdata)"
)
_OURS = (
    r"(?:system|assistant|user|human|developer|instructions?|prompts?|tool|function|thinking|think|answer|response|output|"
    r"guidelines?|records?|evidence|document|context|admin|override|rules?|message|notes?|reviewer|result|task|policy|data|example|"
    r"request|item|decision|determination|rationale|begin|end|im|important|hidden|command|directive|secret)"
)
_FIELDS = (
    r"(?:determination|probability\w{0,10}|criteria|criterion|rationale|pointers?|source|sentence|status|role|content|"
    r"answer|outcome|decision|verdict|messages|instructions?|system|finish_reason|tool_calls|response)"
)
_BEGINS = r"(?:^|\\n|[\n.!?;\]>*\"'|=#-]\s{0,3})"
"""Where a line or a sentence begins, also after a line end written out."""
_MARKS: dict[Family, tuple[str, ...]] = {
    Family.TURN: (
        r"<\s{0,2}[|｜][^<>\n]{1,30}?[|｜]?\s{0,2}>",
        r"\[\s{0,2}/?\s{0,2}"
        r"(?:INST|SYS|(?:SYSTEM[ _]?)?(?:PROMPT|MESSAGE)|SYSTEM|USER|ASSISTANT|AI|INSTRUCTIONS?)\s{0,2}]",
        r"<</?\s{0,2}SYS\s{0,2}>>",
        r"</?s>|<(?:bos|eos|pad|unk)>|<(?:start|end)_of_\w{1,15}>|<\s{0,2}\|?im_(?:start|end)",
        rf"</?\s{{0,2}}{_OURS}(?:[_ :-]\w{{1,20}}){{0,3}}\s{{0,2}}/?>",
        rf"(?<!#)#{{2,6}}\s{{0,3}}(?:new\s|updated\s)?(?:{_OURS}|input|human|reviewer|final|end|begin)\b",
        r"(?:\b|\\n)(?:assistant|ai|bot|model)\W{0,3}:\W{0,3}(?:understood|sure|okay|ok|yes|certainly|of course|done|"
        r"i(?:'ll| will| have| am| can| agree| find| must)|the (?:answer|determination|request))\b",
        r"\bsystem\W{0,4}:\W{0,3}(?:you|ignore|approve|set|override|answer|always|do not|grant|overturn|mark|respond|"
        r"temperature|disregard|the reviewer|the model|from now|act|treat)\b",
        r"(?:^|\n)[ \t]{0,3}(?:system|user|assistant|human)[ \t]{0,3}\n",
        r"(?:^|\n)[ \t]{0,3}system[\s_-]{1,3}(?:you|ignore|approve|set|override|grant|deny|overturn)(?![a-z])",
        r"\b(?:tool|function)[ _](?:result|output|response|call)\s{0,2}[:=]",
        r"(?:^|\n)#\s{1,3}(?:system|user|assistant|instructions?|developer)\b",
        rf"[\"']?\brole[\"']?\s{{0,3}}[:=]\s{{0,3}}[\"']?{_ROLE}\b",
        r"\b(?:begin|end|start)(?:ning)?[ _-](?:of[ _-])?(?:the[ _-])?"
        r"(?:system|prompt|untrusted|trusted|user|assistant|override|hidden|injected)"
        r"(?:[ _-](?:prompt|message|input|instructions?|content|data|turn|text|block))?\b",
        rf"{_BEGINS}{_ROLE}\s{{0,2}}(?:prompt|message|turn|override|directive|instructions?|command)\s{{0,2}}[:>\]=]",
        rf"{_BEGINS}(?:system|user|human)\s{{0,2}}:[^\n]{{1,160}}?{_BEGINS}(?:assistant|ai|model|bot)\s{{0,2}}:",
        rf"{_BEGINS}(?:assistant|ai|bot)\s{{0,2}}:[^\n]{{1,160}}?{_BEGINS}(?:user|human|system)\s{{0,2}}:",
    ),
    Family.ADDRESS: (
        r"\b(?:machine readers?|automated (?:systems?|tools?|readers?|agents?)|language models?|llms?|"
        r"ai(?: (?:models?|systems?|agents?|tools?|readers?))?)\s{0,2}:",
    ),
    Family.OVERRIDE: (
        r"\b(?:ignore|forget)\s{1,3}(?:all\s{1,3})?(?:previous|prior|earlier|everything)\s{0,3}(?:[.!,;:)\n]|$)",
    ),
    Family.MARKUP: (
        r"<!--|-->|<!\[CDATA\[|<!DOCTYPE|<\?xml|<\?php",
        rf"</?{_TAGS}(?:\s{{1,5}}[^<>]{{0,200}})?/?>",
        rf"&lt;(?:/?(?:{_TAGS}|{_OURS})\b|!--)",
        r"!?\[[^\[\]\n]{0,120}\]\(\s{0,3}(?:https?:|data:|javascript:|file:|mailto:|ftp:|/|#|www\.)[^()\n]{0,300}\)?",
        r"\bjavascript\s{0,2}:|\bdata:(?:text|image|application)/",
        r"\b(?:display\s{0,2}:\s{0,2}none|visibility\s{0,2}:\s{0,2}hidden|"
        r"font-size\s{0,2}:\s{0,2}0|opacity\s{0,2}:\s{0,2}0|color\s{0,2}:\s{0,2}(?:white|#f{3}))",
        r"\{\{[^{}\n]{0,120}\}\}|\{%[^{}\n]{0,120}%\}|\$\{[^{}\n]{0,120}\}",
        r"```|~~~",
        r"\\(?:textcolor|color|begin|end|input|href)\{",
        r"\[(?:color|size|hidden|spoiler|url|img)\s{0,2}=",
        r"\[//\]:\s{0,2}#",
        r"\bon(?:error|load|click|mouseover)\s{0,2}=",
        r"(?:^|\n)\[[^\[\]\n]{1,60}\]:\s{0,3}(?:https?:|#|<)",
    ),
    Family.EVIDENCE: (
        r"(?<![A-Za-z0-9.])[GR][1-9]\.\d{1,3}(?![\d.])(?!\s{0,2}(?:mm|cm|mg|kg|%))",
        r"(?<![A-Za-z0-9])[GR]\d{1,2}\s{0,3}=\s{0,3}[\"'“]?"
        r"(?:[A-Z]\w|progress|report|guideline|consultation|imaging|operative|clinical)",
        r"(?<![A-Za-z0-9.])[GR][1-9]\s{0,2}(?:[|]|sentence\s{0,2}\d)",
        r"(?:pointers?|sources?|cite|point(?:ing)? (?:at|to)|passage|rest(?:s|ing)? on|evidence)"
        r"(?: (?:item|passage|line|source))?[ :\"'=]{1,5}[GR]\d{1,2}(?:\.\d{1,3})?(?![\d.])",
        r"(?:^|\n)\s{0,3}(?:request|kind|sentence for that|depends on|originally requested|had before)\s{0,3}\|",
    ),
    Family.FORMAT: (
        rf"[\"'“`]{_FIELDS}[\"'”`]\s{{0,3}}:",
        r"\{\s{0,3}\\?[\"'“]?\w{1,30}\\?[\"'”]?\s{0,3}:\s{0,3}[\"'“\[{\\\dA-Za-z]",
        r"\b(?:determination|outcome|verdict|answer|decision|policy|result|probability|approved?|overturn(?:ed)?)"
        r"\s{0,2}={1,2}\s{0,2}[\"'“]?[A-Za-z]{3}",
        r"\b[a-z]{2,20}_[a-z_]{2,30}\([^()\n]{0,60}\)",
        r"\bprobability_(?:percent|of)\b|\bjson_schema\b|\bresponse_format\b|\bmax_tokens\b",
    ),
}  # fmt: skip
_CASED = frozenset({Family.EVIDENCE})
_PATTERNS = tuple(
    (family, re.compile(pattern, 0 if family in _CASED else re.IGNORECASE))
    for family, patterns in _MARKS.items()
    for pattern in patterns
)
_SELDOM = tuple(
    re.compile(pattern)
    for pattern in (
        r"[<>\[\]{}|=`~\\&]",
        r"#(?!\d)",
        r"[GR][1-9]",
        r"[\"'“`]\w{4,20}[\"'”`]\s{0,3}:",
        r"_(?<=[a-z]_)[a-z_]{2,30}\(",
    )
)
_WORDS = (
    "system assistant user human developer bot model message prompt instruction directive command override role "
    "trusted hidden injected javascript data: display visibility opacity color font-size probability_ json_schema "
    "onerror response_format max_tokens onload onclick onmouseover response pointer source cite passage evidence tool "
    "function machine automated language llm"
).split()
"""Of what every mark has some: a character, or a word before a colon or as it is. "#60" is a number of tablets.

Several patterns that begin with a character each are quicker than one of them all."""
_ALONE = frozenset(
    "prompt trusted hidden injected override probability_ json_schema response_format max_tokens pointer".split()
)
_STOPS = re.compile(
    r"[^\n]{0,18}?[:>=\]]|[ :\"'=]{1,5}[gr]\d|[ \t]{0,3}\n|"
    r"[\s_-]{1,3}(?:you|ignore|approve|set|override|grant|deny|overturn)(?![a-z])"
)
_AI = re.compile(r"ai(?<!\wai)\W{0,4}:")
_FORGET = ("ignore", "forget")
_REACH = 320


def marks_in(text: str, plain: str) -> Iterator[Place]:
    """The marks in a text as it is written; `plain` is the text in plain letters."""
    for start, end in around(_seldom(text, plain), 40, _REACH):
        for family, pattern in _PATTERNS:
            for match in pattern.finditer(text, start, end):
                yield Place(match.start(), match.end(), family)


def _seldom(text: str, plain: str) -> list[tuple[int, int]]:
    """Where something stands that a mark may be made of."""
    found = [match.span() for pattern in _SELDOM for match in pattern.finditer(text)]
    found += occurrences(plain, _FORGET)
    found += (
        (start, end)
        for start, end in occurrences(plain, _WORDS)
        if plain[start:end] in _ALONE or _STOPS.match(plain, end) or plain[start:end].endswith(":")
    )
    found += (m.span() for m in _AI.finditer(plain))
    return sorted(found)
