# SPDX-FileCopyrightText: 2026 The Culvert authors
# SPDX-License-Identifier: GPL-2.0-or-later
"""A real OpenVPN server and real client daemons on the loopback interface.

They belong in tests/lab/netns.sh, where they are alone.
"""

import base64
import collections
import fcntl
import os
import secrets
import shutil
import signal
import socket
import struct
import subprocess
import tempfile
import threading

from .wait import stop_process, wait_for

LAB = os.path.normpath(os.path.join(os.path.dirname(__file__), "..", "..", "lab"))
OPENVPN = shutil.which("openvpn") or "/usr/sbin/openvpn"

Attempt = collections.namedtuple("Attempt", "username password verdict environment")
Allow = collections.namedtuple("Allow", "pushes", defaults=((),))
Deny = collections.namedtuple("Deny", "reason client_reason", defaults=("refused", None))
Pending = collections.namedtuple("Pending", "method seconds", defaults=(60,))


class Folder:
    """A private folder for sockets, keys and logs; its path holds for the checks that Culvert makes."""

    def __init__(self):
        self.path = tempfile.mkdtemp(prefix="culvert-vpn-")
        subprocess.run(["sh", os.path.join(LAB, "pki.sh"), self.file("pki")], check=True)

    def file(self, name):
        return os.path.join(self.path, name)

    def write(self, name, text):
        descriptor = os.open(self.file(name), os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(text)
        return self.file(name)

    def remove(self):
        shutil.rmtree(self.path, ignore_errors=True)


def free_port(kind=socket.SOCK_STREAM):
    with socket.socket(socket.AF_INET, kind) as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def why_no_tunnel():
    """Why a server cannot make its network interface here; None if it can."""
    set_interface, tun, no_packet_information = 0x400454CA, 0x1, 0x1000
    try:
        with open("/dev/net/tun", "r+b", buffering=0) as device:
            fcntl.ioctl(device, set_interface, struct.pack("16sH22x", b"", tun | no_packet_information))
    except OSError as error:
        return f"no network interface for the server: {error}"
    return None


class Daemon:
    """An openvpn process with a configuration of its own.

    wrapper  what runs it somewhere else: the beginning of a command line
    """

    wrapper = ()

    def __init__(self, folder, name, environment=None):
        self.folder = folder
        self.name = name
        self.environment = {**os.environ, **(environment or {})}
        self.process = None
        self.earlier = 0  # characters in the log when the process was started

    def configuration(self):
        raise NotImplementedError

    def start(self):
        config = self.folder.write(f"{self.name}.conf", "\n".join(self.configuration()) + "\n")
        self.earlier = len(self.log())
        with open(self.folder.file(f"{self.name}.log"), "ab") as log:
            self.process = subprocess.Popen(
                [*self.wrapper, OPENVPN, "--config", config],
                cwd=self.folder.path,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                env=self.environment,
            )
        try:
            self.wait_ready()
        except BaseException:
            self.stop()
            raise
        return self

    def wait_ready(self):
        self.wait_log("MANAGEMENT: ")

    def log(self):
        try:
            with open(self.folder.file(f"{self.name}.log"), encoding="utf-8", errors="replace") as log:
                return log.read()
        except FileNotFoundError:
            return ""

    def log_tail(self, lines=12):
        return "\n".join(self.log().splitlines()[-lines:])

    def wait_log(self, text, seconds=10):
        """Until the running process has logged the text."""
        def appeared():
            if self.log().find(text, self.earlier) >= 0:
                return True
            assert self.is_running(), f"{self.name} ended"
            return False

        wait_for(appeared, lambda: f"{text!r} in the log of {self.name}:\n{self.log_tail()}", seconds)

    def is_running(self):
        return self.process is not None and self.process.poll() is None

    def stop(self):
        """As an administrator would: SIGTERM."""
        if self.process is not None:
            stop_process(self.process)

    def kill(self):
        """Without a last word: SIGKILL."""
        self.process.kill()
        self.process.wait()

    def signal(self, number):
        self.process.send_signal(number)

    def pause(self):
        """Stuck but alive: SIGSTOP."""
        self.signal(signal.SIGSTOP)

    def resume(self):
        self.signal(signal.SIGCONT)

    def wait_exit(self, seconds=10):
        return self.process.wait(seconds)

    def __enter__(self):
        return self.start()

    def __exit__(self, *_details):
        self.stop()


class Server(Daemon):
    """Lets those in who are in `users`, or whom `decide` allows.

    users      user name → password; may be changed at any time
    decide     function of (username, password, environment) that returns Allow, Deny or Pending
    attempts   every sign-in that was seen, oldest first
    respond    function of the text that a pending client answers with; returns Allow, Deny or Pending
    responses  every such text, oldest first
    network    addresses for the clients, such as "10.8.0.0 255.255.255.0"
    protocol   "udp4" or "tcp4"
    address    where it listens
    """

    def __init__(
        self,
        folder,
        name="server",
        network=None,
        keepalive="2 8",
        protocol="udp4",
        address="127.0.0.1",
        options=(),
    ):
        super().__init__(folder, name)
        self.protocol = protocol
        self.address = address
        self.port = free_port(socket.SOCK_STREAM if protocol == "tcp4" else socket.SOCK_DGRAM)
        self.network = network
        self.keepalive = keepalive
        self.options = list(options)
        self.users = {}
        self.decide = self.decide_by_users
        self.attempts = []
        self.respond = self.respond_with_refusal
        self.responses = []
        self.judge = None

    def decide_by_users(self, username, password, _environment):
        if username in self.users and self.users[username] == password:
            return Allow()
        return Deny("wrong user name or password")

    @staticmethod
    def respond_with_refusal(_text):
        return Deny("nobody waits for this")

    def configuration(self):
        mode = [f"server {self.network}"] if self.network else ["mode server", "tls-server"]
        return mode + [
            "verb 3",
            "dev tun",
            "topology subnet",
            "proto tcp4-server" if self.protocol == "tcp4" else "proto udp4",
            f"local {self.address}",
            f"port {self.port}",
            "ca pki/ca.crt",
            "cert pki/server.crt",
            "key pki/server.key",
            "dh none",
            "duplicate-cn",
            f"keepalive {self.keepalive}",
            f"management {self.folder.file(self.name + '.sock')} unix",
            "management-client-auth",
            *self.options,
        ]

    def wait_ready(self):
        super().wait_ready()
        self.wait_log("Initialization Sequence Completed")
        self.judge = Judge(self)

    def stop(self):
        if self.judge is not None:
            self.judge.stop()
            self.judge = None
        super().stop()

    def wait_attempt(self, count, seconds=15):
        """Until there were `count` sign-ins; returns the last of them."""
        wait_for(lambda: len(self.attempts) >= count, f"sign-in number {count}", seconds)
        return self.attempts[count - 1]

    def allow_pending(self):
        """Lets in the client that was told to wait, as after a sign-in elsewhere."""
        self.judge.answer_pending(Allow())

    def deny_pending(self, client_reason):
        self.judge.answer_pending(Deny("refused elsewhere", client_reason))

    def restart_clients(self, message="[P]"):
        self.judge.send(*(f"client-kill {cid} RESTART,{message}" for cid in list(self.judge.clients)))

    def command(self, text):
        """A management command whose answer does not matter."""
        self.judge.send(text)


class CertificateServer(Server):
    """Lets everybody in whose certificate is in order, and asks for no password."""

    def __init__(self, folder, *arguments, **settings):
        super().__init__(folder, *arguments, **settings)
        self.options.append("auth-user-pass-optional")
        self.decide = lambda *_arguments: Allow()

    def clients(self):
        """The common name of each client that came, oldest first."""
        return [attempt.environment["common_name"] for attempt in self.attempts]


class OpenServer(Daemon):
    """A server for one client that needs no privileges, and looks at no password."""

    def __init__(self, folder, name="server"):
        super().__init__(folder, name)
        self.protocol = "udp4"
        self.address = "127.0.0.1"
        self.port = free_port(socket.SOCK_DGRAM)

    def configuration(self):
        return [
            "verb 3",
            "tls-server",
            "dev null",
            "proto udp4",
            "local 127.0.0.1",
            f"port {self.port}",
            "ca pki/ca.crt",
            "cert pki/server.crt",
            "key pki/server.key",
            "dh none",
            "ping 2",
            'push "ping 2"',
            'push "ping-restart 8"',
        ]

    def wait_ready(self):
        self.wait_log("link remote")


class Judge:
    """The server's management client: decides, in a thread of its own, who may connect."""

    def __init__(self, server):
        self.server = server
        self.clients = set()
        self.pending = []
        self.lock = threading.Lock()
        self.socket = socket.socket(socket.AF_UNIX)
        self.socket.connect(server.folder.file(server.name + ".sock"))
        self.thread = threading.Thread(target=self.run, daemon=True)
        self.thread.start()

    def send(self, *lines):
        with self.lock:
            self.socket.sendall("".join(line + "\n" for line in lines).encode())

    def stop(self):
        self.socket.shutdown(socket.SHUT_RDWR)
        self.thread.join()
        self.socket.close()

    def run(self):
        event, ids, environment = None, None, {}
        with self.socket.makefile("r", encoding="utf-8", errors="replace", newline="\n") as lines:
            for line in map(lambda text: text.rstrip("\r\n"), lines):
                if not line.startswith(">CLIENT:"):
                    continue
                kind, _, rest = line[len(">CLIENT:") :].partition(",")
                if kind != "ENV":
                    event, ids, environment = kind, rest.split(","), {}
                elif rest != "END":
                    key, _, value = rest.partition("=")
                    environment[key] = value
                else:
                    self.take(event, ids, environment)

    def take(self, event, ids, environment):
        if event in ("CONNECT", "REAUTH"):
            self.clients.add(ids[0])
            self.judge(ids, environment)
        elif event == "CR_RESPONSE":
            text = base64.b64decode(ids[2]).decode()
            self.server.responses.append(text)
            self.answer_pending(self.server.respond(text))
        elif event == "DISCONNECT":
            self.clients.discard(ids[0])

    def judge(self, ids, environment):
        username = environment.get("username", "")
        password = environment.pop("password", "")
        verdict = self.server.decide(username, password, environment)
        self.server.attempts.append(Attempt(username, password, verdict, environment))
        self.answer(ids, verdict)

    def answer(self, ids, verdict):
        cid, kid = ids[:2]
        if isinstance(verdict, Allow):
            pushes = [f'push "{option}"' for option in verdict.pushes]
            self.send(f"client-auth {cid} {kid}", *pushes, "END")
        elif isinstance(verdict, Deny):
            reasons = [quoted(text) for text in verdict if text is not None]
            self.send(" ".join(["client-deny", cid, kid, *reasons]))
        else:
            self.pending.append(ids)
            self.send(f"client-pending-auth {cid} {kid} {quoted(verdict.method)} {verdict.seconds}")

    def answer_pending(self, verdict):
        self.answer(self.pending.pop(), verdict)


def quoted(text):
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


class ClientDaemon(Daemon):
    """A client that waits for Culvert on its management socket.

    server          where it connects to; a list of servers to choose from
    identity        what it proves itself with: the options for certificate and key
    tunnel          a real interface instead of none; for a server with a `network`
    tcp, password   management on a TCP port of 127.0.0.1, with or without a password
    """

    def __init__(
        self,
        folder,
        server,
        name="client",
        auth_user_pass=True,
        hold=True,
        tunnel=False,
        tcp=False,
        password=None,
        identity=("cert pki/client.crt", "key pki/client.key"),
        options=(),
        environment=None,
    ):
        super().__init__(folder, name, environment)
        self.servers = server if isinstance(server, list) else [server]
        self.identity = list(identity)
        self.auth_user_pass = auth_user_pass
        self.hold = hold
        self.tunnel = tunnel
        self.management_port = free_port(socket.SOCK_STREAM) if tcp else None
        self.management_password = secrets.token_hex(8) if password is True else password
        self.options = list(options)
        os.makedirs(self.folder.file("sockets"), mode=0o700, exist_ok=True)

    @property
    def socket_path(self):
        return self.folder.file(f"sockets/{self.name}")

    @property
    def endpoint(self):
        """What `culvert --attach` takes."""
        if self.management_port:
            return f"tcp:127.0.0.1:{self.management_port}"
        return f"unix:{self.socket_path}"

    def count_commands(self, beginning):
        """How many commands that begin so it has taken since it was first started."""
        return self.log().count(f"MANAGEMENT: CMD '{beginning}")

    def management(self):
        where = f"127.0.0.1 {self.management_port}" if self.management_port else f"{self.socket_path} unix"
        if self.management_password is None:
            return f"management {where}"
        self.folder.write(f"{self.name}.management", self.management_password + "\n")
        return f"management {where} {self.name}.management"

    def device(self):
        if self.tunnel:
            return ["dev tun"]
        return ["dev null", "ifconfig-noexec", "route-noexec"]

    def remote(self, server):
        protocol = "tcp4-client" if server.protocol == "tcp4" else server.protocol
        return f"remote {server.address} {server.port} {protocol}"

    def configuration(self):
        return [
            "client",
            "verb 3",
            *self.device(),
            *map(self.remote, self.servers),
            "nobind",
            "ca pki/ca.crt",
            *self.identity,
            "remote-cert-tls server",
            "connect-retry 1 1",
            "auth-retry interact",
            self.management(),
            "management-query-passwords",
            *(["management-hold"] if self.hold else []),
            *(["auth-user-pass"] if self.auth_user_pass else []),
            *self.options,
        ]
