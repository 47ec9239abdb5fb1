# SPDX-License-Identifier: AGPL-3.0-or-later
"""The product under attack: one file a subject, one test for each class of hole that others had."""
