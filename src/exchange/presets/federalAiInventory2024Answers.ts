import type { Answer } from './answers.ts'

/** The answers of the 2024 United States federal AI use case inventory (data_dictionary.yaml), and what agencies wrote instead. */

const notApplicable: Answer = { code: 'not_applicable', label: 'N/A' }
const waived: Answer = { code: 'waived', label: 'Agency CAIO has waived this minimum practice', startsWith: true }

export const yesNo: readonly Answer[] = [{ code: 'yes', label: 'Yes' }, { code: 'no', label: 'No' }, notApplicable]

export const yesNoOther: readonly Answer[] = [...yesNo, { code: 'other', label: 'Other' }]

export const topicAreas: readonly Answer[] = [
  { code: 'government_services', label: 'Government Services (includes Benefits and Service Delivery)' },
  { code: 'diplomacy_trade', label: 'Diplomacy & Trade' },
  { code: 'education_workforce', label: 'Education & Workforce' },
  { code: 'energy_environment', label: 'Energy & the Environment' },
  { code: 'emergency_management', label: 'Emergency Management' },
  { code: 'health_medical', label: 'Health & Medical' },
  { code: 'law_justice', label: 'Law & Justice' },
  { code: 'science_space', label: 'Science & Space' },
  { code: 'transportation', label: 'Transportation' },
  { code: 'mission_enabling', label: 'Mission-Enabling', also: ['Mission-Enabling (internal agency support)'] },
  { code: 'other', label: 'Other' },
]

/** The form's life cycle is that of systems development; beside it the steps some agencies named their own way. */
export const stages: readonly Answer[] = [
  { code: 'inception', label: 'Initiated', also: ['Planned', 'Ideation'] },
  { code: 'development', label: 'Acquisition and/or Development' },
  // The form asks for the day of deployment from this stage on.
  { code: 'deployment', label: 'Implementation and Assessment' },
  { code: 'operation', label: 'Operation and Maintenance', also: ['In production', 'In mission'] },
  { code: 'retirement', label: 'Retired' },
]

export const peopleEffects: readonly Answer[] = [
  { code: 'rights', label: 'Rights-Impacting' },
  { code: 'safety', label: 'Safety-Impacting' },
  { code: 'both', label: 'Both' },
  { code: 'neither', label: 'Neither' },
  { code: 'not_assessed', label: 'No, use case is too new to fully assess impacts', startsWith: true },
]

export const origins: readonly Answer[] = [
  {
    code: 'contract',
    label: 'Developed with contracting resources',
    also: ['Exclusively developed with contract/external resources'],
  },
  { code: 'in_house', label: 'Developed in-house', also: ['No contract/external resources used in development'] },
  {
    code: 'both',
    label: 'Developed with both contracting and in-house resources',
    also: ['Developed with a combination of in-house and contract/external resources'],
  },
  notApplicable,
]

export const commercialUses: readonly Answer[] = [
  { code: 'none', label: 'None of the above' },
  { code: 'paper_forms', label: 'Inputting large amounts of data from paper forms into a digital system using AI' },
  {
    code: 'storage_images',
    label: 'Identifying and cataloging items in a storage room using AI-driven image recognition',
  },
  { code: 'meeting_notes', label: 'Transcribing and summarizing a recorded meeting or interview using AI' },
  { code: 'scheduling', label: 'Scheduling meetings or appointments or setting reminders using AI' },
  { code: 'sorting_email', label: 'Prioritizing and categorizing incoming emails using AI' },
  { code: 'social_media', label: 'Scheduling and managing social media posts using AI' },
  { code: 'time_tracking', label: 'Logging and analyzing time spent on tasks using AI-powered time management tools' },
  { code: 'log_patterns', label: 'Identifying unusual patterns in system logs from a single incident report using AI' },
  { code: 'summarizing', label: 'Summarizing the key points of a lengthy report using AI' },
  { code: 'searching', label: 'Searching for information using AI' },
  { code: 'digitizing', label: 'Digitizing text from scanned documents or smart forms for archival purposes using AI' },
  { code: 'writing', label: 'Improving the quality of written communications using AI tools' },
  { code: 'collaborating', label: 'Collaborating in real-time using AI-assisted tools in word processors' },
  { code: 'presentations', label: 'Creating visually appealing presentations using AI-driven design suggestions' },
  { code: 'charts', label: 'Creating visual representations of data sets for reports and presentations using AI' },
  { code: 'news', label: 'Curating news articles and updates based on user preferences using AI' },
  { code: 'routes', label: 'Planning travel routes using AI-driven map applications' },
  { code: 'travel_booking', label: 'Finding and booking travel accommodations using AI-powered platforms' },
  { code: 'face_unlock', label: 'Unlocking smartphones or other devices without', startsWith: true },
  notApplicable,
]

export const dataDocumentation: readonly Answer[] = [
  { code: 'missing', label: 'Documentation is missing or not available', startsWith: true },
  {
    code: 'partial',
    label: 'Documentation has been partially completed',
    startsWith: true,
    also: ['Documentation has been partially complete'],
  },
  { code: 'complete', label: 'Documentation is complete', startsWith: true },
  { code: 'widely_available', label: 'Documentation is widely available', startsWith: true },
  notApplicable,
]

export const demographicFeatures: readonly Answer[] = [
  { code: 'race_ethnicity', label: 'Race/Ethnicity', also: ['race', 'ethnicity'] },
  { code: 'sex_gender', label: 'Sex/Gender', also: ['Gender/Sex', 'sex', 'gender'] },
  { code: 'age', label: 'Age' },
  { code: 'religion', label: 'Religious Affiliation' },
  { code: 'socioeconomic_status', label: 'Socioeconomic Status' },
  { code: 'ability', label: 'Ability Status', also: ['Disability Status'] },
  { code: 'residency', label: 'Residency Status' },
  { code: 'marital_status', label: 'Marital Status' },
  { code: 'income', label: 'Income', also: ['family income', 'earnings'] },
  { code: 'employment', label: 'Employment Status' },
  { code: 'other', label: 'Other' },
  { code: 'none', label: 'None' },
  notApplicable,
]

export const codeAccess: readonly Answer[] = [
  { code: 'not_public', label: 'Yes – agency has access to source code, but it is not public' },
  { code: 'public', label: 'Yes – source code is publicly available' },
  { code: 'no_access', label: 'No – agency does not have access to source code' },
  notApplicable,
]

export const extensions: readonly Answer[] = [
  { code: 'yes', label: 'Yes – Agency requested an extension', startsWith: true, also: ['Yes'] },
  { code: 'no', label: 'No – Agency did not request an extension', startsWith: true, also: ['No'] },
  { code: 'not_subject', label: 'No - Use Case is not Rights or Safety impacting', startsWith: true },
  notApplicable,
]

export const assessments: readonly Answer[] = [...yesNo, { code: 'planned', label: 'Planned or in-progress' }, waived]

export const testing: readonly Answer[] = [
  { code: 'none', label: 'No testing', startsWith: true },
  { code: 'benchmark', label: 'Benchmark evaluation', startsWith: true },
  { code: 'performance_in_operation', label: 'Performance evaluation in operational environment', startsWith: true },
  { code: 'impact_in_operation', label: 'Impact evaluation in operational environment', startsWith: true },
  waived,
  notApplicable,
]

export const independentEvaluations: readonly Answer[] = [
  { code: 'by_chief_ai_officer', label: 'Yes – by the CAIO' },
  { code: 'by_oversight_board', label: 'Yes – by an agency AI oversight board', startsWith: true },
  { code: 'by_other_office', label: 'Yes – by another appropriate agency office', startsWith: true },
  { code: 'planned', label: 'Planned or in-progress' },
  waived,
  notApplicable,
]

export const monitoring: readonly Answer[] = [
  { code: 'none', label: 'No monitoring protocols have been established', startsWith: true },
  { code: 'manual', label: 'Intermittent and Manually Updated', startsWith: true },
  { code: 'scheduled', label: 'Automated and Regularly Scheduled Updates', startsWith: true },
  { code: 'continuous', label: 'Established Process of Machine Learning Operations', startsWith: true },
  notApplicable,
]

export const autonomy: readonly Answer[] = [
  { code: 'automated', label: 'Yes - All individual decisions or actions are automated', startsWith: true },
  { code: 'human_oversight', label: 'No - Some individual decisions or actions require direct human oversight' },
  { code: 'fail_safe', label: 'Other – Immediate human intervention is not practicable', startsWith: true },
  notApplicable,
]

export const notices: readonly Answer[] = [
  { code: 'no_interaction', label: 'N/A – individuals are not interacting with the AI', startsWith: true },
  {
    code: 'online',
    label: 'Online - in the terms or instructions for the service',
    also: ['Online – in the terms or instruction for the service'],
  },
  { code: 'email', label: 'Email' },
  { code: 'in_person', label: 'In-person', also: ['In person'] },
  { code: 'mail', label: 'Mail' },
  { code: 'telephone', label: 'Telephone' },
  {
    code: 'other',
    label: 'Other',
    also: ['Other, if other please explain in next question', 'if other please explain in next question'],
  },
  { code: 'none', label: 'None of the above' },
  waived,
  notApplicable,
]

export const consultations: readonly Answer[] = [
  { code: 'user_testing', label: 'Direct user testing' },
  { code: 'public_comments', label: 'General solicitations of comments from the public' },
  {
    code: 'customer_feedback',
    label: 'Post-transaction customer feedback collections',
    also: ['Post transaction customer feedback collections'],
  },
  { code: 'public_meetings', label: 'Public hearings or meetings' },
  { code: 'labor_outreach', label: 'Outreach to relevant labor organizations' },
  { code: 'other', label: 'Other' },
  { code: 'none', label: 'None of the above' },
  { code: 'no_demographic_data', label: 'N/A - no demographic information used' },
  waived,
  notApplicable,
]

export const contests: readonly Answer[] = [
  { code: 'yes', label: 'Yes' },
  { code: 'not_practical', label: 'No – it is not operationally practical to offer this', startsWith: true },
  {
    code: 'precluded',
    label: 'No – Law, operational limitations, or governmentwide guidance precludes',
    startsWith: true,
  },
  waived,
  notApplicable,
]

export const optOuts: readonly Answer[] = [
  { code: 'yes', label: 'Yes' },
  { code: 'not_subject', label: 'No – This AI use case is not subject to the opt-out requirement', startsWith: true },
  {
    code: 'restricted',
    label: 'No – There is law or governmentwide guidance that restricts opt-out',
    startsWith: true,
  },
  { code: 'other', label: 'Other' },
  waived,
  notApplicable,
]
