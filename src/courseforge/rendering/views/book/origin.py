"""Where a page's source lies, and where readers can change it or run it: as plain links."""

from collections.abc import Iterator
from urllib.parse import quote, urlencode

from courseforge.config import Settings
from courseforge.model import Lesson
from courseforge.rendering.interface import Interface
from courseforge.rendering.views.book.repository import Hosted, find_repository
from courseforge.rendering.views.facts import web_address
from courseforge.rendering.views.page import Fact

_BINDER = "https://mybinder.org"  # by which Thebe runs code where a book names no other
_PUBLIC = {"https://github.com": "gh/{owner}/{name}", "https://gitlab.com": "gl/{owner}%2F{name}"}


def link_repository(settings: Settings, ui: Interface) -> tuple[Fact, ...]:
    """Lead to the repository where the book asks for it."""
    url = web_address(settings.repository.url)
    return (Fact(ui.text("Repository"), url),) if url and settings.html.use_repository_button else ()


def link_source(lesson: Lesson, settings: Settings, ui: Interface) -> tuple[Fact, ...]:
    """Lead to where the page can be changed and its mistakes told, as far as the book asks for it."""
    hosted, html = find_repository(settings), settings.html
    if hosted is None:
        return ()
    edit = hosted.edit(lesson.path) if html.use_edit_page_button else ""
    report = hosted.report(f"{lesson.id}.html") if html.use_issues_button else ""
    links = ((ui.text("Edit this page"), edit), (ui.text("Tell of a mistake on this page"), report))
    return tuple(Fact(words, url) for words, url in links if url)


def link_launch(lesson: Lesson, settings: Settings, ui: Interface) -> tuple[Fact, ...]:
    """Lead to the services where the page can be run, as far as the book names them and the page has code."""
    if not lesson.code_cells or (hosted := find_repository(settings)) is None:
        return ()
    services = _list_services(lesson, settings, hosted)
    return tuple(Fact(ui.text("Run in {place}", place=place), url) for place, url in services)


def _list_services(lesson: Lesson, settings: Settings, hosted: Hosted) -> Iterator[tuple[str, str]]:
    stated, file = settings.launch_buttons, hosted.place(lesson.path)
    tree = "lab/tree" if stated.notebook_interface == "jupyterlab" else "tree"
    at = f"{quote(hosted.branch, safe='/')}/{quote(file)}"
    if binder := web_address(stated.binderhub_url or (_BINDER if stated.thebe else "")).rstrip("/"):
        yield "Binder", f"{binder}/v2/{_name_for_binder(hosted)}?{_ask(urlpath=f'{tree}/{file}')}"
    if hub := web_address(stated.jupyterhub_url).rstrip("/"):
        asked = _ask(repo=hosted.url, urlpath=f"{tree}/{hosted.name}/{file}", branch=hosted.branch)
        yield "JupyterHub", f"{hub}/hub/user-redirect/git-pull?{asked}"
    on_github = hosted.host == "github"
    if (colab := web_address(stated.colab_url).rstrip("/")) and on_github and file.endswith(".ipynb"):
        yield "Colab", f"{colab}/github/{hosted.owner}/{hosted.name}/blob/{at}"
    if (deepnote := web_address(stated.deepnote_url).rstrip("/")) and on_github:
        asked = urlencode({"url": f"{hosted.url}/blob/{at}"})
        yield "Deepnote", f"{deepnote}/launch?{asked}"
    if lite := web_address(stated.jupyterlite_url).rstrip("/"):
        yield "JupyterLite", f"{lite}?{_ask(path=file)}"


def _name_for_binder(hosted: Hosted) -> str:
    """Name the repository as Binder does, which knows two hosts by short names."""
    pattern = _PUBLIC.get(hosted.server)
    name = pattern.format(owner=hosted.owner, name=hosted.name) if pattern else f"git/{quote(hosted.url, safe='')}"
    return f"{name}/{quote(hosted.branch, safe='/')}"


def _ask(**values: str) -> str:
    return urlencode(values, safe="/", quote_via=quote)
