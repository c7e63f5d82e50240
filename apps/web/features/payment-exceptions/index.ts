export { ExceptionList } from './exception-list.js';
