# SPDX-License-Identifier: AGPL-3.0-or-later
"""Long work that people ask for: carried out by `flask work`, with a page that tells how far it came."""
