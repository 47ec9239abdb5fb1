// SPDX-License-Identifier: AGPL-3.0-or-later
// Says how many characters are left in a field whose describing element carries data-count-for="ID".
// What is read aloud changes only when the writer pauses, so that it never talks over the typing.

function watch(place) {
  const field = document.getElementById(place.dataset.countFor)
  if (!field) return
  const limit = Number(place.dataset.limit)
  const spoken = place.cloneNode(false)
  spoken.removeAttribute('id')
  spoken.className = 'visually-hidden'
  spoken.setAttribute('aria-live', 'polite')
  place.after(spoken)
  let pause
  const show = () => {
    const left = limit - [...field.value].length
    const words = left < 0 ? place.dataset.over : place.dataset.left
    const sentence = words.replace('{n}', Math.abs(left).toLocaleString(document.documentElement.lang))
    place.textContent = sentence
    place.classList.toggle('is-over', left < 0)
    clearTimeout(pause)
    pause = setTimeout(() => (spoken.textContent = sentence), 1200)
  }
  field.addEventListener('input', show)
  if (field.value) show()
}

for (const place of document.querySelectorAll('[data-count-for]')) watch(place)
