import { asProblem } from '../api.ts'
import classes from './Start.module.css'

/** Why something was refused and what to do, above its form; nothing when nothing was. */
export function Refusal({ error }: { readonly error: unknown }) {
  if (!error) return null
  const { code, message, next } = asProblem(error)
  // Here a code was typed or a link opened: what is not found is no record, which may be archived or not shared.
  return (
    <p role="alert" className={classes.bad}>
      {/[.!?]$/.test(message) ? message : `${message}.`} {code === 'access/not-found' ? '' : next}
    </p>
  )
}
