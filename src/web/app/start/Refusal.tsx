import { asProblem } from '../api.ts'
import classes from './Start.module.css'

/** Why something was refused and what to do, above its form; nothing when nothing was. */
export function Refusal({ error }: { readonly error: unknown }) {
  if (!error) return null
  const problem = asProblem(error)
  return (
    <p role="alert" className={classes.bad}>
      {problem.message} {problem.next}
    </p>
  )
}
