import { roles } from '../../../model/access.ts'
import { t } from '../../app/i18n.ts'
import { useOrgQuery } from '../../app/orgApi.ts'
import { roleLabel } from '../account/roleLabels.ts'

export interface RoleChoice {
  readonly value: string
  readonly label: string
}

interface RoleChoices {
  /** The usual roles and those the organisation made itself, as a list with headings. */
  readonly grouped: { group: string; items: RoleChoice[] }[]
  /** A role by its name or id as people call it. */
  readonly label: (role: string) => string
}

/** The roles that a provider or a directory can give. */
export function useRoleChoices(): RoleChoices {
  const own = useOrgQuery('access').data?.roles ?? []
  const usual = roles.map((role) => ({ value: role as string, label: roleLabel(role) }))
  const ours = own.map(({ id, name }) => ({ value: id, label: name }))
  return {
    grouped: [
      { group: t('Usual roles'), items: usual },
      ...(ours.length > 0 ? [{ group: t('Roles of your own'), items: ours }] : []),
    ],
    label: (role) => ours.find((o) => o.value === role)?.label ?? roleLabel(role),
  }
}
