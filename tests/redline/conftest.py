# SPDX-License-Identifier: AGPL-3.0-or-later
"""How deep the property tests look: a few hundred examples of each law, or ten thousand (`make test-deep`, at night).

The ordinary ones are the same on every run of CI, so that nothing fails there by chance; the deep ones explore.
"""

import os

from hypothesis import HealthCheck, settings

CALM = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow], print_blob=True)

settings.register_profile("ordinary", CALM, max_examples=300, derandomize=bool(os.environ.get("CI")))
settings.register_profile("deep", CALM, max_examples=10_000, derandomize=False)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ordinary"))
