import type { RecordItem, RegisterDescription } from '../../../server/contract.ts'
import { screenRoutes } from '../../app/screenRoutes.tsx'
import { useOrganisation } from '../../app/session.tsx'
import { AppLink } from '../../ui/AppLink.tsx'

/** Screens that show more about this one record than its register can: its story, its treatment, its links. */
export function AboutLinks({ register, record }: { register: RegisterDescription; record: RecordItem }) {
  const { person } = useOrganisation()
  const isTheirs = person !== null && record.values.person === person
  // Records the application keeps for itself (comments, views) hang on one other record; there is nothing to follow.
  const screens = screenRoutes.filter(
    ({ about, forPerson }) =>
      (about === register.name && (forPerson !== true || isTheirs)) ||
      (about === 'any' && register.area !== 'internal'),
  )
  return screens.map((screen) => (
    <span key={screen.path} className="no-print">
      {' · '}
      <AppLink to={screen.path.replace('$ref', record.ref)} underline="always">
        {screen.label()}
      </AppLink>
    </span>
  ))
}
