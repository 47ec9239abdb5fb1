// SPDX-License-Identifier: AGPL-3.0-or-later
// Offers to comment the words that are selected in the text of a proposal, or to ask for their change:
// <article data-passages="URL?version=3" data-offer="Commenta queste parole" data-change="URL/0" data-offer-change="…"
// data-how="Premi Tab …"><p data-paragraph="0">… The offers are links that stand behind the paragraph; the first Tab after
// a selection leads to them. They take along the number of the paragraph, the words, and which of several equal ones
// they are; the server looks them up.

const article = document.querySelector('[data-passages], [data-change]')
const squeezed = (words) => words.replace(/\s+/g, ' ').trim()
const isLetter = (sign) => /[\p{L}\p{N}]/u.test(sign ?? '')

// The pieces of text that are a paragraph's own: not those of an item within it, nor of the notes beside it.
function piecesOf(paragraph) {
  const walker = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT)
  const pieces = []
  while (walker.nextNode()) {
    if (walker.currentNode.parentElement.closest('[data-paragraph], .passage-notes, .offer, .beside, .in-place') === paragraph) pieces.push(walker.currentNode)
  }
  return pieces
}

function paragraphAt(range) {
  const walker = document.createTreeWalker(article, NodeFilter.SHOW_TEXT)
  while (walker.nextNode()) {
    const node = walker.currentNode
    if (!range.intersectsNode(node) || (node === range.startContainer && range.startOffset === node.length)) continue
    if (!node.data.trim() || node.parentElement.closest('.passage-notes, .beside, .offer, .in-place')) continue
    return node.parentElement.closest('[data-paragraph]')
  }
  return null
}

// How many characters of some pieces stand before an edge of the selection.
function lengthBefore(pieces, container, offset) {
  const edge = document.createRange()
  edge.setStart(container, offset)
  let length = 0
  for (const piece of pieces) {
    if (piece === container) return length + offset
    if (edge.comparePoint(piece, 0) >= 0) return length
    length += piece.length
  }
  return length
}

// What is selected of the first paragraph that the selection touches, widened to whole words.
function chosen(range) {
  const paragraph = paragraphAt(range)
  if (!paragraph) return null
  const pieces = piecesOf(paragraph)
  const text = pieces.map((piece) => piece.data).join('')
  let start = lengthBefore(pieces, range.startContainer, range.startOffset)
  let end = lengthBefore(pieces, range.endContainer, range.endOffset)
  while (start > 0 && isLetter(text[start - 1]) && isLetter(text[start])) start -= 1
  while (end < text.length && isLetter(text[end - 1]) && isLetter(text[end])) end += 1
  const words = squeezed(text.slice(start, end))
  if (!words) return null
  const whole = squeezed(text)
  const place = squeezed(text.slice(0, start)).length
  let which = 0
  for (let at = whole.indexOf(words); at >= 0 && at < place; at = whole.indexOf(words, at + 1)) which += 1
  return { paragraph, words, which }
}

function offered(words) {
  const link = document.createElement('a')
  link.className = 'btn btn-primary btn-sm'
  link.rel = 'nofollow'
  link.textContent = words
  return link
}

const { passages, offer: toComment, change, offerChange: toChange } = article?.dataset ?? {}
const comment = passages && offered(toComment)
const ask = change && offered(toChange)
const offer = document.createElement('div')
offer.className = 'offer'
offer.append(...[comment, ask].filter(Boolean))
const said = document.createElement('span')
said.className = 'visually-hidden'
said.setAttribute('role', 'status')
let isNew = false // whether the offer has not been reached since words were selected

function addressed(address, names) {
  const found = new URL(address, location.href)
  for (const [name, value] of Object.entries(names)) found.searchParams.set(name, value)
  return found.pathname + found.search
}

function show({ paragraph, words, which }, range) {
  const number = paragraph.dataset.paragraph
  if (comment) comment.href = addressed(passages, { paragraph: number, words, which })
  if (ask) {
    ask.href = addressed(change.replace(/0$/, number), { words, which })
    ask.dataset.inPlace = number
  }
  if (paragraph.matches('li, tr')) (paragraph.querySelector('td:last-child, th:last-child') ?? paragraph).append(offer)
  else paragraph.after(offer)
  const box = range.getBoundingClientRect()
  const frame = article.getBoundingClientRect()
  const left = Math.min(box.left - frame.left, frame.width - offer.offsetWidth)
  offer.style.left = `${Math.max(0, left)}px`
  offer.style.top = `${box.bottom - frame.top + 6}px`
  if (said.textContent !== article.dataset.how) said.textContent = article.dataset.how
}

function hide() {
  const paragraph = offer.contains(document.activeElement) && (offer.closest('[data-paragraph]') ?? offer.previousElementSibling)
  offer.remove()
  if (paragraph) {
    paragraph.tabIndex = -1
    paragraph.focus({ preventScroll: true }) // from there Tab goes on
  }
  said.textContent = ''
}

function look() {
  const selection = document.getSelection()
  const range = selection.rangeCount && !selection.isCollapsed ? selection.getRangeAt(0) : null
  if (offer.contains(document.activeElement)) return // Tab led here; some browsers let the selection go
  const found = range && range.intersectsNode(article) ? chosen(range) : null
  isNew = Boolean(found)
  if (found) show(found, range)
  else hide()
}

if (article) {
  article.after(said)
  let soon
  document.addEventListener('selectionchange', () => {
    clearTimeout(soon)
    soon = setTimeout(look, 250)
  })
  offer.addEventListener('mousedown', (event) => event.preventDefault()) // keeps the selection until the click
  document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && offer.isConnected) hide()
    if (event.key === 'Tab' && !event.shiftKey && offer.isConnected && isNew) {
      event.preventDefault()
      isNew = false
      offer.firstElementChild.focus()
    }
  })
}
