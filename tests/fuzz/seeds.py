#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Culvert authors
# SPDX-License-Identifier: GPL-2.0-or-later
"""Usage: seeds.py FOLDER

Writes what the fuzzers begin with into FOLDER/TARGET: what real daemons have said, from
tests/transcripts, and what the tests of hostile input are made of. `run.sh --minimise` makes the
corpus of it.
"""

import base64
import hashlib
import pathlib
import re
import sys

TESTS = pathlib.Path(__file__).resolve().parents[1]
MAX_SEED = 1024

# As in fuzz-lines.c.
RUN = b"\x01\x01"

# As in fuzz-commands.c.
COMMANDS = 18
CLIENT_AUTH = 15
TYPED = COMMANDS - 1

PROFILE = b"""client
dev tun
proto tcp
remote 127.0.0.1 9
remote localhost 9 tcp-client
auth-user-pass
verify-x509-name 'a b' name
setenv opt block-outside-dns
setenv UV_NAME "x \\"y\\" z"
http-proxy 192.0.2.1 8080 stdin basic
<ca>
-----BEGIN CERTIFICATE-----
QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVo=
-----END CERTIFICATE-----
</ca>
<connection>
remote 127.0.0.1 10 tcp
</connection>
"""

TEXTS = [
    "plain",
    "<b>bold</b> &amp; <a href='x'>",
    "\u202eevil\u2066",
    "e" + "\u0301" * 12,
    "\U0001f468\u200d\U0001f469\u200d\U0001f467",
    "tab\tline\nfeed\r\x1b[2J\x07",
    "\u0085\u2028\u2029\ufeff\u200e",
    "\U000e0041tag",
    "\u0e01\u0e33\u0e49" * 8,
    "a" * 300,
    "\u00fc" * 200,
]

VALUES = [
    b"alice",
    b'pa"ss\\wo rd\'#;\xc3\xa9',
    b"\\",
    b'"',
    b'\\"',
    b" lead and trail ",
    b"#x",
    b"a\nsignal SIGTERM",
    b"a\x7f",
    b"\xff\xfe",
    b"a" * 255,
    b"a" * 256,
    b'"' * 255,
    b"\\" * 250,
    b'push "echo hi"\nEND\nclient-kill 1\nEND',
    b" end \nx",
    b"HALT,bye",
    b"[CLIENTS DROP]\n+alice\n[SUBNETS ACCEPT]\n-10.0.0.0/8\n+unknown\n[END]",
    b"WEB_AUTH::https://sso.example.com/a?b=c",
]

ADDRESSES = [
    "https://sso.example.com/sign-in?id=1#top",
    "https://[2001:db8::1]:8443/",
    "https://xn--bcher-kva.example",
    "https://b\u00fccher.example/\u00fc",
    "HTTPS://EXAMPLE.COM.",
    "https://good.example@evil.example/",
    "https:///etc/passwd",
    "https://a:0/",
    "https://a:65535",
    "https://1.2.3.4",
    "javascript:alert(1)",
    "file:///etc/passwd",
    "https://a%2eb/",
    "https://a\\@b/",
    "https://a/\\",
    "https://a/<b>",
    "https://[::1%25lo]/",
    "https://" + "a" * 2040,
]


def unescape(text):
    text = text.encode("utf-8", "surrogateescape")
    return re.sub(rb"\\(\\|x([0-9a-fA-F]{2}))", lambda m: b"\\" if m[2] is None else bytes([int(m[2], 16)]), text)


def recordings():
    """(name, lines of the daemon, lines of its client)"""
    for path in sorted((TESTS / "transcripts").glob("*.txt")):
        lines = {"<": [], ">": [], "~": []}
        for line in path.read_text(encoding="utf-8", errors="surrogateescape").splitlines():
            match = re.match(r" *[0-9.]+ ([<>~]) (.*)", line)
            if match:
                lines[match[1]].append(unescape(match[2]))
        yield path.stem, lines["<"], lines[">"], lines["~"]


def strings_in(path):
    """What stands in quotes in a file of C, as C has it."""
    for match in re.finditer(r'"((?:[^"\\\n]|\\.)*)"', path.read_text(encoding="utf-8")):
        text = match[1].encode("utf-8")
        text = re.sub(rb"\\x([0-9a-fA-F]{2})", lambda m: bytes([int(m[1], 16)]), text)
        for escape, byte in ((b"\\n", b"\n"), (b"\\r", b"\r"), (b"\\t", b"\t"), (b'\\"', b'"'), (b"\\\\", b"\\")):
            text = text.replace(escape, byte)
        yield text


def seed_of(line):
    """(target, seed) of a line that a daemon has said by itself; (None, None) for others"""
    word, _, payload = line.partition(b":")
    if word in (b">PASSWORD", b">NEED-OK", b">NEED-STR", b">INFOMSG", b">REMOTE", b">PROXY"):
        return "questions", line + b"\n123456"
    if word == b">ECHO":
        return "echoes", b"\0" + payload.partition(b",")[2]
    if word == b">LOG":
        return "texts", b"\x28\0" + payload
    if line.startswith(b">PKCS11ID"):
        index = re.match(rb">PKCS11ID-ENTRY:'(\d+)'", line)
        return "certificates", bytes([int(index[1]) if index else 0]) + line[1:]
    return None, None


def pieces(content, size, most):
    return [content[at : at + size] for at in range(0, min(len(content), size * most), size)]


def from_recordings(seeds):
    for name, said, sent, prompts in recordings():
        stream = b"".join(prompts[:1]) + b"".join(line + b"\r\n" for line in said)
        seeds["lines"] += pieces(stream, MAX_SEED, 8)
        seeds["commands"] += [bytes([TYPED, 0, 0]) + line for line in sent[:40]]
        if name.endswith(".server"):
            peers = [line for line in said if line.startswith((b">CLIENT:", b"CLIENT_LIST", b"HEADER", b"TITLE"))]
            seeds["peers"] += [b"\n".join(block)[: 4 * MAX_SEED] for block in pieces(peers, 60, len(peers))]
        for line in said:
            target, seed = seed_of(line)
            if target:
                seeds[target].append(seed)


def from_tests(seeds):
    for path in sorted((TESTS / "hostile").glob("*.c")):
        for text in strings_in(path):
            if text.startswith(b">"):
                seeds["lines"].append(text + b"\n")
            for line in text.split(b"\n"):
                target, seed = seed_of(line)
                if target:
                    seeds[target].append(seed)
            seeds["texts"].append(b"\x10\0" + text)
    for path in (TESTS / "base" / "test-web-link.c", TESTS / "hostile" / "test-pushed.c"):
        for text in strings_in(path):
            seeds["links"] += re.findall(rb"https?:.*", text)


def for_commands():
    for kind in range(COMMANDS):
        for value in VALUES:
            yield bytes([kind, 7]) + b"Auth\0" + value
            yield bytes([kind, 7]) + value + b"\0ok"


def for_profiles():
    oracle = (TESTS / "oracle" / "test-profiles.c").read_text(encoding="utf-8")
    hostile = re.search(r"hostile\[\] = \{(.*?)\};", oracle, re.DOTALL)[1]
    for line in re.findall(r'"([^"]+)"', hostile):
        name, _, rest = line.encode().partition(b" ")
        yield PROFILE + line.encode() + b"\n"
        yield b"'" + name + b"' " + rest + b"\n"
        yield b"dev tun\nsetenv opt --" + line.encode() + b"\n"
    yield PROFILE
    yield PROFILE.replace(b"\n", b"\r\n")
    yield b"\xef\xbb\xbfremote a\n"
    yield b"remote " + b"a" * 246
    yield b"remote " + b"a" * 248
    yield b"remote a\nverify-x509-name '" + b'"' * 110 + b"'\n"
    yield b"remote a\nverify-x509-name \"a'\\\\b\" name\n"
    yield b"dev tun\n<auth-user-pass>\nalice\nsecret\n</auth-user-pass>\n"


def by_hand(seeds):
    seeds["lines"] += [
        b"x" + 2 * RUN + b"\r\nx\n",
        2 * RUN + b"\n>HOLD:Waiting for hold release:5\n",
        3 * RUN + b"\n",
        b"ENTER PASSWORD:ENTER PASSWORD:>INFO:x\n",
        b">CLIENT:ENV,password=secret\n",
        b">STATE:1,CONNECTED" + b",x" * 40 + b"\n",
    ]
    seeds["peers"].append(
        b">CLIENT:CR_RESPONSE,0,1,SGk=\n>CLIENT:ENV,password=x\n>CLIENT:ENV,a=b\n"
        b">CLIENT:ENV,END\n>CLIENT:ADDRESS,0,10.8.0.2,1"
    )
    seeds["echoes"] += [
        b"\xffmsg %41%2C%0a" + b"x" * 1200,
        b"\xffmsg\nmsg-n 'a b'\nmsg-notify",
        b"\0setenv A B\nforget-passwords\nmsg-window %e2%80%ae",
    ]
    der = base64.b64decode("MIIBszCCAVmgAwIBAgIUQUJD")
    seeds["certificates"] += [
        b"\0PKCS11ID-COUNT:4",
        b"\0PKCS11ID-ENTRY:'0'",
        b"\1a', BLOB:'b\0" + der,
        b"\2pkcs11:token=x;id=%01\0" + der * 300,
    ]
    seeds["texts"] += [bytes([n, 0]) + text.encode() for n in (0, 1, 7, 200) for text in TEXTS]
    seeds["links"] += [address.encode() for address in ADDRESSES]
    seeds["commands"] += for_commands()
    seeds["profiles"] += for_profiles()


def kept():
    """(target, name, content): what stays in the corpus though it is large, or reaches nothing new"""
    yield "certificates", "found-blob-that-is-not-there", b"\0PKCS11ID-ENTRY:'0', ID:'x', BLOB:'"
    yield "links", "found-address-in-disguise", b"https://bank.example.0x7f/"
    for number, address in enumerate(ADDRESSES):
        yield "links", f"hand-{number}", address.encode()
    for kind in (0, 1, CLIENT_AUTH):
        for number, value in enumerate(VALUES):
            yield "commands", f"hand-{kind}-{number}", bytes([kind, 7]) + b"Auth\0" + value
    for number, content in enumerate(for_profiles()):
        if len(content) < 300:
            yield "profiles", f"hand-{number}", content
    yield "echoes", "limit-16-kib", b"\xffmsg " + b"x" * 1200
    yield "lines", "hand-late-prompt", b">INFO:x\nENTER PASSWORD:x\nENTER PASSWORD:"
    yield "peers", "hand-shifted-column", b"HEADER\tCLIENT_LIST\tCommon Name\tClient ID\nCLIENT_LIST\tal\t1\t2\n"
    yield "questions", "hand-state", b">PASSWORD:Verification Failed: 'Auth' ['CRV1:R:s\tt:YQ==:x']\nSGk="
    yield "questions", "hand-type", b">PASSWORD:Need '' password\n' username/password SC:1,x"
    for number in (256, 257):
        block = [b">CLIENT:CONNECT,0,1"] + [b">CLIENT:ENV,"] * number + [b">CLIENT:ENV,END"]
        yield "peers", f"limit-{number}-variables", b"\n".join(block)
    for size in (16384, 16385):
        variable = b">CLIENT:ENV," + b"x" * size
        yield "peers", f"limit-{size}-bytes", b">CLIENT:CONNECT,0,1\n" + variable + b"\n>CLIENT:ENV,END\n"


def main(folder):
    names = ("certificates", "commands", "echoes", "lines", "links", "peers", "profiles", "questions", "texts")
    seeds = {name: [] for name in names}
    from_recordings(seeds)
    from_tests(seeds)
    by_hand(seeds)
    for name, inputs in seeds.items():
        target = pathlib.Path(folder) / name
        target.mkdir(parents=True, exist_ok=True)
        for content in set(inputs):
            (target / hashlib.sha1(content).hexdigest()).write_bytes(content)
    for name, file_name, content in kept():
        (pathlib.Path(folder) / name / file_name).write_bytes(content)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(sys.argv[1])
