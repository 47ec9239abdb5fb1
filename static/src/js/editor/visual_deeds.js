// SPDX-License-Identifier: AGPL-3.0-or-later
// What the buttons of the toolbar do in the visual editor; asking twice for the same takes it away again.

import { lift, setBlockType, toggleMark } from 'prosemirror-commands'
import { liftListItem, wrapInList } from 'prosemirror-schema-list'
import { isInTable } from 'prosemirror-tables'
import { TextSelection } from 'prosemirror-state'

import { schema } from './schema.js'

const { marks, nodes } = schema

function heading(level) {
  return (state, dispatch) => {
    const { parent } = state.selection.$from
    const has = parent.type === nodes.heading && parent.attrs.level === level
    return setBlockType(has ? nodes.paragraph : nodes.heading, has ? null : { level })(state, dispatch)
  }
}

function list(type) {
  return (state, dispatch) => {
    const { $from } = state.selection
    const inside = $from.depth > 1 && $from.node($from.depth - 2).type === type
    return inside ? liftListItem(nodes.list_item)(state, dispatch) || lift(state, dispatch) : wrapInList(type)(state, dispatch)
  }
}

function link(state, dispatch, view, { ask }) {
  const { from, to, empty } = state.selection
  if (state.doc.rangeHasMark(from, to, marks.link)) return toggleMark(marks.link)(state, dispatch)
  const href = window.prompt(ask, 'https://')?.trim()
  if (!href || !/^(https?:\/\/[^/\s\\]|mailto:[^\s@])/i.test(href)) return false
  const shown = schema.text(empty ? href : state.doc.textBetween(from, to, ' '), [marks.link.create({ href })])
  dispatch(state.tr.replaceSelectionWith(shown, false))
  return true
}

function table(state, dispatch, view, { column }) {
  if (isInTable(state)) return false
  const head = [1, 2].map((number) => nodes.table_header.create(null, schema.text(`${column} ${number}`)))
  const cells = [nodes.table_cell.create(), nodes.table_cell.create()]
  const made = nodes.table.create(null, [nodes.table_row.create(null, head), nodes.table_row.create(null, cells)])
  const tr = state.tr.replaceSelectionWith(made)
  dispatch(tr.setSelection(TextSelection.near(tr.doc.resolve(state.selection.from + 1))).scrollIntoView())
  return true
}

// Enter goes down a column and, below the last row, makes the next one.
export function enterInTable(addRow) {
  return (state, dispatch) => {
    if (!isInTable(state)) return false
    const { $from } = state.selection
    const depth = [...Array($from.depth + 1).keys()].findLast((at) => $from.node(at).type === nodes.table)
    const [lines, line, cell] = [$from.node(depth), $from.index(depth), $from.index(depth + 1)]
    if (line + 1 === lines.childCount) return addRow(state, dispatch)
    let at = $from.start(depth)
    for (let up = 0; up <= line; up += 1) at += lines.child(up).nodeSize
    for (let left = 0; left < cell; left += 1) at += lines.child(line + 1).child(left).nodeSize
    dispatch?.(state.tr.setSelection(TextSelection.near(state.doc.resolve(at + 1))).scrollIntoView())
    return true
  }
}

export const DEEDS = {
  bold: toggleMark(marks.strong),
  italic: toggleMark(marks.em),
  heading: heading(2),
  subheading: heading(3),
  bullets: list(nodes.bullet_list),
  numbers: list(nodes.ordered_list),
  link,
  table,
}
