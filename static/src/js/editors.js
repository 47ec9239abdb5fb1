// SPDX-License-Identifier: AGPL-3.0-or-later
// Fetches the editor where a form has a Markdown field: <div data-editor="its script">. Other pages never load it.

const places = document.querySelectorAll('[data-editor]')

if (places.length) {
  const { mount } = await import(places[0].dataset.editor)
  for (const place of places) mount(place)
}
