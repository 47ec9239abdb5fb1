// SPDX-License-Identifier: AGPL-3.0-or-later
// Leads whoever reads by ear or by keyboard to what must be mended in a form that came back.

document.querySelector('.error-summary')?.focus()
