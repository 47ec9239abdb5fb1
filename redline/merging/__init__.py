# SPDX-License-Identifier: AGPL-3.0-or-later
"""What two people's changes mean together: merging, forecast, carry-over."""
