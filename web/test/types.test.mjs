// The types the pages are built from are those of the server.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { openSite } from './site.mjs'

test('the types of the interface are what the server says of itself', async () => {
  const site = await openSite({ households: 1 })
  try {
    const generate = fileURLToPath(new URL('../tools/generate.mjs', import.meta.url))
    const { status, stderr } = spawnSync(process.execPath, [generate, site.url, '--check'], { encoding: 'utf8' })
    assert.equal(status, 0, stderr)
  } finally {
    await site.close()
  }
})
