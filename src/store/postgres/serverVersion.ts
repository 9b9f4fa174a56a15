import { StartProblem } from './startProblem.ts'

const oldest = 15
const newestTried = 18

/** The first minor versions in which the holes are closed through which people could see rows that row-level security hides. */
const safeMinors: Record<number, number> = { 15: 14, 16: 10, 17: 6 }

/** Refuses a PostgreSQL that cannot do what we need; gives back what the operator should know about one that can. */
export function judgeVersion(versionNumber: number, where: string): string[] {
  const major = Math.floor(versionNumber / 10_000)
  const minor = versionNumber % 10_000
  if (major < oldest) {
    throw new StartProblem(
      'old-postgres',
      `The PostgreSQL at ${where} is version ${major}. OpenAIMS needs ${oldest} or later: upgrade it, or leave DATABASE_URL unset to use the one that OpenAIMS brings.`,
    )
  }
  if (major > newestTried) {
    return [
      `The PostgreSQL at ${where} is version ${major}; this OpenAIMS was tried with ${oldest} to ${newestTried}. Look for a newer OpenAIMS.`,
    ]
  }
  const safe = safeMinors[major]
  if (safe === undefined || minor >= safe) return []
  return [
    `The PostgreSQL at ${where} is ${major}.${minor}, which has known holes in row-level security (CVE-2025-8713 among them). Upgrade it to ${major}.${safe} or later.`,
  ]
}
