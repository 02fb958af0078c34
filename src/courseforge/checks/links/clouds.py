"""Documents that lie in somebody's cloud (CF407)."""

from collections.abc import Iterator
from urllib.parse import urlsplit

from courseforge.checks.links.hosts import read_host
from courseforge.checks.links.targets import SHOWN
from courseforge.checks.rule import Finding
from courseforge.checks.subject import CellSubject

# Where a document is shown only to who has an account, or is gone when its owner leaves.
_CLOUD = {
    "docs.google.com": "Google Docs",
    "drive.google.com": "Google Drive",
    "forms.gle": "Google Forms",
    "dropbox.com": "Dropbox",
    "notion.so": "Notion",
    "notion.site": "Notion",
    "onedrive.live.com": "OneDrive",
    "1drv.ms": "OneDrive",
    "sharepoint.com": "SharePoint",
    "padlet.com": "Padlet",
    "miro.com": "Miro",
    "canva.com": "Canva",
    "box.com": "Box",
    "airtable.com": "Airtable",
    "quizlet.com": "Quizlet",
}
_FORMS = frozenset({"forms.gle", "quizlet.com"})  # nothing that one could save as a file


def find_cloud_documents(cell: CellSubject) -> Iterator[Finding]:
    """What readers need lies in the course, not in somebody's cloud.

    No link leads to a document in Google Drive, Dropbox, Notion and the like.

    Why: many such documents ask for an account, which young people may not have; they tell a company who opened
    them; and they are gone when their owner tidies up.

    Fails::

        [The worksheet](https://docs.google.com/document/d/1a2b3c/edit)

    Mended::

        [The worksheet](worksheet.pdf)
    """
    for link in cell.prose.links:
        host = read_host(link.target)
        name = next((_CLOUD[known] for known in _CLOUD if host == known or host.endswith(f".{known}")), "")
        if name and urlsplit(link.target).path.strip("/"):
            message = f"This link leads to {name}, where readers may need an account: {link.target[:SHOWN]}"
            yield Finding(cell.at(link.line), message, _ASK_HERE if _is_form(link.target) else _SAVE_IT)


_SAVE_IT = (
    "Save it as PDF, CSV or text, put the file into the course's folder and link that. "
    "If it is somebody else's, ask them first."
)
_ASK_HERE = "Ask the questions in the lesson, as checkpoints or exercises with their answers."


def _is_form(target: str) -> bool:
    return read_host(target) in _FORMS or "docs.google.com/forms/" in target
