// Puts a .br and a .gz beside every built file that gets smaller by it; the server sends what the browser takes.
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

for (const path of files('dist/pages').filter((path) => PACKED.test(path))) {
  const plain = readFileSync(path)
  const options = { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: plain.length } }
  const forms = { br: brotliCompressSync(plain, options), gz: gzipSync(plain, { level: 9 }) }
  for (const [ending, packed] of Object.entries(forms)) {
    if (packed.length < plain.length) writeFileSync(`${path}.${ending}`, packed)
  }
}
