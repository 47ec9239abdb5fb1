// SPDX-License-Identifier: AGPL-3.0-or-later
// Asks before leaving a page whose form with data-guard holds text not yet sent.

const changed = new Set()

for (const form of document.querySelectorAll('form[data-guard]')) {
  form.addEventListener('input', () => changed.add(form))
  form.addEventListener('submit', () => changed.clear())
}

window.addEventListener('beforeunload', (event) => {
  if (changed.size) event.preventDefault()
})
