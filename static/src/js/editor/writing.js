// SPDX-License-Identifier: AGPL-3.0-or-later
// Writes a text of the visual editor as Markdown, and opens only what it would give back unchanged: what is written
// from a text just read must be that text. Blocks that nobody touches are written once, for they stay the same objects.

import { inline } from './inline.js'
import { read } from './reading.js'

const known = new WeakMap()

function indented(words, first, others) {
  const lines = words.split('\n')
  return lines.map((line, at) => (at === 0 ? first + line : line && others + line)).join('\n')
}

function list(node, marker) {
  const items = node.content.content.map((item, at) => {
    const mark = marker(at)
    const words = item.content.content.map(block).join(node.attrs.tight ? '\n' : '\n\n')
    return indented(words, `${mark} `, ' '.repeat(mark.length + 1)).trimEnd()
  })
  return items.join(node.attrs.tight ? '\n' : '\n\n')
}

function row(cells) {
  return `|${cells.map((cell) => (cell ? ` ${cell} |` : '  |')).join('')}`
}

const RULES = { '': '---', 'text-start': ':--', 'text-center': ':-:', 'text-end': '--:' }

function table(node) {
  const [head, ...rows] = node.content.content.map((line) =>
    row(line.content.content.map((cell) => inline(cell).replaceAll(/\\?\n/g, ' ').replaceAll(/(?<!\\)\|/g, '\\|'))),
  )
  const columns = node.firstChild.content.content.map(({ attrs }) => RULES[attrs.align] ?? '---')
  return [head, row(columns), ...rows].join('\n')
}

const WRITERS = {
  paragraph: inline,
  heading: (node) => `${'#'.repeat(node.attrs.level)} ${inline(node).replaceAll(/\\?\n/g, ' ')}`.trimEnd(),
  bullet_list: (node) => list(node, () => node.attrs.mark),
  ordered_list: (node) => list(node, (at) => `${Number(node.attrs.start) + at}${node.attrs.mark}`),
  blockquote: (node) => blocks(node).split('\n').map((line) => `> ${line}`.trimEnd()).join('\n'),
  code_block: (node) => `\`\`\`${node.attrs.info}\n${node.textContent}\n\`\`\``,
  rule: () => '---',
  table,
}

function block(node) {
  if (!known.has(node)) known.set(node, WRITERS[node.type.name](node))
  return known.get(node)
}

function blocks(node) {
  return node.content.content.map(block).filter(Boolean).join('\n\n')
}

export const write = (doc) => blocks(doc)

// What the server drops when it keeps a text: white space at the ends of lines, blank lines beyond one.
function tidy(text) {
  return text.replaceAll(/[ \t]+$/gm, '').replaceAll(/\n{3,}/g, '\n\n').trim()
}

// The text as a document, or null where the visual editor would change it.
export function opened(text) {
  const doc = read(text)
  return tidy(write(doc)) === tidy(text) ? doc : null
}
