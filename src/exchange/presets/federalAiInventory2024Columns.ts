import type { Answer } from './answers.ts'
import * as answers from './federalAiInventory2024Answers.ts'

/** Where a column of the inventory goes and how its cells are read. */
export type ColumnHome = {
  column: string
  section: 'aiSystem' | 'impactEvidence' | 'monitor' | 'dataset' | 'supplier' | 'risk' | 'custom'
  field: string
  read: 'text' | 'choice' | 'choices' | 'date'
  answers?: readonly Answer[]
  /** What separates several answers in one cell, beside line breaks and JSON lists. */
  separator?: RegExp
  /** The same heading occurs several times; this is the column directly right of the one listed before. */
  follows?: true
}

const commas = /[,;]/
const explain = 'If Other, please explain.'

/** Every column of the file, in its order. Columns that no register asks for are named custom, so that none is forgotten. */
export const federalColumns = [
  { column: 'Use Case Name', section: 'aiSystem', field: 'title', read: 'text' },
  { column: 'Agency', section: 'aiSystem', field: 'agency', read: 'text' },
  { column: 'Agency Abbreviation', section: 'aiSystem', field: 'agencyCode', read: 'text' },
  { column: 'Bureau', section: 'aiSystem', field: 'unit', read: 'text' },
  {
    column: 'Use Case Topic Area',
    section: 'aiSystem',
    field: 'topicArea',
    read: 'choice',
    answers: answers.topicAreas,
  },
  { column: 'Other (Use Case Topic Area)', section: 'aiSystem', field: 'topicAreaOther', read: 'text' },
  {
    column: 'Is the AI use case found in the below list of general commercial AI products and services?',
    section: 'aiSystem',
    field: 'commercialUse',
    read: 'choice',
    answers: answers.commercialUses,
  },
  {
    column: 'What is the intended purpose and expected benefits of the AI?',
    section: 'aiSystem',
    field: 'purpose',
    read: 'text',
  },
  { column: "Describe the AI system's outputs.", section: 'aiSystem', field: 'outputs', read: 'text' },
  { column: 'Stage of Development', section: 'aiSystem', field: 'stage', read: 'choice', answers: answers.stages },
  {
    column: 'Is the AI use case rights-impacting, safety-impacting, both, or neither?',
    section: 'aiSystem',
    field: 'peopleEffect',
    read: 'choice',
    answers: answers.peopleEffects,
  },
  { column: 'Date Initiated', section: 'aiSystem', field: 'startedOn', read: 'date' },
  {
    column: 'Date when Acquisition and/or Development began',
    section: 'aiSystem',
    field: 'developmentStartedOn',
    read: 'date',
  },
  { column: 'Date Implemented', section: 'aiSystem', field: 'deployedOn', read: 'date' },
  { column: 'Date Retired', section: 'aiSystem', field: 'retiredOn', read: 'date' },
  {
    column:
      'Was the AI system involved in this use case developed (or is it to be developed) under contract(s) or in-house?',
    section: 'aiSystem',
    field: 'origin',
    read: 'choice',
    answers: answers.origins,
  },
  {
    column: 'Provide the Procurement Instrument Identifier(s) (PIID) of the contract(s) used.',
    section: 'supplier',
    field: 'contracts',
    read: 'text',
  },
  {
    column: 'Is this AI use case supporting a High-Impact Service Provider (HISP) public-facing service?',
    section: 'aiSystem',
    field: 'publicFacing',
    read: 'choice',
    answers: answers.yesNo,
  },
  { column: 'Which HISP is the AI use case supporting?', section: 'aiSystem', field: 'serviceProvider', read: 'text' },
  {
    column: 'Which public-facing service is the AI use case supporting?',
    section: 'aiSystem',
    field: 'publicService',
    read: 'text',
  },
  {
    column: 'Does this AI use case disseminate information to the public?',
    section: 'aiSystem',
    field: 'informsPublic',
    read: 'choice',
    answers: answers.yesNo,
  },
  {
    column: 'How is the agency ensuring compliance with Information Quality Act guidelines, if applicable?',
    section: 'aiSystem',
    field: 'informationQuality',
    read: 'text',
  },
  {
    column: 'Does this AI use case involve personally identifiable information (PII) that is maintained by the agency?',
    section: 'aiSystem',
    field: 'usesPersonalData',
    read: 'choice',
    answers: answers.yesNo,
  },
  {
    column:
      'Has the Senior Agency Official for Privacy (SAOP) assessed the privacy risks associated with this AI use case?',
    section: 'aiSystem',
    field: 'privacyAssessed',
    read: 'choice',
    answers: answers.yesNo,
  },
  {
    column:
      'Do you have access to an enterprise data catalog or agency-wide data repository that enables you to identify whether or not the necessary datasets exist and are ready to develop your use case?',
    section: 'aiSystem',
    field: 'dataCatalogue',
    read: 'choice',
    answers: answers.yesNoOther,
  },
  { column: explain, section: 'aiSystem', field: 'dataCatalogueOther', read: 'text', follows: true },
  {
    column:
      'Describe any agency-owned data used to train, fine-tune, and/or evaluate performance of the model(s) used in this use case.',
    section: 'dataset',
    field: 'description',
    read: 'text',
  },
  {
    column:
      'Is there available documentation for the model training and evaluation data that demonstrates the degree to which it is appropriate to be used in analysis or for making predictions?',
    section: 'dataset',
    field: 'documentation',
    read: 'choice',
    answers: answers.dataDocumentation,
  },
  {
    column: 'Which, if any, demographic variables does the AI use case explicitly use as model features?',
    section: 'aiSystem',
    field: 'demographicFeatures',
    read: 'choices',
    answers: answers.demographicFeatures,
    separator: /[,;&]|\band\b/i,
  },
  { column: explain, section: 'aiSystem', field: 'demographicFeaturesOther', read: 'text', follows: true },
  {
    column: 'Does this project include custom-developed code?',
    section: 'aiSystem',
    field: 'customCode',
    read: 'choice',
    answers: answers.yesNo,
  },
  {
    column: 'Does the agency have access to the code associated with the AI use case?',
    section: 'aiSystem',
    field: 'codeAccess',
    read: 'choice',
    answers: answers.codeAccess,
  },
  {
    column: 'If the code is open-source, provide the link for the publicly available source code.',
    section: 'aiSystem',
    field: 'codeLink',
    read: 'text',
  },
  {
    column: 'Does this AI use case have an associated Authority to Operate (ATO) for an AI system?',
    section: 'aiSystem',
    field: 'authorityToOperate',
    read: 'choice',
    answers: answers.yesNo,
  },
  { column: 'System Name', section: 'aiSystem', field: 'authorizedSystem', read: 'text' },
  {
    column: 'How long have you waited for the necessary developer tools to implement the AI use case?',
    section: 'custom',
    field: '',
    read: 'text',
  },
  {
    column:
      'For this AI use case, is the required IT infrastructure provisioned via a centralized intake form or process inside the agency?',
    section: 'custom',
    field: '',
    read: 'text',
  },
  { column: explain, section: 'custom', field: '', read: 'text', follows: true },
  {
    column:
      'Do you have a process in place to request access to computing resources for model training and development of the AI involved in this use case?',
    section: 'custom',
    field: '',
    read: 'text',
  },
  { column: explain, section: 'custom', field: '', read: 'text', follows: true },
  {
    column: 'Has communication regarding the provisioning of your requested resources been timely?',
    section: 'custom',
    field: '',
    read: 'text',
  },
  { column: explain, section: 'custom', field: '', read: 'text', follows: true },
  {
    column:
      'How are existing data science tools, libraries, data products, and internally-developed AI infrastructure being re-used for the current AI use case?',
    section: 'custom',
    field: '',
    read: 'text',
  },
  {
    column:
      'Has information regarding the AI use case, including performance metrics and intended use of the model, been made available for review and feedback within the agency?',
    section: 'custom',
    field: '',
    read: 'text',
  },
  {
    column:
      'Has your agency requested an extension to implement the minimum risk management practices for this AI use case?',
    section: 'impactEvidence',
    field: 'extension',
    read: 'choice',
    answers: answers.extensions,
  },
  {
    column: 'Has an AI impact assessment been conducted for this AI use case?',
    section: 'impactEvidence',
    field: 'assessment',
    read: 'choice',
    answers: answers.assessments,
  },
  {
    column:
      'Has the AI use case been tested in operational or real-world environments to understand the performance and impact it may have on affected individuals or communities?',
    section: 'impactEvidence',
    field: 'testing',
    read: 'choice',
    answers: answers.testing,
  },
  {
    column: 'What are the key risks from using the AI for this particular use case and how were they identified?',
    section: 'risk',
    field: 'statement',
    read: 'text',
  },
  {
    column: 'Has an independent evaluation of the AI use case been conducted?',
    section: 'impactEvidence',
    field: 'independentEvaluation',
    read: 'choice',
    answers: answers.independentEvaluations,
  },
  {
    column:
      "Is there a process to monitor performance of the AI system's functionality and changes to its impact on rights or safety as part of the post-deployment plan for the AI use case?",
    section: 'monitor',
    field: 'process',
    read: 'choice',
    answers: answers.monitoring,
  },
  {
    column:
      'For this particular use case, can the AI carry out a decision or action without direct human involvement that could result in a significant impact on rights or safety?',
    section: 'aiSystem',
    field: 'autonomy',
    read: 'choice',
    answers: answers.autonomy,
  },
  { column: explain, section: 'aiSystem', field: 'oversightMeasures', read: 'text', follows: true },
  {
    column:
      'How is the agency providing reasonable and timely notice regarding the use of AI when people interact with an AI-enabled service as a result of this AI use case?',
    section: 'aiSystem',
    field: 'notice',
    read: 'choices',
    answers: answers.notices,
    separator: commas,
  },
  { column: explain, section: 'aiSystem', field: 'noticeOther', read: 'text', follows: true },
  {
    column:
      'Is the AI used to significantly influence or inform decisions or actions that could have an adverse or negative impact on specific individuals or groups?',
    section: 'aiSystem',
    field: 'decisionEffect',
    read: 'choice',
    answers: answers.yesNo,
  },
  {
    column:
      "What steps has the agency taken to detect and mitigate significant disparities in the model's performance across demographic groups for this AI use case?",
    section: 'impactEvidence',
    field: 'disparities',
    read: 'text',
  },
  {
    column:
      'What steps has the agency taken to consult and incorporate feedback from groups affected by this AI use case?',
    section: 'impactEvidence',
    field: 'consultation',
    read: 'choices',
    answers: answers.consultations,
    separator: commas,
  },
  { column: explain, section: 'impactEvidence', field: 'consultationOther', read: 'text', follows: true },
  {
    column:
      "Is there an established fallback and escalation process for this AI use case in the event that an impacted individual or group would like to appeal or contest the AI system's outcome?",
    section: 'aiSystem',
    field: 'contest',
    read: 'choice',
    answers: answers.contests,
  },
  { column: 'If No, please explain.', section: 'aiSystem', field: 'contestReason', read: 'text', follows: true },
  {
    column:
      'Where practicable and consistent with applicable law and governmentwide policy, is there an established mechanism for individuals to opt-out from the AI functionality in favor of a human alternative?',
    section: 'aiSystem',
    field: 'optOut',
    read: 'choice',
    answers: answers.optOuts,
  },
  { column: explain, section: 'aiSystem', field: 'optOutOther', read: 'text', follows: true },
] as const satisfies readonly ColumnHome[]

type FieldIn<Section> = Extract<(typeof federalColumns)[number], { section: Section }>['field']
export type AiSystemField = FieldIn<'aiSystem'> | 'benefits'
export type ImpactEvidenceField = FieldIn<'impactEvidence'>
