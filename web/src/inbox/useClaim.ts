import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useCallback, useState } from 'react'
import { answered, client, type Wire } from '../api/client'
import { useText } from '../text/text'

type Item = Pick<Wire['InboxItem'], 'case' | 'number' | 'task' | 'assignee'>

/** Claims a task nobody has, releases one this person has. */
export function useClaim() {
  const { t } = useText()
  const queries = useQueryClient()
  const [said, setSaid] = useState('')
  const asked = useMutation({
    mutationFn: ({ case: id, task, assignee }: Item) => {
      const given = { params: { path: { id } }, body: { task } }
      return answered(assignee ? client.POST('/api/v1/cases/{id}/release', given) : client.POST('/api/v1/cases/{id}/claim', given))
    },
    onSuccess: (_, row) => setSaid(row.assignee ? t.inbox.released(row.number) : t.inbox.claimed(row.number)),
    onSettled: () =>
      Promise.all([queries.invalidateQueries({ queryKey: ['tasks'] }), queries.invalidateQueries({ queryKey: ['case'] })]),
  })
  const { mutate } = asked
  const toggle = useCallback((row: Item) => mutate(row), [mutate])
  return { toggle, said, error: asked.error, busy: asked.isPending }
}
