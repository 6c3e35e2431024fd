"""Which signals together, how near each other and in what order, are an instruction of which family."""

from dataclasses import dataclass

from drafter.grounding.instructions.place import Family
from drafter.grounding.instructions.words import Signal as S

_CLAUSE, _SENTENCE, _NEARBY = 45, 90, 170
"""Characters: within a clause, within a sentence, within two or three sentences."""


@dataclass(frozen=True)
class Rule:
    """Signals of which one of each group must stand within `span` characters.

    In order: each group after the one before it. Together: in one sentence. Without: none of these between.
    """

    family: Family
    groups: tuple[tuple[S, ...], ...]
    span: int = _SENTENCE
    ordered: bool = False
    together: bool = False
    without: tuple[S, ...] = ()


_MACHINES = (S.MACHINE, S.MAYBE_MACHINE)
_MUSTS = (S.MUST, S.SHOULD)
_COMMANDS = (S.ANSWER, S.DO, S.DECIDE)
_OUTCOMES = (S.VERDICT, S.FAVOUR)
_FOREIGN_SAYS = (S.FOREIGN_ANSWER, S.FOREIGN_MUST)

RULES: tuple[Rule, ...] = (
    Rule(Family.OVERRIDE, ((S.IGNORE,), (S.RULES,)), 70, ordered=True),
    Rule(Family.OVERRIDE, ((S.IGNORE,), (S.STANDARDS,)), 60, ordered=True, together=True),
    Rule(Family.OVERRIDE, ((S.IGNORE,), (S.GUIDELINE,)), 45, ordered=True, together=True),
    Rule(Family.OVERRIDE, ((S.IGNORE,), (S.WHOLE,)), 60, ordered=True, together=True),
    Rule(Family.OVERRIDE, ((*_MACHINES, S.READER, S.YOU), _MUSTS, (S.IGNORE,)), 60, ordered=True, together=True),
    Rule(Family.OVERRIDE, ((S.RULES,), (S.IGNORED,)), 70, ordered=True, together=True),
    Rule(Family.OVERRIDE, ((S.STANDARDS,), (S.IGNORED,), (*_MACHINES, S.READER, S.YOU, S.VERDICT, S.EVERY)), _SENTENCE),
    Rule(Family.OVERRIDE, ((S.MUST, S.YOU), (S.IGNORED,), (S.VERDICT, *_MACHINES, S.YOU)), _SENTENCE, together=True),
    Rule(Family.OVERRIDE, ((S.THIS_TEXT, S.ROLE), (S.PRECEDENCE,), (S.RULES, S.STANDARDS)), _SENTENCE, together=True),
    Rule(Family.OVERRIDE, ((S.PRECEDENCE,), (S.RULES,), (S.YOU, S.ABOVE)), 60, ordered=False, together=True),
    Rule(Family.OVERRIDE, ((S.ABOVE, S.YOURS), (S.STANDARDS,), (S.IGNORED, S.WAIVED)), 70, ordered=True, together=True),
    Rule(Family.OVERRIDE, ((S.STANDARDS, S.PROCESS, S.WHOLE), (S.WAIVED,)), 80, ordered=True, together=True),
    Rule(Family.OVERRIDE, ((S.RULES, S.STANDARDS, S.WHOLE), (S.ASIDE,)), 80, ordered=True),
    Rule(Family.OVERRIDE, ((S.YOU, *_MACHINES, S.READER, *_COMMANDS), (S.WITHOUT,)), 60, ordered=True, together=True),
    Rule(Family.ADDRESS, ((S.ODD,), (*_COMMANDS, S.YOU, S.MACHINE, S.IGNORE, S.VERDICT, S.HERE)), 60, together=True),
    Rule(Family.ADDRESS, ((S.VEIL,), (*_MACHINES, S.READER, S.THIS_TEXT)), 80, together=True),
    Rule(Family.OUTCOME, ((S.ALWAYS,), (S.BASE,)), 45, ordered=True, together=True),
    Rule(
        Family.OUTCOME, ((S.HERE, S.EVERY, S.REQUEST), _MUSTS, (S.ALWAYS,), _OUTCOMES), 70, ordered=True, together=True
    ),
    Rule(Family.ADDRESS, ((S.ROLE,), (S.FAVOUR,)), 60, ordered=True, together=True),
    Rule(Family.EVIDENCE, ((S.GUIDELINE,), _MUSTS, (S.FAVOUR,), (S.ALWAYS,)), 160, together=True),
    Rule(Family.LANGUAGE, ((S.FOREIGN_RULES,), (S.FOREIGN_VERDICT,)), 80, together=True),
    Rule(Family.ADDRESS, ((S.MACHINE,), (S.FAVOUR,)), 30, ordered=True, together=True),
    Rule(Family.OUTCOME, ((S.DEMAND,),)),
    Rule(Family.OUTCOME, ((S.MUST, S.YOU, S.READER, *_MACHINES), (S.SIDE,)), 60, ordered=True, together=True),
    Rule(Family.OUTCOME, ((S.PRIZE,), (S.LABEL,)), 45, together=True),
    Rule(Family.OUTCOME, ((S.MUST,), (S.ANSWER_NOUN,), (S.LABEL,)), 60, ordered=True, together=True),
    Rule(Family.FORMAT, ((*_COMMANDS, S.COPY), (S.PROCESS,)), 40, ordered=True, together=True),
    Rule(Family.FORMAT, ((S.COPY,), (S.THIS_TEXT, S.PHRASE)), 40, ordered=True, together=True),
    Rule(Family.EVIDENCE, ((S.GUIDELINE,), (S.EVERY,), (S.MUST,), _OUTCOMES), 160, ordered=True),
    Rule(Family.LANGUAGE, ((S.FOREIGN_ANSWER,), (S.FOREIGN_NEEDED,)), 70, ordered=True, together=True),
    Rule(Family.ADDRESS, ((S.SELF,),)),
    Rule(Family.ADDRESS, ((S.PRETEND,),)),
    Rule(Family.ADDRESS, ((S.HAIL,), (S.MACHINE, S.MAYBE_MACHINE)), 40, ordered=True, together=True),
    Rule(Family.ADDRESS, ((S.MACHINE,), (S.RULES, S.YOU, S.FORM, S.ANSWER)), _SENTENCE, together=True),
    Rule(Family.ADDRESS, ((S.MACHINE,), (S.IGNORE,)), _SENTENCE, ordered=True, together=True),
    Rule(Family.ADDRESS, ((S.MACHINE,), (S.MUST, S.SHOULD)), 40, ordered=True, together=True),
    Rule(Family.ADDRESS, ((S.MACHINE,), (S.VERDICT, S.DO, S.DECIDE)), _SENTENCE),
    Rule(Family.ADDRESS, ((S.MAYBE_MACHINE,), (S.YOU,), (*_COMMANDS, S.MUST, S.RULES)), _SENTENCE),
    Rule(Family.ADDRESS, ((S.ROLE,), (*_MACHINES, S.READER, S.VERDICT, S.RULES, S.FORM)), _SENTENCE),
    Rule(Family.ADDRESS, ((S.HUSH,), (S.THIS_TEXT,)), 50, ordered=True, together=True),
    Rule(Family.ADDRESS, ((S.REVEAL,), (S.SECRET,), (S.YOU, *_MACHINES, S.ABOVE)), 60, together=True),
    Rule(Family.ADDRESS, ((S.YOURS,), (S.MUST, S.VERDICT, S.IGNORE, S.RULES, S.FORM)), _SENTENCE, together=True),
    Rule(Family.ADDRESS, ((*_COMMANDS,), (S.YOURS,)), 40, ordered=True, together=True),
    Rule(Family.TURN, ((S.TURN,), (S.YOU, S.VERDICT, S.FORM, S.MACHINE, S.ANSWER)), _NEARBY, ordered=True),
    Rule(Family.TURN, ((S.TURN,), (S.ROLE, S.MUST), (*_OUTCOMES, *_COMMANDS, S.ANSWER_NOUN)), _NEARBY, ordered=True),
    Rule(Family.TURN, ((S.ENDING,), (S.MACHINE, S.YOURS, S.VERDICT, S.ROLE, S.TURN)), _SENTENCE, ordered=True),
    Rule(
        Family.OUTCOME,
        ((S.READER, *_MACHINES), (S.MUST,), _OUTCOMES),
        80,
        ordered=True,
        together=True,
        without=(S.WHETHER,),
    ),
    Rule(Family.OUTCOME, ((S.YOU,), (S.MUST,), _OUTCOMES), 24, ordered=True, together=True),
    Rule(Family.OUTCOME, ((S.YOU,), (S.MUST,), (S.VERDICT,)), 80, ordered=True, together=True, without=(S.WHETHER,)),
    Rule(
        Family.OUTCOME,
        ((S.READER, S.MACHINE, S.YOU), (S.SHOULD,), (S.VERDICT,)),
        80,
        ordered=True,
        together=True,
        without=(S.WHETHER,),
    ),
    Rule(Family.OUTCOME, ((S.ANSWER_NOUN, S.REQUEST), (S.MUST,), (S.VERDICT,)), 60, ordered=True, together=True),
    Rule(Family.OUTCOME, ((S.VERDICT,), (S.MUST,), (S.ANSWER_NOUN, S.YOURS)), 60, ordered=True, together=True),
    Rule(Family.OUTCOME, ((S.MUST,), (S.LABEL,)), 45, ordered=True, together=True),
    Rule(Family.OUTCOME, ((S.BAN,), (S.ALWAYS, S.HERE, S.EVERY, S.READER)), 60, together=True),
    Rule(Family.OUTCOME, (_COMMANDS, (S.RULING,), _OUTCOMES), 60, ordered=True, together=True, without=(S.WHETHER,)),
    Rule(Family.OUTCOME, ((S.HAIL,), (S.READER,), (*_OUTCOMES, *_COMMANDS)), 80, ordered=True),
    Rule(Family.OUTCOME, ((S.SOLE,), _OUTCOMES), 60, ordered=True, together=True),
    Rule(Family.OUTCOME, ((S.ANSWER,), (S.VERDICT,)), _CLAUSE, ordered=True, together=True, without=(S.WHETHER,)),
    Rule(
        Family.OUTCOME,
        ((S.ANSWER,), (S.ANSWER_NOUN,), _OUTCOMES),
        60,
        ordered=True,
        together=True,
        without=(S.WHETHER,),
    ),
    Rule(Family.OUTCOME, ((S.DECIDE,), (S.VERDICT,)), _CLAUSE, ordered=True, together=True, without=(S.WHETHER,)),
    Rule(Family.OUTCOME, (_COMMANDS, (S.CRITERIA,), (S.MET,)), 60, ordered=True, together=True),
    Rule(
        Family.OUTCOME, ((S.OVERTURN,), (S.REQUEST, S.EVERY, S.HERE, S.ALWAYS, S.ANSWER_NOUN)), _CLAUSE, together=True
    ),
    Rule(Family.OUTCOME, ((*_COMMANDS,), (S.EVERY,), (S.ALWAYS, *_MACHINES)), _SENTENCE, together=True),
    Rule(Family.OUTCOME, ((*_COMMANDS, S.MUST), (S.LIKELIHOOD,), (S.CERTAIN,)), 70, together=True),
    Rule(Family.OUTCOME, ((S.LIKELIHOOD,), (S.CERTAIN,), (S.VERDICT,)), 70),
    Rule(Family.OUTCOME, ((S.FIELD,), (S.CERTAIN, S.VERDICT)), 70),
    Rule(Family.OUTCOME, ((S.ALWAYS,), (S.VERDICT,), (S.EVERY, S.MUST)), _SENTENCE, together=True),
    Rule(Family.FORMAT, ((S.ANSWER,), (S.FORM, S.PHRASE)), 60, ordered=True, together=True),
    Rule(Family.FORMAT, ((S.DO, S.DECIDE), (S.FORM,)), 60, ordered=True, together=True),
    Rule(
        Family.FORMAT, ((S.YOURS, S.ANSWER_NOUN), (S.MUST, S.SHOULD, *_COMMANDS), (S.FORM, S.PHRASE)), 80, together=True
    ),
    Rule(
        Family.FORMAT, ((S.DO, S.DECIDE), (S.PHRASE,), (S.ANSWER_NOUN, S.PROCESS, S.YOU, S.VERDICT)), 80, together=True
    ),
    Rule(Family.ENCODED, ((S.CODE,), (*_COMMANDS, S.YOU, S.RULES, *_MACHINES, S.PHRASE)), 80, together=True),
    Rule(Family.EVIDENCE, ((S.GUIDELINE,), (S.ALWAYS,), (S.VERDICT,)), 200, together=True),
    Rule(Family.EVIDENCE, ((S.GUIDELINE,), (S.ALWAYS,), (S.EVERY,), (S.FAVOUR,)), 160, together=True),
    Rule(Family.EVIDENCE, ((S.GUIDELINE,), (S.EVERY,), (S.VERDICT,)), 150, ordered=True),
    Rule(
        Family.LANGUAGE,
        ((S.FOREIGN_IGNORE, S.IGNORE), (S.FOREIGN_RULES, S.FOREIGN_VERDICT, S.FOREIGN_MACHINE)),
        70,
        together=True,
    ),
    Rule(Family.LANGUAGE, ((S.FOREIGN_MACHINE,), (S.FOREIGN_VERDICT,)), 40, ordered=True, together=True),
    Rule(Family.LANGUAGE, ((S.FOREIGN_IGNORE,), (S.RULES, S.VERDICT)), _SENTENCE, together=True),
    Rule(Family.LANGUAGE, ((S.FOREIGN_IGNORE,), (S.FOREIGN_BEFORE,)), 40, ordered=True),
    Rule(Family.LANGUAGE, ((S.FOREIGN_ANSWER,), (S.FOREIGN_VERDICT, S.VERDICT, S.FORM)), 70, ordered=True),
    Rule(Family.LANGUAGE, ((S.FOREIGN_MUST,), (S.FOREIGN_VERDICT, S.VERDICT)), 60, ordered=True),
    Rule(Family.LANGUAGE, ((S.FOREIGN_MUST,), (S.FOREIGN_VERDICT,), (S.FOREIGN_MACHINE,)), _SENTENCE),
    Rule(
        Family.LANGUAGE,
        ((S.FOREIGN_MACHINE,), (*_FOREIGN_SAYS, S.FOREIGN_IGNORE), (S.FOREIGN_RULES, S.FOREIGN_VERDICT)),
        _NEARBY,
    ),
)
