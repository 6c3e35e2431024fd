"""The words that `negation` knows: what denies, what turns, what only asks, and which words are contraries."""

NEGATORS: dict[str, str] = {
    **dict.fromkeys(
        (
            "not only", "not just", "not merely", "not simply", "not solely", "not necessarily", "no more than",
            "no less than", "no fewer than", "no later than", "no sooner than", "no longer than", "no greater than",
            "no higher than", "not more than", "not less than", "not longer than", "not fewer than", "not beyond",
            "not above", "no doubt", "if not", "or not", "no sooner", "not least", "not until", "not yet known", "no "
            "other than",
            "not exceed", "not exceeded", "not exceeding", "no matter", "without exception", "not before", "such as",
            # What utilization review denies was asked for, and may well be there.
            "review denied", "reviewer denied", "administrator denied", "adviser denied", "carrier denied",
            "insurer denied",
        ),
        "skip",
    ),
    **dict.fromkeys(
        (
            "no", "without", "denies", "denied", "denying", "deny", "negative for", "lack", "lacks", "lacked",
            "lacking",
            "lack of", "lacks of", "absence of", "absent any", "free of", "free from", "devoid of", "neither", "nor",
            "none of",
            "there is not", "there was not", "there are not", "there were not", "no evidence of", "no evidence for",
            "no sign of", "no signs of", "no indication of", "no history of",
            "no record of", "no mention of", "no documentation of", "no report of", "no complaints of", "no complaint "
            "of",
            "without evidence of", "without signs of", "without any", "no evidence that", "never any", "nothing",
            "none", "nobody", "no one", "stopped", "discontinued", "ceased", "quit", "off", "off of", "missing",
            "omits", "omitted",
            "instead of", "rather than", "ruled out", "rules out", "excludes", "excluded", "unremarkable for",
            "fails to show", "failed to show", "silent on", "speaks against", "speak against", "silent about", "zero",
        ),
        "noun",
    ),
    **dict.fromkeys(
        (
            "not", "never", "cannot", "can't", "no longer", "fails to", "failed to", "failing to", "fail to",
            "failure to",
            "declined to", "refused to", "declines to", "refuses to", "hardly", "scarcely", "unlikely to", "yet to",
            "nowhere", "by no means", "far from", "neglects to", "neglected to", "seldom", "rarely", "non",
        ),
        "verb",
    ),
}  # fmt: skip
"""Phrases, the longest first tried: "skip" denies nothing, "noun" denies what it names, "verb" turns the next
predicate."""
NEGATING = frozenset(phrase.split()[0] for phrase in NEGATORS)
"""Words that a negation begins with."""
PLAIN_NEGATIONS = frozenset("unless no not never without nor neither cannot none".split())
NOMINAL = frozenset("no without denies denied denying deny lack lacks absence neither nor none".split())
SUBJECTS = frozenset("no neither none nothing nobody nor".split())
"""At the head of a clause they deny its predicate too: "no weakness was found"."""
CANNOT = frozenset(("cannot", "can't"))
UNABLE = frozenset("unable incapable inability intolerant".split())
"""They deny the doing that follows."""
ENDS = frozenset(".;:!?()")
TURNS = frozenset("but however although though whereas while nevertheless despite".split())
BE = frozenset("is are was were be been being isn't aren't wasn't weren't remains remained remain".split())
AUXILIARIES = BE | frozenset(
    "has have had does do did will would shall should may might can could must hasn't haven't hadn't doesn't don't "
    "didn't won't wouldn't shouldn't couldn't seems seemed appears appeared".split()
)
HYPOTHETIC = frozenset("should would shall might could will".split())
SHOWN = frozenset(
    "documented noted found shown seen evident present reported recorded mentioned described demonstrated identified "
    "observed confirmed provided apparent visible appreciated elicited detected available listed established "
    "palpated palpable tried attempted given done performed obtained".split()
)
"""In the passive they speak of their subject: "weakness was not noted"."""
REPORTING = SHOWN | frozenset(
    "show shows showed showing document documents documenting note notes report reports record records mention "
    "mentions "
    "describe describes demonstrate demonstrates reveal reveals revealed find finds state states stated contain "
    "contains "
    "contained hold holds include includes included provide provides indicate indicates indicated identify identifies "
    "gives gave give list lists bring brings brought yield yields yielded produce produces produced lead leads led "
    "able evidence signs sign indication confirm confirms exhibit exhibits exhibited display displays say says said "
    "known "
    "detail details consider considers considered name names named deem deems deemed regard regards".split()
)
TRANSPARENT = REPORTING | frozenset(
    "return returned returning resume resumed cause causes caused attend attended tolerate tolerates tolerated undergo "
    "undergone receive received use used uses take takes took taken try complete completed perform performs suffer "
    "suffers suffered "
    "experience experiences experienced manage managed allow allows allowed enable enables enabled permit permits let "
    "lets "
    "want wants wanted reach reached reaches attain attained achieve achieved support supports wear wears".split()
)
"""Negated, they deny what they speak of: "does not show weakness", "has not returned to work"."""
TAKING = (
    REPORTING
    | TRANSPARENT
    | frozenset(
        "need needs needed require requires required made makes found has had have brought gave shows caused "
        "led".split()
    )
)
"""They are denied by a denied object: "needs no study" is "does not need a study"."""
HAVE = frozenset("have has had".split())
PARTICIPLES = frozenset("been had not shown gone seen given taken done made begun got become gotten yet".split())
GIVEN_UP = frozenset("denied stopped discontinued ceased missing omitted excluded".split())
"""In the passive they deny their subject."""
NON = frozenset("nontender nonsmoker nonantalgic nonradiating nondistended nonfocal".split())
ONLY_AFTER: dict[str, frozenset[str]] = {
    "indicated": BE | {"not"},
    "considered": frozenset("may can could should".split()),
    "support": frozenset("not to does did would never".split()),
    "study": frozenset(("under",)),
    "down": frozenset("go went gone goes come came comes".split()),
    "up": frozenset("go went gone goes".split()),
}
"""Words that are of their class only behind one of these."""
ASKED = frozenset("request requests requested".split())
USED = frozenset("used considered given tried continued extended repeated appropriate useful helpful".split())
"""Behind "may" they make an option of what they speak of."""
NOT_MEDICALLY = frozenset("necessary appropriate necessity improvement".split())
"""Behind "medical" or "medically" they belong to a conclusion, or name a state."""
VERBS = AUXILIARIES | frozenset(
    "shows showed documents notes states stated reports records mentions describes demonstrates reveals revealed "
    "finds found "
    "contains holds includes provides indicates gives gave lists brings brought takes took uses used continues "
    "continued "
    "persists persisted recommends requires asks calls supports advises allows limits names says said makes made goes "
    "went "
    "comes came follows followed needs exceeds eases eased helps helped relieves relieved improves improved worsens "
    "worsened "
    "got gets became becomes began begins failed fails led leads lasted lasts kept keeps denies denied rates rated "
    "completed attended received underwent returned tolerates tolerated rose fell dropped grew works worked walks "
    "sleeps "
    "responded declined refused stopped wears carries lets bears meets satisfies confirms confirmed suggests suggested "
    "considers treats treated wishes wants would states".split()
)
BEGUN = frozenset(
    "reads covers rejects puts sets reaches counts rests speaks applies serves lies runs turns falls rises stays "
    "remains pairs writes adds lets offers describes tells raises lowers spans runs comes leaves stands".split()
)
"""Further verbs by which a clause is known to have its own, so that the next verb begins another."""
NO_VERBS = frozenset("limited focused supervised prolonged repeated sustained needed unresolved related based".split())
STOPS = frozenset(
    "because since as after before when if unless until where whether who which whose with during once upon due".split()
)
"""They end what a negation denies."""
IF = frozenset("if unless whether when where until once should provided".split())
PLANS = frozenset(
    "plan plans planned planning request requests requested requesting ask asks asked asking goal aim hope hopes wants "
    "wishes proposed proposes seeks sought criteria criterion anticipated expected pending scheduled".split()
)
"""What follows them is not said to be so."""
PREPOSITIONS = frozenset(
    "for in at on from by over through under against toward towards into beyond past within "
    "during per among between "
    "throughout across than along near behind above below beneath inside".split()
)
ASSERTING = frozenset(
    "normal full intact symmetric symmetrical equal positive good preserved stable unremarkable the a an his her "
    "their its he "
    "she there it this that is was reports has have negative".split()
)
"""At the head of a further name in a list they begin a thing of its own: "no atrophy, full strength"."""
ADVERBS = frozenset(
    "been be being have has had to yet been any the a an so very medically clinically currently presently generally "
    "routinely usually clearly adequately specifically fully actually really ever even also otherwise explicitly "
    "expressly previously formally as at all significantly substantially always further reliably appreciably now go "
    "went come gone get got gotten become became seldom rarely still within".split()
)
RESTRICTING = frozenset(
    "lasting sustained further additional significant functional objective meaningful measurable new clear specific "
    "definite documented severe acute focal other more complete full recent prior previous long-term long lasting "
    "permanent "
    "substantial any particular overt frank gross obvious active progressive surgical routine formal supervised "
    "current "
    "2nd repeat subsequent lasting detailed adequate sufficient real great gross left right bilateral upper lower "
    "red open single".split()
)
"""Under a negation they bound what is denied."""
CONDITIONS: dict[str, int] = {
    **dict.fromkeys(
        (
            "without", "unless", "until", "another", "absent", "absence of", "lacking", "other than", "except",
            "not until",
        ),
        -2,
    ),
    **dict.fromkeys(("beyond", "past", "exceeding", "outside", "in excess of"), -1),
    **dict.fromkeys(
        (
            "if", "when", "where", "with", "only", "alone", "after", "once", "provided", "limited to", "up to",
            "within",
            "no more than", "not more than", "at most", "in the presence of", "not only", "no longer than", "only "
            "after",
        ),
        1,
    ),
}  # fmt: skip
"""What a recommendation hangs on: 1 a condition or a limit kept, -1 a limit passed, -2 the contrary of a condition."""
DEONTIC = frozenset(
    "recommended recommends recommend recommendation requires required require requirement criteria criterion "
    "prerequisite advised advises advocated endorsed warranted contraindicated indicated needs needed necessary must "
    "requested requests request asks needing supported unsupported discouraged reserved optional".split()
)
"""In a clause with one of them, what is named is not thereby said to be so."""
TYPED = frozenset("BETTER DEGREE NORMAL QUALITY POSITIVE PRESENT ABLE CONTINUE CHANGE".split())
"""Classes that say little without what they are said of."""
GRADED = frozenset(("BETTER", "DEGREE"))
"""Classes with degrees: what is not better may be worse or the same."""
SHOWING = frozenset(
    "evidence sign signs indication documentation mention history complaints complaint record suggestion proof".split()
)
"""Denied, they deny what they are of."""
STANDING = frozenset(("RECOMMEND", "REQUIRE"))
"""Classes of what a guideline says, which a condition does not unsay."""
EMPTY = frozenset(
    "the and for with that this from was were are has had have been but its his her their there these those which who "
    "any all also such than then per into onto upon some each both she him they them not nor one two very "
    "will would shall should may might can could must does did been being".split()
)
COMMON = frozenset(
    "patient patients worker employee claimant applicant report reports record records chart note notes visit visits "
    "session sessions day days week weeks month months year years today time date treatment care therapy guideline "
    "guidelines section chapter mtus acoem odg page page item request case file evidence documentation finding "
    "findings "
    "physician doctor provider examination exam history sign signs result results level area part side use used made "
    "case data course progress operative initial follow current prior previous earlier later first second last further "
    "additional other more less most least only same new recent still now since about around between within through "
    "mild moderate severe chronic acute left right bilateral upper lower medical clinical general place number count "
    "mention indication what where when how why because while so here lasting long short term degree degrees "
    "well good right per cent percent thing things amount total way ways kind kinds form forms reason reasons "
    "january february march april june july august september october november december plan assessment subjective "
    "objective both few several many minute minutes hour hours sleep dose doses tablet tablets "
    "down up daily weekly nightly twice times".split()
)
"""Words too common, or too loosely tied to what is denied, to be compared by themselves."""
ANCHOR_WORDS = frozenset(
    "1st 2nd 3rd 4th left right neck cervical back lumbar knee shoulder elbow wrist hand hip ankle foot leg arm thigh "
    "calf head thoracic finger thumb toe heel".split()
)
ANCHORS: tuple[frozenset[str], ...] = (
    frozenset("left right".split()),
    frozenset("1st 2nd 3rd 4th".split()),
    frozenset("long short".split()),
    frozenset(
        "neck back knee should elbow wrist hand hip ankle foot leg arm thigh calf head thorac finger thumb toe "
        "heel".split()
    ),
)
"""Stems of one kind: two clauses that name different ones speak of different things."""
SAME = {
    "cervic": "neck", "lumbar": "back", "surgery": "surger", "nonsteroidal": "steroi", "legs": "leg", "medica":
    "drug", "drugs": "drug", "tablet": "drug", "exerci": "exerci",
    "symmet": "symmet", "surgic": "surger", "operat": "surger", "depres": "depres", "paresi": "weak",
    "nsaids": "nsaid", "nsaid": "nsaid", "feet": "foot",
    "tried": "try", "trial": "try", "trials": "try", "smoker": "smok", "worn": "wear", "wore": "wear", "slept":
    "sleep", "driven": "drive", "drove": "drive", "acute": "short", "chronic": "long", "radiation": "radiat", "lost":
    "loss", "begun": "begin", "began": "begin", "grown": "grow", "felt": "feel", "started": "begin",
    "start": "begin", "starts": "begin", "commenced": "begin", "ran": "run", "took": "take",
    "taken": "take",
    "gave": "give", "given": "give", "lies": "lie", "numb": "numb", "tingle": "numb", "tinglin": "numb",
    "went": "go", "ecg": "electr",
    "ekg": "electr", "emg": "electr", "spasms": "spasm", "radiat": "radiat", "work": "work", "x-rays": "x-ray",
    "film": "x-ray", "films": "x-ray", "radiograph": "x-ray", "radiographs": "x-ray",
}  # fmt: skip
HEADS = frozenset("pain symptoms loss change changes gain gains effects".split())
"""What they are denied with bounds the denial: "no night pain"."""
SENSES = frozenset(
    "sensation reflex reflexes strength motion range grip sensory power motor gait flexion extension rotation "
    "abduction "
    "pulse pulses".split()
)
"""Of these, "decreased" is as much as "abnormal"."""
DEGREES = frozenset("full decreased reduced limited restricted diminished lost loss weak impaired".split())
MEASURES = frozenset(
    "more less greater higher lower fewer increased decreased reduced limited increase decrease rose fell dropped "
    "grew".split()
)
NEGATIVE = frozenset(
    "fail fails failed failure unable poor poorly little few lack lacks absent refuse refused decline declined avoid "
    "avoided "
    "stop stopped discontinued off only seldom rarely rare limited despite pain weakness numbness deficit deficits "
    "tenderness spasm atrophy against silent worse worsened worsening lost loss missed short minimal brief "
    "contraindicated too hard difficult difficulty except low flat diminished reduced decreased ended until unless "
    "still persists persisted continues continued remains remained plateau beyond exceeds last lasted alone "
    "exceed exceeding normal full intact reserved before instead rather gone left out of".split()
)
"""Words that say in other words that something is not, or that turn what a negation denies into a good finding."""
DIRECT = frozenset("no not never without nor cannot denies denying".split())
"""They deny the word of substance that follows."""
DENYING = frozenset(
    "no not never without nor neither cannot none nothing nobody denies denied denying deny negative lack lacks lacked "
    "lacking absence absent free devoid stopped stop stops stopping discontinued ceased ceases quit missing omits "
    "omitted "
    "fail fails failed failing failure declined decline declines refused refuses refuse refusing hardly scarcely "
    "unlikely "
    "nowhere seldom rarely rare little few unable avoid avoided despite against silent lost loss minimal "
    "contraindicated "
    "difficult difficulty except ended off until unless exceed exceeds exceeding beyond outside excludes excluded "
    "excluding reject rejects rejected want limit limits limited restricts restricted restrict resolved resolves ruled "
    "rules instead rather only alone missed cancelled gone reserved disallowed discouraged discourages prohibited "
    "inadequate insufficient ineffective incomplete intolerance intolerant noncompliant nontender poor poorly".split()
)
"""Words that deny, or say in other words that something is not, each by itself."""
NO_PREFIX = frozenset(
    "under unit units united union unique universal uncle undergo undergone undergoing underwent understand understood "
    "underlying undertaken none until unless nonsteroidal uneven".split()
)
"""Words that only look as if they began with a denying prefix."""
ALIKE = {"ceased": "stopped", "ceases": "stops", "quit": "stopped", "discontinued": "stopped", "tolerance": "tolerated"}
"""Words that deny as others do."""
NEGATIVE_PREFIXES = ("un", "non", "dis", "ab", "insuff", "inadeq", "ineff", "incom", "intol", "insig")

_UP, _DOWN = frozenset((1,)), frozenset((-1,))
_FLAT, _NOT_UP = frozenset((0,)), frozenset((-1, 0))
_PAIRS: tuple[tuple[str, frozenset[int], str], ...] = (
    ("RECOMMEND", _UP, "recommended recommends recommend recommendation advised advises advise supported supports "
    "endorsed "
        "endorses support allow permit considered needed necessary indicated optional option options favored favors "
        "warranted appropriate advocated advocates encouraged "
        "encourages allowed allows permitted permits suitable reasonable approves accepted preferred suggested "
        "suggests"),
    ("RECOMMEND", _DOWN, "contraindicated discouraged discourages unsupported inadvisable unwarranted inappropriate "
        "disallowed prohibited forbidden"),
    ("RECOMMEND", _NOT_UP, "unproven experimental investigational"),
    ("REQUIRE", _UP, "required requires require requirement needed need needs necessary prerequisite mandatory demands "
        "demanded calls obligatory essential"),
    ("REQUIRE", _NOT_UP, "unnecessary needless"),
    ("BETTER", _UP, "improved improves improve improving improvement improvements better gain gains gained ease eased "
    "eases "
        "easing relief relieve relieved relieves relieving helped helps help helpful helping benefit benefits "
        "benefited "
        "benefitted beneficial effective efficacious efficacy effectiveness useful success resolved subsided abated "
        "alleviated lessened succeeded successful effectively value worthwhile improvement recovered responded"),
    ("BETTER", _DOWN, "worse worsened worsens worsening worsen deteriorated deteriorates deterioration aggravated "
    "aggravates "
        "harmful exacerbated exacerbation"),
    ("BETTER", _NOT_UP, "failed fails failure ineffective useless unhelpful unsuccessful unsuccessfully refractory "
        "unrelieved unresponsive persisted persists futile plateaued"),
    ("BETTER", _FLAT, "unchanged"),
    ("PROVEN", _UP, "proven proved established"), ("PROVEN", _DOWN, "unproven study"),
    ("CHANGE", _UP, "change changes changed"), ("CHANGE", _DOWN, "unchanged"),
    ("QUALITY", _UP, "well good"), ("QUALITY", _DOWN, "poor poorly bad badly"),
    ("POSITIVE", _UP, "positive"), ("POSITIVE", _DOWN, "negative"),
    ("NORMAL", _UP, "normal intact symmetric symmetrical preserved unremarkable unimpaired normally full"),
    ("NORMAL", _DOWN, "abnormal abnormality abnormalities diminished impaired asymmetric decreased reduced limited "
    "restricted "
        "absent deficit deficits lost loss weak impairment"),
    ("DEGREE", _UP, "increased increases increase increasing higher greater rose grew raised more elevated longer "
        "larger heightened up"),
    ("DEGREE", _DOWN, "decreased decreases decrease decreasing lower less fewer reduced reduces reduce reduction fell "
        "dropped lowered smaller shorter declined cut halved down"),
    ("DEGREE", _FLAT, "unchanged same steady"),
    ("ABLE", _UP, "able capable can ability tolerates"), ("ABLE", _DOWN, "unable incapable inability"),
    ("TOLERATE", _UP, "tolerated tolerates tolerate"), ("TOLERATE", _DOWN, "intolerant intolerance intolerable"),
    ("STABLE", _UP, "stable"), ("STABLE", _DOWN, "unstable instability"),
    ("COMPLETE", _UP, "complete completed completes"), ("COMPLETE", _DOWN, "incomplete uncompleted"),
    ("CLEAR", _UP, "clear clearly"), ("CLEAR", _DOWN, "unclear equivocal"),
    ("LIKELY", _UP, "likely probable"), ("LIKELY", _DOWN, "unlikely improbable"),
    ("SUFFICIENT", _UP, "sufficient adequate enough sufficiently adequately"),
    ("SUFFICIENT", _DOWN, "insufficient inadequate insufficiently inadequately scant limited scarce little"),
    ("CONSISTENT", _UP, "consistent consistently"), ("CONSISTENT", _DOWN, "inconsistent inconsistently"),
    ("HEALED", _UP, "healed united"), ("HEALED", _DOWN, "unhealed nonunion ununited"),
    ("COMPLY", _UP, "compliant adherent compliance"), ("COMPLY", _DOWN, "noncompliant nonadherent noncompliance"),
    ("CONTINUE", _UP, "continues continued continuing ongoing continue"),
    ("CONTINUE", _DOWN, "stopped discontinued ceased quit discontinue stop"),
    ("PRESENT", _UP, "present"), ("PRESENT", _DOWN, "absent"),
)  # fmt: skip
CLASSES: dict[str, tuple[tuple[str, frozenset[int]], ...]] = {}
"""The classes of each word that has any, with the place or places on the scale of each that it stands for."""
for _unit, _places, _words in _PAIRS:
    for _word in _words.split():
        CLASSES[_word] = (*CLASSES.get(_word, ()), (_unit, _places))
