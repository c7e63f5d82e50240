export { RuleDetail } from './rule-detail.js';
export { RuleEditor } from './rule-editor.js';
export { RuleList } from './rule-list.js';
