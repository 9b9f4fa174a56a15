import { notifications } from '@mantine/notifications'
import { asProblem } from '../../app/api.ts'

/** Says why a change was refused and what to do next. */
export function tellProblem(error: unknown): void {
  const problem = asProblem(error)
  notifications.show({
    color: 'red',
    title: problem.title,
    message: `${problem.message} ${problem.next}`,
    autoClose: 12_000,
  })
}

export const tell = (message: string): string => notifications.show({ message })
