// Which language the screens speak; Chinese unless the person has chosen English on this machine.
import { useSyncExternalStore } from 'react'

export type Language = 'zh' | 'en'

const KEPT = 'doudi.language'
const listeners = new Set<() => void>()
let language: Language = localStorage.getItem(KEPT) === 'en' ? 'en' : 'zh'
document.documentElement.lang = tag(language)

export function currentLanguage() {
  return language
}

export function setLanguage(wanted: Language) {
  language = wanted
  localStorage.setItem(KEPT, wanted)
  document.documentElement.lang = tag(wanted)
  listeners.forEach((listener) => listener())
}

function tag(of: Language) {
  return of === 'zh' ? 'zh-CN' : 'en'
}

function subscribe(listener: () => void) {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}

export function useLanguage() {
  return useSyncExternalStore(subscribe, currentLanguage)
}
