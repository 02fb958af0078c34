"""Sentences for what Python says, chosen by its words. The first that fits is taken."""

import re
from collections.abc import Iterable

# A pattern, and the sentence for it; {0}, {1} … are what the pattern's brackets found.
Wording = tuple[str, str]

SYNTAX: tuple[Wording, ...] = (
    (r"'([(\[{])' was never closed", "This `{0}` has no partner. Put the closing bracket where its part ends."),
    (r"unmatched '(.)'", "This `{0}` closes nothing. Take it out, or put the opening bracket before it."),
    (
        r"closing parenthesis '(.)' does not match opening parenthesis '(.)'",
        "`{1}` is opened here and `{0}` comes next. Close each bracket with its own partner, the last one first.",
    ),
    (
        r"incomplete input|unexpected EOF",
        "The code ends too soon. Look for three quotation marks or a bracket that are not closed, "
        "or for a line with `:` at its end and nothing after it.",
    ),
    (
        r"expected ':'",
        "Put a colon `:` at the end of this line, as after every `if`, `else`, `for`, `while`, `def` and `class`.",
    ),
    (
        r"Missing parentheses in call to '(\w+)'",
        "Put what comes after `{0}` in brackets: `{0}(…)`. Very old versions of Python did without them.",
    ),
    (
        r"cannot assign to|cannot delete",
        "Before one `=` stands the name that gets a value, after it the value. To compare two things, write `==`.",
    ),
    (r"instead of '='", "One `=` gives a name a value. To ask whether two things are equal, write `==`."),
    (
        r"invalid character '([“”„‟‘’‚‛«»′″])'",
        'This is a curly quotation mark, `{0}`, as word processors write it. Type straight ones instead: `"`.',
    ),
    (
        r"invalid (?:non-printable )?character",
        "A character in this line is not one that Python reads. It may have come along from a web page, "
        "even unseen: type the line again.",
    ),
    (
        r"unterminated (?:f-)?string|unterminated triple",
        "A text begins here and does not end. Put the same quotation mark at its end. "
        'If it has an apostrophe inside, put `"` around it.',
    ),
    (r"forgot a comma", "Put a comma between the things in the brackets, and quotation marks around each text."),
    (r"invalid decimal literal", "A name cannot begin with a digit: write `beats2`, not `2beats`."),
    (r"leading zeros", "Take away the zeros before the number. If it is a code or a phone number, make it a text."),
    (r"'(return|yield|await)' outside", "`{0}` belongs in a function: move it in, below its `def` line."),
    (r"'(break|continue)'.{0,40} loop", "`{0}` belongs in a loop: move it in, below its `for` or `while` line."),
    (
        r"unicodeescape",
        'In a text, `\\` begins a special character. Write `/` instead: `"data/stops.csv"`, '
        "as seen from the course's folder.",
    ),
    (r"f-string", "Look between `{{` and `}}` in this text: the brackets and quotation marks there must be closed."),
    (
        r"expected an indented block",
        "Begin this line four spaces further right: it belongs to the line that ends in `:`.",
    ),
    (r"unexpected indent", "Begin this line where the line above begins: take away the spaces before it."),
    (
        r"unindent does not match",
        "Begin this line exactly below another line of its block. Use spaces only, no tabs.",
    ),
)

TYPES: tuple[Wording, ...] = (
    (
        r"unsupported operand.{0,80}'NoneType'|'NoneType' object|not 'NoneType'|\"NoneType\"",
        "Something in this line is `None`, which means nothing. Perhaps a function has no `return`, "
        "or a name got what `print()`, `append()` or `sort()` give back, which is nothing.",
    ),
    (
        r"can only concatenate str|operand type.{0,20} \+: '(?:int|float)' and 'str'",
        'Text and numbers cannot be added. Turn the number into a text with `str(…)`, or use `f"{{…}}"`; '
        "to calculate, turn the text into a number with `int(…)`.",
    ),
    (
        r"not supported between instances of|unsupported operand type|can't multiply sequence|must be real number",
        "The two sides are of different kinds, such as a text and a number. Print `type()` of both, "
        "and turn one into the other with `int()`, `float()` or `str()`.",
    ),
    (
        r"'(\w+)' object is not callable",
        "Brackets right after a name call it like a function, and this is one of type `{0}`. Is a `*` or a comma "
        "missing before the bracket? For an item of a list, write `[0]`.",
    ),
    (
        r"'(?:builtin_function_or_method|function|type|method)' object is not subscriptable",
        "A function is called with round brackets, `(…)`, not with `[…]`.",
    ),
    (
        r"'(int|float|bool)' object is not iterable",
        "One number is not a row of things. To count up to it, write `range(…)`: `for i in range(5):`.",
    ),
    (
        r"'(\w+)' object is not subscriptable",
        "`[…]` takes something out of a list or a text; this is one `{0}` only.",
    ),
    (
        r"(list|tuple|string) indices must be",
        "Between `[` and `]` a whole number is wanted: the place in the {0}. The first has number 0. "
        "Names in `[…]` work with a dictionary, `{{…}}`.",
    ),
    (
        r"'(str|tuple)' object does not support item",
        "A `{0}` cannot be changed in part. Make a new one, or use a list.",
    ),
    (r"unhashable type: '(\w+)'", "A `{0}` cannot be a key or a part of a set. Use a text, a number or a tuple."),
    (
        r"'float' object cannot be interpreted as an integer",
        "A whole number is wanted here. Divide with `//`, or write `int(…)` around the number.",
    ),
)

VALUES: tuple[Wording, ...] = (
    (
        r"invalid literal for int\(\) with base \d+: '(-?\d+\.\d*)'",
        "`int()` reads whole numbers only. For “{0}”, use `float()`.",
    ),
    (
        r"invalid literal for int\(\).{0,40}: '(.{0,40}?)'|could not convert string to float: '(.{0,40}?)'",
        "“{0}” is not a number. Look where it comes from; a number has digits only, and `.` for the decimal point.",
    ),
    (
        r"too many values to unpack \(expected (\d+)",
        "There are more values on the right of `=` than the {0} names on the left. Let both be the same number.",
    ),
    (
        r"not enough values to unpack \(expected (\d+), got (\d+)",
        "The left of `=` has {0} names and the right gives {1}. Let both be the same number.",
    ),
    (r"empty sequence|iterable argument is empty", "The list has nothing in it. Look at the code that fills it."),
    (r"not in list", "What is looked for is not in the list. Ask first: `if … in …:`."),
    (r"substring not found", "The text does not have that part. Ask first: `if … in …:`."),
    (r"math domain error", "There is no such number: the root of a number below 0, or the logarithm of 0."),
    (
        r"truth value of .{1,80} is ambiguous",
        "Here are many values, and `if` wants one. Between conditions on a table, write `&` and `|`, "
        "each condition in brackets.",
    ),
    (
        r"must have same first dimension|must be of the same length|same size|not match length",
        "Two lists belong together here, and one is longer. Print `len()` of both.",
    ),
)


def choose_sentence(message: str, wordings: Iterable[Wording]) -> str:
    """Return the sentence for these words of Python's; empty where none fits."""
    for pattern, sentence in wordings:
        if match := re.search(pattern, message):
            return sentence.format(*(group for group in match.groups() if group is not None))
    return ""
