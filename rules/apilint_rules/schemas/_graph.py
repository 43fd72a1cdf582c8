"""Ways through a graph that is known by what comes after each node."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator
from typing import TypeVar

N = TypeVar("N", bound=Hashable)


def components(nodes: Iterable[N], after: Callable[[N], Iterable[N]]) -> Iterator[list[N]]:
    """The strongly connected components of a graph (Tarjan's algorithm, without recursion)."""
    index: dict[N, int] = {}
    low: dict[N, int] = {}
    stack: list[N] = []
    open_: set[N] = set()
    for root in nodes:
        work: list[tuple[N, Iterator[N]]] = [] if root in index else [(root, iter(()))]
        while work:
            node, rest = work[-1]
            if node not in index:
                index[node] = low[node] = len(index)
                stack.append(node)
                open_.add(node)
                rest = iter(after(node))
                work[-1] = (node, rest)
            following = next((each for each in rest if each not in index or each in open_), None)
            if following is None:
                work.pop()
                if work:
                    low[work[-1][0]] = min(low[work[-1][0]], low[node])
                if low[node] == index[node]:
                    yield list(_popped(stack, open_, node))
            elif following in index:
                low[node] = min(low[node], index[following])
            else:
                work.append((following, iter(())))


def _popped(stack: list[N], open_: set[N], last: N) -> Iterator[N]:
    while True:
        node = stack.pop()
        open_.discard(node)
        yield node
        if node == last:
            return


def shortest_way(start: N, end: N, after: Callable[[N], Iterable[N]]) -> list[N]:
    """The shortest way from a node to another (or back to itself), without the first; empty if none."""
    before: dict[N, N] = {}
    waiting = [start]
    for node in waiting:
        for following in after(node):
            if following == end:
                way = [end]
                while node != start:
                    way.append(node)
                    node = before[node]
                return way[::-1]
            if following not in before and following != start:
                before[following] = node
                waiting.append(following)
    return []
