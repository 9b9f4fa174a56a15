import { create, type Step, type Values } from '../story.ts'

/** Words that descriptions of systems are made from. */
export const need = (text: string, criterion: string, test: string): Values => ({
  text,
  measurable: true,
  criterion,
  test,
})

export const oversight = (measure: string, who: string, canStop = true): Values => ({ measure, who, canStop })

export const duty = (duty: string, party: string, agreedIn: string | null = null): Values => ({ duty, party, agreedIn })

export const system = (key: string, title: string, owner: string, unit: string, values: Values): Step =>
  create('aiSystem', key, { title, owner, unit, inScope: true, source: 'Department survey', ...values })
