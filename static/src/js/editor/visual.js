// SPDX-License-Identifier: AGPL-3.0-or-later
// The visual editor: a text as readers will see it, written into the textarea as Markdown at every change. Tab leaves it.

import { baseKeymap, chainCommands } from 'prosemirror-commands'
import { history, redo, undo } from 'prosemirror-history'
import { keymap } from 'prosemirror-keymap'
import { liftListItem, splitListItem } from 'prosemirror-schema-list'
import { EditorState } from 'prosemirror-state'
import { addRowAfter, tableEditing } from 'prosemirror-tables'
import { EditorView } from 'prosemirror-view'

import { tidied } from './pasting.js'
import { schema } from './schema.js'
import { DEEDS, enterInTable } from './visual_deeds.js'
import { opened, write } from './writing.js'

const item = schema.nodes.list_item
const KEYS = {
  'Mod-z': undo,
  'Mod-y': redo,
  'Mod-Shift-z': redo,
  Enter: chainCommands(enterInTable(addRowAfter), splitListItem(item), liftListItem(item)),
}

export class VisualSurface {
  constructor(field, words, doc) {
    this.field = field
    this.words = words
    const label = document.querySelector(`label[for="${CSS.escape(field.id)}"]`)
    label.id ||= `${field.id}-label`
    this.view = new EditorView(null, {
      state: this.stateOf(doc),
      attributes: this.attributes(label),
      transformPastedHTML: tidied,
      clipboardTextSerializer: (slice) => write(slice),
      dispatchTransaction: (change) => this.changed(change),
    })
    field.after(this.view.dom)
    this.toLabel = () => this.view.focus()
    label.addEventListener('click', this.toLabel)
    this.label = label
  }

  attributes(label) {
    const described = this.field.getAttribute('aria-describedby')
    return {
      role: 'textbox',
      class: 'form-control editor-visual',
      'aria-multiline': 'true',
      'aria-labelledby': label.id,
      lang: this.field.lang || document.documentElement.lang,
      ...(described && { 'aria-describedby': described }),
      ...(this.field.getAttribute('aria-invalid') && { 'aria-invalid': 'true' }),
    }
  }

  stateOf(doc) {
    return EditorState.create({ doc, plugins: [keymap(KEYS), keymap(plainKeys()), history(), tableEditing()] })
  }

  changed(change) {
    this.view.updateState(this.view.state.apply(change))
    if (!change.docChanged) return
    this.written = write(this.view.state.doc)
    this.field.value = this.written
    this.field.dispatchEvent(new InputEvent('input', { bubbles: true }))
  }

  // Whether the textarea holds words that came from elsewhere, as when a kept draft is brought back.
  isBehind() {
    return this.written !== undefined ? this.field.value !== this.written : true
  }

  has(target) {
    return this.view.dom.contains(target)
  }

  run(deed) {
    this.view.focus()
    DEEDS[deed](this.view.state, this.view.dispatch, this.view, this.words)
  }

  close() {
    this.label.removeEventListener('click', this.toLabel)
    this.view.destroy()
  }
}

// Marks have keys of their own in editor.js, which each person may turn off.
function plainKeys() {
  const { 'Mod-Enter': _, ...others } = baseKeymap
  return others
}

// The visual editor over a field, or null where it would change the text it is given.
export function visual(field, words) {
  const doc = opened(field.value)
  return doc && new VisualSurface(field, words, doc)
}
