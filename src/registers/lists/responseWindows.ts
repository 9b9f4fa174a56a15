/** Days a certification body usually gives for answering findings; body practice, so the contract goes before it. */
export const responseWindows = {
  majorPlanDays: { label: 'Major: correction and cause within', days: 30 },
  majorCloseDays: { label: 'Major: closed within', days: 90 },
  minorPlanDays: { label: 'Minor: plan within', days: 60 },
} as const

export type ResponseWindow = keyof typeof responseWindows
