# SPDX-FileCopyrightText: 2026 The Culvert authors
# SPDX-License-Identifier: GPL-2.0-or-later
"""What the integration tests share: a real OpenVPN, a desktop, and Culvert itself."""
