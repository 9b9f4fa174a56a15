import { t } from '../app/i18n.ts'
import type { ScreenRoute } from '../app/screenRoute.ts'

/** Screens of the way to certification: where the organisation stands, what to do, what the standard asks, audits. */
export const programmeAndAuditScreens: readonly ScreenRoute[] = [
  { path: '', area: 'home', label: () => t('Home'), load: () => import('./home/Home.tsx') },
  {
    path: 'programme',
    area: 'programme',
    label: () => t('Programme'),
    words: 'phases steps checklist',
    load: () => import('./programme/Programme.tsx'),
  },
  {
    path: 'programme/roadmap',
    area: 'programme',
    label: () => t('Roadmap'),
    words: 'plan tasks gantt critical path',
    load: () => import('./programme/Roadmap.tsx'),
  },
  {
    path: 'programme/gap',
    area: 'programme',
    label: () => t('Gap analysis'),
    words: 'missing effort',
    load: () => import('./programme/Gap.tsx'),
  },
  {
    path: 'programme/overlap-27001',
    area: 'programme',
    label: () => t('ISO/IEC 27001 overlap'),
    words: 'isms reuse',
    load: () => import('./programme/Overlap.tsx'),
  },
  {
    path: 'documents',
    area: 'documents',
    label: () => t('Documents & people'),
    words: 'policies procedures outlines templates acknowledgements training awareness',
    load: () => import('./documents/DocumentsAndPeople.tsx'),
  },
  {
    path: 'audit',
    area: 'audit',
    label: () => t('Audit & improve'),
    load: () => import('./audit/AuditArea.tsx'),
  },
  {
    path: 'audit/readiness',
    area: 'audit',
    label: () => t('Readiness findings'),
    words: 'findings readiness rules accept',
    load: () => import('./readiness/ReadinessFindings.tsx'),
  },
  {
    path: 'audit/coverage',
    area: 'audit',
    label: () => t('Audit coverage'),
    words: 'matrix cycle',
    load: () => import('./audit/Coverage.tsx'),
  },
  {
    path: 'audit/review-inputs',
    area: 'audit',
    label: () => t('Review inputs'),
    words: 'management review',
    load: () => import('./audit/ReviewInputs.tsx'),
  },
  {
    path: 'audit/pack',
    area: 'audit',
    label: () => t('Audit pack and reports'),
    words: 'export pdf docx xlsx download evidence',
    load: () => import('./audit/AuditPack.tsx'),
  },
  {
    path: 'audit/trust',
    area: 'audit',
    label: () => t('Trust'),
    words: 'log checkpoint signature verify proof key erase retention personal data webhook tampering',
    load: () => import('./trust/Trust.tsx'),
  },
  {
    path: 'audit/erase-person',
    area: 'audit',
    label: () => t('Erase a person'),
    words: 'gdpr privacy personal data delete forget right to erasure pseudonym',
    load: () => import('./trust/ErasePerson.tsx'),
  },
  {
    path: 'explore/clauses',
    area: 'explore',
    label: () => t('Clause map'),
    words: 'standard requirements controls annex',
    load: () => import('./clauses/ClauseMap.tsx'),
  },
  {
    path: 'explore/standard/$ref',
    area: 'explore',
    label: () => t('Clause or control'),
    load: () => import('./clauses/StandardRef.tsx'),
  },
]
