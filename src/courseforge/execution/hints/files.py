"""A file that is not there, cannot be written, or holds something else than its reader expects."""

import re
from pathlib import PurePosixPath

from courseforge.execution.hints.scene import Scene, find_near

_LESSON = "/lesson/"  # how the course's folder is called while a lesson runs
# Folders of one computer, or of Google Colab.
_ONE_COMPUTER = re.compile(r"[A-Za-z]:/|/(?:Users|home|content|Volumes|mnt|tmp)/|~/|file:")
_WRITES = re.compile(r"""["'][wax]b?\+?["']|\.(?:to_\w+|save\w*|write_\w+|imwrite|export)\(""")
_MISSING_FOLDER = re.compile(r"non-existent directory: ['\"](?P<folder>[^'\"]+)['\"]")
_BINARY = re.compile(r"byte 0x(?:89|ff|fe|d0|1f|80) in position 0|byte 0x8b in position 1")


def advise_file(scene: Scene) -> str:
    """Say what to do about a file or folder that cannot be found."""
    if not scene.quoted:
        return f"Put the file into the course's folder, {scene.course.path}, and write its name as seen from there."
    wanted = _read_path(scene.quoted)
    folder = str(PurePosixPath(wanted).parent)
    if _WRITES.search(scene.line) and folder != "." and not _is_far(wanted):
        return _tell_folder(folder)
    found = _find_near(wanted, scene.course.files)
    if found and _is_far(wanted):
        return f"That place is on one computer only. The course has the file as `{found}`: write just that."
    if found:
        return f"The course has `{found}`: write it exactly so, capitals too."
    if _is_far(wanted):
        name = PurePosixPath(wanted).name
        return (
            f"That place is on one computer only. Put the file into {scene.course.path}/data, "
            f"and write `data/{name}`."
        )
    return f"Put the file into the course's folder, {scene.course.path}, and write its name as seen from there."


def advise_system(scene: Scene) -> str:
    """Say what to do about what the system refuses; empty where this is something else."""
    if match := _MISSING_FOLDER.search(scene.message):
        return _tell_folder(match["folder"])
    if "[Errno 30]" in scene.message or "[Errno 13]" in scene.message:
        return advise_permission(scene)
    if "[Errno 28]" in scene.message or "[Errno 27]" in scene.message:
        return "The lesson writes more than it may. Write less, or delete what is no longer needed."
    return ""


def advise_permission(scene: Scene) -> str:
    """Say where a lesson may write."""
    return "Write only into the lesson's own folder: a plain file name, no path."


def advise_encoding(scene: Scene) -> str:
    """Say what to do about bytes that are not the text they were taken for."""
    if _BINARY.search(scene.message):
        return (
            "This file is no text: it may be a picture, a sound or a zip file. "
            'Read it with the package that is made for it, or open it with `"rb"`.'
        )
    return (
        "The file was saved with other letters than Python expects. Save it again as “CSV UTF-8” or “UTF-8”, "
        'or add `encoding="cp1252"` between the brackets.'
    )


def _tell_folder(folder: str) -> str:
    return f'There is no folder `{folder}` yet. Make it first: `import os; os.makedirs("{folder}", exist_ok=True)`'


def _read_path(text: str) -> str:
    """Read a path as Python's words show it, with Windows' strokes turned round."""
    return re.sub(r"/{2,}", "/", text.replace("\\", "/")).removeprefix(_LESSON).removeprefix("./")


def _is_far(path: str) -> bool:
    return _ONE_COMPUTER.match(path) is not None


def _find_near(wanted: str, files: tuple[str, ...]) -> str:
    """Find the course's file that may be meant: by its whole path, then by its name in any folder."""
    paths = {file.lower(): file for file in files}
    names = {PurePosixPath(file).name.lower(): file for file in files}
    name = PurePosixPath(wanted).name.lower()
    if wanted.lower() in paths:
        return paths[wanted.lower()]
    if name in names:
        return names[name]
    near = find_near(wanted.lower(), paths, cutoff=0.75)
    return paths[near] if near else names.get(find_near(name, names, cutoff=0.75), "")
