"""Work on stacks in the order of their dependencies, on several at once."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Outcome:
    """failed: what went wrong, by name. unreached: what was not begun, with what it waited for."""

    failed: dict[str, str] = field(default_factory=dict)
    unreached: dict[str, tuple[str, ...]] = field(default_factory=dict)


def in_order(after: Mapping[str, Collection[str]], work: Callable[[str], str], *, at_once: int) -> Outcome:
    """Do it for each name as soon as it is done for those that the name comes after.

    work: returns what went wrong, or an empty text. What comes after something that went wrong is not begun;
    all else is.
    """
    outcome = Outcome()
    waiting = {name: set(before) for name, before in after.items()}
    with ThreadPoolExecutor(at_once) as threads:
        running: dict[Future[str], str] = {}
        while True:
            for name in [name for name, before in waiting.items() if not before]:
                del waiting[name]
                running[threads.submit(work, name)] = name
            if not running:
                break
            ended, _ = wait(running, return_when=FIRST_COMPLETED)
            for future in ended:
                name = running.pop(future)
                if problem := future.result():
                    outcome.failed[name] = problem
                    continue
                for before in waiting.values():
                    before.discard(name)
    outcome.unreached.update((name, tuple(sorted(before))) for name, before in waiting.items())
    return outcome
