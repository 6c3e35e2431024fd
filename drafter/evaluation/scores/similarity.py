"""How alike the words of two texts are: side figures, since like words are not like reasons."""

from collections import Counter
from collections.abc import Sequence
from itertools import filterfalse

from rapidfuzz.distance import LCSseq

_FUNCTION_WORDS = frozenset(
    "a an the this that these those there here it its he she his her him they their them we our i you your who "
    "whom whose which what when where while and or but nor so if then than as at by for from in into of off on "
    "onto out over to up upon with within without about after before between during through under until is are "
    "was were be been being am has have had having do does did done can could may might must shall should will "
    "would not no such also any each other some both all more most s t".split()
)


def content_words(words: Sequence[str]) -> Counter[str]:
    """How often each word occurs, function words left out."""
    return Counter(filterfalse(_FUNCTION_WORDS.__contains__, words))


def f1(shared: float, said: float, gold: float) -> float:
    """The harmonic mean of precision (shared of said) and recall (shared of gold); not both of these may be 0."""
    return 2 * shared / (said + gold)


def token_f1(said: Counter[str], gold: Counter[str]) -> float:
    """F1 of two bags of words, each word counted as often as both have it; not both may be empty.

    As SQuAD scores answers (Rajpurkar et al., EMNLP 2016).
    """
    shared = sum(min(said[word], gold[word]) for word in said.keys() & gold.keys())
    return f1(shared, said.total(), gold.total())


def rouge_l(said: Sequence[str], gold: Sequence[str]) -> float:
    """F1 of the longest run of words that two texts have in common, gaps allowed; not both may be empty.

    ROUGE-L of Lin, Text Summarization Branches Out, 2004, with precision and recall weighed alike.
    """
    return f1(LCSseq.similarity(said, gold), len(said), len(gold))
