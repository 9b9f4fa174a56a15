/** Value lists that the AI system, its models and its impact assessments share. */

/** Parts an organisation can play for one AI system (4.1); what applies to it follows from them. */
export const organisationRoles = [
  { value: 'provider', label: 'Provider', hint: 'Offers the AI system or platform to others.' },
  { value: 'producer', label: 'Producer or developer', hint: 'Designs, builds, tests or deploys it.' },
  { value: 'customer_user', label: 'Customer or user', hint: 'Uses it in its own work.' },
  { value: 'partner', label: 'Partner', hint: 'Supplies data, integration or evaluation.' },
  { value: 'subject', label: 'Subject', hint: 'Is affected by its output.' },
  { value: 'authority', label: 'Authority', hint: 'Makes or enforces rules for it.' },
] as const

/** What the output does to decisions about people, weakest first. */
export const decisionEffects = [
  { value: 'none', label: 'None', hint: 'No decision about people rests on the output.' },
  { value: 'informs', label: 'Informs', hint: 'One source among several; people decide.' },
  { value: 'materially_shapes', label: 'Materially shapes', hint: 'People decide, but mostly as the output suggests.' },
  { value: 'decides', label: 'Decides', hint: 'The output is the decision.' },
] as const

export const decidesAboutPeople = (effect: unknown): boolean => effect === 'materially_shapes' || effect === 'decides'

/** How far the system acts by itself, least first. */
export const autonomyLevels = [
  { value: 'advice', label: 'Advice', hint: 'A person does everything.' },
  { value: 'approval_needed', label: 'Acts after approval', hint: 'A person confirms each action.' },
  { value: 'supervised', label: 'Acts under supervision', hint: 'A person watches and can step in.' },
  { value: 'autonomous', label: 'Autonomous', hint: 'Nobody looks at single actions.' },
] as const

export const modelOrigins = [
  { value: 'own', label: 'Built here' },
  { value: 'fine_tuned_third_party', label: "Somebody else's, trained further here" },
  { value: 'third_party_service', label: "Somebody else's, used as a service" },
  { value: 'open_weights', label: 'Open weights, run here' },
] as const

/** Where an AI system comes from: as its models do, or it came inside a product. */
export const systemOrigins = [
  ...modelOrigins,
  { value: 'bought_product', label: 'Bought product with AI in it' },
] as const

/** Who keeps information about a system for whom (technical documentation differs by reader, A.6.2.7). */
export const audiences = ['users', 'customers', 'operators', 'developers', 'partners', 'authorities', 'public'] as const
