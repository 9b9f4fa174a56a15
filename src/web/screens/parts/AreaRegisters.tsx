import { t } from '../../app/i18n.ts'
import { useModel } from '../../app/model.tsx'
import { AppLink } from '../../ui/AppLink.tsx'
import classes from './AreaRegisters.module.css'
import { Section } from './Section.tsx'

/** The registers of an area, which its own page would list were there no screen. */
export function AreaRegisters({ area }: { area: string }) {
  const registers = useModel().inArea(area)
  return (
    <Section title={t('Registers')}>
      <ul className={classes.registers}>
        {registers.map((register) => (
          <li key={register.name}>
            <AppLink to={`r/${register.path}`}>{register.label.many}</AppLink>
          </li>
        ))}
      </ul>
    </Section>
  )
}
