import { daysBetween } from './workingDays.ts'

/** A row of the `options` of a business case record. */
export interface CaseOption {
  readonly option: string
  readonly costOnce: number | null
  readonly costPerYear: number | null
  readonly effortDays: number | null
  readonly benefitPerYear: number | null
}

/** What of a business case record the figures follow from. */
export interface Case {
  readonly horizonYears: number | null
  readonly options: readonly CaseOption[] | null
  readonly chosenOption: string | null
  readonly decidedOn: string | null
  readonly actuals: readonly Actual[] | null
}

interface Actual {
  readonly until: string
  readonly cost: number | null
  readonly effortDays: number | null
  readonly benefit: number | null
}

export interface OptionFigures {
  readonly option: string
  /** Outside cost and, where a day rate is given, own effort, over the years looked at. */
  readonly totalCost: number
  readonly totalBenefit: number
  readonly net: number
  readonly effortDays: number
  /** Months until benefit has paid for the cost; 0 when there is nothing to pay back, null when it never does. */
  readonly paybackMonths: number | null
  /** Net per unit of cost; null without cost. */
  readonly returnOnCost: number | null
  /** Net less the net of the option compared with. */
  readonly betterThanBaseline: number
  /** Figures that were left empty and counted as 0, in the words of the form. */
  readonly missing: readonly string[]
}

export interface Comparison {
  readonly years: number
  readonly options: readonly OptionFigures[]
  /** The option others are compared with: doing nothing, or the cheapest. */
  readonly baseline: string | null
  /** The option with the highest net; null when figures are missing or two are level. */
  readonly best: string | null
}

const defaultYears = 3

/** Totals and payback of every option of a case. Without a day rate own effort is counted in days only. */
export function compareOptions(businessCase: Case, dayRate = 0): Comparison {
  const years = businessCase.horizonYears ?? defaultYears
  const rows = businessCase.options ?? []
  const figures = rows.map((row) => figuresOf(row, years, dayRate))
  const baseline = baselineOf(figures)
  const options = figures.map((each) => ({ ...each, betterThanBaseline: each.net - (baseline?.net ?? 0) }))
  const ranked = [...options].sort((a, b) => b.net - a.net)
  const isClear = options.every((o) => o.missing.length === 0) && ranked[0]?.net !== ranked[1]?.net
  return { years, options, baseline: baseline?.option ?? null, best: isClear ? (ranked[0]?.option ?? null) : null }
}

const asked = [
  ['costOnce', 'Cost, once'],
  ['costPerYear', 'Cost per year'],
  ['effortDays', 'Own effort'],
  ['benefitPerYear', 'Benefit per year'],
] as const

function figuresOf(row: CaseOption, years: number, dayRate: number): Omit<OptionFigures, 'betterThanBaseline'> {
  const once = (row.costOnce ?? 0) + (row.effortDays ?? 0) * dayRate
  const costPerYear = row.costPerYear ?? 0
  const benefitPerYear = row.benefitPerYear ?? 0
  const totalCost = once + costPerYear * years
  const totalBenefit = benefitPerYear * years
  return {
    option: row.option,
    totalCost,
    totalBenefit,
    net: totalBenefit - totalCost,
    effortDays: row.effortDays ?? 0,
    paybackMonths: paybackMonths(once, benefitPerYear - costPerYear),
    returnOnCost: totalCost === 0 ? null : (totalBenefit - totalCost) / totalCost,
    missing: asked.filter(([name]) => row[name] === null).map(([, label]) => label),
  }
}

function paybackMonths(once: number, gainPerYear: number): number | null {
  if (once === 0 && gainPerYear >= 0) return 0
  return gainPerYear > 0 ? Math.ceil((once / gainPerYear) * 12) : null
}

type Figures = Omit<OptionFigures, 'betterThanBaseline'>

function baselineOf(figures: readonly Figures[]): Figures | null {
  const doNothing = figures.find((each) => /\b(nothing|as (it )?is|status quo|no change)\b/i.test(each.option))
  return doNothing ?? [...figures].sort((a, b) => a.totalCost - b.totalCost)[0] ?? null
}

export interface Tracking {
  readonly until: string
  /** Share of the years looked at that has passed, 0 to 1. */
  readonly elapsed: number
  readonly cost: Against | null
  readonly effortDays: Against | null
  readonly benefit: Against | null
}

interface Against {
  readonly planned: number
  readonly actual: number
  readonly difference: number
}

/** The newest actual figures beside what the chosen option promised up to that day; null when either is not there. */
export function trackActuals(businessCase: Case): Tracking | null {
  const chosen = (businessCase.options ?? []).find((row) => row.option === businessCase.chosenOption)
  const newest = [...(businessCase.actuals ?? [])].sort((a, b) => a.until.localeCompare(b.until)).at(-1)
  if (chosen === undefined || newest === undefined || businessCase.decidedOn === null) return null
  const years = businessCase.horizonYears ?? defaultYears
  const passed = Math.min(years, Math.max(0, daysBetween(businessCase.decidedOn, newest.until) / 365.25))
  // Cost and effort that fall once are expected from the start, the rest as the years pass.
  return {
    until: newest.until,
    elapsed: passed / years,
    cost: against((chosen.costOnce ?? 0) + (chosen.costPerYear ?? 0) * passed, newest.cost),
    effortDays: against(chosen.effortDays ?? 0, newest.effortDays),
    benefit: against((chosen.benefitPerYear ?? 0) * passed, newest.benefit),
  }
}

function against(planned: number, actual: number | null): Against | null {
  return actual === null ? null : { planned: Math.round(planned), actual, difference: actual - Math.round(planned) }
}
