// The types of the interface, from what a server says of itself: node tools/generate.mjs http://127.0.0.1:8080 [--check]
// With --check nothing is written; it fails if the types in the tree are not those of the server.
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import openapiTS, { astToString } from 'openapi-typescript'

const TYPES = fileURLToPath(new URL('../src/api/schema.d.ts', import.meta.url))
const [address, check] = process.argv.slice(2)

const document = await (await fetch(`${address}/api/openapi.json`)).json()
const types = `// Made by tools/generate.mjs from the server's own description; do not edit.\n${astToString(await openapiTS(document))}`
if (check !== '--check') {
  writeFileSync(TYPES, types)
} else if (readFileSync(TYPES, 'utf8') !== types) {
  console.error('expected web/src/api/schema.d.ts to be what the server says; run: node web/tools/generate.mjs ADDRESS')
  process.exit(1)
}
