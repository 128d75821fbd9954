// What screens ask for, each under one key. Everything of a case is under ['case', id], so that one act renews all of it.
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { answered, client, type Wire } from './client'

/** How often an open screen looks whether something has come in. */
const RENEW_MS = 60_000
const PAGE_ROWS = 50

export type TaskFilter = {
  process?: string
  state?: string
  mine?: boolean
  group?: Wire['DeadlineGroup']
  after?: string
}

export type CaseFilter = {
  process?: string
  office?: string
  status?: Wire['Status']
  text?: string
  after?: string
}

export function useMe() {
  return useQuery({ queryKey: ['me'], queryFn: () => answered(client.GET('/api/v1/me')) })
}

export function useTasks(filter: TaskFilter) {
  return useQuery({
    queryKey: ['tasks', filter],
    queryFn: () => answered(client.GET('/api/v1/tasks', { params: { query: { ...filter, limit: PAGE_ROWS } } })),
    placeholderData: keepPreviousData,
    refetchInterval: RENEW_MS,
  })
}

export function useTaskCounts({ process, state, mine }: TaskFilter) {
  const query = { ...(process && { process }), ...(state && { state }), ...(mine && { mine }) }
  return useQuery({
    queryKey: ['tasks', 'counts', query],
    queryFn: () => answered(client.GET('/api/v1/tasks/counts', { params: { query } })),
    placeholderData: keepPreviousData,
    refetchInterval: RENEW_MS,
  })
}

export function useCases(filter: CaseFilter) {
  return useQuery({
    queryKey: ['cases', filter],
    queryFn: () => answered(client.GET('/api/v1/cases', { params: { query: { ...filter, limit: PAGE_ROWS } } })),
    placeholderData: keepPreviousData,
  })
}

export function useCase(id: string) {
  return useQuery({
    queryKey: ['case', id],
    queryFn: () => answered(client.GET('/api/v1/cases/{id}', { params: { path: { id } } })),
    refetchInterval: RENEW_MS,
  })
}

export function useOffers(id: string) {
  return useQuery({
    queryKey: ['case', id, 'offers'],
    queryFn: () => answered(client.GET('/api/v1/cases/{id}/actions', { params: { path: { id } } })),
  })
}

export function useCourse(id: string) {
  return useQuery({
    queryKey: ['case', id, 'course'],
    queryFn: () => answered(client.GET('/api/v1/cases/{id}/course', { params: { path: { id } } })),
  })
}

export function usePicture(id: string) {
  return useQuery({
    queryKey: ['case', id, 'picture'],
    queryFn: () => answered(client.GET('/api/v1/cases/{id}/picture', { params: { path: { id } } })),
  })
}

export function useHousehold(id: string) {
  return useQuery({
    queryKey: ['case', id, 'household'],
    queryFn: () => answered(client.GET('/api/v1/cases/{id}/household', { params: { path: { id } } })),
  })
}

export function useHistory(id: string) {
  return useInfiniteQuery({
    queryKey: ['case', id, 'history'],
    queryFn: ({ pageParam }) =>
      answered(
        client.GET('/api/v1/cases/{id}/history', {
          params: { path: { id }, query: { limit: PAGE_ROWS, ...(pageParam !== null && { after: pageParam }) } },
        }),
      ),
    initialPageParam: null as number | null,
    getNextPageParam: (last) => last.next ?? undefined,
  })
}

export function useProcesses() {
  return useQuery({ queryKey: ['processes'], queryFn: () => answered(client.GET('/api/v1/processes')) })
}

export function useOffices(text: string) {
  return useQuery({
    queryKey: ['offices', text],
    queryFn: () => answered(client.GET('/api/v1/offices', { params: { query: { ...(text && { text }), limit: PAGE_ROWS } } })),
    placeholderData: keepPreviousData,
  })
}
