import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import type { ApiProblem } from '../../app/api.ts'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { RowsSkeleton } from '../../ui/Skeletons.tsx'

interface AskedProps<T> {
  readonly answer: UseQueryResult<T, ApiProblem>
  readonly children: (data: T) => ReactNode
  readonly rows?: number
}

/** What was asked for, or that it is on its way, or why it did not come. */
export function Asked<T>({ answer, children, rows = 6 }: AskedProps<T>) {
  if (answer.data !== undefined) return children(answer.data)
  if (answer.error) return <ErrorState problem={answer.error} onRetry={() => void answer.refetch()} />
  return <RowsSkeleton rows={rows} />
}
