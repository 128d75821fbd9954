import type { ThemeConfig } from 'antd'

// Dark enough on white for everyone (4.5:1 at least), no motion, no fonts but those of the machine.
export const theme: ThemeConfig = {
  token: {
    motion: false,
    fontFamily:
      '"Microsoft YaHei","PingFang SC","Noto Sans CJK SC","WenQuanYi Micro Hei",SimSun,system-ui,sans-serif',
    fontSize: 14,
    borderRadius: 4,
    colorPrimary: '#0b57b7',
    colorLink: '#0b57b7',
    colorError: '#b42318',
    colorWarning: '#8a4b00',
    colorSuccess: '#1e6b2e',
    colorText: '#1d2733',
    colorTextSecondary: '#4a5563',
    colorTextTertiary: '#5a6572',
    colorTextPlaceholder: '#636e7b',
    colorTextDisabled: '#636e7b',
    colorBorder: '#8a94a0',
  },
}
