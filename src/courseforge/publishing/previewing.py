"""``review preview`` and ``review tidy``: pages of contributions at an address of their own, and away again."""

from collections.abc import Collection
from pathlib import Path

from courseforge.diagnostics import has_errors, sort_diagnostics
from courseforge.errors import ConfigurationError
from courseforge.reading import read_settings
from courseforge.review.preview_address import check_address
from courseforge.review.preview_branch import PreviewBranch
from courseforge.review.preview_pages import make_preview
from courseforge.writing import refuse_links, write_atomically


def put_preview(
    root: Path, artifact: Path, number: int, address: str, target: PreviewBranch | Path
) -> tuple[str, int]:
    """Put the pages of an artifact where they can be read; return their address and how many files there are.

    Args:
        root: folder of the library itself, whose settings say where its own site is.
        number: of the contribution.
        address: of all previews.
        target: a branch, or a folder that something else carries to its host.

    Raises:
        CourseforgeError: the address is not one of their own, a page is not what courseforge makes, or the branch
            cannot be written. Then nothing was put there.
    """
    settings, faults = read_settings(root)
    if has_errors(faults):
        raise ConfigurationError(sort_diagnostics(faults))
    whole = check_address(address, settings.html.baseurl)
    # All of it is looked at before any of it is written.
    files = tuple(make_preview(artifact))
    count = target.put(number, files) if isinstance(target, PreviewBranch) else _write(target / str(number), files)
    return f"{whole}{number}/", count


def _write(folder: Path, files: Collection[tuple[str, bytes]]) -> int:
    refuse_links(folder)
    for name, data in files:
        write_atomically(folder / name, data, durable=False)
    return len(files)


def tidy_previews(branch: PreviewBranch, open_numbers: Collection[int]) -> tuple[str, ...]:
    """Remove the previews of what is no longer open; return their numbers."""
    return branch.keep(open_numbers)
