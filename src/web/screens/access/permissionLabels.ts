import { useCallback } from 'react'
import { t } from '../../app/i18n.ts'
import { useModel } from '../../app/model.tsx'

/** Names a permission as a person would: `risk:move:accept` becomes "Risks: Accept". */
export function usePermissionLabels(): (permission: string) => string {
  const model = useModel()
  return useCallback(
    (permission) => {
      const [of = '', act = '', move = ''] = permission.split(':')
      if (of === 'system') return systemLabels[act]?.() ?? act
      const register = model.byName(of)
      const many = register?.label.many ?? of
      if (act === 'move')
        return t('{many}: {move}', { many, move: register?.moves.find((m) => m.name === move)?.label ?? move })
      return actLabels[act]?.(many) ?? permission
    },
    [model],
  )
}

const systemLabels: Readonly<Record<string, () => string>> = {
  upload: () => t('Upload files'),
  members: () => t('See who belongs to the organisation'),
  packs: () => t('See all audit packs'),
  log: () => t('Check the log'),
}

const actLabels: Readonly<Record<string, (many: string) => string>> = {
  read: (many) => t('{many}: read', { many }),
  create: (many) => t('{many}: add', { many }),
  edit: (many) => t('{many}: change', { many }),
  archive: (many) => t('{many}: archive', { many }),
}
