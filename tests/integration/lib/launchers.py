# SPDX-FileCopyrightText: 2026 The Culvert authors
# SPDX-License-Identifier: GPL-2.0-or-later
"""Driving a launcher as an ordinary user of a whole system: see tests/lab/systemd.sh."""

import os
import pwd
import queue
import shutil
import signal
import socket
import subprocess
import sys
import threading

from .openvpn import Daemon, Folder, free_port
from .wait import stop_process, wait_for

RESIDENT = "resident"
RULES = "/etc/polkit-1/rules.d/10-lab.rules"
MANAGE_UNITS = "org.freedesktop.systemd1.manage-units"
GATE = "/run/resident/gate"
AGENT = os.path.join(os.path.dirname(__file__), "polkit_agent.py")


def as_resident(*command):
    return [
        "setpriv", "--reuid", RESIDENT, "--regid", RESIDENT, "--init-groups",
        "env", "-i", "HOME=/run/resident", "PATH=/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL=C.UTF-8",
        "G_DEBUG=fatal-criticals",
        *command,
    ]  # fmt: skip


def run(*command):
    return subprocess.run(command, check=False, capture_output=True, text=True)


def policy(verdict, action=MANAGE_UNITS):
    """A rule for what polkit says to the resident about an action: "YES", "NO", or None for the default."""
    if verdict is None:
        return ""
    return (
        "polkit.addRule(function(action, subject) {"
        f' if (action.id == "{action}" && subject.user == "{RESIDENT}")'
        f" return polkit.Result.{verdict}; }});\n"
    )


def set_policy(verdict, action=MANAGE_UNITS):
    with open(RULES, "w", encoding="utf-8") as rules:
        rules.write(policy(verdict, action))
    run("systemctl", "reset-failed", "polkit")  # so many starts in a minute would be a failure
    run("systemctl", "restart", "polkit").check_returncode()


class PlainServer(Daemon):
    """A server with a network interface that takes every client with a certificate, and tells it of a name server."""

    def __init__(self, folder, name="server"):
        super().__init__(folder, name)
        self.port = free_port(socket.SOCK_DGRAM)

    def configuration(self):
        return [
            "server 10.8.0.0 255.255.255.0",
            "topology subnet",
            "verb 3",
            "dev tun",
            "proto udp4",
            "local 127.0.0.1",
            f"port {self.port}",
            "ca pki/ca.crt",
            "cert pki/server.crt",
            "key pki/server.key",
            "dh none",
            'push "dhcp-option DNS 10.8.0.1"',
            "keepalive 2 10",
        ]

    def wait_ready(self):
        self.wait_log("Initialization Sequence Completed")


def block(tag, path):
    with open(path, encoding="ascii") as file:
        return f"<{tag}>\n{file.read().strip()}\n</{tag}>"


class Lab:
    """A server, and a place for the profiles of the resident."""

    def __init__(self, tool):
        self.tool = shutil.copy(tool, "/run/launch-tool")  # where the resident may go
        self.folder = Folder()
        self.server = PlainServer(self.folder)
        self.calls = []

    def __enter__(self):
        self.server.start()
        return self

    def __exit__(self, *_exception):
        for call in self.calls:
            call.close()
        self.server.stop()
        self.folder.remove()

    def client_lines(self):
        pki = self.folder.file("pki")
        return [
            "client",
            "dev tun",
            f"remote 127.0.0.1 {self.server.port} udp4",
            "nobind",
            "remote-cert-tls server",
            "connect-retry 1 1",
            block("ca", f"{pki}/ca.crt"),
            block("cert", f"{pki}/client.crt"),
            block("key", f"{pki}/client.key"),
        ]

    def profile(self, *more, name="office.ovpn"):
        """The path of a profile that belongs to the resident."""
        path = os.path.join("/run/resident", name)
        with open(path, "w", encoding="utf-8") as file:
            file.write("\n".join([*self.client_lines(), *more]) + "\n")
        os.chmod(path, 0o600)
        shutil.chown(path, RESIDENT, RESIDENT)
        return path

    def call(self, *arguments, user=True, wrapper=(), outside=False):
        """Runs the launch tool; a wrapper sees to what it finds, as root if it is `outside`."""
        command = [self.tool, *arguments]
        if outside:
            command = [*wrapper, *as_resident(*command)]
        else:
            command = [*wrapper, *command]
            command = as_resident(*command) if user else command
        call = Call(command)
        self.calls.append(call)
        return call

    @staticmethod
    def paused():
        """A wrapper: the process is there, and becomes the launch tool after resume ()."""
        if not os.path.exists(GATE):
            os.mkfifo(GATE)
            shutil.chown(GATE, RESIDENT, RESIDENT)
        return ("sh", "-c", f'read go <{GATE} && exec "$@"', "sh")

    @staticmethod
    def resume():
        with open(GATE, "w", encoding="ascii") as gate:
            gate.write("go\n")

    def call_with_agent(self, *arguments):
        """A call, and an agent that asks on its behalf."""
        call = self.call(*arguments, wrapper=self.paused())
        agent = Agent(call.process.pid)
        agent.wait_word("ready")
        self.resume()
        return call, agent


class Call:
    """One run of the launch tool; afterwards the management interface of the daemon."""

    def __init__(self, command):
        self.process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            errors="replace",
        )
        self.arrived = queue.Queue()
        self.lines = []
        threading.Thread(target=self.read, daemon=True).start()

    def read(self):
        for line in self.process.stdout:
            self.arrived.put(line.rstrip("\r\n"))

    def look(self):
        while not self.arrived.empty():
            self.lines.append(self.arrived.get())
        return self.lines

    def outcome(self, seconds=20):
        wait_for(self.look, "the launch tool to say what came of it", seconds)
        return self.lines[0]

    def wait_line(self, text, seconds=20):
        def appeared():
            return next((line for line in self.look() if text in line), None)

        return wait_for(appeared, lambda: f"{text!r} in\n" + "\n".join(self.lines[-12:]), seconds)

    def send(self, command):
        self.process.stdin.write(command + "\n")
        self.process.stdin.flush()

    def connect(self):
        """Up to a tunnel."""
        self.wait_line(">HOLD:")
        self.send("state on")
        self.send("hold release")
        self.wait_line(",CONNECTED,SUCCESS,10.8.0.")

    def disconnect(self):
        self.send("signal SIGTERM")
        self.wait_end()

    def cancel(self):
        self.process.send_signal(signal.SIGUSR1)

    def crash(self):
        self.process.kill()
        self.process.wait()

    def wait_end(self, seconds=20):
        self.process.wait(seconds)

    def close(self):
        stop_process(self.process)


class Agent:
    """Something that asks for passwords on behalf of polkit, for one process; see polkit_agent.py."""

    def __init__(self, pid):
        self.process = subprocess.Popen(
            self.command(sys.executable, AGENT, str(pid)),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def command(self, *command):
        return as_resident(*command)

    def tell_polkit(self, *command):
        run(*command).check_returncode()

    def wait_word(self, expected):
        word, _, rest = self.process.stdout.readline().strip().partition(" ")
        assert word == expected, f"the agent said {word!r}, not {expected!r}"
        return rest

    def tell(self, word):
        self.process.stdin.write(word + "\n")
        self.process.stdin.flush()

    def dismiss(self):
        self.tell("dismiss")

    def grant(self, cookie):
        """As the helper of an agent does after it was told the right password."""
        authority = "org.freedesktop.PolicyKit1"
        self.tell_polkit(
            *("gdbus", "call", "--system", "--dest", authority),
            *("--object-path", "/org/freedesktop/PolicyKit1/Authority"),
            *("--method", f"{authority}.Authority.AuthenticationAgentResponse2"),
            *(str(pwd.getpwnam(RESIDENT).pw_uid), cookie, "('unix-user', {'uid': <uint32 0>})"),
        )
        self.tell("granted")

    def __enter__(self):
        return self

    def __exit__(self, *_exception):
        self.close()

    def close(self):
        stop_process(self.process)


def unit_of(profile_id):
    return f"culvert-{pwd.getpwnam(RESIDENT).pw_uid}-{profile_id}.service"


def socket_of(profile_id):
    return f"/run/openvpn/culvert-{pwd.getpwnam(RESIDENT).pw_uid}-{profile_id}/management"


def unit_property(unit, name):
    return run("systemctl", "show", "--value", "-p", name, unit).stdout.strip()


def unit_exists(unit):
    return unit_property(unit, "LoadState") == "loaded" and unit_property(unit, "ActiveState") != "inactive"
