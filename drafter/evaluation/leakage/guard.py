"""The guard: what a drafter sees is read once, and each letter's answer is looked for in it."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import numpy

from drafter.cases.load import LoadedCase
from drafter.domain.decision import Decision
from drafter.evaluation.leakage.answer import QUOTED, Answer, ItemAnswer, answer_of
from drafter.evaluation.leakage.blind_case import in_case, judgements
from drafter.evaluation.leakage.documents import documents_of, letter_in
from drafter.evaluation.leakage.leak import SAID, Kind, Leak, Severity
from drafter.evaluation.leakage.paraphrase import Paraphrases
from drafter.evaluation.leakage.seen import (
    Seen,
    of_aliases,
    of_passage,
    of_prompts,
    sentences_of_prompts,
    statements_of,
)
from drafter.evaluation.leakage.sources import names_of, own_sources
from drafter.evaluation.leakage.stems import of_the_case
from drafter.evaluation.leakage.words import RUN, Texts, among, plain, runs_of_all, squeezed
from drafter.guidelines.corpus import Corpus


class Guard:
    """Looks for the answers of the decisions of one run in what is searched, prompted and drafted from."""

    def __init__(self, corpus: Corpus, prompts: Path, decisions: Mapping[str, Decision]) -> None:
        """Read what every letter's drafter sees.

        Args:
            corpus: the corpus with nothing hidden.
            prompts: the folder of prompts.
            decisions: the decisions of the run by the names of their letters; what a run's rationales have in common
                gives none of them away.

        Raises:
            SettingsError: a prompt cannot be read.
        """
        self._answers = {letter: answer_of(letter, decision) for letter, decision in decisions.items()}
        self._prompts = _Held(of_prompts(prompts))
        self._passages = {
            passage.id: (passage, tuple(of_passage(passage)), tuple(statements_of(passage)))
            for passage in corpus.passages
        }
        self._corpus = _Held(
            [*(one for _, seen, _ in self._passages.values() for one in seen), *of_aliases(corpus.aliases)]
        )
        self._documents = documents_of(corpus)
        self._quoted = runs_of_all(document.text for document in self._documents.values())
        self._said: dict[str, int] = {}
        for answer in self._answers.values():
            for _, phrase in {one for item in answer.items for one in item.phrases}:
                self._said[phrase] = self._said.get(phrase, 0) + 1
        self._instructions = tuple(sentences_of_prompts(self._prompts.seen))
        self._paraphrases = Paraphrases(decisions, tuple(self._statements(corpus)), self._instructions)

    def leaks(self, letter: str, decision: Decision, loaded: LoadedCase, index_corpus: Corpus) -> tuple[Leak, ...]:
        """Where the answer to a letter stands, or may stand, in what its drafter will see.

        Args:
            letter: the letter's name.
            decision: what it decided.
            loaded: the blind case, in the condition that is drafted.
            index_corpus: the corpus that is searched for this letter: the letter's own facts hidden.
        """
        answer = self._answer(letter, decision)
        keys = names_of(letter, decision)
        present = frozenset(self._seen(index_corpus))
        new = _Held(sorted(present - self._corpus.known, key=lambda one: (one.place, one.text)))
        found = [
            *in_case(answer, loaded),
            *own_sources(letter, decision, index_corpus),
            *self._in_documents(answer, keys, index_corpus),
            *self._in_texts(answer, keys, self._prompts, self._prompts.known),
            *self._in_texts(answer, keys, self._corpus, present),
            *self._in_texts(answer, keys, new, present),
        ]
        judged = (Seen(place, text) for place, text in judgements(answer, loaded))
        said = [*self._statements(index_corpus), *self._instructions, *judged]
        taken = {leak.place for leak in found}
        found += [leak for leak in self._paraphrases.of(letter, said) if leak.place not in taken]
        return tuple(found)

    def leaks_in_text(self, letter: str, decision: Decision, texts: Mapping[str, str]) -> tuple[Leak, ...]:
        """Where a letter's answer stands word for word in what a drafter was sent, such as the messages of a call.

        Args:
            letter: the letter's name.
            decision: what it decided.
            texts: each text by the name of its place. It may hold the letter's case and passages of documents; since
                records stand in it too, a few words of a rationale are suspected, and no leak.
        """
        answer = self._answer(letter, decision)
        found: list[Leak] = []
        for place, text in texts.items():
            held, phrase = runs_of_all([text]), plain(text)
            for item in answer.items:
                own = item.runs[~among(item.runs, self._quoted)]
                if words := int(among(own, held).sum()):
                    few = words < QUOTED * item.all_runs
                    found.append(_text_leak(letter, item, place, words, "suspected" if few else "leak"))
                found += [
                    _leak(kind, letter, item.number, place, SAID[kind], "suspected")
                    for kind, said in item.phrases
                    if said in phrase
                ]
        return tuple(found)

    def _answer(self, letter: str, decision: Decision) -> Answer:
        held = self._answers.get(letter)
        same = held is not None and all(one.item is item for one, item in zip(held.items, decision.items, strict=False))
        return held if held and same and len(held.items) == len(decision.items) else answer_of(letter, decision)

    def _seen(self, corpus: Corpus) -> Iterator[Seen]:
        """The texts of a corpus; those of passages that nothing was hidden in are taken from the whole one's."""
        for passage in corpus.passages:
            whole, seen, _ = self._passages.get(passage.id, (None, (), ()))
            yield from seen if whole is passage else of_passage(passage)
        yield from of_aliases(corpus.aliases)

    def _statements(self, corpus: Corpus) -> Iterator[Seen]:
        for passage in corpus.passages:
            whole, _, statements = self._passages.get(passage.id, (None, (), ()))
            yield from statements if whole is passage else statements_of(passage)

    def _in_documents(self, answer: Answer, keys: tuple[str, ...], corpus: Corpus) -> Iterator[Leak]:
        for place, document in documents_of(corpus).items():
            yield from letter_in(answer, keys, self._documents.get(place, document))

    def _in_texts(
        self, answer: Answer, keys: tuple[str, ...], held: "_Held", present: frozenset[Seen]
    ) -> Iterator[Leak]:
        for key in keys:
            for one in held.named(key):
                if one in present:
                    reason = "names the letter's case number"
                    yield _leak("own source", answer.letter, None, one.place, reason)
        for item in answer.items:
            for number, words in held.texts.with_runs(numpy.unique(item.runs)).items():
                if held.seen[number] in present:
                    yield _text_leak(answer.letter, item, held.seen[number].place, words)
            for kind, phrase in item.phrases:
                for number in held.texts.with_phrase(phrase):
                    if held.seen[number] in present:
                        yield self._phrase_leak(answer.letter, item, held.seen[number].place, kind, phrase)

    def _phrase_leak(self, letter: str, item: ItemAnswer, place: str, kind: Kind, phrase: str) -> Leak:
        """A phrase that other letters have too, or that a guideline may say so, tells nothing of this one by itself."""
        own = self._said.get(phrase, 0) <= 1 and (kind == "guideline line" or of_the_case(phrase))
        severity: Severity = "leak" if own else "suspected"
        return _leak(kind, letter, item.number, place, SAID[kind], severity)


class _Held:
    """Texts with their places, ready to be searched."""

    def __init__(self, seen: Iterable[Seen]) -> None:
        self.seen = list(seen)
        self.known = frozenset(self.seen)
        self.texts = Texts([one.text for one in self.seen])
        self._squeezed = [squeezed(one.text) for one in self.seen]
        self._all = "\n".join(self._squeezed)

    def named(self, key: str) -> Iterator[Seen]:
        """The texts that hold a case number."""
        if key in self._all:
            yield from (one for one, text in zip(self.seen, self._squeezed, strict=True) if key in text)


def _text_leak(letter: str, item: ItemAnswer, place: str, words: int, severity: Severity = "leak") -> Leak:
    reason = f"{words + RUN - 1} words of the rationale, at least {RUN} in a row, that the letter's case lacks"
    return _leak("text", letter, item.number, place, reason, severity)


def _leak(kind: Kind, letter: str, item: int | None, place: str, reason: str, severity: Severity = "leak") -> Leak:
    return Leak(kind=kind, letter=letter, item=item, place=place, severity=severity, reason=reason)
