// SPDX-License-Identifier: AGPL-3.0-or-later
// Follows what goes on by itself: a part of the page with data-follow is asked for anew until it comes without it.
// Screen readers are told when its first words (data-said) change, and not of every step on the way.

import { swap } from './swap.js'

const EVERY = 2000
const said = (place) => place.querySelector('[data-said]')?.textContent.trim() ?? ''

async function ask(place) {
  const answer = await fetch(location.href, { credentials: 'same-origin' })
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
  const fresh = answer.ok && page.getElementById(place.id)
  if (!fresh) return
  if (fresh.textContent === place.textContent) return // nothing new: whoever reads is left where they are
  const news = said(fresh)
  if (news !== said(place)) document.querySelector('[data-follow-said]').textContent = news
  if (!fresh.hasAttribute('data-follow')) place.removeAttribute('data-follow')
  swap(place, ...fresh.childNodes)
}

async function follow() {
  const place = document.querySelector('[data-follow]')
  if (!place) return
  if (!document.hidden) await ask(place).catch(() => {}) // away from the network for a while: asked again
  setTimeout(follow, EVERY)
}

setTimeout(follow, EVERY)
