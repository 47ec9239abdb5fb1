// SPDX-License-Identifier: AGPL-3.0-or-later
// Reads Markdown by the rules of the server (redline/markdown.py): CommonMark, tables, strikethrough; no HTML, no pictures.

import MarkdownIt from 'markdown-it'
import { MarkdownParser } from 'prosemirror-markdown'

import { schema } from './schema.js'

const rules = MarkdownIt('commonmark', { html: false }).enable(['table', 'strikethrough']).disable('image')
rules.normalizeLink = (address) => address // as it was written

function tight(tokens, at) {
  const first = tokens.slice(at).find(({ type }) => !/^(bullet_list|ordered_list|list_item)_open$/.test(type))
  return Boolean(first?.hidden)
}

const ALIGNED = { left: 'text-start', center: 'text-center', right: 'text-end' }
const align = (token) => ({ align: ALIGNED[(token.attrGet('style') ?? '').split(':')[1]] ?? '' })

const parser = new MarkdownParser(schema, rules, {
  paragraph: { block: 'paragraph' },
  heading: { block: 'heading', getAttrs: ({ tag }) => ({ level: Number(tag[1]) }) },
  bullet_list: { block: 'bullet_list', getAttrs: ({ markup }, all, at) => ({ mark: markup, tight: tight(all, at) }) },
  ordered_list: {
    block: 'ordered_list',
    getAttrs: (token, all, at) => ({ start: token.attrGet('start') ?? 1, mark: token.markup, tight: tight(all, at) }),
  },
  list_item: { block: 'list_item' },
  blockquote: { block: 'blockquote' },
  fence: { block: 'code_block', getAttrs: ({ info }) => ({ info }), noCloseToken: true },
  code_block: { block: 'code_block', noCloseToken: true },
  hr: { node: 'rule' },
  table: { block: 'table' },
  thead: { ignore: true },
  tbody: { ignore: true },
  tr: { block: 'table_row' },
  th: { block: 'table_header', getAttrs: align },
  td: { block: 'table_cell', getAttrs: align },
  hardbreak: { node: 'hard_break' },
  softbreak: { node: 'soft_break' },
  link: { mark: 'link', getAttrs: (t) => ({ href: t.attrGet('href'), title: t.attrGet('title') ?? '' }) },
  strong: { mark: 'strong' },
  em: { mark: 'em' },
  s: { mark: 'strike' },
  code_inline: { mark: 'code' },
})

export const read = (text) => parser.parse(text)
