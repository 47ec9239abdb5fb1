// SPDX-License-Identifier: AGPL-3.0-or-later
// Writes the words of one block as Markdown. Signs are escaped only where the words would otherwise be read as marks.

import { read } from './reading.js'

const SIGNS = { strong: '**', em: '*', strike: '~~', code: '`', link: '[' }
const SPECIAL = /[\\`*_[\]<>~&|#]|(?<=^\s*\d{1,9})[.)]|^\s*[-+=]/gm

function closing(mark) {
  if (mark.type.name !== 'link') return SIGNS[mark.type.name]
  const { href, title } = mark.attrs
  return `](${/[\s()<>]/.test(href) ? `<${href}>` : href}${title ? ` "${title.replaceAll('"', '\\"')}"` : ''})`
}

// How many pieces from `at` on carry the mark: what lasts longest is opened first.
function reach(pieces, at, mark) {
  let end = at
  while (end < pieces.length && mark.isInSet(pieces[end].marks)) end += 1
  return end
}

function leafWords(piece, escape) {
  if (piece.type.name === 'hard_break') return '\\\n'
  if (piece.type.name === 'soft_break') return '\n'
  return escape && !piece.marks.some(({ type }) => type.name === 'code') ? piece.text.replace(SPECIAL, '\\$&') : piece.text
}

function written(block, escape) {
  const pieces = block.content.content
  const open = []
  let words = ''
  const close = (keep) => {
    while (open.length > keep) words += closing(open.pop())
  }
  pieces.forEach((piece, at) => {
    const lost = open.findIndex((mark) => !mark.isInSet(piece.marks))
    close(lost < 0 ? open.length : lost)
    const fresh = piece.marks.filter((mark) => !mark.isInSet(open))
    fresh.sort((one, other) => reach(pieces, at, other) - reach(pieces, at, one))
    for (const mark of fresh) {
      words += SIGNS[mark.type.name]
      open.push(mark)
    }
    words += leafWords(piece, escape)
  })
  close(0)
  return words.trim()
}

function readsBack(block, words) {
  const doc = read(words)
  const cell = block.type.spec.tableRole
  if (cell ? words.includes('\n') : doc.childCount > 1) return false
  return doc.childCount === 1 && doc.firstChild.type.name === 'paragraph' && doc.firstChild.content.eq(block.content)
}

export function inline(block) {
  if (!block.content.size) return ''
  const bare = written(block, false)
  return readsBack(block, bare) ? bare : written(block, true)
}
