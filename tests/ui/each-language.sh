#!/bin/sh
# SPDX-FileCopyrightText: 2026 The Culvert authors
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Usage: each-language.sh CAMERA FOLDER CATALOGUES [LANGUAGE…]
# Runs the camera once in each language: GTK takes up one when it starts, for good. The locale is one
# that is there everywhere; all it must not be is C.
set -eu

camera=$1 folder=$2 catalogues=$3
shift 3
for language
do
  echo "# $language"
  LC_ALL=C.UTF-8 LANGUAGE=$language "$camera" "$folder" "$catalogues"
done
