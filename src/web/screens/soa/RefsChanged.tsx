import { t } from '../../app/i18n.ts'
import { useModel } from '../../app/model.tsx'
import { AppLink } from '../../ui/AppLink.tsx'
import { refsChanged } from './refsChanged.ts'
import classes from './Versions.module.css'

/** Records that a line names in one version and not in the other, each leading to its page; how many stay is a number. */
export function RefsChanged({ before, after }: { before: string | null; after: string | null }) {
  const { added, removed, stay } = refsChanged(before, after)
  return (
    <>
      {added.length > 0 ? <Refs label={t('added:')} refs={added} /> : null}
      {removed.length > 0 ? <Refs label={t('removed:')} refs={removed} /> : null}
      {stay > 0 ? (
        <p className={classes.stay}>{t('{stay, plural, one {# is the same} other {# are the same}}', { stay })}</p>
      ) : null}
    </>
  )
}

function Refs({ label, refs }: { label: string; refs: readonly string[] }) {
  const { registers } = useModel()
  const pathOf = (ref: string) =>
    registers.find((register) => register.refPrefix === ref.slice(0, ref.lastIndexOf('-')))?.path
  return (
    <p className={classes.refs}>
      <span className={classes.stay}>{label}</span>
      {refs.map((ref) => {
        const path = pathOf(ref)
        return path === undefined ? (
          <span key={ref}>{ref}</span>
        ) : (
          <AppLink key={ref} to={`r/${path}/${ref}`}>
            {ref}
          </AppLink>
        )
      })}
    </p>
  )
}
