"""What a sentence says is not in the record."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

_LONGEST = 240
"""How many characters of what is missing are read; what follows is hardly its name any more."""
_PLAIN = str.maketrans("\u2018\u2019\u02bc\u2010\u2011\u2013\u2014\u00a0", "'''---- ")
"""Character for character, so that places stay."""
_S = r"\s{1,8}"
_NO_ADJECTIVE = r"(?!(?:there|is|are|was|were|that|which|who|if|when|has|have)\b)"
_ADJECTIVES = rf"(?:{_NO_ADJECTIVE}[\w-]{{1,30}}(?:,?{_S}(?:and|or){_S}|,?{_S})){{0,4}}?"
_PAPER = (
    r"(?:documentation|documented|evidence|mention|record|indication|reports?|descriptions?|discussion|notes?|"
    r"notation|"
    r"proof|data|information|details?|statements?|account|sign|reference|clarification|explanation|specification)"
)
_LINK = (
    r"(?:of|that|for|to|regarding|about|concerning|on|as to|whether|how|showing|indicating|suggesting|suggestive of|"
    r"supporting|demonstrating|describing|documenting|establishing|consistent with|relating to|with regard to)"
)
_SAYS = (
    r"(?:document|mention|show|state|report|say|describe|indicate|specify|note|demonstrate|include|contain|establish|"
    r"address|discuss|reflect|reveal|identify|provide|list|quantify|record|explain|detail|clarify|suggest|give|"
    r"outline|"
    r"evidence|confirm|comment on|refer to|speak of|disclose|offer|delineate|present|substantiate|corroborate|"
    r"name|tell)"
)
_SAID = (
    r"(?:document|mention|show|stat|report|said|describ|specif|not|demonstrat|includ|contain|establish|address|"
    r"discuss|reflect|reveal|identif|provid|list|quantif|record|explain|detail|clarif|given|outlin|evident|evidenced|"
    r"confirm|disclos|submit|present|found|seen|available|known|substantiat|shown|clear|attach|enclos|support|"
    r"corroborat|verif|observ|apparent)"
)
_SAID_FORM = rf"{_SAID}(?:n|d|ed|ied|ted|ded|ted|ned|red|med|hed|sed)?\b"
_DOES_NOT = (
    rf"(?:(?:(?:does|do|did|has|have|had|is|are|was|were|will){_S}not|(?:does|do|did|has|have)n't)"
    rf"(?:{_S}(?:appear|seem){_S}to(?:{_S}(?:have|be)){{0,2}}(?:{_S}been)?)?)"
)
_FORWARD = re.compile(
    rf"\b(?:there{_S}(?:is|are|was|were|has{_S}been){_S}(?:also{_S}|an?{_S}|still{_S})?)?(?:without|"
    rf"not{_S}(?:have|contain|include|provide){_S}any|not(?={_S}(?:any{_S})?(?:mention|documentation|evidence|"
    rf"record|indication)\b)|absent|no|lacks?|lacking(?:{_S}in)?|lack{_S}of|absence{_S}of|"
    rf"insufficient|inadequate|scant|never{_S}any|nothing{_S}in{_S}the{_S}way{_S}of){_S}(?:any{_S}|of{_S}|the{_S})?"
    rf"(?P<kind>{_ADJECTIVES}){_PAPER}(?:{_S}(?:in|within|from){_S}(?:the|these|this|his|her|"
    rf"any){_S}(?:[\w-]{{1,20}}{_S}){{0,3}}?"
    r"(?:records?|files?|reports?|notes?|charts?|documentation|documents|papers?))?"
    rf"(?:{_S}(?:is|was|are|were|has{_S}been|have{_S}been){_S}(?:[a-z]{{1,20}}ly{_S})?(?:provided|submitted|"
    rf"given|found|presented|included|available|received|noted)(?={_S}{_LINK}\b))?"
    rf"(?:{_S}(?P<link>{_LINK})\b|(?={_S}))",
    re.IGNORECASE,
)
_RECORD_WORDS = (
    r"(?:records?|files?|reports?|notes?|documentation|documents?|charts?|providers?|physicians?|doctors?|"
    r"clinicians?|"
    r"history|examinations?|exams?|papers?|evaluations?|narrative|letter|summary|therapists?|submission|pages?|"
    r"PR-2s?|"
    r"materials?|surgeons?|plans?|it|they|which|that)"
)
_RECORD_SUBJECT = re.compile(rf"\b{_RECORD_WORDS}\b", re.IGNORECASE)
_VERB = re.compile(
    rf"\b(?:{_DOES_NOT}|fail(?:s|ed)?{_S}to|neglect(?:s|ed)?{_S}to|omit(?:s|ted)?{_S}to|never|nowhere|"
    rf"cannot){_S}(?:[a-z]{{1,20}}ly{_S})?"
    rf"(?:{_SAYS}(?:s|ed|d)?|said)\b(?:{_S}(?:that|any|either))?"
    rf"|\b{_SAYS}(?:s|ed|d)?{_S}(?:no|neither|nothing{_S}(?:of|about|on))\b"
    rf"|\b(?:lacks?|lacking|omits?|omitted|(?:is|are){_S}silent{_S}(?:on|about|as{_S}to|regarding)|(?:is|"
    rf"are){_S}(?:without|devoid{_S}of))\b",
    re.IGNORECASE,
)
_NOTHING = re.compile(
    rf"\b(?:nothing|none|nowhere|no{_S}(?:record|report|note|document|progress{_S}(?:note|report)|page|entry|"
    rf"physician|provider))"
    rf"{_S}(?:(?:in|of|within|on|among){_S}[\w\s-]{{1,60}}?{_S})?(?:that{_S})?(?:to{_S})?{_SAYS}(?:s|ed|d)?\b"
    rf"(?!{_S}(?:that{_S})?{_SAYS}s?\b)(?:{_S}that)?",
    re.IGNORECASE,
)
_HAS_BEEN = rf"(?:is|are|was|were|has{_S}been|have{_S}been|had{_S}been|be)"
_PASSIVE = re.compile(
    rf"\b(?:(?:has|have|had){_S}(?:not|never){_S}been|(?:is|are|was|were){_S}(?:not|never|nowhere)|(?:is|are|was|"
    rf"were)n't)"
    rf"{_S}(?:[a-z]{{1,20}}ly{_S}|well{_S}|otherwise{_S}|been{_S})?{_SAID_FORM}"
    rf"|\b{_HAS_BEEN}{_S}(?:(?:un|in){{1}}(?:documented|reported|mentioned|specified|recorded|substantiated|"
    rf"clear|adequately{_S}documented|"
    rf"sufficiently{_S}documented|described)|nowhere{_S}to{_S}be{_S}found|absent|missing|lacking|not{_S}(?:in|"
    rf"part{_S}of|on|among))\b"
    rf"|\b(?:cannot|could{_S}not|can{_S}not){_S}be{_S}(?:found|located|identified|verified|confirmed)\b",
    re.IGNORECASE,
)
_UNSAID = re.compile(
    rf"\b(?:it{_S}(?:is|was|has|has{_S}been|"
    rf"remains){_S}(?:not{_S}(?:been{_S})?(?:[a-z]{{1,20}}ly{_S})?{_SAID_FORM}|unclear|unknown|uncertain|"
    rf"never{_S}\w{{1,20}})"
    rf"|(?:is|remains|are){_S}(?:unclear|unknown)|(?:was|is){_S}not{_S}{_SAID_FORM}"
    rf")(?:{_S}(?:from|in|by){_S}[\w\s]{{1,40}}?)?,?{_S}(?:whether|if|that|how|what|when|why|which){_S}",
    re.IGNORECASE,
)
_NO_SUBJECT = re.compile(r"\b(?:no|none of|neither)\s{1,8}(?=\w)", re.IGNORECASE)
_NO_REPORTED = re.compile(
    rf"\b{_HAS_BEEN}{_S}(?:[a-z]{{1,20}}ly{_S})?(?:documented|reported|noted|recorded|mentioned|described|found|"
    rf"provided|submitted|"
    rf"shown|identified|present|given|listed|seen|included|demonstrated|stated|discussed|specified|attached|"
    rf"evident|observed|on{_S}file|"
    rf"in{_S}(?:the|this|evidence)|available|established|outlined|indicated)\b|\b(?:appears?|exists?){_S}(?:in|on)\b",
    re.IGNORECASE,
)
_TO_HAVE = re.compile(r"\s{1,8}(?:to\s{1,8}(?:have|be)|as\s{1,8}having)\b", re.IGNORECASE)
_THERE_IS_NO = re.compile(
    rf"\b(?:there{_S}(?:is|are|was|were|has{_S}been|have{_S}been|being){_S}(?:also{_S}|otherwise{_S}|still{_S})?"
    rf"(?:no|not{_S}(?:any|a|an)|neither|nothing{_S}to{_S}{_SAYS}(?:{_S}that)?)|(?:missing|absent|"
    rf"lacking){_S}(?:from|in){_S}(?:the|this|these){_S}"
    rf"(?:[\w-]{{1,20}}{_S}){{0,3}}?{_RECORD_WORDS}{_S}(?:is|are|was|were)){_S}(?:any{_S}|a{_S}|an{_S})?",
    re.IGNORECASE,
)
_NO_THING = re.compile(
    r"\s*(?:need|reason|passage|criteri(?:on|a)|visit limit|"
    r"medical necessity|doubt|dispute|guideline|support\b(?! group)|recommendation|provision|"
    r"more than|longer|change to|"
    r"such|point|question|conflict|contraindication to the|rationale|compelling|basis|justification|"
    r"specific guideline|"
    r"(?:long[- ]term|high[- ]quality|good|scientific|published|strong|quality)[\w\s,-]{0,30}(?:evidence|studies|"
    r"trials|literature|support))\b",
    re.IGNORECASE,
)
_ELSEWHERE = re.compile(
    r"\b(?:literature|(?:clinical|published|controlled|quality|case|cohort|recent|human|multiple|many)\s+studies|"
    r"trials?\b(?=[^.]{0,20}(?:evidence|literature|published))|randomi[sz]ed|guidelines?|mtus|acoem|odg|"
    r"scientific|peer[- ]reviewed|superior to|over placebo)\b",
    re.IGNORECASE,
)
_RULE_BEFORE = re.compile(
    r"\b(?:recommend\w*|should|must|guidelines?|mtus|acoem|odg|criteri(?:a|on)|requires?|indicated|only (?:if|"
    r"when)|literature|studies)\b",
    re.IGNORECASE,
)
_OTHER_SUBJECT = re.compile(
    r"\b(?:requests?|rfa|guidelines?|mtus|acoem|odg|guide|literature|studies|criteria|section|regulation|law)\b"
    r"|\b(?:worker|patient|claimant|applicant|he|she|employee|who)(?:\s{1,8}[a-z]{1,20}ly)?\s{1,8}$",
    re.IGNORECASE,
)
_NO_OBJECT = re.compile(
    r"(?:submitted|provided|available|noted|presented|was|were|is|are|has|have|for|to|which)\b", re.IGNORECASE
)
"""After "no therapy notes": nothing more is named."""
_ABOUT_REQUEST = re.compile(
    r"(?:(?:a|an|any|the|this|that|it|there|clear|specific|medical|requested|requests?)\s{1,8}){0,4}"
    r"(?:it|this|that|which|there|necessity|request|treatment|item)?",
    re.IGNORECASE,
)
_WHY = re.compile(
    r"(?:(?:a|an|any|the|clear|specific|objective|medical|clinical|sufficient|adequate)\s{1,8}){0,3}"
    r"(?:rationale?|explanation|reasons?|justification|why)\b",
    re.IGNORECASE,
)
"""It is the physician's grounds that are said to be missing, which no word of the record can show."""
_WHY_CLAUSE = re.compile(r"[^.;]{0,60}\bwhy\s{1,8}\S{1,40}\s{1,8}\S", re.IGNORECASE)
"""What is to be explained is named: the reader is shown what the record says of it."""
_HYPOTHETICAL = re.compile(r"\b(?:could|would|can|may|might|should|must|to)\s{0,8}$", re.IGNORECASE)
_BY_THE_RECORD = re.compile(
    rf"{_S}(?:by|in|with|from|through){_S}(?:[\w-]{{1,25}}{_S}){{0,4}}?(?:{_RECORD_WORDS}|{_PAPER}|findings?|exam\w*|"
    rf"stud(?:y|ies)|imaging)\b",
    re.IGNORECASE,
)
"""After "not supported": a guideline may not support a treatment, and that is no absence from the record."""
_PRONOUN = re.compile(r"(?:it|this|that|them|these|those)", re.IGNORECASE)
_CLAUSE = re.compile(
    r"[.;:](?=\s|$)|,?\s+(?:but|so|thus|therefore|which|there|however|because|although|though|while|whereas|"
    r"since|as(?= there| the| no| it)|and(?= there| it| the|,? thus))\b|,"
)
_TAIL = re.compile(
    rf"[.;:?!](?=\s|$)|\s*[-(]{{2}}|,?{_S}(?:and|or|nor){_S}(?:no{_S})?(?:reasons?|explanation|rationale){_S}(?:why|for)\b|,?{_S}(?:(?:in|within|by|throughout|from|on|among|anywhere{_S}in){_S}(?:the|"
    rf"this|these|that|any|his|her){_S}"
    rf"(?:[\w'-]{{1,25}}{_S}){{0,4}}?(?:records?|files?|reports?|charts?|documentation|documents|notes?|"
    rf"paperwork|submission|papers|materials|"
    rf"summary|pages)\b|(?:to|that{_S}would|which{_S}would|sufficient{_S}to){_S}(?:support|justify|warrant|"
    rf"substantiate|establish){_S}"
    rf"(?:the|this|a|an|such|medical|continu\w{{1,8}}|further|additional)\b|(?:and{_S})?(?:so|thus|therefore|"
    rf"hence|accordingly|consequently)\b|"
    rf"(?:because|since|although|though|but|however|whereas|nor{_S}(?:is|are|do|does)|as{_S}(?:required|"
    rf"recommended|requested|the|would)|despite{_S}the{_S}request|and{_S}"
    rf"(?:the|this){_S}(?:request|guideline|mtus|treatment{_S}is)|and{_S}there|(?:is|are|was|were|has{_S}been|"
    rf"have{_S}been|had{_S}been){_S}(?:[a-z]{{1,20}}ly{_S})?"
    rf"(?:documented|reported|noted|recorded|mentioned|described|found|provided|submitted|shown|identified|"
    rf"present|given|listed|seen|included|"
    rf"demonstrated|stated|discussed|specified|attached|evident|on{_S}file|available|established|outlined|"
    rf"indicated|in{_S}the))\b)",
    re.IGNORECASE,
)
_PAPER_OF = re.compile(
    rf"^(?:to{_S}have(?:{_S}been|{_S}had)?{_S}|as{_S}having{_S})?"
    rf"(?:(?:(?:any|the|a|an|clear|recent|sufficient|adequate|objective|documented|specific|"
    rf"prior){_S}){{0,3}}{_PAPER}{_S}{_LINK}{_S})?",
    re.IGNORECASE,
)
_SAID_LAST = re.compile(
    r"\s{1,8}(?:documented|reported|noted|recorded|mentioned|described|provided|submitted|identified)$", re.IGNORECASE
)
_COMMON = frozenset(
    "a an the any this that these those of in on for to from with by at as and or nor not no be been being is "
    "are was were has have had it "
    "its his her their there which who what whether if how when why would will could may might can does do did "
    "such other further more "
    "additional continued ongoing current present request requests requested requesting treatment treatments "
    "necessity necessary medical "
    "medically need needs needed support supporting supports supported justify justification warrant indicated "
    "indication criteria "
    "guideline guidelines mtus acoem odg disputed service services item items care documentation documented "
    "evidence record records report "
    "reports note notes file submitted provided available information data mention sufficient adequate clear "
    "worker patient claimant injured "
    "employee applicant he she they provider physician case basis reason rationale specific recommended "
    "recommendation appropriate meet met "
    "use used using fact anything nothing something kind way "
    "objective subjective recent convincing compelling written any clinical definitive new".split()
)
_WORDS = re.compile(r"[^\W_]+")


_NEGATIVE = re.compile(
    r"\b(?:no|not|nor|none|nothing|nowhere|never|neither|without|absent|absence|lack|lacks|lacking|missing|insufficient|"
    r"inadequate|scant|fails?|failed|neglect(?:s|ed)?|omit(?:s|ted)?|cannot|silent|devoid|unknown|uncertain|(?:un|in)(?:"
    r"documented|reported|mentioned|specified|recorded|substantiated|clear|adequately|sufficiently|described))\b|n't\b",
    re.IGNORECASE,
)
"""One of these words stands wherever something is said to be missing; asked first, since it costs less."""


@dataclass(frozen=True)
class Absence:
    """A thing that a sentence says is missing from the record; what says so stands at `start:end` of the sentence."""

    missing: str
    """The words for it; empty where they name nothing that could be looked for."""
    start: int
    end: int


def absences_in(sentence: str) -> list[Absence]:
    """What a sentence says is not in the record, in order.

    Not what a guideline says ("not recommended without documentation of …"), nor what the worker denies, nor what the
    request does not say.
    """
    return list(_absences(sentence))


@lru_cache(maxsize=2048)
def _absences(sentence: str) -> tuple[Absence, ...]:
    text = sentence.translate(_PLAIN)
    found: list[Absence] = []
    for absence in sorted(_all(text), key=lambda a: a.start) if _NEGATIVE.search(text) else ():
        if not found or absence.start >= found[-1].end:
            found.append(absence)
    return tuple(found)


def _all(text: str) -> Iterator[Absence]:
    for pattern in (_FORWARD, _VERB, _NOTHING, _UNSAID, _THERE_IS_NO):
        done = 0
        for match in pattern.finditer(text):
            if match.start() >= done and _counts(text, match):
                for absence in _ahead(text, match):
                    done = absence.end
                    yield absence
    yield from _passive(text)


def _counts(text: str, match: re.Match[str]) -> bool:
    """Whether words that say that something is missing say it of the record."""
    if match.re is _VERB:
        before = text[_clause_start(text, match.start()) : match.start()]
        return bool(_RECORD_SUBJECT.search(before)) and not _OTHER_SUBJECT.search(before)
    if match.re is _NOTHING and "in the request" in match.group().lower():
        return False
    if match.re is _THERE_IS_NO and _NO_THING.match(text, match.end()):
        return False
    return not _of_a_rule(text, match)


def _ahead(text: str, match: re.Match[str]) -> Iterator[Absence]:
    """What is missing stands after the words that say so."""
    stop = min(len(text), match.end() + _LONGEST)
    cut = _TAIL.search(text, match.end(), stop)
    missing = _trimmed(text[match.end() : cut.start() if cut else stop])
    if _PRONOUN.fullmatch(missing):
        return
    if match.re is _FORWARD and (not _named(missing) or (not match["link"] and _NO_OBJECT.match(missing))):
        missing = _trimmed(match["kind"])
    if not _ELSEWHERE.search(text, match.start(), stop if cut is None else min(len(text), cut.end() + 30)):
        yield Absence(
            _named(missing), match.start(), match.end() + len(text[match.end() : cut.start() if cut else stop].rstrip())
        )


def _passive(text: str) -> Iterator[Absence]:
    """What is missing stands before the words that say so."""
    for match in _PASSIVE.finditer(text):
        if _TO_HAVE.match(text, match.end()):
            yield from _ahead(text, match)
            continue
        start = _clause_start(text, match.start())
        yield from _behind(text, start, match)
    for match in _NO_REPORTED.finditer(text):
        start = max(0, match.start() - _LONGEST)
        no = list(_NO_SUBJECT.finditer(text, start, match.start()))
        if no and not re.search(r"[.;:](?=\s)", text[no[-1].end() : match.start()]):
            first = next((n for n in no if not re.search(r"[.;:](?=\s)", text[n.end() : match.start()])), no[-1])
            if not re.search(r"\bthere\s{1,8}\w{1,5}\s{1,8}$", text[max(0, first.start() - 20) : first.start()]):
                yield from _behind(text, first.end(), match, said_from=first.start())


def _behind(text: str, start: int, match: re.Match[str], said_from: int | None = None) -> Iterator[Absence]:
    subject = text[start : match.start()]
    missing = _trimmed(
        re.sub(
            r"^\s*(?:and|or|that|which|also|thus|therefore|moreover|furthermore|in addition|however)\b",
            "",
            subject,
            flags=re.IGNORECASE,
        )
    )
    if _ABOUT_REQUEST.fullmatch(missing) or _HYPOTHETICAL.search(subject):
        return
    if "support" in match.group().lower() and not _BY_THE_RECORD.match(text, match.end()):
        return
    if re.match(
        r"(?:the\s+)?(?:requests?|requested|guidelines?|mtus|acoem|odg)\b", missing, re.IGNORECASE
    ) or _ELSEWHERE.search(subject):
        return
    begin = start + len(subject) - len(subject.lstrip()) if said_from is None else said_from
    yield Absence(_named(missing), begin, match.end())


def _of_a_rule(text: str, match: re.Match[str]) -> bool:
    """Whether the words stand in what a guideline says, within their clause."""
    before = text[_clause_start(text, match.start()) : match.start()]
    if _RULE_BEFORE.search(before) and match.group()[:5].lower() != "there":
        return True
    return bool(
        re.search(r"\b(?:reports?|denie[sd]|complains of)\s{1,8}$", before, re.IGNORECASE)
        and "evidence" not in match.group()
    )


def _clause_start(text: str, end: int) -> int:
    """Where the clause begins that ends there."""
    start = max(0, end - _LONGEST)
    while 0 < start < end and not text[start - 1].isspace():
        start += 1
    last = start
    for match in _CLAUSE.finditer(text, start, end):
        # A comma within a list ("numbness, tingling, or weakness was not noted") parts no clause.
        following = text[match.end() : end]
        if (
            match.group() == ","
            and re.match(r"\s*(?:or|and|nor)?\s*(?:[\w'-]+\s*){1,4}(?:,|$)", following[:120])
            and not _RULE_BEFORE.search(text[last : match.start()])
        ):
            continue
        last = match.end()
    return last


def _trimmed(missing: str) -> str:
    bare = missing.strip(" \t\r\n,-\"'()")
    bare = _PAPER_OF.sub("", bare, count=1)
    return _SAID_LAST.sub("", bare)


def _named(missing: str) -> str:
    """The words where they name something, else nothing."""
    words = _WORDS.findall(missing.lower())
    if _WHY.match(missing) and not _WHY_CLAUSE.match(missing):
        return ""
    return missing if any(word not in _COMMON and not word.isdigit() for word in words) else ""
