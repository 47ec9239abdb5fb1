# SPDX-License-Identifier: AGPL-3.0-or-later
"""What would become today of every change that waits, and which of them concern the same words."""
