#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Culvert authors
# SPDX-License-Identifier: GPL-2.0-or-later
"""What is installed is complete, works after it was moved, and is found by shells and by the desktop.

Runs in tests/lab/desktop.sh.
"""

import gettext
import os
import pathlib
import re
import shutil
import subprocess
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from gi.repository import Gio  # noqa: E402
from lib import culvert, pseudo  # noqa: E402
from lib.desktop import APPLICATION_ID, Bus, Screen, Tray  # noqa: E402
from lib.wait import wait_for  # noqa: E402

HERE = pathlib.Path(__file__).resolve().parent
STAGE = pathlib.Path(culvert.STAGE)
MOVED = pathlib.Path(os.environ["CULVERT_LAB"]) / "moved here"

# Made by the tools of the desktop from what is installed, for all programs in the prefix together.
MADE_LATER = re.compile(
    r"share/(applications/mimeinfo\.cache|glib-2\.0/schemas/gschemas\.compiled|icons/hicolor/icon-theme\.cache"
    r"|mime/(?!packages/).*)$"
)

SAID_IN_HELP = ["Import even what runs programs of its own", "Wait until that is done"]
NAMES = ["Office", "Office in Köln", "It's 100%: home"]


def step(sentence):
    print(f"# {sentence}", flush=True)


def languages():
    return (HERE.parents[1] / "po" / "LINGUAS").read_text(encoding="utf-8").split()


def expected_files():
    files = (HERE / "installed-files").read_text(encoding="utf-8").splitlines()
    return {*files, *(f"share/locale/{language}/LC_MESSAGES/culvert.mo" for language in languages())}


def check_complete():
    step("every file is installed, and no other")
    found = {str(path.relative_to(STAGE)) for path in STAGE.rglob("*") if path.is_file()}
    found = {re.sub(r"^lib(64|/[^/]+-linux-[^/]+)/", "lib/", name) for name in found}
    found = {name for name in found if not MADE_LATER.match(name)}
    assert found == expected_files(), f"not as listed: {sorted(found ^ expected_files())}"


def move():
    """A copy elsewhere, in a prefix that no part of the desktop knows."""
    shutil.copytree(STAGE, MOVED)
    culvert.PROGRAM = str(MOVED / "bin" / "culvert")
    folders = os.environ["XDG_DATA_DIRS"].split(":")
    os.environ["XDG_DATA_DIRS"] = ":".join(folder for folder in folders if not folder.startswith(str(STAGE)))


def check_moved(tray, screen, program):
    step("the moved program answers, and shows its icon and its window")
    assert re.fullmatch(r"Culvert \d+\.\d+\.\d+\n", culvert.do("--version"))
    assert "--background" in culvert.do("--help")
    tray.wait_icon("disconnected-symbolic")
    assert tray.properties()["IconThemePath"] == str(MOVED / "share" / "icons")
    tray.activate()
    screen.window_with("No connections yet")
    maps = pathlib.Path(f"/proc/{program.process.pid}/maps").read_text(encoding="utf-8")
    assert f"{MOVED}/lib" in maps
    assert str(STAGE) not in maps, "something of the first place is used"


def complete_in_bash(*words):
    """What bash offers for the last of the words."""
    quote = ["bash", "-c", 'printf "%q " "$@"', "-", *words]
    quoted = subprocess.run(quote, capture_output=True, text=True, check=True)
    script = f"""
        . /usr/share/bash-completion/bash_completion
        . "$1"
        COMP_WORDS=({quoted.stdout})
        COMP_CWORD=$((${{#COMP_WORDS[@]}} - 1))
        COMP_LINE="${{COMP_WORDS[*]}}"
        COMP_POINT=${{#COMP_LINE}}
        _culvert "$2" "${{COMP_WORDS[-1]}}" "${{COMP_WORDS[-2]}}"
        [ ${{#COMPREPLY[@]}} -eq 0 ] || printf '%s\\n' "${{COMPREPLY[@]}}"
    """
    file = MOVED / "share" / "bash-completion" / "completions" / "culvert"
    done = subprocess.run(
        ["bash", "--norc", "-c", script, "-", str(file), culvert.PROGRAM],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "LC_ALL": "C.UTF-8"},
    )
    return done.stdout.splitlines()


def unquoted(word):
    return subprocess.run(["bash", "-c", f"printf %s {word}"], capture_output=True, text=True, check=True).stdout


def complete_in_fish(line):
    file = MOVED / "share" / "fish" / "vendor_completions.d" / "culvert.fish"
    path = f"{MOVED / 'bin'}:{os.environ['PATH']}"
    done = subprocess.run(
        ["fish", "--no-config", "-c", 'source $argv[1]; complete -C "$argv[2]"', str(file), line],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PATH": path},
    )
    return [offered.split("\t")[0] for offered in done.stdout.splitlines()]


def check_completions():
    step("shells complete the connections that there are")
    for number, name in enumerate(NAMES):
        culvert.do("--attach", f"unix:/nowhere/{number}", "--name", name)
    listed = culvert.do("--list").splitlines()
    assert sorted(listed) == sorted(NAMES), listed

    offered = complete_in_bash("culvert", "--connect", "")
    assert sorted(map(unquoted, offered)) == sorted(NAMES), offered
    offered = complete_in_bash("culvert", "--disconnect", "Office i")
    assert list(map(unquoted, offered)) == ["Office in Köln"], offered
    assert "--all" in complete_in_bash("culvert", "--disconnect", "-")
    assert complete_in_bash("culvert", "--allow") == ["--allow-programs"]
    if shutil.which("fish"):
        assert sorted(complete_in_fish("culvert --connect Off")) == ["Office", "Office in Köln"]
        assert "--all" in complete_in_fish("culvert --disconnect ")


def let_the_bus_start_it(bus):
    service = MOVED / "share" / "dbus-1" / "services" / f"{APPLICATION_ID}.service"
    text = service.read_text(encoding="utf-8")
    assert f"Exec={STAGE}/bin/culvert " in text, text
    text = text.replace(f"Exec={STAGE}/bin/culvert ", f'Exec="{MOVED}/bin/culvert" ')
    folder = pathlib.Path(os.environ["CULVERT_LAB"]) / "services"
    (folder / service.name).write_text(text, encoding="utf-8")
    bus.call("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus", "ReloadConfig")


def check_desktop_file(tray, screen, bus):
    step("the desktop starts it for an action of its menu, and for a profile")
    let_the_bus_start_it(bus)
    file = MOVED / "share" / "applications" / f"{APPLICATION_ID}.desktop"
    entry = Gio.DesktopAppInfo.new_from_filename(str(file))
    assert entry.list_actions() == ["import", "disconnect-all", "preferences"]
    assert not bus.has_owner(APPLICATION_ID)
    entry.launch_action("preferences")
    screen.window("Preferences")
    tray.wait_icon("disconnected-symbolic")

    profile = pathlib.Path(os.environ["CULVERT_LAB"]) / "some.ovpn"
    profile.write_text("client\ndev tun\nremote 127.0.0.1 1194\nauth-user-pass\n", encoding="utf-8")
    assert entry.launch([Gio.File.new_for_path(str(profile))])
    screen.window_with("Import", "push button")
    culvert.do("--quit")
    wait_for(lambda: not bus.has_owner(APPLICATION_ID), "Culvert to end")


def without_brackets(texts):
    """What is neither translated, nor a name, nor GTK's own, nor the report that is always in English."""
    known = {"Culvert", "Close", "Minimize", "Maximize", "Shortcuts", "Ctrl", "Alt", "Shift", *NAMES}
    texts = [text for text in texts if text not in known and not text.startswith("== ")]
    return [text for text in texts if "⟦" not in text and re.search(r"[A-Za-z]{2}", text)]


def check_language(tray, screen):
    step("every word that shows comes from the translation")
    pseudo.install(MOVED / "share")
    # The language of a locale that is installed everywhere.
    environment = {"LANGUAGE": pseudo.LANGUAGE, "LC_ALL": "C.UTF-8"}
    told = culvert.run("--help", environment={**os.environ, **environment}).stdout
    told = re.findall(r"^  (?:-h, )?--[\w-]+(?:=\S+)?\s+(.*)$", told, re.MULTILINE)
    assert without_brackets(told[3:]) == [], told  # after those of GLib
    with culvert.Culvert("--background", environment=environment):
        tray.wait_icon("disconnected-symbolic")
        labels = tray.menu().labels()
        assert len(labels) > 5 and not without_brackets([label for label in labels if label != "---"]), labels
        for action in ("show-window", "preferences", "shortcuts", "attach", "support-bundle"):
            before = len(screen.windows())
            arguments = ["gapplication", "action", APPLICATION_ID, action]
            subprocess.run(arguments, check=True)
            wait_for(lambda count=before: len(screen.windows()) > count, lambda what=action: f"the window of {what}")
        texts = [text for window in screen.windows() for text in [window.title, *window.texts()] if text]
        assert len(texts) > 40, texts
        assert without_brackets(texts) == [], without_brackets(texts)


def check_each_language():
    step("the moved program, the menu of the desktop, and the file manager speak every language")
    share = MOVED / "share"
    texts = {
        name: (share / name).read_text(encoding="utf-8")
        for name in (
            f"applications/{APPLICATION_ID}.desktop",
            f"metainfo/{APPLICATION_ID}.metainfo.xml",
            f"mime/packages/{APPLICATION_ID}.xml",
        )
    }
    for language in languages():
        catalogue = gettext.translation("culvert", share / "locale", [language])
        # The locale is one that is installed everywhere; all it must not be is C.
        environment = {**os.environ, "LANGUAGE": language, "LC_ALL": "C.UTF-8"}
        told = culvert.run("--help", environment=environment).stdout
        for sentence in SAID_IN_HELP:
            assert catalogue.gettext(sentence) != sentence, f"{language}: {sentence}"
            assert catalogue.gettext(sentence) in told, f"{language}: {told}"
        for name, text in texts.items():
            tag = f"[{language}]=" if name.endswith(".desktop") else f'xml:lang="{language}"'
            assert tag in text, f"nothing in {language} in {name}"


def main():
    bus = Bus()
    tray, screen = Tray(bus), Screen()
    check_complete()
    move()
    with culvert.Culvert("--background") as program:
        check_moved(tray, screen, program)
        check_completions()
    check_each_language()
    check_language(tray, screen)
    check_desktop_file(tray, screen, bus)


main()
