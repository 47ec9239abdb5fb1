// SPDX-License-Identifier: AGPL-3.0-or-later
// Fetches the editor where a form has a Markdown field: <div data-editor="its script">. Other pages never load it.

const places = document.querySelectorAll('[data-editor]')

const mountAll = ({ mount }) => places.forEach(mount)
const stayPlain = () => undefined // where the network is away the field is a plain field

// Not awaited: the scripts that follow neither wait for the editor nor fail with it.
if (places.length) import(places[0].dataset.editor).then(mountAll, stayPlain)
