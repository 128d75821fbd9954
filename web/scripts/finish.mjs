// Puts the style sheet into the page, which saves the first load a request, and then a .br and a .gz beside every built file that
// gets smaller by it; the server sends what the browser takes.
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'

const PACKED = /\.(js|css|html|svg|json)$/

function files(folder) {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name)
    return statSync(path).isDirectory() ? files(path) : [path]
  })
}

const INDEX = 'dist/pages/index.html'
const page = readFileSync(INDEX, 'utf8')
const sheet = page.match(/<link rel="stylesheet"[^>]* href="\.\/(assets\/[^"]+\.css)">/)
if (!sheet) throw new Error(`expected one style sheet in ${INDEX}`)
const style = readFileSync(join('dist/pages', sheet[1]), 'utf8')
writeFileSync(INDEX, page.replace(sheet[0], () => `<style>${style}</style>`))

for (const path of files('dist/pages').filter((path) => PACKED.test(path))) {
  const plain = readFileSync(path)
  const options = { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: plain.length } }
  const forms = { br: brotliCompressSync(plain, options), gz: gzipSync(plain, { level: 9 }) }
  for (const [ending, packed] of Object.entries(forms)) {
    if (packed.length < plain.length) writeFileSync(`${path}.${ending}`, packed)
  }
}
