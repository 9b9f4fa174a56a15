export interface SizeQuestion {
  /** How sure to be, between 0 and 1. */
  readonly confidence: number
  /** Share of failing items that would still be tolerated, between 0 and 1. */
  readonly tolerable: number
  /** Failures that may be seen in the sample; none unless given. */
  readonly expectedFailures?: number
}

/**
 * The smallest sample that, with no more failures than expected, shows with this confidence that fewer items of the
 * population fail than would be tolerated. Exact for drawing without putting back (hypergeometric).
 */
export function neededSize(
  populationSize: number,
  { confidence, tolerable, expectedFailures = 0 }: SizeQuestion,
): number {
  if (populationSize <= 0) return 0
  const tooMany = Math.max(1, Math.ceil(populationSize * tolerable))
  if (expectedFailures >= tooMany) return populationSize
  let low = expectedFailures + 1
  let high = populationSize
  // Larger samples are never less sure, so halving finds the smallest.
  while (low < high) {
    const middle = Math.floor((low + high) / 2)
    if (chanceOfAtMost(expectedFailures, middle, tooMany, populationSize) <= 1 - confidence) high = middle
    else low = middle + 1
  }
  return low
}

/** Chance of at most `failures` among `size` items drawn from a population of which `failing` fail. */
export function chanceOfAtMost(failures: number, size: number, failing: number, populationSize: number): number {
  const all = logChoose(populationSize, size)
  let chance = 0
  for (let k = Math.max(0, size - (populationSize - failing)); k <= Math.min(failures, size, failing); k += 1)
    chance += Math.exp(logChoose(failing, k) + logChoose(populationSize - failing, size - k) - all)
  return Math.min(1, chance)
}

function logChoose(n: number, k: number): number {
  const few = Math.min(k, n - k)
  let sum = 0
  for (let i = 1; i <= few; i += 1) sum += Math.log((n - few + i) / i)
  return sum
}

/** Says the size as a sentence for the working paper. */
export function sizeReason(populationSize: number, question: SizeQuestion): string {
  const size = neededSize(populationSize, question)
  const percent = (share: number) => `${Math.round(share * 100)} %`
  if (size >= populationSize)
    return `All ${populationSize} items: the population is too small for a sample to say as much.`
  const failures = question.expectedFailures ?? 0
  const allowed = failures === 0 ? 'no failure' : `at most ${failures} ${failures === 1 ? 'failure' : 'failures'}`
  return `${size} of ${populationSize} items: with ${allowed}, ${percent(question.confidence)} confidence that fewer than ${percent(question.tolerable)} fail.`
}
