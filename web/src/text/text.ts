// Every word the screens say themselves. What the server says comes in both languages and is picked by `both`.
import type { Bilingual } from '../api/client'
import { en } from './en'
import { useLanguage } from './language'
import { zh } from './zh'

type Said<T> = { [K in keyof T]: T[K] extends (...given: infer G) => string ? (...given: G) => string : T[K] extends string ? string : Said<T[K]> }

/** The words of one language; both have the same ones, or nothing builds. */
export type Words = Said<typeof zh>

export function useText() {
  const language = useLanguage()
  const t: Words = language === 'zh' ? zh : en
  const both = (text: Bilingual | null | undefined) => text?.[language] ?? ''
  return { language, t, both }
}
