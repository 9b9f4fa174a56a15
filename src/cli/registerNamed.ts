import { problem, type Register } from '../model/index.ts'
import { registers } from '../registers/index.ts'
import { pathOf } from '../server/describe.ts'
import { UsageProblem } from './usageProblem.ts'

/** The register that a command names, by its address (`ai-systems`) or its own name (`aiSystem`). */
export function registerNamed(name: string | undefined): Register {
  if (name === undefined) throw new UsageProblem('Name one register, for example risks.')
  const register = registers.find((r) => pathOf(r) === name || r.name === name)
  if (!register) throw problem('access/not-found', `There is no register "${name}".`)
  return register
}
