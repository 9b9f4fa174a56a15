import type { Register } from '../../model/index.ts'

/** The register and the number that a reference like RISK-12 names; null when it is no reference. Prefixes are never reused. */
export function refPlace(registers: readonly Register[], text: string): { register: string; no: number } | null {
  const match = /^(.+)-([1-9]\d{0,14})$/.exec(text)
  const register = match && registers.find((r) => r.refPrefix === match[1])
  return match && register ? { register: register.name, no: Number(match[2]) } : null
}
