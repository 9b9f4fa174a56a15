/** Connection lost, server going down or coming up, no connection left: what a later try may not meet. */
const outages = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ECONNABORTED',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOENT',
  '08000',
  '08001',
  '08003',
  '08004',
  '08006',
  '25P03',
  '53300',
  '57P01',
  '57P02',
  '57P03',
  '57P05',
])

/** The driver gives these no code. */
const outageTexts =
  /^(Connection terminated|Client has encountered a connection error|Query read timeout|timeout exceeded when trying to connect|timeout expired|Client was closed|Cannot use a pool after calling end|server conn crashed|query_wait_timeout|pgbouncer)/i

const codeOf = (error: unknown): string | undefined => {
  const code = (error as { code?: unknown } | null)?.code
  return typeof code === 'string' ? code : undefined
}

/** Whether the database could not be reached or went away, so that nobody knows whether the last statement took effect. */
export function isOutage(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  return outages.has(codeOf(error) ?? '') || outageTexts.test(error.message) || isOutage(error.cause)
}

/** Whether a disk is full: ours, or the database's. */
export function isDiskFull(error: unknown): boolean {
  return ['ENOSPC', 'EDQUOT', '53100'].includes(codeOf(error) ?? '')
}

/** Whether a later try may get through where this one did not: what a job is begun again for. */
export const mayPass = (error: unknown): boolean => isOutage(error) || isDiskFull(error)
