# SPDX-FileCopyrightText: 2026 The Culvert authors
# SPDX-License-Identifier: GPL-2.0-or-later
"""All that a fault may be done to: the program and its window, daemons and their server, the desktop."""

import collections
import contextlib
import os
import signal
import subprocess
import time
import uuid

from gi.repository import GLib
from lib import culvert
from lib.desktop import APPLICATION_ID, MESSAGE_BUS, WATCHER, Bus, Notifications, Screen, Tray
from lib.keyring import SECRETS, Keyring, dismiss_unlock_dialog, find_windows
from lib.openvpn import ClientDaemon, Server
from lib.tunnel import FarServer, FarSide
from lib.wait import stop_process, wait_for
from system_bus import SystemBus
from watchdog import PATIENCE

PATH = "/" + APPLICATION_ID.replace(".", "/")
NOTIFIER = "org.freedesktop.Notifications"
PASSWORD = "through f1re"
USER = "alice"

# number  as F1
# name    what goes wrong, and what is wanted of Culvert then
# inject  does it: function of the lab; what it returns goes to
# expect  which waits for what is wanted, and leaves a lab in which the next fault can be injected
# is_patient  much of it is waiting, in a connection of its own: others may be injected meanwhile
Fault = collections.namedtuple("Fault", "number name inject expect is_patient", defaults=(False,))


class Site:
    """A connection, and the daemon behind it."""

    def __init__(self, lab, title, relay=None, **options):
        options.setdefault("auth_user_pass", False)
        options.setdefault("name", f"client{len(lab.sites)}")
        options.setdefault("server", lab.server)
        self.lab = lab
        self.name = title
        self.client = ClientDaemon(lab.folder, **options)
        self.client.start()
        self.relay = relay(self.client) if relay else None
        if self.relay:
            self.relay.start()
        self.endpoint = (self.relay or self.client).endpoint

    def attach(self, reason="found"):
        culvert.do("--attach", self.endpoint, "--name", self.name, "--background")
        self.wait_reason(reason)
        return self

    def facts(self):
        return culvert.connections()[self.name]

    def wait_reason(self, reason, seconds=15):
        def given():
            return self.facts() if self.facts()["reason"] == reason else None

        return wait_for(given, lambda: f"{self.name} to be {reason}; {self.facts()}", seconds * PATIENCE, 0.05)

    def wait_written(self):
        """This one, and not an earlier one of this name."""
        wait_for(lambda: self.facts()["id"] in self.lab.settings().values(), "it to be written down")

    def wait_state(self, *states, seconds=15):
        def reached():
            return self.facts() if self.facts()["state"] in states else None

        return wait_for(reached, lambda: f"{self.name} to be {states}; {self.facts()}", seconds * PATIENCE, 0.05)

    def connect(self):
        culvert.do("--connect", self.name, "--wait", "20")
        return self

    def question(self, seconds=15, entry="Password"):
        def asked():
            for window in self.lab.screen.windows():
                if self.name in window.title and window.look_for(entry, "text", "password text"):
                    return window
            return None

        return wait_for(asked, lambda: f"{self.name} to ask; {self.lab.screen.titles()}", seconds * PATIENCE)

    def ask(self, seconds=15):
        culvert.do("--connect", self.name)
        return self.question(seconds)

    @staticmethod
    def fill(question, remember=False):
        question.fill("User name", USER)
        question.fill("Password", PASSWORD)
        question.check("Remember", remember)

    def accept(self, question):
        question.click("Sign in")
        question.wait_gone()
        self.wait_state("connected")

    def sign_in(self, remember=False):
        question = self.ask()
        self.fill(question, remember)
        self.accept(question)

    def remove(self):
        """Both ends: nothing of it is left for the next fault."""
        known = culvert.connections().get(self.name)
        if known:
            self.lab.remove(known)
            wait_for(lambda: self.name not in culvert.connections(), f"{self.name} to be removed")
        self.client.stop()
        if self.relay:
            self.relay.__exit__()

    def stop(self):
        self.client.stop()


def screen_pid():
    """Of the X server: see tests/lab/desktop.sh."""
    with open(f"/tmp/.X{os.environ['DISPLAY'].removeprefix(':')}-lock", encoding="ascii") as lock:
        return int(lock.read())


class Lab:
    def __init__(self, folder, stack):
        self.folder = folder
        self.stack = stack
        self.sites = []
        self.removed = set()  # ids
        self.bus = Bus()
        self.tray = Tray(self.bus)
        self.screen = Screen()
        self.notifications = Notifications()
        self.server = Server(folder, network="10.8.0.0 255.255.255.0", options=["auth-user-pass-optional"])
        self.server.users = {USER: PASSWORD, "": ""}
        # GLib writes the settings of this lab to the disk at once and waits for it, in the main loop.
        environment = {"G_DEBUG": "fatal-criticals", "GSETTINGS_BACKEND": "memory"}
        self.program = culvert.Culvert(environment=environment)
        self.system_bus = SystemBus()
        self.far_side = FarSide()
        self.far_server = None
        stack.callback(self.system_bus.stop)
        stack.enter_context(self.server)
        stack.callback(self.program.stop)

    def start_other_server(self):
        """One that nobody else needs; returns it."""
        server = Server(self.folder, name="other-server", options=["auth-user-pass-optional"])
        server.users = {"": ""}
        return self.stack.enter_context(server)

    def lay_cable(self):
        """To a server in another network, whose client knows after four seconds that nobody answers."""
        if self.far_server is None:
            self.stack.enter_context(self.far_side)
            self.far_server = FarServer(self.folder, self.far_side)
            self.far_server.options.append("auth-user-pass-optional")
            self.far_server.name = "far-server"
            self.far_server.users[""] = ""
            self.stack.enter_context(self.far_server)

    def site(self, title, **options):
        site = Site(self, title, **options)
        self.sites.append(site)
        self.stack.callback(site.stop)
        return site

    def act(self, action, *targets):
        """What a menu item of the program does."""
        arguments = GLib.Variant("(sava{sv})", (action, [GLib.Variant("s", target) for target in targets], {}))
        self.bus.call(APPLICATION_ID, PATH, "org.gtk.Actions", "Activate", arguments)

    def keep(self, keyring, unlocked=True):
        """Another keyring for one that was killed."""
        keyring.start(unlocked)
        self.stack.callback(keyring.stop)

    def spawn(self, command, log):
        """A part of the desktop in the place of one that was killed."""
        with open(os.path.join(os.environ["CULVERT_LAB"], log), "ab") as file:
            process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=file, stderr=subprocess.DEVNULL)
        self.stack.callback(stop_process, process)
        return process

    @staticmethod
    def look_away():
        """Whoever has the window before them is not told by a notification, too."""
        for window in find_windows("^Culvert"):
            subprocess.run(["xdotool", "windowminimize", "--sync", window], check=True)

    def start_notifier(self):
        config = os.path.join(os.environ["CULVERT_LAB"], "dunstrc")
        self.spawn(["dunst", "-conf", config, "-print"], "notifications.log")
        wait_for(lambda: self.bus.has_owner(NOTIFIER), "the notification daemon to come back")

    def kill_panel(self):
        """All of it: a part that dies often is not started again by the rest, which asks about it."""
        os.kill(self.bus.pid_of("org.xfce.Panel"), signal.SIGKILL)
        wait_for(lambda: not self.bus.has_owner(WATCHER[0]), "the panel to be gone")

    def start_panel(self):
        self.spawn(["xfce4-panel", "--disable-wm-check"], "panel.log")
        wait_for(lambda: self.bus.has_owner(WATCHER[0]), "the panel to come back")

    def begin(self, *arguments):
        """A command line that nobody waits for."""
        self.stack.callback(stop_process, subprocess.Popen([culvert.PROGRAM, *arguments]))

    def start_program(self):
        """Until it is this one that answers, with its icon, and its window if it was asked to show one."""
        wait_for(lambda: not self.bus.has_owner(APPLICATION_ID), "the last one to be gone")
        self.rewrite_settings(self.drop_removed)
        self.program.start()
        wait_for(lambda: self.bus.has_owner(APPLICATION_ID), "Culvert to start")
        self.tray.wait()
        self.screen.window("Culvert")  # whoever looks at it has a connection of its own to it from then on
        return self.program

    def start(self):
        """With all loaded and shown once that is loaded when it is first shown."""
        self.program.arguments = ()
        self.start_program()
        site = self.site("Warm-up", auth_user_pass=True).attach()
        site.sign_in()
        site.remove()

    def restart_program(self):
        self.program.kill()
        started = time.monotonic()
        self.start_program()
        return started

    def recover(self):
        """After a fault that was not survived: as in the beginning, for the next one."""
        self.program.kill()
        with contextlib.suppress(FileNotFoundError):
            os.unlink(self.settings_path)
        for site in self.sites:
            site.stop()
        self.start_program()
        self.recover_desktop()

    def recover_desktop(self):
        with contextlib.suppress(FileNotFoundError):
            os.unlink(os.path.join(os.environ["CULVERT_LAB"], "services", f"{SECRETS}.service"))
        self.bus.call(*MESSAGE_BUS, "ReloadConfig")
        keyring = Keyring()
        if keyring.pid is None:
            self.keep(keyring)
        keyring.resume()
        dismiss_unlock_dialog()
        keyring.unlock()
        if not self.bus.has_owner(NOTIFIER):
            self.start_notifier()
        if not self.bus.has_owner(WATCHER[0]):
            self.start_panel()

    def count_notifications(self, text):
        return sum(text in shown.summary for shown in self.notifications.all())

    def remove(self, facts):
        self.removed.add(facts["id"])
        self.act("remove", facts["id"])

    @property
    def settings_path(self):
        return os.path.join(os.environ["XDG_CONFIG_HOME"], "culvert", "connections.conf")

    def settings(self):
        """name → id of what is written down; raises where it cannot be read."""
        file = GLib.KeyFile()
        file.load_from_file(self.settings_path, GLib.KeyFileFlags.NONE)
        groups = [group for group in file.get_groups()[0] if group.startswith("connection ")]
        return {file.get_string(group, "name"): group.removeprefix("connection ") for group in groups}

    def rewrite_settings(self, change):
        """While no Culvert is running."""
        file = GLib.KeyFile()
        with contextlib.suppress(GLib.Error):
            file.load_from_file(self.settings_path, GLib.KeyFileFlags.KEEP_COMMENTS)
            change(file)
            file.save_to_file(self.settings_path)

    def drop_removed(self, file):
        """What was removed a moment ago comes back where Culvert is killed, because it could still be had
        back. Nobody wants these."""
        for ident in self.removed:
            with contextlib.suppress(GLib.Error):
                file.remove_group(f"connection {ident}")

    def add_absent(self, count):
        """Connections to daemons that are not there."""
        def add(file):
            [first, *_rest] = [group for group in file.get_groups()[0] if group.startswith("connection ")]
            for number in range(count):
                group = f"connection {uuid.uuid4()}"
                for key in file.get_keys(first)[0]:
                    file.set_value(group, key, file.get_value(first, key))
                file.set_string(group, "name", f"Absent {number}")
                file.set_string(group, "endpoint", f"unix:/run/absent-{number}")

        self.rewrite_settings(add)

    def remove_absent(self):
        for name, facts in culvert.connections().items():
            if name.startswith("Absent "):
                self.remove(facts)


def start_screen():
    """Another X server; returns its process and its name."""
    process = subprocess.Popen(
        ["Xvfb", "-displayfd", "1", "-screen", "0", "800x600x24", "-nolisten", "tcp", "-noreset"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    return process, f":{process.stdout.readline().strip()}"


@contextlib.contextmanager
def within(seconds):
    """What is in it may not take longer, however long its steps are ready to wait."""
    start = time.monotonic()
    yield
    took = time.monotonic() - start
    assert took <= seconds * PATIENCE, f"{took:.1f} s instead of {seconds}"
