import type { RowFinding } from '../../src/store/log/checkRows.ts'

/**
 * What a check of rows found beside the members that a test began with: they are put in without an entry of the log, which the
 * check rightly says.
 */
export const besideUnloggedMembers = (findings: readonly RowFinding[]): RowFinding[] =>
  findings.filter(
    ({ kind, what }) => kind !== 'membership' || !what.endsWith('is a member, but no entry of the log says so.'),
  )
