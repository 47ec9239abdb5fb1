// SPDX-License-Identifier: AGPL-3.0-or-later
// Closes an open <details class="menu"> on Escape and on a click elsewhere.

const open = () => document.querySelectorAll('details.menu[open]')

document.addEventListener('keydown', (event) => {
  if (event.key !== 'Escape') return
  for (const menu of open()) {
    menu.open = false
    if (menu.contains(document.activeElement)) menu.querySelector('summary').focus()
  }
})

document.addEventListener('click', (event) => {
  for (const menu of open()) if (!menu.contains(event.target)) menu.open = false
})
