"""A catalog of our MARC records in Zebra, a server of library catalogs, searched over Z39.50 and SRU."""

import io
import os
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode
from urllib.request import urlopen

import pymarc
from lxml import etree

from ..programs import require_program
from .run import run
from .xml_form import parse_xml

SETTINGS = Path(__file__).parents[1] / "zebra"
PROFILES = "/usr/share/idzebra-2.0/tab"
SRW = "{http://www.loc.gov/zing/srw/}"
PATIENCE = 20.0  # seconds that the server may take to begin on a busy machine


@dataclass(frozen=True, slots=True)
class CatalogServer:
    """A running catalog: ask it in PQF over Z39.50, or in CQL over SRU.

    Attributes of PQF: 4 title, 1003 author, 21 subject, 54 code of language, 12 our identifier, 31 year, 1016 anything,
    and by name ``Audience`` (521, 385), ``Code-audience`` (008/22), ``Address`` (856 $u, with ``@attr 4=104``) and
    ``Access`` (856 $7). The same words in CQL: dc.title, dc.creator, dc.subject, dc.language, rec.id, dc.date,
    dc.audience.
    """

    port: int
    folder: Path

    def search(self, pqf: str) -> list[pymarc.Record]:
        """Return the records that a search over Z39.50 finds, as yaz-client brings them home."""
        found = self.folder / "found.mrc"
        found.unlink(missing_ok=True)
        commands = f"querycharset utf-8\nformat usmarc\nelements F\nfind {pqf}\nshow all\nquit\n"
        address = f"tcp:127.0.0.1:{self.port}/Default"
        said = run(require_program("yaz-client"), "-m", found, address, feed=commands.encode(), folder=self.folder)
        assert "Number of hits:" in said, said
        assert "Diagnostic message" not in said, said
        data = found.read_bytes() if found.is_file() else b""
        return [record for record in pymarc.MARCReader(io.BytesIO(data), force_utf8=True) if record is not None]

    def sru(self, cql: str) -> list[pymarc.Record]:
        """Return the records that a search over SRU finds."""
        query = {"version": "1.1", "operation": "searchRetrieve", "query": cql, "maximumRecords": "500"}
        address = f"http://127.0.0.1:{self.port}/Default?{urlencode(query | {'recordSchema': 'marcxml'})}"
        with urlopen(address, timeout=30) as answer:
            tree = parse_xml(answer.read())
        said = tree.find(f"{SRW}diagnostics")
        assert said is None, etree.tostring(said)
        records = [etree.tostring(data[0]) for data in tree.iter(f"{SRW}recordData")]
        number = int(tree.findtext(f"{SRW}numberOfRecords") or 0)
        assert number == len(records), f"{number} were found, and {len(records)} came"
        return [record for data in records for record in pymarc.parse_xml_to_array(io.BytesIO(data)) if record]


@contextmanager
def catalog_server(marc: bytes) -> Iterator[CatalogServer]:
    """Load binary MARC records into Zebra and serve them on a free port of 127.0.0.1."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        port = _write_settings(folder)
        (folder / "register").mkdir()
        (folder / "records.mrc").write_bytes(marc)
        run(require_program("zebraidx"), "-c", "zebra.cfg", "init", folder=folder)
        run(require_program("zebraidx"), "-c", "zebra.cfg", "update", "records.mrc", folder=folder)
        with (folder / "server.log").open("wb") as log:
            command = ["zebrasrv", "-f", "server.xml"]
            server = subprocess.Popen(
                command, cwd=folder, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True
            )
            try:
                _wait_for(port, server, folder / "server.log")
                yield CatalogServer(port, folder)
            finally:
                # It makes a process for each guest, and has been seen to overhear a polite request to end.
                os.killpg(server.pid, signal.SIGKILL)
                server.wait()


def _write_settings(folder: Path) -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    words = {"PORT": str(port), "PROFILES": PROFILES, "MODULES": _find_modules()}
    for path in SETTINGS.iterdir():
        text = path.read_text(encoding="utf-8")
        for word, value in words.items():
            text = text.replace(word, value) if path.suffix in (".cfg", ".xml") else text
        (folder / path.name).write_text(text, encoding="utf-8")
    return port


def _find_modules() -> str:
    """Return where Zebra's modules lie: Debian keeps them under the name of the machine's architecture."""
    program = Path(require_program("zebraidx")).resolve()
    found = sorted(program.parents[1].glob("lib/*/idzebra-2.0/modules")) + sorted(
        program.parents[1].glob("lib/idzebra-2.0/modules")
    )
    assert found, "Zebra is here without its modules: sudo apt-get install idzebra-2.0"
    return str(found[0])


def _wait_for(port: int, server: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and server.poll() is None:
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.05)
    raise AssertionError(f"zebrasrv does not answer: {log.read_text(encoding='utf-8', errors='replace')}")
