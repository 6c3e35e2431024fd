"""Who drafts: the built-in drafter, or a model through a server or through files; one drafter for each case."""

from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager, closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from drafter.domain.draft import EXTRACTIVE
from drafter.drafting.asking import Answered, Ask, Asker, Deadline, T
from drafter.drafting.drafter import Drafter
from drafter.drafting.extractive import ExtractiveDrafter
from drafter.drafting.form import Form
from drafter.drafting.forms import remembered
from drafter.drafting.kept import Counts, KeptAsker, renewing
from drafter.drafting.limits import Limits
from drafter.drafting.prompt import load_prompt
from drafter.drafting.prompted import PromptedDrafter, Prompting, Watch
from drafter.drafting.request_files import Exchange, WrittenAsker
from drafter.errors import ModelError
from drafter.guidelines.corpus import Corpus
from drafter.loopback import Server, allowed_server
from drafter.settings import settings
from drafter.store import CallStore


@dataclass(frozen=True)
class ModelChoice:
    """What a command line or a suite says of who drafts."""

    model: str = EXTRACTIVE
    base_url: str | None = None
    data_agreement: str | None = None
    seed: int = 0
    anew: bool = False
    """Whether answers that the store holds from earlier runs count for nothing."""
    judge: bool = False
    """Whether a model is asked if the evidence supports each sentence."""
    limits: Limits = field(default_factory=Limits)


@dataclass(frozen=True)
class Askers:
    """Who answers the questions of a run; the store first, and what it does not hold is asked once."""

    usual: Asker
    expedited: Asker
    """For what is due too soon to wait for an answer in a file."""
    server: Server | None
    counts: Counts


@dataclass(frozen=True)
class Drafters:
    """Makes the drafters of a run, which share server, store and limits."""

    make: Callable[[bool, int, Watch | None], Drafter]
    counts: Counts

    def drafter(self, *, expedited: bool = False, more_seed: int = 0, watch: Watch | None = None) -> Drafter:
        """A drafter for one case.

        Args:
            expedited: whether the case is due too soon to wait for an answer in a file.
            more_seed: what is added to the seed.
            watch: told what is about to be asked; by raising an error it keeps it from being asked.
        """
        return self.make(expedited, more_seed, watch)


@contextmanager
def store_for(choice: ModelChoice, owner: str | None = None) -> Iterator[CallStore | None]:
    """The store of the settings, opened where a model drafts; `owner` is the batch whose calls they are."""
    if choice.model == EXTRACTIVE:
        yield None
        return
    with closing(CallStore(settings().store, owner)) as store:
        yield store


@asynccontextmanager
async def drafters(
    choice: ModelChoice, corpus: Corpus, prompts: Path, store: CallStore | None = None, exchange: Exchange | None = None
) -> AsyncIterator[Drafters]:
    """The drafters of a run; only a model needs a store, and only one behind files an exchange.

    Raises:
        ModelError: case text may not go to the server, or no server and no files are named.
        SettingsError: a prompt cannot be used.
    """
    if choice.model == EXTRACTIVE:
        yield Drafters(lambda *_: ExtractiveDrafter(corpus.aliases.body_parts_shown_in), Counts())
        return
    assert store is not None
    prompting = Prompting.load(prompts, choice.model, choice.judge)
    async with askers(choice, prompts, store, exchange) as asked:
        url = asked.server.base_url if asked.server else None
        agreement = choice.data_agreement if asked.server and not asked.server.loopback else None

        def make(expedited: bool, more_seed: int, watch: Watch | None) -> Drafter:
            asker, seed = asked.expedited if expedited else asked.usual, choice.seed + more_seed
            return PromptedDrafter(prompting, asker, seed=seed, server=url, data_agreement=agreement, watch=watch)

        yield Drafters(make, asked.counts)


@asynccontextmanager
async def askers(
    choice: ModelChoice, prompts: Path, store: CallStore, exchange: Exchange | None = None
) -> AsyncIterator[Askers]:
    """Who answers a model's questions: files where there are any, else the server, which answers expedited ones always.

    What the exchange has taken in by now is of this run, and counts where it asks anew.
    Questions to files take the form that the store remembers of the server's model, else the fullest one.

    Raises:
        ModelError: case text may not go to the server, or no server and no files are named.
        SettingsError: a prompt by which a server's faults are dealt with cannot be used.
    """
    server = allowed_server(choice.base_url, choice.data_agreement) if choice.base_url else None
    if server is None and exchange is None:
        raise ModelError(
            "a model needs a server: name it with --base-url (in a suite base_url), or files with --requests-out"
        )
    counts = Counts()
    answered = set(exchange.answered) if exchange else set()
    faults = exchange.faults if exchange else Counter[str]()

    def kept(inner: Asker) -> Asker:
        # One for all cases of a kind, since it sees to it that no two of them ask the same at a time.
        return KeptAsker(store, inner, counts, choice.anew, answered, faults)

    def form(model: str) -> Form:
        return (remembered(store, server.base_url, model) if server else None) or Form()

    async with AsyncExitStack() as stack:
        await stack.enter_async_context(renewing(store))
        live = await stack.enter_async_context(_live(server, store, choice.limits, prompts)) if server else _NoServer()
        usual = WrittenAsker(exchange, form, load_prompt(prompts, "plain")) if exchange else live
        yield Askers(kept(usual), kept(live), server, counts)


def _live(server: Server, store: CallStore, limits: Limits, prompts: Path) -> AbstractAsyncContextManager[Asker]:
    from drafter.drafting.live import LiveAsker  # the client library takes a while to import

    return LiveAsker(server, store, limits, prompts=prompts)


class _NoServer:
    """Implements `Asker` for expedited cases where there are files and no server."""

    async def ask(self, ask: Ask[T], deadline: Deadline) -> Answered[T]:
        """Refuse."""
        raise ModelError(
            f"{ask.at}: an expedited case does not wait for a file of answers; name a server with --base-url",
            "expedited",
        )
