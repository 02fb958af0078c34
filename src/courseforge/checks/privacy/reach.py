"""Code that reaches out of its lesson (CF728). The walls keep it in; this is for people who run it at home."""

import ast
import re
from collections.abc import Iterator

from courseforge.checks.rule import ERROR_FROM_STRANGERS, Finding, Rule
from courseforge.checks.subject import CellSubject
from courseforge.model import CellKind

_PROCESSES = frozenset(
    "os.system os.popen os.execv os.execvp os.spawnl os.spawnv os.startfile os.fork os.kill pty.spawn "
    "subprocess.run subprocess.Popen subprocess.call subprocess.check_call subprocess.check_output "
    "subprocess.getoutput "
    "shutil.rmtree ctypes.CDLL asyncio.create_subprocess_exec asyncio.create_subprocess_shell".split()
)
_NETWORK = frozenset(
    "requests.post requests.put requests.delete requests.patch urllib.request.urlopen "
    "urllib.request.urlretrieve smtplib.SMTP "
    "socket.socket ftplib.FTP".split()
)
_PROGRAMS = frozenset({"eval", "exec", "compile", "__import__"})
_DANGEROUS = re.compile(
    r"\b(?:curl|wget)\b[^\n]{0,300}\|\s?(?:sudo )?(?:ba|z|da)?sh\b|\brm\s+-\w{0,5}[rf]|\bsudo\b|\bchmod\b|"
    r"\bssh\b|\bscp\b|\bnc\s|\bcrontab\b"
)
_OUTSIDE = re.compile(r"(?:\.\.[/\\]){2,}|^~|^/(?!tmp/|dev/null|content/)|^[A-Za-z]:[\\/]")
_WRITES = re.compile(r"[wax+]")


def find_reaching_code(cell: CellSubject) -> Iterator[Finding]:
    """Code stays in its lesson.

    No code starts other programs (``subprocess``, ``os.system``, lines that begin with ``!`` and delete something,
    or fetch and run it), runs text as a program (``eval``, ``exec``), sends data somewhere, writes outside the
    course's folder, or goes on forever.

    Why: readers run this at home, on the family's computer, with nothing around it.

    Fails::

        exec(base64.b64decode(hidden))

    Mended: the program itself, so that everybody can read it ::

        print(1)
    """
    if cell.cell.kind is not CellKind.CODE:
        return
    for line, command in cell.code.commands.items():
        if _DANGEROUS.search(command[:2000]):
            yield Finding(cell.at(line), "This command deletes something, or runs what it fetches.", _MEND)
    if cell.code.tree is not None and any(word in cell.source for word in _WORDS):
        for node in ast.walk(cell.code.tree):
            message = _judge(node)
            if message:
                yield Finding(cell.at(getattr(node, "lineno", 1)), message, _MEND)


_MEND = "Do it with Python and files of the course. If it must be so, say above the cell what it does."
_WORDS = (
    "os.",
    "subprocess",
    "shutil",
    "pty",
    "ctypes",
    "asyncio",
    "requests",
    "urllib",
    "smtplib",
    "socket",
    "ftplib",
    "eval",
    "exec",
    "compile",
    "__import__",
    "open(",
    "while",
)


def _judge(node: ast.AST) -> str:
    if isinstance(node, ast.Call):
        name = _name(node.func)
        if name in _PROCESSES:
            return "This starts another program, or deletes folders."
        if name in _NETWORK:
            return "This sends something to another computer, or fetches from it."
        if name in _PROGRAMS and node.args and not (name == "__import__" and isinstance(node.args[0], ast.Constant)):
            return "This runs a text as a program."
        if name in ("open", "io.open") and _writes_outside(node):
            return "This writes to a file outside the course's folder."
    if isinstance(node, ast.While) and _is_endless(node):
        return "This goes on forever."
    return ""


def _name(function: ast.expr) -> str:
    parts: list[str] = []
    while isinstance(function, ast.Attribute) and len(parts) < 5:
        parts.append(function.attr)
        function = function.value
    return ".".join([function.id, *reversed(parts)]) if isinstance(function, ast.Name) else ""


def _writes_outside(call: ast.Call) -> bool:
    target = call.args[0] if call.args else None
    mode = next(
        (word.value for word in call.keywords if word.arg == "mode"), call.args[1] if len(call.args) > 1 else None
    )
    if not (isinstance(target, ast.Constant) and isinstance(target.value, str)):
        return False
    if not (isinstance(mode, ast.Constant) and isinstance(mode.value, str) and _WRITES.search(mode.value)):
        return False
    return _OUTSIDE.search(target.value) is not None


def _is_endless(loop: ast.While) -> bool:
    if not (isinstance(loop.test, ast.Constant) and loop.test.value):
        return False
    return not any(
        isinstance(node, ast.Break | ast.Return | ast.Raise | ast.Yield | ast.Await | ast.Call)
        for node in ast.walk(loop)
    )


REACHING = Rule("CF728", "code-stays-in-its-lesson", CellSubject, ERROR_FROM_STRANGERS, find_reaching_code)
