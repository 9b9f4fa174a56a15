import { useQuery } from '@tanstack/react-query'
import { createContext, type ReactNode, useContext, useMemo } from 'react'
import type { RegisterDescription } from '../../server/contract.ts'
import { ErrorState } from '../ui/ErrorState.tsx'
import { PageSkeleton } from '../ui/Skeletons.tsx'
import { asProblem, client } from './api.ts'
import { useOrganisation } from './session.tsx'

/** The registers the server described, found by name, address or area. */
export interface Model {
  readonly registers: readonly RegisterDescription[]
  readonly byName: (name: string) => RegisterDescription | undefined
  readonly byPath: (path: string) => RegisterDescription | undefined
  readonly inArea: (area: string) => readonly RegisterDescription[]
}

const ModelContext = createContext<Model | null>(null)

export function ModelProvider({ children }: { children: ReactNode }) {
  const { slug } = useOrganisation()
  const answer = useQuery({
    queryKey: ['model', slug],
    queryFn: ({ signal }) => client.organisation(slug).get('model', { signal }),
    staleTime: 5 * 60_000,
  })
  const model = useMemo(() => (answer.data ? indexModel(answer.data.registers) : null), [answer.data])
  if (model) return <ModelContext value={model}>{children}</ModelContext>
  if (answer.error) return <ErrorState problem={asProblem(answer.error)} onRetry={() => answer.refetch()} />
  return <PageSkeleton />
}

function indexModel(registers: readonly RegisterDescription[]): Model {
  const names = new Map(registers.map((r) => [r.name, r]))
  const paths = new Map(registers.map((r) => [r.path, r]))
  return {
    registers,
    byName: (name) => names.get(name),
    byPath: (path) => paths.get(path),
    inArea: (area) => registers.filter((r) => r.area === area),
  }
}

export function useModel(): Model {
  const model = useContext(ModelContext)
  if (model === null) throw new Error('useModel stands outside ModelProvider')
  return model
}

/** True when one of the reader's roles may create records of the register; only shared grants, not those of an owner. */
export function useMayCreate(register: RegisterDescription): boolean {
  const { roles } = useOrganisation()
  return register.create ?? roles.some((role) => register.mayCreate.includes(role))
}
