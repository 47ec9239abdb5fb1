// SPDX-License-Identifier: AGPL-3.0-or-later
// Puts fresh nodes into a place without losing the focus: it goes to what is the same among the fresh ones, or to the place.

const sameness = ['id', 'href', 'name', 'value']

function isSame(one, other) {
  return one.tagName === other.tagName && sameness.every((name) => one.getAttribute(name) === other.getAttribute(name))
}

export function swap(place, ...fresh) {
  const held = place.contains(document.activeElement) ? document.activeElement : null
  place.replaceChildren(...fresh)
  if (!held || held === place) return
  const heir = [...place.querySelectorAll(held.tagName)].find((node) => isSame(node, held))
  if (!heir) place.tabIndex = -1
  const next = heir ?? place
  next.focus({ preventScroll: true })
}
