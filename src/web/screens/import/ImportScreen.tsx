import { useState } from 'react'
import { t } from '../../app/i18n.ts'
import { AppLink } from '../../ui/AppLink.tsx'
import { Page } from '../../ui/Page.tsx'
import type { Draft } from './draft.ts'
import { FileStep } from './FileStep.tsx'
import classes from './Import.module.css'
import { MappingStep } from './MappingStep.tsx'
import { PreviewStep } from './PreviewStep.tsx'
import { TableStep } from './TableStep.tsx'

const steps = ['file', 'table', 'mapping', 'preview'] as const
type Step = (typeof steps)[number]

const names: Readonly<Record<Step, () => string>> = {
  file: () => t('File'),
  table: () => t('Where it goes'),
  mapping: () => t('Columns'),
  preview: () => t('Check and import'),
}

/** Reading a table in: file, where it goes, columns, check. Nothing is written before the last step says so. */
export default function ImportScreen() {
  const [draft, setDraft] = useState<Draft | null>(null)
  const [step, setStep] = useState<Step>('file')
  // A file whose columns are known beforehand needs no mapping.
  const shown = steps.filter((s) => s !== 'mapping' || draft?.preset === null || draft === null)
  const at = shown.indexOf(step)
  const go = (by: number) => setStep(shown[at + by] ?? step)
  return (
    <Page
      title={t('Import a table')}
      kicker={<AppLink to="settings">{t('Settings')}</AppLink>}
      standing={t(
        'Suppliers, people, systems or anything else from a spreadsheet. You see every problem first, and an import can be undone.',
      )}
      more={<AppLink to="r/imports">{t('Earlier imports')}</AppLink>}
    >
      <ol className={classes.steps} aria-label={t('Steps')}>
        {shown.map((name, index) => (
          <li key={name} aria-current={name === step ? 'step' : undefined} data-past={index < at || undefined}>
            <span>{names[name]()}</span>
          </li>
        ))}
      </ol>
      {step === 'file' || draft === null ? (
        <FileStep
          onRead={(read) => {
            setDraft(read)
            setStep('table')
          }}
        />
      ) : step === 'table' ? (
        <TableStep draft={draft} onChange={setDraft} onBack={() => go(-1)} onNext={() => go(1)} />
      ) : step === 'mapping' ? (
        <MappingStep draft={draft} onChange={setDraft} onBack={() => go(-1)} onNext={() => go(1)} />
      ) : (
        <PreviewStep draft={draft} onBack={() => go(-1)} />
      )}
    </Page>
  )
}
