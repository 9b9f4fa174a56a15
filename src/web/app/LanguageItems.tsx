import { Menu } from '@mantine/core'
import { IconLanguage } from '@tabler/icons-react'
import { t } from './i18n.ts'
import { languageChoices, spokenChoice } from './language.ts'
import { useChooseLanguage } from './useLanguage.ts'

/** The languages to read in, for a menu: each called as its readers call it. */
export function LanguageItems() {
  const choose = useChooseLanguage()
  return (
    <>
      <Menu.Label>{t('Language')}</Menu.Label>
      {languageChoices.map(({ code, name }) => (
        <Menu.Item
          key={code}
          lang={code}
          leftSection={<IconLanguage size={16} />}
          fw={spokenChoice() === code ? 600 : 400}
          aria-current={spokenChoice() === code}
          onClick={() => choose.mutate(code)}
        >
          {name}
        </Menu.Item>
      ))}
    </>
  )
}
