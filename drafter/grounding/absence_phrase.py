"""What a phrase that names something missing is looked for by: its head, all words for it, and what else it names."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise

from drafter.domain.lexicon import BodyPart, Lexicon
from drafter.grounding import absence_effects as effects
from drafter.grounding.absence_effects import Effect
from drafter.grounding.absence_reading import Finder, Term, Terms, plain_form, term, tokens

_PIECES = re.compile(r",|;|\b(?:and/or|as well as|and|or|nor|including|such as|plus|along with)\b")
_SEGMENTS = re.compile(
    r"\b(?:of|from|with|to|for|in|on|by|at|after|following|due to|despite|regarding|about|that|which|who|during|"
    r"before|since|prior to|"
    r"within|confirming|showing|demonstrating|supporting|documenting|revealing|indicating|requiring|causing|"
    r"interfering|limiting|affecting|preventing|resulting|related|between|against|under|using|through|because|as|"
    r"while|is|are|was|were|has|have|had|been|be|being)\b"
)
_GENERIC = frozenset(
    "failure trial trials history sign signs finding findings symptom symptoms diagnosis result results response "
    "completion use need details "
    "detail description assessment level levels degree amount presence existence evidence documentation "
    "discussion mention record number "
    "type kind nature extent course attempt attempts compliance participation indication suggestion complaint "
    "complaints report reports "
    "statement note notes account examination exam test tests testing study studies change changes effect "
    "effects status condition conditions "
    "problem problems issue issues information data list review outcome outcomes cause reason worker patient "
    "claimant applicant employee he "
    "she they provider physician therapy treatment treatments medication care performed tried received undergone "
    "completed attempted "
    "taken takes taking uses used using performs participates reports discussed obtained done given ordered "
    "provided prescribed documented "
    "currently already ever yet still also whether if any some other others into tolerance consideration "
    "inability ability medical pain"
    " injured required requires have having has had her his its their the a an this these those no not it there "
    "been being be is are was "
    "were do does did would could should may might will each all both either one two three course courses side "
    "program programs "
    "factor factors pathology dysfunction disorder disorders disease syndrome monitoring abnormality "
    "abnormalities involvement component etiology "
    "source generator tear tears lesion behavior behaviors habits intervention management modality regimen "
    "pattern participated engaged attended "
    "enrolled began started initiated pursued administered referred seen evaluated assessed treated examined "
    "considered difficulty difficulties "
    "equipment device unit diagnosed found suffered suffers experienced experiences developed sustained "
    "complained describes exhibits displays presents interfering prior intended number implementation initiation "
    "utilization frequency efforts history risk discussion".split()
)
_WEAK = frozenset(
    "recent lasting objective subjective specific significant prior previous adequate documented clear current "
    "detailed measurable measured "
    "quantifiable quantified ongoing formal sustained sufficient meaningful relevant new acute chronic severe "
    "moderate mild actual appropriate "
    "comprehensive signed valid true concrete tangible least full proper reasonable substantial consistent "
    "continued active positive "
    "convincing definite functional such additional further supervised complete regular initial legitimate "
    "unequivocal corroborating "
    "corresponding associated underlying persistent structured well known possible serious important intended "
    "stated long term short "
    "abnormal updated obvious failed".split()
)
_ADJECTIVE = re.compile(r"\w+(?:al|ic|ive|ory|or|ous|ed)")
_STUDY = re.compile(
    r"imag|\bmris?\b|magnetic|x-?ray|radiogra|\bct\b|\bemg|electro|conduction|urine|uds|udt|screen|toxicol|"
    r"\blabs?\b|labora|blood|evaluat|assess|\bexam|"
    r"\btests?\b|testing|stud(?:y|ies)|cures|pdmp|monitoring|agreement|contract|range of motion|gait|scores?|"
    r"questionnaire|histor|measure|status|"
    r"level|\bfunction\b|functional (?:status|capac|level)|\bbmi\b|weight|ultraso|consult|surg|operat|clearance|"
    r"slr|straight leg|risk assess|aberran"
)
_ON_EXAMINATION = re.compile(r"\b(?:on|upon|by|during) (?:the )?(?:physical |clinical |today's )?exam\w*")
_ABNORMAL = re.compile(
    r"\b(?:difficult|trouble|disturb|problem|limit|decreas|reduc|restrict|abnormal|impair|loss|poor|deficit|positive|diminish|aberran|antalgic)"
)
_PLANNED = re.compile(
    r"plan|goal|schedul|refer|consider|candida|request|future|intend|intent|authori|consent|instruct|educat|"
    r"expect|anticipat|propos|recommend|"
    r"warn|discuss|advi[cs]e|risks and benefits|follow-up|quantity|duration|frequency|dosage"
)
TREATMENTS = tuple(
    frozenset(map(term, words.split(",")))
    for words in (
        "physical therap*,PT,physiotherap*,occupational therap*,aquatic",
        "chiro*,manipulat*,spinal adjustment*",
        "acupunct*",
        "massage*",
        "epidural*,ESI,injection*,injected,block*,cortisone,shot,shots,medial branch,rhizotomy",
        "surgery,surgical,operation,arthroscop*,fusion,discectomy,laminectomy,arthroplasty,replacement,repair",
        "TENS,H-wave,interferential,stimulator",
        "psychotherap*,CBT,counsel*,cognitive behavioral",
        "home exercise*,HEP,gym",
        "brac*,splint*,orthotic*,orthosis",
        "medication*,medicine*,drug*,NSAID*,opioid*,anti-inflammator*,antidepressant*,anticonvulsant*,relaxant*,Norco,hydrocodone,tramadol,oxycodone,"
        "naproxen,ibuprofen,meloxicam,diclofenac,celecoxib,etodolac,gabapentin,pregabalin,Lyrica,duloxetine,Cymbalta,amitriptyline,nortriptyline,"
        "cyclobenzaprine,tizanidine,first-line,first line,topical*,Lidoderm,analgesic*,pills,tablet*",
        "functional restoration,FRP,work conditioning,work hardening",
    )
)  # fmt: skip
_BEFORE_REQUEST = re.compile(
    r"\b(?:prior to|before|for|with|to support|of) (?:the|this|such|a) (?:\w+ ){0,2}request\b.*$"
)
_LESS_TAKEN = re.compile(r"\bwean|\btaper|\b(?:reduc|decreas|lower)\w* (?:\w+ ){0,3}(?:dos|medic|opioid|use)")
_SIDE = re.compile(r"\b(?:side|adverse) (?:effects?|events?|reactions?)\b")
_SHORTEST_STEM = 5
_ENDINGS = "ations ation ements ement ments ment ions ing ion ies ity ed es al ly y s e".split()


@dataclass(frozen=True)
class Concept:
    """One thing looked for: any of the terms, or an effect of treatment."""

    terms: Terms
    effect: Effect | None = None
    study: bool = False
    planned: bool = False
    needs: Terms = field(default_factory=dict)
    """Where there are any, one must stand in the sentence too."""
    score: bool = False
    """Whether a score of pain shows it."""
    less_taken: bool = False
    """Whether a smaller dose or fewer tablets show it."""


@dataclass(frozen=True, eq=False)
class Query:
    """Everything that a phrase is looked for by."""

    concepts: tuple[Concept, ...]
    finder: Finder
    """Finds its own terms; those that tell of effects are found by `effects.places`."""
    parts: tuple[BodyPart, ...]
    treatments: tuple[frozenset[Term], ...]
    """The kinds of treatment that the phrase names."""
    words: tuple[str, ...]
    effect_terms: tuple[Term, ...]
    """The words that tell of the effects that the phrase names."""

    def places(self, words: tuple[str, ...]) -> Mapping[Term, Sequence[tuple[int, int]]]:
        """Where in the words of a sentence stands what the phrase is looked for by."""
        own = self.finder.places(words)
        return {**own, **effects.places(words)} if any(concept.effect for concept in self.concepts) else own


@lru_cache(maxsize=256)
def query_for(missing: str, lexicon: Lexicon) -> Query:
    """What a phrase for something missing is looked for by; it holds nothing to look for where the phrase is empty."""
    plain = re.sub(
        r"^(?:no|any|whether|that|if|the)\s+", "", _BEFORE_REQUEST.sub("", plain_form(missing).replace("'s ", " "))
    )
    concepts = tuple(_concepts(plain, lexicon)) if missing else ()
    asked = [one for concept in concepts for one in concept.terms]
    told_by: list[Term] = [*asked, *(need for concept in concepts for need in concept.needs)]
    parts = tuple(part for part in lexicon.body_parts if part.name != "mental health" and part.named_in(plain))
    at = TREATMENT_FINDER.places(tokens(plain))
    by_effect = any(concept.effect for concept in concepts) or _SIDE.search(plain)
    of_any = any(one in at for one in effects.GENERIC_TREATMENT)
    treatments = (
        tuple(kind for kind in TREATMENTS if any(one in at for one in kind)) if by_effect and not of_any else ()
    )
    by_effects = tuple(one for concept in concepts if concept.effect for one in _TOLD_BY[concept.effect])
    written = [one.written for concept in concepts for one in _words(concept)]
    return Query(concepts, Finder(told_by), parts, treatments, tuple(dict.fromkeys(written)), by_effects)


def _words(concept: Concept) -> Iterable[Term]:
    return (*concept.terms, *(_TOLD_BY[concept.effect] if concept.effect else ()), *concept.needs)


_TOLD_BY = {
    Effect.FAILURE: effects.FAILED,
    Effect.PAIN: effects.LESS_PAIN,
    Effect.FUNCTION: effects.BETTER,
    Effect.OBJECT: effects.BETTER,
}


def fired_groups(missing: str, lexicon: Lexicon) -> list[tuple[Term, ...]]:
    """All groups that a phrase names, whether or not it is about them."""
    return [group for group, _, _ in _fired(plain_form(missing), lexicon)]


def telling(word: str) -> bool:
    """Whether a word of a phrase for something missing tells what it is."""
    return word not in _GENERIC | _WEAK | _COMMON


def _concepts(plain: str, lexicon: Lexicon) -> Iterable[Concept]:
    """What a phrase in normal form names: each part of a list, with what treatment was to bring about."""
    whole = effects.effects_named(plain)
    for piece in _pieces(plain, lexicon):
        own = effects.effects_named(piece)
        study = bool(_STUDY.search(_ON_EXAMINATION.sub("", piece))) and not _ABNORMAL.search(piece)
        planned = bool(_PLANNED.search(piece))
        if own or (whole and _depends(piece, lexicon)):
            yield from (_effect(kind, piece, lexicon) for kind in sorted(own or whole))
        elif terms := _head(piece, lexicon):
            score = bool(re.search(r"\bpain\b.*(?:level|score|rating|assess|intens|sever)|\bvas\b", piece))
            yield Concept(
                dict.fromkeys(terms),
                study=study,
                planned=planned,
                score=score,
                less_taken=bool(_LESS_TAKEN.search(piece)),
            )


def _pieces(plain: str, lexicon: Lexicon) -> list[str]:
    """The parts of a list; an adjective alone is of what the next part names ("sensory or motor deficit")."""
    found = [piece.strip(" -") for piece in _PIECES.split(plain)]
    found = [piece for piece in found if _content(piece)]
    for n, piece in enumerate(found[:-1]):
        following = found[n + 1].split()
        if " " not in piece and _ADJECTIVE.fullmatch(piece) and len(following) > 1:
            found[n] = f"{piece} {following[-1]}"
    return found or ([plain] if _fired(plain, lexicon) or effects.effects_named(plain) else [])


def _depends(piece: str, lexicon: Lexicon) -> bool:
    """Whether a part of a list is what the effect named before is of: function, pain or a treatment."""
    return bool(_FUNCTION_OR_PAIN.places(tokens(piece))) or bool(TREATMENT_FINDER.places(tokens(piece)))


def _effect(kind: Effect, piece: str, lexicon: Lexicon) -> Concept:
    """An effect of treatment, with the things of which one must be named where it is told."""
    if kind is Effect.FAILURE:
        named = [one for words, _, _ in _fired(piece, lexicon) for one in words]
        needs = [*named, *effects.GENERIC_TREATMENT] if named else [*effects.ANY_TREATMENT]
        if _ANY_CARE.search(piece):
            needs += effects.ANY_TREATMENT
        return Concept({}, kind, needs=dict.fromkeys(needs))
    if kind is Effect.FUNCTION:
        of = _before_link(piece)
        words = tokens(piece)
        objects = [
            one for group, low, high in _fired(of, lexicon) if not _EFFECT_WORD.search(" ".join(words[low : high + 1]))
            for one in group
        ]  # fmt: skip
        if objects and "function" not in piece and not TREATMENT_FINDER.places(tokens(of)):
            return Concept({}, Effect.OBJECT, needs=dict.fromkeys(objects))
        return Concept({}, kind, needs=effects.FUNCTION)
    return Concept({}, kind)


_FUNCTION_OR_PAIN = Finder((*effects.FUNCTION, *effects.PAIN))
_ANY_CARE = re.compile(r"conservative|treat|\bcare\b|medic|first")
_EFFECT_WORD = re.compile(r"function|improv|gain|outcome|benefi|respon|help|effect|effic|relie|success")


def _before_link(piece: str) -> str:
    """The phrase without what a treatment is named by: "improvement in sleep [with Ambien]"."""
    return re.split(r"\b(?:from|with|after|following|due to|by|on|since|during|as a result)\b", piece)[0]


def _content(piece: str) -> list[str]:
    return [word for word in tokens(piece) if word[0].isalpha() and word not in _WEAK and word not in _COMMON]


_COMMON = frozenset(
    "a an the any no not of in on for to from with by at as this that these those his her its their whether if".split()
)


def _head(piece: str, lexicon: Lexicon) -> tuple[Term, ...]:
    """The terms of the thing that a phrase is about: the last thing named before the first preposition."""
    fired = _fired(piece, lexicon)
    words = tokens(piece)
    segments = _segments(piece)
    for low, high in segments:
        inside = [one for one in fired if low <= one[1] < high]
        content = [n for n in range(low, high) if words[n][0].isalnum() and words[n] not in _GENERIC | _WEAK | _COMMON]
        if (low, high) != segments[-1] and (
            _FINDINGS.intersection(words[low:high]) and set(words[low:high]) <= _OF_FINDINGS
        ):
            continue
        if (low, high) != segments[-1] and not inside and all(re.search(r"(?:ing|ed)$", words[n]) for n in content):
            continue
        covered = {n for _, first, last in inside for n in range(first, last + 1)}
        telling = [
            one
            for one in inside
            if any(n in content for n in range(one[1], one[2] + 1)) or _is_name(words[one[1] : one[2] + 1])
        ]
        last = max(telling, key=lambda one: one[2], default=None)
        named = tuple(one for group in telling if last and group[2] >= last[1] for one in group[0])
        if content and content[-1] not in covered and not _part_of_body([words[content[-1]]], lexicon):
            return (*_own_words([words[n] for n in content[-3:]]), *named)
        if named:
            return named
    if fired:
        return fired[-1][0]
    content = [n for n in range(len(words)) if words[n][0].isalpha() and words[n] not in _WEAK | _COMMON]
    return _own_words([words[n] for n in content[-2:]])


_FINDINGS = frozenset("finding findings sign signs evidence symptom symptoms complaints".split())
_OF_FINDINGS = (
    _FINDINGS | _WEAK | _COMMON | frozenset("physical clinical examination exam subjective diagnostic".split())
)


def _is_name(words: Sequence[str]) -> bool:
    """Whether words that are each too common to tell anything are a name together: "risk assessment"."""
    return sum(word not in _COMMON for word in words) > 1


def _part_of_body(words: Sequence[str], lexicon: Lexicon) -> bool:
    return any(part.named_in(" ".join(words)) for part in lexicon.body_parts)


def _segments(piece: str) -> list[tuple[int, int]]:
    """The parts of a phrase between prepositions and forms of "to be", as places of its words."""
    words = tokens(piece)
    cuts = [n for n, word in enumerate(words) if _SEGMENTS.fullmatch(word)]
    edges = [-1, *cuts, len(words)]
    return [(low + 1, high) for low, high in pairwise(edges) if high > low + 1]


def _own_words(content: Sequence[str]) -> tuple[Term, ...]:
    """The last of the words, which is the head of the phrase, cut to its stem."""
    return (term(stem(content[-1])),) if content else ()


def stem(word: str) -> str:
    """A word without its ending, with a `*` in its place; a short word stays."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_STEM - 1:
            return word.removesuffix(ending) + "*"
    return word if len(word) < _SHORTEST_STEM else word + "*"


_Fired = tuple[tuple[Term, ...], int, int]


def _fired(piece: str, lexicon: Lexicon) -> list[_Fired]:
    """The groups that a phrase names, each with the place of its words there; the longest name counts, and a group's
    own name before the groups that hold the words among others."""
    index, words = _Index.of(lexicon), tokens(piece)
    named = [
        (sum(part[0] not in _WEAK for part in one.parts), one in index.by_name, one, low, high)
        for one, spans in index.finder.places(words).items() for low, high in spans if high - low <= len(one.parts) + 1
    ]  # fmt: skip
    found: list[_Fired] = []
    for count in sorted({parts for parts, *_ in named}, reverse=True):
        level = [one for one in named if one[0] == count]
        free = [n for n in level if not any(n[3] <= last and first <= n[4] for _, first, last in found)]
        names = [n for n in free if n[1]]
        for _, is_name, one, low, high in free:
            if is_name or not any(n[3] <= high and low <= n[4] for n in names):
                found += [(group, low, high) for group in (index.by_name.get(one) or index.by_word[one])]
    return sorted(found, key=lambda one: one[1])


@dataclass(frozen=True)
class _Index:
    """The groups of a lexicon by their names and by their words."""

    by_name: Mapping[Term, tuple[tuple[Term, ...], ...]]
    by_word: Mapping[Term, tuple[tuple[Term, ...], ...]]
    finder: Finder

    @staticmethod
    @lru_cache(maxsize=4)
    def of(lexicon: Lexicon) -> "_Index":
        groups = [tuple(map(term, alike.words)) for alike in lexicon.alike]
        drugs = [tuple(map(term, drug.words)) for drug in lexicon.drugs]
        classes: dict[str, list[Term]] = {}
        for drug in lexicon.drugs:
            for name in drug.classes:
                classes.setdefault(name, [term(name)]).extend(map(term, drug.words))
        groups += [tuple(dict.fromkeys(words)) for words in classes.values()]
        by_name: dict[Term, tuple[tuple[Term, ...], ...]] = {}
        by_word: dict[Term, tuple[tuple[Term, ...], ...]] = {}
        for group in groups:
            by_name[group[0]] = (*by_name.get(group[0], ()), group)
        for group in drugs:
            for one in group:
                by_name.setdefault(one, (group,))
        for group in groups:
            for one in group:
                by_word[one] = (*by_word.get(one, ()), group)
        return _Index(by_name, by_word, Finder({**by_name, **by_word}))


TREATMENT_FINDER = Finder((*(one for kind in TREATMENTS for one in kind), *effects.GENERIC_TREATMENT))
