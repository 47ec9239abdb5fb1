// SPDX-License-Identifier: AGPL-3.0-or-later
// A Markdown field in three ways, which each person chooses: plain, text with buttons, visual. The textarea is the
// truth in all of them: whatever writes elsewhere puts the same Markdown into it and says so by an `input` event.

import { chooseWay, chosenWay, keysAreOn, turnKeys } from './choices.js'
import { TextSurface } from './text_surface.js'
import { rove } from './toolbar.js'

const KEYS = { b: 'bold', i: 'italic', k: 'link' }

class Editor {
  constructor(place) {
    this.place = place
    this.field = place.querySelector('textarea')
    this.bar = place.querySelector('[role=toolbar]')
    this.text = new TextSurface(this.field, place.querySelector('[data-words]').dataset)
    this.surface = this.text
    this.note = place.querySelector('[data-declined]')
    rove(this.bar)
    this.listen()
    this.showKeys()
    this.turn(chosenWay())
    for (const button of place.querySelectorAll('button')) button.disabled = false
    place.classList.add('editor-ready')
  }

  listen() {
    this.place.addEventListener('click', ({ target }) => this.pressed(target.closest('button')))
    this.place.addEventListener('keydown', (event) => this.key(event))
    this.field.addEventListener('input', () => this.followField())
    this.bar.addEventListener('mousedown', (event) => event.preventDefault()) // what is selected stays so
  }

  pressed(button) {
    if (!button) return
    const { deed, way } = button.dataset
    if (deed) this.surface.run(deed)
    if (way) this.choose(way)
    if ('keys' in button.dataset) {
      turnKeys(!keysAreOn())
      this.showKeys()
    }
  }

  key(event) {
    const deed = KEYS[event.key.toLowerCase()]
    const alone = (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey
    if (!deed || !alone || this.bar.hidden || !keysAreOn() || !this.surface.has(event.target)) return
    event.preventDefault()
    this.surface.run(deed)
  }

  async choose(way) {
    chooseWay(way)
    await this.turn(way)
  }

  async turn(way) {
    this.leaveVisual()
    const taken = way === 'visual' && !(await this.enterVisual()) ? 'text' : way
    this.bar.hidden = taken === 'plain'
    this.note.textContent = taken === way ? '' : this.note.dataset.declined
    for (const button of this.place.querySelectorAll('[data-way]')) {
      button.setAttribute('aria-pressed', button.dataset.way === taken)
    }
  }

  // The visual editor is fetched when somebody wants it; it declines a text that it would change.
  async enterVisual() {
    const { visual } = await import(this.place.dataset.visual)
    const surface = visual(this.field, this.text.words)
    if (!surface) return false
    this.surface = surface
    this.field.hidden = true
    return true
  }

  leaveVisual() {
    if (this.surface === this.text) return
    this.surface.close()
    this.surface = this.text
    this.field.hidden = false
  }

  // Words that something else put into the textarea, such as a draft brought back, are shown too.
  followField() {
    if (this.surface !== this.text && this.surface.isBehind()) this.turn('visual')
  }

  showKeys() {
    this.place.querySelector('[data-keys]').setAttribute('aria-pressed', keysAreOn())
  }
}

export function mount(place) {
  return new Editor(place)
}
