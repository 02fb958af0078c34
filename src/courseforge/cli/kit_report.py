"""What ``init`` did with the kit for contributors, in words."""

from collections.abc import Iterator

from courseforge.reporting.wording import count
from courseforge.scaffold import Fate, KitChange
from courseforge.scaffold.three_way import OURS_MARK

# What is said above the files of each fate; the others are only counted.
_NAMED = {
    Fate.CONFLICT: "You and courseforge changed the same lines in these. "
    f'Both versions are there, after "{OURS_MARK}".\nChoose, and take the three lines with marks out:',
    Fate.KEPT: "These are your own, so they stay as they are:",
    Fate.LEFT_OUT: "You have removed these, so they stay away:",
    Fate.RETIRED: "These are no longer needed. Look whether you still want them:",
}
_OWNERS = {"github": ".github/CODEOWNERS", "gitlab": ".gitlab/CODEOWNERS"}


def describe_kit(change: KitChange, host: str) -> Iterator[str]:
    """Say in lines what was written, what was kept, and what to do next."""
    yield _sum_up(change)
    if change.renewed:
        yield from (f"  {path}" for fate in (Fate.ADDED, Fate.UPDATED) for path in change.paths(fate))
    for fate, heading in _NAMED.items():
        if paths := change.paths(fate):
            yield from ("", heading, *(f"  {path}" for path in paths))
    if change.paths(Fate.CONFLICT):
        return
    if not change.renewed:
        yield from ("", *_list_steps(host))


def _sum_up(change: KitChange) -> str:
    added, updated = len(change.paths(Fate.ADDED)), len(change.paths(Fate.UPDATED))
    if not change.renewed:
        return f"What contributors need is ready: {count(added, 'file')} written."
    if not added and not updated and not change.paths(Fate.CONFLICT):
        return "What contributors need is up to date. Nothing was changed."
    return (
        f"What contributors need was renewed: {count(added, 'file')} new, {updated} changed. Your changes are kept."
    )


def _list_steps(host: str) -> Iterator[str]:
    yield "For your contributors:"
    yield f"  {_OWNERS[host]}      write down who is asked to look at a change"
    yield "  CONTRIBUTING.md         read it as if you were twelve, and change what you like"
    yield "  requirements.txt        add what the code of your lessons needs"
    yield f"After each new version of courseforge, renew these files: courseforge init --{host} ."
