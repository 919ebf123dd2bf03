#!/bin/sh
# SPDX-FileCopyrightText: 2026 The Culvert authors
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Every C file is as clang-format would write it.
set -eu

cd "$(dirname "$0")/../.."
if ! command -v clang-format >/dev/null
then
  echo 'clang-format is not installed'
  exit 77
fi
find src tests -name '*.[ch]' -exec clang-format --dry-run --Werror --ferror-limit=3 {} +
