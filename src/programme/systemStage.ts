/** Retired as a record, or at the last stage of its life: it no longer asks for new work. */
export const isRetired = (system: { readonly state: string; readonly stage: string }): boolean =>
  system.state === 'retired' || system.stage === 'retirement'
