// SPDX-License-Identifier: AGPL-3.0-or-later
// Builds static/built/ from static/src/: one sheet, one script and those it fetches, one file of icons, the fonts; and
// manifest.json, which maps the logical name ("emenda.css") to the file whose name carries a hash of its content. What
// packs well stands there packed too, for browsers that take it.

import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import * as esbuild from 'esbuild'
import * as sass from 'sass'

const source = dirname(fileURLToPath(import.meta.url))
const root = join(source, '..', '..')
const built = join(root, 'static', 'built')
const italia = join(root, 'node_modules', 'bootstrap-italia')
const manifest = {}

// Writes a file under a name with the hash of its content, so that browsers may keep it for ever.
function keep(name, content) {
  const hash = createHash('sha256').update(content).digest('hex').slice(0, 10)
  const hashed = name.replace(/(\.[^.]+)$/, `-${hash}$1`)
  writeFileSync(join(built, hashed), content)
  if (/\.(css|js|svg)$/.test(name)) pack(hashed, content)
  manifest[name] = hashed
  return hashed
}

function pack(name, content) {
  const quality = { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY }
  writeFileSync(join(built, `${name}.br`), brotliCompressSync(content, { params: quality }))
  writeFileSync(join(built, `${name}.gz`), gzipSync(content, { level: constants.Z_BEST_COMPRESSION }))
}

function buildFonts() {
  const used = readFileSync(join(source, 'css', 'fonts.css'), 'utf8')
  let css = used
  for (const [, path] of used.matchAll(/url\("([^"]+)"\)/g)) {
    const name = basename(path).replace(/-v\d+-latin-ext_latin/, '')
    css = css.replace(path, keep(name, readFileSync(join(italia, 'src', 'fonts', path))))
  }
  return css
}

// Some rules of Bootstrap Italia carry a font as data:, which our Content-Security-Policy forbids.
function withoutDataFonts(css) {
  return css.replace(/@font-face\s*\{[^}]*url\(["']?data:[^}]*\}/g, '')
}

// The blues of Bootstrap Italia, which Sass reckons into fixed shades, become the colours of whoever runs the site
// (css/_base.scss). Only what is drawn by an address (a picture inside url()) keeps its own, and our definitions theirs.
const BRAND = [
  ['brand', '#06c', 'hsl(210, 100%, 40%)', 'hsl(210,100%,40%)'],
  ['brand-rgb', '0, 102, 204'],
  ['brand-hover', '#0052a3', '#0059b3', '#005cb8', 'rgb(0%, 34%, 68%)', 'rgb(0%, 32%, 64%)', 'rgb(0%, 30%, 60%)', 'rgb(0%, 28%, 56%)'],
  ['brand-pale', '#0066cc40', 'rgba(0%, 40%, 80%, .25)'],
  ['brand-dark', '#004d99', '#004080', '#003366', '#036', '#00264d', '#125ca5', '#1f5c99', 'hsl(210, 100%, 30%)'],
]

function withBrand(css) {
  const names = new Map(BRAND.flatMap(([name, ...blues]) => blues.map((blue) => [blue, `var(--${name})`])))
  const blues = [...names.keys()].map((blue) => blue.replace(/[()]/g, '\\$&')).join('|')
  const found = new RegExp(`url\\("[^"]*"\\)|--(?:brand|foot|blue)[a-z-]*:[^;}]*|(?:${blues})(?![0-9a-f])`, 'g')
  return css.replace(found, (words) => names.get(words) ?? words)
}

async function buildSheet() {
  const { css } = sass.compile(join(source, 'css', 'emenda.scss'), {
    loadPaths: [join(italia, 'src', 'scss')],
    quietDeps: true,
    silenceDeprecations: ['import'],
  })
  const whole = withoutDataFonts(buildFonts() + css)
  const { code } = await esbuild.transform(whole, { loader: 'css', minify: true, target: ['chrome110', 'firefox115', 'safari16'] })
  keep('emenda.css', withBrand(code))
}

async function buildScript(name, path) {
  const result = await esbuild.build({
    entryPoints: [join(source, 'js', path)],
    bundle: true,
    format: 'esm',
    minify: true,
    target: ['chrome110', 'firefox115', 'safari16'],
    legalComments: 'none',
    write: false,
  })
  keep(name, result.outputFiles[0].contents)
}

function filesBelow(folder, extension) {
  if (!existsSync(folder)) return []
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(extension))
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
}

// An icon is shipped when any template writes its name in quotes, as in icon('check').
function usedIcons() {
  const words = new Set()
  for (const file of filesBelow(join(root, 'templates'), '.html')) {
    for (const [, word] of readFileSync(file, 'utf8').matchAll(/["']([a-z][a-z-]*)["']/g)) words.add(word)
  }
  return [...words].sort()
}

function buildIcons() {
  const symbols = []
  for (const name of usedIcons()) {
    const file = join(italia, 'src', 'svg', `it-${name}.svg`)
    if (!existsSync(file)) continue
    const [, box, body] = readFileSync(file, 'utf8').match(/<svg[^>]*viewBox="([^"]+)"[^>]*>([\s\S]*)<\/svg>/)
    symbols.push(`<symbol id="${name}" viewBox="${box}">${body.trim()}</symbol>`)
  }
  keep('icons.svg', `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join('')}</svg>`)
}

rmSync(built, { recursive: true, force: true })
mkdirSync(built, { recursive: true })
await buildSheet()
await buildScript('emenda.js', 'emenda.js')
await buildScript('editor.js', 'editor/editor.js') // fetched where a form has a Markdown field
await buildScript('visual.js', 'editor/visual.js') // fetched when somebody wants to write visually
buildIcons()
for (const file of readdirSync(join(source, 'img'))) keep(file, readFileSync(join(source, 'img', file)))
writeFileSync(join(built, 'manifest.json'), JSON.stringify(manifest, null, 2) + '\n')
