import type { Wire } from '../api/client'

type Titles = Record<string, Wire['Bilingual']>

/** What things of a case are called. States and notices apart: they may be called like a field. */
export type Names = { any: Titles; states: Titles; templates: Titles }

export function namesOf(shown: Wire['CaseView']): Names {
  return { any: shown.titles, states: shown.state_titles, templates: shown.template_titles }
}
