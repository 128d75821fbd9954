import { setLanguage } from '../text/language'
import { useText } from '../text/text'

/** Changes every word on the screen at once; named in the language it leads to. */
export function LanguageSwitch() {
  const { language, t } = useText()
  const other = language === 'zh' ? 'en' : 'zh'
  return (
    <button type="button" className="plain" lang={other === 'zh' ? 'zh-CN' : 'en'} onClick={() => setLanguage(other)}>
      {t.otherLanguage}
    </button>
  )
}
