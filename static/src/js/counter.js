// SPDX-License-Identifier: AGPL-3.0-or-later
// Says how many characters are left in a field that an element with data-count-for="ID" describes.
// What is read aloud changes only when the writer pauses, so that it never talks over the typing.

const pauses = new WeakMap()

// The place whose words are read aloud: beside the visible one, made when first needed.
function spokenBeside(place) {
  const next = place.nextElementSibling
  if (next?.hasAttribute('aria-live')) return next
  const spoken = document.createElement('p')
  spoken.className = 'visually-hidden'
  spoken.setAttribute('aria-live', 'polite')
  place.after(spoken)
  return spoken
}

function count(field, place) {
  const left = Number(place.dataset.limit) - [...field.value].length
  const words = left < 0 ? place.dataset.over : place.dataset.left
  const sentence = words.replace('{n}', Math.abs(left).toLocaleString(document.documentElement.lang))
  const spoken = spokenBeside(place)
  place.textContent = sentence
  place.classList.toggle('is-over', left < 0)
  clearTimeout(pauses.get(place))
  pauses.set(place, setTimeout(() => (spoken.textContent = sentence), 1200))
}

document.addEventListener('input', ({ target }) => {
  const place = target.id && document.querySelector(`[data-count-for="${CSS.escape(target.id)}"]`)
  if (place) count(target, place)
})
