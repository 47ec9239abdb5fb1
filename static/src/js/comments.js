// SPDX-License-Identifier: AGPL-3.0-or-later
// Loads the comments after the page, into the place that holds a plain link to them:
// <div data-load-comments="URL" data-loading="Sto caricando i commenti …"><a href="URL">…</a></div>
// The answer is the page of the comments; what stands in its element with id "comments" is shown here.

import { swap } from './swap.js'

async function fetchComments(address) {
  const answer = await fetch(address, { headers: { 'X-Requested-With': 'fetch' }, credentials: 'same-origin' })
  if (!answer.ok) throw new Error(answer.statusText)
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
  return page.getElementById('comments').childNodes
}

async function load(place) {
  const link = [...place.childNodes]
  place.setAttribute('role', 'status')
  swap(place, place.dataset.loading ?? '…')
  try {
    const comments = await fetchComments(place.dataset.loadComments)
    place.removeAttribute('role') // a whole conversation is not a message to be read aloud
    swap(place, ...comments)
    if (location.hash.startsWith('#comment')) document.getElementById(location.hash.slice(1))?.scrollIntoView()
  } catch {
    place.removeAttribute('role')
    swap(place, ...link) // the plain link still leads there
  }
}

for (const place of document.querySelectorAll('[data-load-comments]')) load(place)
