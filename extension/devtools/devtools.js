// Adds the panel to the developer tools. Nothing is recorded until somebody opens it.

// Firefox takes the paths as relative to this page unless they start at the root; Chromium knows only the root.
chrome.devtools.panels.create(chrome.i18n.getMessage('devtools_panel'), '/icons/32.png', '/devtools/panel.html', () => undefined);
