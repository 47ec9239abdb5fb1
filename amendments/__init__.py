# SPDX-License-Identifier: AGPL-3.0-or-later
"""The machinery of texts that are amended: documents, versions, amendments, changes, decisions, support."""
