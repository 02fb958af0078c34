"""Lessons that mean harm, or do some, as data: what each does, and what is to come of it.

Three tables: attacks on what is outside, all to be refused; what ends a lesson, and what is said; and what only looks
dangerous. Without walls only those run that harm no machine.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from tests.execution.shelf import code

from courseforge.model import Cell

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
    "- {'learner', '.pyenv', '.local', *sys.prefix.split('/'), *sys.base_prefix.split('/')} or 1/0)",
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
    "shell-bomb": "attempt(subprocess.run, ['bash', '-c', ':(){ :|:& };:; exec sleep 60'], timeout=3, "
    "capture_output=True)",
    "other-notebook": "attempt(open, '../first.ipynb'); attempt(get_ipython().run_line_magic, 'run', '../first.ipynb')\n"
    "attempt(get_ipython().run_line_magic, 'load', CANARY)",
    "hooks": "for name in ('.git/hooks/x', '.jupyter/x', '.ipython/x'): attempt(open, os.path.join(HOME, name), 'w')",
    "own-folder": "import shutil; shutil.rmtree('.', ignore_errors=True); attempt(os.listdir, 'data')",
}  # fmt: skip


@dataclass(frozen=True)
class Ended:
    """A lesson that comes to no good end.

    Attributes:
        cells: what it does.
        code: of the diagnostic.
        words: how its message ends, or some words in it.
        anywhere: harmless to a machine without walls.
    """

    cells: tuple[Cell | str, ...]
    code: str
    words: str
    anywhere: bool = True


RAISED, TIMEOUT, DIED, FLOOD, MEMORY, MALFORMED = "CF590", "CF591", "CF592", "CF594", "CF596", "CF589"
_RUNNING = "Cell 2 was still running after 5 seconds, the limit for one cell."
_ENDED = "Python itself ended while cell 2 was running."
_FLOOD = "The lesson printed more than 20 MB by the time cell 2 was running."
_NONSENSE = "What cell 2 sent is no message of Jupyter's"
_MEMORY = "The lesson needed more than 2.0 GB of memory by the time cell 2 was running"
_ASKS = "because it asks the reader to type something."
_KERNEL = "k = get_ipython().kernel\ns = k.session\n"
_STREAM = "parts = s.serialize(s.msg('stream', {'name': 'stdout', 'text': 'x'}, parent=k.get_parent()))\n"


def _comm(kind: str, content: str) -> tuple[str]:
    return (f"{_KERNEL}s.send(k.iopub_socket, '{kind}', {content}, parent=k.get_parent())",)


def _forge(content: str) -> str:
    """Send a signed message whose content is these bytes."""
    return (
        f"{_KERNEL}{_STREAM}at = parts.index(b'<IDS|MSG>')\nparts[-1] = {content}\n"
        "parts[at + 1] = s.sign(parts[at + 2:])\nk.iopub_thread.send_multipart(parts)"
    )


ENDED: Mapping[str, Ended] = {
    # memory
    "memory": Ended(
        ("x = []\nwhile True: x.append(bytearray(b'x') * (50 << 20))",), MEMORY, _MEMORY, anywhere=False
    ),
    "memory-of-many": Ended(
        (
            "import subprocess, sys\nbig = 'import time; x = b\"x\" * (400 << 20); time.sleep(20)'\n"
            "for one in [subprocess.Popen([sys.executable, '-c', big]) for _ in range(9)]: one.wait()",
            "print('done')",
        ),
        MEMORY,
        _MEMORY,
        anywhere=False,
    ),
    # time
    "endless": Ended(("while True: pass",), TIMEOUT, _RUNNING),
    "deaf": Ended(("import signal; signal.signal(signal.SIGINT, signal.SIG_IGN); signal.pause()",), TIMEOUT, _RUNNING),
    "swallowing": Ended(
        ("while True:\n    try:\n        while True: pass\n    except BaseException: pass",), TIMEOUT, _RUNNING
    ),
    "frozen": Ended(("import os, signal; os.kill(os.getpid(), signal.SIGSTOP)",), TIMEOUT, _RUNNING),
    "silent": Ended(("get_ipython().kernel.session.send = lambda *_, **__: None",), TIMEOUT, _RUNNING),
    "storm": Ended(("while True: print(1, flush=True)",), TIMEOUT, _RUNNING, anywhere=False),
    "clearing": Ended(
        ("from IPython.display import clear_output\nwhile True: clear_output()",), TIMEOUT, _RUNNING, anywhere=False
    ),
    "hanging-error": Ended(
        ("class E(Exception):\n    def __str__(self):\n        while True: pass\nraise E",), TIMEOUT, _RUNNING
    ),
    # the end of Python
    "all-killed": Ended(("import os; os.kill(-1, 9)",), RAISED, "ProcessLookupError", anywhere=False),
    "exit": Ended(("import os; print('alive'); os._exit(0)", "print('never')"), DIED, _ENDED),
    "crash": Ended(("import ctypes; ctypes.string_at(0)",), DIED, _ENDED),
    "killed": Ended(("import os, signal; os.kill(os.getpid(), signal.SIGKILL)",), DIED, _ENDED),
    "terminated": Ended(("import os, signal; os.kill(os.getpid(), signal.SIGTERM)",), DIED, _ENDED),
    "all-closed": Ended(("import os; os.closerange(0, 512)",), DIED, _ENDED),
    "deep-stack": Ended(
        ("import sys; sys.setrecursionlimit(10**6)\nclass A:\n    def __getattr__(self, name): return getattr(self, name)\n"
        "A().x",),
        DIED,
        _ENDED,
    ),
    "exit-at-the-end": Ended(
        ("import os, threading\n_ = threading.Timer(0.001, os._exit, [0]).start(); import time; time.sleep(1)",),
        DIED,
        _ENDED,
    ),
    # floods
    "flood": Ended(("while True: print('x' * 100_000)",), FLOOD, _FLOOD),
    "wave": Ended(("print('x' * 100_000_000)",), FLOOD, _FLOOD),
    "large-repr": Ended(
        ("class Large:\n    def __repr__(self): return 'x' * 50_000_000\nLarge()",), FLOOD, _FLOOD
    ),
    "large-html": Ended(
        ("from IPython.display import HTML, display; display(HTML('x' * 100_000_000))",), FLOOD, _FLOOD
    ),
    "large-error": Ended(("raise ValueError('x' * 30_000_000)",), FLOOD, _FLOOD),
    "large-widget": Ended(_comm("comm_msg", "{'comm_id': 'x', 'data': {'state': {'a': 'x' * 30_000_000}}}"), FLOOD, _FLOOD),
    "many-pieces": Ended(
        (_KERNEL + _STREAM + "k.iopub_thread.send_multipart(parts + [b'x' * 5_000_000] * 10)",), FLOOD, _FLOOD
    ),
    # nobody at the keyboard
    "keyboard": Ended(("input()",), RAISED, _ASKS),
    "password": Ended(("import getpass; getpass.getpass()",), RAISED, _ASKS),
    "debugger": Ended(("import pdb; pdb.set_trace()\nx = 1",), RAISED, _ASKS),
    "post-mortem": Ended((code("1 / 0", "raises-exception"), "%debug"), RAISED, _ASKS),
    "shell-question": Ended(("import subprocess; subprocess.run(['bash', '-c', 'read x'], check=True)",), RAISED, "CalledProcessError"),
    # messages
    "unsigned": Ended(("get_ipython().kernel.session.key = b'another'\nprint(1)",), MALFORMED, _NONSENSE),
    "comm-without-data": Ended(_comm("comm_msg", "{'comm_id': 'x'}"), MALFORMED, _NONSENSE),
    "comm-of-a-list": Ended(_comm("comm_msg", "{'comm_id': [], 'data': {'state': {}}}"), MALFORMED, _NONSENSE),
    "widget-without-state": Ended(
        _comm("comm_open", "{'comm_id': 'x', 'target_name': 'jupyter.widget', 'data': {}}"), MALFORMED, _NONSENSE
    ),
    "widget-of-text": Ended(_comm("comm_msg", "{'comm_id': 'x', 'data': {'state': 'words'}}"), MALFORMED, _NONSENSE),
    "content-of-a-list": Ended((_forge("b'[1, 2]'"),), MALFORMED, _NONSENSE),
    "stream-without-text": Ended(_comm("stream", "{'name': 'stdout'}"), MALFORMED, _NONSENSE),
    "stream-of-numbers": Ended(_comm("stream", "{'name': 'stdout', 'text': 7}"), MALFORMED, _NONSENSE),
    "display-of-text": Ended(_comm("display_data", "{'data': 'words', 'metadata': {}}"), MALFORMED, _NONSENSE),
    "deep": Ended((_forge("b'{\"a\":' * 50_000 + b'1' + b'}' * 50_000"),), MALFORMED, _NONSENSE),
    "no-json": Ended((_forge("b'{'"),), MALFORMED, _NONSENSE),
    "replayed": Ended(
        (_KERNEL + _STREAM + "for _ in range(2): k.iopub_thread.send_multipart(parts)",), MALFORMED, _NONSENSE
    ),
    "forged-end": Ended(
        (
            _KERNEL + "s.send(k.iopub_socket, 'status', {'execution_state': 'idle'}, parent=k.get_parent())\n"
            "import time; time.sleep(0.5); 1 / 0",
        ),
        RAISED,
        "ZeroDivisionError",
    ),
    "forged-reply": Ended(
        (
            _KERNEL + "s.send(k.shell_stream, 'execute_reply', {'status': 'ok', 'execution_count': 1}, "
            "parent=k.get_parent(), ident=k._parent_ident['shell'])\n"
            "s.send(k.iopub_socket, 'status', {'execution_state': 'idle'}, parent=k.get_parent())\n"
            "import time; time.sleep(0.5); 1 / 0",
        ),
        MALFORMED,
        "a second reply to one request",
    ),
    # errors that are hard to tell
    "unprintable": Ended(
        ("class E(Exception):\n    def __str__(self): raise RuntimeError\nraise E",), RAISED, "with RuntimeError."
    ),
    "long-error": Ended(("raise ValueError('x' * 5_000_000)",), RAISED, "with ValueError: xxx"),
    "long-traceback": Ended(("def f(n): return f(n + 1)\nf(0)",), RAISED, "RecursionError", anywhere=False),
    "download": Ended(
        ("import urllib.request; urllib.request.urlopen('http://example.org')",), RAISED, "could not reach", anywhere=False
    ),
    "not-there": Ended(("open('../second/notes.csv')",), RAISED, "FileNotFoundError"),
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
    "nohup": (
        "import os, sys; _ = os.system(f'nohup {sys.executable} -c \"import time; time.sleep(99)\" {TOKEN} > nohup.out &'); "
        "print('begun')",
        "begun\n",
    ),
    "late-thread": (
        "import threading, time\nthreading.Thread(target=lambda: (time.sleep(60), print('late'))).start()\n"
        "print('begun')",
        "begun\n",
    ),
    "terminal-tricks": (
        "e = chr(27)\nprint(f'{e}]0;title{chr(7)}{e}]52;c;ZXZpbA=={chr(7)}{e}]8;;http://example.org{e}\\\\link', "
        "f'{e}]8;;{e}\\\\{e}[2J{e}[1mend')",
        "link end\n",
    ),
    "no-parent": (
        "k = get_ipython().kernel\nk.session.send(k.iopub_socket, 'stream', {'name': 'stdout', 'text': 'forged'}, "
        "parent={'msg_id': 'another'})\nprint('own')",
        "own\n",
    ),
    "written": ("%%writefile notes.txt\nwords", "Writing notes.txt\n"),
    "signals": ("import os, signal\nos.kill(1, 9); os.kill(1, 19); print('nothing')", "nothing\n"),
}
TOKEN = "courseforge-canary-daemon"
