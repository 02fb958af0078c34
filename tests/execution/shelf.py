"""A small library on disk, and short ways to say what its lessons hold."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from courseforge.config import CourseforgeSettings, ExecuteSettings, JupyterBookExecute, Sandbox, Settings
from courseforge.diagnostics import Diagnostic
from courseforge.execution.failures import diagnose_results
from courseforge.execution.pool import execute_lessons
from courseforge.model import Cell, CellKind, Course, CourseMetadata, ExecutionResult, Lesson, LessonMetadata


def code(source: str, *tags: str, line: int | None = None) -> Cell:
    return Cell(0, CellKind.CODE, source, "", line=line, tags=tags)


def prose(source: str) -> Cell:
    return Cell(0, CellKind.MARKDOWN, source, "")


def lesson(
    slug: str,
    *cells: Cell | str,
    language: str = "en",
    kernel: str = "python3",
    suffix: str = "ipynb",
    network: bool = False,
) -> Lesson:
    """A lesson whose first cell, as in a real file, held the front matter."""
    whole = [code(cell) if isinstance(cell, str) else cell for cell in cells]
    numbered = tuple(
        Cell(number, cell.kind, cell.source, f"c{number}", cell.line, cell.tags)
        for number, cell in enumerate(whole, 2)
    )
    path = f"courses/lab/{slug}.{suffix}"
    return Lesson(f"lab/{slug}", language, path, LessonMetadata(network=network), numbered, kernel)


@dataclass(frozen=True)
class Shelf:
    root: Path
    sandbox: Sandbox = "on"
    store: str = ""

    @property
    def cache(self) -> Path:
        return self.root / "_build/cache"

    @property
    def folder(self) -> Path:
        return self.root / "courses/lab"

    def add_files(self, files: Mapping[str, str]) -> None:
        for name, text in files.items():
            path = self.folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")

    def course(self, lessons: Iterable[Lesson]) -> Course:
        files = (path.relative_to(self.folder).as_posix() for path in self.folder.rglob("*") if path.is_file())
        return Course("lab", "en", "courses/lab", CourseMetadata(), tuple(lessons), files=tuple(sorted(files)))

    def run(
        self,
        *lessons: Lesson,
        timeout: int = 30,
        mode: str = "cache",
        workers: int | None = None,
        memory: str = "2 GB",
        lesson_timeout: int | None = None,
        **options: Any,
    ) -> tuple[ExecutionResult, ...]:
        settings = Settings(
            execute=JupyterBookExecute(mode, timeout),  # type: ignore[arg-type]
            courseforge=CourseforgeSettings(
                execute=ExecuteSettings(
                    workers, self.sandbox, self.store, memory=memory, lesson_timeout=lesson_timeout
                )
            ),
        )
        return execute_lessons([self.course(lessons)], root=self.root, cache=self.cache, settings=settings, **options)

    def diagnose(self, results: Iterable[ExecutionResult], *lessons: Lesson) -> tuple[Diagnostic, ...]:
        return diagnose_results(results, [self.course(lessons)])


def texts(result: ExecutionResult) -> list[str]:
    """Everything a result shows as text, in order."""
    outputs = (output for cell in result.cells for output in cell.outputs)
    return [output.get("text") or output.get("data", {}).get("text/plain", "") for output in outputs]
