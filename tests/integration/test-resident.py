#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Culvert authors
# SPDX-License-Identifier: GPL-2.0-or-later
"""An ordinary user of a system with systemd and polkit, before his windows: the services that an
administrator has set up for him, his own profiles, and what he is told when he may not.

Runs in tests/lab/systemd.sh.
"""

import json
import os
import sys

import gi

gi.require_version("Gdk", "3.0")
gi.require_version("Gtk", "3.0")
from gi.repository import Gdk, Gtk  # noqa: E402

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from lib import culvert, desktop  # noqa: E402
from lib.resident import (  # noqa: E402
    HOME,
    PASSWORD,
    PROFILE,
    USER,
    Administrator,
    ResidentAgent,
    is_root,
    run_as_resident,
)
from lib.tunnel import INSIDE, device_of  # noqa: E402
from lib.wait import wait_for  # noqa: E402

SITE = "openvpn-client@site.service"
BRANCH = "openvpn-client@branch.service"
BRANCH_CONFIG = "/etc/openvpn/client/branch.conf"
HIDDEN = "/run/user/0/ca.crt"
LOGIN = ("org.freedesktop.login1", "/org/freedesktop/login1", "org.freedesktop.login1.Manager")
RESOLVED = "/var/cache/culvert-lab/resolved"
RESTART = "MANAGEMENT: CMD 'signal SIGUSR1'"
SNEAKED = "/etc/openvpn/client/sneaked.conf"
NOT_IN_USE = "The VPN’s name servers are not in use"
NO_AGENT = "nothing on this desktop can ask for it"


def step(sentence):
    print(f"# {sentence}", flush=True)


def read(path):
    with open(path, encoding="utf-8") as file:
        return file.read()


def clipboard():
    return Gtk.Clipboard.get(Gdk.SELECTION_CLIPBOARD).wait_for_text() or ""


def count_in_journal(administrator, unit, text):
    return administrator.do("journalctl", "--no-pager", "-o", "cat", "-u", unit).count(text)


def has_tunnel():
    return any(name.startswith("tun") for name in os.listdir("/sys/class/net"))


class Resident:
    """Who sits before the windows, with an administrator within call."""

    def __init__(self, instance):
        self.instance = instance
        self.administrator = Administrator()
        self.screen = desktop.Screen()

    def window(self):
        return self.screen.window_with("Add a connection")

    def choose(self, button, item):
        """In a menu of the main window."""
        self.window().click(button)
        self.screen.window_with(item).find(item).act()

    def select(self, name):
        self.window().select_row(name)
        self.window().find(name, "label")

    def press(self, button):
        self.window().click(button)

    def wait_connected(self, name):
        """Until there is a tunnel, and a ping has come back through it; returns the facts."""
        facts = culvert.wait_state(name, "connected")
        ping = self.administrator.run("ping", "-c", "1", "-w", "5", "-I", facts["vpn_ipv4"], INSIDE)
        assert ping.returncode == 0, ping.stdout + ping.stderr
        return facts

    def wait_inactive(self, unit):
        wait_for(
            lambda: self.administrator.unit_property(unit, "ActiveState") == "inactive",
            f"{unit} to have ended",
            interval=0.1,
        )

    def agent(self):
        agent = ResidentAgent(self.administrator, self.instance.process.pid)
        agent.wait_word("ready")
        return agent

    def import_profile(self, name, *more):
        path = os.path.join(HOME, f"{name}.ovpn")
        with open(path, "w", encoding="utf-8") as file:
            file.write(read(PROFILE) + "".join(line + "\n" for line in more))
        return culvert.run("--import", path, "--name", name, "--allow-programs")

    def unit_of(self, name):
        return f"culvert-{os.getuid()}-{culvert.connections()[name]['id']}.service"

    def owner_of_daemon(self, unit):
        pid = self.administrator.unit_property(unit, "MainPID")
        return os.stat(f"/proc/{pid}").st_uid


def test_service(resident):
    step("a service that an administrator has set up is offered, and added")
    administrator = resident.administrator
    listening = "management /run/openvpn-site/socket unix\nmanagement-client-user resident\nmanagement-hold\n"
    administrator.write("/etc/openvpn/client/site.conf", read(PROFILE) + listening)
    administrator.do("mkdir", "/run/openvpn-site")
    desktop.Tray().click("Show Culvert")
    resident.choose("Add a connection", "Add system service…")
    offer = resident.screen.window_with("Add a system service", "label")
    row = offer.row("site")
    row.wait_text("Not running")
    row.find("Add", "push button").act()
    offer.wait_gone()
    facts = culvert.wait_state("site", "disconnected")
    assert facts["kind"] == "service", facts

    step("without a rule, and with nothing that could ask, it is told who can start it, and how")
    resident.press("Connect")
    resident.window().wait_text(NO_AGENT)
    resident.window().wait_text(f"sudo systemctl start {SITE}")
    assert culvert.connections()["site"]["reason"] == "no-agent"
    resident.wait_inactive(SITE)

    step("a rule that says no is told apart")
    administrator.set_policy("NO")
    resident.press("Try again")
    resident.window().wait_text("The system does not allow you to start OpenVPN.")
    resident.wait_inactive(SITE)

    step("with a rule that allows it, the service is started")
    administrator.set_policy("YES")
    resident.press("Try again")
    resident.wait_connected("site")
    assert administrator.unit_property(SITE, "ActiveState") == "active"

    step("who disconnects needs no rule: the tunnel ends, and the daemon waits for the next time")
    administrator.set_policy("NO")
    resident.press("Disconnect")
    culvert.wait_state("site", "disconnected")
    wait_for(lambda: not has_tunnel(), "the tunnel to be gone")
    assert administrator.unit_property(SITE, "ActiveState") == "active"
    resident.press("Connect")
    resident.wait_connected("site")

    step("an administrator who stops the service ends the connection, and it is said who did")
    administrator.do("systemctl", "stop", SITE)
    assert culvert.wait_state("site", "failed", "disconnected")["reason"] == "command"
    administrator.do("rm", "/etc/openvpn/client/site.conf")


def test_profile_fit_for_root(resident):
    step("a profile of his own: without anybody who could ask, the exact command is shown")
    administrator = resident.administrator
    administrator.set_policy(None)
    assert resident.import_profile("office").returncode == 0
    resident.select("office")
    unit = resident.unit_of("office")
    resident.press("Connect")
    resident.window().wait_text(NO_AGENT)
    resident.window().wait_text(f"sudo systemd-run --collect --unit={unit}")

    step("he is asked for a password, and changes his mind: nothing is left half started")
    with resident.agent() as agent:
        resident.press("Try again")
        agent.wait_word("asked")
        agent.dismiss()
        resident.window().wait_text("The start of OpenVPN was not authorized.")
        assert administrator.unit_property(unit, "ActiveState") == "inactive"

        step("he is asked, an administrator gives the password, and the daemon runs as root up to a tunnel")
        resident.press("Try again")
        agent.grant(agent.wait_word("asked"))
        resident.wait_connected("office")
        assert resident.owner_of_daemon(unit) == 0
    resident.press("Disconnect")
    culvert.wait_state("office", "disconnected")
    resident.wait_inactive(unit)


def test_profile_with_programs(resident):
    step("a profile that starts programs has no more rights than its user, and reaches a tunnel")
    administrator = resident.administrator
    administrator.set_policy("YES")
    script = os.path.join(HOME, "up.sh")
    with open(script, "w", encoding="utf-8") as file:
        file.write(f"#!/bin/sh\nid -u >{HOME}/up-user\necho remote evil >{SNEAKED}\nexit 0\n")
    os.chmod(script, 0o755)
    assert resident.import_profile("custom", f"up {script}", "script-security 2").returncode == 0
    resident.select("custom")
    resident.press("Connect")
    resident.wait_connected("custom")
    assert resident.owner_of_daemon(resident.unit_of("custom")) == os.getuid()
    assert read(f"{HOME}/up-user").strip() == str(os.getuid())
    assert not os.path.exists(SNEAKED)
    resident.press("Disconnect")
    culvert.wait_state("custom", "disconnected")


def test_profile_changed_behind_our_back(resident):
    step("what somebody has written into a kept profile gets no rights by it")
    path = os.path.join(os.environ["XDG_DATA_HOME"], "culvert", "profiles", culvert.connections()["office"]["id"])
    text = read(f"{path}.ovpn")
    unit = resident.unit_of("office")
    for line in ("config /etc/passwd", "setenv opt config /etc/passwd", "management 127.0.0.1 7505", "user nobody"):
        with open(f"{path}.ovpn", "w", encoding="utf-8") as file:
            file.write(f"{text}{line}\n")
        failed = culvert.run("--connect", "office", "--wait", "10")
        assert failed.returncode == 1 and culvert.connections()["office"]["reason"] == "profile", (line, failed)
        assert resident.administrator.unit_property(unit, "ActiveState") == "inactive", line
    with open(f"{path}.ovpn", "w", encoding="utf-8") as file:
        file.write(f"{text}setenv opt plugin {HOME}/evil.so\n")
    assert culvert.run("--connect", "office", "--wait", "10").returncode == 1
    last = resident.administrator.do("journalctl", "--no-pager", "-o", "json", "-n", "1", "-t", "openvpn", "-u", unit)
    assert json.loads(last)["_UID"] == str(os.getuid()), last
    culvert.do("--disconnect", "office")
    with open(f"{path}.ovpn", "w", encoding="utf-8") as file:
        file.write(text)


def start_resolved(administrator):
    """The systemd-resolved of tests/lab/resolved.sh. Its user and its policy are for this system alone."""
    bus = "/etc/dbus-1/system.d"
    administrator.do("sh", "-ec", "cat >>/etc/passwd", text="systemd-resolve:x:30304:30304::/:/bin/false\n")
    administrator.do("sh", "-ec", "cat >>/etc/group", text="systemd-resolve:x:30304:\n")
    administrator.do("cp", "-a", bus, "/run/bus-policy")
    administrator.do("sh", "-c", f"cp {RESOLVED}/usr/share/dbus-1/system.d/*.conf /run/bus-policy")
    administrator.do("mount", "--bind", "/run/bus-policy", bus)
    administrator.do("systemctl", "reload", "dbus")
    administrator.do("install", "-d", "-o", "systemd-resolve", "-g", "systemd-resolve", "/run/systemd/resolve")
    program = f"{RESOLVED}/lib/systemd/systemd-resolved"
    administrator.do("systemd-run", "--unit=systemd-resolved", "-p", "Type=notify", program)


def test_resolved(resident):
    administrator = resident.administrator
    if not os.path.exists(RESOLVED):
        step(f"no systemd-resolved in {RESOLVED}: see tests/lab/resolved.sh")
        return
    step("the script for systemd-resolved is there, and that does not run: the tunnel is up all the same")
    administrator.set_policy("YES")
    # As it is, but for the place of resolvectl.
    script = read(f"{RESOLVED}/etc/openvpn/update-systemd-resolved")
    script = script.replace("resolvectl ", f"{RESOLVED}/usr/bin/resolvectl ")
    administrator.write("/etc/openvpn/update-systemd-resolved", script, mode="755")
    resident.select("office")
    resident.press("Connect")
    resident.wait_connected("office")
    resident.press("Disconnect")
    culvert.wait_state("office", "disconnected")

    step("where it runs, it is told of the name servers, and nothing has to be said")
    start_resolved(administrator)
    resident.press("Connect")
    resident.wait_connected("office")
    device = device_of(culvert.connections()["office"]["vpn_ipv4"])
    told = administrator.do(f"{RESOLVED}/usr/bin/resolvectl", "dns", device)
    assert told.endswith("10.8.0.1"), told
    window = resident.window()
    window.wait_text("10.8.0.1")
    wait_for(lambda: not window.says(NOT_IN_USE), lambda: f"no warning in {window.texts()}")
    resident.press("Disconnect")
    culvert.wait_state("office", "disconnected")

    step("a profile with the rights of its user may not tell it: that is said")
    resident.select("custom")
    resident.press("Connect")
    resident.wait_connected("custom")
    window.wait_text(NOT_IN_USE)
    resident.press("Disconnect")
    culvert.wait_state("custom", "disconnected")
    administrator.do("systemctl", "stop", "systemd-resolved")
    administrator.do("rm", "/etc/openvpn/update-systemd-resolved")


def test_doctor(resident):
    step("a service that cannot be controlled is offered with what to do")
    administrator = resident.administrator
    administrator.set_policy("YES")
    administrator.write(HIDDEN, "not to be seen from a service")
    administrator.do("install", "-d", "-m", "0710", "/run/openvpn-client")
    listening = "management /run/openvpn-client/branch.sock unix\nmanagement-hold\nauth-user-pass\n"
    administrator.write(BRANCH_CONFIG, read(PROFILE) + listening + f"extra-certs {HIDDEN}\n")
    resident.choose("Add a connection", "Add system service…")
    offer = resident.screen.window_with("Add a system service", "label")
    offer.row("branch").find("Add", "push button").act()
    offer.wait_gone()
    before = culvert.wait_state("branch", "failed", "disconnected")
    resident.press("Connect")
    culvert.wait_state("branch", "failed")

    step("the check finds each of the traps, and explains it")
    resident.choose("More", "Check this service…")
    report = resident.screen.window_with("Check again", "push button")
    for sentence in (
        "You may not enter the folder /run/openvpn-client (0710, user “root”, group “root”).",
        "systemd ends the daemon when it has waited for you for 90 seconds.",
        "The password is asked for where nobody can answer.",
        f"The service cannot read {HIDDEN}.",
    ):
        report.wait_text(sentence)

    step("the addition to the service is copied, an administrator applies it, and nothing is wrong any more")
    path = report.hidden("/etc/systemd/system", "label")[0].title
    copy_addition, copy_commands = report.hidden("Copy", "push button")
    copy_addition.act()
    wait_for(lambda: "ExecStart=" in clipboard(), "the addition in the clipboard")
    administrator.write(path, clipboard())
    administrator.do("sed", "-i", f"/{os.path.basename(HIDDEN)}/d", BRANCH_CONFIG)
    copy_commands.act()
    wait_for(lambda: "systemctl" in clipboard(), "the commands in the clipboard")
    administrator.do("sh", "-ec", clipboard().replace("sudo ", ""))
    report.click("Check again")
    wait_for(lambda: report.says("Nothing"), lambda: f"nothing to be found: {report.texts()}")
    report.click("Close")

    step("the connection follows the service to its new place, asks for the password, and leads to a tunnel")
    resident.choose("Add a connection", "Add system service…")
    offer = resident.screen.window_with("Add a system service", "label")
    offer.row("branch").wait_text("It listens at another place now")
    offer.row("branch").find("Update", "push button").act()
    offer.wait_gone()
    assert culvert.connections()["branch"]["id"] == before["id"]
    resident.select("branch")
    resident.press("Connect")
    question = resident.screen.window_with("User name", "text")
    question.fill("User name", USER)
    question.fill("Password", PASSWORD)
    question.click("Sign in")
    resident.wait_connected("branch")
    wait_for(lambda: administrator.unit_property(BRANCH, "ActiveState") == "active", "the service to be ready")
    resident.press("Disconnect")
    culvert.wait_state("branch", "disconnected")
    administrator.do("systemctl", "stop", BRANCH)


def test_sleep(resident):
    step("the computer sleeps, and nothing comes through the tunnel when it is awake again")
    administrator = resident.administrator
    assert administrator.do("stat", "-f", "-c", "%T", "/sys/power") == "tmpfs", "it would really sleep"
    administrator.set_policy("YES")
    administrator.write("/etc/resolv.conf", "nameserver 192.0.2.53\n")
    assert resident.import_profile("night", "pull-filter ignore ping", "ping-restart 0").returncode == 0
    resident.select("night")
    resident.press("Connect")
    resident.wait_connected("night")
    administrator.do("pkill", "-STOP", "-f", "server.conf")
    administrator.do("busctl", "call", *LOGIN, "Suspend", "b", "false")

    step("meanwhile: name servers that the VPN pushes, and nobody uses; that is said, and what is used instead")
    window = resident.window()
    window.wait_text(NOT_IN_USE)
    window.wait_text("In use: 192.0.2.53")
    window.wait_text("10.8.0.1")
    administrator.write("/etc/resolv.conf", "nameserver 10.8.0.1\n")
    wait_for(lambda: not window.says(NOT_IN_USE), lambda: f"no warning in {window.texts()}")
    window.wait_text("10.8.0.1")

    step("the tunnel is built anew, once")
    unit = resident.unit_of("night")
    wait_for(lambda: count_in_journal(administrator, unit, RESTART) == 1, "the tunnel to be built anew", 20, 0.2)
    administrator.do("pkill", "-CONT", "-f", "server.conf")
    resident.wait_connected("night")
    assert count_in_journal(administrator, unit, RESTART) == 1
    culvert.do("--disconnect", "night", "--wait", "10")


def main():
    if is_root():
        return run_as_resident("dhcp-option DNS 10.8.0.1")

    chosen = sys.argv[1:]
    tests = [value for name, value in globals().items() if name.startswith("test_")]
    with culvert.Culvert("--background") as instance:
        resident = Resident(instance)
        try:
            for test in tests:
                if not chosen or test.__name__ in chosen:
                    test(resident)
        except BaseException:
            print(instance.log(), file=sys.stderr)
            raise
    return 0


if __name__ == "__main__":
    sys.exit(main())
