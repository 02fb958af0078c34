"""Work that is dealt to copies of this process gives what one process gives, in order, whatever becomes of a copy."""

import os
import signal
import sys
import threading

import pytest

from courseforge.shares import take_shares

ALONE = os.getpid()

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there is one share")


@pytest.fixture(autouse=True)
def two_processors(monkeypatch: pytest.MonkeyPatch) -> None:
    """Deal to two, whatever this computer has, and whatever threads other tests have left in this process."""
    monkeypatch.setattr(os, "sched_getaffinity", lambda process: {0, 1})
    monkeypatch.setattr(threading, "active_count", lambda: 1)


def test_results_are_in_the_order_of_the_things() -> None:
    for count in range(6):
        assert take_shares(range(count), lambda n: n * n) == [n * n for n in range(count)]


def test_another_process_takes_a_share() -> None:
    assert len(set(take_shares(range(4), lambda _: os.getpid()))) == 2
    assert set(take_shares(range(4), lambda _: os.getpid(), dear=False)) == {ALONE}


def test_what_a_dead_process_leaves_is_done_here() -> None:
    def work(thing: int) -> int:
        if os.getpid() != ALONE:
            os.kill(os.getpid(), signal.SIGKILL)
        return thing

    assert take_shares(range(5), work) == [0, 1, 2, 3, 4]


def test_a_fault_is_told_here(capfd: pytest.CaptureFixture[str]) -> None:
    def work(thing: int) -> int:
        return 1 // (3 - thing)

    with pytest.raises(ZeroDivisionError):
        take_shares(range(4), work)
    assert capfd.readouterr().err == ""


def test_who_may_interrupt_does_not_interrupt_helpers() -> None:
    def hears(_: int) -> bool:
        return signal.getsignal(signal.SIGINT) is not signal.SIG_IGN

    assert take_shares(range(2), hears) == [True, False]


def test_a_process_with_threads_is_not_copied(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(threading, "active_count", lambda: 2)
    assert set(take_shares(range(4), lambda _: os.getpid())) == {ALONE}
