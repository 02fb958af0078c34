"""Where a page's source lies, and where readers can change it or run it: as plain links."""

from collections.abc import Iterator
from urllib.parse import quote, urlencode

from courseforge.config import Settings
from courseforge.model import Lesson
from courseforge.rendering.interface import Interface
from courseforge.rendering.views.facts import web_address
from courseforge.rendering.views.page import Fact


def link_repository(settings: Settings, ui: Interface) -> tuple[Fact, ...]:
    """Lead to the repository where the book asks for it."""
    url = web_address(settings.repository.url)
    return (Fact(ui.text("Repository"), url),) if url and settings.html.use_repository_button else ()


def link_source(lesson: Lesson, settings: Settings, ui: Interface) -> tuple[Fact, ...]:
    """Lead to where the page can be changed and its mistakes told, as far as the book asks for it."""
    url, html = web_address(settings.repository.url).rstrip("/"), settings.html
    if not url:
        return ()
    step = "/-/" if "gitlab" in url else "/"
    links = []
    if html.use_edit_page_button:
        links.append(Fact(ui.text("Edit this page"), f"{url}{step}edit/{_place(lesson, settings)}"))
    if html.use_issues_button:
        asked = urlencode({"title": f"Issue on page /{lesson.id}.html", "body": "Your issue content here."})
        links.append(Fact(ui.text("Tell of a mistake on this page"), f"{url}{step}issues/new?{asked}"))
    return tuple(links)


def link_launch(lesson: Lesson, settings: Settings, ui: Interface) -> tuple[Fact, ...]:
    """Lead to the services where the page can be run, as far as the book names them and the page has code."""
    return tuple(_list_services(lesson, settings, ui)) if lesson.code_cells else ()


def _list_services(lesson: Lesson, settings: Settings, ui: Interface) -> Iterator[Fact]:
    stated = settings.launch_buttons
    url = web_address(settings.repository.url).rstrip("/")
    owner, _, name = url.removeprefix("https://github.com/").partition("/")
    in_github = url.startswith("https://github.com/") and bool(name)
    file = _find_file(lesson, settings)
    tree = "lab/tree" if stated.notebook_interface == "jupyterlab" else "tree"
    if (binder := web_address(stated.binderhub_url).rstrip("/")) and in_github:
        asked = urlencode({"urlpath": f"{tree}/{file}"})
        yield Fact(
            ui.text("Run in {place}", place="Binder"), f"{binder}/v2/gh/{owner}/{name}/{_branch(settings)}?{asked}"
        )
    if (hub := web_address(stated.jupyterhub_url).rstrip("/")) and url:
        asked = urlencode({"repo": url, "urlpath": f"{tree}/{name}/{file}", "branch": settings.repository.branch})
        yield Fact(ui.text("Run in {place}", place="JupyterHub"), f"{hub}/hub/user-redirect/git-pull?{asked}")
    if (colab := web_address(stated.colab_url).rstrip("/")) and in_github and lesson.path.endswith(".ipynb"):
        place = f"{colab}/github/{owner}/{name}/blob/{_place(lesson, settings)}"
        yield Fact(ui.text("Run in {place}", place="Colab"), place)
    if (deepnote := web_address(stated.deepnote_url).rstrip("/")) and in_github:
        asked = urlencode({"url": f"{url}/blob/{_place(lesson, settings)}"})
        yield Fact(ui.text("Run in {place}", place="Deepnote"), f"{deepnote}/launch?{asked}")


def _branch(settings: Settings) -> str:
    return quote(settings.repository.branch, safe="/")


def _find_file(lesson: Lesson, settings: Settings) -> str:
    folder = settings.repository.path_to_book.strip("/")
    return f"{folder}/{lesson.path}" if folder and folder != "." else lesson.path


def _place(lesson: Lesson, settings: Settings) -> str:
    return f"{_branch(settings)}/{quote(_find_file(lesson, settings))}"
