# SPDX-License-Identifier: AGPL-3.0-or-later
"""How the site of a body looks: its colours, its logo, the links at its foot."""
