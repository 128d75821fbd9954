// A running demonstration for the tests: its own data, its own virtual time, nothing real.
import { spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const BINARY = resolve(process.env.DOUDI ?? join(ROOT, process.env.CARGO_TARGET_DIR ?? 'target', 'debug/doudi'))
const READY_SECONDS_MAX = 120

/** Villages with their clerk, township with its officer, as the demonstration names them. */
export const VILLAGE_CLERK = 'clerk-222403105200'
export const TOWNSHIP_OFFICER = 'officer-222403105'
export const COUNTY_CLERK = 'county-clerk'
export const OTHER_CLERK = 'clerk-222403106200'

/** A made-up identity number of region 990000, which no place has; the last digit follows from the others (GB 11643). */
export function madeUpIdentity(order) {
  const digits = `99000019660312${String(order).padStart(3, '0')}`
  const sum = [...digits].reduce((sum, digit, at) => sum + Number(digit) * (2 ** (17 - at) % 11), 0)
  return digits + '10X98765432'[sum % 11]
}

function freePort() {
  return new Promise((found, failed) => {
    const server = createServer()
    server.once('error', failed)
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address()
      server.close(() => found(port))
    })
  })
}

export async function openSite({ households = 20 } = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'doudi-web-'))
  const data = join(folder, 'data')
  const address = `127.0.0.1:${await freePort()}`
  const args = ['demo', '--households', String(households), '--listen', address, '--data', data, '--workflows', join(ROOT, 'workflows')]
  const server = spawn(BINARY, args, { stdio: ['ignore', 'pipe', 'pipe'] })
  let said = ''
  await new Promise((ready, failed) => {
    const late = setTimeout(() => failed(new Error(`the server is not ready after ${READY_SECONDS_MAX} s:\n${said}`)), READY_SECONDS_MAX * 1000)
    const heard = (chunk) => {
      said += chunk
      if (said.includes(`http://${address}（`)) clearTimeout(late), ready()
    }
    server.stdout.on('data', heard)
    server.stderr.on('data', heard)
    server.once('exit', () => failed(new Error(`the server has stopped:\n${said}`)))
  })
  const command = (...args) => {
    const done = spawnSync(BINARY, [...args, '--data', data], { encoding: 'utf8' })
    if (done.status !== 0) throw new Error(`doudi ${args.join(' ')}: ${done.stderr}`)
    return done.stdout
  }
  const token = (person) => command('token', 'add', person).match(/doudi_[0-9a-f]+/)[0]
  return {
    url: `http://${address}`,
    token,
    /** Lets virtual time pass. */
    clock: (until) => command('clock', '--until', until),
    /** Asks the interface as somebody. */
    async ask(person, method, path, body) {
      const headers = { Authorization: `Bearer ${token(person)}`, 'Content-Type': 'application/json' }
      const answer = await fetch(`http://${address}/api/v1${path}`, { method, headers, ...(body && { body: JSON.stringify(body) }) })
      if (!answer.ok) throw new Error(`${method} ${path}: ${await answer.text()}`)
      return answer.json()
    },
    async close() {
      const gone = new Promise((done) => server.once('exit', done))
      server.kill('SIGTERM')
      await gone
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
