// SPDX-License-Identifier: AGPL-3.0-or-later
// A toolbar as the ARIA pattern describes it: one stop for Tab, arrows go from button to button.

const STEPS = { ArrowRight: 1, ArrowLeft: -1 }

export function visibleButtons(bar) {
  return [...bar.querySelectorAll('button')].filter((button) => !button.closest('[hidden]'))
}

export function onlyStop(bar, button) {
  for (const other of bar.querySelectorAll('button')) other.tabIndex = other === button ? 0 : -1
}

function next(buttons, button, key) {
  if (key === 'Home') return buttons[0]
  if (key === 'End') return buttons.at(-1)
  const step = STEPS[key]
  return step && buttons[(buttons.indexOf(button) + step + buttons.length) % buttons.length]
}

export function rove(bar) {
  onlyStop(bar, visibleButtons(bar)[0])
  bar.addEventListener('focusin', ({ target }) => onlyStop(bar, target))
  bar.addEventListener('keydown', (event) => {
    const button = next(visibleButtons(bar), event.target, event.key)
    if (!button) return
    event.preventDefault()
    button.focus()
  })
}
