#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Culvert authors
# SPDX-License-Identifier: GPL-2.0-or-later
"""Usage: mutate.py [--sample N] [--seed N] [AREA…]

Looks whether the tests notice: breaks one thing at a time in a copy of a source (a comparison, a
bound, a condition), compiles it, links the tests that ought to notice with it, and runs them. What
no test notices is either missing a test, or answered for in tests/mutants. Fails when fewer than
90 % of an area are noticed, or when one is neither noticed nor answered for.

Without --sample every place is tried, which takes long; with it, so many of each area, chosen by
--seed. The sources and the build in build-coverage/, which sh tests/coverage.sh makes, are only read."""

import argparse
import concurrent.futures
import dataclasses
import json
import os
import pathlib
import random
import re
import shlex
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[1]
BUILD = ROOT / "build-coverage"
ANSWERS = ROOT / "tests" / "mutants"
FLOOR = 90
PATIENCE = 60  # s: who does not end has noticed, too

# Where a mistake would open a door, and the tests that guard it, the quick ones first.
AREAS = {
    "escaper": {
        "management/culvert-mgmt-command.c": ["management/command", "management/command-server", "fuzz/commands"],
        "management/culvert-mgmt-command-words.c": ["management/command", "fuzz/commands"],
        "management/culvert-mgmt-command-server.c": ["management/command-server", "fuzz/commands"],
    },
    "lexer": {
        "base/culvert-config-lexer.c": ["base/config-lexer", "profiles/config", "fuzz/profiles"],
        "profiles/culvert-config.c": ["profiles/config", "fuzz/profiles"],
    },
    "policy": {
        "profiles/culvert-config-policy.c": ["profiles/config-policy", "profiles/config-review", "fuzz/profiles"],
        "profiles/culvert-config-review.c": ["profiles/config-review", "profiles/config-importer", "fuzz/profiles"],
    },
    "questions": {
        "management/culvert-mgmt-request.c": ["management/request", "fuzz/questions"],
        "management/culvert-mgmt-challenge.c": ["management/challenge", "management/request", "fuzz/questions"],
        "management/culvert-mgmt-remote.c": ["management/remote", "fuzz/questions"],
        "management/culvert-mgmt-pkcs11.c": ["management/pkcs11", "fuzz/certificates"],
    },
    "endpoints": {
        "management/culvert-mgmt-endpoint.c": [
            "management/endpoint",
            "management/endpoint-refused",
            "management/endpoint-foreign",
        ],
        "management/culvert-mgmt-owner.c": ["management/owner", "management/owner-refused", "management/endpoint"],
        "management/culvert-mgmt-socket-table.c": ["management/socket-table", "management/owner"],
    },
}

# Tells a programmer of a mistake, is a line for the log, or no code of ours.
NOT_TRIED = re.compile(r"\s*(#(?!define)|g_return_|g_assert|g_warn_if|g_debug|g_message|G_DEFINE|static_assert)")
# To have a little more room than is needed is no mistake.
ROOM = re.compile(r"\b(g_new0?|\w+_sized|\w+_sized_new) \(")

COMPARISONS = {"==": "!=", "!=": "==", "<": "<=", "<=": "<", ">": ">=", ">=": ">"}
JUNCTIONS = {"&&": "||", "||": "&&"}


@dataclasses.dataclass(frozen=True)
class Mutant:
    path: pathlib.Path
    start: int
    end: int
    instead: str

    def text(self):
        whole = self.path.read_text(encoding="utf-8")
        return whole[: self.start] + self.instead + whole[self.end :]

    def line_number(self):
        return self.path.read_text(encoding="utf-8").count("\n", 0, self.start) + 1

    def function(self):
        """The one that it is in; its name begins a line."""
        names = re.findall(r"^(\w+) \(", self.path.read_text(encoding="utf-8")[: self.start], re.MULTILINE)
        return names[-1] if names else "file"

    def key(self):
        """What an answer knows it by: the place, how it is written, and how it would be."""
        whole = self.path.read_text(encoding="utf-8")
        begin, end = whole.rfind("\n", 0, self.start) + 1, whole.find("\n", self.end)
        new = whole[begin : self.start] + self.instead + whole[self.end : end]
        old, new = (" ".join(part.split()) for part in (whole[begin:end], new))
        return f"{self.path.stem} {self.function()}: {old} → {new}"


def code_of(text):
    """The text with its comments, strings and characters blank, each character in its place."""

    def blank(match):
        return re.sub(r"[^\n]", " ", match.group(0))

    pattern = r'/\*.*?\*/|//[^\n]*|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\''
    return re.sub(pattern, blank, text, flags=re.DOTALL)


def closing(code, opening):
    depth = 0
    for place in range(opening, len(code)):
        depth += {"(": 1, ")": -1}.get(code[place], 0)
        if depth == 0:
            return place
    raise ValueError("a parenthesis does not close")


def conditions(path, text, code):
    """Each check: gone, and the other way round."""
    for match in re.finditer(r"\b(?:if|while) (\()", code):
        start, end = match.start(1), closing(code, match.start(1)) + 1
        if match.group(0).startswith("if"):
            yield Mutant(path, start, end, "(FALSE)")
        yield Mutant(path, start, end, f"(!{text[start:end]})")


def tokens(path, code):
    for match in re.finditer(r"(?<= )(==|!=|<=|>=|<|>|&&|\|\|)(?= |\n)", code):
        other = COMPARISONS.get(match.group(1)) or JUNCTIONS[match.group(1)]
        yield Mutant(path, match.start(), match.end(), other)
    for match in re.finditer(r"(?<![\w.\"])(\d+)(?![\w.])", code):
        yield Mutant(path, match.start(), match.end(), str(int(match.group(1)) + 1))
    for match in re.finditer(r"\breturn (TRUE|FALSE);", code):
        yield Mutant(path, match.start(1), match.end(1), "FALSE" if match.group(1) == "TRUE" else "TRUE")


def mutants_of(path):
    text = path.read_text(encoding="utf-8")
    code = code_of(text)
    for mutant in (*conditions(path, text, code), *tokens(path, code)):
        line = code[code.rfind("\n", 0, mutant.start) + 1 : mutant.end]
        if not NOT_TRIED.match(line) and not (ROOM.search(line) and mutant.instead.isdigit()):
            yield mutant


def introspect(kind):
    return json.loads(subprocess.check_output(["meson", "introspect", kind, BUILD]))


class Laboratory:
    """How a source is compiled, and a test linked and run, with one object that is another."""

    def __init__(self, names):
        self.tests = {test["name"]: test for test in introspect("--tests") if test["name"] in names}
        missing = set(names) - set(self.tests)
        if missing:
            raise SystemExit(f"there is no test {', '.join(sorted(missing))}")
        programs = [self.program(name) for name in self.tests]
        subprocess.run(["ninja", "-C", BUILD, "--quiet", *programs], check=True)
        commands = json.loads((BUILD / "compile_commands.json").read_text(encoding="utf-8"))
        self.compiling = {(BUILD / entry["file"]).resolve(): entry["command"] for entry in commands}
        self.linking = {name: self.link_command(name) for name in self.tests}

    def program(self, name):
        return os.path.relpath(self.tests[name]["cmd"][0], BUILD)

    def link_command(self, name):
        tool = ["ninja", "-C", BUILD, "--quiet", "-t", "commands", "-s", self.program(name)]
        return shlex.split(subprocess.check_output(tool, text=True).splitlines()[-1])

    def compile(self, source, path, into):
        command = shlex.split(self.compiling[path])
        command[command.index("-o") + 1] = into
        command[command.index("-MF") + 1] = into + ".d"
        command[command.index("-c") + 1] = source
        # It is said to be what it is a copy of by where it looks for its neighbours.
        command[-1:] = [source, "-iquote", str(path.parent)]
        return self.call(command, BUILD) == 0

    def is_noticed_by(self, name, replacement, folder):
        test = self.tests[name]
        program = f"{folder}/{name.replace('/', '-')}"
        command = list(self.linking[name])
        output = command.index("-o") + 1
        command[output] = program
        # An archive gives nothing that an object before it has given.
        command.insert(output + 1, replacement)
        if self.call(command, BUILD) != 0:
            raise SystemExit(f"{name} cannot be linked with another object")
        return self.call([program, *test["cmd"][1:]], test["workdir"] or folder, test["env"]) != 0

    @staticmethod
    def call(command, folder, variables=None):
        # The programs count what they reach, each in a folder of its own.
        counts = {"GCOV_PREFIX": tempfile.gettempdir() + "/nowhere", "CCACHE_DISABLE": "1"}
        try:
            return subprocess.run(
                command,
                cwd=folder,
                env={**os.environ, **(variables or {}), **counts},
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                timeout=PATIENCE,
                check=False,
            ).returncode
        except subprocess.TimeoutExpired:
            return -1

    def fate(self, mutant, names):
        """Whether a test noticed; None where the compiler did."""
        with tempfile.TemporaryDirectory(prefix="culvert-mutant-") as folder:
            source, replacement = f"{folder}/{mutant.path.name}", f"{folder}/replacement.o"
            pathlib.Path(source).write_text(mutant.text(), encoding="utf-8")
            if not self.compile(source, mutant.path, replacement):
                return None
            return any(self.is_noticed_by(name, replacement, folder) for name in names)


def answers():
    """Why nobody can notice, by the line that it would be."""
    told = {}
    line = None
    for row in ANSWERS.read_text(encoding="utf-8").splitlines() if ANSWERS.exists() else []:
        if row.startswith("    ") and line:
            told[line] = " ".join(filter(None, (told.get(line), row.strip())))
        elif row.strip() and not row.startswith("#"):
            line = row.strip()
    return told


def try_area(area, laboratory, given):
    tests = {ROOT / "src" / source: names for source, names in AREAS[area].items()}
    mutants = [mutant for path in tests for mutant in mutants_of(path)]
    if given.sample and given.sample < len(mutants):
        mutants = random.Random(given.seed).sample(mutants, given.sample)
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        fates = list(pool.map(lambda mutant: laboratory.fate(mutant, tests[mutant.path]), mutants))
    return [(mutant, fate) for mutant, fate in zip(mutants, fates) if fate is not None]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sample", type=int)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("areas", nargs="*", metavar="AREA", choices=[*AREAS, []], default=[])
    given = parser.parse_args()
    areas = given.areas or list(AREAS)

    if not (BUILD / "build.ninja").exists():
        raise SystemExit("sh tests/coverage.sh makes the build that this needs")
    laboratory = Laboratory({name for area in areas for names in AREAS[area].values() for name in names})
    told = answers()
    failed = False
    print("| area | tried | noticed | share | answered for | open |", "|---|---|---|---|---|---|", sep="\n", flush=True)
    for area in areas:
        tried = try_area(area, laboratory, given)
        survivors = [mutant for mutant, is_noticed in tried if not is_noticed]
        open_ones = [mutant for mutant in survivors if mutant.key() not in told]
        share = 100 * (len(tried) - len(survivors)) / max(1, len(tried))
        print(
            f"| {area} | {len(tried)} | {len(tried) - len(survivors)} | {share:.1f} % "
            f"| {len(survivors) - len(open_ones)} | {len(open_ones)} |",
            flush=True,
        )
        for mutant in sorted(open_ones, key=lambda mutant: (mutant.path, mutant.start)):
            print(f"line {mutant.line_number()}: {mutant.key()}", flush=True)
        failed = failed or bool(open_ones) or share < FLOOR
    sys.exit(1 if failed else 0)


main()
