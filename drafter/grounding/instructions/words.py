"""English words as signals: what each may stand for in an instruction to a machine.

Hardly a word tells anything alone; `rules` says which must stand together, `phrases` has more than one word.
"""

from enum import StrEnum


class Signal(StrEnum):
    """What a word may stand for."""

    IGNORE = "to ignore, in the command form"
    IGNORED = "ignored, no longer holding"
    RULES = "what a machine was told"
    STANDARDS = "guidelines, criteria, orders"
    WHOLE = "all that stands around it"
    MACHINE = "a machine that reads"
    MAYBE_MACHINE = "a word for such a machine that has other senses"
    READER = "who decides"
    YOU = "you"
    YOURS = "your answer, your task"
    ROLE = "a role to take on"
    PRETEND = "to pretend, as a command"
    SELF = "a word of language models alone"
    HAIL = "a beginning that calls on somebody"
    SOLE = "the only one allowed"
    ENDING = "the end of a document"
    HERE = "the case at hand"
    PROCESS = "a part of what is drafted"
    DEMAND = "to decide for one side, as a command"
    SIDE = "for one side"
    LABEL = "the name of a determination"
    ASIDE = "to put them aside"
    WAIVED = "may be left out"
    ODD = "a word of obedience"
    VEIL = "seen by some and not by others"
    WITHOUT = "without what a decision rests on"
    COPY = "to take over words, as a command"
    RULING = "what is decided, by its names"
    BAN = "not to be denied"
    BASE = "to overturn or uphold, in any place"
    PRIZE = "the word answer or verdict"
    FOREIGN_NEEDED = "necessary, in another language"
    MUST = "must"
    SHOULD = "should, will"
    VERDICT = "an outcome in the words of a determination"
    FAVOUR = "an outcome in other words"
    OVERTURN = "to overturn or uphold, as a command"
    WHETHER = "whether"
    ANSWER = "to answer, as a command"
    DO = "another command"
    DECIDE = "to decide or call, as a command"
    ANSWER_NOUN = "an answer"
    REQUEST = "what is decided on"
    LIKELIHOOD = "a probability"
    CERTAIN = "a figure for certainty"
    FIELD = "a field of an answer"
    FORM = "a form of an answer"
    PHRASE = "words to be said"
    ALWAYS = "without regard to the facts"
    EVERY = "every request"
    GUIDELINE = "a guideline"
    CRITERIA = "criteria"
    MET = "met"
    HUSH = "to keep quiet about"
    THIS_TEXT = "this text itself"
    REVEAL = "to reveal or send"
    SECRET = "a prompt or key"
    CODE = "a code to be read"
    TURN = "whose turn it is"
    ABOVE = "before this"
    PRECEDENCE = "goes before"
    FOREIGN_IGNORE = "ignore, in another language"
    FOREIGN_RULES = "instructions, in another language"
    FOREIGN_VERDICT = "an outcome, in another language"
    FOREIGN_ANSWER = "answer, in another language"
    FOREIGN_MUST = "must, in another language"
    FOREIGN_MACHINE = "a machine or reviewer, in another language"
    FOREIGN_BEFORE = "before, in another language"


WORDS: dict[Signal, str] = {
    Signal.IGNORE: (
        "ignore disregard forget override bypass discard skip overlook neglect dismiss suspend abandon circumvent "
        "supersede nullify unlearn omit drop disobey overrule void cancel erase delete ignoring disregarding "
        "overriding bypassing forgetting"
    ),
    Signal.IGNORED: (
        "ignored disregarded overridden forgotten superseded nullified revoked rescinded suspended void voided "
        "invalid cancelled canceled null obsolete bypassed discarded skipped waived withdrawn lifted replaced "
        "outdated inapplicable expired"
    ),
    Signal.RULES: (
        "instruction instructions directive directives rule rules prompt prompts constraint constraints programming "
        "safeguards context conversation guardrails commands preamble"
    ),
    Signal.STANDARDS: (
        "guideline guidelines guidance criteria criterion directions policy policies protocol protocols checklist "
        "schema requirements restrictions safety limitations standards"
    ),
    Signal.MACHINE: "ai llm llms chatgpt gpt chatbot chatbots",
    Signal.MAYBE_MACHINE: (
        "assistant model bot software algorithm summarizer summariser drafter parser classifier agent ais machine "
        "machines models assistants bots copilot claude gemini llama mistral"
    ),
    Signal.READER: (
        "approver reviewer reviewers adjudicator adjudicators evaluator decider drafter summarizer reader readers "
        "grader"
    ),
    Signal.HAIL: "attention attn dear hello hey hi",
    Signal.SELF: "untrusted jailbreak jailbroken chatgpt llm llms",
    Signal.YOU: "u you your yourself yours you're",
    Signal.MUST: (
        "must shall mandatory obligated instructed directed ordered commanded obliged required compelled requires "
        "mandates compulsory command demand insist"
    ),
    Signal.SHOULD: "should will ought needs",
    Signal.VERDICT: "overturned overturning overturns upheld overturn uphold",
    Signal.FAVOUR: (
        "approve approved approving authorize authorized authorise authorised certify certified grant granted deny "
        "denied reject rejected favorable favourable favor favour necessary reverse reversed unnecessary accept "
        "accepted"
    ),
    Signal.BASE: "uphold overturn",
    Signal.OVERTURN: "overturn uphold",
    Signal.LABEL: "overturned upheld",
    Signal.PROCESS: "rationale verdict pointers pointer array",
    Signal.COPY: "cite copy quote insert paste append prepend reproduce embed",
    Signal.ODD: "obey obedience creators obedient jailbroken",
    Signal.VEIL: "secret",
    Signal.PRIZE: "answer verdict",
    Signal.RULING: "determination outcome outcomes conclusion verdict decision ruling",
    Signal.WHETHER: "whether if",
    Signal.ANSWER: (
        "format answer respond reply output return print emit generate set assign mark label classify conclude "
        "declare rule state write choose select enter record fill issue render produce report decide give say yield "
        "pick put finalize finalise adjudicate settle resolve close code log tag grade"
    ),
    Signal.DECIDE: (
        "treat consider deem make propose draft determine judge find accept approve assume authorize certify grant "
        "reverse rate score resolve recommend admit regard count close finish end confirm ensure adopt suppose "
        "imagine pretend submit"
    ),
    Signal.DO: (
        "begin start use cite point quote copy repeat insert include add append replace change switch act behave "
        "proceed keep stop raise lower increase set translate summarize follow apply obey comply execute weigh "
        "default base"
    ),
    Signal.ANSWER_NOUN: (
        "answer response reply determination outcome conclusion verdict decision result ruling judgment judgement "
        "rationale finding findings label probability"
    ),
    Signal.REQUEST: "request requests denial item items case treatment dispute appeal service services",
    Signal.LIKELIHOOD: "probability likelihood confidence certainty score probabilities",
    Signal.CERTAIN: "100 99 98 97 96 95 90 hundred 0 zero 1 maximum highest ninety certain",
    Signal.FORM: (
        "json xml yaml markdown csv schema verbatim haiku poem emoji emojis pirate uppercase lowercase html stanza "
        "rhyme limerick"
    ),
    Signal.ALWAYS: (
        "regardless irrespective automatically unconditionally always notwithstanding presumed presumptively "
        "universally never conclusively unreservedly unconditional automatic categorically irrevocably"
    ),
    Signal.GUIDELINE: ("guideline guidelines mtus odg acoem amendment bulletin addendum regulation edition supplement"),
    Signal.CRITERIA: "criteria criterion requirements requirement prerequisites",
    Signal.HUSH: "mention reveal flag tell acknowledge disclose comment alert notify report note say",
    Signal.SECRET: "prompt key password credentials secrets instructions token tokens",
    Signal.REVEAL: (
        "reveal print show disclose leak send post upload email repeat display expose exfiltrate fetch output "
        "transmit forward list"
    ),
    Signal.CODE: ("base64 rot13 hexadecimal decode decoded decrypt deobfuscate hex cipher caesar unscramble morse"),
    Signal.ABOVE: (
        "above previous prior earlier preceding before existing original initial foregoing former past all your "
        "system every"
    ),
    Signal.PRECEDENCE: "overrides supersedes outranks override precedence priority supersede replaces",
}

LEADS = frozenset(
    (
        "ai also always and assistant but finally first henceforth immediately instead just kindly model must next "
        "now only or please reviewer reviewers shall should simply so system then therefore thus will you"
    ).split()
)
"""Before a verb, these leave it a command."""
BINDS = frozenset(
    (
        "ai are assistant directed has have instructed is model must need obliged required reviewer reviewers system "
        "you"
    ).split()
)
"""One of these a little before "to" makes the verb after it a command."""
OTHERS = frozenset(
    (
        "adjuster administrator applicant carrier claimant employee employer he her him i insurer manager nurse "
        "patient patients provider she surgeon them therapist they we worker workers"
    ).split()
)
"""Who else may be told to do something: then it is no command to a machine."""
VEHICLES = frozenset(
    (
        "atv bicycle boat bulldozer bus car cart conviction dolly forklift golf ladder lift load loader machine "
        "motorcycle mower pallet pickup rig scooter sentence suv tractor trailer trolley truck van vehicle "
        "wheelbarrow"
    ).split()
)
"""What is overturned on the road, at work or in court."""
ASSISTANTS = frozenset(
    (
        "administrative certified co dental executive first home legal medical nurse nursing office pa physician "
        "physician's physicians research second store surgeon's surgeons surgical teacher teacher's therapist "
        "therapy"
    ).split()
)
"""Before "assistant", a person's trade."""
