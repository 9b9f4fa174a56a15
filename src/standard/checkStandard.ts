import { checkCounts } from './checks/checkCounts.ts'
import { checkCoverage } from './checks/checkCoverage.ts'
import { checkIds } from './checks/checkIds.ts'
import { checkReferences } from './checks/checkReferences.ts'
import { checkTree } from './checks/checkTree.ts'
import { checkVocabulary } from './checks/checkVocabulary.ts'
import { type StandardData, standardData } from './standardData.ts'

/** Cross-checks the files against each other and lists every problem, each with its place. Empty when all is well. */
export function checkStandard(data: StandardData = standardData): string[] {
  return [checkCounts, checkIds, checkTree, checkReferences, checkCoverage, checkVocabulary].flatMap((check) =>
    check(data),
  )
}

/** Refuses to start on inconsistent reference data: a wrong id would quietly turn into a wrong audit statement. */
export function assertStandard(data: StandardData = standardData): void {
  const problems = checkStandard(data)
  if (problems.length === 0) return
  throw new Error(
    `The reference data in src/standard/data contradicts itself in ${problems.length} place(s). Correct the files:\n` +
      problems.map((problem) => `  ${problem}`).join('\n'),
  )
}
