r"""Formulas as authors write them for MathJax reach readers as MathML."""

import pytest
from docutils.utils.math import latex2mathml
from lxml import etree

from courseforge.rendering.sphinx_run.latex import Macro, read_macros, simplify, take_definitions

READ = {
    r"\begin{bmatrix} 1 & 0 \cr 0 & 1 \end{bmatrix}": "[1001]",
    r"\begin{array}{c|cc} a & b \\ \hline c & d \end{array}": "abcd",
    r"\begin{align*} a &= b \nonumber \\ c &= d \label{two} \end{align*}": "a=bc=d",
    r"\begin{split} a &= b \end{split}": "a=b",
    r"g_{\rm max} + {\bf R}": "gmax+𝐑",
    r"x^*, \dots, \argmax_x f": "x*,…,argmaxxf",
    r"\Big( \frac12 \Big) % half": "(12)",
    r"\color{red}{a} \stackrel{d}{\to} \operatorname*{E} \|x\|": None,
    r"^* \left< x \right> \substack{i \\ j} \tag{3}": None,
    r"a \displaystyle b – c \text{“d”} \\": None,
    "a\t=\u00a0b": "a=b",
    "ａ ＜ １０ × ￥": "a<10×¥",
    r"\frac{c}{€} + $ \text{（：$\$_B$）}": "c€+$（：$B）",
    "\ta \\text{ if $b^{2}$, $c$ }": "aifb2,c",
    "\ta \\tag{$*$}": "a(*)",
    r"\LaTeX \TeX": "LaTeXTeX",
}


@pytest.mark.parametrize("source", READ)
def test_what_the_converter_refuses_is_said_in_its_words(source: str) -> None:
    with pytest.raises(Exception, match=r"."):
        latex2mathml.tex2mathml(source, as_block=True)
    words = say(simplify(source, {}))
    assert READ[source] is None or words == READ[source]


def test_macros_of_the_book_and_of_the_page_are_followed() -> None:
    macros = read_macros({"floor": [r"\lfloor#1\rfloor", 1], "N": r"\mathbb{N}", "odd": 3, "two": ["#2 #1", 2]})
    assert macros == {
        "floor": Macro(1, r"\lfloor#1\rfloor"),
        "N": Macro(0, r"\mathbb{N}"),
        "two": Macro(2, "#2 #1"),
    }
    shown, own = take_definitions(r"\newcommand{\half}[1]{\frac{#1}{2}} \def\R{\mathbb{R}} \half{x} \in \R")
    assert own == {"half": Macro(1, r"\frac{#1}{2}"), "R": Macro(0, r"\mathbb{R}")}
    assert say(simplify(rf"\floor{{y}} \in \N, \two a{{b}}, {shown}", macros | own)) == "⌊y⌋∈ℕ,ba,x2∈ℝ"


def test_an_operator_is_defined() -> None:
    shown, own = take_definitions(r"\DeclareMathOperator{\rank}{rank} \DeclareMathOperator*\Lim{lim} \rank A")
    assert own == {"rank": Macro(0, r"\operatorname{rank}"), "Lim": Macro(0, r"\operatorname{lim}")}
    assert say(simplify(shown, own)) == "rankA"


def test_an_argument_may_be_left_out() -> None:
    macros = read_macros({"set": [r"#1 #2", 2, "n"]})
    shown, own = take_definitions(r"\newcommand{\pair}[2][a]{#1#2}\pair{b}\pair[c]{d}")
    assert own == {"pair": Macro(2, "#1#2", "a")}
    assert say(simplify(rf"\set{{x}}\set[m]{{y}}{shown}", macros | own)) == "nxmyabcd"


def test_a_macro_that_names_itself_ends() -> None:
    assert len(simplify(r"\a", {"a": Macro(0, r"\a\a")})) < 100_000
    assert len(simplify(r"\a", {"a": Macro(1, r"#1#1\a{#1#1}")})) < 100_000


def say(source: str) -> str:
    mathml = latex2mathml.tex2mathml(source, as_block=True).replace("&ApplyFunction;", "")
    return "".join("".join(etree.fromstring(mathml).itertext()).split())
