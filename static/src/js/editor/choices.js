// SPDX-License-Identifier: AGPL-3.0-or-later
// What a person chose for writing, kept in this browser: the way ("visual", "text" or "plain") and whether keys are on.
// A browser that keeps nothing has the usual way each time.

function kept(name, usual) {
  try {
    return localStorage.getItem(name) ?? usual
  } catch {
    return usual
  }
}

function keep(name, value) {
  try {
    localStorage.setItem(name, value)
  } catch {
    // private windows may refuse; the choice then lasts as long as the page
  }
}

export const chosenWay = () => kept('editor-way', 'text')
export const chooseWay = (way) => keep('editor-way', way)
export const keysAreOn = () => kept('editor-keys', 'on') === 'on'
export const turnKeys = (on) => keep('editor-keys', on ? 'on' : 'off')
