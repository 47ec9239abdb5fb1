// SPDX-License-Identifier: AGPL-3.0-or-later
// The desk saves itself: what is chosen or written in a form with data-saves is sent a moment later, as its button
// would send it. Then the page shows what the answer says of the whole desk; nothing that is being typed is touched.
// Words that cannot be sent yet, as those without an outcome, are kept in this tab until they can.

import { swap } from './swap.js'

const WAIT = 900 // milliseconds after the last key, or the last arrow through the outcomes
const waiting = new Map()
const sending = new Map() // of each form, what is sent: one after the other, so that the last word stands
const PARTS = ['.desk-state', (form) => `#${form.closest('article').id} .desk-chip`]

const written = (form) => [...form.querySelectorAll('textarea')].filter((field) => field.value !== field.defaultValue)
const keptUnder = (form) => new URL(form.action).pathname

function keepHere(form) {
  sessionStorage.setItem(keptUnder(form), JSON.stringify(written(form).map(({ name, value }) => [name, value])))
}

function bringBack(form) {
  const kept = JSON.parse(sessionStorage.getItem(keptUnder(form)) ?? '[]')
  const fields = kept.filter(([name]) => form.elements[name])
  if (!fields.length) return
  const said = form.querySelector('[role=status]')
  said.textContent = said.dataset.back
  for (const [name, value] of fields) {
    const field = form.elements[name]
    for (let fold = field.closest('details'); fold; fold = fold.parentElement.closest('details')) fold.open = true
    field.value = value
    field.dispatchEvent(new Event('input', { bubbles: true }))
  }
}

async function send(form) {
  const fields = new URLSearchParams(new FormData(form))
  fields.set('step', 'stage')
  for (const name of [...fields.keys()]) if (name.startsWith('alike_')) fields.delete(name) // only by the button
  const address = new URL(form.action)
  address.searchParams.delete('show') // the answer is to hold this amendment, whatever part of the queue is seen
  const answer = await fetch(address, { method: 'POST', body: fields, credentials: 'same-origin' })
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
  return { answer, page, kept: answer.ok && page.querySelector('.desk-state') !== null }
}

function show(form, page) {
  for (const part of PARTS) {
    const name = typeof part === 'string' ? part : part(form)
    const [place, fresh] = [document.querySelector(name), page.querySelector(name)]
    if (place && fresh) swap(place, ...fresh.childNodes)
  }
}

async function save(form) {
  waiting.delete(form)
  const said = form.querySelector('[role=status]')
  try {
    const { answer, page, kept } = await send(form)
    if (kept) {
      show(form, page)
      form.dispatchEvent(new Event('saved', { bubbles: true }))
      said.textContent = said.dataset.saved
      sessionStorage.removeItem(keptUnder(form))
    } else {
      said.textContent = answer.status === 422 ? said.dataset.missing : said.dataset.lost
    }
  } catch {
    said.textContent = said.dataset.lost
  }
}

function soon(form) {
  clearTimeout(waiting.get(form))
  const next = () => sending.set(form, (sending.get(form) ?? Promise.resolve()).then(() => save(form)))
  waiting.set(form, setTimeout(next, WAIT))
}

document.addEventListener('input', ({ target }) => {
  const form = target.closest('form[data-saves]')
  if (!form) return
  keepHere(form)
  if (form.querySelector('input[type=radio]:checked')) soon(form)
})

document.addEventListener('submit', ({ target }) => {
  clearTimeout(waiting.get(target))
  if (target.matches('[data-saves]')) sessionStorage.removeItem(keptUnder(target))
})

for (const form of document.querySelectorAll('form[data-saves]')) bringBack(form)
