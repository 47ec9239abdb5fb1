// SPDX-License-Identifier: AGPL-3.0-or-later
// Makes plain HTML of what Word, LibreOffice and Google's documents put on the clipboard: their lists become lists,
// the first row of a table its head; comments, fields, styles, pictures and empty paragraphs go.

const WORD_ITEM = /mso-list:\s*l\d+\s+level(\d+)/i

function itemOf(paragraph) {
  const level = WORD_ITEM.exec(paragraph.getAttribute('data-style') ?? '')
  return level && Number(level[1])
}

// Takes Word's own marker out of a paragraph and tells what kind of list it begins.
function listKind(paragraph) {
  const marker = [...paragraph.querySelectorAll('span')].find((span) => /mso-list:\s*ignore/i.test(span.getAttribute('data-style') ?? ''))
  const words = marker?.textContent.trim() ?? ''
  marker?.remove()
  return /^(\d+|[a-z])[.)]/i.test(words) ? 'ol' : 'ul'
}

function gatherWordLists(body) {
  let open = []
  for (const paragraph of [...body.querySelectorAll('p, h1, h2, h3, h4, h5, h6, table')]) {
    const level = itemOf(paragraph)
    if (!level) {
      open = []
      continue
    }
    const kind = listKind(paragraph)
    open = open.slice(0, level)
    if (!open[level - 1]) {
      const list = body.ownerDocument.createElement(kind)
      const outer = open.at(-1)?.lastElementChild
      outer ? outer.append(list) : paragraph.before(list)
      open.push(list)
    }
    const item = body.ownerDocument.createElement('li')
    open.at(-1).append(item)
    item.append(paragraph)
  }
}

function simpleTables(body) {
  for (const cell of body.querySelectorAll('td, th')) {
    const head = cell.parentElement === cell.closest('table').querySelector('tr')
    const plain = body.ownerDocument.createElement(head ? 'th' : 'td')
    const parts = [...cell.querySelectorAll('p')]
    for (const part of parts) part.replaceWith(...part.childNodes, ' ')
    plain.append(...cell.childNodes)
    cell.replaceWith(plain)
  }
}

// Weight and slant that stand in styles become marks; the page's policy lets no style in, so they are read as data.
function marksOfStyles(body) {
  for (const words of body.querySelectorAll('[data-style]')) {
    const style = words.dataset.style
    words.removeAttribute('data-style')
    if (/^(b|strong)$/i.test(words.tagName) && /font-weight:\s*(normal|400)/i.test(style)) words.replaceWith(...words.childNodes)
    if (words.tagName !== 'SPAN') continue
    const bold = /font-weight:\s*(bold|[6-9]00)/i.test(style) && 'strong'
    const slanted = /font-style:\s*italic/i.test(style) && 'em'
    for (const name of [bold, slanted].filter(Boolean)) {
      const marked = body.ownerDocument.createElement(name)
      marked.append(...words.childNodes)
      words.append(marked)
    }
  }
}

export function tidied(html) {
  const plain = html.replaceAll(/<!--[\s\S]*?-->|<!\[[^\]]*\]>|<style[\s\S]*?<\/style>/gi, '').replaceAll(/\sstyle\s*=/gi, ' data-style=')
  const { body } = new DOMParser().parseFromString(plain, 'text/html')
  for (const extra of body.querySelectorAll('style, script, meta, title, img, xml')) extra.remove()
  gatherWordLists(body)
  marksOfStyles(body)
  simpleTables(body)
  for (const nested of body.querySelectorAll('ul > ul, ul > ol, ol > ul, ol > ol')) nested.previousElementSibling?.append(nested)
  for (const link of body.querySelectorAll('a')) {
    if (!/^(https?:|mailto:)/i.test(link.getAttribute('href') ?? '')) link.replaceWith(...link.childNodes)
  }
  for (const paragraph of body.querySelectorAll('p')) if (!paragraph.textContent.trim()) paragraph.remove()
  return body.innerHTML.replaceAll('&nbsp;', ' ').replaceAll('\u00a0', ' ')
}
