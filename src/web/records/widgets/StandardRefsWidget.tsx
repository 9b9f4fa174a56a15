import { MultiSelect } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { client } from '../../app/api.ts'
import { t } from '../../app/i18n.ts'
import { shortRef } from '../../ui/standardRef.ts'
import classes from './Widgets.module.css'
import { type WidgetProps, wrapperProps } from './widgetProps.ts'

/** So many matches are drawn at once; typing narrows them. */
const shown = 60

/** Chooses clauses and controls by id or by words of their title. */
export function StandardRefsWidget(props: WidgetProps) {
  const { field, value, onChange } = props
  const known = useStandardRefs()
  const chosen = Array.isArray(value) ? value.map(String) : []
  const refs = (known.data ?? []).filter((r) => field.frameworks.length === 0 || field.frameworks.includes(r.framework))
  const titles = new Map<string, string>(refs.map((r) => [r.ref, r.title]))
  const data = [...refs.map((r) => r.ref), ...chosen.filter((c) => !titles.has(c))]
  return (
    <MultiSelect
      {...wrapperProps(props)}
      data={data.map((ref) => ({ value: ref, label: shortRef(ref) }))}
      value={chosen}
      onChange={(next) => onChange(next.length === 0 ? null : next)}
      searchable
      limit={shown}
      filter={({ options, search, limit }) => {
        const words = search.toLowerCase().trim()
        const fits = options.filter(
          (o) => 'value' in o && `${o.label} ${titles.get(o.value) ?? ''}`.toLowerCase().includes(words),
        )
        return fits.slice(0, limit)
      }}
      renderOption={({ option }) => (
        <span className={classes.refOption}>
          <strong>{option.label}</strong> <span className={classes.hint}>{titles.get(option.value)}</span>
        </span>
      )}
      nothingFoundMessage={known.isPending ? t('Loading') : t('No clause or control fits.')}
      placeholder={chosen.length === 0 ? t('Id or words of the title') : undefined}
    />
  )
}

/** Every clause, control and article that can be named; fetched once. */
export function useStandardRefs() {
  return useQuery({
    queryKey: ['standard'],
    queryFn: async ({ signal }) => (await client.get('standard', { signal })).refs,
    staleTime: Number.POSITIVE_INFINITY,
  })
}
