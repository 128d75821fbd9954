// What Chrome 86 to 97 lack and the libraries use. Loaded before anything else.
type Any = Record<string, unknown>

function give(on: object, name: string, value: unknown) {
  if (!(name in on)) Object.defineProperty(on, name, { value, writable: true, configurable: true })
}

function at(this: ArrayLike<unknown>, index: number) {
  const whole = Math.trunc(index) || 0
  return this[whole < 0 ? whole + this.length : whole]
}

for (const kind of [Array, String]) give(kind.prototype, 'at', at)
give(Object, 'hasOwn', (on: Any, name: string) => Object.prototype.hasOwnProperty.call(on, name))
give(Array.prototype, 'findLast', function (this: unknown[], fits: (item: unknown) => boolean) {
  return [...this].reverse().find(fits)
})
give(globalThis, 'structuredClone', (value: unknown) => JSON.parse(JSON.stringify(value)))

// Not there in Chrome before 92, and never where the page was not opened over TLS or from this machine.
function randomUUID() {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  bytes[6] = (bytes[6]! & 0x0f) | 0x40
  bytes[8] = (bytes[8]! & 0x3f) | 0x80
  const text = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
  return `${text.slice(0, 8)}-${text.slice(8, 12)}-${text.slice(12, 16)}-${text.slice(16, 20)}-${text.slice(20)}`
}
give(crypto, 'randomUUID', randomUUID)

export {}
