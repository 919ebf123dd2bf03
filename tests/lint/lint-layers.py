#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Culvert authors
# SPDX-License-Identifier: GPL-2.0-or-later
"""Dependencies point one way: which layer includes which, and no modules in a circle. The README has the
same table."""

import re

from source import ROOT, SOURCE, Complaints, files, layer_of, numbered_code

README = ROOT / "README.md"

# Each layer and what it may include besides itself: a layer, or single headers of one.
MAY_INCLUDE = {
    "base": [],
    "management": ["base"],
    "prompt": ["base"],
    "profiles": ["base"],
    "launcher": ["base", "profiles", "culvert-mgmt-endpoint.h", "culvert-mgmt-error.h"],
    "session": ["base", "management", "prompt", "profiles", "launcher"],
    "words": [
        "base", "prompt", "profiles", "session", "culvert-mgmt-event.h", "culvert-mgmt-error.h",
        # values that it puts into words
        "culvert-launch-error.h", "culvert-name-servers.h", "culvert-service-findings.h",
    ],
    "secrets": ["base", "prompt"],
    "notify": ["base", "profiles", "session", "words"],
    "tray": ["base", "profiles", "session", "words"],
    "ui": ["base", "prompt", "profiles", "session"],
    # GnuTLS costs time to start: only what is loaded when somebody wants to see something knows it.
    "certificates": ["base"],
    "dialogs": [
        "base", "profiles", "prompt", "words", "ui", "session", "certificates",
        # what it is that a dialog shows
        "culvert-launch-services.h", "culvert-service-check.h", "culvert-service-findings.h",
    ],
    "windows": [
        "base", "profiles", "prompt", "words", "ui", "session", "certificates", "dialogs",
        "culvert-mgmt-event.h",  # the flags of a log line
        "culvert-service-check.h",  # which it has a dialog show
        "culvert-name-server-watch.h",  # what is in use on this computer, beside what a session knows
        "culvert-tray-fallback.h",  # the interface that its old-style icon implements
    ],
    # The dialogs and windows are a module that is loaded when the first of them is needed.
    "app": [
        "base", "management", "prompt", "profiles", "launcher", "session", "words", "secrets", "notify",
        "tray", "ui",
    ],
}  # fmt: skip

# Libraries that only some layers may know. GLib and GIO are everybody's.
LIBRARIES = {
    "gtk/": ["dialogs", "windows"],
    "gdk/": ["dialogs", "windows"],
    "gnutls/": ["certificates"],
    "libsecret/": ["secrets"],
    "libnotify/": ["notify"],
    "json-glib/": ["app"],
}

INCLUDE = re.compile(r'\s*#\s*include\s*(["<])([^">]+)[">]')


def includes(path):
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        match = INCLUDE.match(line)
        if match:
            yield number, match.group(1) == '"', match.group(2)


def module_of(name):
    """A .c file and its header; a header that only parts of the module see belongs to it too."""
    return re.sub(r"(-private)?\.[ch]$", "", name)


def circles(graph):
    """Groups of modules that reach each other (Tarjan)."""
    index, low, stack, on_stack, found = {}, {}, [], set(), []

    def visit(node):
        index[node] = low[node] = len(index)
        stack.append(node)
        on_stack.add(node)
        for target in sorted(graph.get(node, ())):
            if target not in index:
                visit(target)
                low[node] = min(low[node], low[target])
            elif target in on_stack:
                low[node] = min(low[node], index[target])
        if low[node] == index[node]:
            group = []
            while not group or group[-1] != node:
                group.append(stack.pop())
                on_stack.discard(group[-1])
            if len(group) > 1:
                found.append(sorted(group))

    for node in sorted(graph):
        if node not in index:
            visit(node)
    return found


def check_include(complaints, headers, path, number, is_ours, name):
    layer = layer_of(path)
    if is_ours and "/" in name:
        complaints.add(path, number, f'"{name}": include headers by their name alone')
    elif is_ours and name in headers:
        target = layer_of(headers[name])
        allowed = target in MAY_INCLUDE[layer] and not name.endswith("-private.h")
        if target != layer and not allowed and name not in MAY_INCLUDE[layer]:
            complaints.add(path, number, f"{layer} may not include {name} of {target}")
    elif not is_ours:
        for prefix, layers in LIBRARIES.items():
            if name.startswith(prefix) and layer not in layers:
                complaints.add(path, number, f"{layer} may not include <{name}>")


def told_of_layers():
    """What the README says: layer → (layers it may include, those of which a few headers alone)."""
    told = {}
    text = README.read_text(encoding="utf-8").partition("| layer | may include |\n")[2]
    for layers, whole, part in re.findall(r"^\| ([a-z, ]+) \| ([^(|]*?)(?: \(([^)]*)\))? \|$", text, re.MULTILINE):
        for layer in layers.split(", "):
            told[layer] = (set(re.findall("[a-z]+", whole)), set(re.findall("[a-z]+", part)))
    return told


def check_readme(complaints, headers):
    told = told_of_layers()
    for layer, allowed in MAY_INCLUDE.items():
        whole = {name for name in allowed if not name.endswith(".h")}
        part = {layer_of(headers[name]) for name in allowed if name in headers}
        if told.get(layer) != (whole, part):
            complaints.add(README, 0, f"{layer} may include {sorted(whole)}, and a few headers of {sorted(part)}")
    for layer in told.keys() - MAY_INCLUDE.keys():
        complaints.add(README, 0, f"there is no layer {layer}")


def main():
    complaints = Complaints()
    sources = files("*.c", "*.h")
    headers = {path.name: path for path in sources if path.suffix == ".h"}
    graph = {}
    for path in sources:
        if layer_of(path) not in MAY_INCLUDE:
            complaints.add(path, 0, f"the layer {layer_of(path)} is not in the table")
            continue
        for number, is_ours, name in includes(path):
            check_include(complaints, headers, path, number, is_ours, name)
            if is_ours and name in headers and module_of(name) != module_of(path.name):
                graph.setdefault(module_of(path.name), set()).add(module_of(name))
        for number, line in numbered_code(path):
            if re.search(r"\bextern\b", line):
                complaints.add(path, number, "declared with extern instead of in a header")
    check_readme(complaints, headers)
    for group in circles(graph):
        complaints.add(SOURCE, 0, f"modules include each other: {', '.join(group)}")
    complaints.exit()


main()
