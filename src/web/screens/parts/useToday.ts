import { useAsOf } from '../../app/asOf.tsx'
import { useSession } from '../../app/session.tsx'

/** The day the screen shows: the past day chosen, or today as the server has it. */
export function useToday(): string {
  const { day } = useAsOf()
  const { today } = useSession()
  return (day ?? today).slice(0, 10)
}
