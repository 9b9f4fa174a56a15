/** `ai_system_owner` as people say it. */
export const inWords = (name: string): string =>
  name
    .replaceAll('_', ' ')
    .replace(/\bai\b/g, 'AI')
    .replace(/\baims\b/g, 'AIMS')
    .replace(/\bhr\b/g, 'HR')
