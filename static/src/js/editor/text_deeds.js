// SPDX-License-Identifier: AGPL-3.0-or-later
// What the buttons of the toolbar do to a plain text. Pure: from a text and what is selected in it to one replacement,
// { from, to, words, select: [start, end] }. Asking twice for the same takes it away again.

function lineStart(text, at) {
  return text.lastIndexOf('\n', at - 1) + 1
}

function lineEnd(text, at) {
  const end = text.indexOf('\n', at)
  return end < 0 ? text.length : end
}

// Marks stand at words, never at the white space around them.
function trimmed(text, from, to) {
  const words = text.slice(from, to)
  if (!words.trim()) return [from, from]
  return [from + words.length - words.trimStart().length, to - words.length + words.trimEnd().length]
}

function marked(mark) {
  return (text, start, end) => {
    const [from, to] = trimmed(text, start, end)
    const wide = mark.length
    // In "**parole**" the stars next to the words are those of bold, not of italics.
    const stars = (at, step) => {
      let count = 0
      while (text[at + count * step] === mark[0]) count += 1
      return count
    }
    const around = Math.min(stars(from - 1, -1), stars(to, 1))
    const has = wide === 1 ? around % 2 === 1 : around >= 2
    const words = text.slice(from, to)
    if (has) return { from: from - wide, to: to + wide, words, select: [from - wide, to - wide] }
    return { from, to, words: mark + words + mark, select: [from + wide, to + wide] }
  }
}

// Puts `prefix(number)` before each line that is selected, or takes it away where all have one like it.
function prefixed(alike, other, prefix) {
  return (text, start, end) => {
    const from = lineStart(text, start)
    const to = lineEnd(text, end)
    const lines = text.slice(from, to).split('\n')
    const full = lines.filter((line) => line.trim())
    const takes = full.length > 0 && full.every((line) => alike.test(line))
    let number = 0
    const put = (line) => (line.trim() || lines.length === 1 ? prefix((number += 1)) + line.replace(other, '') : line)
    const words = lines.map((line) => (takes ? line.replace(alike, '') : put(line))).join('\n')
    return { from, to, words, select: start === end ? [from + words.length, from + words.length] : [from, from + words.length] }
  }
}

const HEADING = /^#{1,6}[ \t]+/
const MARKER = /^(?:[-*+]|\d{1,9}[.)])[ \t]+/

function link(text, start, end, { words }) {
  const [from, to] = trimmed(text, start, end)
  const chosen = text.slice(from, to)
  const address = /^(?:https?:\/\/|mailto:)\S+$/.test(chosen)
  const shown = (!address && chosen) || words
  const target = address ? chosen : 'https://'
  const written = `[${shown}](${target})`
  const at = address ? from + 1 : from + shown.length + 3
  return { from, to, words: written, select: [at, at + (address ? shown : target).length] }
}

function table(text, start, end, { column }) {
  const at = lineEnd(text, end)
  const before = text.slice(0, at).trimEnd() ? (text.slice(lineStart(text, at), at).trim() ? '\n\n' : '\n') : ''
  const written = `| ${column} 1 | ${column} 2 |\n| --- | --- |\n|  |  |`
  const from = at + before.length + 2
  const after = text.slice(at).trim() && !text.slice(at).startsWith('\n\n') ? '\n' : ''
  return { from: at, to: at, words: before + written + after, select: [from, from + column.length + 2] }
}

export const DEEDS = {
  bold: marked('**'),
  italic: marked('*'),
  heading: prefixed(/^##[ \t]+/, HEADING, () => '## '),
  subheading: prefixed(/^###[ \t]+/, HEADING, () => '### '),
  bullets: prefixed(/^[-*+][ \t]+/, MARKER, () => '- '),
  numbers: prefixed(/^\d{1,9}[.)][ \t]+/, MARKER, (number) => `${number}. `),
  link,
  table,
}
