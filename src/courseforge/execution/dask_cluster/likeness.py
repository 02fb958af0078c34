"""Whether other machines are like this one."""

from typing import Any

from courseforge.errors import CourseforgeError
from courseforge.execution.installation import Installation, describe_installation


def compare_all(client: Any) -> None:
    """Ask everybody what is installed there, before anything is sent. Workers that come later ask themselves.

    The scheduler runs nothing, but Dask reads every task there.
    """
    ours = describe_installation()
    for address, answer in sorted(client.run(describe_installation, on_error="return").items()):
        compare(address, answer, ours)
    try:
        scheduler = client.run_on_scheduler(describe_installation)
    except Exception as error:  # it has no courseforge
        scheduler = error
    if not isinstance(scheduler, Installation) or scheduler.code != ours.code:
        raise _unlike("scheduler", scheduler, ours)


def compare(address: str, theirs: Installation | Exception, ours: Installation) -> None:
    """Refuse a worker that is not like this computer."""
    if theirs != ours:
        raise _unlike(f"worker {address}", theirs, ours)


def _unlike(what: str, theirs: Installation | Exception, ours: Installation) -> CourseforgeError:
    there = theirs if isinstance(theirs, Installation) else f"no courseforge ({theirs})"
    return CourseforgeError(
        f"The {what} is not like this computer. There: {there}. Here: {ours}.",
        "Lessons could give other outputs there. Install the same courseforge and the same packages on both, and "
        "start Dask there again.",
    )
