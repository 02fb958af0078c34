"""What becomes of each setting of a Jupyter Book: one table, for the messages and for the guide.

The keys are those of Jupyter Book 1.0.4 (``config_schema.json`` and ``config.py``), of sphinx-book-theme, and what
books commonly write below ``sphinx: config:``. What is not named here and stands below ``sphinx: config:`` goes to
Sphinx as it is.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum


class Fate(StrEnum):
    """What becomes of a setting."""

    SUPPORTED = "supported"
    REPLACED = "replaced"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class Reason:
    """Why settings have no place in pages, and what to do; those with one reason are named in one message."""

    because: str
    instead: str


@dataclass(frozen=True, slots=True)
class Known:
    """Settings with one fate.

    Attributes:
        keys: paths with dots; one that ends with ``*`` is the beginning of several.
        words: for the guide: what it does here, or by what it is replaced.
        reason: of dropped ones.
    """

    keys: tuple[str, ...]
    fate: Fate
    words: str
    reason: Reason | None = None


COUNTED = Reason(
    "nobody who reads is counted or followed",
    "If you need numbers, ask whoever runs your web server for its own count of requests.",
)
DISCUSSED = Reason(
    "a comment box is another site's program",
    "Set use_issues_button: true below html:, and each page links to a form for mistakes.",
)
RUN_IN_PAGES = Reason(
    "no page runs code",
    "Name a binderhub_url below launch_buttons:, and pages with code link to a place that runs them.",
)
DRAWN_BY_THEME = Reason(
    "pages get their looks and their behavior from courseforge alone",
    "Nothing has to be done. Colors can be chosen below courseforge: site:",
)
COPIED_ALONG = Reason(
    "the site holds its own pages and what they show, nothing else",
    "Link to a file from a page, and it is copied; put others into the site's folder on your server yourself.",
)
DATED = Reason(
    "pages do not say when they were built, so that the same book gives the same pages",
    "Write a date that matters into the page.",
)
FETCHED = Reason(
    "nothing is fetched from other sites while a book is built",
    "Write the web address of what you mean: [words](https://…)",
)
FOREIGN_FORMATS = Reason(
    "pages are made of .ipynb, .md and .rst files",
    "Turn the others into notebooks, for example with jupytext --to ipynb",
)
EVALUATED = Reason(
    "code in the middle of a sentence is not run",
    "Store the value in a cell with glue, and name it in the sentence: {glue:text}`name`",
)

_SUPPORTED, _REPLACED, _DROPPED = Fate.SUPPORTED, Fate.REPLACED, Fate.DROPPED

KNOWN: tuple[Known, ...] = (
    # The book
    Known(("title", "author", "logo", "copyright"), _SUPPORTED, "The head and the foot of each page."),
    Known(("project",), _REPLACED, "Pages show the `title`."),
    Known(("exclude_patterns", "only_build_toc_files"), _SUPPORTED, "Which files become pages."),
    Known(("bibtex_bibfiles",), _SUPPORTED, "`{cite}`, `{footcite}` and bibliographies."),
    # Code
    Known(
        ("execute.execute_notebooks",),
        _SUPPORTED,
        "`off`, `auto`, `cache` and `force`. What has run before is remembered by courseforge's own cache.",
    ),
    Known(
        (
            "execute.exclude_patterns",
            "execute.timeout",
            "execute.run_in_temp",
            "execute.allow_errors",
            "execute.stderr_output",
        ),
        _SUPPORTED,
        "As in Jupyter Book.",
    ),
    Known(("execute.cache",), _REPLACED, "The cache lies in `_build/cache`."),
    Known(
        ("execute.raise_on_error", "execute.show_tb"), _REPLACED, "A page whose code fails is named with its cell."
    ),
    Known(("execute.eval_regex",), _DROPPED, "Code inside a sentence is not run.", EVALUATED),
    # Markdown
    Known(
        (
            "parse.myst_enable_extensions",
            "parse.myst_substitutions",
            "parse.myst_url_schemes",
            "parse.myst_dmath_double_inline",
            "parse.myst_extended_syntax",
        ),
        _SUPPORTED,
        "Substitutions are plain values: a template in a page runs nothing.",
    ),
    # Pages
    Known(("html.favicon", "html.announcement", "html.extra_footer"), _SUPPORTED, "Scripts in them are left out."),
    Known(("html.navbar_footer_text",), _REPLACED, "It stands in the foot, as `extra_footer` does."),
    Known(
        ("html.baseurl",), _SUPPORTED, "Each page knows its address; there is a map of the site for search engines."
    ),
    Known(
        ("html.use_edit_page_button", "html.use_issues_button", "html.use_repository_button"),
        _SUPPORTED,
        "Plain links to the same addresses.",
    ),
    Known(("html.use_multitoc_numbering",), _SUPPORTED, "Chapters are numbered through all parts."),
    Known(("html.home_page_in_navbar",), _REPLACED, "The page of contents begins with the first page."),
    Known(("html.analytics", "html.google_analytics_id"), _DROPPED, "Readers are not counted.", COUNTED),
    Known(("html.comments",), _DROPPED, "No comment boxes. `use_issues_button` gives a link.", DISCUSSED),
    Known(("latex",), _REPLACED, "Pages are laid out for paper; print one, or save it as PDF, in your browser."),
    # Where readers can run and change it
    Known(("repository.url", "repository.path_to_book", "repository.branch"), _SUPPORTED, "Links lead there."),
    Known(
        (
            "launch_buttons.notebook_interface",
            "launch_buttons.binderhub_url",
            "launch_buttons.jupyterhub_url",
            "launch_buttons.colab_url",
            "launch_buttons.deepnote_url",
            "launch_buttons.jupyterlite_url",
        ),
        _SUPPORTED,
        "Plain links to the same addresses, on pages with code.",
    ),
    Known(
        ("launch_buttons.thebe", "sphinx.config.thebe_config"),
        _DROPPED,
        "No page runs code; a link to Binder stands there instead.",
        RUN_IN_PAGES,
    ),
    # Sphinx
    Known(
        ("sphinx.extra_extensions",),
        _SUPPORTED,
        "`sphinx-proof` and `sphinx-exercise` come with courseforge. What is not installed is said, and its words "
        "are ordinary text.",
    ),
    Known(("sphinx.local_extensions",), _SUPPORTED, "Python files of the book's own."),
    Known(("sphinx.recursive_update",), _SUPPORTED, "As in Jupyter Book."),
    Known(
        (
            "sphinx.config.language",
            "sphinx.config.numfig",
            "sphinx.config.numfig_format",
            "sphinx.config.numfig_secnum_depth",
            "sphinx.config.math_numfig",
            "sphinx.config.math_number_all",
            "sphinx.config.math_eqref_format",
            "sphinx.config.bibtex_*",
            "sphinx.config.myst_*",
            "sphinx.config.proof_*",
            "sphinx.config.prf_*",
            "sphinx.config.exercise_*",
            "sphinx.config.suppress_warnings",
            "sphinx.config.nitpick*",
        ),
        _SUPPORTED,
        "As in Jupyter Book.",
    ),
    Known(
        ("sphinx.config.mathjax3_config", "sphinx.config.mathjax2_config", "sphinx.config.mathjax_config"),
        _SUPPORTED,
        "Macros. Formulas are MathML, made while the book is built; MathJax itself is not there.",
    ),
    Known(("sphinx.config.mathjax_path", "sphinx.config.mathjax_options"), _REPLACED, "Formulas are MathML."),
    Known(
        (
            "sphinx.config.html_title",
            "sphinx.config.html_logo",
            "sphinx.config.html_favicon",
            "sphinx.config.html_baseurl",
            "sphinx.config.author",
            "sphinx.config.copyright",
            "sphinx.config.exclude_patterns",
            "sphinx.config.nb_*",
            "sphinx.config.jupyter_execute_notebooks",
            "sphinx.config.execution_*",
        ),
        _SUPPORTED,
        "Read as the settings above that say the same.",
    ),
    Known(
        ("sphinx.config.nb_custom_formats",),
        _DROPPED,
        "Pages are made of `.ipynb`, `.md` and `.rst` files.",
        FOREIGN_FORMATS,
    ),
    Known(("sphinx.config.nb_eval_name_regex",), _DROPPED, "Code inside a sentence is not run.", EVALUATED),
    Known(
        ("sphinx.config.rediraffe_redirects", "sphinx.config.redirects"),
        _SUPPORTED,
        "At each old address stands a page that leads to the new one.",
    ),
    Known(("sphinx.config.html_theme",), _REPLACED, "Our own pages, or another theme if you insist: see below."),
    Known(
        (
            "sphinx.config.html_theme_options.repository_url",
            "sphinx.config.html_theme_options.repository_branch",
            "sphinx.config.html_theme_options.path_to_docs",
            "sphinx.config.html_theme_options.launch_buttons",
            "sphinx.config.html_theme_options.use_edit_page_button",
            "sphinx.config.html_theme_options.use_issues_button",
            "sphinx.config.html_theme_options.use_repository_button",
            "sphinx.config.html_theme_options.announcement",
            "sphinx.config.html_theme_options.extra_footer",
        ),
        _SUPPORTED,
        "Read as the settings above that say the same.",
    ),
    Known(("sphinx.config.html_theme_options.analytics",), _DROPPED, "Readers are not counted.", COUNTED),
    Known(
        (
            "sphinx.config.html_theme_options.*",
            "sphinx.config.html_context",
            "sphinx.config.html_css_files",
            "sphinx.config.html_js_files",
            "sphinx.config.html_style",
            "sphinx.config.html_static_path",
            "sphinx.config.html_sidebars",
            "sphinx.config.templates_path",
            "_static/*.css",
            "_static/*.js",
        ),
        _DROPPED,
        "All pages look and behave alike. Colors: `courseforge:`, `site:`.",
        DRAWN_BY_THEME,
    ),
    Known(("sphinx.config.html_extra_path",), _DROPPED, "Copy such files to your server yourself.", COPIED_ALONG),
    Known(("sphinx.config.html_last_updated_fmt",), _DROPPED, "Pages do not say when they were built.", DATED),
    Known(("sphinx.config.intersphinx_mapping",), _DROPPED, "Write the web address of what you mean.", FETCHED),
    Known(("sphinx.config.comments_config",), _DROPPED, "No comment boxes.", DISCUSSED),
    Known(
        (
            "sphinx.config.copybutton_*",
            "sphinx.config.togglebutton_*",
            "sphinx.config.pygments_style",
            "sphinx.config.html_show_*",
            "sphinx.config.html_copy_source",
            "sphinx.config.html_sourcelink_suffix",
            "sphinx.config.html_search_*",
            "sphinx.config.html_permalinks*",
            "sphinx.config.sd_fontawesome_latex",
        ),
        _REPLACED,
        "Pages have their own copy buttons, folds, colors of code and search.",
    ),
    Known(
        ("sphinx.config.ogp_*", "sphinx.config.sitemap_*", "sphinx.config.notfound_*"),
        _REPLACED,
        "Pages have their own previews, a map of the site, and a page for what is missing.",
    ),
    Known(("sphinx.config.latex_*", "sphinx.config.epub_*"), _REPLACED, "Pages are laid out for paper."),
)

#: Extensions of Sphinx that need not be installed, because pages have what they do.
OWN_EXTENSIONS = frozenset(
    {
        "jupyter_book", "myst_nb", "notfound.extension", "sphinx.ext.intersphinx", "sphinx.ext.mathjax",
        "sphinx_comments", "sphinx_copybutton", "sphinx_external_toc", "sphinx_inline_tabs",
        "sphinx_multitoc_numbering", "sphinx_reredirects", "sphinx_sitemap", "sphinx_thebe", "sphinx_togglebutton",
        "sphinxext.opengraph", "sphinxext.rediraffe",
    }
)  # fmt: skip


def list_known() -> Iterator[tuple[str, Known]]:
    """Yield every key with what becomes of it."""
    for known in KNOWN:
        for key in known.keys:
            yield key, known


def find_known(path: str) -> Known | None:
    """Return what becomes of a setting, by its path with dots; the longest key that fits counts."""
    fitting = [(len(key), known) for key, known in list_known() if _fits(path, key)]
    return max(fitting, key=lambda one: one[0])[1] if fitting else None


def _fits(path: str, key: str) -> bool:
    return path.startswith(key[:-1]) if key.endswith("*") else path == key or path.startswith(f"{key}.")
