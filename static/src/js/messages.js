// SPDX-License-Identifier: AGPL-3.0-or-later
// What the last deed did is told where the reader is led: the focus goes to the words, which a screen reader then reads,
// since it does not tell what stands in role=status when a page opens. Where the address names a place, they go there.

const told = document.querySelector('.messages')

function tell() {
  const place = document.getElementById(location.hash.slice(1))
  if (place?.matches('article, li, section')) place.prepend(told)
  told.focus({ preventScroll: true })
  place?.scrollIntoView({ behavior: 'instant' })
}

// When all has come: until then the browser goes to the place in the address, and takes the focus away.
if (told && !document.querySelector('.error-summary')) window.addEventListener('load', tell)
