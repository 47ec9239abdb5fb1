// SPDX-License-Identifier: AGPL-3.0-or-later
// Asks before leaving a page whose form with data-guard holds text not yet sent.

const changed = new Set()

document.addEventListener('input', ({ target }) => {
  const form = target.closest('form[data-guard]')
  if (form) changed.add(form)
})

document.addEventListener('submit', () => changed.clear())
document.addEventListener('saved', ({ target }) => changed.delete(target))

window.addEventListener('beforeunload', (event) => {
  if (changed.size) event.preventDefault()
})
