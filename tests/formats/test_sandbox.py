"""A template of a stranger ends soon, in words with its line, and within its limits."""

from __future__ import annotations

import time

import pytest

from litnotes.errors import Unreadable
from litnotes.formats.sandbox import Template, TemplateLimits, filled

LIMITS = TemplateLimits(source=5_000, output=20_000, steps=2_000, size=20_000, seconds=0.3)
GROWING = "{% set ns = namespace(x='ab') %}{% for i in range(99) %}{% set ns.x = WHAT %}{% endfor %}"
BIG = "{% set big = 'a' * 15000 %}"


def fill(text: str) -> str:
    return Template(text, "templates/new-day.md", LIMITS).filled({"words": ["one", "two"]})


@pytest.mark.parametrize(
    ("text", "line", "why"),
    [
        ("\n{{ ''.encode('xx') }}", 2, "unknown encoding: xx"),
        ("{% macro m() %}\n{{ m() }}{% endmacro %}\n{{ m() }}", 2, "it calls itself"),
        ("{% for a in range(9999) %}{% for b in range(9999) %}{% endfor %}{% endfor %}", 1, "2,000 steps"),
        ("\n\n{{ range(9999)|map('string')|join }}", 3, "2,000 steps"),
        ("{{ 10**10**10 }}", 1, "powers"),
        ("{{ 'x' * 10000000000 }}", 1, "20,000 characters"),
        ("{{ [1] * 10000000000 }}", 1, "20,000 characters"),
        ("{{ 'x'|center(10000000000) }}", 1, "20,000 characters"),
        ("{{ 'x'.ljust(10000000000) }}", 1, "20,000 characters"),
        ("{{ 'x'.expandtabs(10000000000) }}", 1, "20,000 characters"),
        ("{{ words|batch(10000000000)|list }}", 1, "20,000 characters"),
        ("{{ lipsum(n=10000000000) }}", 1, "20,000 characters"),
        ("{{ '%9999999999d' % 1 }}", 1, "width"),
        ("{{ '{:>9999999999}'.format(1) }}", 1, "width"),
        ("{{ '{x:>9999999999}'.format_map({'x': 1}) }}", 1, "width"),
        ("{{ '%9999999999d'|format(1) }}", 1, "width"),
        (GROWING.replace("WHAT", "ns.x ~ ns.x"), 1, "20,000 characters"),
        (GROWING.replace("WHAT", "ns.x + ns.x"), 1, "20,000 characters"),
        (GROWING.replace("WHAT", "[ns.x, ns.x]"), 1, ""),
        (GROWING.replace("WHAT", "{1: ns.x, 2: ns.x}"), 1, ""),
        (GROWING.replace("= WHAT", "%}{{ ns.x }}{{ ns.x }}{% endset"), 1, "20,000 characters"),
        ("{% macro m() %}{{ varargs }}{% endmacro %}" + GROWING.replace("WHAT", "m(ns.x, ns.x)"), 1, ""),
        (BIG + "{{ big.replace('a', big) }}", 1, "20,000 characters"),
        (BIG + "{{ ([big] * 9)|map('upper')|join }}", 1, "20,000 characters"),
        (BIG + "{{ [big] * 9 }}", 1, "20,000 characters"),
        (BIG + "{{ big|wordwrap(1) }}", 1, "20,000 characters"),
        (BIG + "{{ big }}{{ big }}", None, "20,000 characters"),
        ("{{ " + "(" * 2000 + "1" + ")" * 2000 + " }}", None, "nested"),
        ("x" * 5001, None, "5,000 characters"),
        ("{{ " + "9" * 4900 + " }}", None, "digits"),
    ],
)
def test_what_takes_too_much_is_refused_soon(text: str, line: int | None, why: str) -> None:
    start = time.process_time()
    with pytest.raises(Unreadable) as refused:
        fill(text)
    assert time.process_time() - start < 1
    assert why in refused.value.message
    assert refused.value.location == ("templates/new-day.md", line, None)


def test_all_pages_of_a_template_have_one_limit_of_time() -> None:
    template = Template("{% for a in range(1500) %}{% endfor %}", "x", LIMITS)
    with pytest.raises(Unreadable, match=r"it takes more than 0.3 s"):
        list(map(template.filled, [{}] * 1000))


@pytest.mark.parametrize(
    ("text", "output"),
    [
        ("{% for a in words if a != 'one' %}{{ loop.index }} of {{ loop.length }}{% endfor %}", "1 of 1"),
        ("{% for a, b in [(1, 2)] %}{{ a ~ '-' ~ b }}{% endfor %}", "1-2"),
        ("{% macro m(a) %}<{{ a }}>{% endmacro %}{{ m('x' * 5) }}", "<xxxxx>"),
        ("{{ words|map('upper')|join(', ') }}", "ONE, TWO"),
        ("{{ 'A, B'.split(', ')[0].lower() }}{{ 7 % 3 + 1 }}", "a2"),
        ("{% set x %}{{ words|length }}{% endset %}{{ x }}", "2"),
        ("{% for a in words %}x{% endfor %}" * 120, "xx" * 120),
        (
            "{{ {'a': 1}['a'] }}{{ 'b' if words else 'c' }}{{ 'x y z'|truncate(20)|wordwrap(3) }}",
            "1bx y\nz",
        ),
    ],
)
def test_what_layouts_need_is_allowed(text: str, output: str) -> None:
    assert fill(text) == output


def test_a_long_report_is_filled() -> None:
    todo = "\n".join(f"{at}. read the paper of day {at}" for at in range(20_000))
    assert filled("## TODO\n{{ todo }}\n", {"todo": todo}, "x") == f"## TODO\n{todo}"
