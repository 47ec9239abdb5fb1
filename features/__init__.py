# SPDX-License-Identifier: AGPL-3.0-or-later
"""Which functions a site offers: an administrator switches off what its body does without."""
