"""Long work shared between two helping processes, with results in the order of the tasks, as one process gives them."""

import gc
import os
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from multiprocessing import get_context, resource_tracker
from multiprocessing.connection import Connection
from typing import Any, TypeVar

from drafter.errors import EvaluationError

HELPERS = 2
_NEW_OBJECTS = 50_000
"""How many more objects than before make a helper look for lost ones: far more than a line of a file is read into."""
Given = TypeVar("Given")
Task = TypeVar("Task")
Result = TypeVar("Result")
Prepare = Callable[[Given], Callable[[Task], Result]]


def shared(prepare: Prepare[Given, Task, Result], given: Given, tasks: Iterable[Task]) -> Iterator[Result]:
    """What each task comes to, in the order of the tasks; with one core, all of it in this process.

    Args:
        prepare: a function that stands in a module; called once in each process, it gives what does a task.
        given: what it is called with.
        tasks: taken one by one, when a helper is free. Tasks and results are copied from process to process.

    Raises:
        EvaluationError: a helper ended early, as where memory is short.
        Exception: what a task raises is raised here, in its place in the order.
    """
    if (os.cpu_count() or 1) < HELPERS:
        yield from map(prepare(given), tasks)
        return
    with _helpers(prepare, given) as free:
        busy: deque[Connection] = deque()
        for task in tasks:
            if free:
                busy.append(_begun(free.pop(), task))
                continue
            helper = busy.popleft()
            result: Result = _result(helper)
            busy.append(_begun(helper, task))
            yield result
        for helper in busy:
            yield _result(helper)


@contextmanager
def _helpers(prepare: Prepare[Given, Task, Result], given: Given) -> Iterator[list[Connection]]:
    """Helping processes, by the pipe to each. They end when their pipe is closed, also where this process is killed."""
    # Started afresh ("spawn"): a forked helper would hold the other's pipe open, and locks of threads that it lacks.
    context = get_context("spawn")
    pipes, processes = [], []
    # Ctrl-C goes to all processes of a terminal; helpers never take it and end with this one, without a word.
    resource_tracker.ensure_running()  # its start would let signals through again
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        for _ in range(HELPERS):
            ours, theirs = context.Pipe()
            process = context.Process(target=_help, args=(theirs, prepare, given), daemon=True)
            process.start()
            theirs.close()
            pipes.append(ours)
            processes.append(process)
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
        yield list(pipes)
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
        for pipe in pipes:
            pipe.close()
        for process in processes:
            process.join()


def _help(pipe: Connection, prepare: Callable[[Any], Callable[[Any], object]], given: object) -> None:
    """Do task after task, until the pipe is closed."""
    try:
        work = prepare(given)
        gc.freeze()  # what is prepared stays, and need not be looked through again and again
        gc.set_threshold(_NEW_OBJECTS)
        while True:
            task = pipe.recv()
            try:
                pipe.send((True, work(task)))
            except Exception as error:
                pipe.send((False, error))
    except (EOFError, OSError):
        return


def _begun(helper: Connection, task: object) -> Connection:
    try:
        helper.send(task)
    except BrokenPipeError:
        raise _ended() from None
    return helper


def _result(helper: Connection) -> Any:
    try:
        done, result = helper.recv()
    except (EOFError, ConnectionResetError):
        raise _ended() from None
    if not done:
        raise result
    return result


def _ended() -> EvaluationError:
    return EvaluationError("a helping process ended early; free memory, and do it again")
