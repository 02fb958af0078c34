"""The chooser's own style sheet: which answers hide which lessons, and which reasons they show.

Everything begins with ``:has()``. A browser that does not know it shows every lesson, but neither questions nor
reasons.
"""

from collections.abc import Iterator

from courseforge.rendering.choosing.questions import Questions


def make_rules(questions: Questions) -> str:
    """Return the rules for a library's questions."""
    rules = "\n".join((*_filters(questions), *_reasons(questions)))
    return f"@supports selector(:has(*)) {{\n{rules}\n}}\n" if questions else ""


def _filters(questions: Questions) -> Iterator[str]:
    hide = "{display:none}"
    for shared in questions.shared_interests:
        ours = ",".join(f"#cf-interest-{key}:checked" for key in shared)
        lesson = f'[data-interest="{" ".join(shared)}"]'
        yield f"main:has([name=interest]:checked):not(:has({ours})) {lesson}{hide}"
    if questions.interests:
        yield f"main:has([name=interest]:checked) .offer:not([data-interest]){hide}"
    for number, time in enumerate(questions.times, start=1):
        enough = ",".join(f'[data-time="{shorter}"]' for shorter in questions.times[:number])
        yield f"main:has(#cf-time-{time}:checked) [data-time]:not({enough}){hide}"
    for name, answers in (("level", questions.levels), ("where", questions.settings)):
        for answer in answers:
            yield f"main:has(#cf-{name}-{answer}:checked) [data-{name}]:not([data-{name}~={answer}]){hide}"
    for tag in questions.languages:
        yield f'main:has(#cf-language-{tag}:checked) .offer:not([data-language~="{tag}"]){hide}'
    for key in questions.equipment:
        lacking = f"main:has([name=kit]:checked):not(:has(#cf-kit-{key}:checked))"
        # what a library owns is at hand for those who are there
        yield f'{lacking}:not(:has(#cf-where-library:checked)) [data-kit~="{key}"]{hide}'
        yield f'{lacking}:has(#cf-where-library:checked) [data-kit~="{key}"]:not([data-lent]){hide}'


def _reasons(questions: Questions) -> Iterator[str]:
    show = "{display:list-item}"
    answers = [
        *(f"interest-{key}" for key in questions.interests),
        *(f"kit-{key}" for key in questions.equipment),
        *(f"where-{setting}" for setting in questions.settings),
    ]
    for answer in answers:
        yield f"main:has(#cf-{answer}:checked) [data-if={answer}]{show}"
    # where a lesson is left, it fits: one reason does for every answer
    for name in ("time", "level", "language", "where"):
        yield f"main:has([name={name}]:checked:not([value=any])) [data-if={name}]{show}"
    yield f"main:has([name=kit]:checked) [data-if=kit]{show}"
    for key in questions.equipment:
        yield f'main:has([name=kit]:checked):not(:has(#cf-kit-{key}:checked)) [data-less~="{key}"]{show}'
