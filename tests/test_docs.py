"""What the program has, the pages tell: commands, options, make targets, the verbs in Python."""

import re
from pathlib import Path

import click
import pytest

import mahdar
from mahdar.cli import commands

ROOT = Path(__file__).parent.parent
README, CONTRIBUTING, CHANGELOG = ((ROOT / name).read_text(encoding="utf-8") for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md"))
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", commands.commands)
def test_every_command_is_in_the_readme_and_the_changelog(name):
    assert re.search(rf"`mahdar {name}\b", README)
    assert f"`{name}`" in CHANGELOG or f"`mahdar {name}`" in CHANGELOG


@pytest.mark.parametrize("command", commands.commands.values(), ids=lambda c: c.name)
def test_every_command_and_option_has_its_help(command):
    assert command.help
    for option in command.params:
        assert isinstance(option, click.Argument) or option.name == "form" or option.help, option.name


def test_every_option_of_all_commands_is_in_the_readme():
    options = {o for c in commands.commands.values() for p in c.params if isinstance(p, click.Option) for o in p.opts if o.startswith("--")}
    assert {o for o in options if not re.search(rf"{o}\b", README)} == set()


def test_every_command_that_the_readme_names_is_there():
    assert set(re.findall(r"(?:`|^\$ |\n)mahdar ([a-z]+)", README)) <= set(commands.commands)


@pytest.mark.parametrize("target", re.findall(r"^([a-z]+):.*##", MAKEFILE, re.M))
def test_every_make_target_is_told(target):
    assert target == "help" or f"make {target}" in README + CONTRIBUTING


@pytest.mark.parametrize("verb", mahdar.__all__)
def test_every_verb_is_told_and_has_its_docstring(verb):
    assert f"mahdar.{verb}(" in README
    assert getattr(mahdar, verb).__doc__


def test_nothing_else_is_exported():
    assert set(mahdar.__all__) == {"read", "build", "open_record"}
    with pytest.raises(AttributeError, match="nonsense"):
        _ = mahdar.nonsense


def test_python_files_of_the_contributing_page_are_there():
    for path in re.findall(r"`((?:mahdar|reading|reconciling|showing)/[a-z_/]+\.(?:py|toml))`", CONTRIBUTING):
        assert (ROOT / path).exists() or (ROOT / "mahdar" / path).exists(), path
