// SPDX-License-Identifier: AGPL-3.0-or-later
// Leads from change to change. <div class="steps" data-steps="SELECTOR" hidden> holds the buttons [data-step] and the
// place [role=status]; the stops are sought in the element around it. The keys n and p do the same, only while the
// focus is in there (WCAG 2.1.4).

const KEYS = { n: 1, p: -1 }

// Whether an element holds what stands in the place of another: old words and those in their place are one change.
function replaces(stop, before) {
  if (!before?.matches('del, .redline-deleted') || !stop.matches('ins, .redline-inserted')) return false
  const between = document.createRange()
  between.setStartAfter(before)
  between.setEndBefore(stop)
  return !between.toString().trim()
}

function stopsIn(place, selector) {
  const found = [...place.querySelectorAll(selector)]
  return found.filter((stop, at) => !replaces(stop, found[at - 1]))
}

for (const bar of document.querySelectorAll('[data-steps]')) {
  const place = bar.parentElement
  const stops = stopsIn(place, bar.dataset.steps)
  const said = bar.querySelector('[role=status]')
  const tell = (words, at) => (said.textContent = words.replace('NUMERO', at + 1).replace('TOTALE', stops.length))
  let at = -1

  function go(step) {
    const focused = stops.findIndex((stop) => stop.contains(document.activeElement))
    at = Math.min(Math.max((focused < 0 ? at : focused) + step, 0), stops.length - 1)
    const stop = stops[at]
    if (stop.tabIndex < 0) stop.tabIndex = -1
    stop.focus({ preventScroll: true })
    stop.scrollIntoView({ block: 'center' })
    tell(said.dataset.at, at)
  }

  if (stops.length < 2) continue
  bar.hidden = false
  tell(said.dataset.all, at)
  bar.addEventListener('click', (event) => {
    const button = event.target.closest('[data-step]')
    if (button) go(Number(button.dataset.step))
  })
  place.addEventListener('keydown', (event) => {
    const step = KEYS[event.key]
    if (!step || event.ctrlKey || event.metaKey || event.altKey || event.target.matches('input, textarea, select')) return
    event.preventDefault()
    go(step)
  })
}
