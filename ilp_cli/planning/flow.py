"""Cheapest flows: how many of each group go where, under capacities, at the least cost; exact, in whole numbers.

Successive shortest paths with potentials (Ahuja, Magnanti, Orlin, *Network Flows*, 1993, 9.7). Every flow so found is
the cheapest of its size, so no bound is needed beside it.
"""

from __future__ import annotations

from collections.abc import Hashable
from heapq import heappop, heappush

from ilp_cli.planning.patience import ENDLESS, Patience

_FAR = 1 << 200


class Network:
    """Nodes by any name, and arcs in the order they are added, each with a capacity and a cost, not below 0."""

    def __init__(self) -> None:
        self.nodes: dict[Hashable, int] = {}
        self.out: list[list[int]] = []
        self.heads: list[int] = []
        self.room: list[int] = []
        self.costs: list[int] = []

    def _node(self, name: Hashable) -> int:
        number = self.nodes.setdefault(name, len(self.out))
        if number == len(self.out):
            self.out.append([])
        return number

    def add(self, tail: Hashable, head: Hashable, room: int, cost: int = 0) -> int:
        """An arc, and its number; the arc back over it has the next."""
        start, end = self._node(tail), self._node(head)
        number = len(self.heads)
        for first, second, free, price in ((start, end, room, cost), (end, start, 0, -cost)):
            self.out[first].append(len(self.heads))
            self.heads.append(second)
            self.room.append(free)
            self.costs.append(price)
        return number

    def flow(self, arc: int) -> int:
        """What flows over an arc."""
        return self.room[arc + 1]

    def send(self, source: Hashable, sink: Hashable, until: Patience = ENDLESS) -> int:
        """Send as much as fits from one node to another, as cheaply as that much can go; how much it is.

        Raises OutOfTime where `until` is over before that.
        """
        start, end = self._node(source), self._node(sink)
        potential = [0] * len(self.out)
        sent = 0
        while (path := self._path(start, end, potential)) is not None:
            until.check()
            amount = min(self.room[arc] for arc in path)
            for arc in path:
                self.room[arc] -= amount
                self.room[arc ^ 1] += amount
            sent += amount
        return sent

    def _path(self, start: int, end: int, potential: list[int]) -> list[int] | None:
        """The arcs of a cheapest way with room left, backwards; the potentials are brought up to it.

        What lies as far as the end, or farther, is on no cheaper way and is not looked at.
        """
        costs, heads, room = self.costs, self.heads, self.room
        far = [_FAR] * len(self.out)
        came = [-1] * len(self.out)
        far[start] = 0
        queue = [(0, start)]
        while queue:
            distance, node = heappop(queue)
            if node == end:
                break
            if distance > far[node]:
                continue
            base = distance + potential[node]
            for arc in self.out[node]:
                if room[arc]:
                    head = heads[arc]
                    reached = base + costs[arc] - potential[head]
                    if reached < far[head] and reached < far[end]:
                        far[head] = reached
                        came[head] = arc
                        heappush(queue, (reached, head))
        if far[end] == _FAR:
            return None
        for node, distance in enumerate(far):
            potential[node] += min(distance, far[end])
        path = []
        node = end
        while node != start:
            path.append(came[node])
            node = heads[came[node] ^ 1]
        return path
