"""Lessons that mean harm, or do some: each is told plainly, the others go on, and nothing outside changes."""

import os
import socket
import subprocess
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest
from tests.execution.shelf import Shelf, lesson, texts

from courseforge.model import ExecutionResult, ExecutionStatus

RAN = "ran"
RAISED, TIMEOUT, DIED, FLOOD, MEMORY, MALFORMED = "CF590", "CF591", "CF592", "CF594", "CF596", "CF589"

# What a lesson tries; whatever it could get prints, and the tests know what must not be printed.
TRY = """
import ctypes, os, socket, subprocess, sys
library = ctypes.CDLL(None, use_errno=True)

def attempt(what, *arguments, **options):
    try:
        print("GOT", what(*arguments, **options))
    except BaseException as error:
        print("refused", type(error).__name__)

def call(number, *arguments):
    print("GOT a call" if library.syscall(number, *arguments) >= 0 else "refused", number)
"""

# Attacks on what is outside: they run to their end, and each line says "refused".
REFUSED: Mapping[str, str] = {
    "home": "for path in (HOME, HOME + '/.ssh', '/root/.ssh', '/home'): attempt(lambda: set(os.listdir(path)) "
    "- {'learner', '.pyenv', '.local'} or 1/0)",
    "canary": "attempt(open, CANARY); attempt(open, '/etc/shadow'); attempt(os.listdir, '/var/log')",
    "through-proc": "for name in ('1/root', '1/cwd', 'self/root/../..', '1/fd', 'self/cwd/../..'): "
    "attempt(open, f'/proc/{name}{CANARY}')",
    "up": "attempt(open, '../' * 40 + CANARY)",
    "own-descriptors": "for fd in os.listdir('/proc/self/fd'): attempt(open, f'/proc/self/fd/{fd}/../{CANARY}')",
    "write-outside": "for path in (CANARY, os.path.dirname(CANARY) + '/new', '/etc/x', '/usr/x', '/x', '/dev/x'): "
    "attempt(open, path, 'w')",
    "packages": "import json, IPython; attempt(open, json.__file__, 'a'); attempt(open, IPython.__file__, 'a'); "
    "attempt(os.chmod, json.__file__, 0o777); attempt(os.unlink, IPython.__file__)",
    "other-lesson": "attempt(open, COURSE + '/data/notes.csv', 'w'); attempt(os.listdir, COURSE)",
    "hard-link": "attempt(os.link, '/usr/bin/env', 'env'); attempt(os.rename, '/usr/bin/env', 'env')",
    "symlink": "os.symlink(CANARY, 'way-out'); attempt(open, 'way-out')",
    "environment": "attempt(lambda: os.environ['LIBRARY_TOKEN']); attempt(lambda: 'canary-5519' in "
    "str([open(f'/proc/{pid}/environ').read() for pid in ('self',)]) or 1/0); "
    "attempt(open, '/proc/1/environ')",
    "tcp": "attempt(socket.create_connection, ('127.0.0.1', PORT), 1); "
    "attempt(socket.create_connection, ('169.254.169.254', 80), 1); attempt(socket.getaddrinfo, 'example.org', 80)",
    "other-families": "for family in range(2, 46): attempt(socket.socket, family, socket.SOCK_RAW)\n"
    "for family in range(2, 46): attempt(socket.socket, family, socket.SOCK_DGRAM)",
    "unix": "attempt(socket.socket(socket.AF_UNIX).connect, SOCKET); "
    "attempt(socket.socket(socket.AF_UNIX).connect, chr(0) + 'courseforge-canary'); "
    "attempt(socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM).sendto, b'x', SOCKET)",
    "downloads": "attempt(subprocess.run, [sys.executable, '-m', 'pip', 'download', 'six'], check=True, "
    "capture_output=True); attempt(__import__('urllib.request').request.urlopen, 'http://example.org')",
    "mounts": "attempt(subprocess.run, ['mount', '-t', 'tmpfs', 'x', '/tmp'], check=True, capture_output=True); "
    "call(165, b'x', b'/tmp', b'tmpfs', 0, None); call(442, -100, b'/usr', 0, None, 0); call(428, -100, b'/', 1)",
    "remount": "call(165, None, b'/usr', None, 4096 | 32, None)",
    "namespaces": "attempt(subprocess.run, ['unshare', '-Ur', 'true'], check=True, capture_output=True); "
    "call(272, 0x10000000); call(56, 0x10000011, 0, 0, 0, 0); call(435, None, 0); call(308, 0, 0)",
    "kernel-calls": "for number in (101, 248, 250, 298, 310, 321, 323, 425, 319, 29, 68, 304, 175, 246, 169): "
    "call(number, 0, 0, 0, 0, 0)",
    "keeper": "attempt(open, '/proc/1/mem', 'r+b'); attempt(os.listdir, '/proc/1/fd'); attempt(open, '/proc/1/maps')",
    "system-settings": "for name in ('kernel/core_pattern', 'kernel/hostname', 'vm/overcommit_memory', "
    "'user/max_user_namespaces', 'kernel/pid_max'): attempt(open, '/proc/sys/' + name, 'w')",
    "devices": "attempt(os.mknod, '/tmp/disk', 0o60600, os.makedev(254, 0)); attempt(open, '/dev/mem'); "
    "attempt(open, '/dev/kmsg'); attempt(os.listdir, '/sys')",
    "terminal": "import fcntl; main, side = os.openpty(); attempt(fcntl.ioctl, side, 0x5412, b'x')",
    "rights": "attempt(os.setuid, 0); attempt(os.chroot, '/tmp'); attempt(os.sethostname, 'x') if hasattr(os, "
    "'sethostname') else None; attempt(subprocess.run, ['su', '-c', 'id'], check=True, capture_output=True); "
    "import resource; attempt(resource.setrlimit, resource.RLIMIT_NPROC, (10**5, 10**5))",
    "programs": "attempt(lambda: [name for name in os.listdir('/proc') if name.isdigit() and int(name) > 50][0])",
    "million-files": "attempt(lambda: [open(f'/tmp/{n}', 'w').close() for n in range(150_000)] and None)",
    "large-file": "attempt(lambda: open('big', 'wb').truncate(1 << 30))",
    "too-much-for-the-folder": "attempt(lambda: [open(f'{n}.bin', 'wb').write(bytes(1 << 26)) for n in range(9)])",
    "address-space": "attempt(lambda: len(bytearray(8 << 30)))",
    "threads": "import threading, time; attempt(lambda: [threading.Thread(target=time.sleep, args=(9,), "
    "daemon=True).start() for _ in range(400)] and 1)",
    "fork-bomb": "def bomb():\n    while os.fork() == 0: pass\n    return bomb()\nattempt(bomb)",
    "own-folder": "import shutil; shutil.rmtree('.', ignore_errors=True); attempt(os.listdir, 'data')",
}  # fmt: skip

# What ends a lesson: the cells, and the code of what is said.
ENDED: Mapping[str, tuple[list[str], str]] = {
    "memory": (["x = []\nwhile True: x.append(bytearray(b'x') * (50 << 20))"], MEMORY),
    "memory-of-many": (
        [
            "import subprocess, sys\nbig = 'import time; x = b\"x\" * (400 << 20); time.sleep(20)'\n"
            "for one in [subprocess.Popen([sys.executable, '-c', big]) for _ in range(9)]: one.wait()",
            "print('done')",
        ],
        MEMORY,
    ),
    "endless": (["while True: pass"], TIMEOUT),
    "deaf": (["import signal; signal.signal(signal.SIGINT, signal.SIG_IGN); signal.pause()"], TIMEOUT),
    "frozen": (["import os, signal; os.kill(os.getpid(), signal.SIGSTOP)"], TIMEOUT),
    "all-killed": (["import os; os.kill(-1, 9)"], RAISED),
    "exit": (["print('alive')", "import os; os._exit(0)", "print('never')"], DIED),
    "crash": (["import ctypes; ctypes.string_at(0)"], DIED),
    "killed": (["import os, signal; os.kill(os.getpid(), signal.SIGKILL)"], DIED),
    "all-closed": (["import os; os.closerange(0, 512)"], DIED),
    "flood": (["while True: print('x' * 100_000)"], FLOOD),
    "wave": (["print('x' * 100_000_000)"], FLOOD),
    "large-repr": (["class Large:\n    def __repr__(self): return 'x' * 50_000_000\nLarge()"], FLOOD),
    "large-html": (["from IPython.display import HTML, display; display(HTML('x' * 100_000_000))"], FLOOD),
    "many-pieces": (
        [
            "k = get_ipython().kernel\ns = k.session\n"
            "parts = s.serialize(s.msg('stream', {'name': 'stdout', 'text': 'x'}, parent=k.get_parent()))\n"
            "k.iopub_thread.send_multipart(parts + [b'x' * 5_000_000] * 10)"
        ],
        FLOOD,
    ),
    "storm": (["while True: print(1, flush=True)"], TIMEOUT),
    "clearing": (["from IPython.display import clear_output\nwhile True: clear_output()"], TIMEOUT),
    "keyboard": (["input()"], RAISED),
    "password": (["import getpass; getpass.getpass()"], RAISED),
    "unsigned": (["get_ipython().kernel.session.key = b'another'\nprint(1)"], MALFORMED),
    "malformed": (
        [
            "k = get_ipython().kernel\n"
            "k.session.send(k.iopub_socket, 'comm_msg', {'comm_id': 'x'}, parent=k.get_parent())"
        ],
        MALFORMED,
    ),
    "deep": (
        [
            "k = get_ipython().kernel\ns = k.session\n"
            "parts = s.serialize(s.msg('stream', {'name': 'stdout', 'text': 'x'}, parent=k.get_parent()))\n"
            "at = parts.index(b'<IDS|MSG>')\nparts[-1] = b'{\"a\":' * 50_000 + b'1' + b'}' * 50_000\n"
            "parts[at + 1] = s.sign(parts[at + 2:])\nk.iopub_thread.send_multipart(parts)"
        ],
        MALFORMED,
    ),
    "forged": (
        [
            "k = get_ipython().kernel\nk.session.send(k.iopub_socket, 'status', {'execution_state': 'idle'}, "
            "parent=k.get_parent())\nimport time; time.sleep(0.5); 1 / 0"
        ],
        RAISED,
    ),
}  # fmt: skip

# What looks dangerous and does no harm: the lesson runs, and what it left behind ends with it.
HARMLESS: Mapping[str, tuple[str, str]] = {
    "shell": ("!echo hello; whoami", "hello\nlearner\n"),
    "magic": ("%%bash\necho from bash", "from bash\n"),
    "daemon": (
        "import subprocess, sys; subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(99)', TOKEN], "
        "start_new_session=True); print('begun')",
        "begun\n",
    ),
    "double-fork": (
        "import os, sys\nif os.fork() == 0:\n    os.setsid()\n    if os.fork() == 0:\n"
        "        os.execv(sys.executable, [sys.executable, '-c', 'import time; time.sleep(99)', TOKEN])\n"
        "    os._exit(0)\nprint('begun')",
        "begun\n",
    ),
    "slow-end": ("import atexit, time; _ = atexit.register(time.sleep, 60); print('begun')", "begun\n"),
    "shared-memory": (
        "from multiprocessing import Pool\nwith Pool(2) as pool: print(pool.map(abs, [-1, -2]))",
        "[1, 2]\n",
    ),
    "temporary": ("import tempfile\nwith tempfile.TemporaryFile() as f: print(f.write(b'abc'))", "3\n"),
    "signals": ("import os, signal\nos.kill(1, 9); os.kill(1, 19); print('nothing')", "nothing\n"),
}
TOKEN = "courseforge-canary-daemon"


@contextmanager
def outside(shelf: Shelf) -> Iterator[str]:
    """Set up what must not be reached; give it as the lines of a lesson that names it."""
    canary, address = shelf.root / "canary", shelf.root / "socket"
    canary.write_text("canary-5519")
    with socket.create_server(("127.0.0.1", 0)) as tcp, socket.socket(socket.AF_UNIX) as unix:
        unix.bind(os.path.relpath(address))  # the path itself is too long for a socket
        unix.listen()
        before = {path: path.read_bytes() for path in shelf.root.rglob("*") if path.is_file()}
        names = {"CANARY": canary, "SOCKET": address, "COURSE": shelf.folder, "HOME": Path.home()}
        lines = [f"{name} = {str(path)!r}" for name, path in names.items()]
        yield "\n".join([*lines, f"PORT = {tcp.getsockname()[1]}", f"TOKEN = {TOKEN!r}"])
        after = {path: path.read_bytes() for path in before}
        assert after == before
        for listening in (tcp, unix):
            listening.setblocking(False)
            with pytest.raises(BlockingIOError):
                listening.accept()
    found = subprocess.run(["ps", "-eo", "args"], capture_output=True, text=True, check=True).stdout
    assert TOKEN not in found


def check_others(results: tuple[ExecutionResult, ...]) -> None:
    assert results[0].status is results[-1].status is ExecutionStatus.RAN
    assert (texts(results[0]), texts(results[-1])) == (["fine\n"], ["fine\n"])


GOOD = [lesson("first", "print('fine')"), lesson("last", "print('fine')")]


@pytest.mark.slow
def test_what_is_outside_cannot_be_reached(
    walled_shelf: Shelf, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("LIBRARY_TOKEN", "canary-5519")
    walled_shelf.add_files({"data/notes.csv": "a,b"})
    with outside(walled_shelf) as names:
        attacks = [lesson(name, TRY + names, source) for name, source in REFUSED.items()]
        results = walled_shelf.run(GOOD[0], *attacks, GOOD[1], timeout=60)
    check_others(results)
    got: dict[str, object] = {}
    for result, name in zip(results[1:-1], REFUSED, strict=True):
        said = "".join(texts(result))
        if result.status is not ExecutionStatus.RAN or "GOT" in said or "refused" not in said:
            got[name] = result.failure or said
    assert got == {}
    assert "canary-5519" not in str(results)
    assert capfd.readouterr() == ("", "")


@pytest.mark.slow
def test_what_ends_a_lesson_is_told_and_ends_no_other(walled_shelf: Shelf, capfd: pytest.CaptureFixture[str]) -> None:
    lessons = [GOOD[0], *(lesson(name, *cells) for name, (cells, _) in ENDED.items()), GOOD[1]]
    threads = threading.active_count()
    with outside(walled_shelf):
        results = walled_shelf.run(*lessons, timeout=8)
    check_others(results)
    told = {d.location.path: d.code for d in walled_shelf.diagnose(results, *lessons)}
    assert told == {f"courses/lab/{name}.ipynb": code for name, (_, code) in ENDED.items()}
    assert threading.active_count() == threads
    assert capfd.readouterr() == ("", "")
    assert len(list(walled_shelf.cache.glob("*.json"))) == 1  # of the two good ones, whose code is the same


@pytest.mark.slow
def test_what_only_looks_dangerous_runs_and_leaves_nothing(walled_shelf: Shelf) -> None:
    with outside(walled_shelf) as names:
        lessons = [lesson(name, names, source) for name, (source, _) in HARMLESS.items()]
        results = walled_shelf.run(GOOD[0], *lessons, GOOD[1])
    check_others(results)
    said = [result.failure or "".join(texts(result)) for result in results[1:-1]]
    seen = dict(zip(HARMLESS, said, strict=True))
    assert seen == {name: expected for name, (_, expected) in HARMLESS.items()}
