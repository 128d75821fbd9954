// Days and moments as offices write them, in the time the server gives them in: nothing is converted.
import type { Language } from './language'

const WEEKDAYS = {
  zh: ['周日', '周一', '周二', '周三', '周四', '周五', '周六'],
  en: ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'],
}

function weekday(day: string, language: Language) {
  const [year, month, date] = day.split('-').map(Number)
  return WEEKDAYS[language][new Date(Date.UTC(year ?? 0, (month ?? 1) - 1, date ?? 1)).getUTCDay()] ?? ''
}

/** `2020-04-20(周一)` of a day or a moment. */
export function shownDay(moment: string, language: Language) {
  const day = moment.slice(0, 10)
  return language === 'zh' ? `${day}(${weekday(day, 'zh')})` : `${weekday(day, 'en')} ${day}`
}

/** `04-20(周一)`, where the year goes without saying. */
export function shortDay(moment: string, language: Language) {
  const day = moment.slice(0, 10)
  return language === 'zh' ? `${day.slice(5)}(${weekday(day, 'zh')})` : `${weekday(day, 'en')} ${day.slice(5)}`
}

/** `2020-04-20 16:30` of a moment. */
export function shownMoment(moment: string) {
  return `${moment.slice(0, 10)} ${moment.slice(11, 16)}`
}

/** Whether a moment lies on the first instant of a day, so that the period it ends lasts until 24:00 of the day before. */
function isMidnight(moment: string) {
  return moment.slice(11, 19) === '00:00:00'
}

/** The last day of a period that ends before a moment. */
export function lastDay(before: string) {
  if (!isMidnight(before)) return before.slice(0, 10)
  const [year, month, date] = before.slice(0, 10).split('-').map(Number)
  return new Date(Date.UTC(year ?? 0, (month ?? 1) - 1, (date ?? 1) - 1)).toISOString().slice(0, 10)
}

/** The time of day by which a period ends, if it is not the end of the day. */
export function endTime(before: string) {
  return isMidnight(before) ? '' : before.slice(11, 16)
}

/** `12,345.60 元`: an amount as offices write it. */
export function shownYuan(amount: string, language: Language) {
  const [whole = '', decimals = '00'] = amount.split('.')
  const grouped = whole.replace(/\B(?=(\d{3})+(?!\d))/g, ',')
  return language === 'zh' ? `${grouped}.${decimals} 元` : `CNY ${grouped}.${decimals}`
}
