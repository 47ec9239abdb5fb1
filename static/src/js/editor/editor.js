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
    this.field.before(place.querySelector('template').content.cloneNode(true))
    this.bar = place.querySelector('[role=toolbar]')
    this.text = new TextSurface(this.field, place.querySelector('[data-words]').dataset)
    this.surface = this.text
    rove(this.bar)
    this.listen()
    this.showKeys()
    this.turn(chosenWay())
  }

  listen() {
    this.place.addEventListener('click', ({ target }) => this.pressed(target.closest('button')))
    this.place.addEventListener('keydown', (event) => this.key(event))
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

  choose(way) {
    chooseWay(way)
    this.turn(way)
  }

  turn(way) {
    this.bar.hidden = way === 'plain'
    for (const button of this.place.querySelectorAll('[data-way]')) {
      button.setAttribute('aria-pressed', button.dataset.way === way)
    }
  }

  showKeys() {
    this.place.querySelector('[data-keys]').setAttribute('aria-pressed', keysAreOn())
  }
}

export function mount(place) {
  return new Editor(place)
}
