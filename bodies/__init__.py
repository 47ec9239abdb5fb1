# SPDX-License-Identifier: AGPL-3.0-or-later
"""The pages of bodies: their list, the page of each, and how they are looked after, merged and imported."""
