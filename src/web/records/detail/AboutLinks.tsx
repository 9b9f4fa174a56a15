import type { RegisterDescription } from '../../../server/contract.ts'
import { screenRoutes } from '../../app/screenRoutes.tsx'
import { AppLink } from '../../ui/AppLink.tsx'

/** Screens that show more about this one record than its register can: its story, its treatment, its links. */
export function AboutLinks({ register, reference }: { register: RegisterDescription; reference: string }) {
  // Records the application keeps for itself (comments, views) hang on one other record; there is nothing to follow.
  const screens = screenRoutes.filter(
    ({ about }) => about === register.name || (about === 'any' && register.area !== 'internal'),
  )
  return screens.map((screen) => (
    <span key={screen.path} className="no-print">
      {' · '}
      <AppLink to={screen.path.replace('$ref', reference)} underline="always">
        {screen.label()}
      </AppLink>
    </span>
  ))
}
