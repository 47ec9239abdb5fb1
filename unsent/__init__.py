# SPDX-License-Identifier: AGPL-3.0-or-later
"""What people typed into forms and did not send yet: kept for them alone, and offered when they come back."""
