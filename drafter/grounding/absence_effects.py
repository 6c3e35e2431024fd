"""What treatment brought about, as records tell of it: function that improved, pain that fell, care that failed."""

import re
from collections.abc import Mapping, Sequence
from enum import StrEnum
from functools import lru_cache

from drafter.grounding.absence_reading import Finder, Term, Terms, term


class Effect(StrEnum):
    """What is said to be missing of a treatment's effect."""

    FUNCTION = "function"
    PAIN = "pain"
    FAILURE = "failure"
    OBJECT = "object"
    """The improvement of something that the phrase itself names: sleep, mood, grip."""


def _terms(words: str) -> Terms:
    return dict.fromkeys(term(word.strip()) for word in words.split(","))


FUNCTION = _terms(
    "function*, ADL, ADLs, activit*, daily living, work*, job, duty, duties, walk*, ambulat*, stand*, sit, sits, "
    "sitting, lift*, carr*, climb*, stairs, driv*, dress*, groom*, bath*, shower*, cook*, clean*, household, "
    "chores, housework, laundry, grip*, strength, ROM, range of motion, motion, flexion, extension, abduction, "
    "rotation, mobility, gait, tolerance, endurance, capacity, capable, minutes, pounds, lbs, lb, block, blocks, "
    "mile, miles, kilogram*, kg, degrees, oswestry, ODI, DASH, quickdash, LEFS, NDI, WOMAC, KOOS, disability "
    "score, disability index, restriction*, reach*, push*, pull*, bend*, squat*, kneel*, overhead, exercis*, "
    "sleep*, garden*, swim*, jog*, run, runs, running, typ*, keyboard*, play*, shop*, groceries, self-care, "
    "independen*, cane, walker, crutch*, limp*, brace-free, hours, steps, golf, yard, mow*, vacuum*, lawn, "
    "church, school, bike, cycling, hobbies, sport*, hold*, turn*, fist, cup, full shift, shift, shifts, button*, "
    "sweep*, mop*, floors, bed, get up, get out, wash*, dishes, iron*, bend, tie, tying, shoes, errands, pick up, "
    "grandchildren, kids, write, writing, hair, knit*, fish*, hike*, danc*, tub, toilet*, get around, get "
    "dressed, out of bed, wheelchair, participat*, neck turn*, raise*, squeeze, pinch, open jars, jar, jars, "
    "throw*, travel*, attend*"
)
BETTER = _terms(
    "improv*, increas*, better, gain*, progress*, return*, resum*, back at, back to, able, now, can, no longer, "
    "restor*, enhanc*, regain*, tolerat*, easier, more active, less difficulty, fewer restrictions, benefit*, "
    "help*, allow*, advanc*, up from, twice as, doubled, longer than, farther, further than, more than before, "
    "reduced restrictions, lifted restrictions, discharged, without assistance, by himself, by herself, on his "
    "own, on her own, gave up cane, stopped using, weaned off cane, enabl*, let, lets, letting, permit*, makes "
    "possible, independen*, recover*, upgrad*, raised, normaliz*, went from, less reliance, less dependen*, "
    "fewer, keep* working, keeps him, keeps her, keeps active, keeps functional, stay* active, remain* active, "
    "does more, do more, greater, higher, since starting, wider, stronger, again, once more, freely, without "
    "help, without pain, without stopping, rose, climbed, rises, grew, doubl*, tripled, without difficulty"
)
LESS_PAIN = _terms(
    "relie*, reduc*, decreas*, drop*, fell, falls, lower*, less, lessen*, better, improv*, eas*, help*, benefit*, "
    "controlled, subsid*, diminish*, edge off, alleviat*, adequate, good pain control, halved, cut*, effective, "
    "down to, down from, manageable, tolerable, comfort*, milder, resolv*, gone, abat*, good response, respond*, "
    "calm*, tak* down, bring* down, brought down, settl*, pain-free, free of pain, soften*, dull*, works well, "
    "work* well"
)
PAIN = _terms(
    "pain, pains, painful, VAS, NRS, ache*, aching, sore*, symptom*, analges*, discomfort, relie*, burning, "
    "headache*, numbness, comfort*, score*, spasm*, tingling"
)
FAILED = _terms(
    "fail*, not help*, fleeting, only temporar*, only brief*, only transient*, momentary, nothing more than, no "
    "appreciable, no meaningful, no real, no significant, no measurable, no sustained, no durable, not much, not "
    "enough, not sufficient*, still has, still reports, still complain*, still rates, still in pain, continues "
    "despite, lost effect, stopped working, quit working, not hold, did not last, not cure*, not made, not "
    "provide*, not give, not given, not produce*, not lead, never gave, never relie*, never provided, not touch*, "
    "not succe*, not fix*, no resolution, without resolution, fail* to, didn't help, did not help, no help, of no "
    "help, helped little, no relief, without relief, no lasting, no improvement, without improvement, no benefit, "
    "without benefit, little relief, little benefit, little help, little improvement, minimal relief, minimal "
    "benefit, minimal improvement, not improv*, not respond*, not reliev*, didn't reliev*, nor relie*, not eas*, "
    "not effective, not better, no better, ineffective*, unsuccess*, unhelpful, refractory, unrespons*, "
    "nonrespons*, non-respons*, persist*, despite, in spite, temporary, short-lived, transient*, briefly, wors*, "
    "not tolerat*, n't tolerat*, couldn't tolerate, intoleran*, could not take, stopped due, stopped because, "
    "stopped for, stopped after, stopped as, discontinu*, plateau*, exhausted, useless, worthless, futile, no "
    "use, raised, made worse, made pain worse, no change, unchanged, gave only, did little, little effect, no "
    "effect, inadequate*, insufficient*, suboptimal, poor response, poorly, recalcitrant, resistant, returned "
    "within, wore off, aggravat*, increased pain, not sustained, not last*, remains symptomatic, still has pain, "
    "still hurts, still symptomatic, no progress, not progress*, no gain, no gains, limited relief, limited "
    "benefit, partial relief, not resolv*, nothing has helped, nothing helps, nothing helped, to no avail, no "
    "avail, modest, no difference, continued pain, continues pain, continues to have, continue to have, no "
    "response, without response, without success, no success, without effect, made no, never helped, never "
    "improv*, not work, didn't work, not control*, uncontrolled, remain* pain, remain* sever*, still pain, still "
    "painful, continu* pain, continuing pain, ongoing pain, residual pain, severe pain, unabated, upset stomach, "
    "had to stop, had to be stopped, stopped, too sleepy, sedat*, drows*, sleepy, dizz*, nause*, side effect*, "
    "rash, only days, only weeks, only hours, only briefly, only partial*, only short, helped only, only helped, "
    "nothing relief, did nothing, does nothing, only minimal*, only minor, only some, little if any, remained, "
    "caused, made him, made her, could not continue, too sedat*, came back, no longer help*, not benefit*, not "
    "adequate*, without change, without lasting, without sustained, without much, without significant, hurt more, "
    "only mild, only slight*, slight relief, barely, hardly, with no"
)
NOT_FAILED = _terms(
    "not failed, not fail, no failure, yet to fail, never failed, without failure, if not improv*, if not respond*, "
    "if persist*, if fail*, if not help*, should fail"
)
ANY_TREATMENT = _terms(
    "conservative, treatment*, therap*, care, physiotherap*, PT, chiro*, acupunct*, massage*, NSAID*, "
    "anti-inflammator*, medication*, medicine*, pills, drug*, ibuprofen, naproxen, meloxicam, gabapentin, "
    "pregabalin, duloxetine, amitriptyline, nortriptyline, injection*, injected, epidural*, cortisone, exercis*, "
    "HEP, brac*, splint*, rest, ice, heat, sessions, session, visits, TENS, stretch*, everything, measures, "
    "modalities, acetaminophen, Tylenol, manipulat*, shot, shots, block, immobiliz*, course, orthotic*, etodolac, "
    "diclofenac, celecoxib, nabumetone, cyclobenzaprine, tramadol, relaxant*, opioid*, Norco, lidocaine, "
    "topical*, cream, patch*, surgery, bedrest, sling, cast, boot, traction, regimen"
)
GENERIC_TREATMENT = _terms(
    "conservative, nonoperative, treatment, treatments, care, everything, measures, modalities, therapies, "
    "regimen, course, nonsurgical"
)

_MEASURE_CHANGED = re.compile(
    r"\bfrom\b[^.;\d]{0,25}(?:\d[\d./%]*|poor|fair|severe|none|one|two|three|four|five|six|seven|eight|nine|ten|"
    r"twenty|thirty|forty|fifty)\b[^.;]{0,30}?\bto\b"
    r"|\bnow\b[^.;]{0,60}?\b(?:was|were|previously|before|formerly|at the start|last|up from|down from|compared|"
    r"instead of|rather than|versus|vs|against|only)\b"
    r"|\b(?:was|were|previously|formerly|initially|before)\b[^.;]{0,60}?\bnow\b"
    r"|\bwithout\b[^.]{0,60}\b(?:could not|cannot|can't|couldn't|unable)\b|\binstead of\b|\brather than\b|"
    r"\b(?:up|down) (?:from|to)\b|\bcompared (?:with|to)\b|\bversus\b|\d ?(?:%|percent)|\bby (?:half|a third|"
    r"two thirds)\b|\bby \d"
)
_CHANGE_WORDS = frozenset("from now compared versus vs percent up down by without instead rather".split())
"""One of them stands wherever a change of a measure is told; asked first, since it costs less."""
_TAKEN = re.compile(
    r"\b(?:mg|mcg|tablets?|pills?|tabs?|dos(?:e|es|age)|daily|a day|per day|norco|percocet|oxycontin|tramadol)\b"
)
_TWO_SCORES = re.compile(
    r"\b\d{1,2}(?:\.\d)?(?: ?/ ?10)?\b[^.;\d]{0,60}?\b(?:with|after|to|on|taking|following|post|now|without|"
    r"before|down|once|off)\b[^.;\d]{0,40}?\b\d{1,2}(?:\.\d)?(?: ?/ ?10| out of 10)?\b"
)
_WISH = re.compile(
    r"\b(?:goals?|expect\w*|anticipat\w*|hop(?:e|es|ing)|will|would|should|in order to|aims?|plan(?:ned)?|"
    r"request\w*|recommend\w*)\b"
)
_NOT_BETTER = re.compile(
    r"\bincreas\w* (?:\w+ ){0,2}(?:pain|difficult\w*|symptoms?|spasms?|stiffness|swelling|numbness|tenderness|"
    r"limitations?|restrictions?|disability)\b"
    r"|\bpain (?:\w+ ){0,4}increas\w*|\bincreas\w* (?:with|by|on|when|after|during) (?!\d)|\bcan(?:not| only|"
    r" barely| hardly)\b"
    r"|\b(?:wors\w+|deteriorat\w+|declin\w+|dropped from)\b"
)
_BY_SHARE = re.compile(
    r"\b\d{1,3} ?(?:-|to)? ?\d{0,3} ?(?:%|percent)[^.;]{0,30}?\b(?:improv|better|relie|reduc|decreas|less|benefit)"
    r"|\b(?:improv|better|relie|reduc|decreas|less|benefit|eas)\w*[^.;]{0,40}?\d{1,3} ?(?:%|percent)|\b(?:less|"
    r"fewer|reduc\w*|decreas\w*|cut\w*) (?:\w+ ){0,3}(?:medications?|pills|tablets|norco|opioids?)\b|\bin half\b|"
    r"\bhalved\b|\bby half\b"
)
SCORE = re.compile(
    r"\b\d{1,2}(?:\.\d)?(?:[ -]+\d{1,2})? ?(?:/ ?10|out of (?:10|ten))\b|\b(?:vas|"
    r"nrs)\b[^.;\d]{0,20}\d"
)

_FAILS = re.compile(
    r"\b(?:fail\w*|refractory|unrespons\w*|nonrespons\w*|exhaust\w*|ineffective\w*|intoleran\w*|unsuccess\w*|"
    r"recalcitrant|did not (?:help|respond|improve)|"
    r"(?:inadequate|insufficient|poor|lack of|no|without) (?:\w+ )?(?:response|improvement|benefit|relief)|"
    r"not (?:been )?(?:helped|responded|improved|effective|benefited))\b"
    r"(?! (?:back|fusion|surgery|hardware)\b)"
)
_IMPROVES = re.compile(
    r"\b(?:improv\w*|gains?|progress|benefi\w*|efficac\w*|effective\w*|respon(?:se|ded|ds?)|success\w*|outcomes?|"
    r"restor\w*|increas\w*(?! (?:risk|pain|use|sens|tone))|better|helpful|helped)\b"
    r"(?! (?:measures?|scores?|reports?|notes?)\b)"
)
_PAIN_LESS = re.compile(
    r"\bpain[- ](?:\w+ )?(?:relief|reduction|control|decrease|improvement)\b|\brelief\b|\banalges\w*|"
    r"\b(?:reduc\w*|decreas\w*|lessen\w*|less|improv\w*|drop) (?:\w+ )?(?:of|in)? ?(?:\w+ ){0,2}(?:pain|vas|"
    r"symptoms?)\b"
    r"|\bpain (?:was|is|has|had|were|be) (?:\w+ )?(?:reduc|decreas|improv|reliev|less|better)\w*|\breduc\w* pain\b"
)
_FUNCTION_NAMED = re.compile(
    r"\b(?:function\w*|activit\w*|adls?|daily living|work(?!er)\w*|capacity|abilit\w*|disability|objective|gains?)\b"
)


def effects_named(missing: str) -> frozenset[Effect]:
    """The effects that a phrase, in normal form, says are missing."""
    if _FAILS.search(missing):
        return frozenset((Effect.FAILURE,))
    if "relief" in missing or _PAIN_LESS.search(missing):
        both = _FUNCTION_NAMED.search(missing) and _IMPROVES.search(missing)
        return frozenset((Effect.PAIN, Effect.FUNCTION)) if both else frozenset((Effect.PAIN,))
    if not _IMPROVES.search(missing) or re.search(r"\b(?:side|adverse) effect", missing):
        return frozenset()
    if re.search(r"\bpain\b", missing):
        named = _FUNCTION_NAMED.search(missing)
        return frozenset((Effect.PAIN, Effect.FUNCTION)) if named else frozenset((Effect.PAIN,))
    return (
        frozenset((Effect.FUNCTION,)) if _FUNCTION_NAMED.search(missing) else frozenset((Effect.FUNCTION, Effect.PAIN))
    )


def changed(plain: str, words: Sequence[str]) -> bool:
    """Whether a text in normal form gives a measure before and after, or by how much it changed."""
    if "%" not in plain and _CHANGE_WORDS.isdisjoint(words):
        return False
    return bool(_MEASURE_CHANGED.search(plain)) and not _WISH.search(plain)


def less_taken(plain: str, words: Sequence[str]) -> bool:
    """Whether a text in normal form gives what is taken of a drug before and after."""
    return bool(_TAKEN.search(plain)) and changed(plain, words)


def two_scores(plain: str) -> bool:
    """Whether a text in normal form gives two scores of pain, one with or after treatment."""
    return bool(_TWO_SCORES.search(plain)) and not _WISH.search(plain)


def better_by(plain: str) -> bool:
    """Whether a text in normal form says by what share something got better."""
    return bool(_BY_SHARE.search(plain)) and not _WISH.search(plain)


def not_better(plain: str) -> bool:
    """Whether what is increased in a text in normal form is a complaint."""
    return bool(_NOT_BETTER.search(plain))


_FINDER = Finder((*FUNCTION, *BETTER, *LESS_PAIN, *PAIN, *FAILED, *NOT_FAILED, *ANY_TREATMENT))


@lru_cache(maxsize=4096)
def places(words: tuple[str, ...]) -> Mapping[Term, Sequence[tuple[int, int]]]:
    """Where in a sentence stand words that effects are told by; a record is searched for many effects."""
    return _FINDER.places(words)
