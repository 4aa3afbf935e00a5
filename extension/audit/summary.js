// The findings of a report as a list, for the DevTools panel and for the options page alike.

const { element, lamp } = globalThis.trainspotter.parts;
const { text, plural, word, number, ago } = globalThis.trainspotter.texts;

/** @param {import('../types').ReportedFinding} finding */
function row(finding) {
  const fed = finding.fedBy.map(({ activity, count }) => `${word('activity', activity)} (${number(count)})`).join(', ');
  const ages = finding.evidence.map(({ ageDays }) => ageDays);
  return element('li', { attributes: { 'data-level': finding.level, 'data-practice': finding.practice, 'data-verdict': finding.verdict } }, [
    lamp(finding.level),
    element('div', {}, [
      element('strong', { text: `${word('verdict', finding.verdict)}: ${finding.title}` }),
      element('p', { text: finding.summary, attributes: { lang: finding.language } }),
      element('p', { part: 'soft', text: [fed || word('signal', 'page'), ages.length ? text('audit_checked', ago(Math.min(...ages))) : ''].filter(Boolean).join(' · ') }),
    ]),
  ]);
}

/** @param {import('../types').AuditReport} report @param {'h2' | 'h3'} heading one below that of the place it stands in */
export function summary(report, heading) {
  const apps = report.apps.map((app) => element('section', { part: 'app' }, [
    element(heading, { text: [app.name, app.tenant].filter(Boolean).join(' · ') }),
    element('ul', { part: 'findings' }, app.findings.map(row)),
  ]));
  const [input] = report.inputs;
  return [
    input?.problem ? element('p', { part: 'problem', text: text('audit_problem', String(input.problem.offset ?? 0), input.problem.message) }) : null,
    ...(apps.length > 0 ? apps : [element('p', { text: text('audit_no_app') })]),
    element('p', { part: 'soft', text: plural('audit_unmatched', report.unmatched.requests) }),
  ].filter((child) => child !== null);
}
