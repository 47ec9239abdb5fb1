// SPDX-License-Identifier: AGPL-3.0-or-later
// Keeps what is typed into a form with data-guard, a moment after typing stops: at the server, and in this tab while the
// network is away or the person is signed out. Who comes back is offered it again; other tabs are told.

const WAIT = 1500 // milliseconds after the last key
const channel = 'BroadcastChannel' in window ? new BroadcastChannel('unsent') : null
const CLOSED = new Set(['csrf_token', 'unsent'])

class Unsent {
  constructor(form) {
    this.form = form
    this.path = new URL(form.action).pathname
    this.words = form.dataset
    this.said = form.querySelector('.unsent-said')
    form.addEventListener('input', () => this.soon())
    form.addEventListener('submit', () => this.send())
    form.addEventListener('abandoned', () => this.forget())
    channel?.addEventListener('message', ({ data }) => data === this.path && this.say(this.words.elsewhere))
    this.offer()
  }

  fields() {
    const found = {}
    for (const [name, value] of new FormData(this.form)) {
      if (typeof value === 'string' && !CLOSED.has(name)) (found[name] ??= []).push(value)
    }
    return found
  }

  soon() {
    clearTimeout(this.timer)
    this.timer = setTimeout(() => this.keep(), WAIT)
  }

  async keep() {
    const fields = JSON.stringify(this.fields())
    try {
      const body = new URLSearchParams({ path: this.path, fields, csrf_token: this.form.elements.csrf_token.value })
      const answer = await fetch(this.words.guard, { method: 'POST', body, credentials: 'same-origin' })
      if (!answer.ok || answer.redirected) throw new Error(answer.status)
      this.kept = true
      sessionStorage.removeItem(this.path)
      channel?.postMessage(this.path)
      this.say(this.words.kept.replace('{hour}', (await answer.json()).at))
      this.form.dispatchEvent(new Event('saved', { bubbles: true }))
    } catch {
      sessionStorage.setItem(this.path, fields)
      this.say(this.words.away)
    }
  }

  async offer() {
    const here = sessionStorage.getItem(this.path)
    const kept = here ? { fields: JSON.parse(here) } : await this.ask()
    if (!kept.fields || JSON.stringify(kept.fields) === JSON.stringify(this.fields())) return
    this.kept = true
    const bar = this.form.querySelector('.unsent-bar')
    bar.hidden = false
    bar.querySelector('[data-take]').addEventListener('click', () => this.take(kept.fields, bar))
    bar.querySelector('[data-drop]').addEventListener('click', () => this.drop(bar))
  }

  async ask() {
    try {
      const answer = await fetch(`${this.words.guard}?path=${encodeURIComponent(this.path)}`, { credentials: 'same-origin' })
      return await answer.json()
    } catch {
      return {}
    }
  }

  take(fields, bar) {
    for (const control of this.form.elements) {
      const values = fields[control.name]
      if (!control.name || CLOSED.has(control.name)) continue
      if (control.type === 'checkbox' || control.type === 'radio') control.checked = values?.includes(control.value) ?? false
      else if (values && control.type !== 'file') {
        control.value = values[0]
        control.dispatchEvent(new Event('input', { bubbles: true }))
      }
    }
    bar.hidden = true
    this.form.querySelector('textarea, input:not([type=hidden])')?.focus()
  }

  forget() {
    clearTimeout(this.timer)
    sessionStorage.removeItem(this.path)
    const body = new URLSearchParams({ path: this.path, csrf_token: this.form.elements.csrf_token.value })
    fetch(`${this.words.guard}/forget`, { method: 'POST', body, credentials: 'same-origin' }).catch(() => {})
  }

  drop(bar) {
    this.forget()
    bar.hidden = true
    this.form.querySelector('textarea, input:not([type=hidden])')?.focus()
  }

  // What was kept is forgotten with the deed itself; the form says that there is something.
  send() {
    clearTimeout(this.timer)
    sessionStorage.removeItem(this.path)
    if (!this.kept || this.form.elements.unsent) return
    const field = document.createElement('input')
    Object.assign(field, { type: 'hidden', name: 'unsent', value: this.path })
    this.form.append(field)
  }

  say(words) {
    this.said.textContent = words
  }
}

export function watch(form) {
  if (form.matches('[data-guard][data-kept]')) new Unsent(form)
}

for (const form of document.forms) watch(form)
