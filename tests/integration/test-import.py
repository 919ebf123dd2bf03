#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Culvert authors
# SPDX-License-Identifier: GPL-2.0-or-later
"""From a file to a connection and back, as a person does it in the windows.

Runs in tests/lab/netns.sh and tests/lab/desktop.sh, where nobody but Culvert itself can start a
daemon.
"""

import os
import stat
import sys

import gi

gi.require_version("Secret", "1")
from gi.repository import Gio, GLib, Secret  # noqa: E402

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from lib import culvert, desktop  # noqa: E402
from lib.openvpn import Folder, Server  # noqa: E402
from lib.tunnel import block  # noqa: E402
from lib.wait import wait_for  # noqa: E402

NAME = "Office"
USER, PASSWORD = "alice", "wonderland"


def step(sentence):
    print(f"# {sentence}", flush=True)


def profile(folder, server, *more):
    pki = folder.file("pki")
    return "\n".join(
        [
            "client",
            "dev null",
            "ifconfig-noexec",
            "route-noexec",
            f"remote {server.address} {server.port} {server.protocol}",
            "nobind",
            "remote-cert-tls server",
            "auth-user-pass",
            "connect-retry 1 1",
            block("ca", f"{pki}/ca.crt"),
            block("cert", f"{pki}/client.crt"),
            block("key", f"{pki}/client.key"),
            *more,
            "",
        ]
    )


def texts_folder():
    return os.path.join(os.environ["XDG_DATA_HOME"], "culvert", "profiles")


def text_path(name):
    return os.path.join(texts_folder(), culvert.connections()[name]["id"] + ".ovpn")


def read(path):
    with open(path, encoding="utf-8") as file:
        return file.read()


def files_below(*folders):
    """Every file there is, with the moment of its last change."""
    found = {}
    for folder in folders:
        for path, _folders, names in os.walk(folder):
            found.update((os.path.join(path, name), os.lstat(os.path.join(path, name)).st_mtime_ns) for name in names)
    return found


def kept_passwords(profile_id):
    """What the keyring keeps for a connection."""
    service = Secret.Service.get_sync(Secret.ServiceFlags.OPEN_SESSION | Secret.ServiceFlags.LOAD_COLLECTIONS, None)
    items = service.search_sync(None, {}, Secret.SearchFlags.ALL, None)
    return [item for item in items if profile_id in item.get_attributes().values()]


def open_as_file_manager(path):
    path_of_application = "/" + desktop.APPLICATION_ID.replace(".", "/")
    arguments = GLib.Variant("(asa{sv})", ([Gio.File.new_for_path(path).get_uri()], {}))
    desktop.Bus().call(desktop.APPLICATION_ID, path_of_application, "org.freedesktop.Application", "Open", arguments)


class Person:
    """Who sits before the windows."""

    def __init__(self):
        self.screen = desktop.Screen()

    def window(self):
        return self.screen.window_with("Add a connection")

    def choose(self, item):
        """In the menu of the connection that is shown."""
        self.window().click("More")
        self.screen.window_with(item).find(item).act()

    def review(self):
        """The dialog that shows what a file would become."""
        return self.screen.window_with("Import this profile?", "label")

    def sign_in(self):
        question = self.screen.window_with("User name", "text")
        question.fill("User name", USER)
        question.fill("Password", PASSWORD)
        question.check("Remember")
        question.click("Sign in")
        question.wait_gone()


def test_empty_list(person, folder):
    step("the tray imports a profile")
    desktop.Tray().click("Import profile…")
    person.screen.window("Import profiles").click("Cancel")

    step("an empty list says what to do, and Ctrl+O chooses a file")
    desktop.Tray().click("Show Culvert")
    window = person.window()
    window.wait_text("No connections yet")
    assert window.look_for("Import a profile…", "push button") and window.look_for("Attach to a running", "push button")
    desktop.press("ctrl+o")
    chooser = person.screen.window("Import profiles")
    chooser.wait_active()
    desktop.press("slash")
    chooser.find("", "text").accessible.get_editable_text_iface().set_text_contents(folder.file(f"{NAME}.ovpn"))
    desktop.press("Return")
    person.review().click("Cancel")
    assert culvert.connections() == {}


def test_import(person, folder):
    step("a file that is opened is reviewed, imported, and shown")
    culvert.do(folder.file(f"{NAME}.ovpn"))
    review = person.review()
    assert review.entry("Name").text() == NAME and review.says("Your certificate"), review.texts()
    review.click("Import")
    window = person.screen.window(f"{NAME} — Culvert")
    window.wait_text("Your certificate: ")
    assert stat.S_IMODE(os.stat(text_path(NAME)).st_mode) == 0o600

    step("whoever opens it again is told that it is there")
    culvert.do(folder.file(f"{NAME}.ovpn"))
    again = person.review()
    again.wait_text(f"“{NAME}” leads to the same server already.")
    again.click("Cancel")
    again.wait_gone()

    step("and Connect connects it")
    window.click("Connect")
    person.sign_in()
    culvert.wait_state(NAME, "connected")
    wait_for(lambda: kept_passwords(culvert.connections()[NAME]["id"]), "the password to be kept")


def test_edit(person, second):
    step("an edited profile is used by the next daemon")
    person.choose("Edit profile…")
    editor = person.screen.window(f"Profile of {NAME}")
    text = editor.find("", "text")
    edited = text.text().replace(f" {text.text().split('remote ', 1)[1].split()[1]} ", f" {second.port} ", 1)
    assert text.accessible.get_editable_text_iface().set_text_contents(edited)
    editor.click("Save")
    editor.wait_gone()
    wait_for(lambda: f" {second.port} " in read(text_path(NAME)), "the changed text on the disk")
    assert "PRIVATE KEY" in read(text_path(NAME))
    window = person.window()
    window.wait_text("The changes take effect")
    window.click("Connect again")
    # The password was kept for another server.
    person.sign_in()
    second.wait_attempt(1)
    culvert.wait_state(NAME, "connected")


def test_rename_and_duplicate(person):
    step("a renamed connection has its name everywhere")
    person.choose("Rename…")
    dialog = person.screen.window_with("Rename", "push button")
    dialog.fill("Name", "Main office")
    dialog.click("Rename")
    person.screen.window("Main office — Culvert")

    step("a duplicate has the same text, under another id")
    person.choose("Duplicate")
    person.screen.window("Main office (copy) — Culvert")
    assert read(text_path("Main office (copy)")) == read(text_path("Main office"))
    assert culvert.connections()["Main office (copy)"]["state"] == "disconnected"


def test_export(person, folder):
    step("an export is the whole profile, for its owner alone")
    person.choose("Export…")
    target = folder.file("exported.ovpn")
    chooser = person.screen.window("Export profile and keys")
    chooser.fill("Name", target)
    chooser.click("Export")
    person.window().wait_text("was exported")
    assert read(target) == read(text_path("Main office (copy)"))
    assert stat.S_IMODE(os.stat(target).st_mode) == 0o600


def test_remove(person):
    step("a removed connection can be had back")
    person.window().select_row("Main office")
    wait_for(lambda: "copy" not in person.window().title, "the first connection to be shown", 10)
    before = culvert.connections()["Main office"]
    path = text_path("Main office")
    person.choose("Remove")
    wait_for(lambda: "Main office" not in culvert.connections(), "the connection to be gone")
    person.window().wait_text("“Main office” was removed.")
    person.window().click("Undo")
    wait_for(lambda: "Main office" in culvert.connections(), "the connection to be back")
    culvert.wait_state("Main office", "disconnected")
    assert culvert.connections()["Main office"]["id"] == before["id"] and os.path.exists(path)

    step("and after some seconds there is nothing left of it")
    person.window().select_row("Main office")
    wait_for(lambda: "copy" not in person.window().title, "the first connection to be shown", 10)
    person.choose("Remove")
    wait_for(lambda: not os.path.exists(path), "the text to be deleted", 20, 0.1)
    wait_for(lambda: not kept_passwords(before["id"]), "the passwords to be deleted")


def test_programs(person, folder, server):
    step("a profile that runs programs is imported only by somebody who says so")
    path = folder.write("Scripts.ovpn", profile(folder, server, "script-security 2", "up /tmp/x.sh"))
    open_as_file_manager(path)
    review = person.review()
    button = review.button("Import")
    assert not button.is_sensitive() and review.says("/tmp/x.sh"), review.texts()
    consent = review.find("", "check box")
    consent.act()
    wait_for(button.is_sensitive, "the import to be possible")
    button.act()
    person.screen.window("Scripts — Culvert")


def test_hostile_names(person, folder, server):
    step("the name of a file decides nothing about where it is kept")
    inside = os.path.join(folder.path, "etc", "cron.d")
    os.makedirs(inside)
    before = files_below("/etc", folder.path, os.environ["HOME"])
    os.chdir(folder.path)
    strange = [os.path.join(folder.path, "etc/../etc/cron.d/x.ovpn"), folder.file("-rf.ovpn"), folder.file(".ovpn")]
    for path in strange:
        with open(path, "w", encoding="utf-8") as file:
            file.write(profile(folder, server))
        before[os.path.normpath(path)] = os.lstat(path).st_mtime_ns
        known = set(culvert.connections())
        culvert.do("--", os.path.basename(path) if path.endswith("-rf.ovpn") else path)
        person.review().click("Import")
        wait_for(lambda known=known: set(culvert.connections()) - known, f"{path} to be imported")
    culvert.do("--list")

    ids = {row["id"] for row in culvert.connections().values()}
    assert {name.removesuffix(".ovpn") for name in os.listdir(texts_folder())} == ids
    own = [os.environ[name] for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME")]
    after = files_below("/etc", folder.path, os.environ["HOME"])
    logs = (folder.file("server.log"), folder.file("second.log"))
    changed = [path for path in after if before.get(path) != after[path] and path not in logs]
    assert all(any(path.startswith(place) for place in own) for path in changed), changed


def test_command_line(folder, server):
    step("without a display a file is refused with a sentence that names the way without")
    environment = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY")}
    done = culvert.run(folder.file(f"{NAME}.ovpn"), environment=environment)
    assert done.returncode == 1 and "--import" in done.stderr, done
    done = culvert.run("--list", folder.file(f"{NAME}.ovpn"))
    assert done.returncode == 2 and done.stderr.strip(), done

    step("options that cannot be understood are wrong usage, and are said to be")
    for wrong in (("--nonsense",), ("--wait", "0"), ("--wait", "3601"), ("--wait", "soon")):
        done = culvert.run("--connect", NAME, *wrong)
        assert done.returncode == 2 and wrong[0] in done.stderr, (wrong, done)

    step("a refused file is refused in one sentence")
    done = culvert.run("--import", folder.write("Refused.ovpn", profile(folder, server, "config other.ovpn")))
    assert done.returncode == 1 and done.stderr.strip().count("\n") == 0 and done.stderr.strip(), done


def main():
    folder = Folder()
    instance = culvert.Culvert()
    person = Person()
    try:
        with Server(folder) as server, Server(folder, "second") as second, instance:
            server.users[USER] = second.users[USER] = PASSWORD
            folder.write(f"{NAME}.ovpn", profile(folder, server))
            test_empty_list(person, folder)
            test_import(person, folder)
            test_edit(person, second)
            test_rename_and_duplicate(person)
            test_export(person, folder)
            test_remove(person)
            test_programs(person, folder, server)
            test_hostile_names(person, folder, server)
            test_command_line(folder, server)
    except BaseException:
        print(instance.log(), file=sys.stderr)
        raise
    finally:
        folder.remove()


if __name__ == "__main__":
    main()
