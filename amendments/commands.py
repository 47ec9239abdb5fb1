# SPDX-License-Identifier: AGPL-3.0-or-later
"""What an operator types about texts; and the letters that `flask work` writes about them."""

from flask import Flask

from amendments import letters as letters


def register(app: Flask) -> None:
    """Add these commands to the application."""
