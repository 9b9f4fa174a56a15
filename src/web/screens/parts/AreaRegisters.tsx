import { t } from '../../app/i18n.ts'
import { useModel } from '../../app/model.tsx'
import { RegisterLinks } from './RegisterLinks.tsx'
import { Section } from './Section.tsx'

/** The registers of an area, which its own page would list were there no screen. */
export function AreaRegisters({ area }: { area: string }) {
  return (
    <Section title={t('Registers')}>
      <RegisterLinks registers={useModel().inArea(area)} />
    </Section>
  )
}
