# SPDX-License-Identifier: AGPL-3.0-or-later
"""Settings of the property tests: no deadline on slow machines, the same examples on every run of CI."""

import os

from hypothesis import HealthCheck, settings

settings.register_profile(
    "emenda", deadline=None, derandomize=bool(os.environ.get("CI")), suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("emenda")
