"""Guideline sections applied to what they are not about: another body part or phase, or an operation that none was."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from drafter.domain.draft import Draft, DraftedItem, Finding
from drafter.domain.guideline import Passage, Phase, Tier
from drafter.domain.lexicon import Lexicon
from drafter.grounding.catalogue import finding
from drafter.grounding.lints.view import LintedItem, LintedLetter, Named

_LIMBS = frozenset(("shoulder", "elbow", "wrist and hand", "hip", "knee", "ankle and foot"))
_SPINE = frozenset(("neck", "upper back", "low back"))
_LIMBS_WITH_SPINE = (
    frozenset(("neck", "shoulder", "elbow", "wrist and hand")),
    frozenset(("low back", "hip", "knee", "ankle and foot")),
)
_ADJACENT = (frozenset(("low back", "upper back")), frozenset(("low back", "hip")), frozenset(("head", "neck")))
"""The ODG's chapter on the low back is on the thoracic spine too, that on hip and pelvis on the sacroiliac joint; the
chapters on head and on neck share headaches."""
_NERVE_TEST = re.compile(
    r"\b(?:EMGs?|NCS|NCVs?|nerve conduction|electromyogra\w+|electrodiagnos\w+|EDX)\b", re.IGNORECASE
)
_SPINE_WORD = re.compile(r"\b(?:spin(?:e|al)|radicul\w+|myelopath\w+|dis[ck]s?|brachial|plexus)\b", re.IGNORECASE)
_IMAGING = re.compile(
    r"\b(?:MRIs?|MRA|MR|magnetic resonance|CT|computed tomography|x-?rays?|radiograph\w*|imaging|arthrogra\w+|"
    r"ultraso\w+|scans?)\b",
    re.IGNORECASE,
)
_HARMED = r"(?:compromis\w*|dysfunction\w*|compress\w*|imping\w*|involve\w*|irritat\w*|entrap\w*|affected)"
_NERVE = re.compile(
    rf"\bnerves?\b[\w ,'-]{{0,30}}?\b{_HARMED}|\b{_HARMED}\b[\w ,'-]{{0,30}}?\bnerves?\b|\bnerve root\b", re.IGNORECASE
)
"""Not "neurologic dysfunction": the chapter on the shoulder asks for that too."""
_OWN_NERVE = re.compile(
    r"\b(?:median|ulnar|radial|peroneal|fibular|tibial|sural|femoral|axillary|suprascapular|cutaneous|digital|"
    r"peripheral|"
    r"sciatic|saphenous|plantar|interdigital|pudendal|obturator|interosseous|carpal|cubital|tarsal)\b",
    re.IGNORECASE,
)
_RULE = re.compile(
    r"\b(?:MTUS|ACOEM|ODG|guidelines?|chapters?|sections?|warrant\w*|suffic\w+|indicat\w+|recommend\w*|support\w*|"
    r"justif\w+|"
    r"requir\w+|necessary|needed|before|criteri\w+|should|must|call(?:s|ed)? for)\b",
    re.IGNORECASE,
)
_OF_IMAGING = re.compile(
    rf"{_IMAGING.pattern}|\bneurologic(?:al)?(?:ly)?\b|\bunequivocal\w*\b|\bsurg(?:ery|ical)\b|\bstud(?:y|ies)\b",
    re.IGNORECASE,
)
_SURGERY = re.compile(
    r"\b(?:surg(?!ical (?:consult|evaluat|referr|opinion|candid))\w+|post-?\s?op\w*|post-?\s?surg\w*|"
    r"operat(?:ed|ions?|ive|ively)|"
    r"s/p|status post|arthroscop\w+|\w+(?:ectom|plast|otom|ostom|desis|rrhaph)\w{1,4}|fusion|decompress\w+|debrid\w+|"
    r"open reduction|fixation|ORIF|pinning|repair\w*|reconstruct\w+|amputat\w+|replacement|releases?|excis\w+|graft\w*|"
    r"incision\w*|acromioplasty|hardware|transplant\w*|implant\w*)\b",
    re.IGNORECASE,
)
_POSTSURGICAL = re.compile(r"\bpost-?\s?surg\w+(?: (?:medical )?treatment)?(?: guidelines?)?", re.IGNORECASE)
_NONE = re.compile(
    r"\b(?:no|not|never|without|denie[sd]|denying|negative for|absence of|non-?|nor)\b[\w ,'/-]{0,40}$", re.IGNORECASE
)
_DEPENDENT = re.compile(
    r"\b(?:associated surgical|pre-?\s?op\w*|assistant|clearance|post-?\s?op\w*|urine|laborator\w+|blood)\b",
    re.IGNORECASE,
)
_ANY_PART = re.compile(
    r"\b(?:durable medical|DME|transport\w*|nursing|home (?:health|aide?s?|care)|walking aids?|wheelchairs?|"
    r"walkers?|canes?|"
    r"crutch\w*|scooters?|compression|thrombo\w+|pre-?\s?op\w*|gym|mattress\w*|beds?|length of stay|hospital\w*)\b",
    re.IGNORECASE,
)
"""What a chapter of the ODG on one part of the body treats for every part of it."""


def lint(letter: LintedLetter, lexicon: Lexicon) -> Iterator[Finding]:
    """The spine's nerve criterion under a limb, another body part's chapter, post-surgical care without surgery.

    Of a draft the first alone: what its passages are about is told by `lint_draft`.
    """
    for item in letter.items:
        yield from _nerve_criterion(item, lexicon)
        if letter.signed:
            yield from _chapters(item, _parts(_own_request(letter, item), lexicon), lexicon)
            yield from _postsurgical(letter, item)


def lint_draft(draft: Draft, lexicon: Lexicon) -> Iterator[Finding]:
    """Passages that a rationale points at and whose body parts have nothing in common with the request's.

    A passage for care after an operation is one too where neither request nor record tells of an operation.
    """
    told = _Told(draft)
    for item in draft.items:
        yield from _pointed(told, item, lexicon)


@dataclass(frozen=True)
class _Told:
    """What a draft's summary and records tell; a long record is read for an operation only where that matters."""

    draft: Draft

    @cached_property
    def surgery(self) -> bool:
        """Whether they tell of an operation."""
        texts = (sentence.text for record in self.draft.records for sentence in record.sentences)
        return _tells_of_surgery(self.draft.clinical_summary or "") or any(map(_tells_of_surgery, texts))


def _own_request(letter: LintedLetter, item: LintedItem) -> str:
    """The request, with that of the item which it depends on."""
    parents = [other.request for other in letter.items if other.number == item.depends_on]
    return " ; ".join([item.request, *parents])


def _parts(text: str, lexicon: Lexicon) -> frozenset[str]:
    """The body parts that a text names or tells of by a region or condition."""
    return frozenset(part.name for part in lexicon.body_parts if part.named_in(text) or part.shown_in(text))


def _named(text: str, lexicon: Lexicon) -> frozenset[str]:
    return frozenset(part.name for part in lexicon.body_parts if part.named_in(text))


def _nerve_criterion(item: LintedItem, lexicon: Lexicon) -> Iterator[Finding]:
    """Imaging of a limb judged by nerve compromise, which is the spine's criterion."""
    if not _IMAGING.search(item.request) or _SPINE_WORD.search(item.request):
        return
    asked = _named(item.request, lexicon)
    if not asked & _LIMBS or asked & _SPINE:
        return
    for sentence in item.sentences:
        text = sentence.text
        nerve = _NERVE.search(text)
        if not nerve or _OWN_NERVE.search(text) or not (_RULE.search(text) and _OF_IMAGING.search(text)):
            continue
        of_case = _named(text, lexicon) & _SPINE and not re.search(r"(?i)\b(?:MTUS|ACOEM|ODG|guidelines?)\b", text)
        if not of_case:
            yield finding(
                "scope-differs",
                f"the request is for the {_listed(asked & _LIMBS)}, and nerve compromise is a criterion for the spine",
                item=item.number,
                sentence=sentence.number,
                span=nerve.span(),
            )
            return


def _chapters(item: LintedItem, asked: frozenset[str], lexicon: Lexicon) -> Iterator[Finding]:
    """A guideline line that cites chapters of body parts, none of which is a part of the request."""
    if not asked or (item.depends_on is None and _DEPENDENT.search(item.request)):
        return
    named = [(cited, _named(f"{cited.guideline} {cited.chapter or ''}", lexicon)) for cited in item.heading]
    about = [parts for cited, parts in named if parts and not _for_any_part(cited, item.request)]
    if about and all(parts.isdisjoint(asked | _treated_with(asked, item.request)) for parts in about):
        yield finding(
            "scope-differs",
            f"the guideline line cites a chapter on the {_listed(about[0])}; the request is for the {_listed(asked)}",
            item=item.number,
        )


def _treated_with(asked: frozenset[str], request: str) -> frozenset[str]:
    """Parts whose chapters treat those asked for as well: nerves of a limb go by the chapters on limb and spine."""
    found = frozenset(part for pair in _ADJACENT if pair & asked for part in pair)
    if _NERVE_TEST.search(request):
        found |= frozenset(part for limb in _LIMBS_WITH_SPINE if limb & asked for part in limb)
    return found


def _for_any_part(cited: Named, request: str) -> bool:
    outside = cited.tier is not Tier.MTUS
    return outside and _ANY_PART.search(" ; ".join([request, *cited.sections])) is not None


def _postsurgical(letter: LintedLetter, item: LintedItem) -> Iterator[Finding]:
    if not any(re.search(r"(?i)post-?\s?surg", cited.guideline) for cited in item.heading):
        return
    told = " ".join([*(other.request for other in letter.items), letter.summary, item.rationale])
    if not _tells_of_surgery(_POSTSURGICAL.sub(" ", told)):
        yield finding(
            "scope-differs",
            "the guideline line cites care after an operation, and nothing tells of an operation",
            item=item.number,
        )


def _tells_of_surgery(text: str) -> bool:
    return any(not _NONE.search(text[max(0, m.start() - 60) : m.start()]) for m in _SURGERY.finditer(text))


def _pointed(told: _Told, drafted: DraftedItem, lexicon: Lexicon) -> Iterator[Finding]:
    if drafted.draft is None:
        return
    passages = {given.source: given.passage for given in drafted.guidelines}
    about_parts = any(passage.scope.body_parts or passage.edition.body_parts for passage in passages.values())
    asked = _asked(told.draft, drafted, lexicon) if about_parts else frozenset()
    phase = Phase.on(drafted.guidelines[0].in_force_on.day, told.draft.dates.injury) if drafted.guidelines else None
    seen: set[str] = set()
    for number, sentence in enumerate(drafted.draft.rationale, start=1):
        for pointer in sentence.pointers:
            passage = passages.get(pointer.source)
            if passage is None or pointer.source in seen:
                continue
            seen.add(pointer.source)
            for fault in [*_faults(passage, asked, drafted.item.request, told), *_phase_faults(passage, phase)]:
                message = f"{pointer.source} is {fault}"
                yield finding("scope-differs", message, item=drafted.number, sentence=number, beside=[pointer])


def _asked(draft: Draft, drafted: DraftedItem, lexicon: Lexicon) -> frozenset[str]:
    """The body parts of a request, else of the request that it depends on, else none."""
    own = _parts(drafted.item.request, lexicon)
    parent = next((other for other in draft.items if other.number == drafted.item.depends_on), None)
    return own | (_parts(parent.item.request, lexicon) if parent else frozenset())


def _faults(passage: Passage, asked: frozenset[str], request: str, told: _Told) -> Iterator[str]:
    parts = frozenset(passage.scope.body_parts or passage.edition.body_parts)
    if parts and asked and parts.isdisjoint(asked):
        yield f"on the {_listed(parts)}, and the request is for the {_listed(asked)}"
    if passage.scope.postsurgical and not (_tells_of_surgery(request) or told.surgery):
        yield "for care after an operation, and neither request nor record tells of one"


def _phase_faults(passage: Passage, phase: Phase | None) -> Iterator[str]:
    if phase and passage.scope.phases and phase not in passage.scope.phases:
        yield f"for {_listed(own.value for own in passage.scope.phases)} care, and the injury is {phase.value}"


def _listed(names: Iterable[str]) -> str:
    return ", ".join(sorted(names))
