"""A lesson's network: none, or what it declares; and nothing else comes in with it."""

import socket
import threading
from collections.abc import Iterator
from contextlib import suppress

import pytest
from tests.execution.shelf import Shelf, lesson, texts

from courseforge.execution.isolation import diagnose_isolation
from courseforge.model import ExecutionStatus

CALL = "import socket\nprint(socket.create_connection(('127.0.0.1', {port}), 5).recv(99).decode())"

AROUND = """
import os, socket
def attempt(what):
    try:
        return what()
    except OSError as error:
        return error.strerror

def pair(kind):
    ours, theirs = socket.socketpair(socket.AF_UNIX, kind)
    with ours, theirs:
        ours.sendto(b"x", "\\0{name}")

def raw(family, kind, protocol):
    socket.socket(family, kind, protocol).close()
    return "open"

print(attempt(lambda: socket.socket(socket.AF_UNIX).connect("\\0{name}")))
print(attempt(lambda: pair(socket.SOCK_DGRAM)), attempt(lambda: pair(socket.SOCK_STREAM)))
print(attempt(lambda: raw(socket.AF_INET, socket.SOCK_RAW, 1)), attempt(lambda: raw(socket.AF_NETLINK, socket.SOCK_RAW, 0)))
print(attempt(lambda: os.listdir("{outside}")), attempt(lambda: os.listdir("/etc/ssl/private")))
print(attempt(lambda: open("/etc/resolv.conf").read()) == {resolver!r})
print(socket.gethostbyname("localhost"))
"""


@pytest.fixture
def server() -> Iterator[int]:
    """Listen on this computer's loopback; say hello to whoever calls."""
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def greet() -> None:
            with suppress(OSError):
                while True:
                    caller, _ = listening.accept()
                    with caller:
                        caller.sendall(b"hello from the network")

        threading.Thread(target=greet, daemon=True).start()
        yield listening.getsockname()[1]
        listening.shutdown(socket.SHUT_RDWR)


def test_only_a_lesson_that_declares_it_has_the_network(walled_shelf: Shelf, server: int) -> None:
    call = CALL.format(port=server)
    declared, plain = lesson("declared", call, network=True), lesson("plain", call)
    results = walled_shelf.run(declared, plain)

    assert [result.status for result in results] == [ExecutionStatus.RAN, ExecutionStatus.FAILED]
    assert texts(results[0]) == ["hello from the network\n"]
    assert results[0].walls
    assert [(said.code, said.location.path) for said in diagnose_isolation(results)] == [
        ("CF585", "courses/lab/declared.ipynb")
    ]
    (fault,) = walled_shelf.diagnose(results, declared, plain)
    assert fault.location.path == "courses/lab/plain.ipynb"
    assert "network" in fault.hint


def test_the_network_brings_nothing_else_of_the_machine(walled_shelf: Shelf) -> None:
    name = "courseforge-test-of-the-network"
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as listening:
        listening.bind(f"\0{name}")
        listening.setblocking(False)
        try:
            with open("/etc/resolv.conf", encoding="utf-8") as file:  # noqa: PTH123
                resolver = file.read()
        except OSError:
            resolver = ""
        look = AROUND.format(name=name, outside=walled_shelf.root, resolver=resolver)
        (result,) = walled_shelf.run(lesson("look", look, network=True))
        assert "".join(texts(result)).splitlines() == [
            "Operation not supported",
            "Operation not supported Transport endpoint is already connected",
            "Operation not permitted Operation not supported",
            "No such file or directory No such file or directory",
            "True",
            "127.0.0.1",
        ], result.failure
        with pytest.raises(BlockingIOError):
            listening.recv(1)


def test_to_declare_it_is_to_run_again(walled_shelf: Shelf) -> None:
    for network in (False, True):
        (result,) = walled_shelf.run(lesson("one", "print(1)", network=network))
        assert result.status is ExecutionStatus.RAN
