import type { RegisterDescription } from '../../../server/contract.ts'
import { AppLink } from '../../ui/AppLink.tsx'
import classes from './RegisterLinks.module.css'

/** Registers by name, each leading to its list. */
export function RegisterLinks({ registers }: { registers: readonly RegisterDescription[] }) {
  return (
    <ul className={classes.registers}>
      {registers.map((register) => (
        <li key={register.name}>
          <AppLink to={`r/${register.path}`}>{register.label.many}</AppLink>
        </li>
      ))}
    </ul>
  )
}
