// SPDX-License-Identifier: AGPL-3.0-or-later
// Asking for a change in place: a link with data-in-place="PARAGRAPH" opens the form of its page under that paragraph,
// and what is typed is drawn a moment later by the server, whose engine will say the same when it is sent.
// <form class="in-place" data-preview="URL" data-ask="Vuoi buttarlo via?"> … [data-close] closes it, and so does Escape.

import { watch } from './unsent.js'

const WAIT = 200 // milliseconds after the last key until the change is drawn
const PAUSE = 1200 // until it is also read aloud, so that no voice talks over the typing
let opened = null // { form, paragraph, back }

async function fetched(address, options = {}) {
  const answer = await fetch(address, { credentials: 'same-origin', ...options })
  if (!answer.ok || answer.redirected) throw new Error(answer.statusText)
  return new DOMParser().parseFromString(await answer.text(), 'text/html')
}

const typedIn = (form) => [...form.querySelectorAll('textarea')].some((field) => field.value !== field.defaultValue)

// Draws what is typed into a form. Only the last answer counts.
function enliven(form) {
  const field = form.elements.text
  const place = form.querySelector('.in-place-drawn')
  const said = form.querySelector('.in-place-said')
  const button = form.querySelector('.in-place-preview')
  let waiting, pausing, asking
  async function draw() {
    asking?.abort()
    asking = new AbortController()
    const body = new URLSearchParams({ text: field.value })
    const { signal } = asking
    const page = await fetched(form.dataset.preview, { method: 'POST', body, signal }).catch(() => null)
    if (!signal.aborted) button.hidden = Boolean(page) // without an answer the button asks again
    if (!page || signal.aborted) return
    place.replaceChildren(...page.body.childNodes)
    clearTimeout(pausing)
    pausing = setTimeout(() => (said.textContent = spoken(place)), PAUSE)
  }
  button.hidden = true
  field.addEventListener('input', () => {
    clearTimeout(waiting)
    waiting = setTimeout(draw, WAIT)
  })
}

const spoken = (place) => [...place.querySelectorAll('.in-place-told li')].map((one) => one.textContent).join(' ')

function close() {
  const { form, paragraph, back } = opened
  opened = null
  form.dispatchEvent(new Event('saved', { bubbles: true })) // nothing is lost by leaving the page now
  if (typedIn(form)) form.dispatchEvent(new Event('abandoned'))
  form.remove()
  paragraph.classList.remove('is-in-place')
  back?.focus()
}

// Closes what is open, unless words would be lost that somebody wants to keep; says whether nothing is open now.
function closed() {
  if (!opened) return true
  if (typedIn(opened.form) && !window.confirm(opened.form.dataset.ask)) return false
  close()
  return true
}

function put(form, paragraph) {
  if (paragraph.matches('tr')) paragraph.closest('table').after(form)
  else if (paragraph.matches('li')) paragraph.insertBefore(form, paragraph.querySelector(':scope > :is(ul, ol, p, .passage-notes)'))
  else paragraph.after(form)
}

// Puts the cursor at the words that were selected, else at the end.
function begin(field) {
  const [start, end] = field.dataset.selected?.split(',').map(Number) ?? [field.value.length, field.value.length]
  field.focus()
  field.setSelectionRange(start, end)
}

async function open(link) {
  const paragraph = document.querySelector(`[data-paragraph="${link.dataset.inPlace}"]`)
  const form = (await fetched(link.href)).querySelector('form.in-place')
  if (!paragraph || !form) throw new Error(link.href)
  put(form, paragraph)
  paragraph.classList.add('is-in-place')
  opened = { form, paragraph, back: linkOf(link) }
  enliven(form)
  watch(form)
  begin(form.elements.text)
}

// Where the focus goes back to: an offer for selected words is gone by then.
const linkOf = ({ dataset }) => document.querySelector(`.change-link[data-in-place="${dataset.inPlace}"]`)

document.addEventListener('click', (event) => {
  const link = event.target.closest('a[data-in-place]')
  if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
    event.preventDefault()
    if (closed()) open(link).catch(() => location.assign(link.href))
  }
  if (opened && event.target.closest('[data-close]')) {
    event.preventDefault()
    closed()
  }
})

document.addEventListener('keydown', (event) => {
  if (event.key === 'Escape' && opened?.form.contains(event.target)) {
    event.preventDefault()
    closed()
  }
})

for (const form of document.querySelectorAll('form.in-place')) enliven(form)
