"""What is said when nobody is there any more."""

from courseforge.errors import CourseforgeError

PATIENCE = 30  # seconds without any worker


def deserted() -> CourseforgeError:
    """Make the error for a cluster without workers."""
    return CourseforgeError(
        f"The Dask cluster has had no worker for {PATIENCE} seconds.",
        "Start one (`dask worker` with the scheduler's address), then try again: what is done already is kept.",
    )


def lost() -> CourseforgeError:
    """Make the error for a scheduler that has gone."""
    return CourseforgeError(
        "The connection to the Dask scheduler broke.", "Try again when it is back: what is done already is kept."
    )
