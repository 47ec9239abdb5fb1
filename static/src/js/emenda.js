// SPDX-License-Identifier: AGPL-3.0-or-later
// Everything the pages' scripts do, one file each. All pages work without them.

// The menu of small screens. Exported, for its package says that a bare import of it may be dropped.
export { default as NavBarCollapsible } from 'bootstrap-italia/src/js/plugins/navbar-collapsible.js'

import './menus.js'
import './comments.js'
import './counter.js'
import './desk.js'
import './editors.js'
import './follow.js'
import './guard.js'
import './in-place.js'
import './messages.js'
import './passages.js'
import './steps.js'
import './summary.js'
import './unsent.js'
