// Who is signed in: a token in this tab only. Signing out wipes whatever this tab kept; a token that no longer holds asks for
// a new one and keeps the drafts, which only the same person gets back.
import { useSyncExternalStore } from 'react'

const TOKEN = 'doudi.token'
const PERSON = 'doudi.person'
const listeners = new Set<() => void>()

export function token() {
  return sessionStorage.getItem(TOKEN)
}

/** Takes a token; called once it has been seen to hold, with the person it belongs to. */
export function signIn(held: string, person: string) {
  if (sessionStorage.getItem(PERSON) !== person) sessionStorage.clear()
  sessionStorage.setItem(TOKEN, held)
  sessionStorage.setItem(PERSON, person)
  tell()
}

/** Forgets everything. */
export function signOut() {
  sessionStorage.clear()
  tell()
}

/** The server does not know the token any more. */
export function sessionLost() {
  if (!token()) return
  sessionStorage.removeItem(TOKEN)
  tell()
}

/** Whether somebody had been signed in here and has to sign in again. */
export function wasSignedIn() {
  return sessionStorage.getItem(PERSON) !== null
}

function tell() {
  listeners.forEach((listener) => listener())
}

function subscribe(listener: () => void) {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}

export function useToken() {
  return useSyncExternalStore(subscribe, token)
}
