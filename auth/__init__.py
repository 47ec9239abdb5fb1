# SPDX-License-Identifier: AGPL-3.0-or-later
"""People: sign-up, sign-in, roles, own data, and the bodies that people act for."""
