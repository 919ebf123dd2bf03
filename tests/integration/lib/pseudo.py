# SPDX-FileCopyrightText: 2026 The Culvert authors
# SPDX-License-Identifier: GPL-2.0-or-later
"""A language that nobody speaks: every sentence as it is, in brackets. What shows without brackets
cannot be translated, or was put together from parts."""

import pathlib
import struct
import subprocess

ROOT = pathlib.Path(__file__).resolve().parents[3]
LANGUAGE = "qps"  # which means that it is none
KEYWORDS = ["_", "N_", "C_:1c,2", "NC_:1c,2", "ngettext:1,2"]


def bracketed(sentence):
    """Line ends stay where they are: they are not part of a sentence."""
    body = sentence.rstrip("\n")
    return f"⟦{body}⟧" + sentence[len(body) :]


def pairs(catalogue):
    """(what is asked for, what is answered) of a compiled catalogue, as bytes."""
    magic, _revision, count, asked, answered = struct.unpack_from("<5I", catalogue)
    assert magic == 0x950412DE
    for index in range(count):
        yield tuple(
            catalogue[offset : offset + length]
            for length, offset in (
                struct.unpack_from("<2I", catalogue, table + 8 * index) for table in (asked, answered)
            )
        )


def compiled(entries):
    head, table = 28, 16 * len(entries)
    texts, offsets = b"", []
    for text in [asked for asked, _answered in entries] + [answered for _asked, answered in entries]:
        offsets += [len(text), head + table + len(texts)]
        texts += text + b"\0"
    header = struct.pack("<7I", 0x950412DE, 0, len(entries), head, head + table // 2, 0, 0)
    return header + struct.pack(f"<{len(offsets)}I", *offsets) + texts


def install(share):
    """Puts the language beside the others of an installation."""
    words = ["xgettext", "--from-code=UTF-8", "--files-from=po/POTFILES.in", "--output=-"]
    words += [f"--keyword={keyword}" for keyword in KEYWORDS]
    template = subprocess.run(words, cwd=ROOT, check=True, capture_output=True).stdout
    template = template.replace(b"charset=CHARSET", b"charset=UTF-8")
    template = template.replace(b"nplurals=INTEGER; plural=EXPRESSION;", b"nplurals=2; plural=n != 1;")
    english = subprocess.run(["msgen", "-"], input=template, check=True, capture_output=True).stdout
    words = ["msgfmt", "--no-hash", "--endianness=little", "--output-file=-", "-"]
    catalogue = subprocess.run(words, input=english, check=True, capture_output=True).stdout
    entries = []
    for asked, answered in pairs(catalogue):
        if asked:
            answered = b"\0".join(bracketed(part.decode()).encode() for part in answered.split(b"\0"))
        entries.append((asked, answered))
    folder = pathlib.Path(share) / "locale" / LANGUAGE / "LC_MESSAGES"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "culvert.mo").write_bytes(compiled(sorted(entries)))
