"""Asks a server over HTTP as fast as it answers, over so many connections, and notes how long each answer took.

Each connection asks, waits for the whole answer, and asks again. It is a process of its own, so that it takes nothing
from the server but processor time:

    python -m bench.asker HOST PORT CONNECTIONS SECONDS < REQUESTS.json > TIMES.json
"""

import asyncio
import json
import sys
from dataclasses import dataclass, field
from time import perf_counter

HEAD_END = b"\r\n\r\n"


@dataclass
class Times:
    """Seconds of each answer, and answers that were no 200."""

    seconds: list[float] = field(default_factory=list)
    failed: int = 0
    bytes: int = 0


class Connection(asyncio.Protocol):
    """One connection that asks the requests in turn."""

    def __init__(self, requests: list[bytes], first: int, times: Times, end: float) -> None:
        self._requests, self._next, self._times, self._end = requests, first, times, end
        self._data = bytearray()
        self._begun = 0.0
        self.closed: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        self._ask()

    def _ask(self) -> None:
        self._data.clear()
        self._begun = perf_counter()
        if self._begun >= self._end:
            self._transport.close()
            return
        self._transport.write(self._requests[self._next % len(self._requests)])
        self._next += 1

    def data_received(self, data: bytes) -> None:
        self._data += data
        head = self._data.find(HEAD_END)
        if head < 0 or not _whole(self._data, head):
            return
        self._times.seconds.append(perf_counter() - self._begun)
        self._times.bytes += len(self._data)
        self._times.failed += not self._data.startswith((b"HTTP/1.1 200", b"HTTP/1.1 304"))
        self._ask()

    def connection_lost(self, exc: Exception | None) -> None:
        if not self.closed.done():
            self.closed.set_result(None)


def _whole(data: bytearray, head: int) -> bool:
    """True when the answer is complete: by its length, or by the last piece."""
    top = bytes(data[:head]).lower()
    start = top.find(b"content-length:")
    if start >= 0:
        length = int(top[start + 15 :].split(b"\r\n", 1)[0])
        return len(data) >= head + 4 + length
    return data.endswith(b"0\r\n\r\n") if b"chunked" in top else b" 304 " in top[:20]


async def ask(host: str, port: int, connections: int, seconds: float, requests: list[bytes]) -> Times:
    """Ask for so many seconds."""
    times, end = Times(), perf_counter() + seconds
    made = [
        await asyncio.get_running_loop().create_connection(
            lambda first=first: Connection(requests, first * 7, times, end), host, port
        )
        for first in range(connections)
    ]
    await asyncio.wait([asyncio.ensure_future(_closed(connection)) for _, connection in made], timeout=seconds * 3 + 30)
    return times


async def _closed(connection: Connection) -> None:
    await connection.closed


def main() -> None:
    host, port, connections, seconds = sys.argv[1:]
    requests = [text.encode() for text in json.load(sys.stdin)]
    times = asyncio.run(ask(host, int(port), int(connections), float(seconds), requests))
    json.dump({"seconds": times.seconds, "failed": times.failed, "bytes": times.bytes}, sys.stdout)


if __name__ == "__main__":
    main()
