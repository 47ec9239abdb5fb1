// SPDX-License-Identifier: AGPL-3.0-or-later
// The textarea as a place to write: deeds replace some of its text, so that the browser's own undo knows them.

import { DEEDS } from './text_deeds.js'

export class TextSurface {
  constructor(field, words) {
    this.field = field
    this.words = words
  }

  has(target) {
    return target === this.field
  }

  run(deed) {
    const { value, selectionStart, selectionEnd } = this.field
    const { from, to, words, select } = DEEDS[deed](value, selectionStart, selectionEnd, this.words)
    this.field.focus()
    this.field.setSelectionRange(from, to)
    this.insert(words)
    this.field.setSelectionRange(...select)
  }

  // The command says `input` by itself; without it the browser's undo is lost, but nothing else.
  insert(words) {
    if (document.execCommand('insertText', false, words)) return
    this.field.setRangeText(words, this.field.selectionStart, this.field.selectionEnd, 'end')
    this.field.dispatchEvent(new InputEvent('input', { bubbles: true }))
  }
}
