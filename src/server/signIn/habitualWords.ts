/**
 * What people in English- and German-speaking offices reach for when a password is due: greetings, seasons, months, days and
 * words about passwords and work. Our own list; the lists of leaked passwords know these mostly alone and short, not joined to
 * a year or to each other. German umlauts stand in both spellings.
 */
export const habitualWords: readonly string[] = `
welcome hello goodmorning morning evening tomorrow today thankyou please secret password passphrase passcode login signin
admin administrator changeme letmein access account user guest test testing temporary temp default example system computer
office company business work working monday tuesday wednesday thursday friday saturday sunday january february march april
may june july august september october november december spring summer autumn winter holiday vacation christmas easter
weekend love family football soccer coffee music money sunshine compliance audit auditor risk manager management security
policy standard certificate certification intelligence artificial
willkommen hallo gutenmorgen gutentag guten morgen abend heute danke bitte geheim geheimnis passwort kennwort zugang konto
benutzer gast firma arbeit rechner buero büro montag dienstag mittwoch donnerstag freitag samstag sonntag januar februar
maerz märz mai juni juli oktober dezember fruehling frühling sommer herbst ferien urlaub weihnachten ostern wochenende
liebe familie fussball fußball kaffee musik sonne ich dich liebe weiss weiß nicht mein sicherheit pruefung prüfung revision
risiko leitung`
  .trim()
  .split(/\s+/)

/** Passphrases that everybody knows as an example or a saying, letters and digits alone. */
const famousPhrases: readonly string[] = [
  'correcthorsebatterystaple',
  'troubador3',
  'tr0ub4dor3',
  'thequickbrownfox',
  'jumpsoverthelazydog',
  'franzjagtimkomplett',
  'tobeornottobe',
  'thatisthequestion',
  'seinodernichtsein',
  'maytheforcebewithyou',
  'maythe4thbewithyou',
  'onceuponatime',
  'eswareinmal',
  'loremipsumdolor',
  'openthepodbaydoors',
  'iamyourfather',
  'mynameis',
  'meinnameist',
  'ichliebedich',
  'allyourbasearebelong',
]

/** Without a known phrase and what is no letter or digit; how people write one makes no difference. */
export function withoutFamousPhrases(password: string): string {
  let rest = password.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '')
  for (const phrase of famousPhrases) rest = rest.replaceAll(phrase, '')
  return rest
}
