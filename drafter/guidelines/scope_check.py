"""What makes a scope sensible: it narrows what stands around it, and leaves something that it holds for."""

from collections import Counter
from collections.abc import Iterable

from drafter.domain.guideline import Phase, Scope


def scope_faults(scope: Scope, within: Scope) -> list[str]:
    """What is wrong with a scope, in words; `within` is that of the section or edition that it stands in."""
    found = [f'names "{name}" twice; name it once' for name in _twice([*scope.phases, *scope.body_parts])]
    if set(scope.phases) == set(Phase):
        found.append("names every phase, which leaves none out; leave phases out")
    found += [
        f'"{phase}" is outside the phases that this stands under ({", ".join(within.phases)}), so that it never holds'
        for phase in scope.phases
        if within.phases and phase not in within.phases
    ]
    found += [
        f'"{part}" is outside the body parts that this stands under ({", ".join(within.body_parts)})'
        for part in scope.body_parts
        if within.body_parts and part not in within.body_parts
    ]
    if None not in (scope.postsurgical, within.postsurgical) and scope.postsurgical != within.postsurgical:
        found.append("postsurgical is the contrary of what this stands under, so that it never holds")
    return found


def _twice(names: Iterable[str]) -> list[str]:
    return [name for name, count in Counter(names).items() if count > 1]
